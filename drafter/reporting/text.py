"""Findings for the terminal: grouped by section, the quoted line with a caret, a summary and the coverage."""

from __future__ import annotations

import unicodedata
from itertools import groupby

from drafter.messages import catalogue, mark
from drafter.model.document import Document
from drafter.model.finding import CheckReport, Finding, Outcome, OutcomeKind, Severity
from drafter.model.section import SectionTree
from drafter.reporting.places import Places

_ = catalogue("reporting")

_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33", Severity.INFO: "36"}
# A letter and a word for each, so that nothing is told by colour alone.
_WORDS = {Severity.ERROR: mark("error"), Severity.WARNING: mark("warning"), Severity.INFO: mark("info")}
_COVERED = (
    ("figures", mark("figures")),
    ("references", mark("citations")),
    ("dates", mark("dates")),
    ("tables", mark("tables")),
)


def as_text(
    report: CheckReport,
    document: Document,
    tree: SectionTree,
    *,
    show_waived: bool = False,
    all_outcomes: bool = False,
    colour: bool = False,
    width: int = 100,
) -> str:
    """The report for a person at a terminal. Control characters of the document are shown as blanks."""
    page = _Page(document, tree, colour, width)
    shown = [finding for finding in report.findings if show_waived or finding.waived is None]
    lines: list[str] = []
    for index, group in groupby(shown, key=lambda f: page.places.section_index(f.start, absent=f.start == f.end)):
        heading = page.places.heading(index) or _("(outside the sections)")
        lines += [
            page.paint(page.cut(heading), "1"),
            *(line for finding in group for line in page.finding(finding)),
            "",
        ]
    if all_outcomes:
        lines += [line for outcome in report.outcomes for line in page.outcome(outcome)]
        lines += [""] if report.outcomes else []
    lines += _summary(report, page)
    return "\n".join(lines) + "\n"


class _Page:
    def __init__(self, document: Document, tree: SectionTree, colour: bool, width: int) -> None:
        self.document = document
        self.places = Places(document, tree)
        self.colour = colour
        self.width = max(width, 40)

    def paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def cut(self, text: str) -> str:
        plain = _plain(text)
        return plain if len(plain) <= self.width else plain[: self.width - 1] + "…"

    def finding(self, finding: Finding) -> list[str]:
        word = _(_WORDS[finding.severity])
        place = _("line {line}", line=finding.line)
        if finding.page:
            place = _("page {page}, {place}", page=finding.page, place=place)
        head = f"  {finding.rule} {self.paint(word, _COLOURS[finding.severity])}  {place}  [{finding.id}]"
        lines = [head, f"    {_plain(finding.message)}", *self.quoted(finding.start, finding.end)]
        for related in finding.related:
            where = _("line {line}", line=self.places.line(related.start))
            lines += [f"    ↳ {where}: {_plain(related.message)}", *self.quoted(related.start, related.end)]
        if finding.fix is not None:
            edits = "; ".join(f"→ {edit.text or '∅'}" for edit in finding.fix.edits[:3])
            lines.append(
                "    "
                + (_("safe fix: {edits}", edits=edits) if finding.fix.safe else _("proposed: {edits}", edits=edits))
            )
        if finding.waived is not None:
            lines.append("    " + _("waived: {reason}", reason=_plain(finding.waived.reason)))
        return lines

    def quoted(self, start: int, end: int) -> list[str]:
        """The line with a caret under the words; a long line is cut round them."""
        if start == end:
            return []
        left, right = self.places.line_span(start)
        end = min(end, right)
        room = self.width - 10
        from_ = max(left, min(start - room // 3, right - room)) if right - left > room else left
        to = min(right, from_ + room)
        before, words, after = (
            _plain(self.document.text[a:b]) for a, b in ((from_, start), (start, min(end, to)), (min(end, to), to))
        )
        lead = "…" if from_ > left else ""
        quote = f"{lead}{before}{words}{after}{'…' if to < right else ''}"
        caret = " " * _columns(lead + before) + "^" * max(_columns(words), 1)
        return [f"      {quote}", f"      {self.paint(caret, '32')}"]

    def outcome(self, outcome: Outcome) -> list[str]:
        sign = "✓" if outcome.kind == OutcomeKind.CONSISTENT else "?"
        return [
            f"  {sign} {outcome.rule}  {_('line {line}', line=self.places.line(outcome.start))}  {_plain(outcome.message)}"
        ]


def _summary(report: CheckReport, page: _Page) -> list[str]:
    counts = [(severity, report.count(severity)) for severity in Severity]
    said = ", ".join(
        page.paint(f"{count} {_(_WORDS[severity])}", _COLOURS[severity] if count else "0") for severity, count in counts
    )
    waived = _(", {count} waived", count=report.waived) if report.waived else ""
    covered = []
    for key, word in _COVERED:
        count = getattr(report.coverage, key)
        covered.append(_("{word} {checked}/{found}", word=_(word), checked=count.checked, found=count.found))
    lines = [
        _("Findings: {said}{waived}", said=said, waived=waived),
        _("Checked: {covered}", covered=", ".join(covered)),
    ]
    lines += [_("Not read: {what}", what=_plain(what)) for what in report.coverage.unread]
    return lines


def _plain(text: str) -> str:
    """One line without control characters: a document must not steer the terminal."""
    return "".join(" " if char.isspace() else char for char in text if char.isprintable() or char.isspace())


def _columns(text: str) -> int:
    """Width on the screen: combining marks take none, wide characters two."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
