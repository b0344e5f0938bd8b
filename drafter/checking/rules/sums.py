"""NUM401, NUM402: totals against their parts, percentages against count and base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate

from drafter.checking.clauses import sentence_at
from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.limits import ticking
from drafter.checking.rule import Example, Rule
from drafter.language.equality import part_intervals, percentage, stands_for
from drafter.language.equality import total as added
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure, Interval
from drafter.model.finding import Outcome, Related, Severity
from drafter.model.section import PartKind

_ = catalogue("checking")

# Words that close a list: what follows is all of it.
_CONSISTS = re.compile(r"(?<!\w)(?:bao gồm|gồm có|gồm|chia ra|chia theo|cụ thể gồm)(?: các)?\s*:?\s*\(?\s*")
_SUBSET = re.compile(
    r"trong đó|trong số|điển hình|tiêu biểu|như:|ví dụ|chủ yếu|nổi bật|nhất là|một số|lũy kế|cùng kỳ|so với|kế "
    r"hoạch|chỉ tiêu|tăng|giảm|vượt|bình quân|trung bình|mỗi"
)
_TOTALS = re.compile(r"(?<!\w)(?:tổng cộng|tổng số(?: là)?|cộng|tất cả(?: là)?|tổng)(?: là| có| được| đạt)?\s*:?\s*\Z")
_APPROXIMATE = re.compile(r"(?:gần|hơn|trên|khoảng|ước|xấp xỉ|dưới|không quá|ít nhất|tối thiểu)\s+\Z")


_OPEN_LIST = re.compile(r"(?<!\w)(?:nhiều|v\.v|vân vân|các loại)|\.\.\.|…")
# What has kinds with names of their own; gifts and works do not (`50 suất quà (20 kg gạo, 15 chai dầu)`).
_OF_KINDS = re.compile(
    r"\s*(?:văn bản|người|vị|đồng chí|cán bộ|đại biểu|hội viên|đơn|đơn thư|học sinh|em|cháu|thành viên|ủy viên)(?!\w)"
)
_MEMBER = re.compile(r"\d[\d.]*\s+[^\W\d_]+(?:[ -][^\W\d_]+){0,3}\.?")


def shown(value: Decimal) -> str:
    """A number as Vietnamese writes it: 1.305,5."""
    sign, digits = ("-", -value) if value < 0 else ("", value)
    whole, _point, rest = format(digits.normalize() if digits else Decimal(0), "f").partition(".")
    return sign + f"{int(whole):,}".replace(",", ".") + (f",{rest}" if rest else "")


def plain(figure: Figure) -> bool:
    """A figure that can be added: one value, no bound, no mark around it."""
    return figure.value is not None and figure.qualifier is None and not figure.placeholder and figure.parts is None


def is_percent(figure: Figure) -> bool:
    return (figure.unit or "").startswith(("%", "‰"))


def _counts(figure: Figure) -> bool:
    return (
        plain(figure)
        and not is_percent(figure)
        and (figure.unit or "") not in ("năm", "tháng", "ngày", "tuần", "quý", "lần", "cấp", "đồng/người/năm")
    )


def same_unit(a: Figure, b: Figure) -> bool:
    return fold(a.unit or "") == fold(b.unit or "")


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
    name = "sum"
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
        for paragraph in ticking(context.paragraphs):
            if len(paragraph.figures) < 1 or paragraph.part in (PartKind.LETTERHEAD, PartKind.RECIPIENTS):
                continue
            yield from self._lists(context, paragraph)
            yield from self._totals(paragraph)

    def _lists(self, context: CheckContext, paragraph: Paragraph) -> Iterator[Outcome]:
        for total in ticking(paragraph.figures):
            if not _counts(total):
                continue
            region = self._region(context, paragraph, total)
            if region is None:
                continue
            start, end, closed, bullets = region
            parts = (
                self._bullets(context, paragraph, total)
                if bullets
                else self._parts(context, paragraph, total, start, end)
            )
            if len(parts) < 2 and not bullets:
                parts = self._kinds(context, paragraph, total, start, end)
            if len(parts) >= 2:
                yield from self._judge(total, parts, closed)

    @staticmethod
    def _kinds(context: CheckContext, paragraph: Paragraph, total: Figure, start: int, end: int) -> tuple[Figure, ...]:
        """`12 văn bản (04 kế hoạch, 05 công văn, 03 báo cáo)`: a bracket whose every member is a number with the name of a
        kind of what is counted."""
        text = paragraph.text[start - paragraph.start : end - paragraph.start]
        members = [member.strip() for member in re.split(r"[,;]|\svà\s", text)]
        figures = context.figures_in(start, end)
        named = all(_MEMBER.fullmatch(member) for member in members)
        if (
            not named
            or len(figures) != len(members)
            or not _OF_KINDS.match(fold_same(paragraph.text[total.number_end - paragraph.start :][:40]))
        ):
            return ()
        return figures if all(_counts(figure) for figure in figures) else ()

    @staticmethod
    def _region(context: CheckContext, paragraph: Paragraph, total: Figure) -> tuple[int, int, bool, bool] | None:
        """Where the list of a total's parts stands: its span in the document, whether words close it, whether bullets
        follow."""
        text, at = paragraph.text, paragraph.start
        _begin, stop = sentence_at(text, total.start - at)
        after = fold_same(text[total.end - at : stop])
        opening = _CONSISTS.search(after, 0, 200)
        between = context.figures_in(total.end, total.end + opening.start()) if opening else ()
        aside = any(same_unit(f, total) for f in between)
        if opening and opening.start() <= 160 and not aside and not _SUBSET.search(after[: opening.start()]):
            start = total.end + opening.end()
            bullets = (
                opening.group().rstrip().endswith(":")
                and not after[opening.end() :].strip()
                and stop >= len(text.rstrip())
            )
            # A bracket that the opening word stands in ends the list.
            inside = "(" in opening.group() or after[: opening.start()].count("(") > after[: opening.start()].count(")")
            end = (
                _bracket_end(text, start - at) if inside else _list_end(text, start - at, stop, ":" in opening.group())
            )
            return start, at + end, True, bullets
        bracket = re.match(r"[^\d();:.]{0,60}\(\s*", text[total.end - at : stop])
        if bracket:
            start = total.end + bracket.end()
            return start, at + _bracket_end(text, start - at), False, False
        return None

    @staticmethod
    def _parts(context: CheckContext, paragraph: Paragraph, total: Figure, start: int, end: int) -> tuple[Figure, ...]:
        """Top-level figures of the list that carry the total's unit."""
        text = paragraph.text[start - paragraph.start : end - paragraph.start]
        if _OPEN_LIST.search(fold_same(text)):
            return ()
        cut = _SUBSET.search(fold_same(text))
        end = start + cut.start() if cut else end
        found = []
        for figure in context.figures_in(start, end):
            before = text[: figure.start - start]
            if before.count("(") > before.count(")"):
                continue
            if _counts(figure) and same_unit(figure, total):
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
            first = next((figure for figure in item.figures if _counts(figure) and same_unit(figure, total)), None)
            if first is None:
                return ()
            found.append(first)
        return tuple(found)

    def _judge(self, total: Figure, parts: tuple[Figure, ...], closed: bool) -> Iterator[Outcome]:
        values = [part.value for part in parts if part.value is not None]
        sums = list(accumulate(values))
        written = " + ".join(shown(value) for value in values)
        checked = tuple(("figures", figure.start) for figure in (total, *parts))
        assert total.value is not None
        fitting = next((n for n in range(2, len(parts) + 1) if _close_enough(total, parts[:n])), None)
        if fitting:
            written = " + ".join(shown(value) for value in values[:fitting])
            yield self.consistent(
                total.start, total.end, f"{written} = {shown(sums[fitting - 1])}", checked[: fitting + 1]
            )
            return
        if not closed and not self._plausible(total, sums[-1]):
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
    def _plausible(total: Figure, found: Decimal) -> bool:
        """Whether an unannounced bracket looks like all the parts of its total: the sum comes near it."""
        assert total.value is not None
        return total.value > 0 and Decimal("0.7") <= found / total.value <= Decimal("1.4")

    def _totals(self, paragraph: Paragraph) -> Iterator[Outcome]:
        """`12 …, 7 … và 5 …, tổng cộng 24 …`: at least two parts of the total's unit before it in its sentence."""
        text, at = paragraph.text, paragraph.start
        for index, total in enumerate(ticking(paragraph.figures)):
            if not _counts(total) or index < 2:
                continue
            begin, _stop = sentence_at(text, total.start - at)
            before = fold_same(text[begin : total.start - at])
            closing = _TOTALS.search(before[-40:])
            if not closing or "tổng số" in closing.group() or _SUBSET.search(before):
                continue
            parts = tuple(
                f
                for f in paragraph.figures[max(0, index - 60) : index]
                if f.start >= at + begin and _counts(f) and same_unit(f, total)
            )
            if len(parts) >= 2 and not _CONSISTS.search(before):
                yield from self._judge(total, parts, True)


