"""`drafter doctor`: what this machine and terminal can do."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
from collections.abc import Iterator

import click

from drafter import __version__
from drafter.cli.options import format_option, print_json
from drafter.errors import UsageError
from drafter.messages import catalogue

_ = catalogue("cli")

_TOOLS = {
    "LibreOffice": (("soffice", "libreoffice"), "apt-get install libreoffice-writer · libreoffice.org"),
    "Tesseract": (("tesseract",), "apt-get install tesseract-ocr tesseract-ocr-vie"),
}


@click.command("doctor", help=_("Tell what this machine and terminal can do, and the cure for what is wrong."))
@click.option(
    "--typing", is_flag=True, help=_("Type a word with your input method and see what the terminal delivers.")
)
@format_option("text", "json")
def command(form: str, typing: bool) -> None:
    rows = [*_machine(), *_terminal(), *_tools(), *(_typing() if typing else ())]
    if form == "json":
        print_json(
            {
                "schema": "drafter/doctor/1",
                "rows": [{"name": name, "value": value, "cure": cure} for name, value, cure in rows],
            }
        )
        return
    for name, value, cure in rows:
        click.echo(f"{name:20} {value}" + (f"\n{'':20} → {cure}" if cure else ""))


def _machine() -> Iterator[tuple[str, str, str | None]]:
    yield "Drafter", __version__, None
    yield "Python", f"{platform.python_version()} · {platform.system()} {platform.release()}", None
    coding = (sys.stdout.encoding or "?").lower()
    cure = None if coding.replace("-", "") == "utf8" else _("set PYTHONUTF8=1")
    yield _("output encoding"), coding, cure
    yield _("locale"), str(locale.getlocale()[0] or "C"), None


def _terminal() -> Iterator[tuple[str, str, str | None]]:
    size = shutil.get_terminal_size()
    narrow = _("make the window at least 80×24") if size.columns < 80 or size.lines < 24 else None
    yield (
        _("terminal"),
        os.environ.get("TERM_PROGRAM") or os.environ.get("WT_SESSION", "") or os.environ.get("TERM", "?"),
        None,
    )
    yield _("size"), f"{size.columns}×{size.lines}", narrow
    colours = "16 777 216" if os.environ.get("COLORTERM") in ("truecolor", "24bit") else "256?"
    yield _("colours"), "0 (NO_COLOR)" if os.environ.get("NO_COLOR") else colours, None
    from drafter.tui.clipboard import way

    osc = _("Ctrl+C reaches other programs only in terminals that know OSC 52; install xclip or wl-clipboard")
    yield _("clipboard"), way(), osc if way() == "OSC 52" and not os.environ.get("SSH_CONNECTION") else None


def _typing() -> Iterator[tuple[str, str, str | None]]:
    """What an input method sends for a word, tried in the real terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(_("--typing needs a terminal"))
    from drafter.tui import try_typing

    report = try_typing()
    if report is not None:
        yield _("typed"), report.typed, None if report.right else report.verdict()
        yield _("delivered"), " ".join(report.events), None


def _tools() -> Iterator[tuple[str, str, str | None]]:
    for name, (programs, cure) in _TOOLS.items():
        found = next((path for program in programs if (path := shutil.which(program))), None)
        yield name, found or _("not found"), None if found else cure
