"""NUM408, NUM417: parts that are larger than their whole, shares that do not make 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from drafter.checking.context import CheckContext, Paragraph
from drafter.checking.grids import Grid, grids
from drafter.checking.limits import ticking
from drafter.checking.masking import Masked, bounds, masked
from drafter.checking.rule import Example, Rule
from drafter.checking.rules.counted import is_percent, of_unit, same_unit, shown, two_things
from drafter.checking.rules.num_twice import PLACES
from drafter.language.equality import total as added
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.fact import Figure, Qualifier
from drafter.model.finding import Outcome, Related, Severity

_ = catalogue("checking")

_PLAN = re.compile(
    r"kế hoạch|chỉ tiêu|dự toán|mục tiêu|(?<!\w)kh(?!\w)|nghị quyết|vượt|giao(?! quân| ban| thông| lưu| dịch)|đăng ký|"
    r"phấn đấu|so với|cùng kỳ|đề ra|dự kiến|"
    r"nhu cầu|định mức|quy định|tối thiểu|yêu cầu|chuẩn"
)
# How many places there are is no plan, whatever they register or are asked for.
_PLAN_OF_PLACES = re.compile(
    r"kế hoạch|chỉ tiêu|mục tiêu|(?<!\w)kh(?!\w)|vượt|giao(?! quân| ban| thông| lưu| dịch)|so với|cùng kỳ|đề ra|dự kiến"
)
_OF_A_PLACE = PLACES | {
    "chi bộ",
    "chi hội",
    "chi đoàn",
    "trường",
    "trạm y tế",
    "trạm",
    "thị trấn",
    "tỉnh",
    "buôn",
    "làng",
}
# Units that may overtake their base without anything being wrong: work, money, measures against what was planned.
_MEASURED = re.compile(r"(?:ha|km|m²|m2|m³|m|tấn|tạ|kg|đồng|lít|ngày công|tỷ|triệu)(?:/.*)?|.*/.*")
_WITHIN = re.compile(r"§(?P<part>\d+)§[^§;.]{0,50}?(?<!\w)(?:trong|trên) (?:tổng )?số §(?P<whole>\d+)§")
_AMONG = re.compile(
    r"(?<!\w)trong (?:tổng )?số §(?P<whole>\d+)§[^§;.]{0,40}?(?:,|\scó|\sthì)(?: đã| chỉ|"
    r" có)* (?:[^\W\d_]+ ){0,3}?§(?P<part>\d+)§"
)
_OF_WHICH = re.compile(r"trong đó|trong số đó|trong số này|trong số ấy")
# `29 đồng chí (trong đó nữ 13 đồng chí)`: the bracket is of the figure right before it.
_BRACKETED = re.compile(r"§(\d+)§[^§;.()]{0,30}\(\s*\Z")
_OWN_COUNT = re.compile(r"(?:mỗi|bình quân|từ|với|cho|trị giá|lũy kế|cả năm|đến nay)[^,;§]{0,25}\Z")
_OF_NUMBER = re.compile(
    r"\s*(?:trong |trên )?(?:tổng )?số (?:hộ|người|dân|khu dân cư|thôn|xã|hội viên|"
    r"đảng viên|đoàn viên|cán bộ|vụ|đơn|ý kiến|cử tri)"
)


class PartOverTotal(Rule):
    """NUM408.

    A ratio whose first number is the larger (`47/45 khu dân cư`), a part behind `trong đó` that is larger than every
    figure of its unit before it, `25 vụ trong tổng số 22 vụ`, a share (`chiếm`) over 100 %, and a `Trong đó` row or
    column of a table that is larger than its total.
    """

    code = "NUM408"
    name = mark("part-over-total")
    severity = Severity.ERROR
    finds = mark("A part is larger than its total, or a share lies over 100 %.")
    why = mark("There cannot be 47 of 45 hamlets: one of the two numbers was not renewed.")
    silences = mark(
        "Plans and targets (`đạt 120 % kế hoạch`, `510,5 ha/500 ha`), measures and money held against what was "
        "planned, ratios of two different things (`305 thành viên/14 nhóm`)."
    )
    bad = Example("Ngày hội Đại đoàn kết được tổ chức tại 47/45 khu dân cư.")
    good = Example(
        "Ngày hội được tổ chức tại 45/45 khu dân cư; trồng 510,5 ha/500 ha kế hoạch (đạt 102,1%); thu 60 triệu đồng, "
        "đạt 120% kế hoạch; 14 nhóm/305 thành viên."
    )
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for sentence in ticking(context.once(masked)):
            for index, figure in enumerate(sentence.figures):
                yield from self._ratio(context, sentence, index, figure)
                yield from self._share(sentence, index, figure)
            yield from self._within(sentence)
            yield from self._of_which(sentence)
        for paragraph in ticking(context.paragraphs):
            yield from self._places(paragraph)
        for grid in ticking(context.once(grids)):
            yield from self._table(grid)

    def _ratio(self, context: CheckContext, said: Masked, index: int, figure: Figure) -> Iterator[Outcome]:
        if figure.parts is None or figure.placeholder or figure.qualifier is not None or figure.unit is None:
            return
        if two_things(figure) or is_percent(figure):
            return
        part, whole = figure.parts[:2]
        unit = fold(figure.unit)
        checked = (("figures", figure.start),)
        if part <= whole:
            if unit and "/" not in unit:
                yield self.consistent(figure.start, figure.end, f"{shown(part)} ≤ {shown(whole)}", checked)
            return
        near = re.sub(r"đạt chuẩn", "", f"{said.words_before(index)} {said.words_behind(index)}")
        everything = re.sub(r"đăng ký", "", near) if (unit, whole) in context.once(_all_there_are) else near
        set_ahead = (_PLAN_OF_PLACES if unit in _OF_A_PLACE else _PLAN).search(everything)
        if _MEASURED.fullmatch(unit) or set_ahead or whole == 0:
            return
        follows = said.figures[index + 1] if index + 1 < len(said.figures) else None
        planned = follows is not None and is_percent(follows) and follows.value is not None and follows.value > 100
        if planned and unit not in PLACES:
            yield self.undecided(figure.start, figure.end, _("whether {text} is held against a plan", text=figure.text))
            return
        yield self._over(part, whole, figure.start, figure.end, figure.text, checked)

    def _places(self, paragraph: Paragraph) -> Iterator[Outcome]:
        """`11/9 thôn`: not among the figures, for it could be a day."""
        for found in _OF_PLACES.finditer(paragraph.text):
            part, whole = int(found["part"]), int(found["whole"])
            start, end = paragraph.start + found.start("part"), paragraph.start + found.end()
            if (
                part <= whole
                or whole == 0
                or any(figure.start < end and start < figure.end for figure in paragraph.figures)
            ):
                continue
            if _DAY_BEFORE.search(fold(paragraph.text[max(0, found.start() - 20) : found.start()])):
                continue
            around = re.split(r"[,;.(]\s", fold(paragraph.text[max(0, found.start() - 60) : found.start()]))[-1]
            around += re.split(r"[,;.)]\s", fold(paragraph.text[found.end() : found.end() + 60]))[0]
            if _PLAN_OF_PLACES.search(around):
                continue
            yield self._over(
                Decimal(part), Decimal(whole), start, end, paragraph.text[found.start("part") : found.end()], ()
            )

    def _over(
        self, part: Decimal, whole: Decimal, start: int, end: int, text: str, checked: tuple[tuple[str, int], ...]
    ) -> Outcome:
        message = _(
            "{part} of {whole}: a part cannot be larger than its total ({text}); one of the two numbers may be wrong",
            part=shown(part),
            whole=shown(whole),
            text=text,
        )
        return self.inconsistent(start, end, message, checked=checked)

    def _share(self, said: Masked, index: int, figure: Figure) -> Iterator[Outcome]:
        low = bounds(figure)
        if not is_percent(figure) or not fold(figure.unit or "").startswith("%") or low is None or low.low <= 100:
            return
        before, behind = said.words_before(index), said.words_behind(index)
        if _PLAN.search(f"{before} {behind}") or re.search(r"tăng|giảm|tốc độ|gấp|bằng|lãi", before):
            return
        if re.search(r"(?:chiếm|chiếm tỷ lệ|chiếm tỉ lệ)(?: là| gần| tới| đến)?\s*\Z", before) or _OF_NUMBER.match(
            behind
        ):
            message = _("{text}: a share cannot lie over 100 %", text=figure.text)
            yield self.inconsistent(figure.start, figure.end, message, checked=(("figures", figure.start),))

    def _within(self, said: Masked) -> Iterator[Outcome]:
        for found in chain(said.find(_WITHIN), said.find(_AMONG)):
            part, whole = said.figures[int(found["part"])], said.figures[int(found["whole"])]
            if (of_unit(part, whole) or of_unit(whole, part)) and not _PLAN.search(found.group()):
                yield from self._compare(part, [whole])

    def _of_which(self, said: Masked) -> Iterator[Outcome]:
        for found in said.find(_OF_WHICH):
            # What a bracket tells that closed before is of another thing.
            lead = re.sub(r"\([^()]*\)", "", said.text[: found.start()])
            nearest = re.search(r"§(\d+)§[^§]{0,15}\Z", lead)
            bare = re.search(r"(?<!năm )(?<!tháng )(?<!quý )(?<![\d§./-])\d{1,3}(?![\d§./-])[^§\d]{0,12}\Z", lead)
            if bare or (nearest and said.figures[int(nearest[1])].unit is None):
                continue  # `nâng tổng số mô hình lên 20, trong đó …`: the whole is a bare number
            wholes = [said.figures[int(k)] for k in re.findall(r"§(\d+)§", lead)]
            wholes = [f for f in wholes if f.value is not None or f.parts]
            if opened := _BRACKETED.search(lead):
                wholes = [f for f in wholes if f is said.figures[int(opened[1])]]
            stop = _OF_WHICH.search(said.text, found.end())
            end = stop.start() if stop else len(said.text)
            # What follows a semicolon or a bracket's end may speak of another thing.
            reach = re.compile(r"[;)]").search(said.text, found.end(), end)
            for place in re.finditer(r"§(\d+)§", said.text[: reach.start() if reach else end]):
                if place.start() < found.end():
                    continue
                part = said.figures[int(place[1])]
                lead = said.text[found.end() : place.start()]
                if part.relation is not None and part.relation.kind not in ("part-of", "share-of"):
                    continue
                # `15 tập thể và cá nhân`: it counts more than the total's things.
                if re.match(r"\s*(?:và|hoặc|/)\s*[^\W\d_]", said.words_behind(int(place[1]))):
                    continue
                if _OWN_COUNT.search(lead) or _PLAN.search(lead) or re.search(r"tăng|giảm", lead) or is_percent(part):
                    continue
                yield from self._compare(part, [f for f in wholes if same_unit(f, part) or _short_for(part, f)])

    def _compare(self, part: Figure, wholes: list[Figure]) -> Iterator[Outcome]:
        if (
            not wholes
            or part.value is None
            or part.placeholder
            or part.qualifier in (Qualifier.LESS_THAN, Qualifier.ABOUT)
        ):
            return
        tops = [top for whole in wholes if (top := _most(whole)) is not None]
        if len(tops) < len(wholes):
            return
        low = part.value if part.exact else part.value - part.step / 2
        whole = wholes[-1]
        checked = (("figures", part.start), ("figures", whole.start))
        if low <= max(tops):
            yield self.consistent(part.start, part.end, f"{part.text} ≤ {shown(max(tops))}", checked)
            return
        message = _(
            "the part “{part}” is larger than “{whole}”; one of the two places may be wrong",
            part=part.text,
            whole=whole.text,
        )
        related = (Related(whole.start, whole.end, _("the whole: {text}", text=whole.text)),)
        yield self.inconsistent(part.start, part.end, message, related=related, checked=checked)

    def _table(self, grid: Grid) -> Iterator[Outcome]:
        """Rows that begin with `Trong đó` against the row they stand under."""
        above: int | None = None
        for row in range(grid.header, grid.rows):
            label = fold(grid.label(row)).lstrip("-+*• ")
            if not label.startswith("trong đó"):
                above = row if label and not re.match(r"[-+*•]", grid.label(row)) else above
                continue
            if above is None or grid.unit(row) != grid.unit(above) or len(label) < 12:
                continue
            for column in grid.value_columns:
                part, whole = grid.number(row, column), grid.number(above, column)
                if part is None or whole is None or part.percent or whole.percent or part.value <= whole.value:
                    continue
                said = fold(f"{grid.head(column)} {grid.label(row)} {grid.label(above)}")
                if re.search(r"%|tỷ lệ|so sánh|kinh phí|tiền", said):
                    continue
                message = _(
                    "the part “{part}” is larger than “{whole}”; one of the two places may be wrong",
                    part=f"{grid.label(row)[:50]}: {part.text}",
                    whole=f"{grid.label(above)[:50]}: {whole.text}",
                )
                related = (Related(whole.start, whole.end, _("the whole: {text}", text=whole.text)),)
                yield self.inconsistent(
                    part.start,
                    part.end,
                    message,
                    related=related,
                    checked=(("figures", part.start), ("figures", whole.start)),
                    severity=Severity.WARNING if grid.unit_column is None else None,
                )


def _short_for(part: Figure, whole: Figure) -> bool:
    """`702 khu` behind `1.004 khu dân cư`."""
    short = fold(part.unit or "")
    long = fold(whole.unit or "")
    return (short, long) == ("lượt", "lượt người") or (
        short not in ("", "đồng", "người", "lượt") and long.startswith(f"{short} ")
    )


def _most(figure: Figure) -> Decimal | None:
    """The most that a figure may be; None where there is no end (`trên 500`)."""
    if figure.parts:
        return max(figure.parts)
    if figure.qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST, Qualifier.ABOUT) or figure.value is None:
        return None
    return figure.value if figure.exact else figure.value + figure.step


_EVERY = re.compile(
    r"(?<!\w)(?:toàn|cả) (?:thôn|bản|xã|phường|huyện|tỉnh|khu|tổ dân phố|chi hội|trường)[^§;.]{0,20} có §(\d+)§"
)


def _all_there_are(context: CheckContext) -> frozenset[tuple[str, Decimal]]:
    """How many of a thing a place has: `Toàn thôn có 286 hộ`."""
    told = (sentence.figures[int(found[1])] for sentence in context.once(masked) for found in sentence.find(_EVERY))
    return frozenset(
        (fold(figure.unit or ""), figure.value) for figure in told if figure.value is not None and figure.exact
    )


_OF_PLACES = re.compile(
    r"(?<![\w/.,-])(?P<part>\d{1,3})/(?P<whole>\d{1,3})\s+"
    r"(?:thôn|bản|ấp|xóm|khu dân cư|khu phố|tổ dân phố|chi bộ|chi hội|xã|phường|khóm|buôn|làng|trường|trạm y tế|"
    r"huyện(?! ủy)|Ban (?:[Cc]ông tác|[Pp]hát triển|[Tt]hanh tra|[Gg]iám sát)|đơn(?! vị)|vụ việc|kiến nghị|ý kiến|hộ|"
    r"thanh niên|hồ sơ|tiêu chí|cơ sở|đảng viên|hội viên|"
    r"huyện, (?:thành phố|thị xã|quận)|xã, (?:phường|thị trấn)|phường, xã)(?!\w|\s+\d)"
)
_DAY_BEFORE = re.compile(r"(?:ngày|tháng|từ|đến|sáng|chiều|tối|trước|sau|hôm|đêm|dịp|-|–|và)\s*\Z")
_GRADED = re.compile(
    r"xếp loại|phân loại|rèn luyện|học lực|hạnh kiểm|chất lượng|cơ cấu|tỷ trọng|tỉ trọng|hoàn thành (?:xuất sắc|tốt)|"
    r"loại (?:xuất sắc|"
    r"giỏi|tốt|khá)|(?<!\w)gồm|chia ra|trình độ|độ tuổi"
)
_SEVERAL = re.compile(
    r"nữ|dân tộc|tôn giáo|nhiều (?:lựa chọn|phương án|đáp án)|tăng|giảm|kế hoạch|chỉ tiêu|so với|"
    r"lần lượt|tương ứng"
)
_SHARE = re.compile(r"(?:chiếm|tỷ lệ|tỉ lệ|là|:|đạt|\(|có)(?: chiếm| tỷ lệ| là)*\s*\Z")


# `…: nông nghiệp 42%, dịch vụ 28%`: the class alone stands before its share.
_CLASS = re.compile(r"(?:.*:|[,;]|\s?và| -)\s*(?:[^\d,;:.()]{2,40}|[^\d;:.()]{2,60})")


def _from(said: Masked, at: int) -> Masked:
    """The rest of a sentence from a place, its figures counted anew."""
    first = len(re.findall(r"§\d+§", said.text[:at]))
    text = re.sub(r"§(\d+)§", lambda found: f"§{int(found[1]) - first}§", said.text[at:])
    figures = said.figures[first:]
    return replace(said, text=text, figures=figures, start=figures[0].start if figures else said.start)


class Shares(Rule):
    """NUM417."""

    code = "NUM417"
    name = mark("shares")
    severity = Severity.WARNING
    finds = mark("The shares of one whole do not make 100 %.")
    why = mark("Classes that part a whole must add up; one of the shares was not renewed.")
    silences = mark("Groups that overlap (women, ethnic groups), several answers, fewer than three shares, rounding.")
    bad = Example("Xếp loại chất lượng chi hội: vững mạnh chiếm 45%, khá chiếm 40%, trung bình chiếm 20%.")
    good = Example("Xếp loại chất lượng chi hội: vững mạnh chiếm 45,5%, khá chiếm 40,3%, trung bình chiếm 14,3%.")
    reach = 0

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        for whole in ticking(context.once(masked)):
            # What stands before `; cơ cấu: …` tells of other things.
            sentence = whole
            opened = [found.end() for found in re.finditer(r"; ?(?=cơ cấu|xếp loại|phân loại|kết quả)", whole.text)]
            if opened and len(whole.text) - opened[-1] > 20:
                sentence = _from(whole, opened[-1])
            if not _GRADED.search(sentence.text) or _SEVERAL.search(sentence.text):
                continue
            percents = [figure for figure in sentence.figures if is_percent(figure)]
            shares = [
                figure
                for index, figure in enumerate(sentence.figures)
                if is_percent(figure)
                and bounds(figure) is not None
                and (_SHARE.search(sentence.words_before(index)) or _CLASS.fullmatch(sentence.words_before(index)))
            ]
            if len(shares) >= 3 and len(shares) == len(percents):
                yield from self._judge(sentence, shares)

    def _judge(self, sentence: Masked, shares: list[Figure]) -> Iterator[Outcome]:
        pieces = [interval for share in shares if (interval := bounds(share)) is not None]
        values = [share.value for share in shares if share.value is not None]
        found = sum(values, Decimal(0))
        sums = " + ".join(shown(value) for value in values)
        checked = tuple(("figures", share.start) for share in shares)
        whole = added(pieces)
        if whole.low <= 100 <= whole.high:
            yield self.consistent(shares[0].start, shares[-1].end, f"{sums} = {shown(found)} %", checked)
        elif 85 <= found <= 130 and (found > 100 or re.search(r"gồm|chia ra|cơ cấu", sentence.text)):
            message = _("{sum} = {found} %, not 100 %; one of the shares may be wrong", sum=sums, found=shown(found))
            related = tuple(Related(share.start, share.end, _("part: {text}", text=share.text)) for share in shares[1:])
            yield self.inconsistent(shares[0].start, shares[0].end, message, related=related, checked=checked)
