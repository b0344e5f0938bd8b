"""What a number is when it is no figure: a date, a label, a document's number, a name, a telephone number, a clock time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from drafter.extracting.language import tallied
from drafter.extracting.numbers import Written
from drafter.extracting.units import Unit, UnitKind, lexicon, tone_variants
from drafter.extracting.view import View
from drafter.lexicon import load

_YEAR = r"(?:19|20)\d\d"
# Written times; numbers inside them are theirs. Every form begins with its first digit, which keeps the search fast; what
# may not stand before it is looked at behind; what follows all of them is looked for first.
_TAKEN = re.compile(
    r"\d(?<!\d\d)(?=\d{0,3} ?(?:[/-]|th|giờ|[hg](?![^\W\d_đt])|\. ?\d{1,2} ?\.))(?:"
    rf"(?<!/\d)\d? ?(?P<s>[/.-]) ?\d{{1,2}} ?(?P=s) ?(?:{_YEAR}|\d\d)(?![\d/]|[.,]\d)"
    r"|(?:(?<=1)9|(?<=2)0)\d\d(?P<t>[/-])\d{1,2}(?P=t)\d{1,2}(?!\d)"
    rf"|(?:(?<=1)9|(?<=2)0)\d\d ?- ?{_YEAR}(?!\d)"
    rf"|(?<![/.,]\d)\d? ?[/-] ?{_YEAR}(?![\d/]|[.,]\d)"
    r"|\d? tháng (?:0?[1-9]|1[0-2])(?: năm \d{4})?(?!\d|[.,]\d| ?%| (?:lần|buổi|cuộc|kỳ|nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))"
    rf"|\d? tháng (?:đầu|cuối) (?:năm|nhiệm kỳ)(?: {_YEAR})?|\d? tháng (?:năm |/ ?)?{_YEAR}"
    rf"|\d? ?(?:h|g|giờ)(?: ?\d{{2}}(?: ?phút)?)? ?(?:-|đến|tới) ?\d{{1,2}} ?(?:h|g|giờ)(?: ?\d{{2}}(?: ?phút)?)?(?!\w)"
    r"|\d? ?(?:(?:h|giờ) ?|g)\d{2}(?: ?(?:phút|'))?(?!\d)|(?:(?<=lúc \d)|(?<=hồi \d)|(?<=trước \d))\d? ?giờ(?!\w)|\d?h(?!\w)"
    r"|\d? ?giờ(?=,? (?:ngày|thứ|sáng|chiều|hôm|cùng ngày)(?!\w))"
    r"|(?<=2)4/(?:7|24(?= ?(?:h|giờ)(?!\w)))(?!\d))"
)
_ROUND_THE_CLOCK = re.compile(
    r"(?:trực|làm việc|hoạt động|canh gác|phục vụ|liên tục|tuần tra|ứng trực|trực ban)[^,;.]{0,24} 24/24(?!\d)"
)
_DAY = re.compile(r"(?:ngày|mùng|mồng|rằm|lễ|dịp|hôm) \d{1,2} ?[/.-] ?\d{1,2}(?![\d/])")
_FORMULA = re.compile(r"\(\d{1,2}(?: ?[-+=] ?\d{1,2}){1,8}\)")  # `Cộng thu (1+2)`
_NIGHT = re.compile(r"đêm \d{1,2}(?= rạng|,)")  # `đêm 14 rạng sáng 15/5`
_WEEKDAY = re.compile(r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật)[ ,(]{1,3}\d{1,2} ?[/.-] ?\d{1,2}(?![\d/])")
# Names of movements and models (`“5 không, 3 sạch”`): short words behind each number, nothing else in the quotation marks.
_SLOGAN = re.compile(
    r"[\"“”](?:(?P<named>[^\W\d_]+(?: [^\W\d_]+){0,5}) )?\d{1,2} [^\W\d_]{2,8}(?: [^\W\d_]{2,8})?"
    r"(?P<more>(?:(?:,| và| -) ?\d{1,2} [^\W\d_]{2,8}(?: [^\W\d_]{2,8})?){0,4})[\"“”]"
)
_ADDRESS = re.compile(r"\S*@\S+|https?:\S+|www\.\S+|\S+\.(?:vn|com|org|net|edu|gov)(?:/\S*)?(?!\w)")
_HAS_ADDRESS = re.compile(r"@|http|www\.|\.(?:vn|com|org|net|edu|gov)")
_SYMBOL_BEHIND = re.compile(r" ?[-/] ?(?:\d{4} ?[-/] ?)?[A-ZĐ]{2,}|/[A-ZĐ](?![\w])|-[A-ZĐ]+/")
_PHONE = re.compile(r"0\d{8,11}|(?:1800|1900)\d{2,6}|84\d{9}")
_STREET = re.compile(r",? (?:đường|phố|Đường|Phố) (?=[A-ZĐ0-9])")  # `trụ sở 115 đường Lê Lợi`
_COORDINATE = re.compile(r"\d{6,}\.\d+")
_HAS_PHONE = re.compile(r"[01+][\d8](?:4|\d{1,3}[ .)-])")
_LAST_OF_MARKS = 19  # `(3)` is a mark; `chung cư (38)` counts
_SERIAL = 5
_CODE = 7  # digits without a dot, which no amount is written with
_PADDED = re.compile(r"0\d{3,}")  # `hóa đơn số 0001234`
_PHONE_GROUPS = re.compile(
    r"(?<![\d.,/])(?:(?:\(?0\d{1,4}\)?|\+84)(?:[ .-]{0,2}\d{2,4}){2,4}|1[89]00[ .]\d{4,6})(?![\d/]|[.,]\d)"
)
_SHARE = re.compile(r" ?\(\d{1,3}(?:[.,]\d+)? ?%")
_GRADES = re.compile(r"(?:khá|giỏi|tốt|yếu|kém)(?!\w)[^;:]*\Z")
_NUMBERED = re.compile(r"(?<!\w)(?:số|đt|sđt|thoại|fax|tel|tk|khoản):\Z")
_PARTS_AHEAD = re.compile(r": ?\d")
_SEVERAL_IN_ONE = re.compile(r"(?<![\d.,])\d{1,2} trong 1(?!\d|[.,]\d)")  # `vắc xin 5 trong 1`
_PAGE_NUMBER = re.compile(r"[\s*-]*\d{1,3}[\s*-]*")
_LABEL_BEHIND = re.compile(r" *\||\\?[.)/](?!\d)|\.(?=\s)| ?[-:] (?=[^\W\d_])")
_LEFT_OF_LABEL = re.compile(r"\s*(?:\|\s*)?(?:\[bookmark: ?\w+\]|<\w>)*[\s\-+•*□(\[\]\"']*\Z")
_LAST_WORDS = re.compile(r"[^\W\d_]+")
_CHAIN = re.compile(r"\s*(?:,|;|và|-|đến|&|/|hoặc|,\s*và|tới)\s*\Z")


_TIMES = frozenset({"ngày", "tháng", "tuần", "quý", "năm", "đợt", "kỳ", "lần"})


@dataclass(frozen=True, slots=True)
class Heads:
    strong: frozenset[str]
    weak: frozenset[str]
    papers: frozenset[str]
    initials: frozenset[str]
    grades: frozenset[str]
    wholes: re.Pattern[str]
    each: frozenset[str]
    amount_of: frozenset[str]
    longer: frozenset[str]
    no_names: frozenset[str]
    highest: dict[str, int]
    last: dict[str, int]
    glue: frozenset[str]
    closing: frozenset[str]  # last words of all that makes a label
    times: frozenset[str] = _TIMES


@cache
def heads() -> Heads:
    data = load("figures")
    spelt = {
        kind: frozenset(f for word in data["labels"][kind] for f in tone_variants(word)) for kind in ("strong", "weak")
    }
    return Heads(
        spelt["strong"],
        spelt["weak"],
        frozenset(data["labels"]["papers"]),
        frozenset(data["labels"]["initials"]),
        frozenset(data["labels"]["grades"]),
        re.compile(rf" (?:{'|'.join(data['labels']['wholes'])})(?!\w)"),
        frozenset(data["labels"]["each"]),
        frozenset(data["labels"]["amount_of"]),
        frozenset(data["labels"]["longer_words"]),
        frozenset(data["labels"]["no_names"]),
        dict(data["labels"]["highest"]),
        dict(data["labels"]["last"]),
        frozenset(data["glue"]["words"]),
        frozenset(word.split()[-1] for word in [*spelt["strong"], *spelt["weak"], *data["labels"]["papers"]])
        | frozenset(data["labels"]["last"])
        | _TIMES
        | {"số"},
    )


def _clock(low: str) -> tuple[re.Pattern[str], ...]:
    return (_ROUND_THE_CLOCK,) if "24/24" in low else ()


def taken(view: View) -> list[tuple[int, int]]:
    """Stretches of dates, clock times and addresses, in order; their numbers are no figures."""
    low = view.low
    spans = [found.span() for pattern in (_TAKEN, _DAY, _WEEKDAY, *_clock(low)) for found in pattern.finditer(low)]
    # With words ahead (`“Xây dựng gia đình 5 không, 3 sạch”`) only several numbers make a slogan.
    spans += [found.span() for found in _SLOGAN.finditer(low) if found["more"] or not found["named"]]
    if "+" in low:
        spans += [found.span() for found in _FORMULA.finditer(low)]
    if "đêm " in low:
        spans += [found.span() for found in _NIGHT.finditer(low)]
    if " trong 1" in low:
        spans += [found.span() for found in _SEVERAL_IN_ONE.finditer(low)]
    if _HAS_ADDRESS.search(low):
        spans += [found.span() for found in _ADDRESS.finditer(low)]
    if _HAS_PHONE.search(low) is None:
        return sorted(spans)
    spans += [found.span() for found in _PHONE_GROUPS.finditer(low) if 8 <= sum(map(str.isdigit, found[0])) <= 12]
    return sorted(spans)


def is_glued(view: View, start: int) -> bool:
    """Whether letters or a symbol's marks stand right before a number, so that it is part of a code (`QH15`, `Covid-19`).

    A word that lost its blank (`trên1.200`) is none.
    """
    low = view.low
    if start == 0:
        return False
    before = low[start - 1]
    if before.isalpha():
        word = _word_left(low, start)
        # `2x50 kVA`: a number times another.
        return word not in heads().glue and not (word == "x" and start > 1 and low[start - 2].isalnum())
    further = low[start - 2] if start > 1 else " "
    if before in "#@_" or (before == "/" and further in " …._"):
        return True  # `ngày    /5/2025`
    if before in "+:,":
        return further.isdigit()
    if (
        before == "/"
        and len(word := _word_left(low, start - 1)) > 1
        and view.plain[start - 1 - len(word) : start - 1] == word
    ):
        return False  # `63 lượt công dân/58 vụ việc`
    return before in "-/.&°'" and further.isalnum()


def _word_left(low: str, end: int) -> str:
    start = end
    while start > max(0, end - 12) and low[start - 1].isalpha():
        start -= 1
    return low[start:end]


def is_code(view: View, number: Written, unit: Unit | None) -> bool:
    """Document numbers and symbols, telephone numbers, long bare codes, names with letters behind."""
    plain, low, end = view.plain, view.low, number.end
    if number.is_plain and _SYMBOL_BEHIND.match(plain, end):
        return True
    if (unit is None or not unit.known) and _is_note(low, number):
        return True
    if number.is_plain and _STREET.match(plain, end):
        return True
    if unit is None and _COORDINATE.fullmatch(number.text):
        return True
    if number.is_plain and len(number.text) >= _SERIAL and unit is not None and unit.kind is UnitKind.TIME:
        return True  # `GCN số BK 214365 ngày 11/6/2012`
    if number.is_plain and len(number.text) >= _CODE and (unit is None or not unit.known):
        return True  # `Giấy chứng nhận số 5907000071`
    if number.is_plain and (_PHONE.fullmatch(number.text) or _PADDED.fullmatch(number.text) or len(number.text) > 13):
        return True
    return low[end : end + 1] in ("_", "@", "#", "½") or _PAGE_NUMBER.fullmatch(low) is not None


# A form's blanks bear the numbers of their notes (`…3…`, `..... 5 .....`); a bracket's end bears one glued to it.
_BLANK_LEFT = re.compile(r"(?:…|\.{3}|…\.|_{3}|[^(]\))\Z|(?:…|\.{3}|…\.{1,2}|_{3})[ \t*]{1,3}\Z")


def _is_note(low: str, number: Written) -> bool:
    return (
        number.is_plain
        and 0 < number.value < 100
        and _BLANK_LEFT.search(low, max(0, number.start - 8), number.start) is not None
    )


_ITEM = re.compile(r"-\s(?=\d)")


def opens_item(view: View, number: Written) -> bool:
    """`6- 96% dân số`: the Party's way to number the items of a list."""
    if not number.is_plain or len(number.text) > 2 or _ITEM.match(view.low, number.end) is None:
        return False
    return number.start <= 8 and not view.low[: number.start].strip()


