"""A draft → the report as .docx."""

from __future__ import annotations

from pathlib import Path

from drafter.files import write_atomically
from drafter.model.draft import Draft
from drafter.model.outline import Outline
from drafter.pipeline.outlines import load_outline
from drafter.workspace import Workspace


def assemble_draft(path: Path, workspace: Workspace, *, layout: str | None = None, final: bool = False) -> bytes:
    """The .docx of a draft file.

    Raises LocatedError where the draft cannot be parsed, UsageError where `final` finds what is not finished.
    """
    from drafter import assembling, drafting

    draft = drafting.load(path)
    chosen = assembling.choose_layout(layout, draft, workspace.settings)
    return assembling.assemble(draft, layout=chosen, outline=outline_of(draft, path, workspace), final=final)


def outline_of(draft: Draft, path: Path, workspace: Workspace) -> Outline | None:
    """The outline a draft names: an id on the shelf, or a path from where the draft lies."""
    name = draft.front.get("outline")
    if not name:
        return None
    beside = path.parent / str(name)
    return load_outline(str(beside) if beside.is_file() else str(name), workspace)


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
