"""What a draft's front matter and title say of the paper: who reports, number, place and date, kind, who signs, who gets it.

Nothing is made up: what is not said is None, and the paper shows a blank there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from drafter import lexicon
from drafter.assembling.layout import Layout
from drafter.errors import PeriodError
from drafter.language.folding import fold_words, nfc
from drafter.model.draft import Draft
from drafter.model.outline import Outline
from drafter.model.period import Period

_DATE = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})|(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})"
    r"|ngày\s+(?P<nd>\d{1,2})\s+tháng\s+(?P<nm>\d{1,2})\s+năm\s+(?P<ny>\d{4})"
)
OPEN = "…"  # what of the symbol nobody said
_STANDING_COMMITTEE = "ban thường trực"
_FRONT_COMMITTEE = ("ủy ban mttq", "ủy ban mặt trận")


@dataclass(frozen=True, slots=True)
class CoSigner:
    """One more signer of a joint paper."""

    authority: tuple[str, ...]
    office: str | None
    name: str | None


@dataclass(frozen=True)
class Frame:
    """The elements around the body. `symbol` is the part behind the number; `date` None where the day is open, `year` what
    is known then; `authority` the lines of the collective and the office above the name. `co_units` and `co_signers` are
    the others of a joint paper; `stamps` the marks of secrecy and urgency, `circulation` who may see it; `two_sided`: to
    be printed on both sides."""

    superior: str | None
    unit: str | None
    number: str | None
    symbol: str | None
    place: str | None
    date: date | None
    year: int | None
    kind: str
    abstract: str | None
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    office: str | None
    signer: str | None
    co_units: tuple[str, ...] = ()
    co_signers: tuple[CoSigner, ...] = ()
    stamps: tuple[str, ...] = ()
    circulation: str | None = None
    two_sided: bool = False

    @property
    def symbol_is_open(self) -> bool:
        return self.symbol is None or OPEN in self.symbol

    @property
    def issuer(self) -> str | None:
        """The issuer as it is called in a sentence, on one line."""
        if self.unit and self.superior and fold_words(self.unit) == _STANDING_COMMITTEE:
            return f"{in_sentence(self.unit)} {in_sentence(self.superior)}"
        return in_sentence(self.unit) if self.unit else None


def in_sentence(name: str) -> str:
    """`ỦY BAN MTTQ VIỆT NAM XÃ SUỐI NGÀN` → `Ủy ban MTTQ Việt Nam xã Suối Ngàn`; a name not in capitals stays as it is."""
    if not name.isupper():
        return name
    casing = lexicon.load("layouts")["casing"]
    names: dict[str, str] = {fixed.lower(): fixed for fixed in casing["names"]}
    pattern = "|".join(re.escape(fixed) for fixed in sorted(names, key=len, reverse=True))

    def spelled(found: re.Match[str]) -> str:
        word = found[0]
        if word.lower() in names:
            return names[word.lower()]
        if word in casing["kept"]:
            return word
        return word.lower() if word.lower() in casing["small"] else word.capitalize()

    said = re.sub(rf"\b(?:{pattern})\b|[^\W\d_]+", spelled, nfc(name), flags=re.IGNORECASE)
    return said[:1].upper() + said[1:]


def frame_of(draft: Draft, layout: Layout, outline: Outline | None = None) -> Frame:
    """Read the front matter. Kind and abstract come from it, else from the title, else from the outline."""
    front, co_units = _first_unit(draft.front)
    superior, unit = _bodies(front, layout)
    kind, abstract = _kind_and_abstract(front, draft.title or (outline.title if outline else None), outline)
    number, symbol = _number(front, layout, kind)
    day = _day(_text(front, "date"))
    signer, *others = _signers(front.get("signer"))
    signing: Mapping[str, Any] = signer if isinstance(signer, Mapping) else {**front, "name": signer}
    office = _text(signing, "office") or _text(front, "office")
    return Frame(
        superior=superior,
        unit=unit,
        number=number,
        symbol=symbol,
        place=_text(front, "place"),
        date=day,
        year=day.year if day else _year(front),
        kind=kind,
        abstract=abstract,
        addressees=_lines(front.get("to") or front.get("addressees")),
        recipients=_lines(front.get("recipients")),
        authority=_authority(_lines(signing.get("authority") or front.get("authority")), front, office, layout),
        office=office,
        signer=_text(signing, "name"),
        co_units=co_units,
        co_signers=tuple(_co_signer(one, layout) for one in others),
        stamps=_stamps(front),
        circulation=_text(front, "circulation"),
        two_sided=front.get("two_sided") is True,
    )


def _first_unit(front: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """The front matter with the leading unit of a joint paper, and the other units."""
    units = front.get("unit")
    if not isinstance(units, (list, tuple)):
        return front, ()
    named = tuple(words for one in units if (words := " ".join(str(one).split())))
    return {**front, "unit": named[0] if named else None}, named[1:]


def _signers(said: object) -> list[object]:
    """The signer, and the others of a joint paper behind."""
    return list(said) or [None] if isinstance(said, (list, tuple)) else [said]


def _co_signer(said: object, layout: Layout) -> CoSigner:
    signing = said if isinstance(said, Mapping) else {"name": said}
    lines = _slashed(list(_lines(signing.get("authority"))), layout)
    return CoSigner(tuple(line.upper() for line in lines), _text(signing, "office"), _text(signing, "name"))


def _stamps(front: Mapping[str, Any]) -> tuple[str, ...]:
    """Secrecy over urgency (boxes 10a, 10b), in capitals."""
    said = (_text(front, key) for key in ("secrecy", "urgency"))
    return tuple(words.upper() for words in said if words)


def _slashed(lines: list[str], layout: Layout) -> list[str]:
    """The Party writes `T/M` and `K/T` (HD36); everybody else `TM.` and `KT.`."""
    if layout.authority == "slash":
        return [re.sub(r"^(T|K)(M|L|T|UQ)\.", r"\1/\2", line) for line in lines]
    return [re.sub(r"^(T|K)/(M|L|T|UQ)\b\.?", r"\1\2.", line) for line in lines]


def _text(front: Mapping[str, Any], key: str) -> str | None:
    value = front.get(key)
    if value is None or isinstance(value, (list, Mapping)):
        return None
    return " ".join(str(value).split()) or None


def _lines(value: object) -> tuple[str, ...]:
    """A list, or a text of several lines, as its lines without list marks and closing marks."""
    if value is None:
        return ()
    said = [str(one) for one in value] if isinstance(value, (list, tuple)) else str(value).split("\n")
    tidied = (" ".join(one.split()).lstrip("-–•+ ").rstrip(";,. ") for one in said)
    return tuple(one for one in tidied if one)


def _bodies(front: Mapping[str, Any], layout: Layout) -> tuple[str | None, str | None]:
    """The parent and the issuer. A Front committee's paper bears the committee over its standing committee (domain facts
    1.1); a unit that the draft names with its parent is printed as it says."""
    superior, unit = _text(front, "superior"), _text(front, "unit")
    if layout.id != "front" or unit is None:
        return superior, unit
    standing = unit[: len(_STANDING_COMMITTEE)]
    if superior is None and fold_words(unit).startswith(_FRONT_COMMITTEE):
        return unit, "Ban Thường trực"
    if fold_words(standing) == _STANDING_COMMITTEE and len(unit) > len(_STANDING_COMMITTEE):
        return unit[len(_STANDING_COMMITTEE) :].strip(), standing
    return superior, unit


def _kind_and_abstract(front: Mapping[str, Any], title: str | None, outline: Outline | None) -> tuple[str, str | None]:
    kind, abstract = _text(front, "kind"), _text(front, "abstract")
    if title and not (kind and abstract):
        said, words = _kind_and_rest(title)
        kind = kind or said
        abstract = abstract or (words[:1].upper() + words[1:] if words else None)
    return kind or _kind_of(outline) or "Báo cáo", abstract


def _kind_and_rest(title: str) -> tuple[str | None, str]:
    """A title's kind of paper, None where it names none, and the words behind it."""
    words = " ".join(title.replace("*", "").split())
    words = re.sub(r"(?i)^(?:mẫu |đề cương |dự thảo )+(?=báo cáo)", "", words)
    for name in lexicon.load("layouts")["kinds"]:
        if words.lower().startswith(name) and not words[len(name) : len(name) + 1].isalpha():
            return words[: len(name)], words[len(name) :].strip(" :-–")
    return None, words


