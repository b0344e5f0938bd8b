"""Numbers parted by classes that cannot overlap: men and women, reached and not reached, in time and late, levels, sources.

Whether such a list is all there are is told by its classes (`lexicon/partitions.toml`), whatever word opens it; `trong đó`
is no hindrance here. Used by the rule on sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from drafter.checking.context import CheckContext
from drafter.checking.limits import ticking
from drafter.checking.masking import Masked, bounds, masked
from drafter.checking.rules.counted import is_percent, is_person, of_unit, two_things
from drafter.language.equality import total as added
from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.fact import Figure

_MARK = re.compile(r"§(\d+)§")
_BREAK = re.compile(r"[;:,()]|\.(?=\s|\Z)|(?<=\s)(?:và|còn|với)(?=\s)")
# What a list is not of: another period, a plan, what each one gets, a change.
_OTHERWISE = re.compile(
    r"so với|cùng kỳ|năm trước|kỳ trước|bình quân|mỗi|tăng|giảm|lũy kế|luỹ kế|(?<!đạt )(?<!vượt )kế hoạch|dự kiến|"
    r"phấn đấu|trong năm \d"
)
_NESTED = re.compile(r"trong đó|riêng|gồm|trong số")
_GOES_ON = re.compile(r"\A\W*(?:trong đó|trong số đó|cụ thể|kết quả|gồm|bao gồm|chia ra|phân theo)(?!\w)")
_LAST_ONE = re.compile(r"(?<!\w)(?:khác|còn lại)(?!\w)")
_MOST = 150
_MEASURES = ("đồng", "ha", "tấn", "tạ", "km", "m", "m²", "m2", "m³", "kg")


@dataclass(frozen=True)
class Classes:
    """One set of classes as the lexicon gives it."""

    name: str
    classes: tuple[re.Pattern[str], ...]
    closed: str
    least: int
    repeats: bool
    money: bool
    units: tuple[str, ...]
    any_of: re.Pattern[str]

    def of(self, words: str) -> int | None:
        """Which class a member's words name: the last that they match."""
        return next((n for n in reversed(range(len(self.classes))) if self.classes[n].search(words)), None)

    def all_there_are(self, found: Sequence[int]) -> bool:
        """Whether members of these classes are all there are."""
        every = range(len(self.classes))
        needed = {
            "all": set(every),
            "all-but-last": set(every[:-1]),
            "last": {every[-1]},
            "first": {every[0]},
            "none": {-1},
        }[self.closed]
        return needed <= set(found)


@dataclass(frozen=True)
class Member:
    """A figure of a list with the words of its piece; `depth` is how many brackets it stands in."""

    figure: Figure
    words: str
    start: int
    end: int
    depth: int


@dataclass(frozen=True)
class Partition:
    """What can be the total, the nearest last, and its parts; `closed` where they must be all there are."""

    totals: tuple[Figure, ...]
    parts: tuple[Figure, ...]
    closed: bool


def partitions(context: CheckContext) -> Iterator[Partition]:
    """The partitions that the running text gives."""
    before: Masked | None = None
    for said in ticking(context.once(masked)):
        if len(said.figures) >= 2:
            near = before is not None and before.paragraph is said.paragraph and _GOES_ON.match(said.text)
            yield from _of_sentence(said, before if near else None)
        before = said


def _of_sentence(said: Masked, before: Masked | None) -> Iterator[Partition]:
    if len(said.figures) > _MOST:
        return  # a table in a line, no sentence
    members = _members(said)
    yield from _among(said)
    yield from _in_brackets(said)
    yield from _named_both(said)
    yield from _totalled(said)
    every = " ".join([said.text, *(fold(figure.unit or "") for figure in said.figures)])
    for classes in _sets():
        if classes.any_of.search(every) is None:
            continue
        for run in _runs(members, classes, said.text):
            found = [classes.of(member.words) or 0 for member in run]
            if len(run) < classes.least:
                continue
            totals = _totals(said, before, run, classes)
            if not totals:
                continue
            parts = tuple(member.figure for member in run)
            rest = len(run) >= 3 and _LAST_ONE.search(run[-1].words) is not None
            closed = (classes.all_there_are(found) or rest) and not _others(members, run)
            yield Partition(totals, parts, closed)


