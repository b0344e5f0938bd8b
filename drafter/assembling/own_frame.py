"""A user's own frame: any .docx with `{{ fields }}` and one paragraph `[[NỘI DUNG]]` where the body goes; its styles are used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from drafter.assembling.assemble import NotFinalError, package, properties_of, unplaced_gaps
from drafter.assembling.body import Setter, annex_groups
from drafter.assembling.content import content_of
from drafter.assembling.frame import Frame, date_words, frame_of, number_words
from drafter.assembling.ink import Gap, Ink, paragraph, run
from drafter.assembling.layout import Layout, load_layout
from drafter.assembling.letterhead import closing, letterhead, title
from drafter.assembling.opening import package_bytes
from drafter.assembling.splice import Splice
from drafter.assembling.styles import BODY, style_of
from drafter.errors import DrafterError, LocatedError, Place, UnreadableFileError
from drafter.messages import catalogue
from drafter.model.draft import Draft
from drafter.model.outline import Outline

_ = catalogue("assembling")

MARK = "[[NỘI DUNG]]"
BLANK = "……………"
_LOOP = "{%p for name in recipients %}"
_LOOP_END = "{%p endfor %}"
_BOOKMARKS = re.compile(r"<w:bookmark(?:Start|End) [^>]*/>")
_RECIPIENT_LINES = re.compile(r'<w:p><w:pPr><w:pStyle w:val="DrafterRecipients"/>.*(?=</w:tc><w:tc>)', re.DOTALL)


@dataclass(frozen=True)
class FrameCheck:
    """What a frame asks for: its fields, those that no draft fills by itself, and how often the body mark stands in it."""

    fields: tuple[str, ...]
    unknown: tuple[str, ...]
    marks: int


def check_frame(path: Path, draft: Draft | None = None) -> FrameCheck:
    """Look at a frame before it is used.

    Raises UnreadableFileError where it is no .docx, LocatedError where a field is malformed.
    """
    template, environment = _opened(path)
    fields = _fields(template, environment, path)
    layout = load_layout("decree30")
    empty = Draft({}, None, "", ())
    known = fields_of(frame_of(draft or empty, layout), layout, (draft or empty).front)
    marks = len(_spliced(package_bytes(path), path).marks(MARK))
    return FrameCheck(fields, tuple(field for field in fields if field not in known), marks)


def fields_of(frame: Frame, layout: Layout, front: Mapping[str, Any]) -> dict[str, Any]:
    """The fields a frame may name: every key of the front matter, and what follows from it. A name in capitals
    (`{{ UNIT }}`) gives the text in capitals; what the draft does not say is a blank."""
    names = [*frame.recipients] or ["Lưu: VT"]
    recipients = [f"{name}{'.' if name is names[-1] else layout.recipients_mark}" for name in names]
    found: dict[str, Any] = {str(key): value for key, value in front.items() if isinstance(value, (str, list))}
    found |= {
        "superior": frame.superior or "",
        "unit": frame.unit or BLANK,
        "issuer": frame.issuer or BLANK,
        "number": frame.number or "     ",
        "symbol": frame.symbol or "…",
        "number_line": number_words(frame, layout),
        "place": frame.place or BLANK,
        "date": date_words(frame),
        "kind": frame.kind,
        "abstract": frame.abstract or BLANK,
        "authority": "\n".join(frame.authority),
        "office": frame.office or "",
        "signer": frame.signer or BLANK,
        "recipients": recipients,
        "addressees": list(frame.addressees),
    }
    return found | {key.upper(): value.upper() for key, value in found.items() if isinstance(value, str)}


def assemble_in_frame(
    draft: Draft, path: Path, *, layout: str, outline: Outline | None = None, final: bool = False
) -> bytes:
    """The draft set into a frame. The body takes the style of the mark's paragraph; appendices stand behind everything.

    Raises UnreadableFileError, LocatedError where the frame has no body mark or a malformed field, NotFinalError with
    `final` where something is open.
    """
    profile = load_layout(layout)
    content = content_of(draft)
    frame = frame_of(draft, profile, outline)
    template, environment = _opened(path)
    known = fields_of(frame, profile, draft.front)
    missing = [field for field in _fields(template, environment, path) if field not in known]
    splice = _spliced(_rendered(template, known | dict.fromkeys(missing, BLANK), environment, path), path)
    page = splice.page(profile.page)
    ink = Ink(
        note_texts=content.notes,
        first_comment=splice.first_free("comment"),
        first_bookmark=splice.first_free("bookmark"),
        first_note=splice.first_free("footnote"),
    )
    ink.gaps += [Gap(_("no value for the field {{{{ {name} }}}}", name=name), path.name) for name in missing]
    ink.gaps += _frame_gaps(frame)
    setter = Setter(profile, ink, splice.room(MARK, page.text_width))
    body = ink.beginning_of_body() + setter.blocks(content.preamble, last=not content.body, opening=True)
    body += setter.blocks(content.body, last=True) + ink.end_of_body()
    _one_mark(splice, path)
    splice.put_body(body, MARK)
    splice.append(annex_groups(content, frame, replace(profile, page=page), ink))
    splice.add_styles(profile)
    splice.add_comments(ink.comments, ink.first_comment)
    splice.add_footnotes(ink.notes, ink.first_note - 1)
    splice.set_properties(properties_of(frame, profile))
    gaps = (*ink.gaps, *unplaced_gaps(content))
    if final and gaps:
        raise NotFinalError(gaps)
    if not final:
        splice.mark_draft()
    return splice.packed()


def _one_mark(splice: Splice, path: Path) -> None:
    count = len(splice.marks(MARK))
    if not count:
        raise LocatedError(Place(str(path)), _("has no paragraph {mark}; put one where the body goes", mark=MARK))
    if count > 1:
        says = _("has the paragraph {mark} {count} times; leave one of them", mark=MARK, count=count)
        raise LocatedError(Place(str(path)), says)


def new_frame(layout: str) -> bytes:
    """A layout's frame to edit: its letterhead, title and closing with fields, and the body mark."""
    profile = load_layout(layout)
    fields = Frame(
        superior="{{ SUPERIOR }}",
        unit="{{ UNIT }}",
        number="{{ number }}",
        symbol="{{ symbol }}",
        place="{{ place }}",
        date=None,
        year=None,
        kind="{{ KIND }}",
        abstract="{{ abstract }}",
        addressees=(),
        recipients=("{{ recipients }}",),
        authority=("{{ authority }}",),
        office="{{ OFFICE }}",
        signer="{{ signer }}",
    )
    ink = Ink()
    text = letterhead(fields, profile, ink) + title(fields, profile, ink)
    # The end of the text is marked where a draft is set in, not in the frame.
    text += paragraph(run(MARK), BODY) + _BOOKMARKS.sub("", closing(fields, profile, ink))
    text = text.replace(date_words(fields), "{{ date }}")
    loop = [paragraph(run(words), style_of("recipients")) for words in (_LOOP, "- {{ name }}", _LOOP_END)]
    text = _RECIPIENT_LINES.sub("".join(loop), text)
    return package(text, profile, Ink(), {"title": profile.name}, final=True)