def retitled(title: str, abstract: str) -> str:
    """A title with another abstract behind the same kind of paper."""
    kind, words = _kind_and_rest(title)
    if kind is None:
        return abstract
    return f"{kind} {abstract[:1].lower() + abstract[1:] if words[:1].islower() else abstract}"


def _kind_of(outline: Outline | None) -> str | None:
    """The kind that an outline names in words; its own name for a kind (`half-year-report`) is none."""
    said = (outline.kind if outline else None) or ""
    return said if said.lower() in lexicon.load("layouts")["kinds"] else None


def _number(front: Mapping[str, Any], layout: Layout, kind: str) -> tuple[str | None, str | None]:
    """The number and the symbol: `12/BC-UBND`, or a bare number with the letters that kind and unit tell."""
    said = (_text(front, "number") or "").removeprefix("Số").strip(" :")
    number, joint, symbol = said.partition("/") if layout.number_joint == "/" else said.partition("-")
    if number.isdigit() and len(number) == 1:
        number = f"0{number}"  # numbers under 10 get a nought in front (II.3c; HD36)
    if joint:
        return number or None, symbol.strip() or None
    return number or None, _text(front, "symbol") or _letters(front, layout, kind)


def _letters(front: Mapping[str, Any], layout: Layout, kind: str) -> str | None:
    data = lexicon.load("layouts")
    kind_letters = data["kinds"].get(kind.lower())
    unit = fold_words(_text(front, "unit") or "")
    body = next((letters for opening, letters in data["symbols"].items() if unit.startswith(opening)), None)
    if kind_letters is None:
        return None
    return f"{kind_letters}{'/' if layout.number_joint == '-' else '-'}{body or OPEN}"


