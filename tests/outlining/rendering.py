"""An imported outline as lines that a reader can check against the text: items, asks and their marks.

`{?}` optional, `{G: …}` guidance, `{F: …}` figures wanted, `{L: …}` lead-in, `{n parts}`.
"""

from pathlib import Path
from typing import Any

from drafter.model.document import Document
from drafter.model.outline import Outline
from drafter.model.section import SectionTree
from drafter.outlining import import_outline, to_json
from drafter.reading import from_text
from drafter.sectioning import section

CASES = Path(__file__).parent / "cases"


def understood(text: str) -> tuple[Document, SectionTree]:
    document = from_text(text)
    return document, section(document)


def imported(text: str) -> Outline:
    return import_outline(*understood(text))


def case(name: str) -> str:
    return (CASES / f"{name}.txt").read_text("utf-8")


def rendered(outline: Outline) -> list[str]:
    data = to_json(outline)
    frame = ("id", "kind", "title", "period", "next_period", "issuer", "deadline", "data_cutoff")
    lines = [f"{key}: {data[key]}" for key in frame]
    lines += [f"pages: {level}={pages}" for level, pages in data["limits"]["pages"].items()]
    lines += [f"note: {note}" for note in data["notes"]]
    lines += [f"appendix: {entry['label']} ¦ {entry['title']}" for entry in data["appendices"]]
    lines += [f"doubt: {doubt}" for doubt in data["doubts"]]
    for item in data["items"]:
        _item(item, 0, lines)
    return lines


def _item(item: dict[str, Any], depth: int, lines: list[str]) -> None:
    asks = item["asks"]
    marks = _marks({**item, **next((ask for ask in asks if ask["implicit"]), {})})
    lead = f" {{L: {item['lead']}}}" if item["lead"] else ""
    lines.append(f"{'  ' * depth}{item['label']} ¦ {item['title']}{marks}{lead}")
    lines.extend(f"{'  ' * depth}  - {ask['text']}{_marks(ask)}" for ask in asks if not ask["implicit"])
    for child in item["items"]:
        _item(child, depth + 1, lines)


def _marks(entry: dict[str, Any]) -> str:
    marks = " {?}" if entry["optional"] else ""
    marks += f" {{G: {entry['guidance']}}}" if entry["guidance"] else ""
    marks += f" {{F: {', '.join(entry['figures'])}}}" if entry.get("wants_figures") else ""
    return marks + (f" {{{len(entry['parts'])} parts}}" if entry.get("parts") else "")
