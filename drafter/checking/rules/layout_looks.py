"""Each element of a paper held against its place in the layout profile: size, weight, slope, capitals, place, lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drafter.checking.rules.layout_parts import PaperParts, Signing
from drafter.language.folding import fold
from drafter.messages import catalogue, mark
from drafter.model.finding import Severity
from drafter.model.page import LineLook

_ = catalogue("checking")

NAMES = {
    "national": mark("the national name (Quốc hiệu)"),
    "motto": mark("the motto (Tiêu ngữ)"),
    "superior": mark("the parent body"),
    "issuer": mark("the issuing body"),
    "number": mark("the number and symbol"),
    "letter_abstract": mark("the abstract under the number"),
    "place_date": mark("the place and date"),
    "kind": mark("the name of the kind"),
    "abstract": mark("the abstract"),
    "addressee": mark("the addressees (Kính gửi)"),
    "basis": mark("the legal bases"),
    "recipients_head": mark("the word “Nơi nhận”"),
    "recipients": mark("the list of recipients"),
    "signature_authority": mark("the signer's authority"),
    "signature_office": mark("the signer's office"),
    "signature_name": mark("the signer's name"),
    "appendix_label": mark("the word “Phụ lục”"),
    "appendix_title": mark("the appendix's title"),
    "appendix_reference": mark("the appendix's reference line"),
    "page_number": mark("the page number"),
    "body": mark("the text"),
}
SHARE = 0.2  # of a line's letters: what fewer have is a mark of its own (a raised letter, one word in bold)
_PART = (
    0.30,
    0.55,
)  # of the text's length, where the rule says a third to half (measured on a screen, so a little more)
_FULL = (0.75, 1.3)
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_DEGREES = re.compile(r"(?:GS|PGS|TS|ThS|Ths|CN|KS|BS|DS|LS|NGND|NGƯT|TTND|TTƯT)\b\.?")
_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+\d{4}")
_ITEM = re.compile(r"\s*[-–]")
_ENDED = re.compile(r"[.…)]\s*[\w.]{0,15}\s*$")  # the mark of who typed it may stand behind
_FORBIDDEN = {"dots": ("T/M", "K/T", "T/L", "T/UQ"), "slash": ("TM.", "KT.", "TL.", "TUQ.")}


@dataclass(frozen=True, slots=True)
class Fault:
    """What of the layout does not hold: where (None: of the whole file), its short name for the waiver, and in words."""

    line: LineLook | None
    about: str
    message: str
    severity: Severity | None = None


def element_faults(parts: PaperParts, profile: Mapping[str, Any]) -> Iterator[Fault]:
    """The elements around the text."""
    looks = profile["elements"]
    single: tuple[tuple[str, LineLook | None], ...] = (
        ("national", parts.national),
        ("motto", parts.motto if profile["header"] == "state" else None),
        ("number", parts.number),
        ("letter_abstract", parts.letter_abstract),
        ("place_date", parts.place_date),
        ("kind", parts.kind),
        ("recipients_head", parts.recipients_head),
    )
    several: tuple[tuple[str, Sequence[LineLook]], ...] = (
        ("superior", parts.superior),
        ("issuer", parts.issuer),
        ("abstract", parts.abstract),
        ("basis", parts.bases),
        ("recipients", parts.recipients),
    )
    for name, line in single:
        if line is not None:
            yield from look_faults(name, line, looks[name])
    for name, lines in several:
        if name == "superior" and len(parts.signings) > 1:
            continue  # a joint paper: they issue it together
        yield from first_of_each(fault for line in lines for fault in look_faults(name, line, looks[name]))
    yield from _addressee_faults(parts, looks)
    for signing in parts.signings:
        yield from _signing_faults(signing, profile)
    yield from _letterhead_faults(parts, profile)
    yield from _title_faults(parts, profile)
    yield from _recipient_faults(parts, profile)


def first_of_each(faults: Iterator[Fault]) -> Iterator[Fault]:
    """One fault of each name, the first: a list that is set wrong is told once."""
    seen: set[str] = set()
    for fault in faults:
        if fault.about not in seen:
            seen.add(fault.about)
            yield fault


def look_faults(name: str, line: LineLook, look: Mapping[str, Any]) -> Iterator[Fault]:
    """One paragraph against one element."""
    element = _(NAMES[name])
    if not line.letters:
        return
    sizes = look.get("sizes") or (look["size"], look["size"])
    yield from size_faults(name, line, sizes)
    bold = (_("{element}: bold; it should be regular", element=element), _("{element}: not bold", element=element))
    sloped = (
        _("{element}: italic; it should be upright", element=element),
        _("{element}: not italic", element=element),
    )
    for switch, count, (wrong, missing) in (("bold", line.bold, bold), ("italic", line.italic, sloped)):
        if look.get(switch, False) and 2 * count < line.letters:
            yield Fault(line, f"{name}.{switch}", missing)
        elif not look.get(switch, False) and 2 * count > line.letters:
            yield Fault(line, f"{name}.{switch}", wrong)
    if look.get("underline") and 2 * line.underlined < line.letters:
        yield Fault(line, f"{name}.underline", _("{element}: not underlined", element=element))
    words = line.text.strip()
    if look.get("caps") and words.upper() != words:
        yield Fault(line, f"{name}.caps", _("{element}: not in capitals", element=element))
    if look.get("align") == "center" and not _is_centred(line):
        yield Fault(line, f"{name}.align", _("{element}: not centred", element=element))


def size_faults(name: str, line: LineLook, sizes: Sequence[float]) -> Iterator[Fault]:
    low, high = min(sizes), max(sizes)
    wrong = [size for size, count in line.sizes if count >= SHARE * line.letters and not low <= size <= high]
    if wrong:
        asked = f"{low:g}" if low == high else f"{low:g}–{high:g}"
        says = _(
            "{element}: size {size}; it should be {asked}",
            element=_(NAMES[name]),
            size=f"{wrong[0]:g}",
            asked=asked,
        )
        yield Fault(line, f"{name}.size", says)


def _is_centred(line: LineLook) -> bool:
    """Centred by Word, or pushed to its place by blanks, tabs or an indent, which cannot be measured here."""
    return line.align == "center" or line.framed or line.text[:1] in ("\t", " ") or line.left > 40 or line.first > 40


def _addressee_faults(parts: PaperParts, looks: Mapping[str, Any]) -> Iterator[Fault]:
    """The size of all of it; the slope differs between the word and the names."""
    for line in parts.addressees[:1]:
        yield from size_faults("addressee", line, looks["addressee"]["sizes"])
        if line.bold == line.letters and line.letters:
            yield Fault(
                line, "addressee.bold", _("{element}: bold; it should be regular", element=_(NAMES["addressee"]))
            )


# -- signature ------------------------------------------------------------------------------------------------------------


def _signing_faults(signing: Signing, profile: Mapping[str, Any]) -> Iterator[Fault]:
    looks = profile["elements"]
    lines = [("signature_authority", line) for line in signing.authority]
    lines += [("signature_office", line) for line in signing.office]
    if signing.name is not None and (signing.authority or signing.office):
        lines.append(("signature_name", signing.name))
    for name, line in lines:
        if name == "signature_office" and not line.text.strip().isupper() and not signing.authority:
            continue  # `Người lập biểu` and the like sign no paper of an office
        yield from look_faults(name, line, looks[name])
    for line in signing.authority:
        if line.text.strip().startswith(_FORBIDDEN[profile["authority"]]):
            right = "TM., KT., TL., TUQ." if profile["authority"] == "dots" else "T/M, K/T, T/L"
            says = _("the signer's authority is written otherwise here: {right}", right=right)
            yield Fault(line, "signature_authority.form", says)
    if signing.name is not None and _DEGREES.match(signing.name.text.strip()):
        says = _("a degree or title stands before the signer's name; the decree wants the name alone")
        yield Fault(signing.name, "signature_name.degree", says, Severity.INFO)


# -- letterhead -----------------------------------------------------------------------------------------------------------


def _letterhead_faults(parts: PaperParts, profile: Mapping[str, Any]) -> Iterator[Fault]:
    if parts.national is None:
        return
    if parts.is_party != (profile["header"] == "party"):
        says = (
            _("the head is the Party's; the chosen layout has the state's")
            if parts.is_party
            else _("the head is the state's; the chosen layout has the Party's")
        )
        yield Fault(parts.national, "national.header", says)
        return
    if parts.motto is not None and " ".join(parts.motto.text.split()) != _MOTTO and not parts.is_party:
        says = _("the motto is written “{motto}”, with hyphens and blanks beside them", motto=_MOTTO)
        yield Fault(parts.motto, "motto.words", says)
    yield from _line_faults(parts, profile)
    yield from _number_faults(parts, profile)
    if parts.place_date is not None:
        yield from _date_faults(parts.place_date)
    number, day = parts.number, parts.place_date
    tables = [line.cell.table for line in (number, day) if line is not None and line.cell is not None]
    if len(set(tables)) == 2:
        yield Fault(day, "place_date.row", _("the place and date do not stand on the line of the number"))


def _line_faults(parts: PaperParts, profile: Mapping[str, Any]) -> Iterator[Fault]:
    """The lines under the motto (as long as it) and under the issuer (a third to half of it)."""
    above = parts.motto if profile["header"] == "state" else parts.national
    if above is not None and above.cell is not None:
        name = "motto" if above is parts.motto else "national"
        yield from _drawn(name, above, [above], parts.nation_lines, _FULL)
    if parts.issuer and parts.issuer[-1].cell is not None:
        if profile["header"] == "state":
            yield from _drawn("issuer", parts.issuer[-1], parts.issuer, parts.issuer_lines, _PART)
        elif not parts.star:
            yield Fault(parts.issuer[-1], "issuer.star", _("no asterisk stands under the issuing body"))


def _drawn(
    name: str, at: LineLook, over: Sequence[LineLook], drawn: Sequence[float], allowed: tuple[float, float]
) -> Iterator[Fault]:
    element = _(NAMES[name])
    if not drawn:
        yield Fault(at, f"{name}.line", _("{element}: no line is drawn under it", element=element))
        return
    known = [length for length in drawn if length]
    if not known:
        return
    lengths = _lengths(over) if allowed is _PART else [_lengths(over)[0]]
    # One text may be broken into lines by Word: its whole length and that of each printed line count.
    fits = any(allowed[0] * length <= line <= allowed[1] * length for line in known for length in lengths)
    if not fits:
        says = _(
            "{element}: the line under it is {length} mm long; it should be {asked}",
            element=element,
            length=f"{max(known):.0f}",
            asked=_("as long as the text") if allowed is _FULL else _("a third to half of the text"),
        )
        yield Fault(at, f"{name}.line", says)


def _lengths(over: Sequence[LineLook]) -> list[float]:
    """How long the lines of an element are in millimetres, about: each, all together, and the halves Word may make."""
    each = [_width(part, line) for line in over for part in line.text.split("\n") if part.strip()]
    whole = sum(each)
    return [*each, whole, whole / 2, whole / 3]


def _width(text: str, line: LineLook) -> float:
    """Millimetres of a text in Times New Roman, to a tenth: an average letter is half its size wide, a capital two thirds."""
    size = line.sizes[0][0] if line.sizes else 13.0
    ems = sum(0.25 if c == " " else 0.68 if c.isupper() else 0.33 if c in "itlfrjìíịỉĩ-.,;:/" else 0.52 for c in text)
    return ems * size * 25.4 / 72


def _number_faults(parts: PaperParts, profile: Mapping[str, Any]) -> Iterator[Fault]:
    line = parts.number
    if line is None:
        return
    said = line.text.strip()
    if profile["header"] == "state" and re.match(r"[Ss]ố\s+[\d…._]|[Ss]ố\s*$", said):
        yield Fault(line, "number.colon", _("the word “Số” has no colon behind it"))
    if profile["header"] == "party" and re.match(r"[Ss]ố\s*:", said):
        yield Fault(line, "number.colon", _("the word “Số” has a colon behind it; the Party writes none"))
    if re.match(r"[Ss]ố\s*:?\s*\d\s*[/-]", said):
        yield Fault(line, "number.nought", _("a number under 10 has a nought in front: 07"))


def _date_faults(line: LineLook) -> Iterator[Fault]:
    found = _DAY.search(line.text)
    if "," not in line.text:
        yield Fault(line, "place_date.comma", _("no comma stands behind the place"))
    if found is None:
        return
    day, month = found[1], found[2]
    if len(day) == 1 or (len(month) == 1 and month in "12") or (month.startswith("0") and month not in ("01", "02")):
        says = _("a day under 10 and the months 1 and 2 have a nought in front, other months none")
        yield Fault(line, "place_date.nought", says)


# -- title and recipients -------------------------------------------------------------------------------------------------


def _title_faults(parts: PaperParts, profile: Mapping[str, Any]) -> Iterator[Fault]:
    if not parts.abstract:
        return
    last = parts.abstract[-1]
    shown = " ".join(line.text.strip() for line in parts.abstract)
    if shown.isupper() and len(shown) > 12:
        yield Fault(
            parts.abstract[0], "abstract.caps", _("the abstract stands in capitals; it should be in small letters")
        )
    if profile["elements"]["abstract"]["rule"] == "hyphens":
        if not parts.hyphens:
            yield Fault(last, "abstract.line", _("five hyphens should stand under the abstract"))
        return
    yield from _drawn("abstract", last, parts.abstract, parts.title_lines, _PART)


def _recipient_faults(parts: PaperParts, profile: Mapping[str, Any]) -> Iterator[Fault]:
    head = parts.recipients_head
    if head is None:
        return
    if head.text.strip().rstrip(":") == head.text.strip():
        yield Fault(head, "recipients_head.colon", _("the word “Nơi nhận” has no colon behind it"))
    starts = [index for index, line in enumerate(parts.recipients) if line.numbered or _ITEM.match(line.text)]
    items = [parts.recipients[index] for index in starts]
    # A long recipient goes on in the next line: its last one has the mark.
    ends = [parts.recipients[index - 1] for index in starts[1:]]
    marks = (";",) if profile["header"] == "state" else (";", ",")
    wrong = [line for line in ends if not line.text.rstrip().endswith(marks)]
    if wrong:
        says = _("a recipient's line ends with “{mark}”", mark=profile["recipients_mark"])
        yield Fault(wrong[0], "recipients.mark", says)
    if items and not any(_ENDED.search(line.text) for line in (items[-1], parts.recipients[-1])):
        yield Fault(items[-1], "recipients.end", _("the last recipient's line ends with a full stop"))
    kept = [line for line in items if fold(line.text).lstrip("-– ").startswith("lưu")]
    if profile["header"] == "state" and items and not kept:
        yield Fault(items[-1], "recipients.kept", _("the list of recipients has no last line “- Lưu: VT, …”"))
    elif profile["header"] == "state" and kept and not re.match(r"[-–\s]*lưu\s*:", fold(kept[-1].text)):
        yield Fault(kept[-1], "recipients.kept", _("the word “Lưu” has no colon behind it: “- Lưu: VT, …”"))
    signed = [line for signing in parts.signings for line in (*signing.authority, *signing.office)]
    loose = [line for line in (head, *signed) if line.cell is None and not line.framed and "\t" not in line.text]
    if signed and len(loose) == len(signed) + 1:
        yield Fault(head, "recipients.beside", _("the recipients do not stand beside the signature"))
