"""Single faults in what frames a report (date line, title, signature, appendix) and in what it is held by: the words and
the days of its field."""

from __future__ import annotations

import re

from tests.faults.kinds import Kind, moved, put


def last_year(found: re.Match[str]) -> str:
    """The year of the match, four digits in its last group, made the one before."""
    year = found[found.lastindex or 0]
    return found.group()[: -len(year)] + str(int(year) - 1) if found.group().endswith(year) else found.group()


FRAME_KINDS: tuple[Kind, ...] = (
    Kind(
        "the date line of last year",
        ("TIM201",),
        "W",
        ((r"\A(?:[^\n]*\n){2,9}[^\n]{2,40}, ngày \d{1,2} tháng \d{1,2} năm (20\d\d)(?=\nBÁO CÁO\n)", last_year),),
    ),
    Kind(
        "a signature for another office",
        ("CAR604",),
        "W",
        ((r"^TM\. BAN THƯỜNG (TRỰC)$", put(1, "VỤ")), (r"^TM\. ỦY BAN (NHÂN DÂN)$", put(1, "MTTQ VIỆT NAM"))),
    ),
    Kind(
        "the issuer of another level",
        ("REF307",),
        "W",
        (
            (r"\d+-[A-ZĐ]{2,3}/TU ngày [\d/]+ của (?:Ban Thường vụ )?(Tỉnh ủy)", put(1, "Huyện ủy")),
            (r"\d+-[A-ZĐ]{2,3}/HU ngày [\d/]+ của (?:Ban Thường vụ )?(Huyện ủy)", put(1, "Tỉnh ủy")),
            (r"/KH-UBND ngày [\d/]+ của (UBND|Ủy ban nhân dân)", put(1, "Đảng ủy")),
        ),
    ),
    Kind(
        "another number over the appendix",
        ("REF302",),
        "E",
        ((r"^\(?Kèm theo Báo cáo số (\d+)/", moved(1, 3)),),
    ),
    Kind(
        "a slip in a fixed word that makes a word of its own",
        ("TXT703",),
        "W",
        (
            (r"(?<=[a-zđ] )(giáo) dục", put(1, "giao")),
            (r"(?<=[a-zđ] )ổn (định)", put(1, "đinh")),
            (r"(?<=[a-zđ] )an (ninh)", put(1, "nình")),
        ),
    ),
)
