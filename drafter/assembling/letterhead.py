"""The first page's head and the title, and the recipients and signature at the end."""

from __future__ import annotations

import re
from dataclasses import replace

from drafter.assembling.frame import Frame, date_words, number_words
from drafter.assembling.ink import Ink, indented, paragraph, rule, run, twips
from drafter.assembling.layout import Element, Layout
from drafter.assembling.metrics import balanced, side_indents, text_width
from drafter.assembling.styles import style_of
from drafter.language.folding import fold_words
from drafter.messages import catalogue

_ = catalogue("assembling")

NATIONAL = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
DOTS = "…………………………"
_PART = 0.4  # of the text's length: between a third and half (II.2b, II.5b)
_LEVEL = re.compile(r"\b(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\b")
_STAMPS = {"hỏa tốc": 30.0, "thượng khẩn": 40.0, "khẩn": 20.0}  # III.2b, millimetres
_GAP = 4.0  # millimetres between the two columns


def letterhead(frame: Frame, layout: Layout, ink: Ink) -> str:
    """Two columns without borders: the issuer with number and symbol at the left, the nation at the right."""
    room = layout.page.text_width
    national = NATIONAL if layout.header == "state" else PARTY
    look = layout.elements["national"]
    right = max(text_width(national, look.size, bold=True) + _GAP, room * 0.5)
    left = room - right
    ink.where = _("letterhead")
    issuer = _issuer(frame, layout, ink, left - _GAP)
    nation = paragraph(run(national), style_of("national"))
    if layout.header == "state":
        nation += paragraph(run(MOTTO), style_of("motto"))
        nation += rule(text_width(MOTTO, layout.elements["motto"].size, bold=True), right)
    else:
        nation += rule(text_width(national, look.size, bold=True), right)
    said = number_words(frame, layout)
    if frame.symbol_is_open:
        number = paragraph(
            ink.blank(said, _("the symbol is missing (number or symbol)"), ink.where), style_of("number")
        )
    else:
        number = paragraph(run(said), style_of("number"))
    place = run(frame.place) if frame.place else ink.blank(DOTS[:5], _("the place is missing (place)"), ink.where)
    day = paragraph(place + run(f", {date_words(frame)}"), style_of("place_date"))
    marks = "".join(_box(words, "urgency", left) for words in frame.stamps)
    shown = _box(frame.circulation.upper(), "circulation", right) if frame.circulation else ""
    return _table((left, right), ((issuer, nation), (number + marks, day + shown)))


def _box(words: str, element: str, room: float) -> str:
    """A mark in a frame of one line (boxes 10 and 11; III.2b: 30 × 8, 40 × 8 and 20 × 8 mm), centred in its column."""
    length = next((wide for stamp, wide in _STAMPS.items() if stamp == fold_words(words)), None)
    if length is None:
        length = text_width(words, 14, bold=True) + 8
    side = max(0, twips((room - length) / 2))
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="6" w:space="2" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    look = f'<w:pBdr>{edges}</w:pBdr><w:spacing w:before="120" w:after="60"/><w:ind w:left="{side}" w:right="{side}"/>'
    return paragraph(run(words), style_of(element), look)


def _issuer(frame: Frame, layout: Layout, ink: Ink, room: float) -> str:
    out: list[str] = []
    if frame.superior:
        out.append(paragraph(_broken(frame.superior.upper(), layout.elements["superior"], room), style_of("superior")))
    look = layout.elements["issuer"]
    name = (frame.unit or "").upper()
    if name:
        out.append(paragraph(_broken(name, look, room), style_of("issuer")))
        joint = [f"- {unit.upper()}" if layout.header == "party" else unit.upper() for unit in frame.co_units]
        out += [paragraph(_broken(unit, look, room), style_of("issuer")) for unit in joint]
    else:
        out.append(paragraph(ink.blank(DOTS, _("the reporting unit is missing (unit)"), ink.where), style_of("issuer")))
    if layout.header == "party":
        out.append(paragraph(run("*"), style_of("issuer")))
    else:
        last = frame.co_units[-1].upper() if frame.co_units and name else name
        lines = _name_lines(last, look, room) or [DOTS]
        longest = max(text_width(line, look.size, bold=True) for line in lines)
        out.append(rule(longest * _PART, room + _GAP))
    return "".join(out)


def _broken(words: str, look: Element, room: float) -> str:
    """A long name in lines: broken before the level it is of (`TỈNH …`, `XÃ …`) where both parts fit, else in lines of
    nearly equal length."""
    return run("\n".join(_name_lines(words, look, room)))


def _name_lines(words: str, look: Element, room: float) -> list[str]:
    lines = balanced(words, room, look.size, bold=look.bold)
    if len(lines) == 2:
        for found in reversed(list(_LEVEL.finditer(words))):
            parts = [words[: found.start()].strip(), words[found.start() :].strip()]
            if all(text_width(part, look.size, bold=look.bold) <= room for part in parts):
                return parts
    return lines


