"""Pure functions over a journal: state, steps, guards, terms. Time is an argument."""
