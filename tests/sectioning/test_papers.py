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
