"""Layout profiles: how a report is set on paper (`drafter/lexicon/layouts.toml`), and which of them a draft takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from drafter import lexicon
from drafter.errors import UsageError
from drafter.language.folding import fold_words
from drafter.lexicon.profiles import profile
from drafter.messages import catalogue
from drafter.model.draft import Draft
from drafter.workspace import Settings

_ = catalogue("assembling")

LAYOUTS = ("decree30", "front", "party")


@dataclass(frozen=True, slots=True)
class Element:
    """How one element is set: `size` in points; `align` left, right, center or both; `rule` the line under it: full (as
    long as the text), part (between a third and half of it), hyphens."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False
    align: str = "both"
    rule: str | None = None
    sizes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadingLook:
    """How a heading is set; `own_line`: the title stands on a line under the label."""

    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: str = "both"
    own_line: bool = False
    title_caps: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Lengths in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header_distance: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def landscape(self) -> Page:
        return Page(self.height, self.width, self.top, self.bottom, self.left, self.right, self.header_distance)


@dataclass(frozen=True)
class Layout:
    """One profile. `body` holds size, first_line (mm), space_after (points), line (multiple) or line_at_least (points)."""

    id: str
    name: str
    header: str
    end_mark: str
    number_word: str
    number_joint: str
    appendix_numbers: str
    recipients_mark: str
    authority: str
    blank_lines_signature: int
    page: Page
    font: str
    language: str
    body: Mapping[str, Any]
    elements: Mapping[str, Element]
    headings: Mapping[str, HeadingLook]


@cache
def load_layout(name: str) -> Layout:
    """A profile by its name.

    Raises UsageError with the known names.
    """
    if name not in LAYOUTS:
        raise UsageError(_("there is no layout “{name}”; known: {known}", name=name, known=", ".join(LAYOUTS)))
    raw = profile(name)
    page = {key: raw["page"][key] for key in Page.__dataclass_fields__}
    return Layout(
        id=name,
        page=Page(**page),
        font=raw["font"]["name"],
        language=raw["font"]["language"],
        body=raw["body"],
        elements={
            key: Element(**{**value, "sizes": tuple(value.get("sizes", ()))}) for key, value in raw["elements"].items()
        },
        headings={key: HeadingLook(**value) for key, value in raw["headings"].items()},
        **{
            key: raw[key]
            for key in (
                "name",
                "header",
                "end_mark",
                "number_word",
                "number_joint",
                "appendix_numbers",
                "recipients_mark",
                "authority",
                "blank_lines_signature",
            )
        },
    )


def choose_layout(given: str | None, draft: Draft, settings: Settings | None = None) -> str:
    """The layout a draft takes: as given, as its front matter says, as `drafter.toml` says, else by who reports.

    Raises UsageError where the name said is none.
    """
    settings = settings or Settings()
    for name in (given, draft.front.get("layout"), settings.check.get("layout")):
        if name:
            return load_layout(str(name)).id
    named = draft.front.get("unit") or settings.unit.get("name") or ""
    unit = fold_words(str(named[0] if isinstance(named, (list, tuple)) and named else named))
    for layout, openings in lexicon.load("layouts")["choice"].items():
        if unit.startswith(tuple(openings)):
            return str(layout)
    return LAYOUTS[0]