# `- TC 2. Giao thông`, `TC 18: CB đạt chuẩn`: initials before the number of an item.
_CRITERION = re.compile(r"[\s*+•-]{0,6}[A-ZĐ]{1,4}(?: số)? ")
_CRITERION_NAME = re.compile(r"[.:] ?(?=[A-ZĐÀ-Ỹ])")


def is_list_mark(view: View, number: Written, unit: Unit | None) -> bool:
    """`1.`, `2.1.`, `3)`, `(1)`, at the paragraph's start or inside a listing; `1.250 hộ` at the start is a figure."""
    low, plain, start, end = view.low, view.plain, number.start, number.end
    short = len(number.text) <= 5 and number.value < 100
    if not short or not number.value:
        return False
    if opens_item(view, number):
        return True
    left = low[max(0, start - 40) : start]
    at_start = start <= 40 and _LEFT_OF_LABEL.match(left) is not None
    behind = low[end : end + 1]
    if number.is_plain and _CRITERION.fullmatch(plain, 0, start) and _CRITERION_NAME.match(plain, end):
        return True
    if number.is_plain and left.endswith(("(", "[")) and behind in (")", "]"):
        told = number.text.startswith("0") or number.value > _LAST_OF_MARKS
        counted = left.endswith(" (") and left[-3:-2].isalpha() and told
        return not (counted and low[end + 1 : end + 2] in (",", ";", ".", ")", ""))  # `Bí thư (01), Phó Bí thư (02)`
    if at_start:
        if _LABEL_BEHIND.match(low, end):
            return True
        if number.decimals and "." in number.text and (unit is None or unit.kind in (UnitKind.UNKNOWN, UnitKind.COUNT)):
            return True
        following = plain[end + 1 : end + 3]
        return number.is_plain and behind == " " and following[:1].isupper() and following[1:].islower()
    if not number.is_plain or len(number.text) > 2:
        return False
    if behind == ")" and low.count("(", max(0, start - 200), start) <= low.count(")", max(0, start - 200), start):
        return True
    if behind != "." or end + 1 >= len(low):
        return False
    opener = left.rstrip()[-1:]
    if opener == ":" and number.value != 1:
        return False  # `“Đơn vị học tập”: 6. Năm học`
    return low[end + 1].isspace() and opener in (":", ";", ".") and plain[end + 2 : end + 3].isupper()


