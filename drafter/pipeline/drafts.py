"""Outline + last period's report → a first draft in which no old number passes unseen."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from drafter.errors import PeriodError, UnreadableFileError, UsageError
from drafter.files import is_file, write_atomically
from drafter.messages import catalogue
from drafter.model.draft import CarryChoice, Draft, RollAction, RollPlan, Sidecar
from drafter.model.outline import Grade, Item, Match, Outline
from drafter.model.period import Period
from drafter.pipeline.named_files import vouch_for
from drafter.pipeline.outlines import for_period, load_outline, match_previous
from drafter.pipeline.understanding import Understanding, understand
from drafter.workspace import Workspace

_ = catalogue("pipeline")


@dataclass(frozen=True)
class NewDraft:
    """A first draft with what was decided on the way: `matches` and `plan` are empty where no report was given.

    `doubts` are those of the notes that a person should agree to before going on; `choices` say what was done with last
    period's text of each item.
    """

    draft: Draft
    sidecar: Sidecar
    outline: Outline
    matches: tuple[Match, ...]
    plan: RollPlan | None
    notes: tuple[str, ...]
    report: Understanding | None = None
    doubts: tuple[str, ...] = ()
    choices: Mapping[str, CarryChoice] = field(default_factory=dict)

    def sources(self, match: Match) -> tuple[str, ...]:
        """The titles of the sections that a match takes over."""
        sections = self.report.tree.sections if self.report is not None else ()
        return tuple(sections[index].title or sections[index].id for index in match.sections)

    def spans(self, match: Match) -> list[tuple[int, int]]:
        """The stretches of last period's report that a match takes over."""
        if self.report is None:
            return []
        sections = self.report.tree.sections
        return [(sections[index].start, sections[index].end) for index in match.sections]

    @property
    def elsewhere(self) -> Mapping[str, Item]:
        """Items whose text of last period stands under an earlier one: what was one item then and is two now."""
        from drafter.reusing.carry import text_elsewhere

        return text_elsewhere(self.outline, self.matches, self.choices)

    @property
    def grades(self) -> Counter[Grade]:
        return Counter(match.grade for match in self.matches)

    @property
    def actions(self) -> Counter[RollAction]:
        return Counter(change.action for change in self.plan.changes) if self.plan else Counter()


def source_period(report: Understanding, given: Period | None = None) -> Period:
    """The period of a report: as given, else as its title says.

    Raises PeriodError where neither tells.
    """
    period = given or report.period
    if period is None:
        name = Path(report.document.source.path).name
        raise PeriodError(_("{name}: its title names no reporting period; give it with --from", name=name))
    return period


def roll_report(
    report: Understanding, target: Period, *, source: Period | None = None, force: bool = False
) -> RollPlan:
    """The plan that moves a report to another period.

    Raises PeriodError for periods of different kinds unless forced.
    """
    from drafter import reusing

    source = source_period(report, source)
    if source.kind != target.kind and not force:
        raise PeriodError(
            _(
                "from {source} to {target}: periods of different kinds; --force goes on all the same",
                source=source,
                target=target,
            )
        )
    return reusing.plan_roll(report.document, report.tree, report.facts, source, target)


def new_draft(
    outline_name: str,
    period: Period,
    workspace: Workspace,
    *,
    previous: Path | None = None,
    unit: str | None = None,
    source: Period | None = None,
    choices: Mapping[str, CarryChoice] | None = None,
    force: bool = False,
    beside: Path | None = None,
) -> NewDraft:
    """Put under each item of the outline what answered it last time, rolled to the new period.

    `beside` is the folder the draft will lie in: last period's file is named from there.
    """
    from drafter import reusing
    from drafter.reusing.carry import choice_for

    outline = for_period(load_outline(outline_name, workspace), period)
    unit = unit or workspace.settings.unit.get("name")
    front = _front(outline_name, outline, period, unit, previous, beside, workspace)
    if previous is None:
        draft, sidecar = reusing.blank(outline, period=period, front=front)
        return NewDraft(draft, sidecar, outline, (), None, ())
    report = understand(previous)
    if not report.text.strip():
        raise UnreadableFileError(_("{path}: no text to read; a scan needs text recognition first", path=previous))
    plan = roll_report(report, period, source=source, force=force)
    matches = match_previous(outline, report, Period.parse(plan.source_period), workspace)
    chosen = {item.id: choice_for(item, choices or {}) for _depth, item in outline.walk()}
    draft, sidecar = reusing.carry(
        outline,
        matches,
        report.document,
        report.tree,
        report.facts,
        plan,
        period=period,
        front=_with_identity(front, report, workspace),
        choices=choices or {},
        skeletons=_skeletons(chosen, outline, workspace),
    )
    doubts = (*_notes(report, unit, plan, period), *_other_outline(matches))
    notes = (*doubts, *_carry_notes(draft, report))
    return NewDraft(draft, sidecar, outline, matches, plan, notes, report, doubts, chosen)


def _skeletons(chosen: Mapping[str, CarryChoice], outline: Outline, workspace: Workspace) -> dict[str, str]:
    """Phrases for the items that get a placeholder, where the phrasebank has some."""
    from drafter.pipeline.phrases import skeleton

    found: dict[str, str] = {}
    for _depth, item in outline.walk():
        if chosen[item.id] == CarryChoice.PLACEHOLDER and (text := skeleton(workspace, f"{item.id} {item.title}")):
            found[item.id] = text
    return found


