"""The outlines and phrases that ship: whole, well formed, and of use."""

from collections import Counter

import pytest

from drafter.shelves import outlines, phrases
from drafter.shelves.templates import slots
from drafter.workspace import shipped_data

FILES = sorted((shipped_data() / "outlines").glob("*.yaml"))
USES = {"opening", "basis", "results", "comparison", "assessment", "cause", "lesson", "task", "closing"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_outline_asks_guides_and_brings_its_table(path: object) -> None:
    outline = outlines.load(str(path))
    items = [item for _depth, item in outline.walk()]
    asks = [ask for item in items for ask in item.asks]
    assert len(asks) >= 15
    assert sum(ask.wants_figures for ask in asks) >= 8
    assert sum(ask.guidance is not None for ask in asks) >= 5
    assert outline.pages
    assert outline.notes
    (appendix,) = outline.appendices
    assert len(appendix.rows) >= 9
    assert all(row.unit for row in appendix.rows)
    assert any(row.sums for row in appendix.rows)


def test_reports_of_both_orders_have_their_outline() -> None:
    """Two tiers since 1/7/2025, three before."""
    two = {path.stem.removesuffix("-2-cap") for path in FILES if path.stem.endswith("-2-cap")}
    three = {path.stem.removesuffix("-3-cap") for path in FILES if path.stem.endswith("-3-cap")}
    assert two >= three
    assert three >= {
        "mttq-tinh-6-thang",
        "mttq-tinh-nam",
        "mttq-xa-nam",
        "so-ket-giua-nhiem-ky",
        "tong-ket-chi-thi",
        "ubnd-xa-kt-xh-nam",
        "chi-bo-nam",
    }
    for path in FILES:
        text = path.read_text("utf-8")
        if path.stem.endswith("-2-cap") and path.stem != "tong-ket-chi-thi-2-cap":
            assert "huyện" not in text, path.stem


def test_phrases_cover_every_use() -> None:
    found = [phrase for path in sorted((shipped_data() / "phrasebank").glob("*.yaml")) for phrase in phrases.load(path)]
    assert len(found) >= 150
    uses = Counter(phrase.use for phrase in found)
    assert set(uses) == USES
    assert min(uses.values()) >= 5
    assert all(phrase.sections for phrase in found)
    assert len({phrase.id for phrase in found}) == len(found)


def test_every_phrase_can_be_filled() -> None:
    for path in sorted((shipped_data() / "phrasebank").glob("*.yaml")):
        for phrase in phrases.load(path):
            values = {name: "2025-06-30" if f"{name} | ngay" in phrase.text else "1250" for name in slots(phrase.text)}
            filled = phrases.fill(phrase, values)
            assert "{{" not in filled
            assert filled[0].isupper() or filled[0].isdigit()
            assert filled[-1] in ".:"