def is_label(view: View, number: Written, unit: Unit | None, *, named: bool = True) -> bool:
    """`Điều 5`, `tháng 6`, `thôn 3`, `Đề án 06`: the word before makes the number a name; or any name (`VNeID 2`)."""
    said = heads()
    if unit is not None and unit.known and (not number.is_plain or unit.kind in (UnitKind.PERCENT, UnitKind.MONEY)):
        return False
    left = view.low[max(0, number.start - 40) : number.start]
    stripped = left.rstrip(" \t(\"'[")
    if not stripped or not (stripped[-1].isalpha()):
        counted = unit is not None and unit.known  # `Kinh tế số: 126 hộ`
        if stripped.endswith("số:") and said.amount_of.intersection(stripped.split()[-2:-1]):
            return False  # `dân số: 1`
        return not counted and _NUMBERED.search(stripped) is not None
    if left.rstrip(" \t") != stripped and "(" in left[len(stripped) :]:
        return False  # `kế hoạch (45 cuộc)`
    bounded = stripped.endswith(("dưới", "trên", "từ", "đến", "hơn"))  # `dưới 24: 8%`
    if (
        unit is None
        and number.is_plain
        and number.value < 100
        and not bounded
        and _PARTS_AHEAD.match(view.low, number.end)
    ):
        return True  # `Đơn vị 1: 12`
    last = stripped[stripped.rfind(" ") + 1 :]
    if last == "từ" and unit is None and number.is_plain and len(number.text) <= 2:
        ahead = _LAST_WORDS.findall(stripped)[-3:-1]
        if not {" ".join(ahead), " ".join(ahead[-1:])}.isdisjoint(said.strong):
            return True  # `phụ lục từ 01 đến 04`
    if last.isalpha() and last not in said.closing:
        return named and is_named(view, number, unit)
    words = _LAST_WORDS.findall(stripped)[-4:]
    if words[-1:] == ["số"] and number.is_plain:
        series = {" ".join(words[-count - 1 : -1]) for count in (1, 2, 3)}
        if not series.isdisjoint(said.strong | said.weak):
            return True  # `Phụ lục số 01 ban hành kèm theo`
    for count in range(min(3, len(words)), 0, -1):
        head = " ".join(words[-count:])
        if not stripped.endswith(head) or stripped.endswith("&" + head):
            continue
        before = words[-count - 1] if len(words) > count else ""
        if f"{before} {head}" in said.longer:
            continue
        counts = unit is not None and unit.known and number.is_plain and not number.is_year
        if counts and (number.value > said.last.get(head, number.value) or _is_unit(stripped, head)):
            return False  # `đầu năm 213 hộ nghèo`, `55 năm 01 đồng chí`
        if head == "tuổi" and _is_unit(stripped, head):
            return False  # `dưới 40 tuổi 9 (32,1%)`
        if head in said.strong:
            if head in ("đt", "dt") and not number.is_plain:
                return False  # `vốn ĐT 36.420, SN 15.688`: no telephone
            if head in said.initials and unit is not None and unit.known:
                return False  # `KH 45 cuộc`
            if head == "tb" and (number.decimals or _SHARE.match(view.low, number.end) or _GRADES.search(left)):
                return False  # `TB 60 (38,2%)`: a grade
            return not (head in said.times and before in said.each and unit is not None and unit.known)
        if head in said.papers and unit is None and number.is_plain and len(number.text) <= 4:
            return view.plain[number.start - len(left) + stripped.rfind(head)].isupper()
        if head in said.weak:
            return _weak_label(view, number, unit, head, before)
    return named and is_named(view, number, unit)


