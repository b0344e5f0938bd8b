"""From the lines under an item to its lead-in sentence, its guidance and its asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from drafter.language.folding import fold
from drafter.model.outline import Ask
from drafter.outlining.lines import Line
from drafter.outlining.vocabulary import begins, clean, without_stop
from drafter.outlining.wanted import figure_names, wants_figures
from drafter.outlining.wording import Reading, read, sentences, split_guidance

_WHOLE_BRACKET = re.compile(r"[*_\s]*\((?P<inner>.+)\)[\s.;,*_]*\Z", re.DOTALL)
_BOILERPLATE = re.compile(
    r"(?:như sau|sau đây|cụ thể|kết quả cụ thể|các nội dung sau|những kết quả sau)\s*:?\s*\Z|"
    r"^(?:trên đây là|thực hiện (?:công văn|kế hoạch|chỉ thị|nghị quyết|hướng dẫn|chương trình)|căn cứ (?:công văn|kế hoạch))"
)
# How long, until when and with which forms: about the report as a whole.
_FRAME = re.compile(
    r"(?:gửi|nộp)\s.{0,160}(?:trước|chậm nhất|muộn nhất|hạn)\s.{0,25}\d|(?:không quá|tối đa)\s+\d+\s+(?:\(\w+\) )?trang|"
    r"^(?:các |hệ thống )?(?:biểu|phụ lục|bảng)(?: mẫu| số liệu)?(?: gửi)? kèm theo\s*:|"
    r"^báo cáo (?:của các đơn vị )?(?:xin )?gửi (?:về|đến|cho)\s|"
    r"^(?:nơi gửi|hạn nộp|hạn gửi|thời hạn gửi|địa chỉ gửi|liên hệ)\s*:|"
    r"^(?:gửi )?kèm (?:theo )?(?:các )?(?:phụ lục|biểu)"
)


@dataclass
class Body:
    """What stands under a heading. `doubts` are (offset, what) pairs."""

    lead: list[str] = field(default_factory=list)
    keep: list[str] = field(default_factory=list)
    guidance: list[str] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    optional: bool = False
    doubts: list[tuple[int, str]] = field(default_factory=list)


def read_body(lines: Sequence[Line], *, inline: bool, parent: bool) -> Body:
    """Sort the lines under a heading.

    `inline`: the first line stands behind the heading's colon; it is guidance. `parent`: sub-items follow. A bullet is an
    ask; a paragraph is one too unless it is a bracket (guidance), a note, a sentence that leads to what follows (lead) or
    one that stands in every report (keep).
    """
    body = Body()
    about_all = False
    for index, line in enumerate(lines):
        # `Phụ lục kèm theo:`, `Yêu cầu:` with their bullets speak of the whole report; none of them asks for words here.
        about_all = (about_all and line.bullet is not None) or (
            line.text.endswith(":") and (is_frame(line.text) or _is_heading_of_notes(line.text))
        )
        if about_all and line.bullet is not None:
            body.notes.append(line.text)
            continue
        follows = index + 1 < len(lines)
        bullets = follows and lines[index + 1].bullet is not None
        if line.note:
            _footnote(line, body)
        elif inline and index == 0 and line.bullet is None:
            _inline(line, body, bullets=bullets or parent)
        elif line.bullet is not None and not (follows is False and is_frame(line.text)):
            body.asks.append(make_ask(line.text))
        else:
            _paragraph(line, body, leads=bullets or (parent and not follows), first=not body.asks)
    return body


def _footnote(line: Line, body: Body) -> None:
    """A footnote instructs for the ask above it, or for the item itself."""
    words = without_stop(line.text)
    if not body.asks:
        body.guidance.append(words)
        return
    last = body.asks[-1]
    wanted = last.wants_figures or wants_figures(words)
    names = tuple(dict.fromkeys((*last.figures, *figure_names(words, last.text))))
    said = f"{last.guidance} | {words}" if last.guidance else words
    body.asks[-1] = replace(last, guidance=said, wants_figures=wanted, figures=names)


def _inline(line: Line, body: Body, *, bullets: bool) -> None:
    if bullets and line.text.endswith(":"):
        body.lead.append(line.text)
        return
    if bracket := _WHOLE_BRACKET.fullmatch(line.text):
        reading = read(f"x ({bracket['inner']})")
        body.optional = body.optional or reading.optional
        rest = reading.guidance or (() if reading.optional else (bracket["inner"],))
        body.guidance += [clean(part) for part in rest]
        return
    for sentence in sentences(line.text):
        reading = read(sentence)
        # In a list `(nếu có)` speaks of its last member alone.
        body.optional = body.optional or (reading.optional and ";" not in reading.text)
        body.guidance += [part for part in (reading.text, *reading.guidance) if part]


def _paragraph(line: Line, body: Body, *, leads: bool, first: bool) -> None:
    text = line.text
    if begins(text, "notes", "frame") and re.match(r"[*_\s]*[^:]{2,40}:", text):
        rest = text.partition(":")[2].strip()
        if rest:
            body.notes.append(rest)
        return
    if bracket := _WHOLE_BRACKET.fullmatch(text):
        inner = clean(bracket["inner"])
        if is_frame(inner):
            body.notes.append(inner)
        elif fold(inner).strip(" .") in ("nếu có", "nếu phát sinh"):
            body.optional = True
        elif first:
            body.guidance.append(inner)
        else:
            body.notes.append(inner)
        return
    if is_frame(text):
        body.notes.append(text)
        return
    instructs = begins(text, "instructing")
    if text.endswith(":") or (leads and instructs and re.search(r"(?:sau|sau đây|gồm|trong)\s*\Z", without_stop(text))):
        (body.lead if instructs or not _BOILERPLATE.search(fold(without_stop(text))) else body.keep).append(text)
        return
    if not instructs and _BOILERPLATE.search(fold(without_stop(text))):
        body.keep.append(text)
        return
    body.asks.append(make_ask(text))


def _is_heading_of_notes(text: str) -> bool:
    return begins(text, "notes", "frame") and len(text) < 60


def is_frame(text: str) -> bool:
    """Whether a line speaks of the report as a whole: how long, until when, with which forms."""
    return bool(_FRAME.search(fold(text)))


def make_ask(text: str) -> Ask:
    """One ask from a bullet's or a paragraph's words.

    A sentence that instructs, behind another one or behind a colon, is guidance; the other sentences are its parts.
    """
    parts: list[Reading] = []
    for sentence in sentences(text):
        reading = split_guidance(read(sentence))
        if parts and reading.text and begins(reading.text, "guiding") and not begins(parts[0].text, "guiding"):
            last = parts[-1]
            said = (*last.guidance, reading.text, *reading.guidance)
            parts[-1] = Reading(last.text, said, last.optional)
        elif not reading.text and parts:
            last = parts[-1]
            parts[-1] = Reading(last.text, (*last.guidance, *reading.guidance), last.optional or reading.optional)
        else:
            parts.append(reading)
    words = re.sub(r"\?\. ", "? ", ". ".join(part.text for part in parts if part.text))
    guidance = " | ".join(said for part in parts for said in part.guidance) or None
    return _ask(
        words,
        guidance,
        parts,
        optional=bool(parts) and all(part.optional for part in parts),
    )


def implicit_ask(title: str, guidance: str | None, *, optional: bool) -> Ask:
    """The ask of a leaf item without bullets: its title."""
    said = tuple(guidance.split(" | ")) if guidance else ()
    made = _ask(title, guidance, [Reading(title, said, optional)], optional=optional)
    return Ask(made.text, made.guidance, optional, True, (), made.wants_figures, made.figures)


def _ask(words: str, guidance: str | None, parts: Sequence[Reading], *, optional: bool) -> Ask:
    figures = [name for part in parts for said in (part.text, *part.guidance) for name in figure_names(said, part.text)]
    wanted = any(wants_figures(said) for part in parts for said in (part.text, *part.guidance))
    # `Số tiền Quỹ tiếp nhận (có số liệu)`: the bracket wants what the words name already.
    unique = tuple(
        name
        for name in dict.fromkeys(figures)
        if not (name.startswith("số liệu ") and any(other != name and fold(other) in fold(name) for other in figures))
    )
    said = tuple(part.text for part in parts if part.text)
    return Ask(words, guidance, optional, False, said if len(said) > 1 else (), wanted, unique if wanted else ())
