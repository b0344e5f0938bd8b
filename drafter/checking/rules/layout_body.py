"""The text, the headings, the appendices and the tables of a Word file, held against a layout profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from drafter.checking.rules.layout_looks import NAMES, SHARE, Fault, first_of_each, look_faults
from drafter.checking.rules.layout_parts import UNIT_LINE, Annex, PaperParts
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.finding import Severity
from drafter.model.page import LineLook, PaperLook

_ = catalogue("checking")

_MILLIMETRE = 72 / 25.4
_LONG = 60  # letters: a shorter paragraph may be a caption, a form of address, a verse
_WHOLE_LINE = 90  # letters that fill more than a line, so that justifying shows
_LOOSE = 0.5  # points
_INDENT = 1.2  # millimetres that an indent may be off
_SINGLE = 1.15  # of its size a line of Times New Roman takes
_MANY_ROWS = 10  # rows of a table that may reach the next page
_NUMBER = re.compile(r"[-+−]?\d[\d.,]*\s?%?")
_SUM_UP = "./."
_ROMAN = re.compile(r"[IVXLC]+\b")
_HEADINGS = {
    "part": mark("the headings of parts and chapters"),
    "division": mark("the headings “Mục”"),
    "article": mark("the word “Điều”"),
    "roman": mark("the headings I, II, III"),
    "number": mark("the headings 1, 2, 3"),
    "decimal": mark("the headings 1.1, 1.2"),
}


def text_faults(parts: PaperParts, profile: Mapping[str, Any]) -> Iterator[Fault]:
    """Size, justifying, indent and spacing of the text; its headings; its end mark."""
    body = profile["body"]
    for about, wrong, says in _body_tests(body):
        found = [line for line in parts.body if wrong(line)]
        if found:
            message = _("{count} of {all} paragraphs: {what}", count=len(found), all=len(parts.body), what=says)
            yield Fault(found[0], f"body.{about}", message)
    yield from _spacing_faults(parts, body)
    yield from _heading_faults(parts, body)
    yield from _end_faults(parts, profile)


def _body_tests(body: Mapping[str, Any]) -> Iterator[tuple[str, Callable[[LineLook], bool], str]]:
    low, high = min(body["sizes"]), max(body["sizes"])
    yield (
        "size",
        lambda line: any(not low <= size <= high and count >= SHARE * line.letters for size, count in line.sizes),
        _("not in size {low}–{high}", low=f"{low:g}", high=f"{high:g}"),
    )
    yield (
        "align",
        lambda line: line.letters > _WHOLE_LINE and line.align != "both" and _is_prose(line),
        _("not justified"),
    )
    firsts = [float(length) for length in body["first_line_values"]]
    asked = " / ".join(f"{length:g}" for length in sorted(set(firsts))).replace(".", ",")
    yield (
        "indent",
        lambda line: _is_prose(line) and not _is_indented(line, firsts),
        _("the first line is not set in by {asked} mm", asked=asked),
    )
    yield "line", lambda line: _is_prose(line) and not _is_spaced(line, body), _line_words(body)


def _is_prose(line: LineLook) -> bool:
    return line.letters > _LONG and not line.numbered and not line.broken


def _is_indented(line: LineLook, allowed: Sequence[float]) -> bool:
    if line.text[:1] in ("\t", " ") or line.align == "center":
        return True
    set_in = (line.left + line.first) / _MILLIMETRE
    return any(abs(set_in - length) <= _INDENT for length in allowed)


def _is_spaced(line: LineLook, body: Mapping[str, Any]) -> bool:
    """Between single and one and a half; the Party's lines at least 18 points."""
    size = line.sizes[0][0] if line.sizes else body["size"]
    points = line.line if line.line_rule != "auto" else line.line * size * _SINGLE
    if "line_at_least" in body:
        return bool(points >= body["line_at_least"] - _LOOSE)
    low, high = body["line_range"]
    if line.line_rule == "auto":
        return bool(low - 0.03 <= line.line <= high + 0.03)
    most = high * size * _SINGLE + _LOOSE
    return bool(points <= most and (line.line_rule == "atLeast" or points >= size * low))


def _line_words(body: Mapping[str, Any]) -> str:
    if "line_at_least" in body:
        return _("the lines are less than {points} pt apart", points=f"{body['line_at_least']:g}")
    return _("the lines are not between single and one and a half apart")


