"""A draft → the report as .docx (or text), the leader's packet, and the leader's edits back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.files import write_atomically
from drafter.model.draft import Draft
from drafter.pipeline.checking import CheckWishes, check_paper
from drafter.pipeline.desk_places import BEFORE, keyed, unkeyed
from drafter.pipeline.outlines import draft_outline, for_period
from drafter.pipeline.understanding import parsed_period, understand_text
from drafter.pipeline.versions import last_period
from drafter.workspace import Workspace

if TYPE_CHECKING:
    from drafter.assembling import FrameCheck, SectionEdit
    from drafter.model.finding import Finding
    from drafter.model.outline import Outline


def assemble_draft(
    path: Path,
    workspace: Workspace,
    *,
    layout: str | None = None,
    final: bool = False,
    text: str | None = None,
    frame: Path | None = None,
) -> bytes:
    """The .docx of a draft file, or of its text as it stands in the editor; in the user's own `frame` where one is given.

    Findings of the check stand in it as comments. Raises LocatedError where the draft cannot be parsed, NotFinalError where
    `final` finds what is not finished.
    """
    from drafter import assembling, drafting

    text = drafting.read_text(path) if text is None else text
    draft = drafting.parse(text, str(path))
    chosen = assembling.choose_layout(layout, draft, workspace.settings)
    outline = _outline(draft, path, workspace)
    if frame is not None:
        return assembling.assemble_in_frame(draft, frame, layout=chosen, outline=outline, final=final)
    findings = _findings(text, path, workspace)
    return assembling.assemble(draft, layout=chosen, outline=outline, final=final, findings=findings)


def _outline(draft: Draft, path: Path, workspace: Workspace) -> Outline | None:
    outline = draft_outline(draft.front.get("outline"), path, workspace)
    period = parsed_period(str(draft.front.get("period") or ""))
    return for_period(outline, period) if outline is not None and period is not None else outline


def _findings(text: str, path: Path, workspace: Workspace) -> Sequence[Finding]:
    from drafter.drafting import sidecar

    paper = understand_text(text, path=str(path), form="draft")
    return check_paper(paper, CheckWishes(), workspace, waivers=sidecar.load(path).waivers).findings


def text_of_draft(text: str, path: Path, workspace: Workspace, *, layout: str | None = None) -> str:
    """The whole paper as plain text, of a draft's text as it stands in the editor."""
    from drafter import assembling, drafting

    draft = drafting.parse(text, str(path))
    chosen = assembling.choose_layout(layout, draft, workspace.settings)
    return assembling.to_text(draft, layout=chosen, outline=_outline(draft, path, workspace))


def draft_as_text(path: Path, workspace: Workspace, *, form: str, layout: str | None = None) -> str:
    """The whole paper as plain text (`txt`) or Markdown (`md`)."""
    from drafter import assembling, drafting

    draft = drafting.load(path)
    chosen = assembling.choose_layout(layout, draft, workspace.settings)
    write = assembling.to_markdown if form == "md" else assembling.to_text
    return write(draft, layout=chosen, outline=_outline(draft, path, workspace))


def packet_of(path: Path, workspace: Workspace, *, layout: str | None = None) -> bytes:
    """What a leader needs to sign: open questions, changed figures with their sources, what changed against last period."""
    from drafter import assembling, drafting
    from drafter.drafting import sidecar

    draft = drafting.load(path)
    outline = _outline(draft, path, workspace)
    last = last_period(draft, path, outline, workspace)
    previous = {
        section.id: printed
        for section in draft.sections
        if section.id and last is not None and (printed := last.printed(section.id))
    }
    return assembling.packet(
        draft,
        layout=assembling.choose_layout(layout, draft, workspace.settings),
        previous=previous,
        ledger=sidecar.load(path).ledger,
        outline=outline,
    )


def edits_of_leader(report: Path, path: Path, workspace: Workspace) -> tuple[SectionEdit, ...]:
    """What a leader changed in the assembled .docx, section by section."""
    from drafter import assembling, drafting

    draft = drafting.load(path)
    return assembling.absorb(report, draft, layout=assembling.choose_layout(None, draft, workspace.settings))


def accept_edits(path: Path, edits: Sequence[SectionEdit], workspace: Workspace) -> int:
    """Take edits into the draft, after a backup; how many sections changed. Of a section that is gone in the report the
    heading and its comments stay in the draft, its text goes; a section that was moved keeps its place."""
    from drafter import drafting

    written = drafting.load(path)
    before = keyed(written, before=True)
    draft = before
    for edit in edits:
        section = draft.section(edit.section)
        if section is None:
            continue
        body = only_comments(section.body) if edit.gone else edit.new
        draft = drafting.replace_body(draft, edit.section, body)
        if edit.heading is not None:
            draft = renamed(draft, edit.section, edit.heading)
    taken = sum(one != other for one, other in zip(draft.sections, before.sections, strict=True))
    taken += draft.sections[0] == before.sections[0] and (draft.title, draft.front) != (before.title, before.front)
    if taken:
        drafting.backup(path, workspace.state, "absorb")
        drafting.save(path, unkeyed(draft, tuple(section.id for section in written.sections)))
    return taken


def renamed(draft: Draft, section: str, heading: str) -> Draft:
    """A draft with keys (`desk_places`) with another heading; what stands above the first section is headed by the paper's
    title, which is its `abstract` where the front matter has one."""
    from drafter import assembling, drafting

    if section != BEFORE:
        sections = tuple(replace(one, heading=heading) if one.id == section else one for one in draft.sections)
        return replace(draft, sections=sections)
    if draft.front.get("abstract"):
        return drafting.set_front(draft, {"abstract": heading})
    return replace(draft, title=assembling.retitled(draft.title or "", heading))


def only_comments(body: str) -> str:
    return "\n".join(re.findall(r"<!--.*?-->", body, re.DOTALL))


def look_at_frame(path: Path) -> FrameCheck:
    """What a user's own frame asks for."""
    from drafter import assembling

    return assembling.check_frame(path)


def frame_to_edit(layout: str) -> bytes:
    """A layout's frame as .docx, to edit."""
    from drafter import assembling

    return assembling.new_frame(layout)


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
