"""Recomputes the sample reports from their printed text alone: `python -m tests.tools.recompute [--spoil]`.

Every relation of a report is looked up and computed once more: closed lists, shares, growth and steps, anniversaries and
weekdays, the appendix's sums, its opening column against the report before, its figures against the text, areas by yields,
documents of the register against the text. `--spoil` changes every computed number of the sources, one at a time, and lists
those that no relation misses.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
WEEKDAYS = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")
# A number that is no date, no symbol and no label of a list.
_NUMBER = re.compile(r"(?<![\d/.,-])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d/-])|(?<![\d/.,-])\d+(?:,\d+)?(?![\d-]|[/.]\d)")
_NO_FIGURE = re.compile(r"(?:năm|học) \d{4}(?: - \d{4})?|\d+[-/][^\s,;.]*[A-ZĐ][^\s,;.]*|\d+(?:,\d+)?%")
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_SHARE = re.compile(
    r"(?<![\d/.])(?P<part>\d[\d.]*)/(?P<whole>\d[\d.]*) [^.;/]*?(?:đạt|chiếm|bằng) (?P<rate>\d+(?:,\d+)?)%(?! \((?!năm))"
)
_SHARE_FIRST = re.compile(r"(?P<rate>\d+(?:,\d+)?)% \((?P<part>\d[\d.]*)/(?P<whole>\d[\d.]*)")
_RATE = re.compile(r"(?<!che phủ rừng )(?:đạt|bằng|chiếm) (\d+(?:,\d+)?)%")
_CHANGE = re.compile(r"(tăng|giảm|thêm|ít hơn cùng kỳ) (\d[\d.]*(?:,\d+)?)(%| điểm phần trăm| [^\W\d]+)")
_NEAR, _BEHIND = 6, 3  # figures before a change, and behind a step, that may be what changed
_BESIDE = 4  # figures of its sentence that a rate may be of
_NEXT_PERIOD = re.compile(r"[IVX]+\. (?:NHIỆM VỤ|MỤC TIÊU|CHƯƠNG TRÌNH PHỐI HỢP VÀ THỐNG NHẤT HÀNH ĐỘNG NĂM)")
_CITED = re.compile(r"số (\S+) ngày (\d{1,2})/(\d{1,2})/(\d{4})")
# How the text counts what the appendix names otherwise than by its unit.
_ALSO_COUNTED = {
    "Hội nghị, buổi tuyên truyền": "hội nghị",
    "Truyền thanh xã": "lượt tin",
    "Mô hình sinh kế": "(?:mô hình|hộ nghèo thực hiện mô hình|hộ được hỗ trợ mô hình)",
    "Cán bộ được tập huấn": "(?:cán bộ|người) dự",
    "Công dân nhập ngũ": "công dân",
    "Giấy chứng nhận quyền sử dụng đất đã cấp": "(?:hồ sơ đủ|hồ sơ được cấp|giấy)",
}
# How the tasks of the report before name what the appendix plans.
_TASKS = {
    "Thu ngân sách trên địa bàn": r"Thu ngân sách trên địa bàn ([\d.]+) triệu",
    "Hộ nghèo": r"(?:số hộ nghèo xuống còn|Phấn đấu còn) ([\d.]+) hộ",
    "Rừng trồng mới": r"trồng mới ([\d,]+) ha rừng",
    "Lao động có việc làm mới": r"([\d.]+) lao động có việc làm mới",
    "Lợn": r"lợn [^,;]*, đạt ([\d.]+) con",
}


@dataclass(frozen=True)
class Row:
    """A row of the appendix: its columns are the period before, perhaps the plan, and the period."""

    label: str
    title: str
    unit: str
    printed: tuple[str, ...]

    @property
    def values(self) -> tuple[Decimal | None, ...]:
        return tuple(value(cell) if cell else None for cell in self.printed)


@dataclass(frozen=True)
class Relation:
    """One thing that was computed: where, and whether it holds."""

    kind: str
    quote: str
    holds: bool


@dataclass(frozen=True)
class Paper:
    """The printed text of a report, and the report of the period before."""

    name: str
    text: str
    last: Paper | None = None

    @cached_property
    def prose(self) -> list[str]:
        """The paragraphs from the first section to the signature."""
        said = self.text.split("Nơi nhận")[0]
        return [line for line in said[said.index("\nI. ") :].split("\n") if line.strip()]

    @cached_property
    def results(self) -> list[str]:
        """The paragraphs that tell results: not those of the next period."""
        end = next(index for index, line in enumerate(self.prose) if _NEXT_PERIOD.match(line))
        return self.prose[:end]

    @cached_property
    def rows(self) -> list[Row]:
        cells = (line.split("\t") for line in self.text.split("\nNơi nhận")[-1].split("\n"))
        return [Row(*row[:3], tuple(row[3:])) for row in cells if len(row) >= 5 and re.fullmatch(r"[\d.]+", row[0])]

    @cached_property
    def figures(self) -> list[Decimal]:
        return [number for line in self.prose for number in numbers(line)]


def papers() -> list[Paper]:
    found: list[Paper] = []
    for path in sorted(CORPUS.glob("*/*.txt")):
        same = found[-1] if found and found[-1].name.startswith(f"{path.parent.name}-") else None
        found.append(Paper(f"{path.parent.name}-{path.stem}", path.read_text("utf-8"), same))
    return found


def value(written: str) -> Decimal:
    return Decimal(written.replace(".", "").replace(",", "."))


def rounded(number: Decimal, like: str) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-len(like.partition(",")[2])), ROUND_HALF_UP)


def numbers(text: str) -> list[Decimal]:
    """Counts and amounts; years, dates, rates and symbols left out."""
    bare = re.sub(r"(\d)/(\d)", r"\1 / \2", _DATE.sub(" ", _NO_FIGURE.sub(" ", text)))
    return [value(found[0]) for found in _NUMBER.finditer(bare)]


def counted(text: str) -> list[tuple[Decimal, str]]:
    """Each number with the word behind it: what it counts."""
    bare = re.sub(r"(\d)/(\d)", r"\1 / \2", _DATE.sub(" ", _NO_FIGURE.sub(" ", text)))
    found = re.finditer(_NUMBER.pattern.join(("(", r")(?: / \S+)? ([^\W\d]+)?")), bare)
    return [(value(one[1]), one[2] or "") for one in found]


def relations(paper: Paper) -> Iterator[Relation]:
    for check in CHECKS:
        yield from check(paper)


def closed_lists(paper: Paper) -> Iterator[Relation]:
    """`gồm` counts its parts out: they add to a number said before."""
    for index, line in enumerate(paper.results):
        for found in re.finditer(r"(?<!phụ trách) gồm (?!:|cả)", line):
            parts = numbers(_enumeration(line[found.end() :]))
            if len(parts) < 2:
                continue
            known = [n for said in paper.results[max(0, index - 2) : index] for n in numbers(said)]
            yield Relation("list", line, sum(parts) in known + numbers(line[: found.start()]))


def _enumeration(text: str) -> str:
    """What follows `gồm`: to the member behind `và`, else to where the sentence speaks of something else."""
    said = re.split(r"[;.](?=\s|$)", text)[0]
    if last := re.search(r" và \d", said):
        return said[: last.end()] + re.split(r",(?!\d)", said[last.end() :])[0]
    return re.split(r", (?:tổng|trị giá|đạt|bằng|với|giải quyết)| theo | do xã", said)[0]


def sorted_out(paper: Paper) -> Iterator[Relation]:
    """Counted out without `gồm`: grades of boards, targets met and missed, a herd told by its kinds."""
    for line in paper.results:
        if (
            said := re.search(r"([\d.]+) Ban tốt, ([\d.]+) Ban khá(?:,| và) ([\d.]+) Ban trung bình", line)
        ) is not None:
            yield Relation("list", line, sum(map(value, said.groups())) in numbers(line[: said.start()]))
        if (
            said := re.search(r"Trong (\d+) chỉ tiêu .*?(\d+) chỉ .*?(\d+) chỉ .*?(\d+) chỉ tiêu chưa đạt", line)
        ) is not None:
            yield Relation("list", line, value(said[1]) == sum(value(said[part]) for part in (2, 3, 4)))
        if (said := re.search(r"(\d+)/(\d+) chỉ tiêu .*?(\d+) chỉ tiêu(?:, bằng|$| chưa)", line)) is not None:
            yield Relation("list", line, value(said[2]) - value(said[1]) == value(said[3]))
        if (
            said := re.search(r"([\d.]+) con; cùng với ([\d.]+) con .*?([\d.]+) con .*? là ([\d.]+) con", line)
        ) is not None:
            yield Relation("list", line, sum(value(said[part]) for part in (1, 2, 3)) == value(said[4]))


def fractions(paper: Paper) -> Iterator[Relation]:
    """The whole of `724/846 kiến nghị` is the largest count of that word said before it in the paragraph, and no less."""
    for line in paper.prose:
        for found in re.finditer(r"(?<![\d/.])(\d[\d.]*)/(\d[\d.]*) ([^\W\d]+ [^\W\d]+)", line):
            yield Relation("fraction", found[0], value(found[1]) <= value(found[2]))
            before = re.finditer(rf"(?<![\d/.])(\d[\d.]*) {re.escape(found[3])}", line[: found.start()])
            if said := [value(one[1]) for one in before]:
                yield Relation("fraction", f"{found[0]}: {line}", max(said) == value(found[2]))
    wholes = set(re.findall(r"/([\d.]+) khu dân cư", "\n".join(paper.results)))
    for found in re.finditer(r"(?:còn|với|,) ([\d.]+) khu dân cư", paper.results[1]):
        yield Relation("fraction", found[0], found[1] in wholes)


def left_open(paper: Paper) -> Iterator[Relation]:
    """What is left of the recommendations after those that were settled."""
    rows = {row.title: row.values[-1] for row in paper.rows}
    given, settled = rows.get("Kiến nghị sau giám sát"), rows.get("Kiến nghị đã được giải quyết")
    for line in paper.prose:
        for found in re.finditer(r"(\d+) kiến nghị sau giám sát chưa|giải quyết (\d+) kiến nghị sau", line):
            if given is not None and settled is not None:
                yield Relation("list", line, given - settled == value(found[1] or found[2]))


def planned(paper: Paper) -> Iterator[Relation]:
    """The plan is what the report before set as its task, and what the text says it is."""
    plans = {row.title: row.printed[1] for row in paper.rows if len(row.printed) == 3 and row.printed[1]}
    tasks = "\n".join(paper.last.prose[len(paper.last.results) :]) if paper.last else ""
    for title, said in _TASKS.items():
        if title in plans and (found := re.search(said, tasks)) is not None:
            yield Relation("plan", title, plans[title] == found[1])
    for line in paper.results if plans else ():
        for found in re.finditer(r"(?:kế hoạch năm là|dự toán) ([\d.]+)", line):
            yield Relation("plan", found[0], found[1] in plans.values())


def shares(paper: Paper) -> Iterator[Relation]:
    """A rate is that of the fraction beside it, else of two numbers of its paragraph, or of a plan of the appendix."""
    households = [
        value(said[1]) for line in paper.results for said in re.finditer(r"(\d[\d.]*) hộ(?!\w| \w*nghèo)", line)
    ]
    plans = [(row.values[2], row.values[1]) for row in paper.rows if len(row.values) == 3]
    for index, line in enumerate(paper.results):
        told = set()
        for found in [*_SHARE.finditer(line), *_SHARE_FIRST.finditer(line)]:
            rate = value(found["part"]) * 100 / value(found["whole"])
            told.add(found.start("rate"))
            yield Relation("share", found[0], rounded(rate, found["rate"]) == value(found["rate"]))
        for found in _RATE.finditer(line):
            if found.start(1) in told:
                continue
            before = line[: found.start()]
            beside = numbers(re.split(r"[.;]\s", before)[-1])[-_BESIDE:]
            if len(beside) < 2:
                beside = [*(numbers(paper.results[index - 1]) if index else ()), *numbers(before)][-_NEAR:]
            behind = numbers(line[found.end() :])[:1]
            wholes = [*behind, *(households if found[0].startswith("chiếm") else ())]
            parts = beside[-1:] if found[0].startswith("chiếm") else beside
            pairs = [*((a, b) for a in parts for b in (*wholes, *beside)), *plans]
            holds = any(a and b and rounded(a * 100 / b, found[1]) == value(found[1]) for a, b in pairs)
            yield Relation("share", f"{found[0]}: {line}", holds)


def changes(paper: Paper) -> Iterator[Relation]:
    """A rate or a step is that of a row of the appendix, or of a figure near it and one of its unit in the report before."""
    for index, line in enumerate(paper.results):
        for found in _CHANGE.finditer(line):
            way, written, unit = found[1], found[2], found[3].strip()
            if unit == "điểm phần trăm":
                yield Relation("growth", f"{found[0]}: {line}", _points(paper, line, written))
                continue
            near = _near(paper, index, found)
            pairs = list(_pairs(paper, near, None if unit == "%" else unit))
            if pairs or paper.last is not None:  # what the base period grew from stands in no report
                holds = any(_fits(way, written, unit, now, then) for now, then in pairs)
                yield Relation("growth", f"{found[0]}: {line}", holds)


def _near(paper: Paper, index: int, change: re.Match[str]) -> list[tuple[Decimal, str]]:
    """The figures that may have changed: the last one of a step's unit in its sentence, the last two before a rate.

    Parts told behind `gồm` are left out. Where the sentence has none, those around it.
    """
    line = paper.results[index]
    before, behind = line[: change.start()], counted(line[change.end() :])
    sentence = re.split(r"[.;]\s", before)[-1]
    if " gồm " in sentence:
        total, parts = sentence.split(" gồm ", 1)
        sentence = total + parts[len(_enumeration(parts)) :]
    said, unit = counted(sentence), change[3].strip()
    if unit == "%" and said:
        return said[-2:]
    if same := [pair for pair in said if pair[1] == unit]:
        return same[-1:] if paper.last else same
    earlier = counted(paper.results[index - 1]) if index else []
    return [*earlier, *counted(before)][-_NEAR:] + behind[:_BEHIND]


def _pairs(
    paper: Paper, near: list[tuple[Decimal, str]], unit: str | None
) -> Iterator[tuple[Decimal | None, Decimal | None]]:
    """Now and then: rows that the text has just told, else figures of one unit in both reports."""
    told_now = [number for number, said in near if unit in (None, said)]
    rows = [row for row in paper.rows if row.values[-1] in told_now and unit in (None, row.unit.split()[0])]
    yield from ((row.values[-1], row.values[0]) for row in rows)
    if paper.last is None or (rows and unit is not None):
        return
    earlier = [pair for line in paper.last.results for pair in counted(line)]
    for number, said in near:
        if unit in (None, said):
            yield from ((number, then) for then, other in earlier if other == said)


def _fits(way: str, written: str, unit: str, now: Decimal | None, then: Decimal | None) -> bool:
    if now is None or not then:
        return False
    step = now - then if way in ("tăng", "thêm") else then - now
    return rounded(step * 100 / then, written) == value(written) if unit == "%" else step == value(written)


def _points(paper: Paper, line: str, written: str) -> bool:
    now = [value(found[1]) for found in _RATE.finditer(line)]
    then = [value(found[1]) for said in (paper.last.results if paper.last else ()) for found in _RATE.finditer(said)]
    return any(a - b == value(written) for a in now for b in then)


def days(paper: Paper) -> Iterator[Relation]:
    """Anniversaries and weekdays."""
    for found in re.finditer(r"(\d+) năm [^.;()]*?\((?:\d+/\d+/)?(\d{4}) - (?:\d+/\d+/)?(\d{4})\)", paper.text):
        yield Relation("day", found[0], int(found[3]) - int(found[2]) == int(found[1]))
    for found in re.finditer(r"Sau (\d+) năm thực hiện \S+ \S+ số \S+ ngày \d+/\d+/(\d{4})", paper.text):
        yield Relation("day", found[0], _issued(paper).year - int(found[2]) == int(found[1]))
    for found in re.finditer(r"thứ (Hai|Ba|Tư|Năm|Sáu|Bảy), ngày (\d+)/(\d+)/(\d{4})", paper.text):
        yield Relation("day", found[0], _weekday(int(found[4]), int(found[3]), int(found[2])) == found[1])


def _weekday(year: int, month: int, day: int) -> str | None:
    try:
        return (*WEEKDAYS, None)[date(year, month, day).weekday()]
    except ValueError:  # no such day
        return None


def _issued(paper: Paper) -> date:
    found = re.search(r"ngày (\d+) tháng (\d+) năm (\d{4})", paper.text)
    assert found is not None
    return date(int(found[3]), int(found[2]), int(found[1]))


def appendix_sums(paper: Paper) -> Iterator[Relation]:
    """A row is the sum of those numbered below it; one alone below it is a part."""
    for parent in paper.rows:
        children = [row for row in paper.rows if re.fullmatch(re.escape(parent.label) + r"\.\d+", row.label)]
        for column, total in enumerate(parent.values):
            parts = [part for child in children if (part := child.values[column]) is not None]
            if total is None or not parts or len(parts) != len(children):
                continue
            yield Relation(
                "sum", f"{parent.title}, {column}", total == sum(parts) if len(parts) > 1 else total >= parts[0]
            )


def opening_column(paper: Paper) -> Iterator[Relation]:
    """The appendix opens with what the report before closed with."""
    if paper.last is None:
        return
    then = {(row.label, row.title): row.printed[-1] for row in paper.last.rows}
    for row in paper.rows:
        yield Relation("column", row.title, then.get((row.label, row.title)) == row.printed[0])


def told(paper: Paper) -> Iterator[Relation]:
    """A row of the appendix stands in the text too, with its unit; a total may be told by its parts, parts by their total."""
    text = _CHANGE.sub(" ", "\n".join(paper.results))
    said = {row.label: _is_said(row, text) for row in paper.rows}
    for row in paper.rows:
        parent = row.label.rpartition(".")[0]
        parts = [label for label in said if label.rpartition(".")[0] == row.label]
        others = [label for label in said if parent and label.rpartition(".")[0] == parent]
        known = said[row.label] or (len(parts) > 1 and all(said[part] for part in parts))
        yield Relation("told", row.title, known or (bool(others) and not any(said[other] for other in others)))


def _is_said(row: Row, text: str) -> bool:
    number, unit = re.escape(row.printed[-1]), row.unit.split(",")[0]
    words = _ALSO_COUNTED.get(row.title, re.escape(unit))
    return (
        re.search(rf"(?<![\d.,/])(?:{number}(?:/[\d.]+)?|[\d.]+/{number}) {words}\b", text, re.IGNORECASE) is not None
    )


def outputs(paper: Paper) -> Iterator[Relation]:
    """Tấn is hectares by tạ a hectare: rows of the appendix with the yields of the text."""
    rows = {(row.label, row.title): row.values[-1] for row in paper.rows}
    yields = re.search(r"(?:lúa|Lúa)(?: bình quân| đạt)? ([\d,]+) tạ/ha, ngô ([\d,]+) tạ/ha", "\n".join(paper.results))
    for index, (area, output) in enumerate((("Lúa", "Thóc"), ("Ngô", "Ngô hạt")), 1):
        hectares, tons = (
            next((v for (_l, title), v in rows.items() if title == name), None) for name in (area, output)
        )
        if hectares is None or tons is None or yields is None:
            continue
        yield Relation("product", output, rounded(hectares * value(yields[index]) / 10, "0,0") == tons)


def documents(paper: Paper) -> Iterator[Relation]:
    """A document has one date; the register's documents stand in the text; the report before is cited as it was signed."""
    dates: dict[str, set[str]] = {}
    body, _mark, behind = paper.text.partition("\nNơi nhận")
    cited = {(f[1], f"{f[4]}-{f[3]:0>2}-{f[2]:0>2}") for f in _CITED.finditer(body)}
    for symbol, day in cited:
        dates.setdefault(symbol, set()).add(day)
    for found in _CITED.finditer(behind):
        key = (found[1], f"{found[4]}-{found[3]:0>2}-{found[2]:0>2}")
        yield Relation("document", found[0], key in cited and date.fromisoformat(key[1]) <= _issued(paper))
    if (
        paper.last is not None
        and (number := re.search(r"Số: (\S+)", paper.last.text)) is not None
        and number[1] in dates
    ):
        yield Relation("document", number[1], dates[number[1]] == {_issued(paper.last).isoformat()})


CHECKS: tuple[Callable[[Paper], Iterator[Relation]], ...] = (
    closed_lists,
    sorted_out,
    fractions,
    left_open,
    planned,
    shares,
    changes,
    days,
    appendix_sums,
    opening_column,
    told,
    outputs,
    documents,
)


def main(arguments: list[str] | None = None) -> int:
    from tests.tools import spoilt_numbers

    broken = 0
    for paper in papers():
        found = list(relations(paper))
        wrong = [relation for relation in found if not relation.holds]
        broken += len(wrong)
        print(f"{paper.name}: {len(found)} relations, {len(wrong)} do not hold")
        for relation in wrong:
            print(f"  {relation.kind}: {relation.quote}")
    if "--spoil" in (sys.argv[1:] if arguments is None else arguments):
        missed = [change for change in spoilt_numbers.changes() if not change.is_found()]
        print(f"{len(list(spoilt_numbers.changes()))} numbers changed, {len(missed)} not found")
        for change in missed:
            print(f"  {change}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
