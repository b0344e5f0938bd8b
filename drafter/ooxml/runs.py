"""The words of one paragraph: runs, fields, tracked changes, symbols, boxes, notes."""

from __future__ import annotations

import re
from typing import Any

from drafter.ooxml.items import Walked
from drafter.ooxml.names import MATH, MC, VAL, W
from drafter.ooxml.styles import RunLook, RunSaid, Styles, run_said
from drafter.ooxml.symbols import symbol_char

_R, _RPR, _T, _TAB, _BR, _CR = f"{W}r", f"{W}rPr", f"{W}t", f"{W}tab", f"{W}br", f"{W}cr"
_DEL_TEXT = f"{W}delText"
_SDT, _CONTENT = f"{W}sdt", f"{W}sdtContent"
_THROUGH = {
    f"{W}hyperlink": "hyperlinks",
    f"{W}smartTag": "smart tags",
    f"{W}fldSimple": "fields",
    f"{W}customXml": "custom XML",
    f"{W}dir": "",
    f"{W}bdo": "",
    f"{MATH}oMath": "formulas",
    f"{MATH}oMathPara": "",
}
_NO_WORDS = frozenset(f"{W}{name}" for name in ("pPr", "bookmarkStart", "bookmarkEnd", "proofErr"))
_NEW = {f"{W}ins": "insertions", f"{W}moveTo": "moves"}
_OLD = {f"{W}del": "deletions", f"{W}moveFrom": "moves"}
_PICTURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_BOX = f"{W}txbxContent"
_ALTERNATE, _CHOICE, _FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Words:
    """Collects one paragraph's words with the look that all or most of them have."""

    __slots__ = (
        "_field", "_known", "_laid", "_styles", "_walked", "base", "bold", "boxes", "breaks", "italic", "length", "notes",
        "pieces", "seen", "sizes", "tracked",
    )  # fmt: skip

    def __init__(self, walked: Walked, styles: Styles, field: list[bool]) -> None:
        self._walked = walked
        self._styles = styles
        # One entry an open field, True while its instruction is read; it may stay open over paragraphs.
        self._field = field
        self._known: dict[int, tuple[RunLook, dict[RunSaid, RunLook]]] = {}
        self.reset(RunLook())

    def reset(self, base: RunLook) -> None:
        """Begin a paragraph whose style and defaults look like `base`."""
        self.base = base
        # What runs say → their looks over this base, which is kept so that its id stays its own.
        known = self._known.get(id(base))
        if known is None:
            known = self._known[id(base)] = (base, {})
        self._laid = known[1]
        self.pieces: list[str] = []
        self.length = 0
        self.breaks: list[int] = []
        self.notes: list[tuple[str, str]] = []
        self.boxes: list[Any] = []
        self.tracked = False
        self.seen = self.bold = self.italic = 0
        self.sizes: dict[float | None, int] = {}

    def read(self, element: Any) -> None:
        """Add the words of a paragraph or of an element inside one."""
        for child in element:
            tag = child.tag
            if tag == _R:
                self._run(child)
            elif tag in _NO_WORDS:
                continue
            elif tag in _THROUGH:
                if _THROUGH[tag]:
                    self._walked.met[_THROUGH[tag]] += 1
                self.read(child)
            elif tag == _SDT:
                self._control(child)
            elif tag in _NEW:
                self._tracked(child, _NEW[tag], shown=self._walked.accept)
            elif tag in _OLD:
                self._tracked(child, _OLD[tag], shown=not self._walked.accept)
            elif tag == _ALTERNATE:
                chosen = self._choose(child)
                if chosen is not None:
                    self.read(chosen)
            elif tag in _PICTURES:
                self._picture(child)
            elif tag == f"{MATH}r":
                self._add("".join(text.text or "" for text in child.iter(f"{MATH}t")), self.base)
            elif isinstance(tag, str) and tag.startswith(MATH):
                self.read(child)

    def _tracked(self, element: Any, what: str, *, shown: bool) -> None:
        self.tracked = True
        if what != "moves" or shown:
            self._walked.met[what] += 1
        if shown:
            self.read(element)

    def _control(self, element: Any) -> None:
        self._walked.met["content controls"] += 1
        content = element.find(_CONTENT)
        if content is not None:
            self.read(content)

    def _run(self, run: Any) -> None:
        look = self.base
        hidden = bool(self._field) and any(self._field)
        for child in run:
            tag = child.tag
            if tag == _T:
                if not hidden:
                    self._add(child.text or "", look)
            elif tag == _RPR:
                look = self._look(child)
                if look.hidden:
                    self._hidden(run)
                    return
            elif tag == f"{W}fldChar":
                self._field_mark(child)
                hidden = bool(self._field) and any(self._field)
            elif hidden:
                continue
            elif tag in (_TAB, f"{W}ptab"):
                self._add("\t", look)
            elif tag == _BR:
                if child.get(f"{W}type") in (None, "textWrapping"):
                    self._break()
            elif tag == _CR:
                self._break()
            elif tag == f"{W}noBreakHyphen":
                self._add("-", look)
            elif tag == f"{W}sym":
                self._symbol(child, look)
            elif tag == _DEL_TEXT:
                if not self._walked.accept:
                    self._add(child.text or "", look)
            elif tag in _PICTURES:
                self._picture(child)
            elif tag == _ALTERNATE:
                self._alternate(child)
            elif tag in _NOTES:
                self.notes.append((_NOTES[tag], child.get(f"{W}id") or ""))
            elif tag == f"{W}ruby":
                for base in child.iterchildren(f"{W}rubyBase"):
                    self.read(base)

    def _look(self, properties: Any) -> RunLook:
        said = run_said(properties)
        look = self._laid.get(said)
        if look is None:
            own = RunLook(*said)
            if own.style is not None:
                own = own.over(self._styles.character(own.style))
            look = self._laid[said] = own.over(self.base)
        return look

    def _hidden(self, run: Any) -> None:
        if any(text.text for text in run.iterchildren(_T)):
            self._walked.met["hidden texts"] += 1
        # A hidden field mark still opens and closes its field.
        for mark in run.iterchildren(f"{W}fldChar"):
            self._field_mark(mark)

    def _field_mark(self, mark: Any) -> None:
        match mark.get(f"{W}fldCharType"):
            case "begin":
                self._field.append(True)
                self._walked.met["fields"] += 1
                self._form_field(mark)
            case "separate" if self._field:
                self._field[-1] = False
            case "end" if self._field:
                self._field.pop()
            case _:
                pass

    def _form_field(self, mark: Any) -> None:
        """A ticked box or a chosen entry of an old form shows no result run."""
        data = mark.find(f"{W}ffData")
        if data is None or any(self._field[:-1]):
            return
        box, choices = data.find(f"{W}checkBox"), data.find(f"{W}ddList")
        if box is not None:
            said = box.find(f"{W}checked")
            said = box.find(f"{W}default") if said is None else said
            self._add("☒" if said is not None and said.get(VAL) not in ("0", "false") else "☐", self.base)
        elif choices is not None:
            result = choices.find(f"{W}result")
            place = int(result.get(VAL) or 0) if result is not None and (result.get(VAL) or "").isdigit() else 0
            entries = [entry.get(VAL) or "" for entry in choices.iterchildren(f"{W}listEntry")]
            if place < len(entries):
                self._add(entries[place], self.base)

    def _symbol(self, element: Any, look: RunLook) -> None:
        try:
            code = int(element.get(f"{W}char") or "", 16)
        except ValueError:
            return
        self._walked.met["symbols"] += 1
        self._add(symbol_char(code, element.get(f"{W}font")), look)

    def _break(self) -> None:
        if self.length:
            self.breaks.append(self.length)
            self.pieces.append("\n")
            self.length += 1

    def _add(self, text: str, look: RunLook) -> None:
        if not text:
            return
        if look.font and look.font[0] in ".VvU":
            text = self._walked.spell(text, look.font)
        if look.caps:
            text = text.upper()
        # Line ends, soft hyphens and the signs of symbol fonts are no printable characters.
        if not text.isprintable():
            text = _PRIVATE.sub(lambda found: symbol_char(ord(found[0]), look.font), text.replace("\xad", ""))
            text = text.replace("\r", " ").replace("\n", " ")
        self.pieces.append(text)
        self.length += len(text)
        count = len(text)
        if not text.isspace():
            self.seen += count
            if look.bold:
                self.bold += count
            if look.italic:
                self.italic += count
            self.sizes[look.size] = self.sizes.get(look.size, 0) + count

    def _choose(self, alternate: Any) -> Any | None:
        """The branch Word shows: the choice, or the fallback where only that has words."""
        choice, fallback = alternate.find(_CHOICE), alternate.find(_FALLBACK)
        if choice is None:
            return fallback
        if (
            fallback is not None
            and next(choice.iter(_BOX, _T), None) is None
            and next(fallback.iter(_BOX, _T), None) is not None
        ):
            return fallback
        return choice

    def _alternate(self, alternate: Any) -> None:
        chosen = self._choose(alternate)
        for child in chosen if chosen is not None else ():
            if child.tag in _PICTURES:
                self._picture(child)
            elif child.tag == _T:
                self._add(child.text or "", self.base)
            elif child.tag == f"{W}sym":
                self._symbol(child, self.base)

    def _picture(self, element: Any) -> None:
        """A drawing: its text boxes once, or a picture that cannot be read."""
        boxes = self._boxes(element)
        self.boxes.extend(boxes)
        if boxes:
            self._walked.met["text boxes"] += len(boxes)
        elif element.tag == f"{W}object":
            self._walked.met["embedded objects"] += 1
        else:
            local = {str(item.tag).rsplit("}", 1)[-1] for item in element.iter() if isinstance(item.tag, str)}
            if "chart" in local or "relIds" in local:
                self._walked.met["charts"] += 1
            elif "blip" in local or "imagedata" in local:
                self._walked.met["pictures"] += 1

    def _boxes(self, element: Any) -> list[Any]:
        found: list[Any] = []
        for child in element:
            if child.tag == _BOX:
                found.append(child)
            elif child.tag == _ALTERNATE:
                chosen = self._choose(child)
                if chosen is not None:
                    found.extend(self._boxes(chosen))
            elif len(child):
                found.extend(self._boxes(child))
        return found

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def size(self) -> float | None:
        return max(self.sizes, key=lambda size: self.sizes[size]) if self.sizes else None