def _day(said: str | None) -> date | None:
    found = _DATE.search(said or "")
    if found is None:
        return None
    year, month, day = (
        next(int(found[name]) for name in names if found[name])
        for names in (("year", "y", "ny"), ("month", "m", "nm"), ("day", "d", "nd"))
    )
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(front: Mapping[str, Any]) -> int | None:
    """The year a paper without a day is of: its period's last."""
    try:
        return Period.parse(_text(front, "period") or "").years[-1]
    except (PeriodError, IndexError):
        return None


def _authority(said: tuple[str, ...], front: Mapping[str, Any], office: str | None, layout: Layout) -> tuple[str, ...]:
    """The lines above the office: as said, else the collective that the unit's name tells. A deputy of a People's
    Committee signs for its head on a line of his own (domain facts 1.2)."""
    lines = list(said)
    unit = fold_words(_text(front, "unit") or "")
    if not lines:
        collectives = lexicon.load("layouts")["collectives"]
        lines = [line for opening, line in collectives.items() if unit.startswith(opening)][:1]
    folded = fold_words(" ".join(lines))
    if office and fold_words(office).startswith("phó chủ tịch") and "nhân dân" in folded and "kt" not in folded.split():
        lines.append("KT. CHỦ TỊCH")
    return tuple(line.upper() for line in _slashed([line.upper() for line in lines], layout))


def date_words(frame: Frame) -> str:
    """`ngày 05 tháng 02 năm 2026`: a day under 10 and the months 1 and 2 get a nought in front (II.4b); blanks where the
    day is open."""
    if frame.date is None:
        return f"ngày      tháng      năm {frame.year or '     '}".rstrip()
    month = f"{frame.date.month:02d}" if frame.date.month < 3 else str(frame.date.month)
    return f"ngày {frame.date.day:02d} tháng {month} năm {frame.date.year}"


def number_words(frame: Frame, layout: Layout) -> str:
    """`Số: 12/BC-UBND`, with room for the number where it is open."""
    number = frame.number or "     "
    return f"{layout.number_word} {number}{layout.number_joint}{frame.symbol or OPEN}"