def _frame_gaps(frame: Frame) -> list[Gap]:
    said = (
        (frame.unit, _("the reporting unit is missing (unit)")),
        (frame.place, _("the place is missing (place)")),
        (frame.signer, _("the signer's name is missing (signer)")),
    )
    return [Gap(says, "") for value, says in said if not value]


def _opened(path: Path) -> tuple[Any, Any]:
    from docxtpl import DocxTemplate

    from drafter.shelves.templates import environment

    try:
        template = DocxTemplate(BytesIO(package_bytes(path)))
        template.init_docx()
    except DrafterError:
        raise
    except Exception as error:  # whatever python-docx meets in a file that is no .docx
        raise UnreadableFileError(_("{path}: is no .docx that can be opened", path=path)) from error
    return template, environment(autoescape=True)


def _fields(template: Any, environment: Any, path: Path) -> tuple[str, ...]:
    try:
        return tuple(sorted(template.get_undeclared_template_variables(environment)))
    except Exception as error:
        raise _told(error, path) from error


def _rendered(template: Any, fields: Mapping[str, Any], environment: Any, path: Path) -> bytes:
    out = BytesIO()
    try:
        template.render(fields, environment, autoescape=True)
        template.save(out)
    except Exception as error:
        raise _told(error, path) from error
    return out.getvalue()


def _spliced(content: bytes, path: Path) -> Splice:
    from lxml import etree

    try:
        splice = Splice(content)
        for name, part in splice.parts.items():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(part)
    except Exception as error:
        raise _told(error, path) from error
    if splice.body is None:
        raise UnreadableFileError(_("{path}: is no .docx that can be opened", path=path))
    return splice


def _told(error: Exception, path: Path) -> DrafterError:
    """A fault of the fields with its reason; whatever docxtpl meets in a damaged part, as a file that cannot be opened."""
    from jinja2 import TemplateError

    if isinstance(error, (TemplateError, TypeError)):
        reason = " ".join(str(error).split())[:200]
        return LocatedError(Place(str(path)), _("has a malformed field: {reason}", reason=reason))
    return UnreadableFileError(_("{path}: is no .docx that can be opened", path=path))
