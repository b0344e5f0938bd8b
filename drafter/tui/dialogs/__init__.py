"""Overlays: each asks one thing and gives back one typed answer (None: given up)."""
