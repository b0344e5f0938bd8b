"""A draft's text ↔ the draft: `parse(write(draft)) == draft`, and `write(parse(text))` keeps everything a person typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from drafter.drafting.files import read_bytes
from drafter.drafting.front_matter import FrontMatter, dump_front, parse_front
from drafter.drafting.headings import split_label
from drafter.errors import LocatedError, Place, UnreadableFileError, UsageError
from drafter.files import write_atomically
from drafter.markup import Line, LineKind, Scan, scan
from drafter.messages import catalogue
from drafter.model.draft import Draft, DraftSection

_ = catalogue("drafting")

_DEEPEST = 6  # Markdown knows six levels of headings


def parse(text: str, path: str = "-") -> Draft:
    """Take a draft's text apart. Any text is a draft; one without headings is all preamble.

    The first `#` before any other heading is the report's title. Raises LocatedError where the front matter is no valid
    YAML mapping, with the line in the file.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = scan(text.removeprefix("\ufeff"))
    front = parse_front(found.text[slice(*found.front)], path, first_line=2) if found.front else FrontMatter({}, "")
    body_lines = [line for line in found.lines if line.kind is not LineKind.FRONT]
    headings = [index for index, line in enumerate(body_lines) if line.kind is LineKind.HEADING]
    title: str | None = None
    before: list[Line] = body_lines[: headings[0]] if headings else body_lines
    if headings and body_lines[headings[0]].depth == 1:
        line = body_lines[headings[0]]
        title = _tail(found, line)
        after = body_lines[headings[0] + 1 : headings[1] if len(headings) > 1 else len(body_lines)]
        preamble = "\n\n".join(part for part in (_verbatim(found.text, before), _verbatim(found.text, after)) if part)
        headings = headings[1:]
    else:
        preamble = _verbatim(found.text, before)
    edges = [*headings, len(body_lines)]
    sections = tuple(_section(found, body_lines[index], body_lines[index + 1 : end]) for index, end in pairwise(edges))
    return Draft(front, title, preamble, sections)


def _tail(found: Scan, line: Line) -> str:
    """A title as typed: an id that somebody gave it stays."""
    end = line.end if line.id else line.text_end
    return found.text[line.text_start : end].rstrip()


def _verbatim(text: str, lines: Sequence[Line]) -> str:
    """What stands in some lines, without the blank ones around."""
    full = [line for line in lines if line.kind is not LineKind.BLANK]
    return text[full[0].start : full[-1].end] if full else ""


def _section(found: Scan, heading: Line, lines: Sequence[Line]) -> DraftSection:
    words = found.text[heading.text_start : heading.text_end]
    label, title = split_label(words)
    full = [line for line in lines if line.kind is not LineKind.BLANK]
    return DraftSection(
        id=heading.id,
        depth=heading.depth - 1,
        heading=words,
        label=label,
        title=title,
        body=_verbatim(found.text, lines),
        start=heading.start,
        end=full[-1].end if full else heading.end,
        body_start=full[0].start if full else heading.end,
    )


def write(draft: Draft) -> str:
    """The draft as its file's text: front matter, title, preamble and sections with one blank line between them."""
    pieces: list[str] = []
    if draft.title is not None:
        pieces.append(f"# {_one_line(draft.title)}")
    if draft.preamble.strip():
        pieces.append(_closed(draft.preamble) if draft.sections else draft.preamble)
    last = len(draft.sections) - 1
    for index, section in enumerate(draft.sections):
        pieces.append(_heading(section))
        if section.body.strip():
            pieces.append(section.body if index == last else _closed(section.body))
    body = "\n\n".join(pieces) + ("\n" if pieces else "")
    front = dump_front(draft.front)
    if not front and not body.startswith("---"):
        return body
    return f"---\n{front or chr(10)}---\n" + (f"\n{body}" if body else "")


def _heading(section: DraftSection) -> str:
    marks = "#" * min(section.depth + 1, _DEEPEST)
    anchor = f" {{#{section.id}}}" if section.id else ""
    return f"{marks} {_one_line(section.heading)}{anchor}"


def _one_line(words: str) -> str:
    return " ".join(words.split("\n"))


def _closed(body: str) -> str:
    """A comment that is not closed would hide every section behind it."""
    return f"{body} -->" if _is_open(body) else body


def _is_open(body: str) -> bool:
    position = 0
    while (opening := body.find("<!--", position)) >= 0:
        closing = body.find("-->", opening)
        if closing < 0:
            return True
        position = closing + 3
    return False


def with_body(section: DraftSection, body: str) -> DraftSection:
    """The section with another text, without the blank lines around it."""
    lines = body.replace("\r\n", "\n").split("\n")
    full = [index for index, line in enumerate(lines) if line.strip()]
    return replace(section, body="\n".join(lines[full[0] : full[-1] + 1]) if full else "")


def replace_body(draft: Draft, section_id: str, body: str) -> Draft:
    """A new draft in which one section has another text; offsets stay those of the old one until it is written and parsed.

    Raises UsageError where the draft has no such section.
    """
    for index, section in enumerate(draft.sections):
        if section.id == section_id:
            sections = (*draft.sections[:index], with_body(section, body), *draft.sections[index + 1 :])
            return replace(draft, sections=sections)
    raise UsageError(_("the draft has no section {id}", id=section_id))


def set_front(draft: Draft, values: Mapping[str, Any]) -> Draft:
    """A new draft with other values in its front matter; None takes a key out. Comments and order of the rest stay."""
    front = draft.front if isinstance(draft.front, FrontMatter) else FrontMatter(draft.front, "")
    return replace(draft, front=front.changed(values))


def read_text(path: Path) -> str:
    """The file's text: UTF-8 (or UTF-16 with its mark), `\\n` at line ends.

    Raises UnreadableFileError where it cannot be opened or is a printed paper, LocatedError with the line where it is no UTF-8.
    """
    data = read_bytes(path)
    if data.startswith((b"%PDF-", b"{\\rtf")):
        raise UnreadableFileError(_("{path}: is a PDF or RTF file, not a draft (.md)", path=path))
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("is not UTF-8 text; save it as UTF-8 first")
        raise LocatedError(Place(str(path), line), message) from error


def load(path: Path) -> Draft:
    """Read a draft file.

    Raises UnreadableFileError or LocatedError as `read_text` and `parse` do.
    """
    return parse(read_text(path), str(path))


def save(path: Path, draft_or_text: Draft | str) -> None:
    """Write a draft file whole or not at all.

    Raises WriteError where it cannot be written; what was there before still is.
    """
    write_atomically(path, draft_or_text if isinstance(draft_or_text, str) else write(draft_or_text))
