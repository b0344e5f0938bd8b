"""The machine's own clipboard, where a program for it exists; over SSH the terminal's (OSC 52) is used by Textual."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

_SECONDS = 1.0


def _commands() -> tuple[list[str], list[str]] | None:
    """The commands that read and write the clipboard here; None where there is none."""
    if os.environ.get("SSH_CONNECTION"):
        return None
    if sys.platform == "darwin":
        return ["pbpaste"], ["pbcopy"]
    if sys.platform == "win32":
        read = "[Console]::OutputEncoding=[Text.Encoding]::UTF8; Get-Clipboard -Raw"
        write = "[Console]::InputEncoding=[Text.Encoding]::UTF8; Set-Clipboard -Value ([Console]::In.ReadToEnd())"
        shell = ["powershell", "-NoProfile", "-Command"]
        return [*shell, read], [*shell, write]
    if os.environ.get("WAYLAND_DISPLAY") and shutil.which("wl-paste"):
        return ["wl-paste", "--no-newline"], ["wl-copy"]
    if os.environ.get("DISPLAY") and shutil.which("xclip"):
        return ["xclip", "-selection", "clipboard", "-o"], ["xclip", "-selection", "clipboard"]
    return None


def way() -> str:
    """The way the clipboard goes, for `drafter doctor`."""
    commands = _commands()
    return commands[1][0] if commands else "OSC 52"


def read() -> str | None:
    """The clipboard's text; None where it cannot be read."""
    commands = _commands()
    if commands is None:
        return None
    try:
        done = subprocess.run(commands[0], capture_output=True, timeout=_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", errors="replace") or None


def write(text: str) -> bool:
    """Put text on the clipboard; False where that is not possible."""
    commands = _commands()
    if commands is None:
        return False
    try:
        subprocess.run(
            commands[1],
            input=text.encode("utf-8"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True
