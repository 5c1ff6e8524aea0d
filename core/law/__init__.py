"""The Code as typed, dated data: entries, editions, working calendar."""
