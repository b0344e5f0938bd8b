"""An outline as the contract's JSON, and as a tree in plain rows."""

from __future__ import annotations

from typing import Any

from drafter.model.outline import Appendix, Ask, Item, Outline
from drafter.outlining.slots import filled


def to_json(outline: Outline, *, as_printed: bool = True) -> dict[str, Any]:
    """`drafter/outline/1`; titles are as printed (slots filled with the outline's own period) unless `as_printed` is False."""
    shown = filled(outline) if as_printed else outline
    return {
        "schema": "drafter/outline/1",
        "id": shown.id,
        "kind": shown.kind,
        "title": shown.title,
        "period": outline.period,
        "next_period": outline.next_period,
        "issuer": shown.issuer,
        "deadline": shown.deadline,
        "data_cutoff": shown.data_cutoff,
        "limits": {"pages": dict(shown.pages)},
        "appendices": [_appendix(appendix) for appendix in shown.appendices],
        "notes": list(shown.notes),
        "items": [_item(item) for item in shown.items],
        "doubts": list(shown.doubts),
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "label": item.label,
        "title": item.title,
        "optional": item.optional,
        "guidance": item.guidance,
        "lead": item.lead or item.keep,
        "keep": item.keep,
        "items": [_item(child) for child in item.items],
        "asks": [_ask(ask) for ask in item.asks],
    }


def _ask(ask: Ask) -> dict[str, Any]:
    return {
        "text": ask.text,
        "guidance": ask.guidance,
        "optional": ask.optional,
        "implicit": ask.implicit,
        "parts": list(ask.parts),
        "wants_figures": ask.wants_figures,
        "figures": list(ask.figures),
    }


def _appendix(appendix: Appendix) -> dict[str, Any]:
    return {
        "id": appendix.id,
        "label": appendix.label,
        "title": appendix.title,
        "unit": appendix.unit,
        "columns": list(appendix.columns),
        "comparison": appendix.comparison,
        "rows": [
            {
                "id": row.id,
                "label": row.label,
                "title": row.title,
                "unit": row.unit,
                "level": row.level,
                "sums": row.sums,
            }
            for row in appendix.rows
        ],
    }
