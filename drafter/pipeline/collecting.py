"""The reports of many units → the outline's figure tables: one row an indicator, one column a unit, each cell with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import UsageError
from drafter.messages import catalogue
from drafter.model.outline import Appendix, AppendixRow, Outline
from drafter.model.period import Period
from drafter.pipeline.outlines import for_period, load_outline
from drafter.pipeline.side_by_side import papers_of, read_record
from drafter.pipeline.workers import ALL_CORES, Crew, Lost, each
from drafter.workspace import Workspace

if TYPE_CHECKING:
    from drafter.archive import Gathered, Record

_ = catalogue("pipeline")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """One report that was gathered: `unit` as it calls itself, else the file's name."""

    unit: str
    path: Path


@dataclass(frozen=True, slots=True)
class Cell:
    """What one unit reports on one row: nothing, one value with its place, or several values (`rivals`)."""

    source: Source
    gathered: Gathered


@dataclass(frozen=True)
class CollectedTable:
    """One appendix of the outline, filled: `cells` by row id, one a source in the sources' order; `totals` by row id, only
    where the values can be added."""

    appendix: Appendix
    cells: Mapping[str, tuple[Cell, ...]]
    totals: Mapping[str, Decimal]


@dataclass(frozen=True)
class Collection:
    """The tables with what a person must look at: contradictions, values under another name, silent units, files left out."""

    outline: str
    period: str
    sources: tuple[Source, ...]
    tables: tuple[CollectedTable, ...]
    contradictions: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    missing_units: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)


def collect(
    paths: Sequence[Path],
    outline_name: str,
    workspace: Workspace,
    *,
    period: str | None = None,
    units: Iterable[str] = (),
    crew: Crew = ALL_CORES,
    progress: Progress | None = None,
) -> Collection:
    """Gather the figures of many units' reports. `period` is that of most reports where it is not given; reports of another
    one are left out and told. `units` are the names of all that should report.

    Raises UsageError where the outline has no figure table or no report can be used, PeriodError, LocatedError, and what
    `each` raises.
    """
    outline = load_outline(outline_name, workspace)
    if not any(appendix.rows for appendix in outline.appendices):
        raise UsageError(
            _("the outline {id} has no figure table; drafter outline import --table adds one", id=outline.id)
        )
    records, left_out = _read(paths, crew, progress)
    wanted = Period.parse(period) if period else _usual_period(records)
    records, other = _of_period(records, wanted, take_silent=period is not None)
    left_out |= other
    records, older = _one_a_unit(records)
    left_out |= older
    if not records:
        reasons = "; ".join(f"{path}: {why}" for path, why in list(left_out.items())[:3])
        raise UsageError(_("no report can be gathered ({reasons})", reasons=reasons))
    sources = tuple(Source(record.unit or path.stem, path) for path, record in records)
    tables = tuple(_tables(for_period(outline, wanted), wanted, sources, [record for _path, record in records]))
    return Collection(
        outline.id,
        str(wanted),
        sources,
        tables,
        tuple(_contradictions(tables)),
        tuple(_renamed(tables)),
        tuple(_missing(tables)),
        _missing_units(units, sources),
        left_out,
    )


# Reading
def _read(
    paths: Sequence[Path], crew: Crew, progress: Progress | None
) -> tuple[list[tuple[Path, Record]], dict[str, str]]:
    records: dict[Path, Record] = {}
    left_out: dict[str, str] = {}
    for done, (paper, result) in enumerate(each(partial(read_record, outlines={}), papers_of(paths, crew), crew), 1):
        if isinstance(result, Lost):
            left_out[str(paper.path)] = _("reading it brought the process down; the file is left out")
        elif isinstance(result, str):
            left_out[str(paper.path)] = result
        else:
            records[paper.path] = result
        if progress is not None:
            progress(done, len(paths))
    return [(path, records[path]) for path in paths if path in records], left_out


def _usual_period(records: Sequence[tuple[Path, Record]]) -> Period:
    """The period of most reports; the earlier of two that are as usual."""
    counted = Counter(record.period for _path, record in records if record.period)
    if not counted:
        raise UsageError(_("no report says its period; give --period"))
    most = max(counted.values())
    return Period.parse(min(written for written, count in counted.items() if count == most))


def _of_period(
    records: Sequence[tuple[Path, Record]], period: Period, *, take_silent: bool
) -> tuple[list[tuple[Path, Record]], dict[str, str]]:
    """The reports on a period; with `take_silent` also those that name none: somebody said which period is meant."""
    kept, other = [], {}
    for path, record in records:
        if record.period == str(period) or (take_silent and record.period is None):
            kept.append((path, record))
        else:
            other[str(path)] = _(
                "reports on {theirs}, not on {period}", theirs=record.period or _("no period"), period=period
            )
    return kept, other


def _one_a_unit(records: Sequence[tuple[Path, Record]]) -> tuple[list[tuple[Path, Record]], dict[str, str]]:
    """Of several reports of one unit the one with the latest date stands; the others are told. Without a unit each stands."""
    from drafter.language.folding import fold_words

    latest: dict[str, tuple[Path, Record]] = {}
    for path, record in records:
        key = fold_words(record.unit) if record.unit else str(path)
        if key not in latest or (record.date or "") > (latest[key][1].date or ""):
            latest[key] = (path, record)
    standing = {path for path, _record in latest.values()}
    told = {
        str(path): _(
            "a second report of {unit}; taken: {path}",
            unit=record.unit,
            path=latest[fold_words(record.unit or "")][0],
        )
        for path, record in records
        if path not in standing
    }
    kept = [(path, record) for path, record in records if path in standing]
    return kept, told