_AMONG = re.compile(r"\A\W*trong (?:tổng )?(?:số )?§(?P<whole>\d+)§[^§:;.()]{0,60}?(?:,|:|\scó|\sthì)(?= |\Z)")
_OVERLAP = re.compile(
    r"(?<!\w)(?:nữ|dân tộc|tôn giáo|đảng viên|nghèo|khuyết tật|cao tuổi|chính sách|trẻ em|lượt)(?!\w)"
)


def _among(said: Masked) -> Iterator[Partition]:
    """`Trong 30 căn nhà có 20 căn xây mới, 10 căn sửa chữa`: not more than there are."""
    opened = _AMONG.match(said.text)
    if opened is None or _OVERLAP.search(said.text) or _OTHERWISE.search(said.text):
        return
    whole = said.figures[int(opened["whole"])]
    members = _members(replace(said, text=" " * opened.end() + said.text[opened.end() :]))
    run = [m for m in members if m.figure.start >= 0 and m.depth == 0 and m.figure is not whole]
    broken = any(m.depth < 0 for m in members) or _NESTED.search(said.text)
    if len(run) >= 2 and not broken and bounds(whole) is not None and all(_one_unit(m.figure, whole) for m in run):
        yield Partition((whole,), tuple(m.figure for m in run), False)


_BRACKETS = re.compile(r"[^§;.()]{1,50}\(§(\d+)§\)(?:,|;| và| cùng)?")


def _in_brackets(said: Masked) -> Iterator[Partition]:
    """`13,5 ha đất lúa sang trồng dưa (7,2 ha) và rau (6,3 ha)`: parts that stand in brackets behind their names."""
    for index, whole in enumerate(said.figures):
        at = said.text.index(f"§{index}§") + len(f"§{index}§")
        found: list[Figure] = []
        while (one := _BRACKETS.match(said.text, at)) is not None and not _OTHERWISE.search(one.group()):
            found.append(said.figures[int(one[1])])
            at = one.end()
        alike = all(f.unit == whole.unit and bounds(f) is not None and f.relation is None for f in found)
        if len(found) >= 2 and alike and whole.unit and not is_percent(whole) and bounds(whole) is not None:
            yield Partition((whole,), tuple(found), False)


_NAMED_BOTH = re.compile(
    r"(?<!\w)(?P<a>[^\W\d_]+(?: [^\W\d_]+){0,3}) và (?P<b>[^\W\d_]+(?: [^\W\d_]+){0,3})(?: là| có)? §(?P<whole>\d+)§"
    r"[^§;.()]{0,25}(?:trong đó|gồm|: |\()[^§;.()]{0,10}?(?P=a)(?: là| có)? §(?P<one>\d+)§[^§;.()]{0,15}(?:,|và|;) ?(?P=b)"
    r"(?: là| có)? §(?P<other>\d+)§"
)


def _named_both(said: Masked) -> Iterator[Partition]:
    """`Nợ quá hạn và nợ khoanh 594 triệu đồng, trong đó nợ quá hạn 281 triệu đồng, nợ khoanh 313 triệu đồng`."""
    for found in said.find(_NAMED_BOTH):
        whole, one, other = (said.figures[int(found[name])] for name in ("whole", "one", "other"))
        if (
            all(bounds(f) is not None for f in (whole, one, other))
            and _one_unit(one, whole)
            and _one_unit(other, whole)
        ):
            yield Partition((whole,), (one, other), True)


_TOTALLED = re.compile(
    r"\((?P<list>[^()]{10,300})\)[^§;.()]{0,20}tổng (?:số )?"
    r"(?:kinh phí|số tiền|tiền|vốn|trị giá|giá trị)[^§;.()]{0,15}§(?P<total>\d+)§"
)


