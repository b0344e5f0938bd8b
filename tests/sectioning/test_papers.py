"""Whole papers of many hands: the tree, the kinds of paper and the parts that a careful reader finds.

Each file in `papers/` holds the text, the tree (`label | title`, two blanks a level, `-` for a paragraph without a
title, `?` where either is right), the papers' kinds and the parts in order.
"""

from pathlib import Path

import pytest

from drafter.model.section import SectionTree
from drafter.sectioning import section
from tests.sectioning.plain import document_of

PAPERS = sorted((Path(__file__).parent / "papers").glob("*.txt"))


def written(tree: SectionTree) -> list[str]:
    return [f"{'  ' * (item.level - 1)}{item.label} | {item.title or '-'}" for item in tree.sections]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
def test_a_paper_is_sectioned_as_a_reader_does(path: Path) -> None:
    text, expected, frame = (piece.strip("\n") for piece in path.read_text("utf-8").split("=====\n"))
    tree = section(document_of(text))
    found = written(tree)
    wanted = expected.split("\n")
    either = [index for index, line in enumerate(wanted) if line.endswith("| ?")]
    for index in either:
        if index < len(found):
            found[index] = found[index].split(" | ")[0] + " | ?"
    assert found == wanted
    kinds, _, parts = frame.partition("\n")
    assert [paper.kind.value for paper in tree.papers] == kinds.split()
    assert [part.kind.value for part in tree.parts] == parts.split()


@pytest.mark.parametrize(
    "name", ["commune_half_year", "front_year_report", "party_cell_dashes", "administrative_reform", "charter"]
)
def test_a_lost_heading_leaves_every_other_section_where_it_was(name: str) -> None:
    text = (Path(__file__).parent / "papers" / f"{name}.txt").read_text("utf-8").split("=====\n")[0]
    whole = section(document_of(text))
    for lost in whole.sections:
        line_end = text.index("\n", lost.start) + 1
        cut = line_end - lost.start
        rest = section(document_of(text[: lost.start] + text[line_end:]))
        found = {item.start: item for item in rest.sections}
        for item in whole.sections:
            if item is lost or (item.parent is not None and whole.sections[item.parent] is lost):
                continue
            start = item.start - (cut if item.start > lost.start else 0)
            assert start in found, (lost.label, lost.title, item.label, item.title)
            parent, above = found[start].parent, item.parent
            assert (None if parent is None else rest.sections[parent].label) == (
                None if above is None else whole.sections[above].label
            ), (lost.label, lost.title, item.label, item.title)
