"""A draft or any document → findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.errors import LocatedError, Place, UnreadableFileError, UsageError
from drafter.markup import split_front_matter
from drafter.messages import catalogue
from drafter.model.finding import CheckReport, Edit, Finding, Waiver
from drafter.model.outline import Match, Outline
from drafter.model.period import Period
from drafter.pipeline.named_files import named_file
from drafter.pipeline.outlines import draft_outline, for_period, load_outline, match_report
from drafter.pipeline.understanding import Understanding, parsed_period, understand, understand_bytes
from drafter.workspace import SETTINGS_NAME, Workspace

if TYPE_CHECKING:
    from drafter.checking import CheckContext

_ = catalogue("pipeline")


@dataclass(frozen=True)
class CheckWishes:
    """What the user asked of one check; None: work it out."""

    outline: str | Outline | None = None
    previous: Path | None = None
    period: str | None = None
    unit: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str | None = None
    layout: str | None = None
    all_outcomes: bool = False


@dataclass(frozen=True)
class Checked:
    """A checked paper with the report on it."""

    paper: Understanding
    report: CheckReport


def check_file(path: Path, wishes: CheckWishes, workspace: Workspace) -> Checked:
    """Read a file and check it.

    Raises UnreadableFileError where nothing in it can be read, UsageError for an unknown rule or option.
    """
    paper = understand(path, paper=bool(_layout(wishes, workspace)))
    return _checked(paper, path, wishes, workspace, waivers_beside(path))


def check_content(
    content: bytes, path: Path, wishes: CheckWishes, workspace: Workspace, *, waivers: Sequence[Waiver] = ()
) -> Checked:
    """The same for a file's content that is already here; `path` is for its suffix and for messages."""
    paper = understand_bytes(content, path, paper=bool(_layout(wishes, workspace)))
    return _checked(paper, path, wishes, workspace, waivers)


def _layout(wishes: CheckWishes, workspace: Workspace) -> str | None:
    return wishes.layout or workspace.settings.check.get("layout")


def _checked(
    paper: Understanding, path: Path, wishes: CheckWishes, workspace: Workspace, waivers: Sequence[Waiver]
) -> Checked:
    if not paper.text.strip():
        reasons = "; ".join(paper.document.unread or paper.document.warnings)
        raise UnreadableFileError(_("{path}: no text to check. {reasons}", path=path, reasons=reasons).strip())
    return Checked(paper, check_paper(paper, wishes, workspace, waivers=waivers))


def check_paper(
    paper: Understanding,
    wishes: CheckWishes,
    workspace: Workspace,
    *,
    waivers: Sequence[Waiver] = (),
    previous: Understanding | None = None,
) -> CheckReport:
    """Check what is already read; `previous` is last period's report where that is read already."""
    from drafter import checking

    return checking.check(
        context_of(paper, wishes, workspace, waivers=waivers, previous=previous),
        select=wishes.select,
        ignore=wishes.ignore,
        severities=severities(workspace),
        all_outcomes=wishes.all_outcomes,
    )


def severities(workspace: Workspace) -> dict[str, object]:
    """What `[check.severity]` of the settings says, each rule known.

    Raises LocatedError with the line of an unknown rule or severity.
    """
    from drafter import checking

    wished: dict[str, object] = workspace.settings.check.get("severity", {})
    for code, wish in wished.items():
        try:
            checking.known_severities(checking.RULES, {code: wish})
        except UsageError as error:
            path = workspace.root / SETTINGS_NAME
            lines = path.read_text("utf-8").splitlines() if path.is_file() else []
            named = re.compile(rf"(?:^|[{{,.\s])[\"']?{re.escape(code)}[\"']?\s*=")
            line = next((number for number, said in enumerate(lines, 1) if named.search(said)), None)
            raise LocatedError(Place(str(path), line, key=f"check.severity.{code}"), str(error)) from error
    return wished


def context_of(
    paper: Understanding,
    wishes: CheckWishes,
    workspace: Workspace,
    *,
    waivers: Sequence[Waiver] = (),
    previous: Understanding | None = None,
    matched: Callable[[Outline, Understanding], tuple[Match, ...]] = match_report,
) -> CheckContext:
    """Everything the rules may look at; `matched` says which section answers which item."""
    from drafter import checking

    front = front_matter(paper)
    outline = _outline(wishes, front, paper, workspace)
    period, source = _period(wishes, front, paper)
    if outline is not None and period is not None:
        outline = for_period(outline, period)
    previous = previous or _previous(wishes, front, paper)
    matches: tuple[Match, ...] = matched(outline, paper) if outline else ()
    return checking.CheckContext(
        document=paper.document,
        tree=paper.tree,
        facts=paper.facts,
        outline=outline,
        matches=matches,
        previous=None if previous is None else checking.Previous(previous.document, previous.tree, previous.facts),
        period=period,
        period_source=source,
        unit=wishes.unit or front.get("unit") or workspace.settings.unit.get("name"),
        profile=wishes.profile or workspace.settings.check.get("profile", "full"),
        layout=_layout(wishes, workspace),
        waivers=tuple(waivers),
        beside=_names_beside(Path(paper.document.source.path)),
    )


