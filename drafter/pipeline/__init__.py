"""The corridor: the only place that joins the rooms, one module a journey, each step a named function."""
