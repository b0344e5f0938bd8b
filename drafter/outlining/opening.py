"""Where an outline begins in its paper, and its title: the lines from `ĐỀ CƯƠNG BÁO CÁO` to the first item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.model.document import Document
from drafter.model.section import Paper, SectionTree
from drafter.outlining.lines import Line, lines_in
from drafter.outlining.periods import find_periods
from drafter.outlining.vocabulary import begins, clean, without_stop

# What kind of outline, behind its name on the first line: `ĐỀ CƯƠNG BÁO CÁO THÁNG`, `… NHANH`, `ĐỀ CƯƠNG SỐ 1`, `… GỢI Ý`.
_KIND = re.compile(
    r"(?i)\s+(?:gợi ý|(?:công tác\s+)?(?:tháng|quý|năm|tuần)|nhanh|định kỳ|đột xuất|chuyên đề|tóm tắt|tổng hợp|chi tiết|mẫu|"
    r"số\s*\d{1,2}|\d{1,2})[\s:.*]*\Z"
)


# What opens remarks for the whole report: `MỘT SỐ LƯU Ý KHI VIẾT BÁO CÁO`, `Yêu cầu chung:`.
REMARKS = re.compile(
    r"\W*(?:một số )?(?:lưu ý|chú ý|yêu cầu|điểm cần lưu ý)"
    r"(?: chung| đối với báo cáo| khi (?:viết|xây dựng|làm) báo cáo)?\s*:?\W*\Z"
)
FOREWORD = re.compile(r"\W*(?:phần )?(?:mở đầu|đặt vấn đề)(?:\W|\Z)")


@dataclass(frozen=True, slots=True)
class Opening:
    """`start` where the outline begins, `body` where its title ends; `title` without `ĐỀ CƯƠNG BÁO CÁO`."""

    start: int
    body: int
    title: str


def opening_of(document: Document, tree: SectionTree, paper: Paper) -> Opening:
    """The line that names the outline and the title below it; the paper's own title where no line does."""
    # Lines of tables are none: `lines_in` leaves them out.
    lines = lines_in(document, paper.start, paper.end)
    named = next((place for place, line in enumerate(lines) if names_outline(line)), None)
    labels = {section.start for section in tree.sections}
    if named is None:
        title = without_stop(clean(paper.title or ""))
        body = paper.start
        for part in tree.parts:
            if part.kind == "title" and paper.start <= part.start < paper.end:
                body = max(body, part.end) if not any(part.start <= label < part.end for label in labels) else body
                break
        return Opening(paper.start, body, _without_name(title))
    after = named + 1
    while after < len(lines) and after - named < 6 and _is_title(lines, after, labels, named):
        after += 1
    first = lines[named]
    if after > named + 1 and (kind := _KIND.search(first.text)):
        first = replace(first, text=first.text[: kind.start()])
    printed = " ".join(line.text for line in (first, *lines[named + 1 : after]))
    title = _without_name(printed)
    if not title and paper.title:
        # `HƯỚNG DẪN XÂY DỰNG BÁO CÁO` with its title and remarks, then `KHUNG BÁO CÁO` alone.
        title = _without_name(without_stop(clean(paper.title)))
    return Opening(lines[named].start, lines[after - 1].end, title)


def names_outline(line: Line) -> bool:
    """`ĐỀ CƯƠNG BÁO CÁO …` at a line's start, in capitals or with nothing behind it but a title."""
    name = _name(line.text)
    if name is None or line.bullet is not None:
        return False
    printed, rest = line.text[: len(name)], line.text[len(name) :].strip(" :.-–*")
    return (
        printed == printed.upper()
        or not rest
        or (rest[:1].isupper() and len(line.text) < 200 and not line.text.endswith("."))
    )


def _name(text: str) -> str | None:
    folded = fold(text)
    names = sorted(load("asks")["frame"]["outline_names"], key=len, reverse=True)
    return next((name for name in names if re.match(re.escape(fold(name)) + r"(?![^\W_])", folded)), None)


def _is_title(lines: Sequence[Line], place: int, labels: set[int], named: int) -> bool:
    line = lines[place]
    text = line.text.rstrip(" *_")
    if (
        line.start in labels
        or line.bullet is not None
        or FOREWORD.match(fold(text))
        or begins(text, "notes", "frame")
        or REMARKS.match(fold(text))
    ):
        return False
    if text.startswith("(") and len(text) < 60 and _is_period(text):
        return True
    goes_on = text.endswith((";", ",")) and place + 1 < len(lines) and lines[place + 1].text[:1].islower()
    ends = text.endswith((".", ";", ":")) and not goes_on
    if text.startswith("(") or ends or len(text) > 260 or not re.search(r"[^\W\d_]", text):
        return False
    if place > named + 1:
        # A heading without a label over bullets or over a sentence belongs to the body.
        # A title in capitals is not at its end before it names its period.
        so_far = " ".join(above.text for above in lines[named:place])
        if lines[place - 1].text.isupper() and find_periods(text) and not find_periods(so_far):
            return True
        if lines[place - 1].text.isupper() and not text.isupper() and find_periods(so_far) and not find_periods(text):
            return text[:1].islower()
        over = lines[place + 1] if place + 1 < len(lines) else None
        if over is not None and (over.bullet is not None or over.text.rstrip().endswith(".")) and text == text.upper():
            return False
        if lines[place - 1].text != lines[place - 1].text.upper() and text == text.upper():
            return False
    return True


def _is_period(text: str) -> bool:
    """Whether a bracket says little more than a period: `(Giai đoạn 2021 - 2023)`."""
    rest = text
    for phrase in reversed(find_periods(text)):
        rest = rest[: phrase.start] + rest[phrase.end :]
    return rest != text and len(re.findall(r"\w+", rest)) <= 3


def _without_name(printed: str) -> str:
    """The title without the outline's name before it; `Báo cáo` stays where the rest would begin in small letters."""
    words = without_stop(clean(printed))
    name = _name(words)
    if name is None:
        return words
    rest = words[len(name) :].lstrip(" :.-–")
    # `ĐỀ CƯƠNG BÁO CÁO THÁNG`: a word alone is no title.
    if rest and (rest[:1].islower() or " " not in rest) and name.endswith("báo cáo"):
        rest = words[len(name) - len("báo cáo") :]
    return rest if rest and not re.match(r"(?:của|này)\s", fold(rest)) else "" if not rest else words
