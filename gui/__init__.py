"""The window: everything that needs Qt, and the presenters that do not."""
