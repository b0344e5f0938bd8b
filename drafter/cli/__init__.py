"""The command line: a thin face over the pipeline. `start.main` is the entry point."""
