"""The mutation kit: single faults put by script into clean reports, and what the check makes of them."""
