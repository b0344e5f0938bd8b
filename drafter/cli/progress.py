"""How far a long work is."""

from __future__ import annotations

import sys

import click


class Progress:
    """A line on standard error that counts, only where it is a terminal."""

    def __init__(self) -> None:
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __call__(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            self._shown = True
            width = 30 * done // max(1, total)
            click.echo(f"\r{'█' * width}{'░' * (30 - width)} {done}/{total}", nl=False, err=True)

    def __exit__(self, *_error: object) -> None:
        if self._shown:
            click.echo(err=True)
