"""The journal of an open draft: what was typed since the last save, never more than two seconds behind.

Append-only lines of JSON, each with a checksum of itself and of the text it leads to, written and fsynced by a thread of its
own. The first line holds the whole text; the others replace one stretch of it. Reading stops at the first line that is
broken (a crash in the middle of a write).
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any
from zlib import crc32

from drafter.drafting.places import key_of, private_folder

_INTERVAL = 1.0  # seconds between two writes; with the write itself well under two
_LARGEST = 8_000_000  # characters after which the journal begins anew


@dataclass(frozen=True, slots=True)
class Recovery:
    """Text that is newer than the draft's file. `file_changed`: the file is not the one the journal was begun from."""

    text: str
    at: str
    file_changed: bool


def journal_path(draft: Path, state: Path) -> Path:
    """Where a draft's journal lies in the workspace's `.drafter/`."""
    return state / "journals" / f"{key_of(draft)}.journal"


class Journal:
    """The journal of one open draft. `record` is cheap and may be called at every key; call `saved` after each save and
    `close` at the end. A journal that cannot be written (full disk) is told by `failure`, never raised while typing."""

    def __init__(self, draft: Path, state: Path, text: str) -> None:
        """Begin from the text that the file holds."""
        private_folder(state)
        private_folder(state / "journals")
        self.path = journal_path(draft, state)
        self.failure: OSError | None = None
        self._file_digest = digest(text)
        self._written = text
        self._wanted = text
        self._size = 0
        self._file: IO[bytes] | None = None
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="drafter-journal", daemon=True)
        self._thread.start()

    def record(self, text: str) -> None:
        """The draft's text as it is now."""
        with self._lock:
            self._wanted = text
        self._wake.set()

    def flush(self) -> None:
        """Write what is not written yet, now."""
        with self._writing:
            self._write()

    def saved(self, text: str) -> None:
        """The file holds this text now: what the journal said before is no longer needed."""
        with self._writing:
            with self._lock:
                self._file_digest = digest(text)
                self._written = text
            self._begin_anew()
            self._write()

    def close(self, *, keep: bool = False) -> None:
        """Stop the thread; the journal is deleted where it holds nothing newer than the file, unless `keep`."""
        self._stop.set()
        self._wake.set()
        self._thread.join(timeout=5)
        self.flush()
        with self._writing:
            self._let_go()
            if not keep and digest(self._wanted) == self._file_digest:
                with contextlib.suppress(OSError):
                    self.path.unlink()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.wait()
            self._wake.clear()
            self.flush()
            self._stop.wait(_INTERVAL)

    def _write(self) -> None:
        with self._lock:
            wanted = self._wanted
        if wanted == self._written and self._file is not None:
            return
        if self._file is None and digest(wanted) == self._file_digest:
            return
        try:
            if self._file is None or self._size > _LARGEST:
                self._open(wanted)
            else:
                start, end, words = difference(self._written, wanted)
                self._append({"start": start, "end": end, "text": words}, wanted)
            self._written = wanted
            self.failure = None
        except OSError as error:
            self.failure = error
            # Half a line may stand in the file, and reading stops there: the next write begins with the whole text.
            self._let_go()

    def _open(self, text: str) -> None:
        """Begin with the whole text, beside the old journal, which stands until the new one does."""
        fresh = self.path.with_suffix(".new")
        self._let_go()
        self._file, self._size = fresh.open("wb"), 0
        with contextlib.suppress(OSError):
            fresh.chmod(0o600)
        self._append({"base": self._file_digest, "text": text}, text)
        self._let_go()
        fresh.replace(self.path)
        self._file = self.path.open("ab")

    def _append(self, entry: dict[str, Any], text: str) -> None:
        assert self._file is not None
        entry["at"] = datetime.now().astimezone().isoformat(timespec="seconds")
        entry["sum"] = crc32(text.encode("utf-8", "surrogatepass"))
        line = json.dumps(entry).encode("ascii")
        self._file.write(b"%08x %s\n" % (crc32(line), line))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._size += len(line)

    def _let_go(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):  # what could not be written is not written by closing either
                file.close()

    def _begin_anew(self) -> None:
        self._let_go()
        with contextlib.suppress(OSError):
            self.path.unlink()


def difference(old: str, new: str) -> tuple[int, int, str]:
    """The one stretch of the old text that changed and what stands there now; halving, not letter by letter."""
    limit = min(len(old), len(new))
    start = _common(lambda size: old[:size] == new[:size], limit)
    end = _common(lambda size: size == 0 or old[-size:] == new[-size:], limit - start)
    return start, len(old) - end, new[start : len(new) - end]


def _common(alike: Any, limit: int) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if alike(middle):
            low = middle
        else:
            high = middle - 1
    return low


def digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def recover(draft: Path, state: Path, file_text: str | None) -> Recovery | None:
    """What the journal holds that the file does not; None where there is nothing newer. `file_text` None: no file.

    Never fails on a broken journal: what can be read of it counts.
    """
    try:
        data = journal_path(draft, state).read_bytes()
    except OSError:
        return None
    text: str | None = None
    base = at = ""
    for raw in data.split(b"\n"):
        entry = _entry(raw)
        if entry is None:
            break
        after = entry["text"] if "base" in entry else _applied(text, entry)
        if after is None or crc32(after.encode("utf-8", "surrogatepass")) != entry["sum"]:
            break
        text, at, base = after, entry["at"], entry.get("base", base)
    if text is None or text == file_text:
        return None
    return Recovery(text, at, file_text is None or digest(file_text) != base)


def discard(draft: Path, state: Path) -> None:
    """Forget what the journal of a draft holds."""
    with contextlib.suppress(OSError):
        journal_path(draft, state).unlink()


def _entry(raw: bytes) -> dict[str, Any] | None:
    mark, _space, line = raw.partition(b" ")
    try:
        if int(mark, 16) != crc32(line):
            return None
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return entry if isinstance(entry, dict) and isinstance(entry.get("text"), str) and "sum" in entry else None


def _applied(text: str | None, entry: dict[str, Any]) -> str | None:
    start, end = entry.get("start"), entry.get("end")
    if text is None or not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= len(text):
        return None
    return text[:start] + str(entry["text"]) + text[end:]
