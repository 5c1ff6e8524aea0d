"""The command line: everything the window can do to a case file, without a window."""
