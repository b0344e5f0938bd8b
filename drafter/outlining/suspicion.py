"""What is no outline, and outlines without labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from drafter.errors import UsageError
from drafter.language.folding import fold
from drafter.lexicon import load
from drafter.messages import catalogue
from drafter.model.document import Document
from drafter.model.outline import Item
from drafter.model.section import DocumentKind, Paper, PartKind, SectionTree
from drafter.outlining.asks import read_body
from drafter.outlining.lines import Line, lines_between, lines_in
from drafter.outlining.opening import FOREWORD, REMARKS, names_outline
from drafter.outlining.vocabulary import begins, clean
from drafter.outlining.wanted import wants_figures
from drafter.outlining.wording import read

if TYPE_CHECKING:
    from drafter.outlining.importing import _Reader

_ = catalogue("outlining")

_RESULT = re.compile(
    r"(?<![\w/.,])\d[\d.,]*\s*(?:%|đồng|triệu|tỷ|hộ|người|lượt|cuộc|buổi|hội nghị|tấn|tạ|ha|km|gam|em|học sinh|"
    r"vụ|đơn|lớp|suất|mô hình|đoàn viên|hội viên|đảng viên|căn|nhà|công trình|cây|hồ sơ|đối tượng|gia đình)(?!\w)"
)
# A sentence that tells what was done: `Chi bộ đã …`; not `Các văn bản đã ban hành`.
_DONE = re.compile(
    r"(?!(?:về |các |những |việc |kết quả|số |công tác|tình hình|đánh giá|nêu|mức độ|nội dung|tiến độ))"
    r"[^:;(]{0,90}(?<!\w)đã(?: được| tổ chức| \w+)"
)
_BLANK = re.compile(r"…|\.{3,}|_{3,}")
_DATED = re.compile(r"ngày\s*\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}")
# The papers that are none by their kind, however they are divided.
_OTHERS = (DocumentKind.LETTER, DocumentKind.DECISION, DocumentKind.PLAN, DocumentKind.PROGRAMME)
# What may hold an outline without calling it so.
_MAY = ("hướng dẫn", "kế hoạch", "chương trình", "thông báo")
# So many lines that instruct, and such a share of all (one in five), make an outline of a paper that is called otherwise.
_ENOUGH, _SHARE = 3, 5


def refuse_what_is_none(document: Document, tree: SectionTree, paper: Paper, indexes: Sequence[int]) -> tuple[str, ...]:
    """Raise UsageError for a paper that is plainly no outline; gives the doubts where that is unsure.

    A paper that calls itself an outline is never refused. A decision or a submission always is; a letter, a plan, a
    programme or a guide unless many of its lines instruct. A report is where its sentences tell results and next to none
    instruct, or where it is dated and signed and nothing in it instructs.
    """
    if _calls_itself_outline(document, paper):
        return ()
    path = document.source.path
    lines = lines_between(document, tree, paper.start, paper.end)
    asked = sum(begins(line.text, "instructing") or bool(read(line.text).guidance) for line in lines)
    asked += sum(line.bullet is not None and wants_figures(line.text) and not _tells(line) for line in lines)
    asked += sum(bool(_BLANK.search(line.text)) for line in lines)
    many = asked >= _ENOUGH and asked * _SHARE >= len(lines)
    name = _other_name(paper)
    if (name or paper.kind in _OTHERS) and not (many and paper.kind != DocumentKind.DECISION and name in (None, *_MAY)):
        title = paper.title or next((line.text for line in lines), name) or ""
        raise UsageError(
            _(
                "{path}: “{title}” is no outline, and there is none behind it; give the file that holds the ĐỀ CƯƠNG",
                path=path,
                title=" ".join(title.split())[:60],
            )
        )
    told = sum(map(_tells, lines))
    if told >= _ENOUGH and told > 2 * asked:
        raise UsageError(
            _(
                "{path}: this reads like a report, not like an outline ({told} sentences with results)",
                path=path,
                told=told,
            )
        )
    if paper.kind == DocumentKind.REPORT and _is_finished(document, tree, paper):
        body = min((tree.sections[index].start for index in indexes), default=paper.start)
        if not any(_instructs(line) for line in lines if line.start >= body):
            raise UsageError(_("{path}: this is a finished report (dated and signed), not an outline", path=path))
    return () if paper.kind == DocumentKind.OUTLINE or many else (_not_named(),)


def _not_named() -> str:
    return _("the paper does not call itself an outline (ĐỀ CƯƠNG); check that it is one")


def _calls_itself_outline(document: Document, paper: Paper) -> bool:
    head = fold(document.text[paper.start : paper.start + 600])
    names = load("asks")["frame"]["outline_names"]
    title = fold(paper.title or "")
    if (paper.kind == DocumentKind.OUTLINE and "đề cương" in head) or any(fold(name) in title for name in names):
        return True
    return any(line.text.isupper() and names_outline(line) for line in lines_in(document, paper.start, paper.end))


def _other_name(paper: Paper) -> str | None:
    """The name of a kind of paper that is no outline, at the beginning of the title: `TỜ TRÌNH`, `THÔNG BÁO`."""
    title = fold(paper.title or "").lstrip(" (")
    kinds: dict[str, list[str]] = load("papers")["kinds"]
    names = [*kinds["decision"], *kinds["plan"], *kinds["programme"], *kinds["other"]]
    # One-syllable names (`đơn`, `luật`) begin other titles too.
    return next((name for name in names if " " in name and re.match(rf"{re.escape(fold(name))}(?!\w)", title)), None)


def _instructs(line: Line) -> bool:
    """Whether a line instructs by its words; a bracket that merely explains something does not."""
    said = read(line.text).guidance
    return (
        begins(line.text, "guiding")
        or any(begins(words, "instructing") or wants_figures(words) for words in said)
        or bool(_BLANK.search(line.text))
        or (line.bullet is not None and wants_figures(line.text) and not _tells(line))
    )


def _tells(line: Line) -> bool:
    folded = fold(line.text)
    if begins(line.text, "instructing") or read(line.text).guidance:
        return False
    if _RESULT.search(folded) and len(line.text) > 25:
        return True
    return len(line.text) > 50 and line.text.rstrip()[-1:] in ".;" and bool(_DONE.match(folded))


def _is_finished(document: Document, tree: SectionTree, paper: Paper) -> bool:
    """Whether a paper bears its day and a signature or a closing sentence; a form to fill in has a blank for the day."""
    parts = [part for part in tree.parts if paper.start <= part.start < paper.end]
    dated = any(
        part.kind == PartKind.LETTERHEAD and _DATED.search(fold(document.text[part.start : part.end])) for part in parts
    )
    return dated and any(part.kind in (PartKind.SIGNATURE, PartKind.CLOSING) for part in parts)


_DEMANDS = re.compile(
    r"\W*(?:một số )?(?:yêu cầu|lưu ý|chú ý|hướng dẫn|nguyên tắc)(?: chung| khi (?:viết|xây dựng) báo cáo)?\s*:?\W*\Z"
)


def preface_of(document: Document, tree: SectionTree, start: int, indexes: Sequence[int]) -> tuple[str, ...]:
    """`Yêu cầu chung:` with numbered paragraphs before the first item: what each says. () where there are none.

    The paragraphs end where labels of another family begin, or where the count begins anew.
    """
    if not indexes:
        return ()
    above = lines_between(document, tree, start, tree.sections[indexes[0]].start, parts=False)
    if not above or not _DEMANDS.match(fold(above[-1].text)):
        return ()
    first = tree.sections[indexes[0]]
    said: list[str] = []
    for place, index in enumerate(indexes):
        section = tree.sections[index]
        if section.style != first.style or (place and section.number == first.number):
            return tuple(said)
        words = clean(document.text[section.start : min(section.end, _next_start(tree, indexes, place))])
        said.append(words.removeprefix(clean(section.label or "")).strip())
    return ()


def _next_start(tree: SectionTree, indexes: Sequence[int], place: int) -> int:
    return tree.sections[indexes[place + 1]].start if place + 1 < len(indexes) else tree.sections[indexes[place]].end


def unlabelled(
    document: Document, tree: SectionTree, start: int, end: int, reader: _Reader, *, only_capitals: bool = False
) -> tuple[Item, ...]:
    """Items without labels in a stretch: lines in capitals or bold, or short lines over bullets; doubtful, and said so."""
    lines = lines_between(document, tree, start, end)
    heads = [
        place for place, _line in enumerate(lines) if _is_head(document, lines, place, only_capitals=only_capitals)
    ]
    items: list[Item] = []
    for number, place in enumerate(heads):
        if REMARKS.match(fold(lines[place].text)) or names_outline(lines[place]):
            continue
        below = lines[place + 1 : heads[number + 1] if number + 1 < len(heads) else len(lines)]
        title, colon, behind = lines[place].text.partition(":")
        if colon and behind.strip() and FOREWORD.match(fold(title)):
            below = [replace(lines[place], text=behind.strip()), *below]
            reading = read(title)
        else:
            colon, reading = "", read(lines[place].text)
        body = read_body(below, inline=bool(colon), parent=False)
        reader.doubt(lines[place].start, _("“{title}” has no label; taken for an item", title=reading.text[:60]))
        items.append(
            reader.made(
                reader.names.of(reading.text),
                None,
                reading.text,
                (*reading.guidance, *body.guidance),
                reading.optional or body.optional,
                body,
                (),
                lines[place].start,
            )
        )
    return tuple(items)


def _is_head(document: Document, lines: Sequence[Line], place: int, *, only_capitals: bool) -> bool:
    line = lines[place]
    if line.note:
        return False
    if REMARKS.match(fold(line.text)) or names_outline(line):
        return True
    if FOREWORD.match(fold(line.text)):
        return True
    if only_capitals and not (line.text == line.text.upper() and place + 1 < len(lines) and len(line.text) > 5):
        return False
    if line.bullet is not None or len(line.text) > 200:
        return False
    block = next((block for block in document.blocks if block.start <= line.start < block.end), None)
    if block is not None and (block.look.bold or block.look.outline_level):
        return True
    letters = [char for char in line.text if char.isalpha()]
    if letters and sum(map(str.isupper, letters)) * 10 >= len(letters) * 9:
        return True
    if not only_capitals and _is_short(line):
        return True
    over_bullets = place + 1 < len(lines) and lines[place + 1].bullet is not None
    return over_bullets and not begins(line.text, "instructing") and not line.text.endswith(".")


def _is_short(line: Line) -> bool:
    """A few words without a final mark: where nothing is labelled, a heading."""
    words = line.text.split()
    # `Kiến nghị` alone is a heading, `Kiến nghị với cấp trên những việc cần làm` an order.
    instructs = len(words) > 4 and begins(line.text, "instructing")
    return len(words) <= 12 and line.text[:1].isupper() and line.text[-1:].isalnum() and not instructs