def fold_same(text: str) -> str:
    """Lower case without a change of length, so that offsets hold."""
    low = text.lower()
    return low if len(low) == len(text) else text


# A list of parts is not longer.
_LONGEST = 1500


def _bracket_end(text: str, start: int) -> int:
    depth = 1
    for index in range(start, min(len(text), start + _LONGEST)):
        depth += (text[index] == "(") - (text[index] == ")")
        if depth == 0:
            return index
    return min(len(text), start + _LONGEST)


def _list_end(text: str, start: int, stop: int, colon: bool) -> int:
    """A list after a colon may hold semicolons; one without ends at the first."""
    semicolon = text.find(";", start, stop)
    return stop if colon or semicolon < 0 else semicolon


_LINK = re.compile(
    r"[\s,;:*]*(?:[^\d().;:]{0,45}?)(?:\(|,|chiếm|đạt|tỷ lệ|tỉ lệ|bằng|tương đương|tương ứng|=|là)[\s,:]*(?:chiếm|"
    r"đạt|tỷ lệ|tỉ lệ|bằng|là|=|được|tương đương|\s)*[^\d();.]{0,30}\Z"
)
_OTHER_BASE = re.compile(
    r"\s*\)?\s*(?:so với|kế hoạch|chỉ tiêu|kh\b|dự toán|cùng kỳ|mục tiêu|nghị quyết|tổng (?!số)|trở lên|/năm|số "
    r"người trong độ tuổi)"
)
_CHANGE = re.compile(r"(?:tăng|giảm|vượt|trên|hơn|gần|khoảng|ước|thêm|còn)\s*(?:thêm|được|là|đạt)?\s*\Z")


