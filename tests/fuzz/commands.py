"""Every command on spoiled files: `python -m tests.fuzz.commands [--seconds 600] [--seed 1] [--slot draft] [--only 1234]`.

Each call runs in a fresh copy of a small office. Fine are the statuses 0, 1 and 2 (2 with one clear line, and nothing changed);
faults are a defect (3) or a traceback, more than 20 s of work, a file written outside the office, a shell or a connection, the
spoiled file itself changed by a command that only reads it. A fault is told with its number: `--only` runs it again.

`--atheris` lets coverage choose the mutations of what is parsed by Drafter itself (`tests.fuzz.atheris_targets`).
"""

from __future__ import annotations

import argparse
import contextlib
import io
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from tests.fuzz.reading import mutations
from tests.fuzz.slots import DRAFT, SLOTS, Slot, build, corpus_of, repacked, tricks

SECONDS = 20.0
MEMORY = 4 * 1024 * 1024 * 1024
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True)
class Job:
    """One call: the arguments, the file put into the office first, what the call may change besides."""

    number: int
    slot: str
    call: str
    path: str
    content: bytes
    writes: tuple[str, ...]

    def __str__(self) -> str:
        return f"--only {self.number} ({self.slot}: {self.call})"


# Making the jobs
def change(data: bytes, name: str, dice: random.Random) -> bytes:
    """One mutation: of a part where the file is a package, with words of the format where it is text."""
    if data[:2] == b"PK" and dice.random() < 0.8:
        return repacked(data, lambda part, inner: change(part, inner, dice), dice.choice)
    changed = data
    if words := tricks(name):
        for _ in range(dice.choice((0, 1, 1, 2, 4))):
            place = dice.randrange(len(changed) + 1)
            if dice.random() < 0.5:  # a whole value, where the text has such
                values = [found.span(1) for found in re.finditer(rb"(?:[:=,>] ?)([^\n,<:]+)", changed)]
                start, end = dice.choice(values) if values else (place, place)
            else:
                start = end = place
            changed = changed[:start] + dice.choice(words) + changed[end:]
        if changed != data and dice.random() < 0.6:
            return changed
    return next(mutations(changed, 1, dice.randrange(1 << 30)))


def jobs(office: Path, seed: int, slots: Sequence[Slot]) -> Iterator[Job]:
    """Without end: first the corpus through every command that takes a document, then mutations of each slot in turn.

    The number of a job says all about it, given the seed.
    """
    spoiled = sorted(corpus_of().items())
    dealt = [(slot, call) for slot in slots for call in slot.calls]
    seeds = {slot.name: sorted(slot.seeds(office).items()) for slot in slots}
    first = [(slot, call, name, data) for slot, call in dealt if slot.corpus for name, data in spoiled]
    # Shuffled, so that a short run sees some of everything.
    random.Random(seed).shuffle(first)
    number = 0
    while True:
        dice = random.Random(f"{seed} {number}")
        # One in two is of the corpus while it lasts.
        if number % 2 == 0 and number // 2 < len(first):
            slot, call, name, data = first[number // 2]
        else:
            slot = dice.choice(slots)
            call = dice.choice(slot.calls)
            name, sound = dice.choice(seeds[slot.name])
            data = change(sound, name, dice)
        path = slot.path + Path(name).suffix if slot.path == "vao" else slot.path
        yield Job(number, slot.name, call, path, data, slot.writes)
        number += 1


# Doing one, in a child
class Watch:
    """Notes what this process opens for writing, moves, deletes or starts outside a folder (an audit hook: for good)."""

    def __init__(self) -> None:
        self.inside: tuple[str, ...] = ()
        self.seen: list[str] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.inside:
            return
        if event == "open":
            path, mode, flags = arguments
            if (isinstance(mode, str) and set(mode) & set("wxa+")) or (isinstance(flags, int) and flags & _WRITES):
                self._look(event, path)
        elif event in ("os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate"):
            self._look(event, arguments[0])
        elif event in ("os.rename", "os.link", "os.symlink"):
            self._look(event, arguments[0])
            self._look(event, arguments[1])
        elif event == "sqlite3.connect":
            self._look(event, arguments[0])
        elif event in ("os.system", "os.exec", "socket.connect"):
            self.seen.append(f"{event} {arguments!r}"[:200])
        elif event == "subprocess.Popen" and re.search(r"(?:^|/)(?:\w*sh|cmd(?:\.exe)?)$", str(arguments[0])):
            self.seen.append(f"{event} {arguments[:2]!r}"[:200])

    def _look(self, event: str, path: object) -> None:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return
        full = os.path.realpath(os.fsdecode(path))
        if not full.startswith((*self.inside, "/dev/", "/proc/")) and not full.endswith(".pyc"):
            self.seen.append(f"{event} {full}")


def perform(job: Job, office: Path, watch: Watch) -> str:
    """Do one call in a copy of the office; the status, or `!` and what is wrong."""
    base = Path(tempfile.mkdtemp(prefix="call-", dir=office.parent))
    folder = base / "vp"
    try:
        shutil.copytree(office, folder)
        target = folder / job.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(job.content)
        before = _contents(folder)
        watch.seen.clear()
        status, said, printed = _called(job, folder, watch)
        changed = {name for name, content in _contents(folder).items() if before.get(name) != content}
        changed |= before.keys() - _contents(folder).keys()
        return _judged(job, status, said, printed, changed, list(watch.seen))
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _called(job: Job, folder: Path, watch: Watch) -> tuple[int, str, str]:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="strict", write_through=True)
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="replace", write_through=True)
    old = Path.cwd()
    os.chdir(folder)
    watch.inside = (os.path.realpath(folder) + os.sep, os.path.realpath(tempfile.gettempdir()) + os.sep + "drafter")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            arguments = job.call.replace("FILE", job.path).split()
            status = special(job, folder) if job.call.startswith("!") else drafter(arguments)
    finally:
        watch.inside = ()
        os.chdir(old)
    return status, *(stream.buffer.getvalue().decode("utf-8") for stream in (err, out))  # type: ignore[attr-defined]


