"""Every command of the desk: its id, its key, what it is called, in which group it stands.

The palette, the help and the key line are made from this table; `[ui] keys` of drafter.toml maps ids to other keys.
Never bound: Ctrl+H (0x08, a backspace of some input methods), Ctrl+I/M/J (Tab, Enter, newline), Ctrl+Space and
Ctrl+Shift (they switch input methods), bare digits (VNI types tones with them), Shift+F3 (the same bytes as a terminal's
answer about the cursor).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from drafter.messages import catalogue, mark

_ = catalogue("tui")


@dataclass(frozen=True, slots=True)
class Command:
    """`id` is also the action's name on the screen; `short` the word in the key line, where the command stands there."""

    id: str
    key: str | None
    text: str
    group: str
    short: str | None = None

    @property
    def title(self) -> str:
        return _(self.text)


GO = mark("Go")
FIGURES = mark("Figures and findings")
TEXT = mark("Text")
VIEW = mark("View")
REPORT = mark("Report")

COMMANDS: tuple[Command, ...] = (
    Command("next_todo", "f8", mark("Next unfinished thing"), GO, mark("Next")),
    Command("previous_todo", "f7", mark("Previous unfinished thing"), GO),
    Command("next_problem", "shift+f8", mark("Next finding"), GO),
    Command("previous_problem", "shift+f7", mark("Previous finding"), GO),
    Command("next_section", "f2", mark("Next section"), GO, mark("Section")),
    Command("previous_section", "shift+f2", mark("Previous section"), GO),
    Command("go_to_section", "ctrl+g", mark("Go to section…"), GO),
    Command("jump", "ctrl+o", mark("Jump to a pane by its letter"), GO),
    Command("focus_editor", "escape", mark("Back to the text"), GO),
    Command("settle_figure", "ctrl+t", mark("Settle the figure at the cursor"), FIGURES),
    Command("confirm", "shift+f4", mark("Confirm the figure at the cursor as it is"), FIGURES),
    Command("insert_figure", "ctrl+n", mark("Insert a figure of the report…"), FIGURES),
    Command("show_figures", "f4", mark("Figures"), FIGURES, mark("Figures")),
    Command("show_findings", "f5", mark("Check now and show the findings"), FIGURES),
    Command("waive", None, mark("Silence the finding at the cursor, with a reason"), FIGURES),
    Command("fix", None, mark("Apply the safe fix at the cursor"), FIGURES),
    Command("fix_all", None, mark("Apply every safe fix of the report"), FIGURES),
    Command("to_collect", None, mark("List of figures to collect"), FIGURES),
    Command("find", "ctrl+f", mark("Find…"), TEXT, mark("Find")),
    Command("replace", "ctrl+r", mark("Find and replace…"), TEXT),
    Command("undo_replace", None, mark("Take the last “replace all” back"), TEXT),
    Command("show_phrases", "f3", mark("Phrases"), TEXT, mark("Phrases")),
    Command("show_archive", "shift+f6", mark("Search the past reports"), TEXT),
    Command("take_previous", "ctrl+d", mark("Take last period's paragraph"), TEXT),
    Command("compare", "ctrl+k", mark("Compare with another version…"), TEXT),
    Command("snapshots", None, mark("Snapshots of this section…"), TEXT),
    Command("take_snapshot", None, mark("Take a snapshot of this section"), TEXT),
    Command("edit_outside", "ctrl+e", mark("Edit this section in another program"), TEXT),
    Command("state", "ctrl+u", mark("State of this section…"), TEXT),
    Command("show_previous", "f6", mark("Last period's text"), VIEW, mark("Last period")),
    Command("toggle_outline", "ctrl+b", mark("Outline on or off"), VIEW, mark("Outline")),
    Command("focus_mode", "ctrl+l", mark("Only the text (focus mode)"), VIEW),
    Command("wider", "alt+right", mark("Left pane wider"), VIEW),
    Command("narrower", "alt+left", mark("Left pane narrower"), VIEW),
    Command("side_wider", "alt+up", mark("Right pane wider"), VIEW),
    Command("side_narrower", "alt+down", mark("Right pane narrower"), VIEW),
    Command("theme", None, mark("Colours: dark, light, high contrast, monochrome"), VIEW),
    Command("save", "ctrl+s", mark("Save"), REPORT, mark("Save")),
    Command("preview", "shift+f5", mark("Preview of the assembled report"), REPORT),
    Command("assemble", "f9", mark("Assemble the Word file"), REPORT, mark("Assemble")),
    Command("open_word", "shift+f9", mark("Open the assembled report in Word"), REPORT),
    Command("read_back", None, mark("Take back what was changed in the Word file"), REPORT),
    Command("leave", "ctrl+q", mark("Leave"), REPORT),
)

PALETTE = Command("palette", "ctrl+p", mark("All commands"), GO, mark("Commands"))
MENU = Command("menu", "f10", mark("All commands"), GO)
HELP = Command("help", "f1", mark("Help"), GO, mark("Help"))

_KEY_NAMES = {
    "ctrl": "^",
    "shift": "⇧",
    "alt": "Alt+",
    "escape": "Esc",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "enter": "Enter",
}


def all_commands() -> tuple[Command, ...]:
    return (HELP, PALETTE, *COMMANDS)


def key_of(command: Command, keys: Mapping[str, str]) -> str | None:
    return keys.get(command.id, command.key)


def unknown_keys(keys: Mapping[str, str]) -> tuple[str, ...]:
    """Ids of drafter.toml's `[ui] keys` that name no command, each with the nearest one."""
    from difflib import get_close_matches  # only on the way to a message

    known = [command.id for command in (*all_commands(), MENU)]
    return tuple(f"{name} → {get_close_matches(name, known, n=1, cutoff=0.0)[0]}" for name in keys if name not in known)


def key_name(key: str | None) -> str:
    """`ctrl+p` → `^P`, `shift+f2` → `⇧F2`."""
    if not key:
        return ""
    *modifiers, letter = key.split(",")[0].split("+")
    return "".join(_KEY_NAMES[part] for part in modifiers) + _KEY_NAMES.get(letter, letter.upper())
