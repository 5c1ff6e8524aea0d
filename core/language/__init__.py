"""Declension, numbers, dates and sound of Belarusian and Russian; pure, no network, no Qt."""
