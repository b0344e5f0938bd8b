"""Which stretch of a report belongs to a paper it cites: the mention, its title, the year behind it, the name of a law."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.fact import Facts, Reference
from drafter.reusing.passages import Passages
from drafter.reusing.shifting import Shift, years_in

# A comma goes on with the name only before such words: `Luật Phòng, chống mua bán người`.
_LAW_NAME = re.compile(
    r"(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh)(?:[^.,;:()]|,(?=\s(?:chống|chữa|sửa đổi|bổ sung)\b))*$(?<!trong )(?<!của )(?<!cả )"
)
_PERHAPS_LAW_NAME = re.compile(r"(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh)\s[^.;:()]{3,60}$(?<!trong )(?<!của )(?<!cả )")
_AMENDED = re.compile(r"(?:sửa đổi|bổ sung|hợp nhất)\s+$|\([^()]*sửa đổi[^()]*$")
_YEAR_BEHIND = re.compile(r"(?:\s+của\s[^.,;:()\n]{2,60}?)?,?\s+(?:ban hành\s+)?năm\s+\d{4}(?!\d)")
_BEHIND_PERIOD = re.compile(
    r"(?:cùng kỳ|năm (?:trước|\d{4})|(?:quý|tháng) [ivx\d]+/\d{4})\s*\(\s?(?:theo|nguồn:?|(?:số liệu )?(?:tại|theo))?$"
)
# In a title nothing is told as done.
_DONE = re.compile(r"\s(?:đã|được|là|có|đạt)(?=\s)", re.IGNORECASE)
_TOLD = re.compile(
    r"\s(?:đã|được|là|có|đạt|tiếp tục|báo cáo|nhằm|để|trong|xã|phường|chi bộ|đảng bộ|đảng ủy)(?=\s)", re.IGNORECASE
)
# What a report tells behind a title that no mark closes: `Kết luận số 15/KL-TTr về dự án … chuyển cơ quan điều tra 01 vụ`.
_ITS_RESULT = re.compile(
    r"\s(?:đã|được|là|có|đạt|với|gồm|cho|chuyển|xử lý|kiến nghị|thu hồi|phát hiện|mở|vận động|trao|huy động)(?=\s)",
    re.IGNORECASE,
)
_NESTED = 8


@dataclass(frozen=True)
class Citations(Passages):
    """The cited papers of a report."""

    facts: Facts
    shift: Shift

    @cached_property
    def _cited(self) -> Sequence[tuple[int, int, Reference]]:
        """Each citation with the stretch of text that belongs to it: the mention, and its title behind it."""
        found: list[tuple[int, int, Reference]] = []
        for reference in self.facts.references:
            if reference.own:
                continue
            end = reference.end - (len("V/v") if reference.text.endswith(("V/v", "v/v")) else 0)
            if reference.title:
                place = self.text.find(reference.title, reference.start, reference.end + len(reference.title) + 40)
                titled = max(end, place + len(reference.title)) if place >= 0 else end
                # A line may break inside the title: then it runs on in the next one.
                end = max(titled, self._title_end(end)) if self.text.startswith("\n", titled) else titled
            if (dated := _YEAR_BEHIND.match(self.text, end)) and not _runs_on(reference):
                end = dated.end()  # `Nghị quyết số 01/NQ-HĐND của HĐND xã năm 2025`
            end = max(end, self._title_end(end))
            found.append((reference.start, self._second_half(end) if end > reference.end else end, reference))
        return sorted(found, key=lambda one: one[0])

    def _title_end(self, offset: int) -> int:
        """A citation's `về việc …` runs to the next mark that closes a clause."""
        ceiling = self.bounds(max(0, offset - 1))[1]
        rest = self.text[offset:ceiling]
        opener = re.match(r"\s*,?\s*(?:về|[Vv]/v|ban hành|phê duyệt|quy định|hướng dẫn)\b", rest)
        if opener is None:
            verbs = "|".join(load("rolling")["title_verbs"])
            # A number behind the verb is what was done: `Thông báo số 61-TB/ĐU giao 7 nhiệm vụ`.
            verbal = re.match(rf"\s*(?:{verbs})\b(?!\s+\d)[^.,;:()]*", rest)
            return offset + verbal.end() if verbal and not _DONE.search(verbal.group()) else offset
        stop = re.search(r"[;.](?=\s|$)|\)(?=[\s,;.])|,\s(?=\S+\s(?:đã|được|tiếp tục|triển khai)\b)", rest)
        return offset + (stop.start() if stop else len(rest))

    def _second_half(self, offset: int) -> int:
        """A title goes on behind its comma with the next period's part: `…, nhiệm vụ trọng tâm 6 tháng cuối năm 2024`."""
        rest = self.text[offset : self.bounds(max(0, offset - 1))[1]]
        further = re.match(
            r"\s*[,;]?\s*(?:và\s+)?(?:phương hướng|nhiệm vụ|chương trình|kế hoạch|giải pháp)\b[^.,;:()]*", rest
        )
        if further is None or _TOLD.search(further.group()) or not years_in(further.group()):
            return offset
        return self._second_half(offset + further.end())

    def citation_at(self, offset: int) -> Reference | None:
        """The citation that a place belongs to."""
        index = bisect_right(self._cited, offset, key=lambda one: one[0])
        # A title may hold another citation: the outermost of the few before the place has it.
        for start, end, reference in self._cited[max(0, index - _NESTED) : index]:
            if start <= offset < end:
                return reference
        return None

    def names_figure(self, offset: int) -> bool:
        """Whether a figure is part of a cited paper's name; in doubt it is none, so that it does not pass unseen."""
        reference = self.citation_at(offset)
        return (
            reference is not None and _ITS_RESULT.search(self.text[reference.end : max(reference.end, offset)]) is None
        )

    def trails_citation(self, offset: int) -> bool:
        """Whether nothing closes the clause between a citation and a place: what stands there may be its title."""
        index = bisect_right(self._cited, offset, key=lambda one: one[0])
        end = max((end for _start, end, _found in self._cited[max(0, index - _NESTED) : index]), default=-1)
        if end < self.bounds(offset)[0] or end > offset:
            return False
        between = self.text[end:offset]
        return not re.search(r"[.,;:()\t\n]", between) and not _TOLD.search(between)

    def is_order(self, reference: Reference) -> bool:
        """Whether a citation is the request that ordered this very report: early in its paper, opened by `Thực hiện`,
        `Theo`, and its title speaks of reporting or of the reporting period."""
        words = load("rolling")
        kind = fold(reference.type or "")
        if self._attached_to(reference):
            return True
        if kind not in words["order_types"]:
            return False
        begins = self.bounds(reference.start)[0]
        opening = fold(self.text[begins : begins + 40])
        if not opening.lstrip(" -*").startswith(tuple(words["order"])):
            return False
        index = bisect_left(self._cited, reference.start, key=lambda one: one[0])
        span = next(end for _start, end, found in self._cited[index:] if found is reference)
        said = fold(self.text[reference.start : span])
        titled = re.sub(
            r"\d{4}\s?[-–]\s?\d{4}", " ", said[len(reference.text) :]
        )  # a term's years are none of a period
        of_the_year = self.shift.years != 0 and self.shift.source.year in years_in(titled)
        return "báo cáo" in said or "đề cương" in said or of_the_year or self._answered(reference, span)

    def _answered(self, reference: Reference, end: int) -> bool:
        """Whether the sentence of a paper of late goes on to `… báo cáo kết quả như sau`: this report answers it."""
        said = fold(self.text[end : self.sentence(end)[1]])
        lately = reference.date is not None and abs(int(reference.date[:4]) - self.shift.source.years[-1]) <= 1
        return lately and re.search(r"(?<!\w)báo cáo(?!\w).*(?:như sau|cụ thể|sau đây)", said) is not None

    def replaced(self, reference: Reference) -> bool:
        """Whether the new report cites another paper here: another order, or another report of the period before."""
        return self.is_order(reference) or self.source_of_comparison(reference)

    def source_of_comparison(self, reference: Reference) -> bool:
        """Whether a report in a bracket right behind a period tells where that period's figures are from:
        `cao hơn cùng kỳ năm 2023 (Báo cáo số 45/BC-UBND ngày 20/6/2023)`."""
        if fold(reference.type or "") not in ("báo cáo", "quyết định", "thông báo"):
            return False
        behind = _BEHIND_PERIOD.search(self.before(reference.start))
        lately = reference.date is not None and abs(int(reference.date[:4]) - self.shift.source.years[-1]) <= 1
        return behind is not None and lately

    def _attached_to(self, reference: Reference) -> bool:
        """Whether `(Kèm theo Báo cáo số …)` names the very paper that is rolled: the new one has its own number and day."""
        if fold(reference.type or "") not in ("báo cáo", *load("rolling")["order_types"]):
            return False
        said = self.before(reference.start, reach=80).lstrip("([ *_-")
        begins = reference.start - self.bounds(reference.start)[0] <= 70
        if not begins or not re.search(r"^(?:\w+ ){0,4}kèm theo(?: [^():;]{1,40} và)?$", said):
            return False
        return reference.date is None or abs(int(reference.date[:4]) - self.shift.source.year) <= 1

    def dated_law(self, offset: int) -> bool:
        """Whether a day stands right behind the name of a law: `Luật Tổ chức chính quyền địa phương ngày 16/6/2025`."""
        said = re.sub(r"\s*ngày\s*$", " ", self.text[max(self.bounds(offset)[0], offset - 110) : offset])
        found = _LAW_NAME.search(said)
        return found is not None and not _TOLD.search(found.group()) and "trong" not in found.group()

    def in_name_of_law(self, offset: int) -> bool | None:
        """Whether a year closes the name of a law (`Luật Đất đai năm 2024`) or tells when it was amended; `trong năm 2024`
        does not. None where a comma between leaves it open."""
        said = self.text[max(self.bounds(offset)[0], offset - 90) : offset]
        if _AMENDED.search(said):
            return True
        *_earlier, said = re.split(r"(?<!\d)(?:19|20)\d{2}(?!\d)", said)  # the law's own year stands already
        if _LAW_NAME.search(said):
            return True
        return None if _PERHAPS_LAW_NAME.search(said) else False


def _runs_on(reference: Reference) -> bool:
    """`Đề án 06 năm 2024`: that year's part of a programme of many years."""
    return fold(reference.type or "") in ("đề án", "chương trình")
