"""What a file says is shown on the terminal, never obeyed by it.

A report may hold the terminal's own commands (clear the screen, set the title, hide what follows): all but the colours that
Drafter sets are shown as signs. What goes into a file or a pipe stays as it is.
"""

from __future__ import annotations

import io
import os
import re
import sys
from typing import Any, TextIO, cast

# `ESC [ 1 ; 31 m`: bold, dim, italic, underlined and the eight colours; conceal, blink and the rest are not ours.
_COLOUR = re.compile(r"\x1b\[(?:(?:[0-4]|2[2-4]|[349][0-7]|39|49)?(?:;|(?=m)))*m")
_COMMAND = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Back to the line's beginning: from us on standard error (a bar that fills), from nobody else.
_RETURN = re.compile(r"\r(?!\n)")


def visible(text: str, *, returns: bool = False) -> str:
    """The text with every command to a terminal as a sign (`␛`); `returns` lets a line be written over."""
    if not returns:
        text = _RETURN.sub("␍", text)
    if not _COMMAND.search(text):
        return text
    shown, position = [], 0
    for colour in _COLOUR.finditer(text):
        shown += [_COMMAND.sub(_sign, text[position : colour.start()]), colour.group()]
        position = colour.end()
    return "".join((*shown, _COMMAND.sub(_sign, text[position:])))


def without_commands(text: str) -> str:
    """The text without its commands to a terminal; none of them takes a column, so that it is as wide as before."""
    return _COMMAND.sub("", text).replace("\r", "")


def _sign(command: re.Match[str]) -> str:
    code = ord(command.group())
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


class Terminal:
    """A terminal's stream that shows commands instead of passing them on."""

    def __init__(self, stream: TextIO, *, returns: bool) -> None:
        self._stream, self._returns = stream, returns

    def write(self, text: str) -> int:
        self._stream.write(visible(text, returns=self._returns))
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def fileno(self) -> int:
        if os.name == "nt":  # else click writes past this stream to the console itself
            raise io.UnsupportedOperation("fileno")
        return self._stream.fileno()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def guard() -> None:
    """Let standard output and standard error show what is written where they are terminals."""
    if sys.stdout.isatty():
        sys.stdout = cast("TextIO", Terminal(sys.stdout, returns=False))
    if sys.stderr.isatty():
        sys.stderr = cast("TextIO", Terminal(sys.stderr, returns=True))