def drafter(arguments: list[str]) -> int:
    from drafter.cli.start import run

    return run(["--lang", "en", *arguments])


def special(job: Job, folder: Path) -> int:
    """What the terminal UI opens, without the terminal: the desk of the draft, a draft's journal."""
    from drafter.drafting import journal
    from drafter.errors import DrafterError
    from drafter.pipeline.desk import open_desk
    from drafter.workspace import find_workspace

    draft = folder / DRAFT
    try:
        if job.call == "!journal":
            place = journal.journal_path(draft, folder / ".drafter")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(job.content)
            journal.recover(draft, folder / ".drafter", draft.read_text("utf-8"))
            return 0
        desk = open_desk(draft, find_workspace(folder))
        try:
            view = desk.view()
            for row in view.rows[:3]:
                desk.asks(row.id)
                desk.figures(row.id)
                desk.phrases("buổi", row.id)
        finally:
            desk.close()
    except DrafterError as error:
        sys.stderr.write(f"drafter: {error}\n")
        return 2
    return 0


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in folder.rglob("*")
        if path.is_file() or path.is_symlink()
    }


def _judged(job: Job, status: int, said: str, printed: str, changed: set[str], outside: list[str]) -> str:
    if status not in (0, 1, 2):
        return f"!status {status}: {said.strip()[-400:]}"
    if "Traceback (most recent" in said + printed:
        return f"!a traceback: {said[-400:]}"
    if outside:
        return f"!outside the office: {'; '.join(outside[:3])}"
    own = [line for line in said.splitlines() if not line.startswith(("  ", "note: ", "drafter: note"))]
    if status == 2 and not any(line.startswith("drafter: ") for line in own) and not printed and "note: " not in said:
        return f"!status 2 without a word: {said[-400:]!r}"
    if status == 2 and sum(line.startswith("drafter: ") for line in own) > 1:
        return f"!status 2 in several lines: {said[-400:]!r}"
    allowed = [*job.writes, ".drafter/*"]
    if stray := sorted(name for name in changed if not any(fnmatch(name, glob) for glob in allowed)):
        return f"!changed what it only reads: {', '.join(stray[:4])} (status {status})"
    if status == 2 and (lost := sorted(changed & {DRAFT, "drafts/moi.drafter.yaml"})):
        return f"!changed {', '.join(lost)} and ended with status 2: {said[-300:]!r}"
    return f"status {status}"


