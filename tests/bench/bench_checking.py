"""How long all rules take, and that it grows with the text and not faster.

`rows()` gives (name, characters, findings, median milliseconds) for a report repeated, and for texts made to hurt.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from drafter.checking import CheckContext, check
from drafter.extracting import extract
from drafter.model.period import Period
from drafter.pipeline.passages import check_passage
from drafter.reading import from_text
from drafter.sectioning import section

_PERIOD = Period.parse("2024")
_PAPERS = Path(__file__).parent.parent / "sectioning" / "papers"


def _context(text: str) -> CheckContext:
    document = from_text(text)
    tree = section(document)
    return CheckContext(document, tree, extract(document, tree), period=Period.parse("2024"))


def rows(rounds: int = 3) -> list[tuple[str, int, int, float]]:
    report = (_PAPERS / "front_year_report.txt").read_text("utf-8").split("=====\n")[0]
    texts = {
        "report": report,
        "report x 10": report * 10,
        "report x 50": report * 50,
        "one line of 35 kB": "Mở 20 lớp, gồm " + "8 lớp, " * 5_000,
        "dots": "....  " * 5_000,
        "brackets": "(" * 5_000,
    }
    found: list[tuple[str, int, int, float]] = []
    for name, text in texts.items():
        times: list[float] = []
        findings = 0
        context = _context(text)
        for _ in range(rounds):
            fresh = CheckContext(context.document, context.tree, context.facts, period=context.period)
            begin = perf_counter()
            findings = len(check(fresh).findings)
            times.append(perf_counter() - begin)
        found.append((name, len(text), findings, round(median(times) * 1000, 1)))
    found.append(("report x 50, section being typed in", len(report) * 50, 0, round(after_an_edit(report * 50), 1)))
    found.append(
        ("report x 50, all of it after an edit", len(report) * 50, 0, round(whole_after_an_edit(report * 50), 1))
    )
    found.append(_read_and_checked())
    return found


def after_an_edit(text: str) -> float:
    """CPU milliseconds from a changed paragraph to the findings of its section, as the editor shows them while somebody
    types: the rules whose evidence lies there. The median of several edits in the middle of a draft of that text."""
    return _edits(text, lambda draft, place: check_passage(draft, place, period=_PERIOD))


def whole_after_an_edit(text: str) -> float:
    """The same to the findings of the whole draft by all rules, which come behind those: reading, sections, facts, check."""
    from drafter.pipeline.again import DraftCheck
    from drafter.pipeline.checking import CheckWishes
    from drafter.workspace import Workspace

    checks = DraftCheck(Path("draft.md"), Workspace(Path.cwd()), CheckWishes(period="2024"))
    return _edits(text, lambda draft, _place: checks.check(draft))


def _edits(text: str, again: Callable[[str, int], object]) -> float:
    """The median over edits of one paragraph each, all over the draft."""
    draft, times = _as_draft(text), []
    again(draft, len(draft) // 2)
    for number in range(2, 13):
        place = draft.index("\n", draft.index(" ", len(draft) * number // 15))
        draft = f"{draft[:place]}x{draft[place:]}"
        begin = process_time()
        again(draft, place)
        times.append((process_time() - begin) * 1000)
    return median(times)


def _as_draft(text: str) -> str:
    """A report as a draft: its numbered headings marked, each with an id."""
    lines, count = ["---", "period: 2024", "---"], 0
    for line in text.split("\n"):
        label = re.match(r"(?:(?P<first>[IVX]+)|(?P<second>\d{1,2}))\. [^.;:]{3,90}\Z", line)
        count += label is not None
        marks = "" if label is None else "## " if label["first"] else "### "
        lines.append(f"{marks}{line} {{#s{count}}}" if marks else line)
    return "\n".join(lines)


def _read_and_checked() -> tuple[str, int, int, float]:
    """A report of ten pages read, understood and checked by all rules against its last report and its outline, warm."""
    from drafter.pipeline.checking import CheckWishes, check_file
    from drafter.workspace import Workspace

    root = Path(__file__).resolve().parents[2]
    folder = root / "corpus" / "mttq-tinh-van-son"
    wishes = CheckWishes(outline="mttq-tinh-nam-3-cap", previous=folder / "2023.docx", profile="final")
    path, workspace = folder / "2024.docx", Workspace(root)
    times, count = [], 0
    for _round in range(6):
        begin = process_time()
        checked = check_file(path, wishes, workspace)
        times.append(process_time() - begin)
        count = len(checked.report.findings)
    return (
        "sample report from file, outline, last report",
        len(checked.paper.text),
        count,
        round(median(times[1:]) * 1000, 1),
    )
