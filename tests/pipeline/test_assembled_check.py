"""A check of the assembled .docx says what a check of the draft says, and the layout gives nothing: for every sample and
for the first draft of every outline, empty or carried from last period's report."""

from __future__ import annotations

import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from drafter import assembling, drafting
from drafter.language.folding import fold_words
from drafter.model.period import Period
from drafter.pipeline.assembly import assemble_draft
from drafter.pipeline.checking import Checked, CheckWishes, check_file
from drafter.pipeline.drafts import new_draft, save_new
from drafter.workspace import Workspace, find_workspace

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "corpus").glob("*/*.src.md"))
OUTLINES = sorted((ROOT / "outlines").glob("*.yaml"))
CARRIED = [
    ("mttq-xa-6-thang", "2025-H1", "mttq-xa-suoi-ngan/2024-H1.docx"),
    ("mttq-tinh-nam-2-cap", "2025", "mttq-tinh-van-son/2024.docx"),
    ("ubnd-xa-kt-xh-nam-2-cap", "2026", "ubnd-xa-dong-khau/2025.docx"),
]
# The frame stands in a draft's front matter, which is no text: the paper's own number, day and signature are seen only in
# the .docx, and its blanks are told there by the comments.
FRAME_ONLY = {("CAR604", ""), ("OUT106", "")}
UNITS = {
    "chi-bo": "Chi bộ thôn Nà Lốc",
    "mttq": "Ủy ban MTTQ Việt Nam xã Mường Lát",
    "": "Ủy ban nhân dân xã Mường Lát",
}


@cache
def workspace() -> Workspace:
    return find_workspace(ROOT)


def period_of(outline: str) -> str:
    if "6-thang" in outline:
        return "2025-H1"
    return "2019/2024" if outline.startswith("so-ket") else "2013/2025" if outline.startswith("tong-ket") else "2025"


def checked(path: Path, wishes: CheckWishes) -> Checked:
    return check_file(path, wishes, workspace())


def said(found: Checked) -> Counter[tuple[str, str]]:
    """Findings by rule and place; a missing item's place is the section before it."""
    tree = found.paper.tree
    titles = {section.id: fold_words(section.title or section.label or "") for section in tree.sections}
    for section in tree.sections:
        if (section.style or "").startswith("appendix"):
            titles[section.id] = "phụ lục"  # its title stands behind the label there, on a line of its own here
    places = [(one.rule, titles.get(one.section or "", "")) for one in found.report.findings]
    return Counter(place for place in places if place not in FRAME_ONLY)


def compared(draft: Path) -> None:
    front = drafting.load(draft).front
    report = draft.with_suffix(".docx")
    report.write_bytes(assemble_draft(draft, workspace()))
    layout = assembling.choose_layout(None, drafting.load(draft), workspace().settings)
    named = {key: str(front[key]) for key in ("outline", "period", "unit") if front.get(key)}
    previous = draft.parent / str(front["previous"]) if front.get("previous") else None
    before = checked(draft, CheckWishes())
    after = checked(report, CheckWishes(previous=previous, **named))
    assert said(after) == said(before)
    facts, assembled = before.paper.facts, after.paper.facts
    assert [(one.text, one.value, one.unit) for one in assembled.figures] == [
        (one.text, one.value, one.unit) for one in facts.figures
    ]
    own = Counter({fold_words(one.text) for one in assembled.dates if one.role == "issue-date"})
    gained = Counter(fold_words(one.text) for one in assembled.dates)
    gained.subtract(Counter(fold_words(one.text) for one in facts.dates))
    assert {words for words, count in gained.items() if count > 0} <= set(own)
    assert not [words for words, count in gained.items() if count < 0]
    only = CheckWishes(layout=layout, select=("FMT801", "FMT802"))
    assert [one.message for one in checked(report, only).report.findings] == []


@pytest.mark.parametrize("sample", SAMPLES, ids=[f"{path.parent.name} {path.name}" for path in SAMPLES])
def test_of_every_sample(sample: Path, tmp_path: Path) -> None:
    draft = tmp_path / "bao-cao.md"
    shutil.copy(sample, draft)
    compared(draft)


@pytest.mark.parametrize("outline", [path.stem for path in OUTLINES])
def test_of_the_first_draft_of_every_outline(outline: str, tmp_path: Path) -> None:
    unit = next(name for opening, name in UNITS.items() if outline.startswith(opening))
    made = new_draft(outline, Period.parse(period_of(outline)), workspace(), unit=unit)
    draft = tmp_path / "bao-cao.md"
    save_new(made, draft)
    compared(draft)


@pytest.mark.parametrize(("outline", "period", "previous"), CARRIED)
def test_of_a_draft_carried_from_last_period(outline: str, period: str, previous: str, tmp_path: Path) -> None:
    last = tmp_path / "ky-truoc.docx"
    shutil.copy(ROOT / "corpus" / previous, last)
    draft = tmp_path / "bao-cao.md"
    save_new(new_draft(outline, Period.parse(period), workspace(), previous=last, beside=tmp_path), draft)
    compared(draft)