def _totalled(said: Masked) -> Iterator[Partition]:
    """`2 nhà văn hóa (thôn A 650 triệu đồng, thôn B 580 triệu đồng), tổng kinh phí 1.230 triệu đồng`."""
    for found in said.find(_TOTALLED):
        total = said.figures[int(found["total"])]
        pieces = re.split(r"[,;]|\svà\s", found["list"])
        parts = [
            said.figures[int(one[1])] for piece in pieces if (one := re.fullmatch(r"[^§/]{2,50}§(\d+)§\s*", piece))
        ]
        if len(parts) != len(pieces) or len(parts) < 2 or re.search(r"mỗi|bình quân", found["list"]):
            continue
        if all(part.unit == total.unit == "đồng" and bounds(part) is not None for part in (*parts, total)):
            yield Partition((total,), tuple(parts), True)


def pair_lists(context: CheckContext) -> Iterator[Partition]:
    """`18 lớp/612 học sinh: khối 6: 5 lớp/208 học sinh; khối 7: …`: two totals, each with its parts."""
    before: Masked | None = None
    for said in ticking(context.once(masked)):
        pairs = [(n, figure) for n, figure in enumerate(said.figures) if _is_pair(figure)]
        near = before is not None and before.paragraph is said.paragraph
        if len(pairs) >= 3 - near and not re.search(r"tăng|giảm|so với|cùng kỳ", said.text):
            total, run = pairs[0], pairs[1:]
            lead = said.text[said.text.index(f"§{total[0]}§") :]
            opened = re.match(r"§\d+§[^§;.]{0,25}(?::|gồm|chia ra|trong đó:|cụ thể)", lead)
            goes_on = near and _GOES_ON.match(said.text) is not None
            if not goes_on and opened and len(run) >= 2 and all(_alike(figure, total[1]) for _n, figure in run):
                yield from _both(total[1], [figure for _n, figure in run])
            elif goes_on and before is not None and len(pairs) == len(said.figures):
                yield from _against_two(before, [figure for _n, figure in pairs])
        before = said


def _is_pair(figure: Figure) -> bool:
    return (
        figure.parts is not None
        and len(figure.parts) == 2
        and two_things(figure)
        and figure.exact
        and figure.qualifier is None
        and not figure.placeholder
    )


def _alike(a: Figure, b: Figure) -> bool:
    return fold(a.unit or "").partition("/")[0] == fold(b.unit or "").partition("/")[0]


def _half(figure: Figure, second: bool) -> Figure:
    """One number of a pair as a figure of its own."""
    assert figure.parts is not None
    one, _slash, other = (figure.unit or "").partition("/")
    cut = figure.text.find("/")
    if second:
        at = figure.start + cut + 1
        return replace(
            figure, value=figure.parts[1], parts=None, unit=other or None, start=at, text=figure.text[cut + 1 :]
        )
    return replace(
        figure, value=figure.parts[0], parts=None, unit=one, end=figure.start + cut, text=figure.text[:cut].strip()
    )


def _both(total: Figure, parts: list[Figure]) -> Iterator[Partition]:
    for second in (False, True):
        yield Partition((_half(total, second),), tuple(_half(part, second) for part in parts), True)


def _against_two(before: Masked, pairs: list[Figure]) -> Iterator[Partition]:
    """The totals of pairs that stand as two figures in the sentence before: `18 lớp, 732 học sinh. Cụ thể: …`."""
    if not all(_alike(figure, pairs[0]) for figure in pairs):
        return
    for second in (False, True):
        parts = tuple(_half(pair, second) for pair in pairs)
        wholes = [f for f in before.figures if f.exact and bounds(f) is not None and f.relation is None]
        fits = [f for f in wholes if f.unit and _one_unit(f, replace(parts[0], unit=_written_out(parts[0].unit)))]
        if len(fits) == 1:
            yield Partition((fits[0],), parts, True)


