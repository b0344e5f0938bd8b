"""The lock file beside a draft: one writer at a time, on every system, across machines that share a folder."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import secrets
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from drafter import system_errors
from drafter.errors import LockedError, WriteError
from drafter.messages import catalogue

_ = catalogue("drafting")

# How long a command waits for another one that is writing the draft, in seconds.
PATIENCE = 3.0
# Whether a holder on another machine still lives cannot be seen from here: after this time it is taken for dead.
_FOREIGN_LIFE = timedelta(hours=12)
# A lock file that says nothing readable may be half-written by a process that is just starting.
_GRACE = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who holds a draft: machine, user, process, since when (ISO 8601); `token` tells two locks of one process apart."""

    host: str
    user: str
    pid: int
    time: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that is held; `release` gives it up (again: nothing happens)."""

    path: Path
    holder: LockHolder

    def release(self) -> None:
        if _read(self.path) == self.holder:
            with contextlib.suppress(OSError):
                self.path.unlink()


def lock_path(draft: Path) -> Path:
    return draft.with_name(f".{draft.name}.lock")


def read_holder(draft: Path) -> LockHolder | None:
    """Who holds a draft now; None where nobody does, or only a dead process."""
    path = lock_path(draft)
    holder = _read(path)
    return None if holder is None or _is_stale(path, holder) else holder


def lock(draft: Path, *, steal: bool = False) -> Lock:
    """Take the lock of a draft. A dead holder's lock is taken over; a living one's only with `steal`.

    Raises LockedError, which names the holder; WriteError where the folder cannot be written.
    """
    path = lock_path(draft)
    for _attempt in range(5):
        mine = _me()
        if _create(path, mine):
            return Lock(path, mine)
        holder = _read(path)
        if not (steal or _is_stale(path, holder)):
            raise LockedError(_refusal(draft, holder))
        _put_away(path, holder)
    raise LockedError(_refusal(draft, _read(path)))


@contextlib.contextmanager
def locked(draft: Path, *, patience: float | None = None) -> Iterator[Lock]:
    """Hold a draft's lock while a block runs; one that is held is waited for some seconds.

    Raises LockedError, which names the holder.
    """
    held = _awaited(draft, PATIENCE if patience is None else patience)
    try:
        yield held
    finally:
        held.release()


def _awaited(draft: Path, patience: float) -> Lock:
    until = time.monotonic() + patience
    while True:
        try:
            return lock(draft)
        except LockedError:
            if time.monotonic() >= until:
                raise
        time.sleep(0.05)


def _refusal(draft: Path, holder: LockHolder | None) -> str:
    if holder is None:
        return _("{path}: is being opened by another program; try again in a moment", path=draft)
    return _(
        "{path}: {user} has it open on {host} (process {pid}) since {time}; close it there, then try again",
        path=draft,
        user=holder.user,
        host=holder.host,
        pid=holder.pid,
        time=holder.time,
    )


def _me() -> LockHolder:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "?"
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return LockHolder(socket.gethostname(), user, os.getpid(), now, secrets.token_hex(4))


def _create(path: Path, holder: LockHolder) -> bool:
    """Whether the lock file could be made; the system makes it for one process only."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
    except FileExistsError:
        return False
    except OSError as error:
        raise _unwritten(path, error) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(holder), file, ensure_ascii=False)
    except OSError as error:  # a full disk: an empty lock would keep everybody out
        with contextlib.suppress(OSError):
            path.unlink()
        raise _unwritten(path, error) from error
    return True


def _unwritten(path: Path, error: OSError) -> WriteError:
    return WriteError(_("{path}: cannot be written ({reason})", path=path, reason=system_errors.reason(error)))


def _read(path: Path) -> LockHolder | None:
    try:
        raw = json.loads(path.read_text("utf-8"))
        return LockHolder(
            str(raw["host"]), str(raw["user"]), int(raw["pid"]), str(raw["time"]), str(raw.get("token", ""))
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return None


def _is_stale(path: Path, holder: LockHolder | None) -> bool:
    if holder is None:
        try:
            written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        except OSError:
            return True
        return datetime.now(UTC) - written > _GRACE
    if holder.host == socket.gethostname():
        return not is_alive(holder.pid)
    try:
        since = datetime.fromisoformat(holder.time)
    except ValueError:
        return True
    return datetime.now(UTC) - since.astimezone(UTC) > _FOREIGN_LIFE


def _put_away(path: Path, seen: LockHolder | None) -> None:
    """Remove the lock that was judged, and only that one: another process may have put its own there meanwhile."""
    aside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        path.replace(aside)
    except OSError:
        return
    if _read(aside) != seen:
        with contextlib.suppress(OSError):
            aside.replace(path)
        return
    with contextlib.suppress(OSError):
        aside.unlink()


def is_alive(pid: int) -> bool:
    """Whether a process of this machine runs."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _is_alive_on_windows(pid: int) -> bool:
    # os.kill(pid, 0) would send Ctrl+C there.
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined, unused-ignore]
    handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return bool(kernel.GetLastError() == 5)  # access denied: it is there
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259  # STILL_ACTIVE
