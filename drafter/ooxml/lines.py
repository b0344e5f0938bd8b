"""Horizontal lines and text boxes that a Word file draws: in DrawingML, and in the VML of older files."""

from __future__ import annotations

import re
from typing import Any

from drafter.ooxml.names import MC, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_BOX = f"{W}txbxContent"
_EMU = 36_000  # to a millimetre
_FLAT = 2.0  # millimetres that a line may rise and still be one
_LINE_SHAPES = ("line", "straightConnector1")
_UNITS = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "px": 25.4 / 96, "": 25.4 / 72}
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(pt|in|cm|mm|px)?")


def drawn_lines(element: Any) -> tuple[list[float], list[Any]]:
    """The lengths in millimetres of the horizontal lines in a drawing (0.0: not to be told), and its text boxes' content."""
    rules: list[float] = []
    boxes: list[Any] = []
    _collect(element, rules, boxes)
    return rules, boxes


def _collect(element: Any, rules: list[float], boxes: list[Any]) -> None:
    tag = element.tag
    if tag == _BOX:
        boxes.append(element)
        return
    if tag == f"{MC}AlternateContent":
        chosen = element.find(f"{MC}Choice")
        if chosen is None or not len(chosen):
            chosen = element.find(f"{MC}Fallback")
        if chosen is not None:
            _collect(chosen, rules, boxes)
        return
    if tag in (f"{_WP}anchor", f"{_WP}inline"):
        _drawing(element, rules)
    elif tag == f"{_V}line":
        length = _vml_line(element)
        if length is not None:
            rules.append(length)
    elif tag in (f"{_V}shape", f"{_V}rect") and _is_vml_rule(element):
        rules.append(_style_length(element.get("style") or "", "width") or 0.0)
    for child in element:
        if isinstance(child.tag, str):
            _collect(child, rules, boxes)


def _drawing(element: Any, rules: list[float]) -> None:
    shapes = [shape.get("prst") for shape in element.iter(f"{_A}prstGeom")]
    extent = element.find(f"{_WP}extent")
    if not shapes or extent is None or any(shape not in _LINE_SHAPES for shape in shapes):
        return
    width, height = (_number(extent.get(name)) / _EMU for name in ("cx", "cy"))
    if height <= _FLAT:
        rules.append(round(width, 1))


def _number(said: str | None) -> float:
    try:
        return float(said or 0)
    except ValueError:
        return 0.0


def _vml_line(element: Any) -> float | None:
    """The length of a `v:line`; None where it does not lie flat."""
    ends = [_LENGTH.findall(element.get(name) or "") for name in ("from", "to")]
    if any(len(end) != 2 for end in ends):
        return 0.0
    (x, y), (to_x, to_y) = ([float(value) * _UNITS[unit] for value, unit in end] for end in ends)
    return round(abs(to_x - x), 1) if abs(to_y - y) <= _FLAT else None


def _is_vml_rule(element: Any) -> bool:
    style = element.get("style") or ""
    height = _style_length(style, "height")
    if element.get(f"{_O}connectortype") == "straight" or (element.get("type") or "").endswith("_t32"):
        return height is None or height <= _FLAT
    return element.tag == f"{_V}rect" and element.get(f"{_O}hr") is not None


def _style_length(style: str, name: str) -> float | None:
    found = re.search(rf"(?:^|;)\s*{name}\s*:\s*(-?\d*\.?\d+)\s*(pt|in|cm|mm|px)?", style)
    return round(float(found[1]) * _UNITS[found[2] or ""], 1) if found else None
