"""Spoiled files and mutations of sound ones: run `python -m tests.fuzz.reading`."""
