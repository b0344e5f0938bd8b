"""The help page: first what one can do in the focused pane, then states and marks, then every key."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from drafter.messages import catalogue, mark
from drafter.tui.words import SEVERITIES, STATES

_ = catalogue("tui")

_PANES: dict[str, tuple[str, str]] = {
    "tree": (
        mark("The outline"),
        mark(
            "Enter opens an item; ← and → close and open a part. ◑2 counts its open figures, ▲1 its findings, 3/7"
            " the done items of a part."
        ),
    ),
    "previous": (
        mark("Last period's text"),
        mark(
            "The text of the same item in the last report. Underlined words are no longer in the draft; the "
            "paragraph most like yours is shown at the top. Ctrl+D takes it over, Ctrl+C copies what is selected."
        ),
    ),
    "figures": (
        mark("The figures"),
        mark(
            "Every figure of the section with last period's value. Enter opens its card: Enter confirms it, "
            "typing replaces it, - says not applicable, ? puts it on the list to collect."
        ),
    ),
    "findings": (
        mark("The findings"),
        mark(
            "First those of this section. Enter goes to the place, w silences one with a reason, f applies a safe"
            " fix. Findings follow the typing after a short pause."
        ),
    ),
    "phrases": (
        mark("The phrases"),
        mark(
            "Type to search, accents are not needed; Down goes to the list, Enter inserts. Tab walks through the "
            "slots of an inserted phrase."
        ),
    ),
    "archive": (mark("The past reports"), mark("Type to search in the past reports; Enter inserts the passage.")),
    "editor": (
        mark("The text"),
        mark(
            "One line is one paragraph. ⟦312⟧ is last period's figure, not confirmed yet; ⟦?⟧ is a figure to "
            "give. F8 goes to the next unfinished thing of the whole report. Undo (Ctrl+Z) takes back a syllable "
            "at a time."
        ),
    ),
}  # fmt: skip


def page_for(focused: Sequence[str], keys: Sequence[tuple[str, str, str]]) -> Content:
    """`focused`: ids of the focused widget and those around it, innermost first; `keys`: (key, command, group)."""
    name = next((each for each in focused if each in _PANES), "editor")
    title, text = _PANES[name]
    parts: list[str | Content | tuple[str, str]] = [(_(title) + "\n", "bold $accent"), _(text) + "\n\n"]
    parts.append((_("States of a section") + "\n", "bold $accent"))
    parts += _looks([(look.shape, look.word, look.colour) for look in STATES.values()])
    parts.append((_("Findings") + "\n", "bold $accent"))
    parts += _looks([(look.shape, look.word, look.colour) for look in SEVERITIES.values()])
    group = ""
    for key, command, of in keys:
        if not key:
            continue
        if of != group:
            group = of
            parts.append((("\n" if parts else "") + group + "\n", "bold $accent"))
        parts.append((f"  {key:<8}", "bold"))
        parts.append(f" {command}\n")
    last = _(
        "Every command is also in the palette (Ctrl+P), with or without accents. "
        "Keys can be changed in drafter.toml, [ui] keys."
    )
    parts.append(("\n" + last, "$text-muted"))
    return Content.assemble(*parts)


def _looks(rows: Sequence[tuple[str, str, str]]) -> list[str | Content | tuple[str, str]]:
    parts: list[str | Content | tuple[str, str]] = ["  "]
    for shape, word, colour in rows:
        parts += [(f"{shape} ", f"bold {colour}"), f"{word}   "]
    return [*parts, "\n\n"]
