"""A draft → the report as .docx."""

from __future__ import annotations

from pathlib import Path

from drafter.files import write_atomically
from drafter.pipeline.outlines import draft_outline
from drafter.workspace import Workspace


def assemble_draft(
    path: Path, workspace: Workspace, *, layout: str | None = None, final: bool = False, text: str | None = None
) -> bytes:
    """The .docx of a draft file, or of its text as it stands in the editor.

    Raises LocatedError where the draft cannot be parsed, UsageError where `final` finds what is not finished.
    """
    from drafter import assembling, drafting

    draft = drafting.load(path) if text is None else drafting.parse(text, str(path))
    chosen = assembling.choose_layout(layout, draft, workspace.settings)
    outline = draft_outline(draft.front.get("outline"), path, workspace)
    return assembling.assemble(draft, layout=chosen, outline=outline, final=final)


def write_report(path: Path, content: bytes, *, force: bool = False) -> Path:
    """Write the .docx whole or not at all; where Word holds it open, beside it. Where it was written."""
    from drafter import assembling

    return assembling.write_beside_if_open(path, content, overwrite=force)


def write_pdf(report: Path, *, force: bool = False) -> Path:
    """The PDF of a .docx, beside it, by LibreOffice.

    Raises MissingToolError where LibreOffice is not installed, OutputExistsError where the PDF is there.
    """
    from drafter import assembling

    target = report.with_suffix(".pdf")
    write_atomically(target, assembling.to_pdf(report), overwrite=force)
    return target
