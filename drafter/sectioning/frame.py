"""What frames a paper's body: letterhead, title, preamble, recipients, signature, closing, notes; and where papers begin.

Evidence is the wording of official forms (`sectioning.marks`), capitals and position. A file holds a second paper where
a new letterhead or type name stands behind recipients or a signature, or where an outline's name stands behind a body.
Of the page's look only bold and centred lines are used, to tell how far a title goes.
"""

from __future__ import annotations

import re
from itertools import pairwise

from drafter.model.section import DocumentKind
from drafter.sectioning.lines import Line, breaks_off
from drafter.sectioning.marks import (
    HEAD_MARKS,
    Mark,
    kind_of,
    names_office,
    signs_beside,
    starts_preamble,
    tells_results,
)
from drafter.sectioning.sheet import PaperLines, Sheet

_LISTED = re.compile(r"[;.,…_]\s*\Z")
_BESIDE = re.compile(r"(?:\t|[ ]{3}|:)\s{0,80}(?:TM|T/M|KT|K/T|TL|T/L|TUQ)[./ ]")
_REQUEST = re.compile(r"(?<![^\W_])(?:đề nghị|yêu cầu|kính|trân trọng|mong)(?![^\W_])")
_FAREWELL = re.compile(r"(?<![^\W_])(?:kính (?:báo cáo|trình|đề nghị|mong|gửi)|trân trọng)(?![^\W_])")
_LETTERHEAD_LINES = 40


def split_papers(sheet: Sheet) -> list[PaperLines]:
    """The papers of a file, at least one."""
    starts = [0]
    ended = body = False
    appendix: int | None = None
    for index, mark in enumerate(sheet.marks):
        row = sheet.lines[index].row
        if sheet.labels[index] is not None and not row:
            body = True
            if sheet.appendix(index):
                appendix = index
        if mark in (Mark.COPIES, Mark.SIGNING, Mark.SIGNED) and index > starts[-1] + 2:
            ended = True
        kind = kind_of(sheet.lines[index].folded[:200]) if mark is Mark.KIND and not row else None
        if kind is not None and index and sheet.names(index - 1) and not sheet.appendix(index - 1):
            kind = None
        outline = kind is DocumentKind.OUTLINE and (body or ended)
        opens = mark in (Mark.MOTTO, Mark.NUMBER) or kind is not None
        # What an appendix holds belongs to it, an outline excepted.
        if not outline and not (opens and ended and appendix is None):
            continue
        start = appendix if outline and appendix is not None and index - appendix <= 4 else index
        start = _letterhead_start(sheet, start, starts[-1])
        if start > starts[-1]:
            starts.append(start)
            ended, body, appendix = False, False, None
    return [PaperLines(first, last) for first, last in pairwise([*starts, len(sheet.lines)])]


def _letterhead_start(sheet: Sheet, index: int, floor: int) -> int:
    """The first line of the letterhead that a line belongs to: issuers, numbers and dates right before it."""
    start = index
    while start > floor + 1:
        before = start - 1
        same_table = sheet.lines[before].row and sheet.lines[before].block == sheet.lines[index].block
        head = index - start < 8 and sheet.marks[before] in HEAD_MARKS and sheet.marks[before] is not Mark.RULE
        if not same_table and not head:
            break
        start = before
    return start


def frame(paper: PaperLines, sheet: Sheet) -> dict[int, str]:
    """Find a paper's parts: fills `paper.spans`, `kind` and `title`. Returns the part of each line that lies in one."""
    at = _opening(paper, sheet)
    _closing(paper, sheet, at)
    if all(part != "closing" for part, _, _ in paper.spans):
        _request(paper, sheet, at)
    return {index: part for part, first, last in paper.spans for index in range(first, last)}


