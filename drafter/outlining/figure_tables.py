"""A table of indicators: its head, its rows with labels, units and levels, and what adds up to what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafter.language.folding import bare, fold
from drafter.lexicon import load
from drafter.model.outline import Appendix, AppendixRow
from drafter.outlining.vocabulary import begins, holds

Grid = list[list[str]]
_LABEL = re.compile(r"(?:[IVX]{1,5}|[A-ZĐa-zđ]|\d{1,3}(?:\.\d{1,3}){0,3})\s*[.)/]?\Z")
# A label typed in front of the words: `I. Thu cân đối`, `1.2. Lúa`, `a) Nữ`.
_TYPED = re.compile(r"(?P<label>[IVX]{1,5}|[A-ZĐ]|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])\s*[.)/]\s*(?=[^\W\d])")
# No words: an empty line, a column's letter or number.
_EMPTY = re.compile(r"[\W\dA-Z]{0,3}")
# What a total adds up: `TỔNG THU (I+II)`, `Tổng số (1 + 2)`.
_FORMULA = re.compile(r"\(\s*(?:\w{1,4}\s*[=+]\s*)+\w{1,4}\s*\)")
# What stands below a table: who made it, where and when.
_SIGNED = re.compile(
    r"(?:người (?:lập|báo cáo|tổng hợp)|thủ trưởng|xác nhận|tm\.|t/m|kt\.|k/t|tl\.|chủ tịch|trưởng (?:ban|phòng)|kế toán|\(?ký)"
    r"|.{0,40}ngày\s*[\d….]*\s*tháng\s*[\d….]*\s*năm"
)
_NUMBERED = re.compile(r"\(?[\dA-Z]{1,2}\)?(?:\s*=.*)?")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row's words; `title` with its mark (`- Nữ`)."""

    label: str | None
    title: str
    unit: str | None


def is_figure_table(grid: Grid) -> bool:
    """Whether a table's head names indicators (`TT`, `Chỉ tiêu`, `Đơn vị tính` …); a letterhead's table does not."""
    return len(grid) >= 3 and head_row(grid) is not None


def head_row(grid: Grid) -> int | None:
    """The row of a table that names its columns, None where none of the first five does."""
    for place, row in enumerate(grid[:5]):
        cells = [_head(cell) for cell in row if cell]
        numbered = any(cell in _words("number") for cell in cells)
        named = any(cell in _words("title") for cell in cells)
        if named and (numbered or any(cell in _words("unit") for cell in cells) or len(cells) >= 3):
            return place
        # `STT`, `Chương trình`, `Dư nợ`: what is counted is not in the list, but the rows are numbered.
        if numbered and len(cells) >= 3 and len(cells) == len(row):
            return place
    return None


def _head(cell: str) -> str:
    """A head without what its bracket explains: `Nội dung (số cuộc, lớp)`."""
    return re.sub(r"\s*\([^()]*\)", "", fold(cell)).strip(" .:*")


def _words(name: str) -> set[str]:
    return set(map(fold, load("asks")["table"][name]))


def column_of(heads: Sequence[str], name: str) -> int | None:
    """The column whose head is one of a list's words (`number`, `title`, `unit`)."""
    words = _words(name)
    return next((place for place, head in enumerate(heads) if _head(head) in words), None)


def read_table(
    grid: Grid, *, label: str | None = None, title: str = "", unit: str | None = None, number: int = 1
) -> Appendix:
    """A figure table's rows and columns as an appendix; `unit` is the one that stands above the whole table."""
    head = head_row(grid) or 0
    below = head + 1
    heads = list(grid[head])
    while below < len(grid) and _is_subhead(grid[below], heads):
        heads = [_joined(heads[column], grid[below][column]) for column in range(len(heads))]
        below += 1
    number_at, title_at, unit_at = column_of(heads, "number"), column_of(heads, "title"), column_of(heads, "unit")
    if title_at is None:
        title_at = 1 if number_at == 0 and len(heads) > 1 else 0
    columns = tuple(
        words
        for column, words in enumerate(heads)
        if words and column not in (number_at, title_at, unit_at) and not begins(words, "note", "table")
    )
    rows = list(_rows(grid[below:], number_at, title_at, unit_at))
    return Appendix(
        id=f"phu-luc-{number}",
        title=title,
        label=label,
        unit=unit or unit_in(title),
        columns=columns,
        rows=tuple(_made(rows)),
        comparison=any(holds(column, "comparison", "table") for column in columns),
    )


def _rows(grid: Grid, number_at: int | None, title_at: int, unit_at: int | None) -> Iterator[_Row]:
    for cells in grid:
        number = cells[number_at] if number_at is not None else ""
        words = cells[title_at]
        if _is_signed(cells, words):
            return
        if not words and number_at is not None and len(number.split()) > 1:
            # A group's name over the whole width.
            words, number = number, ""
        if _EMPTY.fullmatch(words):
            continue
        if not number and (typed := _TYPED.match(words)):
            number, words = typed["label"], words[typed.end() :]
        yield _Row(number or None, words, (cells[unit_at] or None) if unit_at is not None else None)


