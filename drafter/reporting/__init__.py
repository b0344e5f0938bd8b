"""Findings for people and programs: text, JSON, SARIF, GitHub annotations, one HTML page, Word comments, PDF notes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from drafter.errors import UsageError
from drafter.messages import catalogue
from drafter.model.document import Document
from drafter.model.finding import CheckReport
from drafter.model.section import SectionTree
from drafter.reporting.shape import findings_json

if TYPE_CHECKING:
    from pathlib import Path

_ = catalogue("reporting")

FORMATS = ("text", "json", "sarif", "github", "html")

__all__ = ["FORMATS", "annotate", "findings_json", "render"]


def render(
    report: CheckReport,
    document: Document,
    tree: SectionTree,
    format: str = "text",  # noqa: A002  the command line's own word
    *,
    show_waived: bool = False,
    all_outcomes: bool = False,
    colour: bool = False,
    width: int = 100,
) -> str:
    """A report in one of FORMATS. JSON always holds the waived findings; `show_waived` and `all_outcomes` are for people
    (and `all_outcomes` adds the outcomes to the JSON).

    Raises UsageError for an unknown format.
    """
    match format:
        case "json":
            return json.dumps(findings_json(report, all_outcomes=all_outcomes), ensure_ascii=False, indent=1)
        case "text":
            from drafter.reporting.text import as_text

            return as_text(
                report, document, tree, show_waived=show_waived, all_outcomes=all_outcomes, colour=colour, width=width
            )
        case "sarif":
            from drafter.reporting.sarif import as_sarif

            return json.dumps(as_sarif(report, document), ensure_ascii=False, indent=1)
        case "github":
            from drafter.reporting.github import as_github

            return as_github(report, document)
        case "html":
            from drafter.reporting.page import as_html

            return as_html(report, document, tree)
        case _:
            raise UsageError(_("unknown format “{name}”: use {known}", name=format, known=", ".join(FORMATS)))


def annotate(path: Path | str, report: CheckReport, document: Document) -> bytes:
    """A copy of a Word file with each finding as a comment on exactly its words, of a PDF as a highlight with a note.

    Raises UsageError where the file is neither.
    """
    if document.source.format == "pdf":
        from drafter.reporting.pdf import annotate as marked

        return marked(path, report, document)
    from drafter.reporting.word import annotate as written

    return written(path, report, document)
