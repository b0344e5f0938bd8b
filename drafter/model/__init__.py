"""Plain frozen data that the rooms hand to each other: standard library only, no reading, no writing."""
