"""Kinds of single faults. Each is a pattern over a whole clean report and what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

Change = Callable[[re.Match[str]], str | None]
MOST = 4  # places of one kind in one report


@dataclass(frozen=True)
class Kind:
    """`codes`: the rules of which one must speak; `grade`: E or W, the severity the catalogue gives. `changes` are pairs
    of a pattern and the replacement of its match (None: this place is none). `against`: last period's report stands
    beside (the corpus's pairs only)."""

    name: str
    codes: tuple[str, ...]
    grade: str
    changes: tuple[tuple[str, Change], ...]
    against: bool = False

    def mutants(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Changed texts with the span of what was changed."""
        count = 0
        for pattern, change in self.changes:
            for found in re.finditer(pattern, text, re.MULTILINE):
                new = change(found)
                if new is None or new == found.group():
                    continue
                yield text[: found.start()] + new + text[found.end() :], found.start(), found.start() + len(new)
                count += 1
                if count >= MOST:
                    return


def number(text: str) -> int:
    return int(text.replace(".", ""))


def shown(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def moved(group: str | int, by: int | Callable[[int], int]) -> Change:
    """One group of the match, a whole number, made another."""

    def change(found: re.Match[str]) -> str:
        value = number(found[group])
        new = by(value) if callable(by) else value + by
        start, end = found.start(group) - found.start(), found.end(group) - found.start()
        return found.group()[:start] + shown(new) + found.group()[end:]

    return change


def put(group: str | int, new: str | Callable[[str], str]) -> Change:
    """One group of the match made another text."""

    def change(found: re.Match[str]) -> str:
        start, end = found.start(group) - found.start(), found.end(group) - found.start()
        return found.group()[:start] + (new(found[group]) if callable(new) else new) + found.group()[end:]

    return change


def tenth(text: str) -> str:
    """A decimal with its tenths or, for a whole number, its ones changed by three."""
    whole, comma, rest = text.partition(",")
    if not comma:
        return str(int(whole) + 3)
    return f"{int(whole) + 2},{rest}"


def year_of(found: re.Match[str]) -> int:
    """The year of the report's title."""
    title = re.search(r"^Kết quả .*năm (20\d\d)", found.string, re.MULTILINE)
    assert title is not None
    return int(title[1])


def swapped(text: str) -> str:
    """A number with its two last different neighbours exchanged."""
    digits = list(text)
    places = [i for i, char in enumerate(digits) if char.isdigit()]
    for i, j in reversed(list(pairwise(places))):
        if digits[i] != digits[j] and not (i == 0 and digits[j] == "0"):
            digits[i], digits[j] = digits[j], digits[i]
            return "".join(digits)
    return text


N = r"(\d[\d.]*\d|\d)"

GENERAL_KINDS: tuple[Kind, ...] = (
    # figures
    Kind(
        "sum: a part",
        ("NUM401",),
        "E",
        ((rf"gồm {N} ý kiến [^,;.]+, {N} ", moved(2, 2)), (rf"gồm {N} nhà [^,;.\d]+ và {N} ", moved(1, 1))),
    ),
    Kind(
        "sum: the total",
        ("NUM401",),
        "E",
        ((rf"(?<![/\d.]){N} [^\d,;.()]+, gồm", moved(1, lambda v: v + max(3, v // 8))),),
    ),
    Kind("percentage of a ratio", ("NUM402",), "E", ((rf"{N}/{N} [^;.\d]+, đạt (\d+,\d+)%", put(3, tenth)),)),
    Kind("percentage of two counts", ("NUM402",), "E", ((r"vụ việc, đạt (\d+(?:,\d+)?)%", put(1, tenth)),)),
    Kind(
        "count under a percentage",
        ("NUM402",),
        "E",
        ((rf"hòa giải thành {N} vụ việc", moved(1, -2)), (rf"{N}/{N} kiến nghị, đạt", moved(1, -3))),
    ),
    Kind(
        "share of two counts",
        ("NUM402",),
        "E",
        ((r"(?:trong đó [\d.]+ hộ nghèo, chiếm|hộ nghèo, chiếm(?= \S+ trong)) (\d+,\d+)%", put(1, tenth)),),
    ),
    Kind(
        "text against table",
        ("NUM404", "NUM407", "NUM401"),
        "W",
        (
            (rf"tổ chức {N} buổi (?:tuyên truyền|sinh hoạt)", moved(1, 2)),
            (rf"với {N} lượt người nghe", put(1, swapped)),
            (rf"Tiếp {N} lượt công dân", moved(1, 4)),
            (rf"Đã phát {N} tờ rơi", put(1, swapped)),
        ),
    ),
    Kind(
        "table against text",
        ("NUM404", "NUM405"),
        "W",
        (
            (r"^1\tBuổi [^\t]+\t[^\t]+\t\d+\t(\d+)$", moved(1, 3)),
            (r"^\d\tLượt [^\t]+\t[^\t]+\t[\d.]+\t([\d.]+)$", moved(1, 5)),
            (r"^2\tTờ rơi[^\t]+\t[^\t]+\t[\d.]+\t([\d.]+)$", put(1, swapped)),
        ),
    ),
    Kind("table: the total", ("NUM405",), "E", ((r"^\t(?:Tổng cộng|Cộng)\t[\d.,]+\t(\d+)(?=\t)", moved(1, 4)),)),
    Kind(
        "table: a part",
        ("NUM405",),
        "E",
        ((r"^[2-5]\tẤp [^\t]+\t\d+\t(\d+)", moved(1, 6)), (r"^3\tCụm 3\t40\t(\d+)", moved(1, 4))),
    ),
    Kind("table: a total column", ("NUM405",), "E", ((r"^\d\tCụm \d\t(\d+)(?=[,\t])", moved(1, 5)),)),
    Kind(
        "table: a numbered row",
        ("NUM405",),
        "E",
        ((r"^\d\.1\t[^\t]+\tnhà\t\d+\t(\d+)$", moved(1, 2)), (r"^\d\.2\t[^\t]+\tnhà\t(\d+)", moved(1, 1))),
    ),
    Kind(
        "table: a blank total",
        ("NUM412",),
        "W",
        ((r"^\tTổng cộng\t([\d.]+)", put(1, "")), (r"^\tCộng\t132,5\t([\d,]+)", put(1, ""))),
    ),
    Kind(
        "growth in percent",
        ("NUM407",),
        "E",
        ((r"tăng (\d+)% so với (?:cùng kỳ )?năm", moved(1, 7)), (r"hộ, tăng (5)%", put(1, "8"))),
    ),
    Kind(
        "growth: the base",
        ("NUM407",),
        "E",
        ((rf"so với (?:cùng kỳ )?(?:năm \d+ )?\({N} ", moved(1, lambda v: v + max(v // 10, 4))),),
    ),
    Kind(
        "growth in count",
        ("NUM407",),
        "E",
        ((rf"(?:tăng|giảm) {N} (?:lượt|hộ)(?= [^;.]*\({N} )", moved(1, 5)), (rf"\(giảm {N} con\)", moved(1, 20))),
    ),
    Kind("percent of the same period", ("NUM407",), "E", ((r"bằng (\d+,\d)% so với", put(1, tenth)),)),
    Kind(
        "direction",
        ("NUM416",),
        "W",
        (
            (r"giảm từ .{3,20} xuống còn", lambda f: f.group().replace("giảm", "tăng", 1)),
            (rf"tăng từ {N} hộ lên {N}", lambda f: f"tăng từ {f[2]} hộ lên {f[1]}"),
        ),
    ),
    Kind(
        "more than all",
        ("NUM408",),
        "E",
        ((r"(\d+)/(\d+) (?:thôn|tổ dân phố|ấp|khu dân cư)", lambda f: f.group().replace(f[1], str(int(f[2]) + 2), 1)),),
    ),
    Kind("a part over its total", ("NUM408",), "E", ((rf"trong đó {N} (?:tuyến|cuộc)", moved(1, lambda v: v + 9)),)),
    Kind("a share over 100 %", ("NUM408", "NUM402"), "E", ((r"hộ nghèo, chiếm (\d+,\d+)%", put(1, "108,5")),)),
    Kind(
        "number of places",
        ("NUM403", "NUM408"),
        "W",
        ((r"(6)/(6) ấp có", lambda f: "5/7 ấp có"), (r"12/12 tổ dân phố\. S", lambda f: "11/13 tổ dân phố. S")),
    ),
    Kind("a stock told twice", ("NUM403", "NUM405"), "W", ((rf"vì toàn phường có {N} hộ", put(1, swapped)),)),
    Kind("an announced count", ("NUM406",), "W", ((r"thực hiện (\d) (?:nhiệm vụ|nội dung)", moved(1, 1)),)),
    Kind(
        "marks of a number",
        ("NUM409",),
        "W",
        ((r"(\d)\.(\d{3}) (?:lượt người|hộ với|nhân khẩu|hộ dân\.)", lambda f: f.group().replace(".", ",", 1)),),
    ),
    Kind(
        "a range turned",
        ("NUM411",),
        "W",
        ((r"từ (\d\d)-(\d\d) (?:hộ|người)", lambda f: f.group().replace(f"{f[1]}-{f[2]}", f"{f[2]}-{f[1]}")),),
    ),
    Kind(
        "a balance",
        ("NUM413",),
        "W",
        ((r"số dư cuối năm (\d+) triệu", moved(1, 9)), (r"cuối kỳ có (\d+) hội viên", moved(1, 10))),
    ),
    Kind("a product", ("NUM414",), "W", ((r"tổng (?:trị giá|cộng) (\d+) triệu", moved(1, 6)),)),
    Kind(
        "digits and words", ("NUM415",), "E", ((r"đồng \((Bốn|Ba) ", put(1, "Sáu")), (r"09 \((chín)\)", put(1, "tám")))
    ),
    Kind(
        "shares of a whole",
        ("NUM417",),
        "W",
        ((r"dịch vụ chiếm (\d+),", moved(1, 6)), (r"hoàn thành chiếm (16),", moved(1, 5))),
    ),
    Kind(
        "a magnitude",
        ("NUM418",),
        "W",
        (
            (
                r"Kinh phí sửa chữa nhà văn hóa ấp 350 triệu đồng\.",
                lambda f: f"{f.group()} Kinh phí sửa chữa nhà văn hóa ấp 3,5 tỷ đồng.",
            ),
        ),
    ),
    Kind("denied by the text", ("NUM419",), "W", ((r"^4\tDiễn đàn trẻ em cấp xã\tdiễn đàn\t0\t(0)$", put(1, "2")),)),
    Kind(
        "ten times last period",
        ("NUM410",),
        "W",
        ((r"tặng (240) suất quà", moved(1, lambda v: 2150)), (r"góp (1\.575) ngày công", put(1, "13.210"))),
        against=True,
    ),
    # years and dates
    Kind(
        "a stale period",
        ("TIM201",),
        "W",
        (
            (r"Trong quý III năm (2024)", put(1, "2023")),
            (
                r"^(Trạm truyền thanh xã phát)",
                lambda f: f"Trong 6 tháng đầu năm {year_of(f) - 1}, trạm truyền thanh xã phát",
            ),
        ),
    ),
    Kind("a stale heading", ("TIM212",), "W", ((r"^I\. KẾT QUẢ .*NĂM 202(\d)$", moved(1, -1)),)),
    Kind("a stale closing", ("TIM212", "TIM201"), "W", ((r"^Trên đây là báo cáo [^.]*? năm 202(\d)", moved(1, -1)),)),
    Kind(
        "an impossible date",
        ("TIM202",),
        "E",
        (
            (r"đến ngày (30)/11/", put(1, "31")),
            (r"trước ngày (30)/(?:9|4)/", put(1, "31")),
            (r"Ngày 28/(8)/2024", put(1, "13")),
        ),
    ),
    Kind("a deadline before the paper", ("TIM203",), "E", ((r"trước ngày \d+/\d+/202(\d)", moved(1, -1)),)),
    Kind(
        "an event to come",
        ("TIM204",),
        "W",
        ((r"Ngày 28/(8)/2024, phường đã", put(1, "11")), (r"Ngày 18/(11)/2023, xã đã", put(1, "12"))),
    ),
    Kind(
        "cited from the future",
        ("TIM205",),
        "E",
        ((r"ngày 12/12/201(3)(?= của Bộ)", lambda f: "ngày 12/12/2031"), (r"88/KH-UBND ngày 15/9/202(3)", put(1, "4"))),
    ),
    Kind("an anniversary", ("TIM206",), "E", ((r"(\d\d) năm (?:Ngày|Quốc khánh|Chiến thắng)", moved(1, -1)),)),
    Kind(
        "a term turned",
        ("TIM207",),
        "E",
        (
            (r"nhiệm kỳ (20\d\d) - (20\d\d)", lambda f: f"nhiệm kỳ {f[2]} - {f[1]}"),
            (r"\(3/2/1930 - 3/2/(20\d\d)\)", lambda f: f"(3/2/{f[1]} - 3/2/1930)"),
        ),
    ),
    Kind("two ordinals", ("TIM208",), "W", ((r"; Nghị quyết Đại hội Đảng bộ xã lần thứ (XII)", put(1, "XIII")),)),
    Kind(
        "an event on two days",
        ("TIM209",),
        "W",
        ((r"tiêu biểu, tổ chức ngày (18)/11", put(1, "8")), (r"diễn ra ngày (15)/8", put(1, "25"))),
    ),
    Kind(
        "the year of a request",
        ("TIM210",),
        "W",
        (
            (
                r"/(?:MTTQ-BTT|UBND-TH|HD-MTTQ-BTT) ngày \d+/\d+/202(\d)(?= của)(?=[^.]{0,90}về (?:việc )?báo)",
                moved(1, -1),
            ),
        ),
    ),
    Kind("two cut-offs", ("TIM211",), "W", ((r"tổng hợp đến ngày (30)/11", put(1, "15")),)),
    # cited documents
    Kind(
        "two dates",
        ("REF301",),
        "E",
        (
            (r"(?s)Theo Quyết định số 217-QĐ/TW ngày 12/12/201(3)", put(1, "4")),
            (r"Tiếp tục thực hiện Kế hoạch số 88/KH-UBND ngày (15)/9", put(1, "25")),
        ),
    ),
    Kind(
        "two symbols",
        ("REF302", "REF304"),
        "E",
        (
            (r"Theo Quyết định số (217-QĐ/TW)", put(1, "217/QĐ-TW")),
            (r"Tiếp tục thực hiện Kế hoạch số (88/KH-UBND)", put(1, "88-KH/UBND")),
        ),
    ),
    Kind(
        "not its own date",
        ("REF303", "REF301"),
        "W",
        (
            (r"218-QĐ/TW ngày 12/12/201(3)", put(1, "4")),
            (r"05-CT/TW ngày 15/5/201(6)", put(1, "5")),
            (r"03-CT/TW ngày (19)/5/2021", put(1, "29")),
        ),
    ),
    Kind(
        "a malformed symbol",
        ("REF304", "REF302"),
        "W",
        (
            (r"\d+(-QĐ/TW)", put(1, "/QĐ-TW")),
            (r"88/KH(-UBND)", lambda f: "88-KH/UBND"),
            (r"59/2023/(NĐ)-CP", put(1, "ND")),
        ),
    ),
    Kind("the year of a symbol", ("REF305",), "E", ((r"59/(2023)/NĐ-CP", put(1, "2022")),)),
    Kind(
        "the type of a document",
        ("REF306",),
        "W",
        ((r"(Kế hoạch) số \d+/KH", put(1, "Thông báo")), (r"(Chỉ thị) số \d+-CT", put(1, "Nghị quyết"))),
    ),
    Kind(
        "two issuers",
        ("REF307",),
        "W",
        (
            (
                r"Tiếp tục thực hiện Kế hoạch số 88/KH-UBND ngày 15/9/2023 của (Ủy ban nhân dân huyện)",
                put(1, "Sở Tài chính"),
            ),
        ),
    ),
    Kind(
        "cited otherwise than last time",
        ("REF308", "REF303"),
        "W",
        ((r"218-QĐ/TW ngày (12)/12", put(1, "2")),),
        against=True,
    ),
    Kind(
        "last period misquoted",
        ("CAR606", "NUM404"),
        "E",
        ((r"phát 58 lượt tin, bài", lambda f: f"{f.group()} (cùng kỳ 42 lượt tin, bài)"),),
        against=True,
    ),
    # structure and words
    Kind(
        "a gap in the numbers",
        ("STR501",),
        "E",
        ((r"^(2)\. (?=Các|Về|Cuộc)", put(1, "3")), (r"^(II)\. (?=ĐÁNH|HẠN|NHIỆM)", put(1, "III"))),
    ),
    Kind("a number twice", ("STR502", "STR501"), "E", ((r"^(2)\. (?=Các|Về|Cuộc|Hạn)", put(1, "1")),)),
    Kind("a quotation never closed", ("STR504",), "W", ((r"“Vì người nghèo(”)(?! và an)", put(1, "")),)),
    Kind(
        "a word doubled",
        ("TXT702",),
        "W",
        (
            (r"(?<=\s)tiếp nhận(?=\s)", lambda f: "tiếp nhận nhận"),
            (r"(?<=\s)tuyên truyền(?=\s)", lambda f: "tuyên tuyên truyền"),
        ),
    ),
    Kind(
        "an impossible syllable",
        ("TXT701",),
        "W",
        ((r"(?<=\s)nghiệp(?=\W)", lambda f: "nghiêp"), (r"(?<=\s)kiến nghị(?=\s)", lambda f: "kiến ngị")),
    ),
    Kind(
        "a blank left to fill in",
        ("OUT106",),
        "E",
        ((r"tổ chức (\d+) (?:hội nghị|phiên|cuộc)", put(1, "....")), (r"chủ trì (\d) cuộc", put(1, "…"))),
    ),
    Kind(
        "a figure not confirmed",
        ("CAR601",),
        "E",
        ((r"với ([\d.]+) (?:lượt người|nhân khẩu)", lambda f: f.group().replace(f[1], f"⟦{f[1]}⟧")),),
    ),
)