def _opening(paper: PaperLines, sheet: Sheet) -> int:
    """Letterhead, title, recipients and preamble; gives the first line behind them."""
    at = _letterhead(paper, sheet)
    if at + 1 < paper.last and sheet.appendix(at) and sheet.marks[at + 1] is Mark.KIND and at == paper.first:
        # An outline that is handed out as an appendix: the appendix's name is the paper's title.
        at = _title(paper, sheet, at + 1, kind_of(sheet.lines[at + 1].folded[:200]))
    if at < paper.last and sheet.marks[at] is Mark.SUBJECT:
        at = _title(paper, sheet, at, DocumentKind.LETTER)
        at = _rest_of_letterhead(paper, sheet, at)
    if at < paper.last and sheet.marks[at] is Mark.KIND:
        at = _title(paper, sheet, at, kind_of(sheet.lines[at].folded[:200]))
    elif paper.title is None and at < paper.last and (named := _type_below(paper, sheet, at)) is not None:
        at = _title(paper, sheet, paper.take("letterhead", at, named), kind_of(sheet.lines[named].folded[:200]))
    elif paper.title is None and at < paper.last:
        at = _plain_title(paper, sheet, at)
    at = _rest_of_letterhead(paper, sheet, at)
    if at < paper.last and sheet.marks[at] is Mark.TO:
        at = _addressees(paper, sheet, at)
        paper.kind = paper.kind or DocumentKind.LETTER
    if paper.kind is None and paper.first < paper.last and sheet.appendix(paper.first):
        _kind_of_form(paper, sheet)
    begin = at
    stops = (Mark.COPIES, Mark.SIGNING, Mark.CLOSING, Mark.NOTE)
    while at < paper.last and not sheet.heading(at) and not sheet.lines[at].row and sheet.marks[at] not in stops:
        at += 1
    # Without a title and without sections everything is body.
    if at < paper.last or begin > paper.first:
        paper.take("preamble", begin, at)
    return at


def _kind_of_form(paper: PaperLines, sheet: Sheet) -> None:
    """A file that is a form: its kind and title stand below the form's number and letterhead."""
    for at in range(paper.first + 1, min(paper.first + 12, paper.last)):
        if sheet.marks[at] is Mark.KIND:
            paper.kind = kind_of(sheet.lines[at].folded[:200])
            paper.title = (at, at + 2 if at + 1 < paper.last and _continues_title(sheet, at + 1, at) else at + 1)
            return


def _letterhead(paper: PaperLines, sheet: Sheet) -> int:
    at = paper.first
    proofs = (Mark.MOTTO, Mark.NUMBER, Mark.PLACE_DATE)
    table = {
        sheet.lines[index].block
        for index in range(paper.first, min(paper.first + 60, paper.last))
        if sheet.lines[index].row and sheet.marks[index] in proofs
    }
    while at < paper.last:
        line, mark = sheet.lines[at], sheet.marks[at]
        if at - paper.first > _LETTERHEAD_LINES:
            break
        ahead = sheet.marks[at + 1 : min(at + 6, paper.last)]
        if line.row:
            # The table that holds the motto, the number or the date, and no other.
            if line.block not in table or (line.block != sheet.lines[paper.first].block and at - paper.first > 12):
                break
        elif mark not in HEAD_MARKS:
            # A name, or the dots where one will stand.
            named = at - paper.first < 8 and mark is None and len(line.text) < 80
            named = named and (line.capitals or not any(map(str.isalnum, line.text)))
            if not named or sheet.heading(at) or not any(proof in ahead for proof in proofs):
                break
        at += 1
    return paper.take("letterhead", paper.first, at)


def _rest_of_letterhead(paper: PaperLines, sheet: Sheet, at: int) -> int:
    begin = at
    while at < paper.last and sheet.marks[at] in (Mark.MOTTO, Mark.PLACE_DATE, Mark.NUMBER, Mark.RULE, Mark.STAMP):
        at += 1
    return paper.take("letterhead", begin, at)


def _title(paper: PaperLines, sheet: Sheet, at: int, kind: DocumentKind | None) -> int:
    begin = at
    at += 1
    while at < paper.last and at - begin < 7 and _continues_title(sheet, at, begin):
        at += 1
    paper.kind = kind
    paper.title = (begin, at)
    return paper.take("title", begin, at)


