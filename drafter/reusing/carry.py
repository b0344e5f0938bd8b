"""Last period's text under this period's outline: what answered each item, rolled; what has no place is kept at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from drafter.language.folding import fold_words
from drafter.lexicon import load
from drafter.model.document import Document
from drafter.model.draft import CarryChoice, Draft, DraftSection, RollPlan, SectionState, Sidecar
from drafter.model.fact import Facts
from drafter.model.outline import Appendix, AppendixRow, Grade, Item, Match, Outline
from drafter.model.period import Period
from drafter.model.section import Part, PartKind, Section, SectionTree
from drafter.reusing.ledger import LedgerKeeper
from drafter.reusing.rendering import render_span

UNPLACED_ID = "chua-co-cho"
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]+)[.)]?$")


@dataclass(frozen=True)
class _Piece:
    """A heading of the draft to be, with its text."""

    id: str
    depth: int
    label: str | None
    title: str
    body: str


@dataclass(frozen=True)
class _LastReport:
    """Last period's report with the plan that moves it; notes in the ledger what is taken from it."""

    document: Document
    tree: SectionTree
    plan: RollPlan
    keeper: LedgerKeeper

    def between(self, start: int, end: int, item_id: str) -> str:
        """A stretch of the report, rolled, now standing under an item; the report's closing sentences are left out."""
        parts: list[str] = []
        for closing in self._closings:
            if start <= closing.start and closing.end <= end:
                parts.append(self._taken(start, closing.start, item_id))
                start = closing.end
        return _joined([*parts, self._taken(start, end, item_id)])

    def _taken(self, start: int, end: int, item_id: str) -> str:
        self.keeper.note(item_id, start, end)
        return render_span(self.document, self.keeper.edits, start, end)

    @property
    def _closings(self) -> list[Part]:
        """`Trên đây là báo cáo …` stands at the report's end, whatever section comes before it."""
        annexed = self.tree.parts_of(PartKind.APPENDIX)
        first_annex = min((part.start for part in annexed), default=len(self.document.text))
        return [part for part in self.tree.parts_of(PartKind.CLOSING) if part.start < first_annex]

    def own_end(self, index: int) -> int:
        inner = self.tree.children(index)
        return self.tree.sections[inner[0]].start if inner else self.tree.sections[index].end

    def sections(self, indexes: Sequence[int], used: set[int], item_id: str) -> str:
        """The sections' own text, and that of sub-sections not in `used`, headings as lines."""
        parts: list[str] = []
        for index in indexes:
            parts += self._section(index, used, item_id, heading=len(indexes) > 1)
        return _joined(parts)

    def homeless(self, index: int, used: set[int]) -> set[int]:
        """The sub-sections of one that answers an item with items of its own, which answer none of these: before the first of
        them their text would stand where nobody looks for it."""
        left = {child for child in self.tree.children(index) if child not in used and self.tree.sections[child].title}
        return left | {inner for child in left for inner in self._inside(child) if inner not in used}

    def _inside(self, index: int) -> Iterator[int]:
        for child in self.tree.children(index):
            yield child
            yield from self._inside(child)

    def _section(self, index: int, used: set[int], item_id: str, *, heading: bool) -> list[str]:
        section = self.tree.sections[index]
        start = self._heading_start(section) if heading or section.title is None else section.body_start
        parts = [self.between(start, self.own_end(index), item_id)]
        for child in self.tree.children(index):
            if child not in used:
                parts += self._section(child, used, item_id, heading=True)
        return parts

    def _heading_start(self, section: Section) -> int:
        """Where a heading that becomes a line of text begins: without its number, which is another section's by now."""
        if section.title is None or not _NUMBERED.match(section.label or ""):
            return section.start
        place = self.document.text.find(section.title, section.start, section.body_start)
        return place if place >= 0 else section.start

    def unplaced(self, placed: set[int]) -> str:
        """What stands in sections that have no place in the new draft."""
        parts: list[str] = []
        for index, section in enumerate(self.tree.sections):
            if index in placed:
                continue
            if self._says_nothing(index, placed):
                continue
            parts.append(self.between(self._heading_start(section), self.own_end(index), UNPLACED_ID))
        return _joined(parts)

    def _says_nothing(self, index: int, placed: set[int]) -> bool:
        """Whether a section is a heading alone: no text, no sentence for a title, and no part of it is kept below."""
        section = self.tree.sections[index]
        if section.title is None or self.document.text[section.body_start : self.own_end(index)].strip():
            return False
        printed = self.document.text[section.start : section.body_start].rstrip()
        return not printed.endswith((".", ";")) and all(child in placed for child in self.tree.children(index))

    def loose(self) -> str:
        """Body text that lies in no section and no part (a report without headings)."""
        blocks = [
            block
            for block in self.document.blocks
            if block.is_body and self.tree.at(block.start) is None and self.tree.part_at(block.start) is None
        ]
        return _joined([self.between(block.start, block.end, UNPLACED_ID) for block in blocks])

    def closing(self, item_id: str) -> str:
        """The report's closing sentences."""
        return _joined([self._taken(part.start, part.end, item_id) for part in self._closings])

    def preamble(self) -> str:
        return _joined([self.between(part.start, part.end, "") for part in self.tree.parts_of(PartKind.PREAMBLE)])

    def appendices(self, outline: Outline) -> tuple[list[_Piece], set[int]]:
        """Last period's appendices as they were, values marked; the outline's own tables where there were none."""
        places = list(self.tree.parts_of(PartKind.APPENDIX))
        found = [
            index
            for index, section in enumerate(self.tree.sections)
            if any(part.start == section.start for part in places)
        ]
        pieces: list[_Piece] = []
        for number, index in enumerate(found):
            section = self.tree.sections[index]
            wanted = outline.appendices[number] if number < len(outline.appendices) else None
            item_id = wanted.id if wanted else f"phu-luc-{number + 1}"
            title = (wanted.title if wanted else None) or self._title(index) or ""
            label = (wanted.label if wanted else None) or section.label
            pieces.append(
                _Piece(item_id, 1, label, title, self._appendix_body(section.body_start, section.end, item_id))
            )
        pieces += [_appendix_piece(appendix) for appendix in outline.appendices[len(found) :]]
        return pieces, _with_descendants(found, self.tree)

    def _appendix_body(self, start: int, end: int, item_id: str) -> str:
        """An appendix without the line that names the report it came with."""
        parts: list[str] = []
        for block in self.document.blocks:
            if start <= block.start < block.end <= end and _is_attached(self.document.text[block.start : block.end]):
                parts.append(self.between(start, block.start, item_id))
                start = block.end
        return _joined([*parts, self.between(start, end, item_id)])

    def _title(self, index: int) -> str | None:
        section = self.tree.sections[index]
        place = self.document.text.find(section.title or "", section.start, section.body_start)
        if not section.title or place < 0:
            return section.title
        return render_span(self.document, self.keeper.edits, place, place + len(section.title))


