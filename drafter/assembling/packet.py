"""What a leader needs to sign: the open questions, the figures that changed, and last period's text with tracked changes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from drafter.assembling.assemble import gaps_of, package
from drafter.assembling.body import Setter
from drafter.assembling.content import Heading, Paragraph, Table, TableCell, without_comments
from drafter.assembling.ink import Gap, Ink, escape, paragraph, run
from drafter.assembling.inline import plain
from drafter.assembling.layout import Layout, load_layout
from drafter.assembling.styles import BODY, style_of
from drafter.markup import LineKind, scan, table_cells
from drafter.model.draft import Draft, FigureState, LedgerEntry
from drafter.model.outline import Outline

_AUTHOR = 'w:author="Drafter"'
_WORD = re.compile(r"\s+|\d[\d.,]*\d|\w+|[^\w\s]")
_NUMBER = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})*(?:,\d+)?|[-+]?\d+(?:,\d+)?")
_ALIKE = 45  # of 100: below it two paragraphs are two, not one that was changed
# The packet is a paper of the office: its words are Vietnamese whatever language the screen has.
_TITLE = "Tài liệu kèm theo dự thảo"
_OPEN, _FIGURES, _COMPARED = (
    "1. Việc còn phải trả lời",
    "2. Số liệu thay đổi so với kỳ trước",
    "3. So với báo cáo kỳ trước",
)
_COLUMNS = ("TT", "Nội dung", "Kỳ trước", "Kỳ này", "Chênh lệch", "Nguồn")
_STATES = {
    FigureState.UNCONFIRMED: "chưa xác nhận",
    FigureState.ASKED: "đang hỏi",
    FigureState.NOT_APPLICABLE: "không còn áp dụng",
}


def packet(
    draft: Draft,
    *,
    layout: str,
    previous: Mapping[str, str],
    ledger: Sequence[LedgerEntry] = (),
    outline: Outline | None = None,
) -> bytes:
    """The packet of a draft as .docx. `previous` is last period's text by section id (as it stood, one paragraph a line)."""
    profile = load_layout(layout)
    ink = Ink()
    setter = Setter(profile, ink, profile.page.text_width)
    out = [
        paragraph(run(_TITLE.upper()), style_of("kind")),
        paragraph(run(draft.title or ""), style_of("abstract"), _SPACE),
    ]
    out.append(setter.heading(Heading(None, 1, "1.", None, _OPEN)))
    open_ones = _open_lines(gaps_of(draft, layout=layout, outline=outline)) or ["- Không có."]
    out += [paragraph(run(line), BODY) for line in open_ones]
    out.append(setter.heading(Heading(None, 1, "2.", None, _FIGURES)))
    rows = _figure_rows(draft, ledger)
    out.append(setter.blocks([_table(rows)] if rows else [Paragraph("- Không có.")]))
    out.append(setter.heading(Heading(None, 1, "3.", None, _COMPARED)))
    out.append(_comparison(draft, previous, profile))
    return package("".join(out), profile, ink, {"title": _TITLE, "creator": "Drafter"}, final=False)


_SPACE = '<w:spacing w:after="240"/>'


def _open_lines(gaps: Sequence[Gap]) -> list[str]:
    """One line for what is open in one place in one way: `- 1.1. Tuyên truyền: … chưa được xác nhận: ⟦27⟧; ⟦9/9⟧`."""
    lines: dict[tuple[str, str], list[str]] = {}
    for gap in gaps:
        what, _colon, words = gap.what.rpartition(": ")
        lines.setdefault((gap.where, what), []).append(words)
    said = (
        ": ".join(part for part in (where, what, "; ".join(words)) if part) for (where, what), words in lines.items()
    )
    return [f"- {line}" for line in said]


def _figure_rows(draft: Draft, ledger: Sequence[LedgerEntry]) -> list[tuple[str, ...]]:
    """One row for each carried figure that is not the same any more or not settled yet."""
    rows: list[tuple[str, ...]] = []
    for entry in ledger:
        if entry.state is FigureState.CONFIRMED or (entry.new is not None and entry.new == entry.old):
            continue
        section = draft.section(entry.section)
        what = entry.subject or entry.context.strip() or (section.title if section else None) or entry.section
        now = entry.new if entry.new is not None else _STATES.get(entry.state, "")
        rows.append((str(len(rows) + 1), what, entry.old, now, difference(entry.old, entry.new), entry.source or ""))
    return rows


def _table(rows: Sequence[tuple[str, ...]]) -> Table:
    cells = [TableCell(words, 0, column) for column, words in enumerate(_COLUMNS)]
    cells += [
        TableCell(_literal(words), row, column) for row, said in enumerate(rows, 1) for column, words in enumerate(said)
    ]
    return Table(tuple(cells), len(rows) + 1, len(_COLUMNS), 1)


def _literal(words: str) -> str:
    return words.replace("*", "∗")


