"""Every sum, share, growth, anniversary and weekday of the shipped reports, computed anew from the printed text alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import permutations
from pathlib import Path

import pytest

from drafter import lexicon

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
REPORTS = sorted(CORPUS.glob("*/*.txt"))
WEEKDAYS = ["Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy"]
# A number that is no date, no symbol and no label of a list.
NUMBER = re.compile(r"(?<![\d/.,-])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d/-])|(?<![\d/.,-])\d+(?:,\d+)?(?![\d-]|[/.]\d)")
SHARE = re.compile(
    r"(?<![\d/.])(?P<part>\d[\d.]*)/(?P<whole>\d[\d.]*) [^.;/]*?(?:đạt|chiếm|bằng) (?P<rate>\d+(?:,\d+)?)%(?! \()"
)
SHARE_FIRST = re.compile(r"(?P<rate>\d+(?:,\d+)?)% \((?P<part>\d[\d.]*)/(?P<whole>\d[\d.]*)")
DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Row:
    label: str
    title: str
    unit: str
    values: tuple[Decimal | None, ...]


def value(written: str) -> Decimal:
    return Decimal(written.replace(".", "").replace(",", "."))


def numbers(text: str) -> list[Decimal]:
    """Counts and amounts; years, dates and symbols left out."""
    bare = DATE.sub(" ", re.sub(r"(?:năm|học) \d{4}|\d+[-/][^\s,;.]*[A-ZĐ][^\s,;.]*|\d+(?:,\d+)?%", " ", text))
    bare = re.sub(r"(\d)/(\d)", r"\1 / \2", bare)
    return [value(found[0]) for found in NUMBER.finditer(bare)]


def prose(path: Path) -> list[str]:
    """The paragraphs from the first section to the signature."""
    text = path.read_text("utf-8").split("Nơi nhận")[0]
    return [line for line in text[text.index("\nI. ") :].split("\n") if line.strip()]


def results(path: Path) -> list[str]:
    """The paragraphs that tell results: not those of the next period."""
    lines = prose(path)
    end = next(
        index
        for index, line in enumerate(lines)
        if re.match(r"[IVX]+\. (?:NHIỆM VỤ|MỤC TIÊU|CHƯƠNG TRÌNH PHỐI HỢP VÀ THỐNG NHẤT HÀNH ĐỘNG NĂM)", line)
    )
    return lines[:end]


def table(path: Path) -> list[Row]:
    rows = []
    for line in path.read_text("utf-8").split("PHỤ LỤC")[-1].split("\n"):
        cells = line.split("\t")
        if len(cells) >= 5 and re.fullmatch(r"[\d.]+", cells[0]):
            rows.append(Row(*cells[:3], tuple(value(cell) if cell else None for cell in cells[3:])))
    return rows


def before(path: Path) -> Path | None:
    same = [other for other in REPORTS if other.parent == path.parent]
    place = same.index(path)
    return same[place - 1] if place else None


def rounded(number: Decimal, like: str) -> Decimal:
    digits = len(like.partition(",")[2])
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def identity(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


every_report = pytest.mark.parametrize("path", REPORTS, ids=identity)


def test_there_are_three_units_with_three_periods_each() -> None:
    assert len(REPORTS) == 9
    assert len({path.parent for path in REPORTS}) == 3


@every_report
def test_closed_lists_add_to_their_total(path: Path) -> None:
    lines, checked = results(path), 0
    for index, line in enumerate(lines):
        for found in re.finditer(r"(?<!phụ trách) gồm (?!:)", line):
            parts = numbers(_enumeration(line[found.end() :]))
            if len(parts) < 2:
                continue
            known = [n for said in lines[max(0, index - 2) : index] for n in numbers(said)] + numbers(
                line[: found.start()]
            )
            assert sum(parts) in known, line
            checked += 1
    assert checked >= 2


def _enumeration(text: str) -> str:
    """What follows `gồm`: to the member behind `và`, else to where the sentence speaks of something else."""
    said = re.split(r"[;.](?=\s|$)", text)[0]
    if last := re.search(r" và \d", said):
        return said[: last.end()] + re.split(r",(?!\d)", said[last.end() :])[0]
    return re.split(r", (?:tổng|trị giá|đạt|bằng|với|giải quyết)| theo | do xã", said)[0]


@every_report
def test_shares_follow_from_what_stands_beside_them(path: Path) -> None:
    lines, checked = results(path), 0
    households = [value(found[1]) for line in lines for found in re.finditer(r"(\d[\d.]*) hộ(?!\w| \w*nghèo)", line)]
    plans = [(row.values[2], row.values[1]) for row in table(path) if len(row.values) == 3]
    for index, line in enumerate(lines):
        for found in [*SHARE.finditer(line), *SHARE_FIRST.finditer(line)]:
            rate = value(found["part"]) * 100 / value(found["whole"])
            assert rounded(rate, found["rate"]) == value(found["rate"]), found[0]
            checked += 1
        beside = [*numbers(line), *(numbers(lines[index - 1]) if index else ())]
        for found in re.finditer(r"(?<!che phủ rừng )(?:đạt|bằng|chiếm) (\d+(?:,\d+)?)%", line):
            pairs = [*permutations(dict.fromkeys(beside), 2), *((a, b) for a in beside for b in households), *plans]
            assert any(a and b and rounded(a * 100 / b, found[1]) == value(found[1]) for a, b in pairs), found[0]
            checked += 1
    assert checked >= 5


def _changes(path: Path) -> Iterator[tuple[str, str, str, str, list[Decimal]]]:
    lines = results(path)
    for index, line in enumerate(lines):
        beside = [*numbers(line), *(numbers(lines[index - 1]) if index else ())]
        for found in re.finditer(r"(tăng|giảm) (\d[\d.]*(?:,\d+)?)(%| [^\W\d]+)(?=[^.;]*?(?:so với|\Z|\.))", line):
            yield found[1], found[2], found[3].strip(), line, beside


@every_report
def test_growth_follows_from_the_period_before(path: Path) -> None:
    """A rate or a step is that of a row of the appendix, or of a figure of the paragraph and one of last period's report."""
    last = before(path)
    earlier = [n for line in prose(last) for n in numbers(line)] if last else []
    rows = [(row.values[-1], row.values[0]) for row in table(path)]
    checked = 0
    for way, written, unit, line, beside in _changes(path):
        pairs = [*rows, *((now, then) for now in beside for then in earlier)]
        if last is None and not any(_fits(way, written, unit, a, b) for a, b in rows):
            continue  # the base period has no report
        assert any(_fits(way, written, unit, a, b) for a, b in pairs), f"{way} {written} {unit}: {line}"
        checked += 1
    assert checked >= 1


