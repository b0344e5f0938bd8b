"""The four themes. Nothing on the screen depends on colour alone; the monochrome one shows it."""

from __future__ import annotations

import os

from textual.theme import Theme

DARK = Theme(
    name="dark",
    primary="#7aa2d6",
    secondary="#8fb3c9",
    accent="#6fb3a6",
    warning="#e0b165",
    error="#e5736b",
    success="#8cbf7a",
    foreground="#d7dae0",
    background="#16191f",
    surface="#1c2027",
    panel="#252a33",
    dark=True,
    variables={
        "text-muted": "#8a92a0",
        "highlight": "#34435c",
        "input-selection-background": "#3d5a80 70%",
        "footer-key-foreground": "#e0b165",
    },
)
LIGHT = Theme(
    name="light",
    primary="#2f5d94",
    secondary="#3c6f8f",
    accent="#1f7a68",
    warning="#96600a",
    error="#b3261e",
    success="#3a7325",
    foreground="#22262d",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e6e3db",
    dark=False,
    variables={
        "text-muted": "#6a6f78",
        "highlight": "#c9d8ea",
        "input-selection-background": "#b7cfe8",
    },
)
CONTRAST = Theme(
    name="contrast",
    primary="#66ccff",
    secondary="#a8e0ff",
    accent="#00ffd0",
    warning="#ffd800",
    error="#ff6b6b",
    success="#5dff5d",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    dark=True,
    variables={
        "text-muted": "#d0d0d0",
        "highlight": "#00407a",
        "input-selection-background": "#005fb8",
    },
)
MONO = Theme(
    name="mono",
    primary="#e0e0e0",
    secondary="#c0c0c0",
    accent="#ffffff",
    warning="#e8e8e8",
    error="#ffffff",
    success="#c8c8c8",
    foreground="#dddddd",
    background="#101010",
    surface="#181818",
    panel="#2a2a2a",
    dark=True,
    variables={
        "text-muted": "#a0a0a0",
        "highlight": "#4a4a4a",
        "input-selection-background": "#606060",
    },
)

THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST, MONO)}


def choose(wish: str | None) -> str:
    """The wished theme, monochrome under NO_COLOR, else dark."""
    if wish in THEMES:
        return wish
    return MONO.name if os.environ.get("NO_COLOR") else DARK.name


def following(name: str) -> str:
    names = list(THEMES)
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
