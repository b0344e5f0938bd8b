"""The start screen: the drafts, last changed first, and what can be begun."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from drafter.errors import DrafterError, WriteError
from drafter.messages import catalogue
from drafter.tui import themes
from drafter.tui.desk import Desk, DraftEntry, Workbench
from drafter.tui.dialogs.ask import Ask, typed_path
from drafter.tui.dialogs.reader import Reader
from drafter.tui.dialogs.work import run_work
from drafter.tui.opening import Opening, asking
from drafter.tui.pane import PaneTitle
from drafter.tui.start.archive import Archive
from drafter.tui.start.new_draft import ask_new_draft
from drafter.tui.status_bar import KeyLabel, KeyLine, bar

_ = catalogue("tui")


class StartScreen(Opening[None]):
    """Letters are commands here: nothing is typed on this screen itself."""

    DEFAULT_CSS = """
    StartScreen { background: $background; align-horizontal: center; }
    StartScreen #bar { background: $panel; color: $foreground; }
    StartScreen #body { width: 100%; max-width: 110; height: 1fr; padding: 1 2; }
    StartScreen #welcome { height: auto; color: $text-muted; margin: 0 0 1 0; }
    StartScreen OptionList { border: none; background: $background; height: 1fr; padding: 0; }
    StartScreen OptionList:focus { border: none; }
    StartScreen OptionList > .option-list--option { padding: 0 1 1 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", show=False),
        Binding("i", "import_outline", show=False),
        Binding("a,slash", "archive", show=False),
        Binding("plus,b", "add_reports", show=False),
        Binding("t", "theme", show=False),
        Binding("f1,question_mark", "help", show=False),
        Binding("q,ctrl+q", "leave", show=False),
    ]

    def __init__(self, workbench: Workbench, open_desk: Callable[[Desk], None]) -> None:
        super().__init__()
        self._workbench, self._open_desk = workbench, open_desk
        self._drafts: tuple[DraftEntry, ...] = ()

    def compose(self) -> ComposeResult:
        yield PaneTitle(id="bar")
        with Vertical(id="body"):
            yield Static("", id="welcome", markup=False)
            yield OptionList(markup=False)
        yield KeyLine(
            [
                ("open", "Enter", _("Open")),
                ("new", "N", _("New draft")),
                ("import_outline", "I", _("Import an outline")),
                ("add_reports", "+", _("Add reports")),
            ]
        )
        yield KeyLine(
            [
                ("archive", "A", _("Past reports")),
                ("theme", "T", _("Colours")),
                ("help", "F1", _("Help")),
                ("leave", "Q", _("Leave")),
            ]
        )

    def on_mount(self) -> None:
        self.query_one("#bar", PaneTitle).show(
            Content.assemble(
                ("Drafter ", "bold $accent"), ("│ ", "$text-muted"), self._workbench.unit or _("Workspace")
            ),
            Content.assemble((self._workbench.name, "$text-muted")),
        )
        self.query_one(OptionList).focus()

    def on_screen_resume(self) -> None:
        self._fill()

    def _fill(self) -> None:
        self._drafts = self._workbench.drafts()
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(_draft_lines(entry)) for entry in self._drafts])
        if self._drafts:
            options.highlighted = 0
            words = _("Drafts, last changed first")
        else:
            words = _(
                "No draft yet. N begins one from an outline and last period's report; I reads an outline that arrived."
            )
        self.query_one("#welcome", Static).update(words)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._open(self._drafts[event.option_index].path)

    def action_open(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._drafts):
            self._open(self._drafts[at].path)

    def _open(self, path: Path) -> None:
        try:
            desk = self._workbench.open(path)
        except WriteError as error:
            words = _("This folder cannot be written. Copy all of it to a place of your own and open the draft there.")
            self.notify(f"{words}\n{error}", severity="error", timeout=15, markup=False)
            return
        except (DrafterError, OSError) as error:
            self._complain(error)
            return
        self._open_desk(desk)

    def _complain(self, error: Exception) -> None:
        self.notify(str(error), severity="error", timeout=10, markup=False)

    @asking
    async def action_new(self) -> None:
        try:
            wish = await ask_new_draft(self.ask, self._workbench)
        except (DrafterError, OSError) as error:
            self._complain(error)
            return
        if wish is None:
            return
        path = await run_work(self, _("Making the draft …"), lambda tell: self._workbench.create(wish, tell))
        if path is not None:
            self._open(path)

    async def _ask_path(self, title: str, text: str) -> Path | None:
        typed = await self.ask(Ask(title, text=text, empty=_("A path is needed.")))
        return typed_path(typed) if typed else None

    @asking
    async def action_import_outline(self) -> None:
        path = await self._ask_path(
            _("Import an outline"), _("The letter that came (.docx, .pdf, .txt); paste or type its path:")
        )
        if path is None:
            return
        found = await run_work(self, _("Import an outline"), lambda tell: self._workbench.import_outline(path, tell))
        if found is None:
            return
        page = _(
            "{items} items with {asks} asks were read into {path}.", items=found.items, asks=found.asks, path=found.path
        )
        if found.doubts:
            page += "\n\n" + _("Look at these places:") + "\n" + "\n".join(f"· {doubt}" for doubt in found.doubts)
        await self.ask(Reader(_("Outline {id}", id=found.id), page))

    @asking
    async def action_add_reports(self) -> None:
        path = await self._ask_path(
            _("Add past reports"), _("A report, or a folder of reports (.docx, .pdf, .txt …); paste or type its path:")
        )
        if path is None:
            return
        added = await run_work(self, _("Add past reports"), lambda tell: self._workbench.add_reports((path,), tell))
        if added is None:
            return
        lines = [_("{n} reports added, {known} were there already.", n=added.added, known=added.known)]
        lines += [f"✖ {name}: {why}" for name, why in added.bad.items()]
        lines += [
            "▲ " + _("{name}: does not say its {what}", name=name, what=what) for name, what in added.unclear.items()
        ]
        await self.ask(Reader(_("Add past reports"), "\n".join(lines)))

    def action_archive(self) -> None:
        self.app.push_screen(Archive(self._workbench))

    def action_theme(self) -> None:
        self.app.theme = themes.following(self.app.theme)
        self._workbench.remember("theme", self.app.theme)

    def action_help(self) -> None:
        page = _(
            "Enter opens a draft, N begins a new one, I reads an outline that arrived as a letter, + adds past reports, A "
            "searches them and follows a figure over the periods, T changes the colours, Q leaves."
        )
        self.app.push_screen(Reader(_("Help"), page))

    def action_leave(self) -> None:
        self.dismiss(None)

    @on(KeyLabel.Pressed)
    async def _key_pressed(self, event: KeyLabel.Pressed) -> None:
        await self.run_action(event.command)


def _draft_lines(entry: DraftEntry) -> Content:
    """The title, then how far it is; the period only where the title does not say it."""
    facts = [_("{n}/{all} items", n=entry.done, all=entry.total)]
    if entry.open_figures:
        facts.append(_("{n} figures to confirm", n=entry.open_figures))
    if entry.period and entry.period not in entry.title:
        facts.append(entry.period)
    facts.append(_("changed {when}", when=f"{entry.changed:%d/%m/%Y %H:%M}"))
    parts: list[str | Content | tuple[str, str]] = [
        (entry.title, "bold"),
        ("\n" + bar(entry.done, entry.total), "$accent"),
        (" " + " · ".join(facts), "$text-muted"),
    ]
    if entry.locked_by:
        parts.append(("\n" + _("open elsewhere: {who}", who=entry.locked_by), "$warning"))
    return Content.assemble(*parts)