def _written_out(unit: str | None) -> str | None:
    return {"hs": "học sinh", "gv": "giáo viên", "hv": "hội viên", "đv": "đảng viên"}.get(fold(unit or ""), unit)


def _others(members: list[Member], run: list[Member]) -> bool:
    """Whether a figure of the unit follows a list that may be one more member of it."""
    place = members.index(run[-1])
    following = [m for m in members[place + 1 :] if m.depth == run[-1].depth or m.depth < 0]
    following = [m for m in following if not m.words.startswith("tổng")]
    return any(m.depth < 0 or (m.figure.start >= 0 and _one_unit(m.figure, run[-1].figure)) for m in following)


def _members(said: Masked) -> list[Member]:
    """The pieces of a sentence that hold one figure besides percentages."""
    text = said.text
    cuts = [found.start() for found in _BREAK.finditer(text)]
    edges = [0, *cuts, len(text)]
    pieces = [(a, b) for a, b in pairwise(edges) if a < b]
    joined: list[tuple[int, int]] = []
    for a, b in pieces:
        word = re.match(r"(?:và|còn|với)\s", text[a:b])
        last = text[joined[-1][0] : joined[-1][1]] if joined else ""
        # `11 chỉ tiêu đạt và vượt`: what stands behind `và` without a figure goes on; `số phiếu hợp lệ: 140 phiếu`: a name
        # and its value.
        goes_on = word and not (_MARK.search(text[a:b]) and _MARK.search(last))
        if joined and (goes_on or (text[a] == ":" and not _MARK.search(last))):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    found: list[Member] = []
    for a, b in joined:
        numbers = [said.figures[int(one[1])] for one in _MARK.finditer(text[a:b])]
        counts = [figure for figure in numbers if not is_percent(figure)]
        if len(counts) != 1:
            found.append(_nothing(a, b, len(counts)))
            continue
        depth = text.count("(", 0, a + 1) - text.count(")", 0, a + 1)
        unit = fold(counts[0].unit or "")
        # A number ahead keeps its place: `tổ` of `12 tổ hòa giải` begins no name.
        words = _MARK.sub(f" # {unit} ", text[a:b]).lstrip(" ;:,().")
        found.append(Member(counts[0], " ".join(words.split()), a, b, depth))
    return [member for member in found if member.figure.start >= 0 or member.depth]


def _nothing(start: int, end: int, count: int) -> Member:
    """A piece of words or of several figures: it parts the lists around it where it holds figures."""
    empty = Figure(-1, -1, "", None, None, None, None, None, "", None, None, None, None, -1, -1)
    return Member(empty, "", start, end, -1 if count else 0)


def _runs(members: list[Member], classes: Classes, text: str) -> Iterator[list[Member]]:
    """Members side by side, in one bracket or none, each of a class of its own."""
    run: list[Member] = []
    taken: set[int] = set()
    for member in members:
        if run and member.depth > run[-1].depth:
            continue  # what a bracket tells of a member
        own = classes.of(member.words) if member.figure.start >= 0 else None
        ended = (
            classes.closed == "none" and text[member.start] == ";" and ":" not in text[: (run or members)[0].start + 1]
        )
        if run and (ended or _NESTED.search(member.words)):  # what follows is of the member before
            if len(run) >= 2:
                yield run
            run, taken = [], set()
        fits = own is not None and not _OTHERWISE.search(member.words) and _fit(member.figure, classes)
        alike = not run or (member.depth == run[-1].depth and _one_unit(member.figure, run[-1].figure))
        if fits and alike and own is not None and (classes.repeats or own not in taken):
            run.append(member)
            taken.add(own)
            continue
        if len(run) >= 2:
            yield run
        run, taken = ([member], {own}) if fits and own is not None else ([], set())
    if len(run) >= 2:
        yield run


