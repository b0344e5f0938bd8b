"""Undo in a one-line field: by syllables, as in the editor, never by half-steps of an input method."""

from __future__ import annotations

from collections.abc import Callable

_MANY = 500


def changed_span(old: str, new: str) -> tuple[int, int, int]:
    """Where two texts differ: start, end in the old one, end in the new one; halving, not letter by letter."""
    short = min(len(old), len(new))
    start = _longest(short, lambda size: old[:size] == new[:size])
    tail = _longest(short - start, lambda size: old[len(old) - size :] == new[len(new) - size :])
    return start, len(old) - tail, len(new) - tail


def _longest(most: int, alike: Callable[[int], bool]) -> int:
    """The greatest size up to which two ends are alike."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if alike(middle) else (low, middle - 1)
    return low


class LineHistory:
    """Tell it every change by `record`; `undo` and `redo` give the text to go to, None where there is none."""

    def __init__(self) -> None:
        self._undo: list[str] = []
        self._redo: list[str] = []
        self._open = False
        self._after_blank = False
        self._place = -1  # where the last change ended: typing elsewhere is another step

    def record(self, old: str, new: str) -> None:
        if old == new:
            return
        start, old_end, new_end = changed_span(old, new)
        put, taken = new[start:new_end], old[start:old_end]
        single = len(put) <= 1 and len(taken) <= 1
        away = abs(start - self._place) > 1
        if (
            not self._open
            or not single
            or away
            or (self._after_blank and not put.isspace())
            or (not put and taken.isspace())
        ):
            self._undo.append(old)
            del self._undo[:-_MANY]
        self._open, self._after_blank, self._place = single, put.isspace(), new_end
        self._redo.clear()

    def undo(self, now: str) -> str | None:
        return self._step(self._undo, self._redo, now)

    def redo(self, now: str) -> str | None:
        return self._step(self._redo, self._undo, now)

    def _step(self, source: list[str], target: list[str], now: str) -> str | None:
        self._open = False
        if not source:
            return None
        target.append(now)
        return source.pop()
