"""The text of the sample reports, from figures and prose kept apart.

`tests/samples/sources/UNIT/figures.toml` holds one line an indicator (its values in a base period and the reported ones) and
the local documents; `prose.md` holds what is said, line by line for the periods it belongs to. Every sum, share, growth,
anniversary and weekday is computed here, none is typed. `rendered(unit)` gives the draft of each period.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

SOURCES = Path(__file__).resolve().parents[1] / "samples" / "sources"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_STANDING = "Ban Thường trực"
_ONLY = re.compile(r"@(?P<periods>[\dHhQq,-]+) ")


def units() -> tuple[str, ...]:
    return tuple(sorted(folder.name for folder in SOURCES.iterdir() if (folder / "figures.toml").exists()))


def rendered(unit: str) -> Iterator[tuple[str, str]]:
    """Each period of a unit with its draft."""
    prose = prose_of(unit)
    for report in reports(unit):
        yield report.period, report.text(prose)


def prose_of(unit: str) -> str:
    return (SOURCES / unit / "prose.md").read_text("utf-8")


def reports(unit: str, kind: type[Report] | None = None) -> Iterator[Report]:
    """The periods of a unit; `kind`: a class of one's own with more tools."""
    data = tomllib.loads((SOURCES / unit / "figures.toml").read_text("utf-8"), parse_float=Decimal)
    shared = tomllib.loads((SOURCES / "documents.toml").read_text("utf-8"))
    for position, period in enumerate(data["periods"], 1):
        yield (kind or Report)(data, shared, position, period)


