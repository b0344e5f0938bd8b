"""Attacks on the whole program: no network, full and read-only disks, kills, clocks, two processes at once."""
