"""The figure table that arrives in a file of its own, joined to the outline as its appendix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafter.errors import UnreadableFileError
from drafter.language.folding import fold
from drafter.messages import catalogue
from drafter.model.document import Document
from drafter.model.outline import Appendix, Outline
from drafter.model.period import Period
from drafter.model.section import DocumentKind, Paper, SectionTree
from drafter.outlining.appendices import appendices_of
from drafter.outlining.slots import slotted_appendix

_ = catalogue("outlining")


def appendix_from_document(document: Document, tree: SectionTree) -> tuple[Appendix, ...]:
    """The figure tables of a .docx, .pdf or text, in reading order; for a workbook see `appendix_from_xlsx`.

    Raises UnreadableFileError where it holds none.
    """
    whole = Paper(DocumentKind.OTHER, None, 0, len(document.text))
    found = tuple(appendix for appendix in appendices_of(document, tree, whole, ()) if appendix.rows)
    if not found:
        raise UnreadableFileError(
            _(
                "{path}: no table of figures in it (a head with “Chỉ tiêu” or “Nội dung” is wanted)",
                path=document.source.path,
            )
        )
    return found


def with_tables(outline: Outline, tables: Sequence[Appendix]) -> Outline:
    """The outline with tables from another file as appendices.

    A table takes the place of the appendix with its label; where the outline merely names appendices, the tables take
    theirs. Ids stay unique; the period's words in titles and columns become slots, as in the outline's own.
    """
    period = Period.parse(outline.period) if outline.period else None
    following = Period.parse(outline.next_period) if outline.next_period else None

    fresh = [slotted_appendix(table, period, following) for table in tables]
    empty = [appendix for appendix in outline.appendices if not appendix.rows]
    if len(empty) <= len(fresh):
        fresh = _named_by(empty, fresh)
        kept = [appendix for appendix in outline.appendices if appendix.rows]
    else:
        kept = list(outline.appendices)
    labels = {fold(table.label) for table in fresh if table.label}
    kept = [appendix for appendix in kept if not appendix.label or fold(appendix.label) not in labels]
    return replace(outline, appendices=tuple(_numbered([*kept, *fresh])))


def _named_by(empty: Sequence[Appendix], tables: Sequence[Appendix]) -> list[Appendix]:
    """What the outline calls its appendices, for tables that do not say it themselves."""
    names = [*empty, *[None] * (len(tables) - len(empty))]
    return [
        replace(table, label=table.label or name.label, title=table.title or name.title) if name else table
        for table, name in zip(tables, names, strict=True)
    ]


def _numbered(appendices: Sequence[Appendix]) -> list[Appendix]:
    taken: set[str] = set()
    out: list[Appendix] = []
    for appendix in appendices:
        name, number = appendix.id, len(out) + 1
        while name in taken:
            name, number = f"phu-luc-{number}", number + 1
        taken.add(name)
        out.append(replace(appendix, id=name))
    return out
