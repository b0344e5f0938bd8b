"""The same terminal UI in a browser of this machine, by textual-serve (extra `web`)."""
