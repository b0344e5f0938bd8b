"""Read spoiled and mutated files: `python -m tests.fuzz.reading [--mutations 2000] [--seconds 900] [--seed 1]`.

Each file must end in a document or in a DrafterError of one line, within 20 seconds and 1 GB. A crash of the process itself
(pdfium is C++) counts too: the work is done in a child that is watched and started again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from tests.fuzz.spoiled import make, samples

SECONDS = 20.0
MEMORY = 1024 * 1024 * 1024


def mutations(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Changed copies of a file: bits, bytes, blocks cut out, doubled, swapped, and words of the format put in."""
    dice = random.Random(seed)
    words = [
        b"\0",
        b"\xff" * 4,
        b"<w:tbl>",
        b'w:val="-1"',
        b"999999999",
        b"endobj",
        b"stream",
        b"/Kids",
        b"PK\x05\x06",
        b"| ",
    ]
    for _ in range(count):
        changed = bytearray(data)
        for _ in range(dice.choice((1, 1, 2, 4, 16))):
            if not changed:
                break
            place = dice.randrange(len(changed))
            length = min(len(changed) - place, dice.choice((1, 4, 32, 256)))
            match dice.randrange(6):
                case 0:
                    changed[place] ^= 1 << dice.randrange(8)
                case 1:
                    changed[place] = dice.randrange(256)
                case 2:
                    del changed[place : place + length]
                case 3:
                    changed[place:place] = changed[place : place + length]
                case 4:
                    changed[place:place] = dice.choice(words)
                case _:
                    other = dice.randrange(len(changed))
                    changed[place : place + length] = changed[other : other + length]
        yield bytes(changed)


def unpacked(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """A .docx mutated inside its parts and packed again: past the zip's own checks."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    names = [name for name in parts if name.startswith("word/") and not name.endswith(".rels")]
    for number in range(count):
        name = names[number % len(names)]
        changed = next(mutations(parts[name], 1, seed * 100_003 + number))
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            for other, content in parts.items():
                package.writestr(other, changed if other == name else content)
        yield packed.getvalue()


def outcome(data: bytes | None, path: str) -> str:
    """Read once: `document`, the kind of error, or what went wrong (`!…`)."""
    from drafter.errors import DrafterError
    from drafter.reading import read, read_bytes

    try:
        document = read(path) if data is None else read_bytes(data, path=path)
    except DrafterError as error:
        return type(error).__name__ if "\n" not in str(error).strip() else f"!error of several lines: {error}"
    except BaseException as error:
        return f"!{type(error).__name__}: {error}"
    for block in document.blocks:
        if not 0 <= block.start <= block.end <= len(document.text):
            return "!a block outside the text"
        if any(not block.start <= cell.start <= cell.end <= block.end for cell in block.cells):
            return "!a cell outside its table"
    return "document"


def _child(pipe: Connection) -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (4 * MEMORY, 4 * MEMORY))
    except (ImportError, ValueError, OSError):
        pass
    while (job := pipe.recv()) is not None:
        pipe.send(outcome(*job))
        try:
            import resource

            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        except ImportError:
            peak = 0
        pipe.send(peak)


class Watched:
    """A child process that reads, and is started again when it dies or hangs."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_child, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def read(self, data: bytes | None, path: str) -> tuple[str, float, int]:
        """What came of it, in how many seconds, the child's highest memory in bytes so far."""
        begun = time.monotonic()
        self._pipe.send((data, path))
        try:
            if not self._pipe.poll(SECONDS + 10):
                result, peak = f"!no answer after {SECONDS + 10:g} s", 0
                self.close()
                self._start()
            else:
                result, peak = self._pipe.recv(), self._pipe.recv()
        except (EOFError, OSError):
            result, peak = "!the process died", 0
            self._start()
        return result, time.monotonic() - begun, peak

    def close(self) -> None:
        self._process.kill()
        self._process.join(5)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutations", type=int, default=2000, help="for each sample")
    parser.add_argument("--seconds", type=float, default=900, help="for the whole run")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    end = time.monotonic() + options.seconds
    watched = Watched()
    faults: list[str] = []
    counts: Counter[str] = Counter()
    slowest, largest = 0.0, 0

    def note(name: str, result: str, seconds: float, peak: int) -> None:
        nonlocal slowest, largest
        counts[result.split(":", 1)[0]] += 1
        slowest, largest = max(slowest, seconds), max(largest, peak)
        if result.startswith("!") or seconds > SECONDS or peak > MEMORY:
            faults.append(f"{name}: {result} ({seconds:.1f} s, {peak // 1024 // 1024} MB)")

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for path in make(Path(folder)):
            note(path.name, *watched.read(None, str(path)))
    for name, data in samples().items():
        if name.endswith(".rtf"):
            # Each goes through LibreOffice, seconds a file: the corpus has some.
            continue
        streams = [mutations(data, options.mutations, options.seed)]
        if name.endswith(".docx"):
            streams.append(unpacked(data, options.mutations, options.seed))
        for stream in streams:
            for number, changed in enumerate(stream):
                if time.monotonic() > end:
                    break
                note(f"{name} mutation {number}", *watched.read(changed, name))
    watched.close()
    sys.stdout.write(f"{dict(counts)}\nslowest {slowest:.1f} s, highest memory {largest // 1024 // 1024} MB\n")
    for fault in faults:
        sys.stdout.write(f"FAULT {fault}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