def title(frame: Frame, layout: Layout, ink: Ink) -> str:
    """Name of the kind, abstract and the rule under it; then who it is for."""
    room = layout.page.text_width
    out = [paragraph(run(frame.kind.upper()), style_of("kind"), '<w:spacing w:before="240" w:after="0"/>')]
    look = layout.elements["abstract"]
    ink.where = _("title")
    if frame.abstract:
        side, longest = side_indents(frame.abstract, room, look.size, bold=True)
        out.append(paragraph(ink.title() + ink.runs(frame.abstract), style_of("abstract"), indented(side)))
    else:
        out.append(paragraph(ink.blank(DOTS, _("the abstract is missing (title)"), ink.where), style_of("abstract")))
        longest = text_width(DOTS, look.size, bold=True)
    if look.rule == "hyphens":
        out.append(paragraph(run("-----"), style_of("abstract"), '<w:spacing w:before="0" w:after="120"/>'))
    else:
        out.append(rule(longest * _PART, room, after=12))
    if frame.addressees:
        out.append(_addressees(frame, layout))
    return "".join(out)


def _addressees(frame: Frame, layout: Layout) -> str:
    style = style_of("addressee")
    sloped = layout.elements["addressee_word"].italic
    word = run("Kính gửi:", italic=sloped)
    if len(frame.addressees) == 1:
        return paragraph(word + run(f" {frame.addressees[0]}"), style, '<w:spacing w:before="60" w:after="120"/>')
    last = len(frame.addressees) - 1
    # The dashes stand one under the other, under the colon (II.9d).
    start = layout.page.text_width * 0.22
    under = start + text_width("Kính gửi", layout.elements["addressee_word"].size)
    first = f'<w:spacing w:before="60" w:after="0"/><w:ind w:left="{twips(start)}"/><w:jc w:val="left"/>'
    indent = f'<w:ind w:left="{twips(under)}"/><w:jc w:val="left"/>'
    out = [paragraph(word, style, first)]
    for index, name in enumerate(frame.addressees):
        end = "." if index == last else ";"
        out.append(
            paragraph(run(f"- {name}{end}"), style, f'<w:spacing w:after="{120 if index == last else 0}"/>{indent}')
        )
    return "".join(out)


def closing(frame: Frame, layout: Layout, ink: Ink) -> str:
    """Recipients at the left, signature at the right, kept on one page with the end of the text."""
    room = layout.page.text_width
    left, right = room * 0.45, room * 0.55
    ink.where = _("signature")
    if frame.co_signers:
        return ink.end_of_body() + _joint(frame, layout, ink) + _table((room,), ((_recipients(frame, layout),),))
    rows = ((_recipients(frame, layout), _signature(frame, layout, ink, right)),)
    return ink.end_of_body() + _table((left, right), rows)


def _joint(frame: Frame, layout: Layout, ink: Ink) -> str:
    """The signatures of a joint paper side by side, two in a row, the leading unit's at the left; the recipients follow."""
    column = layout.page.text_width / 2
    signers = [
        frame,
        *(replace(frame, authority=one.authority, office=one.office, signer=one.name) for one in frame.co_signers),
    ]
    cells = [_signature(one, layout, ink, column) for one in signers]
    if len(cells) % 2:
        cells.append(paragraph("", style_of("signature_name")))
    rows = tuple((cells[at], cells[at + 1]) for at in range(0, len(cells), 2))
    return _table((column, column), rows) + paragraph("", style_of("recipients"))


def _recipients(frame: Frame, layout: Layout) -> str:
    names = list(frame.recipients)
    if frame.addressees and not any(name.lower().startswith("như trên") for name in names):
        names.insert(0, "Như trên")
    if not any(name.lower().startswith("lưu") for name in names):
        names.append("Lưu: VT")
    if layout.header == "state":
        names = [re.sub(r"^[Ll]ưu\s*:?\s*(?=VT\b)", "Lưu: ", name) for name in names]  # II.9d
    out = [paragraph(run("Nơi nhận:"), style_of("recipients_head"), "<w:keepNext/>")]
    for index, name in enumerate(names):
        end = "." if index == len(names) - 1 else layout.recipients_mark
        out.append(paragraph(run(f"- {name}{end}"), style_of("recipients"), "<w:keepNext/>"))
    return "".join(out)


def _signature(frame: Frame, layout: Layout, ink: Ink, room: float) -> str:
    keep = "<w:keepNext/>"
    out: list[str] = []
    for line in frame.authority:
        out.append(
            paragraph(
                _broken(line, layout.elements["signature_authority"], room), style_of("signature_authority"), keep
            )
        )
    if frame.office:
        out.append(paragraph(run(frame.office.upper()), style_of("signature_office"), keep))
    elif len(frame.authority) < 2:  # a second line of the authority is the office
        says = _("the signer's office is missing (office)")
        out.append(paragraph(ink.blank(DOTS, says, ink.where), style_of("signature_office"), keep))
    out += [paragraph("", style_of("signature_name"), keep)] * layout.blank_lines_signature
    if frame.signer:
        out.append(paragraph(run(frame.signer), style_of("signature_name")))
    else:
        says = _("the signer's name is missing (signer)")
        out.append(paragraph(ink.blank(DOTS, says, ink.where), style_of("signature_name")))
    return "".join(out)


def _table(columns: tuple[float, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    """A layout table without borders and cell margins."""
    grid = [twips(width) for width in columns]
    out = [
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>',
        *(f'<w:gridCol w:w="{width}"/>' for width in grid),
        "</w:tblGrid>",
    ]
    for row in rows:
        out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        out += [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
            for width, cell in zip(grid, row, strict=True)
        ]
        out.append("</w:tr>")
    out.append("</w:tbl>")
    return "".join(out)