_RECEIVED = re.compile(
    r"(?:tiếp nhận|nhận được|thụ lý|phát sinh|đăng ký|tổng số|được giao|rà soát|phát ra|thu về|kiến "
    r"nghị)[^,;.]{0,25}\Z"
)
_DONE = re.compile(
    r"(?:giải quyết|hòa giải thành|hoà giải thành|hoàn thành|xử lý|trả lời|đạt yêu cầu|đồng ý|tiếp thu|thành công|"
    r"xong)[^,;.]{0,20}\Z"
)


class Percentage(Rule):
    """NUM402.

    Bases that the text names: a ratio right before the percentage (`28/30 …, đạt 93,3 %`), `a trong (tổng) số b`, and
    `b …, trong đó a …,
    chiếm p %`. Rounding and truncation both pass.
    """

    code = "NUM402"
    name = "percentage"
    severity = Severity.ERROR
    finds = mark("A percentage is not its count over its base.")
    why = mark("Count or base was renewed and the percentage was not, or the other way round.")
    silences = mark(
        "A base that is not told, another base (`kế hoạch`, `chỉ tiêu`, `so với cùng kỳ`), bounds; rounding "
        "and truncation both pass."
    )
    bad = Example("Hòa giải thành 28/30 vụ việc, đạt 95,3%.")
    good = Example(
        "Hòa giải thành 28/30 vụ việc, đạt 93,3%; trồng 510,5 ha/500 ha kế hoạch (đạt 102,1%); thu 45 triệu "
        "đồng, đạt 120% kế hoạch."
    )

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for paragraph in ticking(context.paragraphs):
            for index, percent in enumerate(ticking(paragraph.figures)):
                if is_percent(percent) and plain(percent) and (percent.unit or "").strip() == "%":
                    yield from self._percent(paragraph, index, percent)

    def _percent(self, paragraph: Paragraph, index: int, percent: Figure) -> Iterator[Outcome]:
        text, at = paragraph.text, paragraph.start
        begin, _stop = sentence_at(text, percent.start - at)
        if behind := self._ratio_behind(paragraph, index, percent):
            count, base = part_intervals(behind)
            yield from self._compare(percent, count, base, (behind,), False)
            return
        before = [f for f in paragraph.figures[max(0, index - 5) : index] if f.start >= at + begin]
        if not before:
            return
        last = before[-1]
        between = fold_same(text[last.end - at : percent.start - at])
        if len(between) > 200 or (
            _CHANGE.search(between)
            or not _LINK.match(between)
            or is_percent(last)
            or re.search(r"tăng|giảm|vượt|kế hoạch|chỉ tiêu|cùng kỳ", between)
        ):
            return
        other_base = bool(_OTHER_BASE.match(fold_same(text[percent.end - at : percent.end - at + 40])))
        pair = self._pair(paragraph, before, begin)
        if pair is None:
            yield self.undecided(
                percent.start, percent.end, _("the base of {percent} is not told", percent=percent.text)
            )
            return
        yield from self._compare(percent, *pair, other_base)

    @staticmethod
    def _ratio_behind(paragraph: Paragraph, index: int, percent: Figure) -> Figure | None:
        """`đạt 92,3% (24/26 vụ việc)`: the ratio in the bracket behind."""
        behind = paragraph.figures[index + 1] if index + 1 < len(paragraph.figures) else None
        if behind is None or behind.parts is None or len(behind.parts) != 2 or behind.qualifier or behind.placeholder:
            return None
        between = paragraph.text[percent.end - paragraph.start : behind.start - paragraph.start]
        before = fold_same(
            paragraph.text[max(0, percent.start - paragraph.start - 30) : percent.start - paragraph.start]
        )
        return behind if re.fullmatch(r"\s*\(\s*", between) and not _CHANGE.search(before) else None

    def _compare(
        self, percent: Figure, count: Interval, base: Interval, figures: tuple[Figure, ...], other_base: bool
    ) -> Iterator[Outcome]:
        checked = tuple(("figures", figure.start) for figure in (percent, *figures))
        share, told = percentage(count, base), stands_for(percent)
        if share is None or told is None:
            return
        sum_ = f"{shown(_middle(count))}/{shown(_middle(base))} = {_digits(_middle(share))} %"
        if told.meets(share):
            yield self.consistent(percent.start, percent.end, f"{sum_} ≈ {percent.text}", checked)
        elif other_base:
            yield self.undecided(
                percent.start, percent.end, _("{percent} is told on another base", percent=percent.text)
            )
        else:
            message = _("{sum}, not {percent}; one of the two places may be wrong", sum=sum_, percent=percent.text)
            related = tuple(
                Related(f.start, f.end, _("count and base") if f.parts else _("counted: {text}", text=f.text))
                for f in figures
            )
            yield self.inconsistent(percent.start, percent.end, message, related=related, checked=checked)

    @staticmethod
    def _pair(
        paragraph: Paragraph, before: list[Figure], begin: int
    ) -> tuple[Interval, Interval, tuple[Figure, ...]] | None:
        """Count and base of a percentage, where the text names them; the figures they come from."""
        text, at = paragraph.text, paragraph.start
        last = before[-1]
        if last.parts is not None and last.qualifier is None and len(last.parts) == 2 and not last.placeholder:
            count, base = part_intervals(last)
            return count, base, (last,)
        if len(before) < 2 or not plain(last):
            return None
        first = before[-2]
        joint = fold_same(text[first.end - at : last.start - at])
        if not plain(first) or not same_unit(first, last) or is_percent(first):
            return None
        if re.search(r"(?:trong|trên)\s+(?:tổng\s+)?(?:số\s+)?\Z|/\s*(?:tổng số\s+)?\Z", joint):
            return _both(first, last)
        same = [f for f in before[:-1] if same_unit(f, last) and plain(f)]
        said = fold_same(text[begin : last.start - at])
        # `b hộ, trong đó a hộ …, chiếm p %; c hộ …, chiếm q %`: the one figure of that unit before `trong đó`.
        cut = said.rfind("trong đó")
        whole = [f for f in same if f.start < at + begin + cut] if cut >= 0 else []
        if len(whole) == 1 and said.count("trong đó") == 1 and (last.value or 0) <= (whole[0].value or 0):
            return _both(last, whole[0])
        # `tiếp nhận b vụ việc, hòa giải thành a vụ việc, đạt p %`: the two verbs name base and result.
        lead = fold_same(text[max(begin, first.start - at - 40) : first.start - at])
        if len(same) == 1 and same[0] is first and _RECEIVED.search(lead) and _DONE.search(joint):
            return _both(last, first)
        return None


def _middle(interval: Interval) -> Decimal:
    """The printed value of an exact interval, near the printed one of a rounded: for messages."""
    return interval.low if interval.low == interval.high else (2 * interval.low + interval.high) / 3


def _digits(value: Decimal) -> str:
    return shown(value.quantize(Decimal("0.001"), ROUND_HALF_UP))


def _both(count: Figure, base: Figure) -> tuple[Interval, Interval, tuple[Figure, ...]] | None:
    part, whole = stands_for(count), stands_for(base)
    return None if part is None or whole is None else (part, whole, (count, base))
