"""The sample reports under headings that a person wrote anew: every section finds its item, and none is surely wrong."""

import tomllib
from pathlib import Path

import pytest

from drafter.model.outline import Grade
from drafter.outlining import match
from drafter.shelves import outlines
from tests.outlining.reports import sample_of

ROOT = Path(__file__).parents[2]
OTHERS = tomllib.loads((Path(__file__).parent / "paraphrases.toml").read_text("utf-8"))
SAMPLES = {
    "mttq-tinh-nam-3-cap": ROOT / "corpus/mttq-tinh-van-son/2024.src.md",
    "mttq-xa-6-thang": ROOT / "corpus/mttq-xa-suoi-ngan/2024-H1.src.md",
    "ubnd-xa-kt-xh-nam-3-cap": ROOT / "corpus/ubnd-xa-dong-khau/2024.src.md",
}


def judged(name: str, seed: int) -> tuple[int, int, list[str]]:
    outline = outlines.load(ROOT / "outlines" / f"{name}.yaml")
    made = sample_of(SAMPLES[name].read_text("utf-8"), OTHERS[name], seed)
    right = total = 0
    wrong: list[str] = []
    for found in match(outline, made.document, made.tree):
        wanted = made.truth.get(found.item, set())
        got = {made.tree.sections[index].start for index in found.sections}
        sure = found.grade in (Grade.EXACT, Grade.LIKELY)
        hit = got == wanted if wanted else not sure
        right, total = right + hit, total + 1
        if sure and not hit:
            titles = [made.tree.sections[index].title for index in found.sections]
            wrong.append(f"{found.item}: {titles} ({found.evidence}, {made.changed.get(found.item)})")
    return right, total, wrong


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_report_in_other_words_finds_its_items(name: str) -> None:
    results = [judged(name, seed) for seed in range(12)]
    assert [line for _right, _total, wrong in results for line in wrong] == []
    assert sum(right for right, _total, _wrong in results) / sum(total for _right, total, _wrong in results) >= 0.95