def _is_unit(left: str, head: str) -> bool:
    """Whether a word of time or age is itself the unit of a number (`7 năm`, `40 tuổi`)."""
    return head in (*heads().times, "tuổi") and left.removesuffix(head).rstrip()[-1:].isdigit()


def _weak_label(view: View, number: Written, unit: Unit | None, head: str, before: str) -> bool:
    said = heads()
    if not number.is_plain or len(number.text) > (4 if unit is None else 3):
        return False
    if number.value > said.highest.get(head, number.value):
        return False
    if head == "số" and before in said.amount_of:
        return False
    if head in said.times and before in said.each:
        return False
    if head in said.grades and number.text.startswith("0") and unit is not None:
        return False
    if unit is None or not unit.known:
        return True
    words = lexicon()
    if unit.kind is UnitKind.TIME and unit.name in words.times:
        return re.match(r" ?(?:19|20)\d\d", view.low[unit.end : unit.end + 6]) is not None or head in (
            "quý",
            "tuần",
            "lần",
            "đợt",
            "kỳ",
        )
    if head in said.times and head not in ("đợt", "kỳ") and unit.name in ("lần", "buổi", "cuộc"):
        return False
    if unit.head == "cấp" and head in said.grades:
        return True  # `học sinh giỏi lớp 9 cấp tỉnh`
    if head == "lớp" and unit.head in ("môn", "cấp", "hệ"):
        return True  # `tuyển sinh lớp 10 môn Văn`
    return unit.head in words.places or unit.head in words.also_verbs