def _type_below(paper: PaperLines, sheet: Sheet, at: int) -> int | None:
    """The type's name (`BÁO CÁO`) below a line or two that say no more than a name: a leftover of the letterhead."""
    for index in range(at, min(at + 3, paper.last)):
        line = sheet.lines[index]
        if sheet.marks[index] is Mark.KIND and index > at:
            return index
        ends = line.text.rstrip().endswith((".", ";", ":", ","))
        if sheet.marks[index] is not None or sheet.heading(index) or line.row or line.bullet or ends:
            return None
        if len(line.text) > 50:
            return None
    return None


def _continues_title(sheet: Sheet, at: int, begin: int) -> bool:
    line, mark = sheet.lines[at], sheet.marks[at]
    text = line.text.rstrip(" *_")
    if line.row or sheet.labels[at] is not None or line.look.anchor is not None or at in sheet.plain_heads:
        return False
    if sheet.styled and line.look.outline_level and not (sheet.lines[begin].look.outline_level or line.look.centred):
        return False
    if mark is Mark.RULE:
        return True
    if text.startswith("(") and len(text) < 250:
        return True
    if line.listed or line.folded == "mục lục" or _issues(sheet, at):
        return False
    frame_marks = (
        Mark.TO,
        Mark.CLOSING,
        Mark.COPIES,
        Mark.NUMBER,
        Mark.PLACE_DATE,
        Mark.NOTE,
        Mark.SIGNING,
        Mark.MOTTO,
    )
    if line.bullet or mark in frame_marks:
        return False
    if len(text) > 260 or (text.endswith((".", ";", ":")) and not line.capitals and not _more_title(sheet, at)):
        return False
    if line.capitals or line.look.centred or line.look.bold:
        return True
    if starts_preamble(line) and at > begin + 1:
        return False
    return len(text) < 160 or at == begin + 1


def _issues(sheet: Sheet, at: int) -> bool:
    """Whether a line in capitals names who decides: `CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ` before `Căn cứ …`."""
    after = sheet.lines[at + 1].folded if at + 1 < len(sheet.lines) else ""
    return sheet.marks[at] in (Mark.OFFICE, Mark.ISSUER) and after.startswith(("căn cứ", "xét", "theo"))


def _more_title(sheet: Sheet, at: int) -> bool:
    """Whether a title line that stops with a semicolon goes on: `…; nhiệm vụ … 6 tháng cuối năm`."""
    text = sheet.lines[at].text.rstrip(" *_")
    after = sheet.lines[at + 1] if at + 1 < len(sheet.lines) else None
    return (
        text.endswith(";")
        and after is not None
        and not after.bullet
        and len(after.text) < 160
        and not starts_preamble(after)
    )


def _plain_title(paper: PaperLines, sheet: Sheet, at: int) -> int:
    """A title without the type's name: short lines before the first section that end no sentence."""
    begin = at
    while at < paper.last and at - begin < 4 and sheet.marks[at] in (None, Mark.OFFICE):
        line = sheet.lines[at]
        text = line.text.rstrip(" *_")
        title_style = line.look.outline_level == 0
        if line.row or line.bullet or (sheet.heading(at) and not title_style):
            break
        if not title_style and (
            len(text) > 220 or text.endswith((".", ";", ":")) or (starts_preamble(line) and not line.capitals)
        ):
            break
        at += 1
    if at > begin:
        paper.title = (begin, at)
        head = sheet.lines[begin].folded[:200]
        paper.kind = paper.kind or kind_of(head) or (DocumentKind.REPORT if tells_results(head) else None)
    return paper.take("title", begin, at)


def _addressees(paper: PaperLines, sheet: Sheet, at: int) -> int:
    """`Kính gửi:` with the list below it."""
    begin = at
    at += 1
    while at < paper.last and not sheet.lines[at].row:
        line, before = sheet.lines[at], sheet.lines[at - 1].text.rstrip()
        listed = line.bullet or (line.text.rstrip().endswith((";", ",")) and len(line.text) < 120)
        first = at == begin + 1 and before.endswith(":") and len(line.text) < 160
        last = before.endswith((";", ",")) and len(line.text) < 140 and sheet.labels[at] is None
        if not (listed or first or last):
            break
        at += 1
    return paper.take("recipients", begin, at)


