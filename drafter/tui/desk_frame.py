"""The desk's frame: its panes, what fits at which width, and how a view of the draft is shown in them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer

from drafter.errors import DrafterError
from drafter.messages import catalogue
from drafter.tui.asks_panel import AsksPanel
from drafter.tui.commands import (
    COMMANDS,
    HELP,
    MENU,
    PALETTE,
    Command,
    all_commands,
    key_name,
    key_of,
    unknown_keys,
)
from drafter.tui.desk import Desk, ItemRow, Passage, PhraseRow, Version, View
from drafter.tui.editor import Editor
from drafter.tui.figures_pane import FiguresPane
from drafter.tui.find_bar import FindBar
from drafter.tui.findings_pane import FindingsPane
from drafter.tui.opening import Opening
from drafter.tui.outline_tree import OutlineTree, state_line
from drafter.tui.pane import Pane, PaneTitle
from drafter.tui.phrases_pane import PhrasesPane
from drafter.tui.previous_pane import PreviousPane
from drafter.tui.side_pane import SidePane
from drafter.tui.status_bar import KeyLabel, KeyLine, StatusBar
from drafter.tui.words import heading

_ = catalogue("tui")

PAUSE = 0.3  # seconds without a key before findings are worked out
WHOLE_PAUSE = 1.0  # seconds more before the whole report is checked: it shares the processor with the keys
SEARCH_PAUSE = 0.15
MEDIUM, WIDE = 100, 140  # columns from which two and three panes fit


class CheckFailedError(DrafterError):
    """The rules could not run: a defect, told once; the writing goes on."""

    def __init__(self, error: Exception) -> None:
        super().__init__(
            _("the check failed ({kind}: {error}); writing and saving go on", kind=type(error).__name__, error=error)
        )


class DeskFrame(Opening[None]):
    """Panes and their wiring; the commands are in the classes built on it."""

    DEFAULT_CSS = """
    DeskFrame { background: $background; }
    DeskFrame #bar { height: 1; background: $panel; color: $foreground; }
    DeskFrame #desk { height: 1fr; }
    DeskFrame #outline { width: 36; border-right: vkey $panel; }
    DeskFrame #middle { width: 1fr; background: $background; }
    DeskFrame #middle:focus-within #section-title { background: $panel; color: $foreground; text-style: bold; }
    DeskFrame #side { width: 50; border-left: vkey $panel; }
    DeskFrame Editor { height: 1fr; padding: 1 2; }
    DeskFrame.-narrow Editor { padding: 0 1; }
    DeskFrame.-narrow #outline, DeskFrame.-narrow #side { border: none; width: 1fr; }
    DeskFrame.-focus #desk { align-horizontal: center; }
    DeskFrame.-focus #middle { max-width: 100; }
    """
    BINDINGS: ClassVar[list[BindingType]] = []
    AUTO_FOCUS = "#editor"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.section = ""
        self._view: View = desk.view()
        self._rows: dict[str, ItemRow] = {row.id: row for row in self._view.rows}
        self._keys: Mapping[str, str] = desk.settings.keys
        self._sizes: dict[str, int] = dict(desk.settings.sizes)
        self._hidden: set[str] = set()
        self._second = "side"  # what stands beside the editor where two panes fit
        self._front = "editor"  # what is shown where one pane fits
        self._told = ""  # the open section's text as the desk knows it
        self._saved: str | None = None
        self._pause: Timer | None = None
        self._checking = False
        self._again = False
        self._refreshed = 0  # how often a decision was shown: a check that began before the last one knows less
        self._check_failed = False
        self._checked_once = False
        self._whole_now = False
        self._told_errors: set[str] = set()
        self._journalled = True  # whether the journal could be written the last time
        for command in (*COMMANDS, HELP, PALETTE, MENU):
            if key := key_of(command, self._keys):
                self._bindings.bind(key, command.id, command.title, show=False)

    def compose(self) -> ComposeResult:
        yield PaneTitle(id="bar")
        with Horizontal(id="desk"):
            yield Pane(OutlineTree(id="tree"), id="outline", title=_("Outline"))
            with Vertical(id="middle"):
                yield PaneTitle(id="section-title")
                yield AsksPanel()
                yield Editor(id="editor")
                yield FindBar()
            yield SidePane(
                (
                    ("previous", _("Last period"), PreviousPane(id="previous")),
                    ("figures", _("Figures"), FiguresPane(id="figures")),
                    ("findings", _("Findings"), FindingsPane(id="findings")),
                    ("phrases", _("Phrases"), PhrasesPane("phrases", _("search the phrases"))),
                    ("archive", _("Archive"), PhrasesPane("archive", _("search the past reports"))),
                ),
                id="side",
            )
        yield StatusBar(id="status")
        yield KeyLine(self._key_line())

    def _key_line(self) -> list[tuple[str, str, str]]:
        order = ("help", "next_todo", "palette", "save", "show_previous", "toggle_outline", "show_phrases",
                 "show_figures", "next_section", "find", "assemble")  # fmt: skip
        known: dict[str, Command] = {command.id: command for command in all_commands()}
        return [
            (known[name].id, key_name(key_of(known[name], self._keys)), _(known[name].short or known[name].text))
            for name in order
            if key_of(known[name], self._keys)
        ]

    def on_mount(self) -> None:
        title, unit, period = self.desk.title, self.desk.unit, self.desk.period
        said = period is None or period.lower() in title.lower()
        self.query_one("#bar", PaneTitle).show(
            Content.assemble(("Drafter ", "bold $accent"), ("│ ", "$text-muted"), title),
            Content.assemble((" · ".join(part for part in (unit, None if said else period) if part), "$text-muted")),
        )
        self._lay_out()
        self.apply(self._view)
        first = next((row.id for row in self._view.rows if row.total == 1 and row.done == 0), None)
        start = first or (self._view.rows[0].id if self._view.rows else "")
        if start:
            self.open_section(start)
        else:
            self.query_one(Editor).read_only = True
            self.notify(_("This draft has no sections; `drafter new` makes one from an outline."), severity="warning")
        self.query_one(Editor).focus()
        if unknown := unknown_keys(self._keys):
            words = _("drafter.toml, [ui] keys: no such command: {names}", names="; ".join(unknown))
            self.notify(words, severity="warning", timeout=10, markup=False)
        self.check_soon(0.05)

    # Which panes are shown

    def on_resize(self, _event: events.Resize) -> None:
        if self.query("#side"):  # not yet, where the size is told before the panes are there
            self._lay_out()

    @property
    def columns(self) -> int:
        return self.size.width or self.app.size.width

    def shown(self) -> set[str]:
        """The panes shown at this width."""
        if self.has_class("-focus"):
            return {"editor"}
        if self.columns < MEDIUM:
            return {self._front}
        if self.columns < WIDE:
            return {"editor", self._second} - self._hidden
        return {"outline", "editor", "side"} - self._hidden

    def _lay_out(self) -> None:
        width = self.columns
        self.set_class(width < MEDIUM, "-narrow")
        shown = self.shown()
        outline, middle, side = (self.query_one(name) for name in ("#outline", "#middle", "#side"))
        outline.display, middle.display, side.display = (name in shown for name in ("outline", "editor", "side"))
        if width >= MEDIUM:
            two = width < WIDE
            outline.styles.width = self._sizes.get("outline", max(28, min(44, width * (34 if two else 25) // 100)))
            side.styles.width = self._sizes.get("side", max(36, min(64, width * (42 if two else 32) // 100)))
        else:
            outline.styles.width = side.styles.width = "1fr"

    def bring(self, pane: str) -> None:
        """Make a pane visible at this width."""
        self.remove_class("-focus")
        self._hidden.discard(pane)
        self._front = pane
        if pane in ("outline", "side"):
            self._second = pane
        self._lay_out()

    def focus_text(self) -> None:
        """Back to the editor, whatever the width."""
        if self.columns < MEDIUM and self._front != "editor":
            self._front = "editor"
            self._lay_out()
        self.set_focus(self.query_one(Editor))  # at once: letters of the same burst are for the text

    # What is shown in them

    def open_section(self, section: str, *, focus: bool = False) -> None:
        """Show one section everywhere."""
        if section != self.section:
            self.flush()
            self.section = section
            self.query_one(Editor).open(section, self.desk.body(section))
            self._told = self.query_one(Editor).text
            self.query_one(OutlineTree).point_at(section)
            self.run_worker(self._show_previous(section), group="previous", exclusive=True, exit_on_error=False)
            self._search_phrases("phrases", self.query_one("#phrases", PhrasesPane).query_text)
            self.run_worker(self._find_trends(section), group="trends", exclusive=True, exit_on_error=False)
        self._show_section()
        if focus:
            self.focus_text()

    async def _show_previous(self, section: str) -> None:
        """Last period's text, off the keys' thread: the first time its report must be read."""
        passage = await asyncio.to_thread(self.desk.version, section, Version.PREVIOUS)
        if self._stands and self.section == section:
            pane, editor = self.query_one(PreviousPane), self.query_one(Editor)
            pane.show(passage)
            pane.mark(editor.text)
            pane.follow(editor.document.get_line(editor.cursor_location[0]))

    async def _find_trends(self, section: str) -> None:
        """The course of the section's figures over the periods, off the keys' thread."""
        try:
            found = await asyncio.to_thread(self.desk.find_trends, section)
        except (DrafterError, OSError):
            return  # an archive that is damaged or held: `drafter corpus` tells it
        if found and self._stands and self.section == section:
            self.query_one(FiguresPane).show(self.desk.figures(section))

    def _show_section(self) -> None:
        row = self._rows.get(self.section)
        if row is None:
            return
        self.query_one("#section-title", PaneTitle).show(heading(row.label, row.title), state_line(row))
        self.query_one(AsksPanel).show(self.desk.guidance(self.section), self.desk.asks(self.section))
        figures = self.desk.figures(self.section)
        self.query_one(FiguresPane).show(figures)
        side = self.query_one(SidePane)
        side.count("figures", row.open_figures)
        side.count("findings", len(self._view.findings))
        titles = {each.id: heading(each.label, each.title) for each in self._view.rows}
        self.query_one(FindingsPane).show(self._view.findings, self.section, titles)
        editor = self.query_one(Editor)
        editor.show_findings(self._view.findings)
        self.query_one(PreviousPane).mark(editor.text)

    def apply(self, view: View) -> None:
        """Show a view of the draft."""
        self._view = view
        self._rows = {row.id: row for row in view.rows}
        self.query_one(OutlineTree).show(view.rows)
        totals = view.totals
        self.query_one("#outline", Pane).entitle(
            _("Outline"), Content.assemble((f"{totals.done}/{totals.sections}", "$text-muted"))
        )
        if self.section:
            self._show_section()
        self.show_status()

    def show_status(self) -> None:
        first = self._checking and not self._checked_once  # nothing is known yet: no findings is not none
        self.query_one(StatusBar).show(
            self._view.totals, dirty=self.desk.dirty, saved=self._saved, checking=first, safe=self._journalled
        )

    def refresh_view(self) -> None:
        """After a decision: everything but new findings, at once; the rules follow in the background."""
        self._refreshed += 1
        self.flush()
        self.apply(self.desk.view())
        self.check_soon()

    def complain(self, error: Exception) -> None:
        self.notify(str(error), severity="error", timeout=8, markup=False)

    # Live findings

    def check_soon(self, seconds: float = PAUSE, *, whole: bool = False) -> None:
        """Findings after a pause: of the section, then of the whole report; of the whole at once where `whole`."""
        self._whole_now = self._whole_now or whole
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(seconds, self._start_check)

    def _start_check(self) -> None:
        if self._checking:
            self._again = True
            return
        self._checking = True
        if not self._checked_once:
            self.show_status()
        self.run_worker(self._check(), group="check", exit_on_error=True)

    @property
    def _stands(self) -> bool:
        """Whether the panes are there: a check may come back when the program is already being closed."""
        return self.is_attached and bool(self.query(OutlineTree)) and bool(self.query(Editor))

    async def _check(self) -> None:
        """Run the rules off the keys' thread, once more where something was typed meanwhile."""
        try:
            while self._stands:
                self._again = False
                self.flush()
                began = self._refreshed
                try:
                    if self._checked_once and not self._whole_now and self.section and self.desk.dirty:
                        view = await asyncio.to_thread(self.desk.check_section, self.section)
                        self.apply(view if began == self._refreshed else self.desk.view())
                        await asyncio.sleep(WHOLE_PAUSE)
                        if self._again:
                            continue
                    self._whole_now = False
                    view = await asyncio.to_thread(self.desk.check)
                except Exception as error:  # a rule at fault must not end the writing
                    if not self._check_failed:
                        self.complain(error if isinstance(error, DrafterError) else CheckFailedError(error))
                    self._check_failed = True
                    return
                self._check_failed = False
                self._checked_once = True
                if not self._again:
                    if self._stands:
                        self.apply(view if began == self._refreshed else self.desk.view())
                    return
        finally:
            self._checking = False

    # What the widgets say

    def flush(self) -> None:
        """Give the desk what the editor holds now: in a burst of keys the editor's messages come behind the keys."""
        editor = self.query_one(Editor)
        if self.section and editor.section == self.section and editor.text != self._told:
            self._told = editor.text
            self.desk.replace_body(self.section, self._told)

    @on(Editor.Edited)
    def _edited(self, _event: Editor.Edited) -> None:
        was_dirty = self.desk.dirty
        self.flush()
        if self.desk.dirty != was_dirty:
            self.show_status()
        self.check_soon()

    @on(Editor.Moved)
    def _moved(self, event: Editor.Moved) -> None:
        if event.section == self.section:
            self.query_one(PreviousPane).follow(event.paragraph)

    @on(OutlineTree.Chosen)
    def _item_chosen(self, event: OutlineTree.Chosen) -> None:
        self.open_section(event.section, focus=True)

    @on(PhrasesPane.Wanted)
    def _phrases_wanted(self, event: PhrasesPane.Wanted) -> None:
        self._search_phrases(event.pane, event.query)

    def _search_phrases(self, pane: str, query: str) -> None:
        self.run_worker(self._search(pane, query), group=f"search-{pane}", exclusive=True, exit_on_error=False)

    async def _search(self, pane: str, query: str) -> None:
        """Off the keys' thread, after a short pause: an archive may be large, or made of files still to be read."""
        await asyncio.sleep(SEARCH_PAUSE)
        section = self.section
        try:
            if pane == "phrases":
                rows = await asyncio.to_thread(self.desk.phrases, query, section)
            else:
                found = await asyncio.to_thread(self.desk.archive, query) if query.strip() else ()
                rows = tuple(PhraseRow(str(at), "", one.text, one.source) for at, one in enumerate(found))
        except (DrafterError, OSError) as error:
            if str(error) not in self._told_errors:  # a broken phrase file is told once, not at every section
                self._told_errors.add(str(error))
                self.complain(error)
            return
        if self._stands and section == self.section:
            self.query_one(f"#{pane}", PhrasesPane).answer(query, rows)

    @on(PhrasesPane.Chosen)
    def _phrase_chosen(self, event: PhrasesPane.Chosen) -> None:
        """A phrase with its slots; a passage of the archive with where it comes from, in a comment that is not printed."""
        self.focus_text()
        editor, text = self.query_one(Editor), event.phrase.text
        if event.pane != "archive":
            editor.insert_with_slots(text)
            return
        source = (event.phrase.source or "").replace("--", "–").replace("\n", " ")
        editor.insert_with_slots(
            f"{self.desk.as_old(text)} <!-- {_('source: {source}', source=source)} -->", paragraph=True
        )
        self.took(Passage(text, source))

    def took(self, passage: Passage) -> None:
        """A passage of a past report now stands in the open section: its figures are known as unconfirmed."""
        self.flush()
        self.desk.note_source(self.section, passage)
        self.refresh_view()

    @on(KeyLabel.Pressed)
    async def _key_pressed(self, event: KeyLabel.Pressed) -> None:
        await self.run_action(event.command)
