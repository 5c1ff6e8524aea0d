"""What a page says, in plain Python: rows and forms, and no Qt."""