def _closing(paper: PaperLines, sheet: Sheet, at: int) -> None:
    """Recipients, signature, closing sentence and notes, wherever they stand behind the opening."""
    headed = at
    while at < paper.last:
        mark, line = sheet.marks[at], sheet.lines[at]
        end = at + 1
        if sheet.appendix(at):
            headed = at + 5
        if mark is Mark.COPIES:
            end = paper.take("recipients", at, _copies_end(paper, sheet, at))
            if _BESIDE.search(line.text[:300]) or signs_beside(line.text[:300]):
                # Set side by side with blanks: the same lines hold both.
                paper.beside.add(at)
                end = paper.take("signature", at, _signature_end(paper, sheet, at))
        elif _signs(paper, sheet, at):
            end = paper.take("signature", at, _signature_end(paper, sheet, at))
        elif mark is Mark.CLOSING and not line.row and sheet.labels[at] is None and _closes(paper, sheet, at):
            while end < paper.last and end - at < 4 and (_plain(sheet, end) or sheet.marks[end] is Mark.CLOSING):
                end += 1
            paper.take("closing", at, end)
        elif mark is Mark.NOTE and not line.row and sheet.labels[at] is None:
            # Right under the name of an appendix a bracket says what it belongs to.
            under_name = line.text.startswith("(") and at <= headed
            if not under_name:
                end = paper.take("note", at, _note_end(paper, sheet, at))
        at = end


def _request(paper: PaperLines, sheet: Sheet, body: int) -> None:
    """The request that closes a letter, or a paper that ends in `./.`: one or two paragraphs right before the frame."""
    frame_starts = [first for part, first, _ in paper.spans if part in ("recipients", "signature") and first > body]
    if not frame_starts:
        return
    first = end = min(frame_starts)
    if _asks_to_end(sheet.lines[end - 1]) and end - 1 > body and _plain(sheet, end - 1):
        paper.take("closing", end - 1, end)
        return
    while first > max(body, end - 2) and _plain(sheet, first - 1):
        first -= 1
    ended = paper.kind is DocumentKind.LETTER or sheet.lines[end - 1].text.rstrip().endswith("./.")
    if ended and first > body and sheet.labels[first - 1] is not None and _REQUEST.search(sheet.lines[first].folded):
        paper.take("closing", first, end)


def _asks_to_end(line: Line) -> bool:
    """Whether a paragraph ends a paper by itself: `Sở … kính báo cáo Ủy ban nhân dân tỉnh xem xét./.`"""
    return line.text.rstrip().endswith("./.") and not line.bullet and bool(_FAREWELL.search(line.folded))


def _plain(sheet: Sheet, index: int) -> bool:
    return sheet.marks[index] is None and not sheet.heading(index) and not sheet.lines[index].row


def _same_cell(sheet: Sheet, first: int, index: int) -> bool:
    one, other = sheet.lines[first], sheet.lines[index]
    return (one.block, one.cell) == (other.block, other.cell)


def _copies_end(paper: PaperLines, sheet: Sheet, at: int) -> int:
    end = at + 1
    stops = (Mark.SIGNING, Mark.OFFICE, Mark.SIGNED, Mark.MOTTO, Mark.KIND, Mark.NOTE)
    while end < paper.last and end - at < 40:
        line = sheet.lines[end]
        if sheet.lines[at].row:
            if not _same_cell(sheet, at, end):
                break
        elif (
            line.row
            or len(line.text) > 140
            or sheet.marks[end] in stops
            or sheet.appendix(end)
            or not (line.bullet or _LISTED.search(line.text[-40:]) or line.folded.startswith(("như", "lưu")))
        ):
            break
        end += 1
    return end