def attached_lines(document: Document, tree: SectionTree) -> tuple[str, ...]:
    """The lines of appendices that name the report they came with: they are not carried."""
    annexed = tuple(tree.parts_of(PartKind.APPENDIX))
    lines = [
        document.text[block.start : block.end]
        for block in document.blocks
        if any(part.start <= block.start < part.end for part in annexed)
    ]
    return tuple(line.strip() for line in lines if _is_attached(line))


def _is_attached(line: str) -> bool:
    words = fold_words(line).lstrip("([ *_")
    return "\n" not in line and words.startswith(tuple(load("rolling")["attached"]))


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def blank(outline: Outline, *, period: Period, front: Mapping[str, object]) -> tuple[Draft, Sidecar]:
    """A draft with the outline's headings and asks, and no text.

    Slots in the outline's titles are filled already.
    """
    pieces = [_piece(item, depth, "") for depth, item in outline.walk()]
    pieces += [_appendix_piece(appendix) for appendix in outline.appendices]
    states = {piece.id: SectionState.EMPTY for piece in pieces}
    return _draft(outline, front, "", pieces), Sidecar(states=states)


def carry(
    outline: Outline,
    matches: Sequence[Match],
    document: Document,
    tree: SectionTree,
    facts: Facts,
    plan: RollPlan,
    *,
    period: Period,
    front: Mapping[str, object],
    choices: Mapping[str, CarryChoice],
    skeletons: Mapping[str, str] | None = None,
    asks: bool = True,
) -> tuple[Draft, Sidecar]:
    """Put under each item what answered it last time; with `asks` what the item asks for stands above it as comments.

    `choices` by item id go before the outline's own `carry`; `skeletons` are phrases for items whose choice is placeholder.
    Only exact and likely matches are used; a weak one is shown, never used silently. Sections that answer no item go to a
    section of their own at the end, so that no sentence of the source is dropped.
    """
    keeper = LedgerKeeper(document, tree, facts, plan)
    last = _LastReport(document, tree, plan, keeper)
    answered = {match.item: match for match in matches if match.grade in (Grade.EXACT, Grade.LIKELY)}
    dropped = {
        index
        for item_id, match in answered.items()
        if choice_for(outline.item(item_id), choices) != CarryChoice.KEEP
        for index in match.sections
    }
    used = {index for match in answered.values() for index in match.sections} - dropped
    homeless = {
        child
        for item_id, match in answered.items()
        if (item := outline.item(item_id)) is not None and item.items and any(one.id in answered for one in item.items)
        for index in match.sections
        if index in used
        for child in last.homeless(index, used)
    }
    placed = _with_descendants(used, tree) - homeless
    preamble = last.preamble()
    pieces: list[_Piece] = []
    states: dict[str, SectionState] = {}
    seen: set[int] = set()
    elsewhere = text_elsewhere(outline, matches, choices)
    for depth, item in outline.walk():
        match, choice = answered.get(item.id), choice_for(item, choices)
        text = ""
        if choice == CarryChoice.PLACEHOLDER:
            text = (skeletons or {}).get(item.id, "⟦?⟧")
        elif choice == CarryChoice.KEEP and match is not None:
            fresh = [index for index in match.sections if index not in seen]
            seen.update(fresh)
            text = last.sections(fresh, used | homeless, item.id)
        if item.keep and item.keep not in text:
            text = "\n\n".join(part for part in (item.keep, text) if part)
        states[item.id] = SectionState.CARRIED if text else SectionState.EMPTY
        if item.id in elsewhere and not text:
            there = elsewhere[item.id]
            text = "<!-- " + load("rolling")["text_elsewhere"].format(item=_heading(there.label, there.title)) + " -->"
        pieces.append(_piece(item, depth, text, asks=asks))
    if pieces and (closing := last.closing(pieces[-1].id)):
        # It closes the report, not the item: one that is empty stays so.
        pieces[-1] = replace(pieces[-1], body=_joined([pieces[-1].body, closing]))
    appendix_pieces, appendix_sections = last.appendices(outline)
    pieces += appendix_pieces
    left = _joined([last.loose(), last.unplaced(placed | seen | appendix_sections)])
    if left:
        pieces.append(_Piece(UNPLACED_ID, 1, None, load("rolling")["unplaced_title"], left))
        states[UNPLACED_ID] = SectionState.CARRIED
    recipients = recipients_of(document, tree)
    filled = dict(front)
    if recipients and not filled.get("recipients"):
        filled["recipients"] = recipients
    return _draft(outline, filled, preamble, pieces), Sidecar(states=states, ledger=keeper.entries())


