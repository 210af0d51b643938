"""The branch's law as pure functions and data. Imports the standard library only."""
