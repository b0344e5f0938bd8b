"""Drafter: a drafting assistant in the terminal for Vietnam's periodic administrative reports."""

from __future__ import annotations

__version__ = "0.1.0"