def _child(pipe: Connection, office: str) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.nice(5)
    watch = Watch()
    while (job := pipe.recv()) is not None:
        begun = time.process_time()
        try:
            result = perform(job, Path(office), watch)
        except BaseException as error:
            result = f"!{type(error).__name__}: {error}"
        pipe.send((result, time.process_time() - begun))


class Worker:
    """A child process that is started again when it dies or hangs."""

    def __init__(self, office: Path) -> None:
        self._office = office
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        # Not a daemon: commands start processes of their own for many files.
        self._process = context.Process(target=_child, args=(other, str(self._office)))
        self._process.start()
        other.close()

    def do(self, job: Job) -> tuple[str, float]:
        """What came of it, and the seconds of work."""
        self._pipe.send(job)
        try:
            if self._pipe.poll(4 * SECONDS):
                result, seconds = self._pipe.recv()
                return (f"!{seconds:.0f} s of work", seconds) if seconds > SECONDS else (result, seconds)
            self.close()
            self._start()
            return f"!no answer after {4 * SECONDS:g} s", 4 * SECONDS
        except (EOFError, OSError):
            self._start()
            return "!the process died", 0.0

    def close(self) -> None:
        self._process.kill()
        self._process.join(5)


@contextlib.contextmanager
def office() -> Iterator[Path]:
    """The office in a folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="fuzz-", ignore_cleanup_errors=True) as place:
        folder = Path(place) / "office"
        folder.mkdir()
        old = Path.cwd()
        os.chdir(folder)
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
                try:
                    build(folder, drafter)
                except RuntimeError as error:
                    raise RuntimeError(f"{error}: {said.getvalue()}") from error
        finally:
            os.chdir(old)
        yield folder


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=600, help="for the whole run")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slot", choices=[slot.name for slot in SLOTS], action="append", help="only this kind of file")
    parser.add_argument("--only", type=int, help="run one call again, by its number (same --seed and --slot)")
    parser.add_argument(
        "--keep", type=Path, default=Path(tempfile.gettempdir()) / "drafter-faults", help="files of faults go there"
    )
    parser.add_argument("--atheris", action="store_true", help="mutations led by coverage (needs atheris)")
    options = parser.parse_args(arguments)
    if options.atheris:
        from tests.fuzz.atheris_targets import main as led

        return led(options.seconds, options.seed)
    slots = [slot for slot in SLOTS if not options.slot or slot.name in options.slot]
    with office() as folder:
        worker = Worker(folder)
        end = time.monotonic() + options.seconds
        counts: Counter[tuple[str, str]] = Counter()
        faults: list[str] = []
        for job in jobs(folder, options.seed, slots):
            if time.monotonic() > end or (options.only is not None and job.number > options.only):
                break
            if options.only is not None and job.number != options.only:
                continue
            result, _seconds = worker.do(job)
            counts[job.slot, "FAULT" if result.startswith("!") else result] += 1
            if result.startswith("!"):
                kind = re.sub(r"/tmp/\S+|[0-9]+", "", result)[:160]
                faults.append(kind)
                if faults.count(kind) == 1:  # one of a kind is enough to read
                    sys.stdout.write(f"FAULT --seed {options.seed} {job}: {result[1:]}\n")
                    sys.stdout.flush()
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{options.seed}-{job.number}-{Path(job.path).name}").write_bytes(job.content)
        worker.close()
    _print_table(counts)
    return 1 if faults else 0


def _print_table(counts: Mapping[tuple[str, str], int]) -> None:
    kinds = sorted({kind for _slot, kind in counts})
    sys.stdout.write("".join(f"{head:>15}" for head in ("file", *kinds)) + "\n")
    for name in dict.fromkeys(slot for slot, _kind in counts):
        row = [counts.get((name, kind), 0) for kind in kinds]
        sys.stdout.write(f"{name:>15}" + "".join(f"{number:>15}" for number in row) + "\n")
    sys.stdout.write(
        f"{sum(counts.values())} calls, {sum(n for (_, kind), n in counts.items() if kind == 'FAULT')} faults\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
