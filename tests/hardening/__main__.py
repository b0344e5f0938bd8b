"""`python -m tests.hardening [FAULT …] [--tries N] [--command NAME]`: every fault on every command that writes, as a table."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path

from tests.hardening.faults import FAULTS, Cannot, Tally
from tests.hardening.office import COMMANDS, build


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hardening", description=__doc__)
    parser.add_argument("faults", nargs="*", choices=[[], *FAULTS], help="which faults (all)")
    parser.add_argument("--tries", type=int, help="how often each fault on each command")
    parser.add_argument("--command", help="only this command")
    parser.add_argument("--seed", type=int, default=30, help="of the random moments")
    given = parser.parse_args()
    lost = 0
    with tempfile.TemporaryDirectory(prefix="drafter-office-") as place:
        office = build(Path(place) / "vp")
        print(f"{'fault':30} {'command':20} {'tried':>5} {'struck':>6} {'losses':>6}", flush=True)
        for name in given.faults or FAULTS:
            fault, usual = FAULTS[name]
            for command in COMMANDS:
                if given.command in (None, command.name):
                    try:
                        tally = fault(office, command, given.tries or usual, random.Random(f"{given.seed}{name}"))
                    except Cannot as why:
                        print(f"{name:30} not tried: {why}")
                        break
                    _print(tally)
                    lost += len(tally.losses)
    print(f"\n{lost} losses")
    return 1 if lost else 0


def _print(tally: Tally) -> None:
    print(f"{tally.fault:30} {tally.command:20} {tally.tried:5} {tally.struck:6} {len(tally.losses):6}", flush=True)
    for loss in dict.fromkeys(tally.losses):
        print(f"    {loss}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
