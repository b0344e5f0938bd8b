"""The same report as .docx, .pdf and .txt: one section tree, one set of figures, dates and cited documents."""

from pathlib import Path

import pytest

from drafter.extracting import extract
from drafter.reading import read, read_bytes
from drafter.sectioning import section
from tests.fuzz.spoiled import pdf, show

REPORTS = sorted((Path(__file__).parents[2] / "corpus").glob("*/*.docx"))

Shape = dict[str, list[tuple[object, ...]]]


def understood(path: Path) -> Shape:
    document = read(path)
    tree = section(document)
    facts = extract(document, tree)
    return {
        "sections": [(one.level, one.label, one.title) for one in tree.sections],
        "parts": [(one.kind.value, one.paper) for one in tree.parts],
        "figures": [(one.text, one.value, one.low, one.high, one.unit, one.section) for one in facts.figures],
        "dates": [(one.text, one.kind, one.iso, one.section) for one in facts.dates],
        "references": [(one.text, one.symbol, one.date, one.section) for one in facts.references],
    }


@pytest.fixture(scope="module", params=REPORTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def report(request: pytest.FixtureRequest) -> tuple[Path, Shape]:
    return request.param, understood(request.param)


@pytest.mark.parametrize("suffix", [".pdf", ".txt"])
def test_a_report_is_the_same_in_every_format(report: tuple[Path, Shape], suffix: str) -> None:
    path, expected = report
    found = understood(path.with_suffix(suffix))
    assert found["sections"]
    for kind, values in expected.items():
        assert found[kind] == values, kind


def test_letters_of_another_font_find_their_words() -> None:
    # As LibreOffice writes a line whose font lacks some letters: the line with gaps, then the letters.
    width = 6.672

    def line(y: float, text: str, missing: str) -> str:
        gaps = "".join("." if sign in missing else sign for sign in text)
        pieces, rest = [], []
        x = 60.0
        for sign, gap in zip(text, gaps, strict=True):
            (rest if gap == "." else pieces).append((x, sign))
            x += width
        return "\n".join(
            [*(show(x, y, sign, font="F1") for x, sign in pieces), *(show(x, y, sign, font="F2") for x, sign in rest)]
        )

    lines = ["êu u000êu 22200ê b0", "00ê 220 ê20 hê", "2êu 000"]
    page = "\n".join(line(700 - 18 * n, text, "ê") for n, text in enumerate(lines))
    first = "\n".join(show(60, 700 - 18 * n, "Bao cao cua xa ve cong tac dan van") for n in range(6))
    assert read_bytes(pdf([first, page]), path="a.pdf").text.split("\n")[-4:-1] == lines
