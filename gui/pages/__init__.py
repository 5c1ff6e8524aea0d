"""Widgets; they show what a presenter says and decide nothing."""
