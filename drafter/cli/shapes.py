"""The contract's JSON shapes of documents, sections, facts, matches and rolling plans."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drafter.model.document import Block, Document
from drafter.model.draft import RollPlan
from drafter.model.fact import DateFact, Facts, Figure, Reference
from drafter.model.outline import Match, Outline
from drafter.model.section import SectionTree


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole values without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def document_shape(document: Document) -> dict[str, Any]:
    source = document.source
    return {
        "schema": "drafter/document/1",
        "source": {
            "path": source.path,
            "format": source.format,
            "encoding": source.encoding,
            "pages": source.pages,
        },
        "text": document.text,
        "blocks": [_block(block) for block in document.blocks],
        "warnings": list(document.warnings),
    }


def _block(block: Block) -> dict[str, Any]:
    cells = [
        {
            "row": cell.row,
            "column": cell.column,
            "rowspan": cell.rowspan,
            "colspan": cell.colspan,
            "start": cell.start,
            "end": cell.end,
        }
        for cell in block.cells
    ]
    return {
        "kind": str(block.kind),
        "start": block.start,
        "end": block.end,
        "page": block.page,
        "style": block.look.style,
        "cells": cells if block.kind == "table" else None,
    }


def sections_shape(tree: SectionTree) -> dict[str, Any]:
    return {
        "schema": "drafter/sections/1",
        "sections": [
            {
                "id": section.id,
                "label": section.label,
                "title": section.title,
                "level": section.level,
                "parent": section.parent,
                "start": section.start,
                "end": section.end,
                "body_start": section.body_start,
            }
            for section in tree.sections
        ],
        "parts": [{"kind": str(part.kind), "start": part.start, "end": part.end} for part in tree.parts],
    }


def facts_shape(facts: Facts) -> dict[str, Any]:
    return {
        "schema": "drafter/facts/1",
        "figures": [figure_shape(figure) for figure in facts.figures],
        "dates": [date_shape(date) for date in facts.dates],
        "references": [reference_shape(reference) for reference in facts.references],
    }


def figure_shape(figure: Figure) -> dict[str, Any]:
    place = figure.table
    return {
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "value": number(figure.signed),
        "low": number(figure.low),
        "high": number(figure.high),
        "parts": None if figure.parts is None else [number(part) for part in figure.parts],
        "unit": figure.unit,
        "written": figure.written,
        "qualifier": None if figure.qualifier is None else str(figure.qualifier),
        "subject": figure.subject,
        "section": figure.section,
        "table": None
        if place is None
        else {
            "index": place.index,
            "row": place.row,
            "column": place.column,
            "row_label": place.row_label,
            "column_label": place.column_label,
        },
    }


def date_shape(date: DateFact) -> dict[str, Any]:
    return {
        "start": date.start,
        "end": date.end,
        "text": date.text,
        "kind": str(date.kind),
        "iso": date.iso,
        "candidates": list(date.candidates),
        "role": str(date.role),
        "section": date.section,
    }


def reference_shape(reference: Reference) -> dict[str, Any]:
    return {
        "start": reference.start,
        "end": reference.end,
        "text": reference.text,
        "type": reference.type,
        "symbol": reference.symbol,
        "symbol_as_written": reference.symbol_as_written,
        "date": reference.date,
        "issuer": reference.issuer,
        "title": reference.title,
        "document": reference.document,
        "section": reference.section,
    }


def matches_shape(outline: Outline, matches: tuple[Match, ...], tree: SectionTree) -> dict[str, Any]:
    """`drafter/match/1`: for each item of the outline the sections that answer it, with grade and evidence."""
    titles = {item.id: item.title for _depth, item in outline.walk()}
    return {
        "schema": "drafter/match/1",
        "outline": outline.id,
        "matches": [
            {
                "item": match.item,
                "title": titles.get(match.item),
                "grade": str(match.grade),
                "evidence": match.evidence,
                "score": round(match.score, 3),
                "shape": match.shape,
                "sections": [tree.sections[index].id for index in match.sections],
            }
            for match in matches
        ],
    }


def roll_shape(plan: RollPlan) -> dict[str, Any]:
    return {
        "schema": "drafter/roll/1",
        "from": plan.source_period,
        "to": plan.target_period,
        "changes": [
            {
                "start": change.start,
                "end": change.end,
                "old": change.old,
                "new": change.new,
                "action": str(change.action),
                "why": change.why,
            }
            for change in plan.changes
        ],
        "figures": [{"start": figure.start, "end": figure.end, "text": figure.text} for figure in plan.figures],
        "text": plan.text,
    }