def _fit(figure: Figure, classes: Classes) -> bool:
    unit = fold(figure.unit or "")
    if figure.placeholder or figure.qualifier is not None or (figure.value is None and figure.parts is None):
        return False
    if classes.money:
        return unit in _MEASURES
    return not classes.units or unit == "" or unit in classes.units


def _one_unit(a: Figure, b: Figure) -> bool:
    if a.unit is None or b.unit is None:
        return a.exact and b.exact
    return of_unit(a, b) or of_unit(b, a) or (is_person(fold(a.unit)) and is_person(fold(b.unit)))


def _totals(said: Masked, before: Masked | None, run: list[Member], classes: Classes) -> tuple[Figure, ...]:
    """The figures before a list that can be its total, the nearest last; none where the nearest of its unit is bounded,
    planned or told against another."""
    first, depth = run[0], run[0].depth
    lead = said.text[: first.start]
    inside = lead[lead.rfind("(") :] if depth > 0 else lead
    if re.search(r"so với|cùng kỳ|năm trước|kỳ trước|mỗi|bình quân", inside[-80:]):
        return ()
    ratio = first.figure.parts
    if sum(member.figure.parts is not None for member in run) > 1:
        return ()  # `gồm vốn năm 2024 2,6/3,0 tỷ đồng, vốn kéo dài 0,8/1,1 tỷ đồng`
    if ratio is not None:
        return (replace(first.figure, value=ratio[1], parts=None),)
    places = [(int(one[1]), one.start()) for one in _MARK.finditer(lead)]
    figures = [said.figures[index] for index, at in places if depth > 0 or not _in_bracket(lead, at)]
    if before is not None and not any(_can_be(figure, first.figure) for figure in figures):
        figures = list(before.figures)
    wholes = [whole for figure in figures if _can_be(figure, first.figure) for whole in _wholes(figure)]
    behind = re.search(r"tổng(?: cộng| số)?(?: là| có)? §(\d+)§", said.text[run[-1].end :])
    if behind is not None and _can_be(said.figures[int(behind[1])], first.figure):
        wholes.insert(0, said.figures[int(behind[1])])
    if not wholes or bounds(wholes[-1]) is None:
        return ()
    return tuple(whole for whole in wholes if bounds(whole) is not None)


def _in_bracket(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def _wholes(figure: Figure) -> Iterator[Figure]:
    """Of a ratio both numbers can be parted: `16/18 chỉ tiêu đạt và vượt, gồm 10 …`."""
    if figure.parts is None:
        yield figure
        return
    for part in reversed(figure.parts):
        yield replace(figure, value=part, parts=None)


def _can_be(whole: Figure, part: Figure) -> bool:
    """Whether a figure can be the total of a list whose first member is another."""
    if is_percent(whole) or whole.placeholder or (whole.parts is not None and len(whole.parts) != 2):
        return False
    if whole.relation is not None and whole.relation.kind in ("change", "plan", "same-period", "per"):
        return False
    if whole.unit is None or part.unit is None:
        return whole.exact and part.exact
    return _one_unit(whole, part)


@cache
def _sets() -> tuple[Classes, ...]:
    return tuple(
        Classes(
            one["name"],
            tuple(re.compile(pattern) for pattern in one["classes"]),
            one["closed"],
            one["least"],
            one.get("repeats", False),
            one.get("money", False),
            tuple(one.get("units", ())),
            re.compile("|".join(pattern.removeprefix("\\A") for pattern in one["classes"])),
        )
        for one in load("partitions")["set"]
    )


def sums_to(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a total can be the sum of parts; a ratio counts with its first number."""
    whole = bounds(total)
    pieces = [bounds(counted(part)) for part in parts]
    known = [piece for piece in pieces if piece is not None]
    return whole is not None and len(known) == len(pieces) and whole.meets(added(known))


def counted(part: Figure) -> Figure:
    """Of `17/19 chỉ tiêu` what is counted."""
    return part if part.parts is None else replace(part, value=part.parts[0], parts=None)