# Gathering
def _tables(
    outline: Outline, period: Period, sources: Sequence[Source], records: Sequence[Record]
) -> Iterator[CollectedTable]:
    from drafter.archive import gather

    for appendix in outline.appendices:
        if not appendix.rows:
            continue
        columns = [gather(appendix, record, period) for record in records]
        cells = {
            row.id: tuple(Cell(source, column[place]) for source, column in zip(sources, columns, strict=True))
            for place, row in enumerate(appendix.rows)
        }
        totals = {
            row.id: sum((cell.gathered.found.value for cell in cells[row.id] if cell.gathered.found), Decimal(0))
            for row in appendix.rows
            if _is_additive(row, row.unit or appendix.unit) and any(cell.gathered.found for cell in cells[row.id])
        }
        yield CollectedTable(appendix, cells, totals)


def _is_additive(row: AppendixRow, unit: str | None) -> bool:
    """Whether the values of several units can be added: not shares, averages and amounts per something."""
    from drafter.language.folding import fold
    from drafter.lexicon import load

    words: list[str] = load("collecting")["not_additive"]
    title = fold(row.title)
    return not any(mark in (unit or "") for mark in ("%", "‰", "/")) and not any(word in title for word in words)


# What a person must look at
def _contradictions(tables: Iterable[CollectedTable]) -> Iterator[str]:
    for table in tables:
        for row in table.appendix.rows:
            for cell in table.cells[row.id]:
                if cell.gathered.rivals:
                    yield _rivalry(row, cell)
        yield from _wrong_sums(table)


def _rivalry(row: AppendixRow, cell: Cell) -> str:
    found = [cell.gathered.found] if cell.gathered.found else []
    said = "; ".join(f"{one.text} ({one.section or '–'})" for one in (*found, *cell.gathered.rivals))
    return _("{unit}: {row}: {values}", unit=cell.source.unit, row=row.title, values=said)


def _wrong_sums(table: CollectedTable) -> Iterator[str]:
    """Rows whose parts a unit reports in full and that do not add up to what it reports as the whole."""
    from drafter.archive import adds_up

    rows = table.appendix.rows
    for place, row in enumerate(rows):
        parts = list(_parts(rows, place)) if row.sums else []
        for number, cell in enumerate(table.cells[row.id] if parts else ()):
            whole = cell.gathered.found
            values = [table.cells[part.id][number].gathered.found for part in parts]
            known = [value for value in values if value is not None]
            if whole is not None and len(known) == len(values) and not adds_up(whole, known):
                yield _(
                    "{unit}: {row} is {whole}, its parts add up to {total}",
                    unit=cell.source.unit,
                    row=row.title,
                    whole=printed(whole.value),
                    total=printed(sum((value.value for value in known), Decimal(0))),
                )


def _parts(rows: Sequence[AppendixRow], place: int) -> Iterator[AppendixRow]:
    """The rows just below a row, one level deeper."""
    level = rows[place].level
    for row in rows[place + 1 :]:
        if row.level <= level:
            return
        if row.level == level + 1:
            yield row


def _renamed(tables: Iterable[CollectedTable]) -> Iterator[str]:
    from drafter.archive import How

    for table in tables:
        for row in table.appendix.rows:
            for cell in table.cells[row.id]:
                found = cell.gathered.found
                if found is not None and found.how is How.LIKE:
                    yield _(
                        "{unit}: {row}: taken from the row “{label}”",
                        unit=cell.source.unit,
                        row=row.title,
                        label=found.label,
                    )


def _missing(tables: Iterable[CollectedTable]) -> Iterator[str]:
    """One line a unit: the rows it says nothing of."""
    silent: dict[str, list[str]] = {}
    for table in tables:
        for row in table.appendix.rows:
            for cell in table.cells[row.id]:
                if cell.gathered.found is None and not cell.gathered.rivals:
                    silent.setdefault(cell.source.unit, []).append(_named(row))
    for unit, titles in silent.items():
        yield _("{unit}: {rows}", unit=unit, rows="; ".join(titles))


def _named(row: AppendixRow) -> str:
    """A row as a person finds it again: `Ngô` stands in two places of one table."""
    return f"{row.label} {row.title}" if row.label else row.title


def _missing_units(units: Iterable[str], sources: Sequence[Source]) -> tuple[str, ...]:
    """The units of a list of which no report is there; names without accents and short forms (`xã Mường Lai`) will do."""
    from drafter.language.folding import bare

    here = [f" {bare(source.unit)} " for source in sources]
    return tuple(unit for unit in units if not any(f" {bare(unit)} " in one for one in here))


def expected_units(path: Path) -> tuple[str, ...]:
    """The names in a list, one a line.

    Raises UsageError where it cannot be read.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(_("{path}: cannot be read as a list of units ({reason})", path=path, reason=error)) from error
    return tuple(line.strip().lstrip("-•").strip() for line in lines if line.strip() and not line.startswith("#"))


def printed(value: Decimal) -> str:
    """A value as Vietnamese print writes it: 2085 → `2.085`, 8.50 → `8,5`."""
    whole, _dot, rest = f"{value:,f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")
