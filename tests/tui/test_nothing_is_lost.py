"""SIGKILL while somebody types and saves: at most two seconds are lost, never a broken file.

`python tests/tui/kills.py 50` does it fifty times.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from kills import ALLOWED, kill_once

pytest.importorskip("pexpect")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("seed", [1, 2])
def test_a_kill_costs_at_most_two_seconds(tmp_path: Path, seed: int) -> None:
    outcome = kill_once(tmp_path, random.Random(seed))
    assert outcome.typed > 0
    assert outcome.whole
    assert outcome.lost <= ALLOWED