def _spacing_faults(parts: PaperParts, body: Mapping[str, Any]) -> Iterator[Fault]:
    """At least so much between two paragraphs of the text."""
    least = float(body["space_after"])
    close = [
        line
        for line, following in zip(parts.body, parts.body[1:], strict=False)
        if line.letters > _LONG and following.letters > _LONG and line.after + following.before < least - _LOOSE
    ]
    if close:
        what = _("less than {points} pt from the next", points=f"{least:g}")
        message = _("{count} of {all} paragraphs: {what}", count=len(close), all=len(parts.body), what=what)
        yield Fault(close[0], "body.spacing", message)


def _heading_faults(parts: PaperParts, body: Mapping[str, Any]) -> Iterator[Fault]:
    families: dict[str, list[LineLook]] = {}
    for family, line in parts.headings:
        families.setdefault(family, []).append(line)
    sizes = (min(body["sizes"]), max(body["sizes"]))
    for family, lines in families.items():
        if family not in _HEADINGS:
            continue
        element = _(_HEADINGS[family])
        for line in lines:
            wrong = [
                size for size, count in line.sizes if count >= SHARE * line.letters and not sizes[0] <= size <= sizes[1]
            ]
            if wrong:
                asked = f"{sizes[0]:g}–{sizes[1]:g}"
                says = _(
                    "{element}: size {size}; it should be {asked}", element=element, size=f"{wrong[0]:g}", asked=asked
                )
                yield Fault(line, f"heading.{family}.size", says)
                break
        plain = [line for line in lines if _is_regular(line, family)]
        # Sub-headings that are regular throughout may be paragraphs with a number; parts, Roman headings and articles not.
        if plain and (family in ("part", "division", "article", "roman") or len(plain) < len(lines)):
            yield Fault(plain[0], f"heading.{family}.bold", _("{element}: not bold", element=element))
        aside = [
            line for line in lines if family in ("part", "division") and line.align != "center" and not line.framed
        ]
        if aside:
            yield Fault(aside[0], f"heading.{family}.align", _("{element}: not centred", element=element))


def _is_regular(line: LineLook, family: str) -> bool:
    """Whether a heading that should be bold is not. Of `Điều 1.` the word alone may be; a numbered sentence is no title."""
    if family == "article":
        return line.bold == 0
    ends = line.text.rstrip()[-1:]
    return 2 * line.bold < line.letters and (family in ("part", "division") or ends not in ":.;,")


def _end_faults(parts: PaperParts, profile: Mapping[str, Any]) -> Iterator[Fault]:
    if not parts.body or not parts.signings:
        return
    last = max((*parts.body, *(line for _family, line in parts.headings)), key=lambda line: line.start)
    if parts.last_cell > last.start:
        return  # the text ends with a table
    ended = last.text.rstrip()
    if profile["end_mark"] and not ended.endswith(profile["end_mark"]) and last in parts.body:
        yield Fault(last, "body.end", _("the text ends with “./.”"))
    if not profile["end_mark"] and ended.endswith(_SUM_UP):
        yield Fault(last, "body.end", _("the text ends with a full stop; the Party writes no “./.”"))


# -- appendices -----------------------------------------------------------------------------------------------------------


def annex_faults(parts: PaperParts, paper: PaperLook, profile: Mapping[str, Any]) -> Iterator[Fault]:
    """Each appendix on a page of its own that counts from 1, with its label, title and reference line."""
    looks = profile["elements"]
    for annex in parts.annexes:
        yield from look_faults("appendix_label", annex.label, looks["appendix_label"])
        label = annex.label.text.strip()
        if label.isupper() and profile["header"] == "state":
            yield Fault(
                annex.label,
                "appendix_label.caps",
                _("the word “Phụ lục” stands in capitals; it should be in small letters"),
            )
        yield from first_of_each(
            fault for line in annex.title for fault in look_faults("appendix_title", line, looks["appendix_title"])
        )
        if annex.reference is not None:
            yield from look_faults("appendix_reference", annex.reference, looks["appendix_reference"])
        elif parts.number is not None and profile["header"] == "state":
            says = _("the appendix has no line that says to which paper it belongs: (Kèm theo … số … ngày …)")
            yield Fault(annex.label, "appendix_reference.missing", says)
        yield from _annex_page(annex, paper, own=profile["header"] == "state")
    yield from _annex_numbers(parts, profile)