def printed(value: object) -> object:
    """A number as reports print it, whole where its decimals are noughts; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    whole, _dot, decimals = f"{value:,}".partition(".")
    return whole.replace(",", ".") + (f",{decimals}" if decimals.strip("0") else "")


def short(day: date) -> str:
    """5/3/2024 as offices write it: days below ten and the months 1 and 2 with a leading nought."""
    return f"{day.day:02d}/{f'{day.month:02d}' if day.month < 3 else day.month}/{day.year}"


class Report:
    """One period of a unit: its figures, those of the period before, and the tools of the prose."""

    tools: tuple[str, ...] = (
        "pct",
        "grow",
        "diff",
        "since",
        "day",
        "weekday",
        "cite",
        "again",
        "table",
        "register",
    )

    def __init__(self, data: Mapping[str, Any], shared: Mapping[str, Any], position: int, period: str) -> None:
        self.data, self.position, self.period = data, position, period
        self.year = int(period[:4])
        self.documents: dict[str, list[Any]] = {
            **shared,
            **data.get("documents", {}),
            **data[period].get("documents", {}),
        }
        self.now, self.last = self._figures(position), self._figures(position - 1)
        self.introduced = False

    def _figures(self, position: int) -> SimpleNamespace:
        values = {name: series[position] for name, series in self.data["indicators"].items()}
        for name, (area, crop) in self.data.get("products", {}).items():  # ha by tạ/ha gives tạ, ten of them a tấn
            values[name] = _rounded(values[area] * values[crop] / 10, 1)
        for name, parts in self.data.get("sums", {}).items():
            values[name] = sum(values[part] for part in parts)
        return SimpleNamespace(**values)

    def text(self, prose: str) -> str:
        from jinja2 import Environment, StrictUndefined

        environment = Environment(
            undefined=StrictUndefined,
            autoescape=False,
            finalize=printed,
            comment_start_string="{##",  # `{#id}` belongs to the headings of drafts
            comment_end_string="##}",
        )
        front = dict(self.data["front"]) | {k: v for k, v in self.data[self.period].items() if k != "documents"}
        named: dict[str, Any] = {"c": self.now, "p": self.last, "y": self.year, "front": SimpleNamespace(**front)}
        named |= {name: getattr(self, name) for name in self.tools}
        body = environment.from_string(self.lines(prose)).render(named)
        return f"{_front_matter(front, self.period)}\n{body.strip()}\n"

    def lines(self, prose: str) -> str:
        """The prose of this period alone."""
        kept = []
        for line in prose.split("\n"):
            if (only := _ONLY.match(line)) is not None:
                if self.period not in only["periods"].split(","):
                    continue
                line = line[only.end() :]
            kept.append(line)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(kept))

    def pct(self, part: Any, whole: Any, digits: int = 1) -> Decimal:
        return _rounded(Decimal(part) * 100 / Decimal(whole), digits)

    def grow(self, name: str, digits: int = 1) -> str:
        """`tăng 12,5%` against the period before."""
        now, last = Decimal(getattr(self.now, name)), Decimal(getattr(self.last, name))
        rate = _rounded((now - last) * 100 / last, digits)
        return f"{'tăng' if rate >= 0 else 'giảm'} {printed(abs(rate))}%"

    def diff(self, name: str, unit: str) -> str:
        """`tăng 3 buổi`, `giảm 29 hộ` against the period before."""
        step = getattr(self.now, name) - getattr(self.last, name)
        return f"{'tăng' if step >= 0 else 'giảm'} {printed(abs(step))} {unit}"

    def since(self, year: int) -> int:
        return self.year - year

    def day(self, month: int, day: int, year: int = 0) -> str:
        return short(date(year or self.year, month, day))

    def weekday(self, month: int, day: int, year: int = 0) -> str:
        """`thứ Năm, ngày 14/5/2026`."""
        when = date(year or self.year, month, day)
        return f"{WEEKDAYS[when.weekday()]}, ngày {short(when)}"

    def cite(self, name: str, *, about: bool = False) -> str:
        """A document at its first mention; `about` adds its subject."""
        kind, symbol, day, issuer, title = self.documents[name]
        said = f"{kind} số {symbol} ngày {short(day)} của {self._named(issuer)}"
        return f"{said} {title}" if about else said

    def _named(self, issuer: str) -> str:
        """The unit's own standing committee in full once, then by its short name."""
        if self.data["front"]["unit"].startswith(issuer) and issuer.startswith(_STANDING):
            if self.introduced:
                return _STANDING
            self.introduced = True
        return str(issuer)

    def again(self, name: str) -> str:
        """A later mention: kind and number."""
        return f"{self.documents[name][0]} số {self.documents[name][1]}"

    def table(self, name: str) -> str:
        """An appendix table: label, title, unit, then the period before and this one, or the columns the table names."""
        spec = self.data["tables"][name]
        heads = [str(head).format(y=self.year, last=self.year - 1) for head in spec["columns"]]
        rows = ["TT | Chỉ tiêu | Đơn vị tính | " + " | ".join(heads), " | ".join(["---"] * (3 + len(heads)))]
        for line in spec["rows"].strip().split("\n"):
            label, title, unit, key = (part.strip() for part in line.split("|"))
            rows.append(" | ".join([label, title, unit, *(self._cell(key, column) for column in spec["values"])]))
        return "\n".join(f"| {row} |" for row in rows)

    def _cell(self, key: str, column: str) -> str:
        if not key:
            return ""
        if column == "plan":
            key = f"{key}_kh"
            return str(printed(getattr(self.now, key))) if hasattr(self.now, key) else ""
        return str(printed(getattr(self.now if column == "now" else self.last, key)))

    def register(self) -> str:
        """The period's own documents as an appendix table, the oldest first."""
        rows = ["| TT | Văn bản | Nội dung |", "| --- | --- | --- |"]
        documents = sorted(self.data[self.period]["documents"].values(), key=lambda document: document[2])
        for number, (kind, symbol, day, issuer, title) in enumerate(documents, 1):
            rows.append(
                f"| {number} | {kind} số {symbol} ngày {short(day)} của {issuer} | {title[0].upper()}{title[1:]} |"
            )
        return "\n".join(rows)


def _rounded(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _front_matter(front: Mapping[str, Any], period: str) -> str:
    first = ("outline", "period", "unit")
    values: dict[str, Any] = {"period": period, **front}
    keys = [*(key for key in first if key in values), *(key for key in values if key not in first)]
    lines = ["---"]
    for key in keys:
        value = values[key]
        if isinstance(value, list):
            lines += [f"{key}:", *(f'  - "{entry}"' if ": " in entry else f"  - {entry}" for entry in value)]
        else:
            lines.append(f"{key}: {value}")
    return "\n".join([*lines, "---"]) + "\n"