def _is_signed(cells: Sequence[str], words: str) -> bool:
    others = [cell for cell in cells if cell and cell != words]
    return any(_SIGNED.match(fold(cell)) for cell in others) or bool(
        _SIGNED.match(fold(words)) and not any(_LABEL.match(cell) for cell in others)
    )


def _is_subhead(row: Sequence[str], heads: Sequence[str]) -> bool:
    """A second row of heads (or of column letters) under merged ones."""
    filled = [cell for cell in row if cell]
    if not filled:
        return False
    if all(_NUMBERED.fullmatch(cell) for cell in filled) and len(filled) >= 2 and len(filled) >= len(row) - 1:
        return True
    if all(heads.count(head) > 1 and head for cell, head in zip(row, heads, strict=True) if cell):
        return True
    repeated = sum(cell == head for cell, head in zip(row, heads, strict=True) if cell)
    return (
        repeated >= 1
        and any(cell != head for cell, head in zip(row, heads, strict=True) if cell)
        and not any(re.search(r"\d{3}(?!\d)", cell) for cell in filled if cell not in heads)
    )


def _joined(head: str, below: str) -> str:
    if not below or below == head or _NUMBERED.fullmatch(below):
        return head
    return f"{head} {below}".strip()


def _made(rows: Sequence[_Row]) -> Iterator[AppendixRow]:
    """The rows with ids and levels; a row sums what stands under it where it says total, or names what it adds up,
    and where the first of them is no `Trong đó`."""
    levels = levels_of([row.label for row in rows], [row.title for row in rows])
    taken: set[str] = set()
    for place, row in enumerate(rows):
        deeper = place + 1 < len(rows) and levels[place + 1] > levels[place]
        total = begins(row.title, "sum", "table") or bool(_FORMULA.search(row.title))
        sums = deeper and total and not begins(rows[place + 1].title, "subset", "table")
        yield AppendixRow(
            _row_id(row.title, taken), row.title.lstrip("-–+ ").rstrip(":"), row.label, row.unit, levels[place], sums
        )


def levels_of(labels: Sequence[str | None], titles: Sequence[str]) -> list[int]:
    """How deep each row stands, by the families of labels (`A`, `I`, `1`, `1.1`, `a`) and marks (`-`, `+`) above it.

    A label of a family that stands above closes what is below it; one of a new family goes one deeper. A row without a
    label is a part of the one above; a total at the end is not.
    """
    above: list[str] = []
    levels: list[int] = []
    before = ""
    for label, title in zip(labels, titles, strict=True):
        shape = _shape(label, title)
        if shape == "-":
            above = [*_until(above, ("-", "+", "…")), "-"]
        elif shape == "+":
            above = [*_until(above, ("+", "…")), "+"]
        elif shape:
            above = above[: above.index(shape) + 1] if shape in above else [*_until(above, ("-", "+", "…")), shape]
        elif _FORMULA.search(title):
            above, shape = ["="], "="
        elif begins(title, "part", "table"):
            above = [*_until(above, ("…",)), "…"]
        elif begins(title, "total", "table"):
            above = []
        elif before != "…" and above[-1:] != ["…"]:
            above = [*above, "…"] if above else ["…"]
        before = shape or "…"
        levels.append(max(1, len(above)))
    return levels


def _until(above: Sequence[str], shapes: Sequence[str]) -> list[str]:
    """What stands above without these families at its end."""
    kept = list(above)
    while kept and kept[-1] in shapes:
        kept.pop()
    return kept


def _shape(label: str | None, words: str) -> str:
    """The family of a row's label or mark; "" for none."""
    text = (label or "").strip(" .)/")
    if words[:1] in ("-", "–") or text in ("-", "–"):
        return "-"
    if words[:1] == "+" or text == "+":
        return "+"
    if not text or not _LABEL.match(text):
        return ""
    if re.fullmatch(r"[IVX]+", text):
        return "I"
    if re.fullmatch(r"[A-ZĐ]", text):
        return "A"
    if re.fullmatch(r"[a-zđ]", text):
        return "a"
    return "1" + ".1" * text.count(".")


def _row_id(words: str, taken: set[str]) -> str:
    base = "-".join(re.findall(r"[a-z0-9]+", bare(words))[:8]) or "dong"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def unit_in(words: str) -> str | None:
    """`(ĐVT: nghìn đồng)`, `Đơn vị tính: triệu đồng` → the unit of the whole table."""
    found = re.search(r"(?i)(?:đơn vị(?: tính)?|đvt)\s*:\s*([^).;,\n]+)", words)
    return found[1].strip() if found else None
