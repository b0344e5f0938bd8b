"""What the screen and the messages say, in Vietnamese or English: one gettext catalogue a room.

A room says `_ = catalogue("checking")` and then `_("{n} figures", n=3)`. The English text is the key; the Vietnamese
one lies in `locale/vi/LC_MESSAGES/<room>.po`. The language is asked for at each call, so that it can change while
Drafter runs. `mark` only marks a text for the catalogue; it is translated where it is shown.
"""

from __future__ import annotations

import gettext
import locale
import os
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"

_chosen = {"language": LANGUAGES[0]}


def choose_language(*wishes: str | None) -> str:
    """The first wish that is a language of Drafter; Vietnamese where nothing says otherwise."""
    for wish in wishes:
        code = (wish or "").replace("-", "_").split("_")[0].lower()
        if code in LANGUAGES:
            return code
    return LANGUAGES[0]


def locale_language() -> str | None:
    """What the machine is set to, None where it says nothing (`C`, `POSIX`)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    try:
        return locale.getlocale()[0]
    except ValueError:
        return None


def set_language(code: str) -> None:
    """Say everything from now on in `vi` or `en`, the option parser's own words too (it asks the domain `messages`)."""
    _chosen["language"] = choose_language(code)
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain("messages", str(LOCALE_FOLDER))


def language() -> str:
    return _chosen["language"]


@cache
def _translations(room: str, code: str) -> gettext.NullTranslations:
    return gettext.translation(room, LOCALE_FOLDER, languages=[code], fallback=True)


class Catalogue:
    """The texts of one room; calling it translates a text and fills its `{slots}`."""

    def __init__(self, room: str) -> None:
        self.room = room

    def __call__(self, text: str, /, **values: object) -> str:
        said = _translations(self.room, language()).gettext(text)
        return said.format(**values) if values else said


def catalogue(room: str) -> Catalogue:
    return Catalogue(room)


def mark(text: str) -> str:
    """Mark a text for the catalogue without translating it yet."""
    return text
