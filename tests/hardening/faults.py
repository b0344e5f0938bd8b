"""What can happen to a machine while Drafter writes, tried on every command that writes.

After each trial: nothing that was there before is gone or cut, nothing new is half-written, the refusal is one clear line,
and the same command goes through once the fault is over.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.hardening.office import COMMANDS, Command, environment, figure_ids, program, run

# Free space left on the small disk, in bytes: from nothing to nearly enough.
SLACKS = (0, 4_096, 16_384, 65_536, 262_144)
_SMALL_DISK = 24_000_000


@dataclass
class Tally:
    """One fault on one command: how often it was tried, how often it came to pass, and what was lost."""

    fault: str
    command: str
    tried: int = 0
    struck: int = 0
    losses: list[str] = field(default_factory=list)


class Cannot(RuntimeError):
    """The fault cannot be made on this machine."""


Fault = Callable[[Path, Command, int, random.Random], Tally]


# What is lost
def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a person's; what begins with a dot is Drafter's own and is judged by the next start."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            found[name.as_posix()] = path.read_bytes()
    return found


def losses(before: Mapping[str, bytes], folder: Path) -> Iterator[str]:
    after = snapshot(folder)
    for name in before.keys() - after.keys():
        yield f"{name} is gone"
    for name, content in after.items():
        if content != before.get(name) and (why := _broken(folder / name, before.get(name))):
            yield f"{name}: {why}"


def _broken(path: Path, old: bytes | None) -> str | None:
    """Why a file that was written is not whole; None where it is."""
    from drafter import drafting
    from drafter.errors import DrafterError

    content = path.read_bytes()
    try:
        match path.suffix:
            case ".docx" | ".xlsx":
                with zipfile.ZipFile(path) as package:
                    return package.testzip() and "a damaged part"
            case ".md":
                draft = drafting.parse(content.decode("utf-8"))
                kept = drafting.parse(old.decode("utf-8")) if old else None
                if kept is not None and not {one.id for one in kept.sections} <= {one.id for one in draft.sections}:
                    return "sections are missing"
            case ".yaml" if path.name.endswith(".drafter.yaml"):
                beside = drafting.sidecar.load(path.with_name(path.name.removesuffix(".drafter.yaml") + ".md"))
                return None if beside.ledger or beside.waivers else "the ledger is empty"
            case ".html":
                return None if content.rstrip().endswith(b"</html>") else "cut off"
            case ".json" | ".toml" | ".txt" | ".csv" | ".yaml" | ".yml" | ".db":
                content.decode("utf-8")
    except (DrafterError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        return f"{type(error).__name__}: {error}"
    return None if content else "empty"


def _refusal(done: subprocess.CompletedProcess[str]) -> str | None:
    """What is wrong with how a command ended: it either went through or said clearly why not."""
    if done.returncode in (0, 1):
        return None
    said = [line for line in done.stderr.splitlines() if line.startswith("drafter:")]
    if done.returncode != 2 or len(said) != 1 or "defect" in done.stderr or "Traceback" in done.stderr:
        return f"ended with {done.returncode}: {done.stderr.strip()[-300:]}"
    return None


def _goes_on(folder: Path, command: Command, arguments: list[str]) -> str | None:
    """Whether the same command goes through now; one that found its work done already says so."""
    done = run(folder, arguments)
    if (
        done.returncode in (0, 1)
        or "already" in done.stderr
        or "settled" in done.stderr
        or "no longer stands" in done.stderr
    ):
        return None
    return f"{command.name} does not go on: {done.stderr.strip()[-300:]}"


@contextlib.contextmanager
def _copy(office: Path, parent: Path | None = None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="drafter-fault-", dir=parent))
    try:
        copy = folder / "vp"
        shutil.copytree(office, copy)
        yield copy
    finally:
        for path in [folder, *folder.rglob("*")]:
            with contextlib.suppress(OSError):
                path.chmod(0o755 if path.is_dir() else 0o644)
        shutil.rmtree(folder, ignore_errors=True)


def _judge(tally: Tally, before: Mapping[str, bytes], folder: Path, command: Command, arguments: list[str]) -> None:
    tally.losses += losses(before, folder)
    if why := _goes_on(folder, command, arguments):
        tally.losses.append(why)
    tally.losses += losses(before, folder)


# The faults
def killed(office: Path, command: Command, tries: int, chance: random.Random) -> Tally:
    """SIGKILL at a random moment of the command's run."""
    tally = Tally("SIGKILL", command.name)
    with _copy(office) as folder:
        arguments = list(command.arguments(folder))
        start = time.monotonic()
        run(folder, arguments)
        length = time.monotonic() - start
    for _number in range(tries):
        with _copy(office) as folder:
            before = snapshot(folder)
            moment = chance.uniform(0.1, 1.0) * length
            start = time.monotonic()
            child = subprocess.Popen(
                program(arguments),
                cwd=folder,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                child.wait(moment)
                length = time.monotonic() - start  # it was faster this time
            except subprocess.TimeoutExpired:
                tally.struck += 1
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
                child.wait()
            tally.tried += 1
            _judge(tally, before, folder, command, arguments)
    return tally


def full_disk(office: Path, command: Command, tries: int, chance: random.Random) -> Tally:
    """A small disk with little or no space left."""
    tally = Tally("disk full", command.name)
    for number in range(tries):
        with _small_disk() as disk, _copy(office, disk) as folder:
            arguments = list(command.arguments(folder))
            before = snapshot(folder)
            ballast = disk / "ballast"
            _fill_up(ballast, SLACKS[number % len(SLACKS)] + chance.randrange(4_096))
            done = run(folder, arguments)
            tally.tried += 1
            tally.struck += done.returncode == 2
            if why := _refusal(done):
                tally.losses.append(why)
            tally.losses += losses(before, folder)
            ballast.unlink()
            _judge(tally, before, folder, command, arguments)
    return tally


@contextlib.contextmanager
def _small_disk() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="drafter-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SMALL_DISK}", "tmpfs", str(place)]
    try:
        if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
            raise Cannot("a small disk (tmpfs) can be mounted by root alone")
        try:
            yield place
        finally:
            subprocess.run(["umount", "-l", str(place)], check=False)
    finally:
        place.rmdir()