def _annex_page(annex: Annex, paper: PaperLook, *, own: bool) -> Iterator[Fault]:
    """`own`: the rule wants its pages counted from 1 (III.1đ; the Party's guidance does not say)."""
    before = [line for line in paper.lines if line.end and line.letters and line.start < annex.label.start]
    if not before:
        return
    if not annex.label.new_page:
        yield Fault(annex.label, "appendix.page", _("the appendix does not begin on a page of its own"))
        return
    page = paper.pages[min(annex.label.section, len(paper.pages) - 1)]
    if own and (annex.label.section == before[-1].section or page.starts_at != 1):
        yield Fault(annex.label, "appendix.numbers", _("the appendix does not count its own pages from 1"))


def _annex_numbers(parts: PaperParts, profile: Mapping[str, Any]) -> Iterator[Fault]:
    if len(parts.annexes) < 2:
        return
    for annex in parts.annexes:
        said = re.sub(r"^\W*phụ lục\b", "", fold(annex.label.text)).strip(" .:*")
        number = annex.label.text.strip()[-len(said) :] if said else ""
        roman = profile["appendix_numbers"] == "roman"
        if not said or (roman and not _ROMAN.match(number)) or (not roman and not number[:1].isdigit()):
            asked = _("Roman") if roman else _("Arabic")
            says = _("there are several appendices: each has its number, in {asked} numerals", asked=asked)
            yield Fault(annex.label, "appendix.number", says)
            return


# -- tables ---------------------------------------------------------------------------------------------------------------


def table_faults(paper: PaperLook) -> Iterator[Fault]:
    """Repeated heads, whole rows, numbers, the unit line: not the decree's, but what every office asks of a table."""
    ruled = [index for index, table in enumerate(paper.tables) if table.ruled and table.rows > 1]
    cells: dict[int, list[LineLook]] = {}
    for line in paper.lines:
        if line.cell is not None and line.end:
            cells.setdefault(line.cell.table, []).append(line)
    careful = any(paper.tables[index].unsplit for index in ruled)
    for index in ruled:
        table, lines = paper.tables[index], cells.get(index, [])
        if not lines:
            continue
        if not table.head and table.rows >= _MANY_ROWS:
            says = _("the table's head is not repeated on the next page ({rows} rows)", rows=table.rows)
            yield Fault(lines[0], "table.head", says, Severity.INFO)
        if table.unsplit < table.rows and careful:
            says = _("{count} rows of the table may be parted by a page break", count=table.rows - table.unsplit)
            yield Fault(lines[0], "table.rows", says, Severity.INFO)
        yield from _number_cells([line for line in lines if line.cell and line.cell.row >= max(table.head, 1)])
    yield from _unit_lines(paper)


def _number_cells(lines: Sequence[LineLook]) -> Iterator[Fault]:
    """Numbers of one column that do not stand alike."""
    columns: dict[int, list[LineLook]] = {}
    for line in lines:
        if line.cell is not None and _NUMBER.fullmatch(line.text.strip()):
            columns.setdefault(line.cell.column, []).append(line)
    for column in columns.values():
        right = [line for line in column if line.align == "right"]
        wrong = [line for line in column if line.align != "right"]
        if right and wrong:
            says = _("numbers of one column stand differently; they belong at the right")
            yield Fault(wrong[0], "table.numbers", says, Severity.INFO)
            return


def _unit_lines(paper: PaperLook) -> Iterator[Fault]:
    for line in paper.lines:
        unit = line.end and line.cell is None and len(line.text) < 60 and UNIT_LINE.match(fold(line.text).strip())
        if unit and line.align != "right" and line.text[:1] not in ("\t", " ") and line.left < 100:
            yield Fault(line, "table.unit", _("the unit line stands at the right above the table"), Severity.INFO)
            return


def missing_elements(
    parts: PaperParts, profile: Mapping[str, Any], *, letter: bool
) -> Iterator[tuple[str, str, LineLook | None]]:
    """What a Word file's paper lacks: (short name, in words, the line behind which it should stand)."""
    head = parts.national
    if head is None or head.cell is None or parts.attached:
        return
    wanted: tuple[tuple[str, object], ...] = (
        ("motto", parts.motto if profile["header"] == "state" else True),
        ("issuer", parts.issuer),
        ("number", parts.number),
        ("place_date", parts.place_date),
        ("kind", parts.kind or letter),
        ("abstract", parts.abstract or parts.letter_abstract),
    )
    for name, there in wanted:
        if not there and not (name == "abstract" and parts.kind is None):
            yield name, _(NAMES[name]), head
    for signing in parts.signings:
        if signing.name is None:
            yield "signature_name", _(NAMES["signature_name"]), (signing.office or signing.authority or (head,))[-1]
        if not signing.office and not signing.authority:
            yield "signature_office", _(NAMES["signature_office"]), signing.name
