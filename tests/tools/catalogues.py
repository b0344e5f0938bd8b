"""Makes and checks the message catalogues: `python -m tests.tools.catalogues [--check]`.

One catalogue a room: the texts are taken from the room's code, `locale/vi/LC_MESSAGES/<room>.po` holds the Vietnamese, the
English ones are the texts themselves. Without `--check` the .po files get the new texts (without translation) and the
.mo files are compiled; with it nothing is written and the exit status says whether all is translated and compiled.
"""

from __future__ import annotations

import argparse
import io
import struct
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "drafter"
LOCALE = PACKAGE / "locale"
KEYWORDS = {"_": None, "mark": None}


# What the option parser says itself (usage, missing argument): its texts are not in our code, so the catalogue is kept as it is.
PARSER = "messages"


def rooms() -> list[str]:
    """Every room that asks for a catalogue: a folder or a module of the package."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        text = file.read_text("utf-8")
        for part in text.split('catalogue("')[1:]:
            found.add(part.split('"', 1)[0])
    return sorted({*found, PARSER})


def texts(room: str) -> list[str | tuple[str, ...]]:
    """The room's texts in the order of its code, each once."""
    if room == PARSER:
        return [message.id for message in vietnamese(PARSER) if message.id]
    folder = PACKAGE / room
    files = sorted(folder.rglob("*.py")) if folder.is_dir() else []
    files += [file for file in sorted(PACKAGE.glob("*.py")) if file.stem == room]
    asking = f'catalogue("{room}")'
    files += [
        file
        for file in sorted(PACKAGE.rglob("*.py"))
        if file not in files and asking in file.read_text("utf-8") and file.name != "messages.py"
    ]
    found: dict[str, None] = {}
    for file in files:
        for _line, message, _comments, _context in extract_from_file("python", file, keywords=KEYWORDS):
            found.setdefault(message if isinstance(message, str) else message[0])
    return list(found)


def vietnamese(room: str) -> Catalog:
    path = LOCALE / "vi" / "LC_MESSAGES" / f"{room}.po"
    if not path.exists():
        return Catalog(locale="vi", domain=room)
    with path.open("rb") as file:
        return read_po(file, locale="vi", domain=room)


def current(room: str) -> tuple[Catalog, list[str]]:
    """The room's Vietnamese catalogue with exactly the texts of its code, and those not yet translated."""
    old = vietnamese(room)
    fresh = Catalog(locale="vi", domain=room, project="drafter", copyright_holder="", fuzzy=False)
    missing = []
    for text in texts(room):
        known = old.get(text)
        said = known.string if known else ""
        fresh.add(text, said)
        if not said:
            missing.append(text)
    return fresh, missing


def english(room: str) -> Catalog:
    catalogue = Catalog(locale="en", domain=room, project="drafter", copyright_holder="", fuzzy=False)
    for text in texts(room):
        catalogue.add(text, text)
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, catalogue, width=0, omit_header=False, sort_output=False, no_location=True)
    return (
        b"\n".join(
            line for line in out.getvalue().splitlines() if b"-Date:" not in line and b"Generated-By" not in line
        )
        + b"\n"
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where something is missing")
    check = parser.parse_args(arguments).check
    faults = 0
    for room in rooms():
        vi, missing = current(room)
        for text in missing:
            faults += 1
            print(f"{room}: not translated: {text!r}")
        for catalogue, language in ((vi, "vi"), (english(room), "en")):
            folder = LOCALE / language / "LC_MESSAGES"
            # The compiled bytes depend on the texts alone: dates are left out of the header.
            catalogue = read_po(io.BytesIO(as_po(catalogue)), locale=language, domain=room)
            for name, content in ((f"{room}.po", as_po(catalogue)), (f"{room}.mo", stable_mo(catalogue))):
                path = folder / name
                if path.exists() and path.read_bytes() == content:
                    continue
                if check:
                    faults += 1
                    print(f"{path.relative_to(ROOT)}: out of date; run python -m tests.tools.catalogues")
                else:
                    folder.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
    print(f"{len(rooms())} rooms, {faults} faults")
    return 1 if faults else 0


def stable_mo(catalogue: Catalog) -> bytes:
    """The compiled catalogue with a header of the character set alone (no dates, no tool versions)."""
    entries = sorted(
        (_joined(message.id), _joined(message.string)) for message in catalogue if message.id and message.string
    )
    entries.insert(0, (b"", b"Content-Type: text/plain; charset=utf-8\n"))
    return _mo(entries)


def _joined(said: str | tuple[str, ...]) -> bytes:
    """A text, or its singular and plural; Vietnamese has one form for both."""
    return said.encode() if isinstance(said, str) else "\0".join((*said, said[0])[:2]).encode()


def _mo(entries: list[tuple[bytes, bytes]]) -> bytes:
    count = len(entries)
    keys_at, values_at, data_at = 28, 28 + 8 * count, 28 + 16 * count
    index_keys, index_values, data = b"", b"", b""
    for key, _ in entries:
        index_keys += struct.pack("<II", len(key), data_at + len(data))
        data += key + b"\0"
    for _, value in entries:
        index_values += struct.pack("<II", len(value), data_at + len(data))
        data += value + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, count, keys_at, values_at, 0, 0) + index_keys + index_values + data


if __name__ == "__main__":
    sys.exit(main())