def _fill_up(ballast: Path, slack: int) -> None:
    state = os.statvfs(ballast.parent)
    with ballast.open("wb") as file:
        left = state.f_bavail * state.f_frsize - slack
        with contextlib.suppress(OSError):
            while left > 0:
                left -= file.write(b"\0" * min(left, 1_000_000))


def read_only(office: Path, command: Command, tries: int, _chance: random.Random) -> Tally:
    """Folders and files that may only be read, from the start."""
    return _as_owner("read-only folder", office, command, tries, lambda folder: _set_writable(folder, writable=False))


def permission_lost(office: Path, command: Command, tries: int, chance: random.Random) -> Tally:
    """The right to write is taken away in the middle of the command's run."""

    def soon(folder: Path) -> None:
        threading.Timer(chance.uniform(0.2, 1.2), _set_writable, (folder,), {"writable": False}).start()

    return _as_owner("permission lost in the middle", office, command, tries, soon)


def _as_owner(fault: str, office: Path, command: Command, tries: int, strike: Callable[[Path], None]) -> Tally:
    """The command by a plain owner of the files: what may not be written stops it, which would not stop root."""
    if os.geteuid() == 0 and not shutil.which("setpriv"):
        raise Cannot("root writes everywhere, and setpriv is not there to take that from it")
    tally = Tally(fault, command.name)
    for _number in range(tries):
        with _copy(office) as folder:
            arguments = list(command.arguments(folder))
            before = snapshot(folder)
            strike(folder)
            done = run(folder, arguments, as_owner=True)
            time.sleep(0.05)
            tally.tried += 1
            tally.struck += done.returncode == 2
            if why := _refusal(done):
                tally.losses.append(why)
            tally.losses += losses(before, folder)
            _set_writable(folder, writable=True)
            _judge(tally, before, folder, command, arguments)
    return tally


def _set_writable(folder: Path, *, writable: bool) -> None:
    with contextlib.suppress(OSError):
        for path in [folder, *folder.rglob("*")]:
            path.chmod((0o755 if path.is_dir() else 0o644) if writable else (0o555 if path.is_dir() else 0o444))


def clock_back(office: Path, command: Command, tries: int, _chance: random.Random) -> Tally:
    """The machine's clock stands two days before everything that was written."""
    tally = Tally("clock two days back", command.name)
    for _number in range(tries):
        with _copy(office) as folder:
            arguments = list(command.arguments(folder))
            before = snapshot(folder)
            done = run(folder, arguments, guard="earlier")
            tally.tried += 1
            tally.struck += 1
            if done.returncode not in (0, 1):
                tally.losses.append(f"ended with {done.returncode}: {done.stderr.strip()[-300:]}")
            _judge(tally, before, folder, command, arguments)
    return tally


def two_at_once(office: Path, command: Command, tries: int, _chance: random.Random) -> Tally:
    """The same command twice at the same moment, on the same files; of two confirmed figures none is forgotten."""
    tally = Tally("two processes at once", command.name)
    for _number in range(tries):
        with _copy(office) as folder:
            first = list(command.arguments(folder))
            second = list(first)
            if command.name == "confirm":
                second[2] = figure_ids(folder)[1]
            before = snapshot(folder)
            with tempfile.TemporaryFile("w+") as one, tempfile.TemporaryFile("w+") as other:
                outputs = (one, other)
                children = [
                    subprocess.Popen(
                        program(arguments),
                        cwd=folder,
                        env=environment(),
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        stderr=output,
                        text=True,
                    )
                    for arguments, output in zip((first, second), outputs, strict=True)
                ]
                codes = [child.wait(120) for child in children]
                said = []
                for output in outputs:
                    output.seek(0)
                    said.append(output.read())
            tally.tried += 1
            tally.struck += 2 in codes
            for code, words in zip(codes, said, strict=True):
                done = subprocess.CompletedProcess(first, code, "", words)
                if why := _refusal(done):
                    tally.losses.append(why)
            if command.name == "confirm" and codes == [0, 0]:
                left = figure_ids(folder)
                tally.losses += [f"{one} was confirmed and is not" for one in (first[2], second[2]) if one in left]
            _judge(tally, before, folder, command, first)
    return tally


FAULTS: Mapping[str, tuple[Fault, int]] = {
    "kill": (killed, 50),
    "full-disk": (full_disk, len(SLACKS)),
    "read-only": (read_only, 1),
    "permission": (permission_lost, 3),
    "clock": (clock_back, 1),
    "two-at-once": (two_at_once, 3),
}


def by_name(name: str) -> Command:
    return next(command for command in COMMANDS if command.name == name)
