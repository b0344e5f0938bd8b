"""One self-contained HTML page: the report with its findings in the margin. Nothing comes from elsewhere, everything is
escaped, and a policy in the page forbids what is not in it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from bisect import bisect_right
from html import escape
from itertools import pairwise
from pathlib import Path

from drafter.messages import catalogue, language, mark
from drafter.model.document import Block, BlockKind, Document
from drafter.model.finding import CheckReport, Finding, Severity
from drafter.model.section import SectionTree
from drafter.reporting.families import FAMILIES
from drafter.reporting.places import Places

_ = catalogue("reporting")

_WORDS = {Severity.ERROR: mark("error"), Severity.WARNING: mark("warning"), Severity.INFO: mark("info")}
_HERE = Path(__file__).parent


def as_html(report: CheckReport, document: Document, tree: SectionTree) -> str:
    """The whole page."""
    page = _Page(report, document, tree)
    style, script = ((_HERE / name).read_text("utf-8") for name in ("page.css", "page.js"))
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{_digest(style)}'",
            f"script-src 'sha256-{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    name = escape(Path(document.source.path).name)
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{name} · Drafter</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{page.head(name)}\n<main>\n{page.body()}\n</main>\n{page.foot()}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _digest(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


class _Page:
    def __init__(self, report: CheckReport, document: Document, tree: SectionTree) -> None:
        self.report = report
        self.document = document
        self.places = Places(document, tree)
        self.headings = {section.start for section in tree.sections if section.title}
        self.ids = {id(finding): f"f{number}" for number, finding in enumerate(report.findings)}
        blocks = sorted((block for block in document.blocks), key=lambda block: block.start)
        starts = [block.start for block in blocks]
        self.blocks = blocks
        self.by_block: dict[int, list[Finding]] = {}
        for finding in report.findings:
            self.by_block.setdefault(max(bisect_right(starts, finding.start) - 1, 0), []).append(finding)

    def head(self, name: str) -> str:
        counts = " · ".join(f"{self.report.count(severity)} {escape(_(_WORDS[severity]))}" for severity in Severity)
        severities = "".join(self._box("severity", str(severity), _(_WORDS[severity])) for severity in Severity)
        used = {finding.rule[:3] for finding in self.report.findings}
        families = "".join(self._box("family", code, _(word)) for code, word in FAMILIES.items() if code in used)
        waived = self._box("waived", "yes", _("waived"), checked=False) if self.report.waived else ""
        severity, family = escape(_("Severity")), escape(_("Family"))
        return (
            f"<header>\n<h1>{name}</h1>\n<p>{counts}</p>\n"
            f"<fieldset><legend>{severity}</legend>{severities}{waived}</fieldset>\n"
            f"<fieldset><legend>{family}</legend>{families}</fieldset>\n</header>"
        )

    @staticmethod
    def _box(name: str, value: str, word: str, *, checked: bool = True) -> str:
        tick = " checked" if checked else ""
        return f'<label><input type="checkbox" name="{name}" value="{escape(value)}"{tick}> {escape(word)}</label>'

    def body(self) -> str:
        if not self.blocks:
            return self._row("", self.report.findings, False)
        rows = []
        for number, block in enumerate(self.blocks):
            findings = self.by_block.get(number, [])
            text = self._table(block) if block.kind == BlockKind.TABLE else self._marked(block.start, block.end)
            rows.append(self._row(text, findings, block.start in self.headings))
        return "\n".join(rows)

    def _row(self, text: str, findings: list[Finding] | tuple[Finding, ...], heading: bool) -> str:
        cards = "".join(self._card(finding) for finding in findings)
        kind = "text h" if heading else "text"
        return f'<div class="row"><div class="{kind}">{text}</div><aside>{cards}</aside></div>'

    def _table(self, block: Block) -> str:
        rows: dict[int, list[str]] = {}
        for cell in block.cells:
            span = (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "") + (
                f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
            )
            rows.setdefault(cell.row, []).append(f"<td{span}>{self._marked(cell.start, cell.end)}</td>")
        return "<table>" + "".join(f"<tr>{''.join(cells)}</tr>" for _row, cells in sorted(rows.items())) + "</table>"

    def _marked(self, start: int, end: int) -> str:
        """A stretch of the text, cut at the ends of findings, each piece with the findings that hold it."""
        text = self.document.text
        over = [f for f in self._overlapping(start, end) if f.start < f.end]
        edges = sorted({start, end, *(max(f.start, start) for f in over), *(min(f.end, end) for f in over)})
        pieces = []
        for left, right in pairwise(edges):
            holders = [f for f in over if f.start <= left and right <= f.end]
            said = escape(text[left:right])
            if holders:
                worst = min(holders, key=lambda f: f.severity.rank).severity
                ids = " ".join(self.ids[id(f)] for f in holders)
                said = f'<mark class="{worst}" data-ids="{ids}">{said}</mark>'
            pieces.append(said)
        return "".join(pieces)

    def _overlapping(self, start: int, end: int) -> list[Finding]:
        starts = [finding.start for finding in self.report.findings]
        upto = bisect_right(starts, end)
        return [finding for finding in self.report.findings[:upto] if finding.end > start and finding.start < end]

    def _card(self, finding: Finding) -> str:
        place = _("line {line}", line=finding.line)
        label = self.places.label(finding.start)
        where = " · ".join(
            part for part in (label, _("page {page}", page=finding.page) if finding.page else "", place) if part
        )
        parts = [
            f"<p><b>{finding.rule}</b> {escape(_(_WORDS[finding.severity]))} · {escape(where)}</p>",
            f"<p>{escape(finding.message)}</p>",
        ]
        for related in finding.related:
            quote = self.document.text[related.start : related.end]
            line = escape(_("line {line}", line=self.places.line(related.start)))
            parts.append(f"<p>↳ {line}: {escape(related.message)} “{escape(quote[:120])}”</p>")
        waived = "no"
        if finding.waived is not None:
            waived = "yes"
            parts.append(f'<p class="waived">{escape(_("waived: {reason}", reason=finding.waived.reason))}</p>')
        return (
            f'<div id="{self.ids[id(finding)]}" class="{finding.severity}" data-severity="{finding.severity}" '
            f'data-family="{finding.rule[:3]}" data-waived="{waived}">{"".join(parts)}</div>'
        )

    def foot(self) -> str:
        coverage = self.report.coverage
        counts = (
            (_("figures"), coverage.figures),
            (_("citations"), coverage.references),
            (_("dates"), coverage.dates),
            (_("tables"), coverage.tables),
        )
        checked = escape(_("Checked:"))
        said = ", ".join(f"{escape(word)} {count.checked}/{count.found}" for word, count in counts)
        unread = "".join("<p>" + escape(_("Not read: {what}", what=what)) + "</p>" for what in coverage.unread)
        return f"<footer><p>{checked} {said}</p>{unread}</footer>"
