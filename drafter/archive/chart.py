"""A series as it is looked at: a sparkline, a chart in the terminal, an SVG drawing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from drafter.archive.trend import Point, Series
from drafter.model.period import Period

_BLOCKS = "▁▂▃▄▅▆▇█"
_ESCAPES = re.compile("\x1b\\[[0-9;]*m")
_COLOURS = ("#1f6f8b", "#c8553d", "#588157", "#7b2d8b", "#b08900", "#444444")


def sparkline(values: Sequence[Decimal]) -> str:
    """One block a value, from the lowest to the highest; values that are all alike stand in the middle."""
    if not values:
        return ""
    low, high = min(values), max(values)
    if low == high:
        return _BLOCKS[3] * len(values)
    return "".join(_BLOCKS[int((value - low) * (len(_BLOCKS) - 1) / (high - low))] for value in values)


def written(value: Decimal, *, signed: bool = False) -> str:
    """A number as Vietnamese write it: `1.250`, `8,85`; a change with its sign: `+1.250`, `-2,37`."""
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() and not signed else value
    return f"{plain:{'+' if signed else ''},}".translate(str.maketrans(",.", ".,"))


def terminal(series: Sequence[Series], *, width: int = 76, height: int = 16) -> str:
    """The series as lines over the periods, drawn with characters; empty where no series has two points.

    The scale begins at nothing, where no value is below it; no colours, so that it can be piped.
    """
    drawn = [one for one in series if len(one.points) > 1]
    if not drawn:
        return ""
    import plotext

    periods = _periods(drawn)
    values = [float(point.value) for one in drawn for point in one.points]
    low, high = min(0.0, *values), max(values) or 1.0
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(width, height)
    for one in drawn:
        places = [periods.index(point.period) for point in one.points]
        label = one.unit_name if len(drawn) > 1 else None
        plotext.plot(places, [float(point.value) for point in one.points], marker="braille", label=label)
    ticks = [low + (high - low) * step / 4 for step in range(5)]
    plotext.yticks(ticks, [written(Decimal(round(tick, 1 if high < 20 else 0)).normalize()) for tick in ticks])
    plotext.xticks(list(range(len(periods))), periods)
    plotext.ylim(low, high)
    return "\n".join(line.rstrip() for line in _ESCAPES.sub("", plotext.build()).split("\n")).rstrip("\n") + "\n"


def _periods(series: Sequence[Series]) -> list[str]:
    """Every period of some series, in order of time."""
    said = {point.period for one in series for point in one.points}
    return sorted(said, key=lambda period: (Period.parse(period).months, period))


def _value_and_share(point: Point) -> str:
    share = "" if point.share is None else f" ({written(point.share)}%)"
    return written(point.value) + share


def svg(title: str, series: Sequence[Series], *, width: int = 720, height: int = 360) -> str:
    """A line for each series over the periods, values written at the points; the scale begins at nothing."""
    periods = _periods(series)
    values = [point.value for one in series for point in one.points]
    most = float(max([*values, Decimal(0)])) or 1.0
    left, right, top, bottom = 24, width - 24, 56, height - 40 - 18 * len(series)
    step = (right - left) / max(1, len(periods) - 1)

    def at(period: str, value: Decimal) -> tuple[float, float]:
        x = left + step * periods.index(period) if len(periods) > 1 else (left + right) / 2
        return round(x, 1), round(bottom - (bottom - top) * max(0.0, float(value)) / most, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{left}" y="24" font-size="15" font-weight="bold">{escape(title)}</text>',
        f'<line x1="{left}" y1="{bottom}" x2="{right}" y2="{bottom}" stroke="#888888"/>',
    ]
    for index, period in enumerate(periods):
        x, _y = at(period, Decimal(0))
        anchor = "start" if index == 0 and len(periods) > 1 else "end" if index == len(periods) - 1 > 0 else "middle"
        parts.append(f'<text x="{x}" y="{bottom + 16}" text-anchor="{anchor}">{escape(period)}</text>')
    for number, one in enumerate(series):
        colour = _COLOURS[number % len(_COLOURS)]
        points = [at(point.period, point.value) for point in one.points]
        parts.append(
            f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'
        )
        for point, (x, y) in zip(one.points, points, strict=True):
            anchor = "end" if x > right - 40 else "start" if x < left + 40 else "middle"
            parts.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>')
            parts.append(
                f'<text x="{x}" y="{y - 8}" text-anchor="{anchor}" fill="{colour}">{_value_and_share(point)}</text>'
            )
        legend = f"{one.unit_name or '?'} · {one.measure}"
        parts.append(f'<text x="{left}" y="{bottom + 40 + 18 * number}" fill="{colour}">{escape(legend)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
