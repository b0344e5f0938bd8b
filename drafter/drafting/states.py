"""How far each section is: inferred from what stands in it, unless somebody said so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from drafter.language.folding import fold_words
from drafter.markup import MarkKind, find_marks
from drafter.model.draft import Draft, DraftSection, SectionState, Sidecar

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Answers that say there is nothing to report; the whole text must be one of them, with an optional opening.
_NOTHING = re.compile(
    r"(?:trong kỳ(?: báo cáo)? |kỳ này |đơn vị |địa phương |tính đến thời điểm báo cáo )*"
    r"(?:không phát sinh|không có|chưa phát sinh)"
    r"(?: gì| trường hợp nào| nội dung này| nội dung nào| vụ việc nào| vụ việc| trong kỳ(?: báo cáo)?)*"
)
# The sentence that closes a report belongs to no item.
_CLOSING = "trên đây là"
_SEALED = (SectionState.DONE, SectionState.APPROVED)
# What a parent without text of its own says of its children, the most pressing first.
_PRESSING = (SectionState.CARRIED, SectionState.WAITING, SectionState.DRAFTING)


def section_states(draft: Draft, sidecar: Sidecar) -> dict[str, SectionState]:
    """The state of every section that has an id.

    Marks decide first: a section with an unconfirmed figure is carried, one with a wanted figure or an open question is
    waiting, whatever was said of it. Then what was said, unless done or approved text changed since. Then the text itself. A
    heading without text of its own speaks for its sub-sections.
    """
    states: dict[str, SectionState] = {}
    for index in range(len(draft.sections) - 1, -1, -1):
        section = draft.sections[index]
        if section.id is None:
            continue
        own = _state(section, sidecar)
        children = _children(draft.sections, index)
        if (
            own is SectionState.EMPTY
            and children
            and sidecar.states.get(section.id) not in (*_SEALED, SectionState.NOTHING)
        ):
            own = _joint([states[child.id] for child in children if child.id])
        states[section.id] = own
    return {section.id: states[section.id] for section in draft.sections if section.id}


def _state(section: DraftSection, sidecar: Sidecar) -> SectionState:
    words = text_of(section)
    kinds = {mark.kind for mark in find_marks(words)}
    if MarkKind.CARRIED in kinds:
        return SectionState.CARRIED
    if kinds:
        return SectionState.WAITING
    said = sidecar.states.get(section.id or "")
    if said in _SEALED:
        seal = sidecar.seals.get(section.id or "")
        return said if seal is None or seal == seal_of(section) else SectionState.DRAFTING
    if said is SectionState.NOTHING:
        return said
    if says_nothing(words):
        return SectionState.EMPTY
    if said in (SectionState.CARRIED, SectionState.WAITING, SectionState.DRAFTING):
        return said
    return SectionState.NOTHING if _NOTHING.fullmatch(fold_words(words)) else SectionState.DRAFTING


def _joint(states: Sequence[SectionState]) -> SectionState:
    for pressing in _PRESSING:
        if pressing in states:
            return pressing
    if len(set(states)) == 1:
        return states[0]
    if not states or SectionState.EMPTY in states:
        return SectionState.DRAFTING if states else SectionState.EMPTY
    return SectionState.DONE


def _children(sections: Sequence[DraftSection], index: int) -> list[DraftSection]:
    below: list[DraftSection] = []
    for section in sections[index + 1 :]:
        if section.depth <= sections[index].depth:
            break
        below.append(section)
    return [section for section in below if section.depth == min(one.depth for one in below)]


def says_nothing(text: str) -> bool:
    """Whether a text is empty, or holds only the sentence that closes a report."""
    return all(not line.strip() or fold_words(line).startswith(_CLOSING) for line in text.splitlines())


def text_of(section: DraftSection) -> str:
    """A section's text without its comments."""
    return _COMMENT.sub("", section.body)


def seal_of(section: DraftSection) -> str:
    """A short digest of a section's text; blanks at line ends and comments do not count."""
    lines = [line.rstrip() for line in text_of(section).split("\n")]
    return blake2b("\n".join(lines).strip().encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def set_state(
    draft: Draft, sidecar: Sidecar, section_id: str, state: SectionState | None, note: str | None = None
) -> Sidecar:
    """What somebody says of a section, and why; None leaves it to its text again. Done and approved seal the text as it
    is."""
    states = {key: value for key, value in sidecar.states.items() if key != section_id}
    seals = {key: value for key, value in sidecar.seals.items() if key != section_id}
    notes = {key: value for key, value in sidecar.notes.items() if key != section_id}
    if note:
        notes[section_id] = note
    if state is not None:
        states[section_id] = state
        section = draft.section(section_id)
        if state in _SEALED and section is not None:
            seals[section_id] = seal_of(section)
    return replace(sidecar, states=states, seals=seals, notes=notes)


def after_edit(sidecar: Sidecar, section_id: str) -> Sidecar:
    """An edit makes what was done, approved, carried or nothing a section that is being drafted (its text says more)."""
    if section_id not in sidecar.states:
        return sidecar
    if sidecar.states[section_id] in _SEALED:
        states = {**sidecar.states, section_id: SectionState.DRAFTING}
    else:
        states = {key: value for key, value in sidecar.states.items() if key != section_id}
    seals = {key: seal for key, seal in sidecar.seals.items() if key != section_id}
    notes = {key: note for key, note in sidecar.notes.items() if key != section_id}
    return replace(sidecar, states=states, seals=seals, notes=notes)
