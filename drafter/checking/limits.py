"""How long one rule may work on one document. Rules call `tick` in their loops; the runner sets the limit.

Cooperative on purpose: signals do not exist everywhere and a thread cannot be stopped. Every pattern in this room is
linear in its paragraph, so that a rule always comes back to a `tick`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

_end: ContextVar[float | None] = ContextVar("end", default=None)
T = TypeVar("T")


class OutOfTimeError(Exception):
    """A rule has used up its time; the runner tells it as MET902."""


@contextmanager
def limit(seconds: float | None) -> Iterator[None]:
    """Let `tick` raise after so many seconds (None: never)."""
    token = _end.set(None if seconds is None else time.perf_counter() + seconds)
    try:
        yield
    finally:
        _end.reset(token)


def tick() -> None:
    """Raise OutOfTimeError when the rule's time is over."""
    end = _end.get()
    if end is not None and time.perf_counter() > end:
        raise OutOfTimeError


def ticking(things: Iterable[T]) -> Iterator[T]:
    """The same things, with a look at the clock before each."""
    end = _end.get()
    for thing in things:
        if end is not None and time.perf_counter() > end:
            raise OutOfTimeError
        yield thing
