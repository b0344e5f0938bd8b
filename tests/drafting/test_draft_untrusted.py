"""Drafts and what lies beside them come from elsewhere too: tags, bombs and floods are refused in one line."""

from pathlib import Path

import pytest

from drafter.drafting import load, parse
from drafter.drafting import sidecar as sidecars
from drafter.drafting.files import LIMIT
from drafter.errors import LocatedError, UnreadableFileError

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n"
    for a, b in zip("abcdefg", "bcdefgh", strict=True)
)

HOSTILE = [
    "outline: !!python/object/apply:os.system ['true']",
    "period: '2024'\nnote: !!python/name:os.system",
    "recipients: !!set {a, b}",
    "period: !mine 2024",
    "x: !<tag:yaml.org,2002:binary> R0lG",
    BOMB,
    "a: " + "[" * 5000 + "]" * 5000,
    "a: " + "{a: " * 3000 + "1" + "}" * 3000,
    "".join("  " * level + "k:\n" for level in range(2000)),
    "period: '20\x0024'",
    "&m\nrecipients: *m\nx: 1",
]


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_front_matter_is_refused_in_one_line(source: str) -> None:
    with pytest.raises(LocatedError) as refused:
        parse(f"---\n{source}\n---\n\n# BÁO CÁO\n", "bc.md")
    assert str(refused.value).startswith("bc.md:")
    assert "\n" not in str(refused.value)
    assert "recursion" not in str(refused.value)


@pytest.mark.parametrize("source", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_file_beside_a_draft_is_refused_in_one_line(source: str, tmp_path: Path) -> None:
    (tmp_path / "bc.drafter.yaml").write_text(f"waivers:\nnotes:\n  x: y\n{source}\n", "utf-8")
    with pytest.raises(LocatedError) as refused:
        sidecars.load(tmp_path / "bc.md")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("said", ["Chú ý !!quan trọng", "xem mục ! sau", "'!!python/name:os.system'", "a & b * c"])
def test_exclamation_marks_in_words_are_words(said: str) -> None:
    assert parse(f"---\nnote: {said}\n---\n").front["note"] == said.strip("'")


def test_a_flood_is_no_draft(tmp_path: Path) -> None:
    for name in ("bc.md", "bc.drafter.yaml"):
        with (tmp_path / name).open("wb") as stream:
            stream.truncate(LIMIT + 1)
    for read in (load, sidecars.load):
        with pytest.raises(UnreadableFileError, match="20 MB"):
            read(tmp_path / "bc.md")
