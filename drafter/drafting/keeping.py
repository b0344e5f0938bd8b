"""Earlier states of a draft: snapshots that can be compared and restored, and zipped backups before big changes."""

from __future__ import annotations

import contextlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from drafter.drafting.journal import digest
from drafter.drafting.places import key_of, private_folder
from drafter.drafting.sidecar import sidecar_path
from drafter.errors import UnreadableFileError
from drafter.files import write_atomically
from drafter.messages import catalogue

_ = catalogue("drafting")

BACKUPS_KEPT = 20
SNAPSHOTS_KEPT = 200
_STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A draft's text at one moment; `at` ISO 8601, `note` why it was kept."""

    path: Path
    at: str
    note: str


def _folder(draft: Path, state: Path) -> Path:
    return state / "snapshots" / key_of(draft)


def keep(draft: Path, state: Path, text: str, note: str = "") -> Snapshot:
    """Keep a draft's text as it is now; the same text twice running is kept once, the newest `SNAPSHOTS_KEPT` stay.

    Raises WriteError.
    """
    earlier = snapshots(draft, state)
    if earlier and digest(restore(earlier[0])) == digest(text):
        return earlier[0]
    private_folder(state)
    folder = private_folder(_folder(draft, state))
    now = datetime.now().astimezone()
    path = folder / f"{now.strftime(_STAMP)}.json"
    at = now.isoformat(timespec="seconds")
    write_atomically(path, json.dumps({"at": at, "note": note, "text": text}, ensure_ascii=False))
    for old in earlier[SNAPSHOTS_KEPT - 1 :]:
        with contextlib.suppress(OSError):
            old.path.unlink()
    return Snapshot(path, at, note)


def snapshots(draft: Path, state: Path) -> tuple[Snapshot, ...]:
    """The snapshots of a draft, the newest first; broken ones are left out."""
    found: list[Snapshot] = []
    for path in sorted(_folder(draft, state).glob("*.json"), reverse=True):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            raw = json.loads(path.read_text("utf-8"))
            found.append(Snapshot(path, str(raw["at"]), str(raw["note"])))
    return tuple(found)


def restore(snapshot: Snapshot) -> str:
    """The text of a snapshot.

    Raises UnreadableFileError where it is gone or broken.
    """
    try:
        return str(json.loads(snapshot.path.read_text("utf-8"))["text"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableFileError(_("{path}: this snapshot cannot be read", path=snapshot.path)) from error


def backup(
    draft: Path, state: Path, reason: str, *, more: Sequence[Path] = (), kept: int = BACKUPS_KEPT
) -> Path | None:
    """Zip a draft and what lies beside it before a big change; the `kept` newest stay. None where there is no file yet.

    Raises WriteError.
    """
    files = [path for path in (draft, sidecar_path(draft), *more) if path.is_file()]
    if not files:
        return None
    private_folder(state)
    folder = private_folder(state / "backups")
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = reason.encode("utf-8")[:60_000]
        for path in files:
            archive.write(path, path.name)
    target = folder / f"{key_of(draft)}-{datetime.now().strftime(_STAMP)}.zip"
    write_atomically(target, content.getvalue())
    for old in backups(draft, state)[kept:]:
        with contextlib.suppress(OSError):
            old.unlink()
    return target


def backups(draft: Path, state: Path) -> tuple[Path, ...]:
    """The backups of a draft, the newest first."""
    return tuple(sorted((state / "backups").glob(f"{key_of(draft)}-*.zip"), reverse=True))
