"""Spoilt copies of sample reports: `tests/samples/spoilt/NAME.yaml` lists what is put in place of what.

A fault is `kind`, `rule` (the code that should tell it), `find` (words of the clean report, once in it) and `put`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drafter import assembling, drafting
from drafter.markup import yaml
from tests.tools import sample_text

FOLDER = Path(__file__).resolve().parents[1] / "samples" / "spoilt"


@dataclass(frozen=True)
class Fault:
    """One planted fault; `place` is what stands there now, by which its paragraph is found."""

    kind: str
    rule: str
    find: str
    put: str
    place: str


@dataclass(frozen=True)
class Copy:
    """A spoilt copy: its report, and its faults."""

    name: str
    unit: str
    period: str
    faults: tuple[Fault, ...]

    @property
    def word(self) -> Path:
        return FOLDER / f"{self.name}.docx"


def copies() -> Iterator[Copy]:
    for path in sorted(FOLDER.glob("*.yaml")):
        data: Mapping[str, Any] = yaml.read(path.read_text("utf-8"), str(path))
        faults = tuple(
            Fault(f["kind"], f["rule"], f["find"], f.get("put") or "", f.get("place") or f.get("put") or "")
            for f in data["faults"]
        )
        yield Copy(path.stem, data["unit"], data["period"], faults)


def spoilt_text(copy: Copy) -> str:
    """The draft with its faults in it.

    Raises ValueError where a fault's words do not stand exactly once in the clean report.
    """
    text = dict(sample_text.rendered(copy.unit))[copy.period]
    for fault in copy.faults:
        if text.count(fault.find) != 1:
            raise ValueError(f"{copy.name}: {text.count(fault.find)} times: {fault.find}")
        text = text.replace(fault.find, fault.put)
    return text


def built() -> Iterator[tuple[Path, bytes]]:
    for copy in copies():
        draft = drafting.parse(spoilt_text(copy))
        yield copy.word, assembling.assemble(draft, layout=str(draft.front["layout"]), final=True)