def _fits(way: str, written: str, unit: str, now: Decimal | None, then: Decimal | None) -> bool:
    if not now or not then:
        return False
    step = now - then if way == "tăng" else then - now
    if unit == "%":
        return rounded(step * 100 / then, written) == value(written)
    return step == value(written)


@every_report
def test_anniversaries_and_weekdays(path: Path) -> None:
    text = path.read_text("utf-8")
    spans = list(re.finditer(r"(\d+) năm [^.;()]*?\((?:\d+/\d+/)?(\d{4}) - (?:\d+/\d+/)?(\d{4})\)", text))
    for found in spans:
        assert int(found[3]) - int(found[2]) == int(found[1]), found[0]
    days = list(re.finditer(r"thứ (Hai|Ba|Tư|Năm|Sáu|Bảy), ngày (\d+)/(\d+)/(\d{4})", text))
    for found in days:
        assert WEEKDAYS[date(int(found[4]), int(found[3]), int(found[2])).weekday()] == found[1], found[0]
    assert spans or days or "2023.txt" in path.name


@every_report
def test_rows_of_the_appendix_add_up(path: Path) -> None:
    rows, sums = table(path), 0
    for parent in rows:
        children = [row for row in rows if re.fullmatch(re.escape(parent.label) + r"\.\d+", row.label)]
        for column, total in enumerate(parent.values):
            parts = [child.values[column] for child in children]
            if total is None or not parts or None in parts:
                continue
            whole = sum(part for part in parts if part is not None)
            assert total == whole if len(parts) > 1 else total >= whole, (parent, column)
            sums += 1
    assert sums >= 8


@pytest.mark.parametrize("path", [path for path in REPORTS if before(path)], ids=identity)
def test_the_appendix_opens_with_last_periods_figures(path: Path) -> None:
    last = before(path)
    assert last is not None
    then = {row.title: row.values[-1] for row in table(last)}
    now = {row.title: row.values[0] for row in table(path)}
    assert then == now


@every_report
def test_known_documents_have_their_own_dates(path: Path) -> None:
    """And no document is cited before it was there."""
    text = path.read_text("utf-8")
    known: dict[str, set[str]] = {}
    for entry in lexicon.load("known_documents")["document"]:
        if entry.get("date_verified") and entry.get("date"):
            known.setdefault(entry["symbol"], set()).add(str(entry["date"]))
    issued = re.search(r"ngày (\d+) tháng (\d+) năm (\d+)", text)
    assert issued
    today = date(int(issued[3]), int(issued[2]), int(issued[1]))
    cited = list(re.finditer(r"số (\S+) ngày (\d{1,2})/(\d{1,2})/(\d{4})", text))
    for found in cited:
        day = date(int(found[4]), int(found[3]), int(found[2]))
        assert day <= today, found[0]
        assert found[1] not in known or day.isoformat() in known[found[1]], found[0]
    assert len({found[1] for found in cited}) >= 15
    assert len({found[1] for found in cited} & set(known)) >= 5
