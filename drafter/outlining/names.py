"""Short ids from titles, without accents: `Công tác thông tin, tuyên truyền` → `cong-tac-thong-tin`."""

from __future__ import annotations

import re

from drafter.language.folding import bare
from drafter.model.period import Period, PeriodKind
from drafter.outlining.periods import find_periods

_WORDS = 6
_SUFFIX = {
    PeriodKind.HALF: "6-thang",
    PeriodKind.YEAR: "nam",
    PeriodKind.QUARTER: "quy",
    PeriodKind.MONTH: "thang",
    PeriodKind.NINE_MONTHS: "9-thang",
    PeriodKind.WEEK: "tuan",
}


def words_of(title: str) -> list[str]:
    """A title's words for an id: without its period, without slots, without accents."""
    for phrase in reversed(find_periods(title)):
        title = f"{title[: phrase.start]} {title[phrase.end :]}"
    title = re.sub(r"\{\{.*?\}\}|\([^)]*\)", " ", title)
    return re.findall(r"[a-z0-9]+", bare(title))


class Names:
    """Gives each item an id of its own: the first phrase of its title, more words where that is taken, then a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, title: str) -> str:
        words = words_of(title) or ["muc"]
        first = words_of(re.split(r"[,;:“\"(]", title)[0])
        short = first if 2 <= len(first) <= _WORDS else words[:_WORDS]
        while short and len(short) > 2 and short[-1] in ("va", "cua", "cac", "ve", "trong", "cho"):
            short = short[:-1]
        choices = ["-".join(short)] + [
            "-".join(words[:count]) for count in range(len(short) + 1, min(len(words), _WORDS + 4) + 1)
        ]
        name = next((choice for choice in choices if choice not in self._taken), None)
        number = 2
        while name is None:
            tried = f"{choices[0]}-{number}"
            name = None if tried in self._taken else tried
            number += 1
        self._taken.add(name)
        return name


def outline_id(title: str, period: Period | None) -> str:
    words = words_of(re.split(r"[;(]", title)[0])[:8]
    while len(words) > 2 and words[-1] in ("va", "cua", "cac", "ve", "trong", "cho", "nhiem", "vu"):
        words = words[:-1]
    suffix = _SUFFIX.get(period.kind) if period else None
    return "-".join([*words, suffix] if suffix else words) or "de-cuong"
