"""The archive's file: one report in or out at a time, each whole or not at all; many readers, one writer."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from drafter import system_errors
from drafter.archive.record import Passage, Record
from drafter.archive.schema import TABLES, VERSION
from drafter.archive.sheaf import Sheaf, indexed, sheaf_of
from drafter.errors import DrafterError, LockedError, WriteError
from drafter.language.folding import bare
from drafter.messages import catalogue
from drafter.model.period import Period

_ = catalogue("archive")

# So many numbers of indicators are kept in memory.
_REMEMBERED = 50_000
# How long a process waits for another one's transaction, in seconds.
PATIENCE = 5.0


class CorruptArchiveError(DrafterError):
    """The archive's file is damaged or of another version of Drafter: it is to be rebuilt from the files."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A file in the archive: `path` from the workspace's root, absolute for one that was only linked.

    `modified` is the file's time in ns when it was read; `corrected` names what a person gave (`unit`, `period`).
    """

    id: int
    hash: str
    path: str
    origin: str | None
    linked: bool
    size: int
    modified: int
    format: str
    kind: str
    title: str | None
    unit: str | None
    period: str | None
    outline: str | None
    date: str | None
    number: str | None
    corrected: tuple[str, ...] = ()


_FILED = "id, hash, path, origin, linked, size, modified, format, kind, title, unit, period, outline, date, number, corrected"


class Archive:
    """An open archive. `open` it, use it as a context manager; every change is one transaction."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._indicators: dict[tuple[str, str], int] = {}

    @classmethod
    def open(cls, path: Path, *, patience: float = PATIENCE) -> Archive:
        """Open an archive, made if it is not there.

        Raises CorruptArchiveError, LockedError where another process holds it longer than `patience` seconds, WriteError
        where the folder cannot be written.
        """
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(
                _("{path}: cannot be made ({reason})", path=path.parent, reason=system_errors.reason(error))
            ) from error
        with told(path):
            connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
            try:
                _prepare(connection, path)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query.

        Raises CorruptArchiveError, LockedError.
        """
        with told(self.path):
            return self._connection.execute(query, values).fetchall()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside or nothing; a transaction inside another belongs to it."""
        if self._connection.in_transaction:
            yield
            return
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.rollback()
                self._indicators.clear()  # some of them were made in what is undone
                raise
            self._connection.commit()

    # What is there
    def filed(self, *, path: str | None = None, hash: str | None = None, origin: str | None = None) -> Filed | None:  # noqa: A002
        """The file at a path, with a content, or copied from somewhere."""
        for column, value in (("path", path), ("hash", hash), ("origin", origin)):
            if value is not None:
                found = self.rows(f"SELECT {_FILED} FROM report WHERE {column} = ?", (value,))
                return _filed(found[0]) if found else None
        return None

    def all_filed(self) -> tuple[Filed, ...]:
        """Every file, by unit, then period, then path."""
        return tuple(map(_filed, self.rows(f"SELECT {_FILED} FROM report ORDER BY unit, period, path")))

    def of_period(self, unit: str | None, period: str | None) -> tuple[Filed, ...]:
        """Every file of one unit and period, by path."""
        where = "WHERE unit = ? AND period = ? ORDER BY path"
        return tuple(map(_filed, self.rows(f"SELECT {_FILED} FROM report {where}", (unit, period))))

    def figure_texts(self, report: int) -> Counter[str]:
        """The figures of a report as printed, each as often as it stands there."""
        return Counter(text for (text,) in self.rows("SELECT text FROM figure WHERE report = ?", (report,)))

    def text(self, report: int) -> str:
        """The full text of a report."""
        packed = self.rows("SELECT text FROM report WHERE id = ?", (report,))[0][0]
        try:
            return zlib.decompress(packed).decode("utf-8")
        except (zlib.error, ValueError, TypeError) as error:
            raise CorruptArchiveError(_("the index of the past reports is damaged")) from error

    def passages(self, report: int) -> tuple[tuple[int, Passage], ...]:
        rows = self.rows(
            "SELECT id, section, label, title, above, start, stop FROM passage WHERE report = ? ORDER BY id", (report,)
        )
        return tuple(
            (id_, Passage(section, label, title, tuple(json.loads(above)), start, stop))
            for id_, section, label, title, above, start, stop in rows
        )

    def subjects(self, report: int) -> dict[int, str]:
        """What each figure of a report counts, by where it begins in the text."""
        rows = self.rows(
            "SELECT figure.start, indicator.subject FROM figure JOIN indicator ON indicator.id = figure.indicator"
            " WHERE report = ? AND subject <> ''",
            (report,),
        )
        return dict(rows)

    def citations(self, report: int) -> tuple[tuple[int, int], ...]:
        """Where a report cites papers."""
        return tuple(self.rows("SELECT start, stop FROM citation WHERE report = ? ORDER BY start", (report,)))

    def size(self) -> int:
        """How many passages there are, more or less."""
        return int(self.rows("SELECT max(id) FROM passage")[0][0] or 0)

    def units_like(self, said: str) -> tuple[int, ...]:
        """The numbers of the units whose names hold some words, with or without accents."""
        rows = self.rows("SELECT id FROM unit WHERE instr(folded, ?)", (bare(" ".join(said.split())),))
        return tuple(row[0] for row in rows)

    # Changes
    def put(
        self,
        record: Record | Sheaf,
        *,
        path: str,
        hash: str,  # noqa: A002
        size: int,
        modified: int,
        origin: str | None = None,
        linked: bool = False,
        corrected: tuple[str, ...] = (),
    ) -> None:
        """File a report; what lay at the path before, or has the same content, is replaced."""
        sheaf = record if isinstance(record, Sheaf) else sheaf_of(record)
        with self.transaction():
            for old in (self.filed(path=path), self.filed(hash=hash)):
                if old is not None:
                    self.remove(old)
            cursor = self._connection.execute(
                f"INSERT INTO report ({_FILED}, text) VALUES (NULL{', ?' * 16})",
                (
                    hash,
                    path,
                    origin,
                    linked,
                    size,
                    modified,
                    sheaf.format,
                    sheaf.kind,
                    sheaf.title,
                    sheaf.unit,
                    sheaf.period,
                    sheaf.outline,
                    sheaf.date,
                    sheaf.number,
                    " ".join(corrected),
                    sheaf.text,
                ),
            )
            report = int(cursor.lastrowid or 0)
            self._put_facts(report, sheaf, self._put_passages(report, sheaf))

    def remove(self, filed: Filed) -> None:
        """Take a report out of the index; its file stays."""
        with self.transaction():
            self._unindex(filed)
            for table in ("figure", "date", "citation", "passage"):
                self._connection.execute(f"DELETE FROM {table} WHERE report = ?", (filed.id,))
            self._connection.execute("DELETE FROM report WHERE id = ?", (filed.id,))

    def correct(self, filed: Filed, *, unit: str | None = None, period: str | None = None) -> None:
        """Say what a report could not: its unit, its period."""
        given = {name: value for name, value in (("unit", unit), ("period", period)) if value is not None}
        corrected = " ".join(sorted({*filed.corrected, *given}))
        with self.transaction():
            self._unindex(filed)
            for name, value in given.items():
                self._connection.execute(f"UPDATE report SET {name} = ? WHERE id = ?", (value, filed.id))
            self._connection.execute("UPDATE report SET corrected = ? WHERE id = ?", (corrected, filed.id))
            changed = self.filed(path=filed.path)
            assert changed is not None
            for id_, words in self._words(changed):
                self._connection.execute(
                    f"INSERT INTO words (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", (id_, *words)
                )

    def touch(self, filed: Filed, *, path: str | None = None, size: int, modified: int) -> None:
        """The same content under another path or time."""
        with self.transaction():
            self._connection.execute(
                "UPDATE report SET path = ?, size = ?, modified = ? WHERE id = ?",
                (path or filed.path, size, modified, filed.id),
            )

    def _put_passages(self, report: int, sheaf: Sheaf) -> list[int]:
        """File the passages; their numbers in order."""
        numbers: list[int] = []
        filters = (_unit_words(self._unit(sheaf.unit)), " ".join(period_words(sheaf.period)))
        for row, (title, body, place) in zip(sheaf.passages, sheaf.words, strict=True):
            cursor = self._connection.execute("INSERT INTO passage VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", (report, *row))
            numbers.append(int(cursor.lastrowid or 0))
            self._connection.execute(
                f"INSERT INTO words (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
                (numbers[-1], title, body, *filters, place),
            )
        return numbers

    def _put_facts(self, report: int, sheaf: Sheaf, passages: list[int]) -> None:
        self._connection.executemany(
            "INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (report, self._indicator(subject, unit), None if index is None else passages[index], *rest)
                for index, subject, unit, *rest in sheaf.figures
            ],
        )
        self._connection.executemany(
            "INSERT INTO date VALUES (?, ?, ?, ?, ?, ?)", [(report, *row) for row in sheaf.dates]
        )
        self._connection.executemany(
            "INSERT INTO citation VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [(report, *row) for row in sheaf.citations]
        )

    def _indicator(self, subject: str, unit: str) -> int:
        """The number of what a figure counts: its folded subject and unit."""
        known = self._indicators.get((subject, unit))
        if known is not None:
            return known
        found = self._connection.execute(
            "SELECT id FROM indicator WHERE subject = ? AND unit = ?", (subject, unit)
        ).fetchone()
        if found is None:
            cursor = self._connection.execute(
                "INSERT INTO indicator VALUES (NULL, ?, ?, ?)", (subject, unit, f" {bare(subject)} {bare(unit)} ")
            )
            found = (cursor.lastrowid or 0,)
        if len(self._indicators) >= _REMEMBERED:
            self._indicators.clear()
        self._indicators[subject, unit] = int(found[0])
        return int(found[0])

    def _unindex(self, filed: Filed) -> None:
        # An index without text of its own is told which words to take out.
        for id_, words in self._words(filed):
            self._connection.execute(
                f"INSERT INTO words (words, rowid, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?, ?)", (id_, *words)
            )

    def _words(self, filed: Filed) -> list[tuple[int, tuple[str, ...]]]:
        text, unit = self.text(filed.id), self._unit(filed.unit)
        filters = (_unit_words(unit), " ".join(period_words(filed.period)))
        words = [(id_, indexed(passage, text)) for id_, passage in self.passages(filed.id)]
        return [(id_, (title, body, *filters, place)) for id_, (title, body, place) in words]

    def _unit(self, name: str | None) -> int | None:
        if name is None:
            return None
        self._connection.execute("INSERT OR IGNORE INTO unit VALUES (NULL, ?, ?)", (name, bare(" ".join(name.split()))))
        return int(self._connection.execute("SELECT id FROM unit WHERE name = ?", (name,)).fetchone()[0])