def save_new(made: NewDraft, path: Path, *, force: bool = False) -> None:
    """Write the draft and what lies beside it, the draft first.

    Raises LockedError where somebody holds the draft that is to be overwritten.
    """
    from drafter import drafting
    from drafter.drafting import sidecar
    from drafter.drafting.lock import locked

    with locked(path):
        write_atomically(path, drafting.write(made.draft), overwrite=force)
        sidecar.save(path, made.sidecar)


def parse_choices(path: Path) -> dict[str, CarryChoice]:
    """A file of choices: one `item-id: keep|placeholder|clear` a line.

    Raises UsageError with the line that is none, UnreadableFileError or LocatedError where the file is no text.
    """
    from drafter.drafting import read_text

    choices: dict[str, CarryChoice] = {}
    for number, line in enumerate(read_text(path).splitlines(), 1):
        words = line.split("#", 1)[0].strip()
        if not words:
            continue
        item, _colon, choice = (part.strip() for part in words.partition(":"))
        if choice not in [str(known) for known in CarryChoice]:
            raise UsageError(
                _(
                    "{path}:{line}: keep, placeholder or clear is wanted, not “{said}”",
                    path=path,
                    line=number,
                    said=choice,
                )
            )
        choices[item] = CarryChoice(choice)
    return choices


def _front(
    outline_name: str,
    outline: Outline,
    period: Period,
    unit: str | None,
    previous: Path | None,
    beside: Path | None,
    workspace: Workspace,
) -> dict[str, object]:
    settings = workspace.settings
    named = outline_name
    if is_file(Path(outline_name)) and beside is not None:
        named = _relative(Path(outline_name), beside)
        vouch_for(Path(outline_name), beside)
    front: dict[str, object] = {"outline": named, "period": str(period), "unit": unit}
    front |= {
        "superior": settings.unit.get("superior"),
        "place": settings.unit.get("place"),
        "number": None,
        "date": None,
    }
    if previous is not None:
        if beside is not None:
            vouch_for(previous, beside)
        front["previous"] = _relative(previous, beside) if beside is not None else str(previous)
    front["layout"] = outline.layout or settings.check.get("layout")
    front |= {"authority": settings.signer.get("authority"), "office": settings.signer.get("office")}
    front["signer"] = settings.signer.get("name")
    return front


def _relative(path: Path, folder: Path) -> str:
    """A path as written from a folder, with forward slashes; absolute where there is none (another drive)."""
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def _with_identity(front: dict[str, object], report: Understanding, workspace: Workspace) -> dict[str, object]:
    """What last period's letterhead says fills what nobody gave; the signer is left to the officer: he may have changed."""
    from drafter.reusing.naming import as_written

    said, text = report.facts.identity, report.document.text
    known = {
        "unit": as_written(said.unit, text) if said.unit else None,
        "superior": as_written(said.superior, text) if said.superior else None,
        "place": as_written(said.place, text) if said.place else None,
        "authority": said.authority,
    }
    return front | {key: value for key, value in known.items() if value and not front.get(key)}


def _notes(report: Understanding, unit: str | None, plan: RollPlan, period: Period) -> tuple[str, ...]:
    """What a careful officer would be told before going on."""
    notes: list[str] = []
    said = report.facts.identity.unit
    if unit and said and _body(unit) != _body(said):
        notes.append(_("last period's report is by “{said}”, this draft is for “{unit}”", said=said, unit=unit))
    if plan.source_period == str(period):
        notes.append(_("last period's report is of the same period, {period}", period=period))
    source = Period.parse(plan.source_period)
    if source.kind == period.kind and source not in (period, period.year_before()) and source.next() != period:
        notes.append(
            _(
                "last period's report is of {source}, neither the period before {period} nor the same one a year earlier",
                source=source,
                period=period,
            )
        )
    return tuple(notes)


_STANDING = re.compile(r"^(?:tm )?(?:ban thường trực|thường trực|ban thường vụ|ban chấp hành) ")


def _body(unit: str) -> str:
    """Who reports: a committee and its standing committee are one."""
    from drafter.language.folding import fold_words

    return _STANDING.sub("", fold_words(unit))


def _other_outline(matches: tuple[Match, ...]) -> Iterator[str]:
    """Whether the report follows this outline at all."""
    answered = sum(match.grade in (Grade.EXACT, Grade.LIKELY) for match in matches)
    if answered * 2 < len(matches):
        yield _(
            "the report answers {answered} of {items} items: it may follow another outline",
            answered=answered,
            items=len(matches),
        )


def _carry_notes(draft: Draft, report: Understanding) -> Iterator[str]:
    """Where last period's text went that no item takes, and what is left out."""
    from drafter.reusing.carry import UNPLACED_ID, attached_lines

    left = draft.section(UNPLACED_ID)
    if left is not None:
        yield _(
            "{count} paragraphs of the report have no place in the outline; they stand at the end under “{title}”",
            count=sum(bool(line.strip()) for line in left.body.splitlines()),
            title=left.title,
        )
    for line in attached_lines(report.document, report.tree):
        yield _("left out, since the new report has its own number and date: “{line}”", line=line)
