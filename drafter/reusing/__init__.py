"""last report → this draft: what answered each item last time, rolled to the new period, old figures marked."""

from drafter.reusing.carry import blank, carry
from drafter.reusing.roll import plan_roll

__all__ = ["blank", "carry", "plan_roll"]
