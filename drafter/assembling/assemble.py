"""A draft → the report as .docx."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from drafter.assembling.body import PageGroup, Setter, annex_groups
from drafter.assembling.content import UNPLACED_ID, Content, content_of
from drafter.assembling.frame import Frame, frame_of
from drafter.assembling.ink import Gap, Ink, Remark, paragraph, run, twips
from drafter.assembling.layout import Layout, Page, load_layout
from drafter.assembling.letterhead import closing, letterhead, title
from drafter.assembling.package import (
    comments_xml,
    document_parts,
    font_table_xml,
    footnotes_xml,
    header_xml,
    pack,
    relation_id,
    settings_xml,
)
from drafter.assembling.styles import style_of, styles_xml
from drafter.errors import UsageError
from drafter.messages import catalogue
from drafter.model.draft import Draft
from drafter.model.finding import Finding, Severity
from drafter.model.outline import Outline

_ = catalogue("assembling")

DRAFT_WORD = "DỰ THẢO"
_SHOWN = 20
_SHOWN_ANYWAY = ("CAR601", "OUT106")  # marks and blanks have a comment of their own


class NotFinalError(UsageError):
    """What keeps a paper from being signed; `gaps` lists all of it."""

    def __init__(self, gaps: tuple[Gap, ...]) -> None:
        lines = [f"  {gap}" for gap in gaps[:_SHOWN]]
        if len(gaps) > _SHOWN:
            lines.append("  " + _("… and {n} more", n=len(gaps) - _SHOWN))
        super().__init__("\n".join([_("the draft is not final yet, {n} things are open:", n=len(gaps)), *lines]))
        self.gaps = gaps


def assemble(
    draft: Draft,
    *,
    layout: str,
    outline: Outline | None = None,
    final: bool = False,
    findings: Sequence[Finding] = (),
) -> bytes:
    """The .docx of a draft in a layout (decree30, front, party); the same draft gives the same bytes.

    What is unconfirmed, wanted or missing stands lit up with a Word comment, and every page says DỰ THẢO; `findings` of a
    check stand as comments on their paragraphs. With `final` it raises NotFinalError with the list instead, which then
    holds every error of the check that nobody waived.
    """
    profile = load_layout(layout)
    content = content_of(draft)
    frame = frame_of(draft, profile, outline)
    weighty = [one for one in findings if one.waived is None and one.rule not in _SHOWN_ANYWAY]
    ink = Ink(note_texts=content.notes, remarks={} if final else _remarks(weighty))
    groups = _groups(content, frame, profile, ink)
    errors = [Gap(f"{one.rule} {one.message}", one.section or "") for one in weighty if one.severity is Severity.ERROR]
    if final and (gaps := (*_all_gaps(ink, content), *errors)):
        raise NotFinalError(gaps)
    body = _joined(groups)
    return package(body, profile, ink, properties_of(frame, profile), final=final, two_sided=frame.two_sided)


def package(
    body: str, profile: Layout, ink: Ink, properties: Mapping[str, str], *, final: bool, two_sided: bool = False
) -> bytes:
    """The body with styles, headers, comments and footnotes as a .docx; one section is set where the body sets none."""
    if "<w:sectPr" not in body:
        body = _joined([PageGroup(body, profile.page)])
    parts = {
        "styles.xml": styles_xml(profile),
        "settings.xml": settings_xml(profile.language, two_sided=two_sided),
        "fontTable.xml": font_table_xml(profile.font),
        "comments.xml": comments_xml(ink.comments),
        "footnotes.xml": footnotes_xml(ink.notes),
        "header1.xml": header_xml((draft_mark(framed=True) if not final else "") + _page_number()),
        "header2.xml": header_xml(paragraph("", style_of("page_number")) if final else draft_mark()),
    }
    return pack(document_parts(body, parts, properties))


def _remarks(findings: Sequence[Finding]) -> dict[str | None, list[Remark]]:
    """Findings of weight as remarks by section; hints stay in the check's own report."""
    found: dict[str | None, list[Remark]] = {}
    for one in findings:
        if one.severity is not Severity.INFO:
            remark = Remark(one.section, one.text.strip(), f"{one.rule}: {one.message}")
            found.setdefault(one.section, []).append(remark)
    return found


