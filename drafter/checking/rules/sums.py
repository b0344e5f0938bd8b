"""NUM401: totals against their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import counts, fold_same, is_person, of_unit, plain, same_unit, shown, stated
from drafter.checking.rules.lists import behind_and, bracket_end, bracketed, list_end
from drafter.language.equality import stands_for
from drafter.language.equality import total as added
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.section import PartKind

_ = catalogue("checking")

# Words that close a list: what follows is all of it.
_CONSISTS = re.compile(r"(?<!\w)(?:bao gồm|gồm có|gồm|chia ra|chia theo|cụ thể gồm)(?: các)?\s*:?\s*\(?\s*")
_SUBSET = re.compile(
    r"trong đó|trong số|điển hình|tiêu biểu|như:|ví dụ|chủ yếu|nổi bật|nhất là|một số|lũy kế|cùng kỳ|so với|"
    r"(?<!theo )(?<!ngoài )(?<!trong )(?:kế hoạch|chỉ tiêu)|tăng|giảm|vượt|bình quân|trung bình|mỗi"
)
_TOTALS = re.compile(r"(?<!\w)(?:tổng cộng|tổng số(?: là)?|cộng|tất cả(?: là)?|tổng)(?: là| có| được| đạt)?\s*:?\s*\Z")
_APPROXIMATE = re.compile(r"(?:gần|hơn|trên|khoảng|ước|xấp xỉ|dưới|không quá|ít nhất|tối thiểu)\s+\Z")


_OPEN_LIST = re.compile(r"(?<!\w)(?:nhiều|v\.v|vân vân|các loại(?! (?:khác )?(?:là |đạt |có |: ?)?\d))|\.\.\.|…")
# Nouns that name things of several kinds together: `3 giải, 5 hội diễn và 2 hội thi, tổng cộng 10 hoạt động`.
_OF_ALL_KINDS = frozenset(
    [
        "hoạt động",
        "sự kiện",
        "cuộc",
        "văn bản",
        "công trình",
        "phần việc",
        "sản phẩm",
        "mô hình",
        "hạng mục",
        "nội dung",
        "lượt",
    ]
)
_BARE_NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/-])(?=\s+[^\W\d_])")
# What has kinds with names of their own; gifts and works do not (`50 suất quà (20 kg gạo, 15 chai dầu)`).
_OF_KINDS = re.compile(
    r"\s*(?:dự thảo văn bản|dự thảo|văn bản|viên chức|công chức|lao động|giáo viên|nhân viên|người|vị|"
    r"đồng chí|cán bộ|đại biểu|hội viên|đơn|đơn thư|học sinh|em|cháu|thành viên|ủy viên|"
    r"cơ sở|đơn vị(?! máu)|tổ chức|cơ quan|địa phương|đầu mối|điểm|tập thể|doanh nghiệp|hợp tác xã)(?!\w)"
)
# What a total is held against before its list comes: `97 triệu đồng, đạt 114,4 % kế hoạch, gồm …`.
_HELD_AGAINST = re.compile(r",\s*(?:đạt|tăng|giảm|bằng|vượt)\s[^;()]*?%[^,;()]*")
_DENIED_HALF = re.compile(
    r"(?<![\d.,/])(?P<whole>\d[\d.]*) [^\d;.()]{2,60}?,? trong đó(?: có)?:? (?P<a>\d[\d.]*) [^\d,;.()]{0,25}?"
    r"(?P<what>(?:đủ|đạt|thành|đúng|còn|có|thuộc) (?:[^\W\d_]+ ?){1,3}|thành công|đạt)[^\d,;.()]{0,30}(?:,|;|"
    r" và) (?:còn )?"
    r"(?P<b>\d[\d.]*) [^\d,;.()]{0,25}?(?:không|chưa) (?P=what)"
)
_LOWEST = ("xã", "cơ sở", "thôn", "phường", "chi hội", "khu dân cư", "chi bộ", "chi đoàn")
# Between the parts of a list by levels: `, cấp tỉnh `, `; nguồn cơ sở vận động `.
_LEVEL = re.compile(
    r"[^\d.;,()]{0,40}[,;]?\s*(?:và\s+)?(?:riêng )?(?:(?:ở |do )?(?:cấp|nguồn|ngân sách|vốn|khối|tuyến)(?: cấp|"
    r" ngân sách)? )"
    r"(?P<level>trung ương|tỉnh|thành phố|huyện|xã|cơ sở|thôn|phường|chi hội|khu dân cư|chi bộ|chi đoàn)(?!\w)"
    r"[^\d.;,()]{0,25}"
)
_MULTIPLIED = re.compile(r"[x×*=]\s*\d|\d\s+[^\W\d_]+\s+\d[\d.,]*\s*(?:triệu|tỷ|nghìn|đồng)|(?<!\w)mỗi(?!\w)")
# What a bracket tells of its count instead of parts: how much of what it is, and what is left of that.
_NO_PARTS = re.compile(
    r"\A\s*(?:đạt|chiếm|bằng|tăng|giảm|vượt|so với|trên|trong)(?!\w)|tổng số|còn lại(?!\W*(?:là |có )?\d)(?![^,;]*\d)"
)
# Attributes overlap (`nữ 94, dân tộc thiểu số 153, dự bị 8`) unless the others stand beside them.
_ATTRIBUTES = re.compile(
    r"(?<!\w)(?:nữ|phụ nữ|dân tộc|dtts|tôn giáo|đảng viên|dự bị|khuyết tật|chính sách|hộ nghèo|cao tuổi|trên chuẩn|"
    r"người có công|"
    r"trẻ em|ngoài đảng|theo đạo)(?!\w)"
)
_COMPLETE = re.compile(
    r"(?<!\w)(?:nam|kinh|lương|hợp đồng|khác|còn lại|không (?:theo|thuộc|là|phải)|chính thức|đoàn viên|cận nghèo|"
    r"quần chúng)(?!\w)"
)
_AMONG = re.compile(r"trong (?:tổng )?số\s*\Z")
_NAMED = re.compile(r"[^\W\d][^\d:()]{1,60}?:?\s\d{1,4}")
# Places and times that carry a number as their name: `thôn 3`, `phường 7`, `quý 2`.
_NUMBERED = re.compile(
    r"(?<!\w)(?:thôn|buôn|bản|ấp|xóm|tổ|khu|khóm|đội|phường|quận|lớp|khối|khoa|quý|tháng|tuần|năm|điều|khoản|mục|"
    r"số|quốc lộ|tỉnh lộ|đường|tuyến|đợt|lần|khóa|phố|tổ dân phố|khu phố|cụm|lô)\s\d+\Z"
)
_OF_A_YEAR = re.compile(r"(?:năm )?(?:19|20)\d\d(?::| là| có)\s*\d{1,4}")
_MEMBER = re.compile(r"\d[\d.]*\s+[^\W\d_]+(?:[ -][^\W\d_]+){0,6}\.?")


def _close_enough(total: Figure, parts: tuple[Figure, ...]) -> bool:
    """Whether the total and the sum of the parts can be one value; whole counts exactly."""
    whole = stands_for(total)
    pieces = [interval for part in parts if (interval := stands_for(part)) is not None]
    return whole is not None and len(pieces) == len(parts) and whole.meets(added(pieces))


class Sum(Rule):
    """NUM401.

    A closed list after its total (`24 chi hội, gồm: 12 …, 7 … và 5 …`; `24 chi hội (12 nam, 12 nữ)` where each member
    of the bracket has one
    figure of the total's unit), bullets after `gồm:`, or parts before `tổng cộng`. Parts carry the total's unit. Any
    prefix of the list that
    adds up settles it; the rule speaks when none does.
    """

    code = "NUM401"
    name = mark("sum")
    severity = Severity.ERROR
    finds = mark("A total is not the sum of its parts.")
    why = mark("A part that was changed, forgotten or counted twice shows in the sum.")
    silences = mark(
        "Subsets (`trong đó`, `điển hình`, `một số`), bounds (`trên`, `gần`), parts of another unit, rounded "
        "amounts whose sum can be right."
    )
    bad = Example("Toàn xã có 24 chi hội, gồm: 12 chi hội nông dân, 7 chi hội phụ nữ và 3 chi hội cựu chiến binh.")
    good = Example(
        "Toàn xã có 24 chi hội, trong đó 12 chi hội nông dân; tổ chức 9 cuộc họp, gồm 4 cuộc họp định kỳ và "
        "5 cuộc họp đột xuất."
    )

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for original in ticking(context.paragraphs):
            if len(original.figures) < 1 or original.part in (PartKind.LETTERHEAD, PartKind.RECIPIENTS):
                continue
            paragraph = replace(original, figures=stated(original.text, original.start, original.figures))
            yield from self._lists(context, paragraph)
            yield from self._totals(paragraph)
            if "trong đó" in paragraph.text:
                yield from self._halves(paragraph)
                yield from self._levels(paragraph)

    def _lists(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        for total in ticking(paragraph.figures):
            if not counts(total):
                continue
            region = self._region(context, paragraph, total)
            if region is None:
                continue
            start, end, closed, bullets = region
            listed = fold_same(context.text[start:end])
            if not closed and (
                _NO_PARTS.search(listed) or (_ATTRIBUTES.search(listed) and not _COMPLETE.search(listed))
            ):
                continue
            parts = (
                self._bullets(context, paragraph, total)
                if bullets
                else self._parts(context, paragraph, total, start, end)
            )
            kinds = () if bullets else self._kinds(context, paragraph, total, start, end)
            bare = not (kinds or parts or bullets or closed)
            if bare and (named := self._named(context, paragraph, total, start, end)):
                yield from self._judge(total, named, False, shortest=len(named))
            if len(kinds) > len(parts):
                parts = kinds  # a member called by a noun of its own (`6 nhân viên`) is a part too
            if len(parts) >= 2:
                text = context.text[start:end] if not bullets else ""
                every = len(re.split(r",|;|\svà\s", text.strip())) == len(parts)
                yield from self._judge(total, parts, closed, last=behind_and(context.text, parts), every=every)

    @staticmethod
    def _kinds(context: CheckContext, paragraph: Paragraph, total: Figure, start: int, end: int) -> tuple[Figure, ...]:
        """`12 văn bản (04 kế hoạch, 05 công văn, 03 báo cáo)`: a bracket whose every member is a number with the name of a
        kind of what is counted."""
        text = paragraph.text[start - paragraph.start : end - paragraph.start]
        # `22 đảng bộ xã, thị trấn; 24 chi bộ, đảng bộ cơ quan`: where semicolons part the members, commas are inside them.
        members = [member.strip() for member in re.split(";" if ";" in text else r"[,;]|\svà\s", text)]
        figures = context.figures_in(start, end)
        named = all(_MEMBER.fullmatch(re.sub(r",\s", " ", member)) for member in members)
        if (
            not named
            or len(figures) != len(members)
            or not _OF_KINDS.match(fold_same(paragraph.text[total.number_end - paragraph.start :][:40]))
        ):
            return ()
        if any(same_unit(between, figures[0]) for between in context.figures_in(total.end, start)):
            return ()  # `42 em, đạt 29 giải, gồm 2 giải Nhất, …`: the list is of the nearer number
        return figures if all(counts(figure) for figure in figures) else ()

    @staticmethod
    def _named(context: CheckContext, paragraph: Paragraph, total: Figure, start: int, end: int) -> tuple[Figure, ...]:
        """`14 cuộc giám sát (tỉnh 4, huyện 3, xã 7)`: three names or more, each with its bare number. People are left
        out: their groups overlap (`nữ 12, dự bị 9`)."""
        text = paragraph.text[start - paragraph.start : end - paragraph.start]
        members = [member.strip() for member in re.split(r"[,;]", text)]
        rest = len(members) == 2 and re.search(r"(?<!\w)(?:khác|còn lại) \d+\Z", fold_same(text.strip())) is not None
        if paragraph.text[end - paragraph.start :][:1] != ")":
            return ()
        # Men and women, and the years of a count, part it whatever is counted.
        both = len(members) == 2 and sorted(fold(member).split(" ")[0].rstrip(":") for member in members) == [
            "nam",
            "nữ",
        ]
        years = len(members) >= 3 and all(_OF_A_YEAR.fullmatch(fold_same(member)) for member in members)
        if not both and not years:
            if (len(members) < 3 and not rest) or is_person(fold(total.unit or "")):
                return ()
            if not all(_NAMED.fullmatch(member) and not _NUMBERED.search(fold_same(member)) for member in members):
                return ()
        if _SUBSET.search(fold_same(text)) or _OPEN_LIST.search(text):
            return ()
        found: list[Figure] = []
        for number in re.finditer(r"\d{1,4}(?=\s*(?:[,;]|\Z))", text):
            at = start + number.start()
            there = next((figure for figure in context.figures_in(at, at + 1) if plain(figure)), None)
            if there is not None and there.unit:
                return ()
            value = Decimal(number.group())
            found.append(
                there
                or replace(total, start=at, end=at + len(number.group()), text=number.group(), value=value, unit=None)
            )
        return tuple(found) if len(found) == len(members) else ()

    @staticmethod
    def _region(context: CheckContext, paragraph: Paragraph, total: Figure) -> tuple[int, int, bool, bool] | None:
        """Where the list of a total's parts stands: its span in the document, whether words close it, whether bullets
        follow."""
        text, at = paragraph.text, paragraph.start
        begin, stop = sentence_at(text, total.start - at)
        if _AMONG.search(fold_same(text[begin : total.start - at])):
            return None  # `trong tổng số 1.684 hộ: …` names some of them, perhaps the same ones twice
        after = fold_same(text[total.end - at : stop])
        opening = _CONSISTS.search(after, 0, 280)
        led = _HELD_AGAINST.sub("", after[: opening.start()]) if opening else ""
        between = context.figures_in(total.end, total.end + opening.start()) if opening else ()
        aside = any(same_unit(f, total) and not bracketed(text, total.end - at, f.start - at) for f in between)
        if (
            opening
            and bracketed(text, begin, total.start - at)
            and not bracketed(text, begin, total.end - at + opening.start())
        ):
            return (
                None  # `486,5 ha, bằng 101,4% kế hoạch (480 ha), gồm …`: the list is of what stands before the bracket
            )
        if opening and len(led) <= 160 and not aside and not _SUBSET.search(led):
            start = total.end + opening.end()
            bullets = (
                opening.group().rstrip().endswith(":")
                and not after[opening.end() :].strip()
                and stop >= len(text.rstrip())
            )
            # A bracket that the opening word stands in ends the list.
            inside = "(" in opening.group() or after[: opening.start()].count("(") > after[: opening.start()].count(")")
            end = bracket_end(text, start - at) if inside else list_end(text, start - at, stop, ":" in opening.group())
            return start, at + end, True, bullets
        bracket = re.match(r"[^\d();:.]{0,60}\(\s*", text[total.end - at : stop])
        if bracket:
            start = total.end + bracket.end()
            return start, at + bracket_end(text, start - at), False, False
        colon = re.match(r"[^\d();:.,]{0,25}(?:,? cụ thể(?: là| như sau)?)?:\s*(?=\S)", text[total.end - at : stop])
        if colon:
            start = total.end + colon.end()
            return start, at + list_end(text, start - at, stop, colon=True), False, False
        return None

    @staticmethod
    def _parts(context: CheckContext, paragraph: Paragraph, total: Figure, start: int, end: int) -> tuple[Figure, ...]:
        """Top-level figures of the list that carry the total's unit."""
        text = paragraph.text[start - paragraph.start : end - paragraph.start]
        if _OPEN_LIST.search(fold_same(text)):
            return ()
        text_behind = fold_same(paragraph.text[total.end - paragraph.start :][:20]).strip()
        cut = _SUBSET.search(fold_same(text))
        end = start + cut.start() if cut else end
        found = []
        if _unread_number(context, start, end):
            return ()
        if is_person(fold(total.unit or "")) and _unnumbered(text[: end - start]):
            return ()  # `11 thành viên: Trưởng đoàn, 02 Phó Trưởng đoàn và 08 thành viên`
        awarded = text_behind.startswith("đạt giải")
        for figure in (one for one in paragraph.figures if start <= one.start < end):
            before = text[: figure.start - start]
            prize = figure.unit == "giải" and awarded
            if before.count("(") > before.count(")") or not (prize or of_unit(figure, total)):
                continue
            if not counts(figure):
                return ()  # a part with a bound or a ratio: the sum cannot be told
            found.append(figure)
        return tuple(found)

    @staticmethod
    def _bullets(context: CheckContext, paragraph: Paragraph, total: Figure) -> tuple[Figure, ...]:
        """The first figure of the total's unit in each bullet that follows; none where a bullet has none."""
        found = []
        for place in range(paragraph.index + 1, min(paragraph.index + 25, len(context.pieces))):
            item = context.pieces[place]
            if item.in_table or not re.match(r"\s*[-+•*]\s", item.text):
                break
            first = next((figure for figure in item.figures if counts(figure) and of_unit(figure, total)), None)
            if first is None:
                return ()
            found.append(first)
        return tuple(found)

    def _judge(
        self,
        total: Figure,
        parts: tuple[Figure, ...],
        closed: bool,
        shortest: int = 2,
        last: int | None = None,
        every: bool = False,
    ) -> Iterator[Outcome]:
        """`shortest`: how many parts are the least; `last`: how many stand up to the one behind `và`; `every`: each member
        of the bracket is a part."""
        values = [part.value for part in parts if part.value is not None]
        sums = list(accumulate(values))
        written = " + ".join(shown(value) for value in values)
        checked = tuple(("figures", figure.start) for figure in (total, *parts))
        assert total.value is not None
        # The part behind `và` ends its list: fewer parts are not all of them.
        shortest = max(shortest, last or 0)
        # A list that goes on behind its parts (`…, 12 cuộc …`) adds up to the digit where it ends before its last.
        whole = len(parts)
        ends = (n for n in range(shortest, whole + 1) if n == whole or sums[n - 1] == total.value)
        fitting = next((n for n in ends if _close_enough(total, parts[:n])), None)
        if fitting:
            written = " + ".join(shown(value) for value in values[:fitting])
            yield self.consistent(
                total.start, total.end, f"{written} = {shown(sums[fitting - 1])}", checked[: fitting + 1]
            )
            return
        if not closed and (total.value in values or not self._plausible(total, sums[-1], every)):
            yield self.undecided(
                total.start, total.end, _("whether the bracket lists all parts of {total}", total=total.text)
            )
            return
        message = _(
            "{sum} = {found}, not {total}; one of the two places may be wrong",
            sum=written,
            found=shown(sums[-1]),
            total=shown(total.value),
        )
        related = tuple(Related(part.start, part.end, _("part: {text}", text=part.text)) for part in parts)
        yield self.inconsistent(total.start, total.end, message, related=related, checked=checked)

    @staticmethod
    def _plausible(total: Figure, found: Decimal, every: bool = False) -> bool:
        """Whether an unannounced bracket looks like all the parts of its total: the sum comes near it, less near where
        each of its members is a part."""
        assert total.value is not None
        low, high = (Decimal("0.5"), Decimal(2)) if every else (Decimal("0.7"), Decimal("1.4"))
        return total.value > 0 and low <= found / total.value <= high

    def _halves(self, paragraph: Paragraph) -> Iterator[Outcome]:
        """`26 đơn, trong đó 17 đơn đủ điều kiện, 9 đơn không đủ điều kiện`: one half and its denial are all there are."""
        for found in _DENIED_HALF.finditer(fold_same(paragraph.text)):
            first = next((f for f in paragraph.figures if f.number_start == paragraph.start + found.start("a")), None)
            second = next((f for f in paragraph.figures if f.number_start == paragraph.start + found.start("b")), None)
            whole = next(
                (f for f in paragraph.figures if f.number_start == paragraph.start + found.start("whole")), None
            )
            if first is None or second is None or whole is None or not all(map(counts, (first, second, whole))):
                continue
            if same_unit(first, whole) and same_unit(second, whole):
                yield from self._judge(whole, (first, second), True)

    def _levels(self, paragraph: Paragraph) -> Iterator[Outcome]:
        """`4.109 hộ, trong đó: cấp Trung ương 12 hộ, cấp tỉnh 186 hộ, …, cấp xã 2.976 hộ`: levels do not overlap, so they
        are never more than the whole; three of them down to the lowest are all there are, or nearly."""
        text, at = paragraph.text, paragraph.start
        for opening in re.finditer(r"trong đó(?: có)?:?\s", fold_same(text)):
            begin, stop = sentence_at(text, opening.start())
            end = min(stop, opening.start() + 900)
            parts: list[Figure] = []
            names: list[str] = []
            edge = opening.end()
            for figure in (f for f in paragraph.figures if at + opening.end() <= f.start < at + end):
                named = _LEVEL.fullmatch(fold_same(text[edge : figure.start - at]))
                if named is None or not counts(figure) or (parts and not same_unit(figure, parts[0])):
                    break
                parts.append(figure)
                names.append(named["level"])
                edge = figure.end - at
            behind = re.search(r"\S+", text[edge:])
            if begin and not text[begin : opening.start()].strip():
                begin, _end = sentence_at(text, begin - 1)  # `Trong đó: …` in a sentence of its own
            before = [f for f in paragraph.figures if at + begin <= f.start < at + opening.start()]
            wholes = [f for f in before if parts and counts(f) and _is_level(f) and of_unit(parts[0], f)]
            if (
                len(parts) < 2
                or len(set(names)) < len(names)
                or not wholes
                or (behind and behind.group()[0] not in ".;)")
            ):
                continue
            found = sum((part.value for part in parts if part.value is not None), Decimal(0))
            fits = any(_close_enough(whole, tuple(parts)) for whole in wholes)
            over = all(whole.value is not None and found > whole.value for whole in wholes)
            lowest = len(parts) >= 3 and names[-1] in _LOWEST
            if fits or over or lowest:
                whole = next((one for one in wholes if _close_enough(one, tuple(parts))), wholes[-1])
                severity = None if over else Severity.WARNING
                for outcome in self._judge(whole, tuple(parts), True, shortest=len(parts)):
                    yield (
                        outcome if outcome.severity is None else replace(outcome, severity=severity or outcome.severity)
                    )

    def _totals(self, paragraph: Paragraph) -> Iterator[Outcome]:
        """`12 …, 7 … và 5 …, tổng cộng 24 …`: at least two parts of the total's unit before it in its sentence."""
        text, at = paragraph.text, paragraph.start
        for index, total in enumerate(ticking(paragraph.figures)):
            if not counts(total) or index < 2:
                continue
            begin, _stop = sentence_at(text, total.start - at)
            before = fold_same(text[begin : total.start - at])
            closing = _TOTALS.search(before[-40:])
            # `2 kỳ họp thường lệ và 1 kỳ họp chuyên đề, tổng số 3 kỳ họp`; elsewhere `tổng số` names what follows.
            behind_comma = re.search(r",\s*tổng số(?: là)?\s*\Z", before)
            if not closing or ("tổng số" in closing.group() and not behind_comma) or _SUBSET.search(before):
                continue
            if _MULTIPLIED.search(before):
                continue  # `45 hộ x 5 triệu đồng = 225 triệu đồng; …`, `2 nhà 40 triệu đồng`
            parts = tuple(
                f
                for f in paragraph.figures[max(0, index - 60) : index]
                if f.start >= at + begin and counts(f) and same_unit(f, total)
            )
            if not parts and fold(total.unit or "") in _OF_ALL_KINDS:
                parts = self._of_kinds(paragraph, index, begin)
            if len(parts) >= 2 and not _CONSISTS.search(before):
                yield from self._judge(total, parts, True)

    @staticmethod
    def _of_kinds(paragraph: Paragraph, index: int, begin: int) -> tuple[Figure, ...]:
        """What stands right before `tổng cộng 10 hoạt động`: members with names of their own, parted by commas and `và`."""
        parts: list[Figure] = []
        edge = paragraph.figures[index].start - paragraph.start
        for figure in reversed(paragraph.figures[:index]):
            between = fold_same(paragraph.text[figure.end - paragraph.start : edge])
            tail = (
                r"[^\d();:.]{0,40}(?:,|;|\svà)\s*"
                if parts
                else r"[^\d();:.]{0,40}[,;]?\s*(?:với |là )?(?:tổng )?(?:cộng|số|cả)?[^\d();:.]{0,12}"
            )
            if figure.start < paragraph.start + begin or not counts(figure) or not re.fullmatch(tail, between):
                break
            parts.append(figure)
            edge = figure.start - paragraph.start
        units = {fold(figure.unit or "") for figure in parts}
        return tuple(reversed(parts)) if len(units) == len(parts) else ()


def _is_level(figure: Figure) -> bool:
    """Whether a figure tells what there is, no change, plan or share."""
    return figure.relation is None or figure.relation.kind in ("part-of", "cumulative")


def _unnumbered(text: str) -> bool:
    """Whether a member of a list stands without a number before the last that has one: it may be one of those counted."""
    members = [member for member in re.split(r"[,;]|\svà\s", re.sub(r"\([^()]*\)", "", text)) if member.strip()]
    numbered = [n for n, member in enumerate(members) if re.search(r"\d", member)]
    return bool(numbered) and len(numbered) <= numbered[-1]


def _unread_number(context: CheckContext, start: int, end: int) -> bool:
    """Whether a number of the list is no fact: a part may be missing then."""
    spans = [(figure.start, figure.end) for figure in context.figures_in(start, end)]
    spans += [(date.start, date.end) for date in context.dates_in(start, end)]
    spans += [(reference.start, reference.end) for reference in context.references_in(start, end)]
    numbers = (start + found.start() for found in _BARE_NUMBER.finditer(context.text[start:end]))
    return any(not any(a <= number < b for a, b in spans) for number in numbers)
