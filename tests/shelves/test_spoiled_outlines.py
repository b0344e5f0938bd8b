"""Shipped outlines spoiled by hand: a file loads and serves, or is refused in one line."""

import random
from pathlib import Path

import pytest

from drafter.errors import DrafterError, LocatedError
from drafter.outlining import drift, filled, to_json
from drafter.shelves import outlines

SHIPPED = sorted((Path(__file__).parents[2] / "outlines").glob("*.yaml"))
PIECES = (
    "- ", "  ", "\t", "{{ period }}", "{{ x }}", "{% if %}", "{{", "null", "true", "[]", "{}", "&a", "*a", "|", "> ",
    "'", '"', ":", "#", "---\n", "asks:", "- [", "level: -1", "carry: bỏ", "title:", "id: a b", "period: 2024-H9", "\x00",
    "<<: *a", "optional: có", "? ", "%YAML 9",
)  # fmt: skip


def spoiled(text: str, chance: random.Random) -> str:
    """One to four slips of an editor: a piece typed, deleted, moved, doubled, another indent."""
    for _slip in range(chance.randint(1, 4)):
        place, lines = chance.randrange(len(text)), text.split("\n")
        line = chance.randrange(len(lines))
        way = chance.randrange(5)
        if way == 0:
            text = text[:place] + chance.choice(PIECES) + text[place:]
            continue
        if way == 1:
            text = text[:place] + text[place + chance.randint(1, 40) :]
            continue
        if way == 2:
            lines.insert(chance.randrange(len(lines)), lines.pop(line))
        elif way == 3:
            lines.insert(line, lines[chance.randrange(len(lines))])
        else:
            key, colon, _value = lines[line].partition(":")
            lines[line] = (
                f"{key}: {chance.choice(PIECES)}" if colon else " " * chance.randint(0, 9) + lines[line].lstrip()
            )
        text = "\n".join(lines)
    return text


@pytest.mark.parametrize("seed", range(8))
def test_a_spoiled_outline_serves_or_is_refused(seed: int) -> None:
    chance = random.Random(seed)
    for _round in range(12):
        text = spoiled(chance.choice(SHIPPED).read_text("utf-8"), chance)
        try:
            outline = outlines.loads(text, "x.yaml")
        except DrafterError as told:
            assert "\n" not in str(told)
            continue
        assert outlines.loads(outlines.dump(outline)) == outline
        assert to_json(filled(outline))["items"] is not None
        assert len(drift(outline, outline)) >= len(outline.items)


def test_a_key_typed_twice_is_named() -> None:
    with pytest.raises(LocatedError, match="asks") as told:
        outlines.loads("title: x\nitems:\n  - id: a\n    title: A\n    asks: [b]\n    asks: [c]\n", "x.yaml")
    assert "x.yaml:6" in str(told.value)