def gaps_of(draft: Draft, *, layout: str, outline: Outline | None = None) -> tuple[Gap, ...]:
    """What keeps a draft from being assembled with `final`: marks, blanks, missing elements of the frame."""
    profile = load_layout(layout)
    content = content_of(draft)
    ink = Ink(note_texts=content.notes)
    _groups(content, frame_of(draft, profile, outline), profile, ink)
    return _all_gaps(ink, content)


def note_numbers(draft: Draft, *, layout: str) -> dict[str, int]:
    """Under which number each footnote of a draft stands in the assembled paper."""
    profile = load_layout(layout)
    content = content_of(draft)
    ink = Ink(note_texts=content.notes)
    _groups(content, frame_of(draft, profile), profile, ink)
    return dict(ink.note_numbers)


def _all_gaps(ink: Ink, content: Content) -> tuple[Gap, ...]:
    return (*ink.gaps, *unplaced_gaps(content))


def unplaced_gaps(content: Content) -> tuple[Gap, ...]:
    """Last period's text that was kept because it had no place in the outline."""
    return tuple(
        Gap(_("last period's text that has no place still stands here"), " ".join(annex.heading.words.split())[:80])
        for annex in content.annexes
        if annex.heading.id == UNPLACED_ID
    )


def _groups(content: Content, frame: Frame, layout: Layout, ink: Ink) -> list[PageGroup]:
    head = letterhead(frame, layout, ink) + title(frame, layout, ink)
    ink.where = _("opening")
    setter = Setter(layout, ink, layout.page.text_width)
    opening = ink.beginning_of_body() + setter.blocks(content.preamble, last=not content.body, opening=True)
    text = opening + setter.blocks(content.body, last=True)
    main = PageGroup(head + text + closing(frame, layout, ink), layout.page)
    return [main, *annex_groups(content, frame, layout, ink)]


def _joined(groups: list[PageGroup]) -> str:
    """The groups one behind the other; a section's setting stands in its last paragraph, the last one's at the end."""
    out: list[str] = []
    for index, group in enumerate(groups):
        setting = _section(group.page)
        if index == len(groups) - 1:
            # Word wants a paragraph behind a table at the very end.
            end = "" if group.xml.endswith("</w:p>") else paragraph("", "DrafterRule")
            out += [group.xml, end, setting]
        else:
            out += [group.xml, f'<w:p><w:pPr><w:pStyle w:val="DrafterRule"/>{setting}</w:pPr></w:p>']
    return "".join(out)


def _section(page: Page) -> str:
    edge = twips(page.header_distance)
    orientation = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{relation_id("header1.xml")}"/>'
        f'<w:headerReference w:type="first" r:id="{relation_id("header2.xml")}"/>'
        '<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{orientation}/>'
        f'<w:pgMar w:top="{twips(page.top)}" w:right="{twips(page.right)}" w:bottom="{twips(page.bottom)}" '
        f'w:left="{twips(page.left)}" w:header="{edge}" w:footer="{edge}" w:gutter="0"/>'
        f'<w:pgNumType w:start="1"/><w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )


def _page_number() -> str:
    """The page's number, centred in the top margin, on every page but the first (I.7)."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return paragraph(field, style_of("page_number"))


def draft_mark(*, framed: bool = False) -> str:
    """DỰ THẢO at the right of the header; framed where it shares the line with the page's number."""
    place = (
        '<w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="right" w:y="1"/>' if framed else ""
    )
    return paragraph(run(DRAFT_WORD), style_of("draft_mark"), place)


def properties_of(frame: Frame, layout: Layout) -> Mapping[str, str]:
    """The file's properties: title, subject, creator, language, and the paper's day where it has one."""
    return {
        "title": " ".join(part for part in (frame.kind.upper(), frame.abstract) if part),
        "subject": frame.abstract or "",
        "creator": frame.issuer or "Drafter",
        "language": layout.language,
        "created": frame.date.isoformat() if frame.date else "",
    }
