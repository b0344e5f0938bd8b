"""`python -m tests.faults [KIND …] [--missed]`: recall per kind of fault, false alarms on the clean reports."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from tests.faults.all_kinds import KINDS
from tests.faults.trial import alarms, trials

LEAST = {"E": 0.95, "W": 0.85}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", help="parts of names or codes; all where none is given")
    parser.add_argument("--missed", action="store_true", help="show the faults that were not found")
    options = parser.parse_args(arguments)
    chosen = tuple(
        kind for kind in KINDS if not options.kinds or any(k in kind.name or k in kind.codes for k in options.kinds)
    )
    put: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for kind, paper, form, shown, hit in trials(chosen):
        for key in (kind.name, kind.grade):
            put[key] += 1
            found[key] += hit
        if options.missed and not hit:
            print(f"  missed: {kind.name} ({'/'.join(kind.codes)}) in {paper.name}.{form}: {shown}")
    for kind in chosen:
        print(f"{kind.grade} {'/'.join(kind.codes):14} {kind.name:32} {found[kind.name]:3}/{put[kind.name]:<3}")
    print(f"\n{len(chosen)} kinds")
    for grade, least in LEAST.items():
        if put[grade]:
            print(f"{grade}: {found[grade]}/{put[grade]} = {found[grade] / put[grade]:.1%} (wanted {least:.0%})")
    false = list(alarms())
    for paper, form, finding in false:
        print(f"false alarm: {paper.name}.{form} {finding.rule} {finding.text!r}: {finding.message}")
    print(f"false alarms on clean reports: {len(false)}")
    return int(bool(false) or any(put[g] and found[g] / put[g] < least for g, least in LEAST.items()))


if __name__ == "__main__":
    sys.exit(main())