_COLUMNS = "title, body, unit, period, place"


def _unit_words(unit: int | None) -> str:
    return unit_word(unit) if unit is not None else ""


def unit_word(unit: int) -> str:
    return f"ux{unit}"


def period_word(period: Period) -> str:
    return "px" + "".join(char if char.isalnum() else "x" for char in str(period).lower())


@lru_cache(maxsize=512)
def period_words(written: str | None) -> tuple[str, ...]:
    """A period, and every quarter, half, nine months and year around it: a search for 2023 finds 2023-H1 too."""
    if written is None:
        return ()
    own = Period.parse(written)
    around = [f"{year}{part}" for year in own.years for part in ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", "-9M")]
    holding = [period for period in map(Period.parse, around) if period.holds(own)]
    return tuple(dict.fromkeys(map(period_word, (own, *holding))))


def _filed(row: tuple[Any, ...]) -> Filed:
    values = dict(zip(_FILED.split(", "), row, strict=True))
    if not all(isinstance(values[name], str) for name in ("hash", "path", "format", "kind")):
        raise CorruptArchiveError(_("the index of the past reports is damaged"))
    values |= {"linked": bool(values["linked"]), "corrected": tuple(str(values["corrected"]).split())}
    return Filed(**values)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new archive; refuse one of another version."""
    connection.execute("PRAGMA journal_mode = WAL")
    # After a power cut the last reports may be missing, and are read again; the archive itself stays sound.
    connection.execute("PRAGMA synchronous = NORMAL")
    # In KB: enough for the inner pages of a large archive's indexes.
    connection.execute("PRAGMA cache_size = -32000")
    if connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != VERSION and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        connection.rollback()
        raise CorruptArchiveError(_("{path}: an archive of another version of Drafter", path=path))
    if version != VERSION:
        for statement in TABLES.split(";"):
            if statement.strip():
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.commit()


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's errors as Drafter's."""
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise LockedError(
                _("{path}: another process is writing the archive; try again in a moment", path=path)
            ) from error
        if any(sign in said for sign in ("no such", "malformed", "corrupt")):
            raise CorruptArchiveError(_("{path}: the archive is damaged ({reason})", path=path, reason=said)) from error
        raise WriteError(_("{path}: cannot be written ({reason})", path=path, reason=said)) from error
    except sqlite3.DatabaseError as error:
        raise CorruptArchiveError(_("{path}: the archive is damaged ({reason})", path=path, reason=error)) from error
