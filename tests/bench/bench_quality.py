"""How much of what a careful reader finds is found: the labelled passages and the tables of single sentences.

The passages were labelled before they were first read; some of what they showed has been mended since.
"""

from __future__ import annotations

from drafter.extracting import extract
from drafter.reading import from_text
from drafter.sectioning import section
from tests.extracting.test_figures import CASES, subjects_right
from tests.tools.labelled import Score, passages, scores

Row = tuple[str, str]


def measured() -> dict[str, dict[str, Score]]:
    """Scores per passage and kind."""
    found = {}
    for passage in passages():
        document = from_text(passage.text)
        found[passage.name] = scores(passage, extract(document, section(document)))
    return found


def rows() -> list[Row]:
    """(what, figures in words), a line a kind and passage, for the project's table."""
    table: list[Row] = []
    found = measured()
    for kind in ("figures", "dates", "references"):
        total = Score()
        for name, by_kind in found.items():
            total += by_kind[kind]
            table.append((f"{kind}: {name}", _said(by_kind[kind])))
        table.append((f"{kind}: all passages", _said(total)))
    right, wanted = subjects_right()
    table.append((f"subjects of {len(CASES)} single sentences", f"as printed {right / wanted:.3f} ({right}/{wanted})"))
    return table


def _said(score: Score) -> str:
    said = f"P {score.precision:.3f}  R {score.recall:.3f}  value {score.exact:.3f} ({score.right}/{score.wanted})"
    return f"{said}  subject {score.subjects:.3f}" if score.judged else said


if __name__ == "__main__":
    for what, figures in rows():
        print(f"{what:40} {figures}")
