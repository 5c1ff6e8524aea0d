"""Editors of the questions that forms ask."""