def text_elsewhere(outline: Outline, matches: Sequence[Match], choices: Mapping[str, CarryChoice]) -> dict[str, Item]:
    """Items that came out of one (a split): by id, the earlier item under which last period's text of both stands."""
    answered = {match.item: match for match in matches if match.grade in (Grade.EXACT, Grade.LIKELY)}
    holders: dict[int, Item] = {}
    found: dict[str, Item] = {}
    for _depth, item in outline.walk():
        match = answered.get(item.id)
        if match is None or choice_for(item, choices) != CarryChoice.KEEP:
            continue
        if match.sections and all(index in holders for index in match.sections):
            found[item.id] = holders[match.sections[0]]
        for index in match.sections:
            holders.setdefault(index, item)
    return found


def choice_for(item: Item | None, choices: Mapping[str, CarryChoice]) -> CarryChoice:
    """What is done with last period's text of an item: as chosen, else as the outline says, else it is kept."""
    if item is None:
        return CarryChoice.KEEP
    return choices.get(item.id) or (CarryChoice(item.carry) if item.carry else CarryChoice.KEEP)


def _with_descendants(indexes: Iterable[int], tree: SectionTree) -> set[int]:
    found = set(indexes)
    for index, section in enumerate(tree.sections):
        if section.parent in found:
            found.add(index)
    return found


