"""Steps from one schema to the next: frozen SQL, appended and never edited.

The number of a step is the user_version it leads to. The first step is the schema of
version 1, kept so that a later program can be tested against it for ever.
"""
