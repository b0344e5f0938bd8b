"""`new` over every sample: each sentence and table cell of the source stands in the draft, or it is said that it does not."""

import re
from pathlib import Path

import pytest

from drafter import drafting
from drafter.model.period import Period
from drafter.model.section import PartKind
from drafter.pipeline.drafts import NewDraft, new_draft
from drafter.workspace import Workspace, shipped_data

SAMPLES = sorted((shipped_data() / "corpus").glob("*/*.docx"))
_FRAME = (PartKind.LETTERHEAD, PartKind.TITLE, PartKind.RECIPIENTS, PartKind.SIGNATURE)


def words(text: str) -> str:
    """Without what may differ: numbers, marks of the draft, table lines."""
    return re.sub(r"[\W\d_]+", "", text).lower()


def lost(made: NewDraft) -> list[str]:
    """Sentences and cells of the report's body that the draft does not have; headings become the outline's own."""
    assert made.report is not None
    document, tree = made.report.document, made.report.tree
    said = words(drafting.write(made.draft) + " ".join(made.notes))
    headings = [(section.start, section.body_start) for section in tree.sections if section.title]
    pieces = []
    for block in document.body:
        part = tree.part_at(block.start)
        if (part is None or part.kind not in _FRAME) and not any(start <= block.start < end for start, end in headings):
            pieces += re.split(r"[\n\t]", document.text[block.start : block.end].removesuffix("./."))
    return [piece for piece in pieces if len(piece) > 25 and words(piece) not in said]


@pytest.mark.parametrize("outline", ["mttq-xa-6-thang", "ubnd-xa-kt-xh-nam-2-cap"])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_sentence_of_a_sample_is_in_the_draft(path: Path, outline: str, tmp_path: Path) -> None:
    period = Period.parse(path.stem).moved(1)
    made = new_draft(outline, period, Workspace(tmp_path), previous=path, force=True)
    assert lost(made) == []