def difference(old: str, new: str | None) -> str:
    """New minus old as it is written in Vietnam (`+1.245`, `-3,5`); nothing where one of them is no plain number."""
    first, second = _value(old), _value(new or "")
    if first is None or second is None:
        return ""
    gap = second - first
    whole, _point, rest = f"{abs(gap):f}".partition(".")
    grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    sign = "+" if gap > 0 else "-" if gap < 0 else ""
    return sign + grouped + (f",{rest}" if rest else "")


def _value(said: str) -> Decimal | None:
    bare = said.strip().rstrip("%").strip()
    if not _NUMBER.fullmatch(bare):
        return None
    try:
        return Decimal(bare.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None


def _comparison(draft: Draft, previous: Mapping[str, str], layout: Layout) -> str:
    """Every section with last period's text struck out and this period's written in, as Word's tracked changes."""
    marks = _Marks()
    out: list[str] = []
    for section in draft.sections:
        old, new = _lines(previous.get(section.id or "", "")), _lines(section.body)
        if not old and not new:
            continue
        out.append(paragraph(run(plain(section.heading), bold=True), BODY, "<w:keepNext/>"))
        out += _changed(old, new, marks)
    return "".join(out)


def _lines(text: str) -> list[str]:
    """Paragraphs and table rows as a reader sees them."""
    found = scan("\n" + without_comments(text))
    lines: list[str] = []
    for line in found.lines:
        if line.kind is LineKind.TABLE:
            cells = [found.text[cell.start : cell.end] for cell in table_cells(found.text, line) if cell.join is None]
            lines.append(" | ".join(plain(cell) for cell in cells))
        elif line.kind in (LineKind.TEXT, LineKind.HEADING, LineKind.FOOTNOTE):
            lines.append(" ".join(plain(found.text[line.text_start : line.text_end]).split()))
    return lines


class _Marks:
    """Numbers of tracked changes, each once."""

    def __init__(self) -> None:
        self.count = 0

    def attributes(self) -> str:
        self.count += 1
        return f'w:id="{self.count}" {_AUTHOR}'

    def inserted(self, text: str) -> str:
        return f"<w:ins {self.attributes()}>{run(text)}</w:ins>" if text else ""

    def deleted(self, text: str) -> str:
        if not text:
            return ""
        words = f'<w:delText xml:space="preserve">{escape(text)}</w:delText>'
        return f"<w:del {self.attributes()}><w:r>{words}</w:r></w:del>"


def _changed(old: Sequence[str], new: Sequence[str], marks: _Marks) -> list[str]:
    from difflib import SequenceMatcher

    out: list[str] = []
    matcher = SequenceMatcher(None, [_masked(line) for line in old], [_masked(line) for line in new], autojunk=False)
    for what, first, behind, start, end in matcher.get_opcodes():
        before, after = list(old[first:behind]), list(new[start:end])
        if what == "equal":
            out += [_paragraph(one, other, marks) for one, other in zip(before, after, strict=True)]
            continue
        while before and after and _alike(before[0], after[0]):
            out.append(_paragraph(before.pop(0), after.pop(0), marks))
        out += [_whole(marks.deleted(line), f"<w:del {marks.attributes()}/>") for line in before]
        out += [_whole(marks.inserted(line), f"<w:ins {marks.attributes()}/>") for line in after]
    return out


def _masked(line: str) -> str:
    return re.sub(r"\d[\d.,]*", "0", line.replace("⟦", "").replace("⟧", ""))


def _alike(old: str, new: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return ratio(_masked(old), _masked(new)) >= _ALIKE


def _paragraph(old: str, new: str, marks: _Marks) -> str:
    from rapidfuzz.distance import Indel

    before, after = _WORD.findall(old), _WORD.findall(new)
    out: list[str] = []
    gone = come = ""
    for step in Indel.opcodes(before, after):
        old_words, new_words = (
            "".join(before[step.src_start : step.src_end]),
            "".join(after[step.dest_start : step.dest_end]),
        )
        if step.tag != "equal":
            gone, come = gone + old_words, come + new_words
        elif new_words.isspace() and (gone or come):
            gone, come = gone + new_words, come + new_words  # words changed on both sides of a blank are one change
        else:
            out += [*_change(gone, come, marks), run(new_words)]
            gone = come = ""
    out += _change(gone, come, marks)
    return paragraph("".join(out), BODY)


def _change(gone: str, come: str, marks: _Marks) -> list[str]:
    """One change: what went, then what came; a blank that ends both stays as it is."""
    tail = " " if gone.endswith(" ") and come.endswith(" ") else ""
    end = -len(tail) or None
    return [marks.deleted(gone[:end]), marks.inserted(come[:end]), run(tail)]


def _whole(runs: str, mark: str) -> str:
    """A paragraph that came or went whole: its mark is tracked too."""
    return paragraph(runs, BODY, f"<w:rPr>{mark}</w:rPr>")