def recipients_of(document: Document, tree: SectionTree) -> list[str]:
    """Who the report goes to, one entry a line, without the list marks; the last recipients part of the file."""
    parts = [
        part for part in tree.parts_of(PartKind.RECIPIENTS) if "nhận" in document.text[part.start : part.end].lower()
    ]
    if not parts:
        return []
    lines = document.text[parts[-1].start : parts[-1].end].replace("\t", "\n").splitlines()
    cleaned = [line.strip().strip("*_").lstrip("-–•+ ").rstrip(";.,*_ ").strip() for line in lines]
    return [line for line in cleaned if line and line.lower().replace(":", "").strip() != "nơi nhận"]


def _appendix_piece(appendix: Appendix) -> _Piece:
    label = appendix.label or "PHỤ LỤC"
    return _Piece(appendix.id, 1, label, appendix.title, _appendix_table(appendix))


def _appendix_table(appendix: Appendix) -> str:
    if not appendix.rows:
        return ""
    columns = appendix.columns or (load("rolling")["value_column"],)
    head = ["TT", "Chỉ tiêu", "Đơn vị tính", *columns]
    rows = [head, ["---"] * len(head)]
    rows += [_appendix_row(number, row, appendix, len(columns)) for number, row in enumerate(appendix.rows, 1)]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _appendix_row(number: int, row: AppendixRow, appendix: Appendix, columns: int) -> list[str]:
    return [row.label or str(number), row.title, row.unit or appendix.unit or "", *["⟦?⟧"] * columns]


def _asks(item: Item) -> str:
    """The item's asks as comments: no command counts them as text."""
    said = [item.guidance] if item.guidance and not item.asks else []
    for ask in item.asks:
        words = ask.text if not ask.guidance else f"{ask.text} ({ask.guidance})"
        said.append(words + (" [nếu có]" if ask.optional else ""))
    return "\n".join(f"<!-- {words.replace('--', '–')} -->" for words in said)


def _piece(item: Item, depth: int, text: str, *, asks: bool = True) -> _Piece:
    body = "\n\n".join(part for part in (_asks(item) if asks else "", text) if part)
    return _Piece(item.id, depth, item.label, item.title, body)


def _heading(label: str | None, title: str) -> str:
    """Label and title on one line; a bare `PHỤ LỤC` takes a stop, else nobody could tell where its title begins."""
    if label and title and fold_words(label) in ("phụ lục", "biểu"):
        label = label.rstrip(".:") + "."
    return " ".join(part for part in (label, title) if part)


def _draft(outline: Outline, front: Mapping[str, object], preamble: str, pieces: Sequence[_Piece]) -> Draft:
    """The pieces as a draft. Offsets are those of no file yet: parsing the written draft gives them."""
    sections = tuple(
        DraftSection(
            id=piece.id,
            depth=piece.depth,
            heading=_heading(piece.label, piece.title),
            label=piece.label,
            title=piece.title or None,
            body=piece.body,
            start=0,
            end=0,
            body_start=0,
        )
        for piece in pieces
    )
    kept = {key: value for key, value in front.items() if value is not None or key in ("number", "date", "signer")}
    return Draft(kept, outline.title, preamble, sections)
