"""Changes one number of a sample report's source at a time, to see whether the recomputing finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.tools import recompute, sample_text

PLANNED = {"thu_kh", "ho_ngheo_kh", "rung_kh"}  # set as tasks in every report
_EXPRESSION = re.compile(r"\{\{(.*?)\}\}")
_COMPUTED = re.compile(r"\s*(?:pct|grow|diff|since|weekday)\(|\s*[cp]\.\w+ [-+] [cp]\.\w+\s*$")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Change:
    """One expression of the source (`place`: which one of the period; `cell`: which number of its table) printed wrong."""

    unit: str
    period: str
    place: int
    expression: str
    cell: int | None = None

    def __str__(self) -> str:
        where = "" if self.cell is None else f", number {self.cell}"
        return f"{self.unit} {self.period}: {self.expression.strip()}{where}"

    @property
    def text(self) -> str:
        """The draft with the number changed; the clean one where the expression is not printed in this period."""
        report = next(one for one in sample_text.reports(self.unit, Spoiler) if one.period == self.period)
        prose = report.lines(sample_text.prose_of(self.unit))
        found = list(_EXPRESSION.finditer(prose))[self.place]
        call = f"{{{{ spoil({found[1].strip()}, {self.cell}) }}}}"
        return report.text(prose[: found.start()] + call + prose[found.end() :])

    def is_found(self) -> bool:
        """Whether a relation of the report, or of the one after it, no longer holds."""
        changed = plain(self.text)
        clean = {paper.name: paper for paper in clean_papers(self.unit)}
        here = clean[self.period]
        if changed == here.text:
            return True
        spoilt = recompute.Paper(here.name, changed, here.last)
        behind = [recompute.Paper(p.name, p.text, spoilt) for p in clean.values() if p.last is here]
        return any(not relation.holds for paper in (spoilt, *behind) for relation in recompute.relations(paper))


class Spoiler(sample_text.Report):
    """A report that can print one number wrong."""

    tools = (*sample_text.Report.tools, "spoil")

    def spoil(self, value: Any, cell: int | None) -> str:
        """The first digit of what is printed, or of a table's number, changed."""
        text = str(sample_text.printed(value))
        if cell is None:
            return _other(text)
        place = cells_of(text)[cell]
        return text[: place.start(1)] + _other(place[1]) + text[place.end(1) :]


def _other(text: str) -> str:
    place = _DIGIT.search(text)
    assert place is not None, text
    digit = int(place[0])
    return text[: place.start()] + str(digit + 1 if digit < 9 else 8) + text[place.end() :]


def cells_of(table: str) -> list[re.Match[str]]:
    """The numbers of an appendix table behind label, title and unit."""
    body = table.index("\n", table.index("| ---"))
    return [
        found
        for found in re.finditer(r"(?<=\| )([\d.,]+) (?=\|)", table)
        if found.start() > body and not table[: found.start()].endswith("\n| ")
    ]


def changes() -> Iterator[Change]:
    """Every computed number, and every count that the appendix, a sum or a computation takes up."""
    for unit in sample_text.units():
        prose = sample_text.prose_of(unit)
        for report in sample_text.reports(unit):
            lines = report.lines(prose)
            joined = _joined(report, lines)
            for place, found in enumerate(_EXPRESSION.finditer(lines)):
                expression = found[1]
                if 'table("' in expression:
                    for cell, name in enumerate(_cell_names(report)):
                        if name in joined:
                            yield Change(unit, report.period, place, expression, cell)
                elif expression.strip() in joined or (
                    _COMPUTED.match(expression) and not _from_nowhere(report, expression)
                ):
                    yield Change(unit, report.period, place, expression)


def _from_nowhere(report: sample_text.Report, expression: str) -> bool:
    """Whether a step starts from a figure before the first report that no appendix prints."""
    started = set(re.findall(r'(?:grow|diff)\("(\w+)"', expression)) | set(re.findall(r"p\.(\w+)", expression))
    return report.position == 1 and not started <= _rows(report)


def _rows(report: sample_text.Report) -> set[str]:
    """The indicators of the appendix."""
    return {row.rpartition("|")[2].strip() for row in report.data["tables"]["so-lieu"]["rows"].strip().split("\n")}


def _cell_names(report: sample_text.Report) -> Iterator[str]:
    """`p.name`, `c.name_kh`, `c.name` of the table's numbers, in its order."""
    spec = report.data["tables"]["so-lieu"]
    for row in spec["rows"].strip().split("\n"):
        key = row.rpartition("|")[2].strip()
        for column in spec["values"]:
            if column != "plan" or hasattr(report.now, f"{key}_kh"):
                yield {"last": f"p.{key}", "plan": f"c.{key}_kh", "now": f"c.{key}"}[column]


def _joined(report: sample_text.Report, lines: str) -> set[str]:
    """What a relation joins with others: `c.` this period's and `p.` the last one's indicators.

    What stands before the first report is taken up by sums and steps alone, a plan only by its sum, a share, or the task
    of the report before.
    """
    data = report.data
    rows = _rows(report)
    summed = {name for whole, parts in data.get("sums", {}).items() for name in (whole, *parts)}
    made = {name for whole, parts in data.get("products", {}).items() for name in (whole, *parts)}
    found = (one[1] for one in _EXPRESSION.finditer(lines) if _COMPUTED.match(one[1]))
    computed = " ".join(expression for expression in found if not _from_nowhere(report, expression))
    steps = set(re.findall(r'"(\w+)"', computed))
    now = rows | summed | made | steps | set(re.findall(r"c\.(\w+)", computed))
    then = (rows if report.position > 1 else set()) | (rows & (summed | steps))
    plans = {name for name in now if name.endswith("_kh")} | (PLANNED if report.position > 1 else set())
    counts = {f"c.{name}" for name in now if not name.endswith("_kh")}
    return counts | {f"p.{name}" for name in then} | {f"c.{name}" for name in plans}


@cache
def clean_papers(unit: str) -> tuple[recompute.Paper, ...]:
    papers: list[recompute.Paper] = []
    for period, draft in sample_text.rendered(unit):
        papers.append(recompute.Paper(period, plain(draft), papers[-1] if papers else None))
    return tuple(papers)


def plain(draft: str) -> str:
    """The draft as the recomputing reads a printed report."""
    _none, front, body = draft.split("---\n", 2)
    said = dict(line.split(": ", 1) for line in front.split("\n") if ": " in line and not line.startswith(" "))
    year, month, day = said["date"].split("-")
    text, _mark, appendix = body.partition("\n## PHỤ LỤC")
    head = f"Số: {said['number']}\nngày {day} tháng {month} năm {year}\n"
    lines = re.sub(r"^#+ ", "", re.sub(r" \{#[\w-]+\}$", "", text, flags=re.MULTILINE), flags=re.MULTILINE)
    rows = "\n".join("\t".join(cell.strip() for cell in line.strip("|").split("|")) for line in appendix.split("\n"))
    return f"{head}{lines}\nNơi nhận\n{rows}"