def _signature_end(paper: PaperLines, sheet: Sheet, at: int) -> int:
    end = at + 1
    stops = (Mark.COPIES, Mark.MOTTO, Mark.NUMBER, Mark.NOTE, Mark.KIND)
    while end < paper.last and end - at < 12:
        line = sheet.lines[end]
        if sheet.lines[at].row:
            if not _same_cell(sheet, at, end):
                break
        elif (
            line.row
            or len(line.text) > 90
            or sheet.marks[end] in stops
            or sheet.appendix(end)
            or (sheet.heading(end) and sheet.marks[end] is None)
        ):
            break
        end += 1
    return end


def _ends_paper(paper: PaperLines, sheet: Sheet, at: int) -> bool:
    """Whether nothing numbered and no long paragraph follows in the paper before an appendix."""
    for index in range(at + 1, min(paper.last, at + 25)):
        if sheet.appendix(index) or sheet.marks[index] in (Mark.COPIES, Mark.SIGNING, Mark.SIGNED):
            return True
        if not sheet.lines[index].row and (sheet.heading(index) or len(sheet.lines[index].text) > 200):
            return False
    return True


def _signs(paper: PaperLines, sheet: Sheet, at: int) -> bool:
    """Whether a signature begins: by its authority, or by an office at a paper's end."""
    mark = sheet.marks[at]
    if mark is None:
        return names_office(sheet.lines[at]) and _only_names_follow(paper, sheet, at) > 0
    if mark is Mark.ISSUER and sheet.labels[at] is None:
        # `BAN THƯỜNG VỤ` alone, or with a name below it; not the end of a heading that is torn before it.
        label = sheet.labels[at - 1]
        bare = label is not None and label.readings[0].end >= sheet.lines[at - 1].end - 1
        goes_on = bare or breaks_off(sheet.lines[at - 1].text, "")
        return not goes_on and _only_names_follow(paper, sheet, at) >= 0
    return mark is Mark.SIGNING or (mark in (Mark.SIGNED, Mark.OFFICE) and _ends_paper(paper, sheet, at))


def _only_names_follow(paper: PaperLines, sheet: Sheet, at: int) -> int:
    """How many short lines stand between an office or a body (`Trưởng ban`) and the paper's end; -1 where anything else does."""
    end = at + 1
    while end < paper.last and not sheet.appendix(end):
        line = sheet.lines[end]
        if end - at > 3 or len(line.text) > 50 or line.row or sheet.heading(end) or line.bullet:
            return -1
        end += 1
    return end - at - 1


def _closes(paper: PaperLines, sheet: Sheet, at: int) -> bool:
    """Whether a closing sentence is one: what follows it is the frame."""
    for index in range(at + 1, min(paper.last, at + 6)):
        if sheet.appendix(index) or sheet.marks[index] in (Mark.COPIES, Mark.SIGNING, Mark.OFFICE, Mark.SIGNED):
            return True
        if sheet.heading(index):
            return False
    return True


def _note_end(paper: PaperLines, sheet: Sheet, at: int) -> int:
    end = at + 1
    words = sheet.lines[at].text.rstrip(" *_")
    if words.startswith("(") or (len(words) >= 20 and not (words.endswith(":") and len(words) < 60)):
        while end < paper.last and end - at < 5 and _plain(sheet, end) and _torn(sheet, end):
            end += 1
        return end
    numbered = sheet.marks[at] is Mark.NOTE and not sheet.lines[at].folded.startswith(("lưu ý", "chú ý"))
    while end < paper.last and end - at < 60 and (_plain(sheet, end) or (numbered and _plain_number(sheet, end))):
        end += 1
    return end


def _torn(sheet: Sheet, index: int) -> bool:
    """Whether a line goes on with the sentence of the one above it."""
    before, line = sheet.lines[index - 1].text, sheet.lines[index]
    if line.bullet or before.rstrip(" *_").endswith((".", ";", ":", "!", ")")):
        return False
    return line.text[:1].islower() or breaks_off(before, line.text)


def _plain_number(sheet: Sheet, index: int) -> bool:
    """Whether a line is an item of a numbered note: an Arabic number, no capitals."""
    label = sheet.labels[index]
    if label is None or sheet.lines[index].row or sheet.lines[index].capitals:
        return False
    return label.readings[0].family == "arabic" and not sheet.lines[index].look.bold