def is_named(view: View, number: Written, unit: Unit | None) -> bool:
    """`Kim Đồng 2`, `VNeID 2`: a short number without unit right behind a capitalised word in the middle of a sentence."""
    if unit is not None or not number.is_plain or number.text.startswith("0"):
        return False
    if view.low[max(0, number.start - 1) : number.start] not in (" ", "\t", "(", '"', "'", "["):
        return False
    if view.low.startswith("/", number.end):
        return False  # `điều trị ARV 17/18`
    word = _word_left(view.low, number.start - 1)
    begin = number.start - 1 - len(word)
    if not word or not view.plain[begin].isupper() or word in heads().no_names:
        return False
    if number.value >= 100:  # a strain or a type (`giống OM 5451`); a count of thousands has its dot
        return number.value >= 1000 and 1 < len(word) <= 4 and view.plain[begin : begin + len(word)].isupper()
    before = view.plain[max(0, begin - 4) : begin].rstrip()[-1:]
    return before.isalpha() and not (_is_next_count(view, number) or _in_tally(view, number))


_NEXT_COUNT = re.compile(r"\d%?[,;] (?P<first>[^\W\d_]+)(?: [^\W\d_]+){0,6} \Z")


_LETTERED = re.compile(r" ?[,;] [A-ZĐ]{1,3} \d")


