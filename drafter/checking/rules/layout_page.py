"""The page, its margins, its number, the font, the colour and the language of a Word file, held against a layout profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from drafter.checking.rules.layout_looks import NAMES, Fault, size_faults
from drafter.messages import catalogue, mark
from drafter.model.finding import Severity
from drafter.model.page import LineLook, PageLook, PaperLook

_ = catalogue("checking")

_LOOSE = 0.6  # millimetres that Word, rounding inches, may be off
_PAPER = 1.0
_ONE_PAGE = 2200  # letters that may well stand on one page, which has no number
_DRAWING = 300  # letters that may be the captions of one drawing
_FEW = 20  # letters of another font or colour that are a slip, no other setting
_DARK = 0x50
SIDES = {
    "top": mark("the top margin"),
    "bottom": mark("the bottom margin"),
    "left": mark("the left margin"),
    "right": mark("the right margin"),
}


def page_faults(paper: PaperLook, profile: Mapping[str, Any]) -> Iterator[Fault]:
    """Paper, margins, page numbers, font, colour, language of the whole file; one fault of each kind."""
    yield from _one_each(_setting_faults(paper, profile))
    yield from _number_faults(paper, profile)
    yield from _font_faults(paper, profile)
    yield from _colour_faults(paper)
    yield from _language_faults(paper, profile)


def _one_each(faults: Iterator[Fault]) -> Iterator[Fault]:
    seen: set[str] = set()
    for fault in faults:
        if fault.about not in seen:
            seen.add(fault.about)
            yield fault


def _setting_faults(paper: PaperLook, profile: Mapping[str, Any]) -> Iterator[Fault]:
    with_tables = {table.section for table in paper.tables}
    wanted = profile["page"]
    for index, page in enumerate(paper.pages):
        line = _first_line(paper, index)
        sides = sorted((page.width, page.height))
        if abs(sides[0] - wanted["width"]) > _PAPER or abs(sides[1] - wanted["height"]) > _PAPER:
            says = _(
                "the paper is {width} × {height} mm; it should be A4, 210 × 297 mm",
                width=f"{page.width:.0f}",
                height=f"{page.height:.0f}",
            )
            yield Fault(line, "page.paper", says)
        shown = sum(line.letters for line in paper.lines if line.section == index)
        if page.width > page.height and index not in with_tables and shown > _DRAWING:
            yield Fault(line, "page.turned", _("the page lies on its side without a table that asks for it"))
        yield from _margin_faults(page, wanted, line)


def _margin_faults(page: PageLook, wanted: Mapping[str, Any], line: LineLook | None) -> Iterator[Fault]:
    ranges = {side: wanted[f"{side}_range"] for side in SIDES}
    found = {"top": page.top, "bottom": page.bottom, "left": page.left, "right": page.right}
    wrong = [side for side in SIDES if not _inside(found[side], ranges[side])]
    if not wrong:
        return
    if page.width > page.height and _turned_fits(found, ranges):
        return
    if wanted.get("two_sided") and _inside(page.left, ranges["right"]) and _inside(page.right, ranges["left"]):
        return  # the back of a sheet printed on both sides
    for side in wrong:
        low, high = ranges[side]
        says = _(
            "{margin} is {length} mm; it should be {asked} mm",
            margin=_(SIDES[side]),
            length=f"{found[side]:.1f}".removesuffix(".0").replace(".", ","),
            asked=f"{low:g}" if low == high else f"{low:g}–{high:g}",
        )
        yield Fault(line, f"page.{side}", says)


def _inside(value: float, allowed: Sequence[float]) -> bool:
    return allowed[0] - _LOOSE <= value <= allowed[1] + _LOOSE


def _turned_fits(found: Mapping[str, float], ranges: Mapping[str, Sequence[float]]) -> bool:
    """A page on its side may have its margins turned with it: the binding edge on top."""
    turned = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
    return all(_inside(found[side], ranges[was]) for side, was in turned.items())


def _first_line(paper: PaperLook, section: int) -> LineLook | None:
    return next((line for line in paper.lines if line.section == section and line.end), None)


# -- page numbers ---------------------------------------------------------------------------------------------------------


def _number_faults(paper: PaperLook, profile: Mapping[str, Any]) -> Iterator[Fault]:
    shown = sum(line.letters for line in paper.lines if line.section == 0)
    first = paper.pages[0]
    numbers = [line for line in first.heads.get("header default", ()) if line.page_number]
    element = _(NAMES["page_number"])
    if not numbers:
        below = [line for kind, lines in first.heads.items() if kind.startswith("footer") for line in lines]
        if any(line.page_number for line in below):
            says = _("the page number stands at the foot; it should stand in the top margin, centred")
            yield Fault(None, "page_number.place", says)
        elif shown > _ONE_PAGE:
            yield Fault(None, "page_number.missing", _("the pages bear no numbers (in the top margin, centred)"))
        return
    number = numbers[0]
    if number.align != "center" and not number.text.startswith("\t"):
        yield Fault(None, "page_number.align", _("{element}: not centred", element=element))
    for fault in size_faults("page_number", number, profile["elements"]["page_number"]["sizes"]):
        yield Fault(None, fault.about, fault.message)
    if number.letters and number.letters in (number.italic, number.bold):
        yield Fault(None, "page_number.style", _("the page number is not upright and regular"))
    if first.number_format != "decimal":
        yield Fault(None, "page_number.format", _("the page number is not in Arabic numerals"))
    if not first.first_differs or any(line.page_number for line in first.heads.get("header first", ())):
        yield Fault(None, "page_number.first", _("the first page bears a number; it should not"))
    if first.starts_at not in (None, 1):
        yield Fault(
            None, "page_number.start", _("the pages are counted from {number}, not from 1", number=first.starts_at)
        )


# -- font, colour, language -----------------------------------------------------------------------------------------------


def _font_faults(paper: PaperLook, profile: Mapping[str, Any]) -> Iterator[Fault]:
    wanted = profile["font"]["name"]
    lines = (*paper.lines, *(line for page in paper.pages for head in page.heads.values() for line in head))
    whole = sum(line.letters for line in lines) or 1
    for font, count, first in _others(lines, lambda line: line.fonts, lambda font: _is_font(font, wanted)):
        slip = count < _FEW and count * 200 < whole
        says = _("{count} letters are in the font {font}; it should be {wanted}", count=count, font=font, wanted=wanted)
        yield Fault(first, f"font.{font}", says, Severity.INFO if slip else None)
    for font, _count, first in _others(lines, lambda line: line.hidden_fonts, lambda font: _is_font(font, wanted)):
        says = _(
            "the font for other scripts is {font}, not {wanted}: names pasted in may show in it",
            font=font,
            wanted=wanted,
        )
        yield Fault(first, f"hidden-font.{font}", says, Severity.INFO)


def _is_font(font: str, wanted: str) -> bool:
    return font.replace(" ", "").lower().startswith(wanted.replace(" ", "").lower())


def _others(
    lines: Sequence[LineLook],
    of: Callable[[LineLook], Sequence[tuple[str, int]]],
    right: Callable[[str], bool],
) -> Iterator[tuple[str, int, LineLook]]:
    """What is not right, with how many letters have it and where it stands first."""
    counts: Counter[str] = Counter()
    firsts: dict[str, LineLook] = {}
    for line in lines:
        for value, count in of(line):
            if not right(value):
                counts[value] += count
                firsts.setdefault(value, line)
    for value, count in counts.most_common():
        yield value, count, firsts[value]


def _colour_faults(paper: PaperLook) -> Iterator[Fault]:
    for colour, count, first in _others(paper.lines, lambda line: line.colours, _is_black):
        says = _("{count} letters are in the colour {colour}; they should be black", count=count, colour=f"#{colour}")
        yield Fault(first, f"colour.{colour}", says, Severity.INFO if count < _FEW else None)


def _is_black(colour: str) -> bool:
    try:
        parts = [int(colour[place : place + 2], 16) for place in (0, 2, 4)]
        return max(parts) <= _DARK or min(parts) == 0xFF  # white: letters that are meant to be not seen
    except ValueError:
        return True


def _language_faults(paper: PaperLook, profile: Mapping[str, Any]) -> Iterator[Fault]:
    wanted: str = profile["font"]["language"]
    right = wanted.partition("-")[0]
    found = list(_others(paper.lines, lambda line: line.languages, lambda said: said.lower().startswith(right)))
    if found:
        language, count, first = found[0]
        says = _(
            "{count} letters are marked as {language}; Word's spelling check wants {wanted}",
            count=count,
            language=language,
            wanted=wanted,
        )
        yield Fault(first, "language", says, Severity.INFO)
