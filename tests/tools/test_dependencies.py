"""The lock, the table of dependencies and pyproject.toml say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools import dependencies


def test_lock_and_table_agree_with_the_project() -> None:
    assert dependencies.faults() == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("click==", "clack==", "click is not in the lock"),
        ("textual==8", "textual==7", "is not <9,>=8.2"),
        ("    --hash=sha256:", "    # ", "has no hash"),
    ],
)
def test_a_disagreement_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, told: str) -> None:
    spoiled = tmp_path / "requirements.lock"
    spoiled.write_text(dependencies.LOCK.read_text("utf-8").replace(old, new), "utf-8")
    monkeypatch.setattr(dependencies, "LOCK", spoiled)
    assert any(told in fault for fault in dependencies.faults())