def _is_next_count(view: View, number: Written) -> bool:
    """Whether a count stands in a list of such: behind common words (`nồng độ cồn 14, không GPLX 9, khác 13`) or grades
    (`loại A 11, B 46`)."""
    if _LETTERED.match(view.plain, number.end) is not None:
        return True
    found = _NEXT_COUNT.search(view.plain, max(0, number.start - 60), number.start)
    return found is not None and found["first"].islower() and found["first"] not in heads().weak


# A doubt worth its tokens: another short number stands in the same list.
_LIST_REACH = 120  # characters
_LISTED = re.compile(r"(?:\d{1,3}[,;] ?[A-ZĐ][^,;:()\d]{1,40}\d{1,3})")


def _in_tally(view: View, number: Written) -> bool:
    """Whether names are listed each with its count (`(Nhật Bản 71, Đài Loan 48)`); a school named by numbers is not."""
    begin = max(0, number.start - _LIST_REACH)
    around = view.plain[begin : number.end + _LIST_REACH]
    return _LISTED.search(around) is not None and number.start - begin in tallied(around)


_RANK = re.compile(r"(?:hạng|thứ|thứ hạng)(?: là)?:? \Z")


def is_rank(low: str, start: int) -> bool:
    """Whether a ratio tells a place among others (`xếp hạng 3/12 phường`)."""
    return _RANK.search(low, max(0, start - 12), start) is not None


def goes_on(view: View, last_end: int, number: Written) -> bool:
    """Whether only `,`, `và`, `-`, `đến` part a number from the one before (`thôn 1, 2 và 3`)."""
    between = view.low[last_end : number.start]
    return len(between) <= 6 and _CHAIN.match(between) is not None


def is_bare_year(number: Written, unit: Unit | None) -> bool:
    """A year, not a count: four digits between 1900 and 2100 without a dot, before nothing that surely is counted."""
    if not number.is_year:
        return False
    if unit is None or not unit.known:
        return True
    words = lexicon()
    return unit.head in words.also_verbs or unit.head in words.after_years or unit.kind is UnitKind.TIME
