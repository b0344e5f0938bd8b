"""Until when the report must be there, and until when its data count."""

from __future__ import annotations

import re

from drafter.language.folding import fold
from drafter.outlining.vocabulary import anywhere, holds, place_of

_DATE = re.compile(
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*(?P<mark>[/.-])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4})(?!\d)"
    r"|(?:ngày\s+)?(?P<day2>\d{1,2})\s+tháng\s+(?P<month2>\d{1,2})\s+năm\s+(?P<year2>\d{4})"
)
_YEARLESS = re.compile(r"ngày\s+(?P<day>\d{1,2})\s*(?:/|\s+tháng\s+)\s*(?P<month>\d{1,2})(?![\d/])")
_MONTH = re.compile(r"(?:hết\s+)?tháng\s+(?P<month>\d{1,2})\s*(?:/|\s+năm\s+)\s*(?P<year>\d{4})")
_SMALL = "".join(char for char in map(chr, range(0x61, 0x1EFA)) if char.islower())
# A line that breaks off before small letters, or between `ngày` and its number, goes on.
_SENTENCE = re.compile(
    rf"(?<=[.;!?])\s+(?=[^\W\d_a-z])|\n\s*\n|(?<=[.;:!?])\n|(?<!ngày)(?<!tháng)(?<!năm)\n(?![{_SMALL}]+\s)"
)


def _iso(found: re.Match[str]) -> str | None:
    day, month, year = (int(found[name] or found[f"{name}2"]) for name in ("day", "month", "year"))
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def find_deadline(text: str, year: int | None, *, earliest: str | None = None) -> tuple[str | None, int]:
    """Until when the report must be there: the date behind `trước ngày`, `chậm nhất` …, best one about sending.

    A date without a year takes the period's; the one after where it would lie before `earliest` (the letter's own date,
    ISO). (None, 0) where nobody says.
    """
    best: tuple[int, int, str] | None = None
    start = 0
    for piece in _SENTENCE.split(text):
        place = text.find(piece, start)
        start = place + len(piece)
        folded = re.sub(r"\s", " ", fold(piece))
        told = 0
        for cue in anywhere("deadline", "frame").finditer(folded):
            iso, offset, end = _date_after(folded, cue.start(), year, earliest)
            if iso is None or offset < told:
                continue
            # A sentence may set several dates; each is judged by the words since the one before.
            about, told = folded[told:end], end
            score = (
                2 * holds(about, "sending", "frame")
                + ("báo cáo" in about)
                + (cue[0] != "trước")
                - 3 * holds(about, "not_sending", "frame")
                + ("đề cương" in folded)
            )
            candidate = (score, -(place + offset), iso)
            if score > 0 and (best is None or candidate > best):
                best = candidate
    return (best[2], -best[1]) if best else (None, 0)


def _date_after(folded: str, cue: int, year: int | None, earliest: str | None) -> tuple[str | None, int, int]:
    """The date behind a cue with its place."""
    for found in _DATE.finditer(folded, cue):
        if found.start() - cue < 60:
            return _iso(found), found.start(), found.end()
    short = _YEARLESS.search(folded, cue)
    if short and short.start() - cue < 40 and year is not None:
        day, month = int(short["day"]), int(short["month"])
        if 1 <= month <= 12 and 1 <= day <= 31:
            iso = f"{year:04d}-{month:02d}-{day:02d}"
            if earliest is not None and iso < earliest:
                iso = f"{year + 1:04d}-{month:02d}-{day:02d}"
            return iso, short.start(), short.end()
    return None, 0, 0


def data_cutoff(text: str) -> str | None:
    """Until when data count: `số liệu đến tháng 6/2022` → `2022-06`, `tính đến ngày 30/11/2023` → `2023-11-30`."""
    folded = fold(text)
    at = 0
    while (cue := place_of(folded[at:], "cutoff", "frame")) is not None:
        begin = at + cue.start()
        stretch = re.split(r"\n\s*\n|;|\.\s", folded[begin : begin + 120])[0]
        if " đến" in cue[0] or cue[0].endswith("đến"):
            dates = list(_DATE.finditer(stretch))[:1]
        else:
            dates = list(_DATE.finditer(stretch))[-1:]
        if dates and dates[0].start() < 90:
            return _iso(dates[0])
        if (month := _MONTH.search(stretch)) and month.start() < 60 and 1 <= int(month["month"]) <= 12:
            return f"{month['year']}-{int(month['month']):02d}"
        at = begin + len(cue[0])
    return None