def _outline(wishes: CheckWishes, front: dict[str, str], paper: Understanding, workspace: Workspace) -> Outline | None:
    if isinstance(wishes.outline, str):
        return load_outline(wishes.outline, workspace)
    return wishes.outline or draft_outline(front.get("outline"), Path(paper.document.source.path), workspace)


def _names_beside(path: Path) -> tuple[str, ...]:
    """Names of the files in the document's folder: an appendix may lie there in a file of its own."""
    if not path.is_file():
        return ()
    try:
        return tuple(islice((other.name for other in path.parent.iterdir() if other.name != path.name), 1000))
    except OSError:
        return ()


def front_matter(paper: Understanding) -> dict[str, str]:
    """A draft's front matter as texts; empty for any other document."""
    if not paper.document.is_draft:
        return {}
    from drafter import drafting

    _front, body = split_front_matter(paper.text)
    front = drafting.parse(paper.text[:body], paper.document.source.path).front
    return {key: str(value) for key, value in front.items() if value is not None}


def _period(wishes: CheckWishes, front: dict[str, str], paper: Understanding) -> tuple[Period | None, str | None]:
    """The reporting period and where it was found: option, front matter, title."""
    if wishes.period:
        return Period.parse(wishes.period), "option"
    if front.get("period"):
        return Period.parse(front["period"]), "front-matter"
    named = parsed_period(paper.facts.identity.period)
    return named, "title" if named else None


def _previous(wishes: CheckWishes, front: dict[str, str], paper: Understanding) -> Understanding | None:
    if wishes.previous is not None:
        return understand(wishes.previous)
    named = front.get("previous")
    if not named:
        return None
    path = named_file(named, Path(paper.document.source.path))
    return None if path is None else understand(path)


def waivers_beside(path: Path) -> tuple[Waiver, ...]:
    """The waivers in the file beside a document.

    Raises LocatedError where it cannot be read.
    """
    if str(path) == "-":
        return ()
    from drafter.drafting import sidecar

    return sidecar.load(path).waivers


def fixed_text(checked: Checked) -> tuple[str, int]:
    """The text with every safe fix applied, and how many there were; overlapping ones are left for the next run."""
    return mended(checked.paper.text, [finding for finding in checked.report.findings if finding.waived is None])


def mended(text: str, findings: Iterable[Finding]) -> tuple[str, int]:
    """A text with the safe fixes of the findings made in it, and how many edits that were."""
    return _edited(text, [edit for one in findings if one.fix is not None and one.fix.safe for edit in one.fix.edits])


def _edited(text: str, edits: Iterable[Edit]) -> tuple[str, int]:
    pieces: list[str] = []
    position = count = 0
    for start, end, new in sorted({(edit.start, edit.end, edit.text) for edit in edits}):
        if start < position:
            continue
        pieces += [text[position:start], new]
        position = end
        count += 1
    return "".join([*pieces, text[position:]]), count


def waiver_of(finding: Finding, reason: str, *, until: str | None = None) -> Waiver:
    """The waiver of a finding, signed with who and when."""
    import getpass
    from datetime import datetime

    from drafter.checking import waiver_for

    return replace(
        waiver_for(finding, reason, until=until),
        by=getpass.getuser(),
        at=datetime.now().astimezone().isoformat(timespec="seconds"),
    )


def waive(path: Path, finding_id: str, reason: str, workspace: Workspace, *, until: str | None = None) -> Waiver:
    """Silence one finding of a document, keyed by rule, folded quote and section.

    Raises UsageError where there is no such finding.
    """
    from drafter.drafting import sidecar
    from drafter.drafting.lock import locked

    if until:
        Period.parse(until)
    checked = check_file(path, CheckWishes(), workspace)
    finding = next((one for one in checked.report.findings if one.id.startswith(finding_id)), None)
    if finding is None:
        raise UsageError(_("{path}: no finding {id}; drafter check lists them", path=path, id=finding_id))
    waiver = waiver_of(finding, reason, until=until)
    with locked(path):
        beside = sidecar.load(path)
        sidecar.save(path, replace(beside, waivers=(*beside.waivers, waiver)))
    return waiver
