"""F8: from one unfinished thing of the report to the next, each with its card."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.content import Content

from drafter.errors import DrafterError
from drafter.messages import catalogue
from drafter.model.draft import FigureState
from drafter.tui.desk import Decision, FigureRow, FindingRow, Todo, TodoKind
from drafter.tui.desk_frame import DeskFrame
from drafter.tui.dialogs.ask import Ask
from drafter.tui.dialogs.cards import AskCard, FigureCard, FindingCard, Settled, Then
from drafter.tui.dialogs.choose import Choice, Choose
from drafter.tui.dialogs.palette import Palette, Row
from drafter.tui.dialogs.reader import Reader
from drafter.tui.editor import Editor, finding_place
from drafter.tui.figures_pane import FiguresPane
from drafter.tui.findings_pane import FindingsPane
from drafter.tui.opening import asking
from drafter.tui.words import FIGURES, heading, shorten

_ = catalogue("tui")


class DeskWalk(DeskFrame):
    """The walk over figures, asks and findings."""

    _last: tuple[str, int, Todo] | None = None  # section and cursor where the walk stopped, and what it showed

    def _order(self) -> dict[str, int]:
        return {row.id: index for index, row in enumerate(self._view.rows)}

    def _next(self, direction: int, kind: TodoKind | None = None) -> Todo | None:
        """The unfinished thing (of one kind) behind (before) the cursor, round the report's end."""
        todo = tuple(thing for thing in self._view.todo if kind in (None, thing.kind))
        todo = todo if direction > 0 else todo[::-1]
        if not todo:
            return None
        order = self._order()
        editor = self.query_one(Editor)
        here = (order.get(self.section, 0), editor.cursor_offset)
        if self._last and self._last[:2] == (self.section, editor.cursor_offset) and self._last[2] in todo:
            at = todo.index(self._last[2])
            return todo[(at + 1) % len(todo)]
        for thing in todo:
            # Backwards, what the cursor stands in is not what lies before it.
            place = (order.get(thing.section, 0), thing.start if direction > 0 else thing.end)
            if (place >= here) if direction > 0 else (place < here):
                return thing
        return todo[0]

    def action_next_todo(self) -> None:
        self._walk(1)

    def action_previous_todo(self) -> None:
        self._walk(-1)

    def action_next_problem(self) -> None:
        self._walk(1, TodoKind.FINDING)

    def action_previous_problem(self) -> None:
        self._walk(-1, TodoKind.FINDING)

    @asking
    async def _walk(self, direction: int, kind: TodoKind | None = None) -> None:
        """One step; F8 in a card goes on."""
        while True:
            self.flush()
            self.apply(self.desk.view())  # a mark that was typed, or typed over, counts at once
            thing = self._next(direction, kind)
            if thing is None:
                nothing = _("Nothing is left to do: every figure is confirmed, every ask met, no findings.")
                if not self._checked_once:
                    nothing = _("The first check is still running; a moment, please.")
                elif kind is not None:
                    nothing = _("There are no findings.")
                self.notify(nothing, timeout=6)
                return
            if not await self._visit(thing):
                return
            direction = 1

    async def _visit(self, thing: Todo) -> bool:
        """Show one thing and settle it; whether the walk goes on."""
        self.open_section(thing.section, focus=True)
        editor = self.query_one(Editor)
        if thing.kind is TodoKind.FIGURE:
            figure = next((row for row in self.desk.figures(thing.section) if row.id == thing.id), None)
            if figure is None:
                return False
            again = await self._show_figure(figure)
        elif thing.kind is TodoKind.FINDING:
            finding = next((row for row in self._view.findings if row.id == thing.id), None)
            if finding is None:
                return False
            again = await self._show_finding(finding)
        else:
            editor.select_span(thing.start, thing.end)
            ask = next((row for row in self.desk.asks(thing.section) if row.id == thing.id), None)
            again = (
                ask is not None
                and await self.ask(AskCard(ask, self._place(), editor.cursor_screen_offset.y)) is Then.NEXT
            )
        self._last = (self.section, editor.cursor_offset, thing)
        return again

    def _unselect(self) -> None:
        """Behind a card the cursor stands before the place: a letter typed then replaces nothing."""
        editor = self.query_one(Editor)
        editor.show_hits(())
        editor.move_cursor(min(editor.selection))

    def _place(self) -> str:
        row = self._rows[self.section]
        return shorten(heading(row.label, row.title), 44)

    # Figures

    async def _show_figure(self, figure: FigureRow) -> bool:
        editor = self.query_one(Editor)
        if figure.start is not None and figure.end is not None:
            editor.point_out(figure.start, figure.end)
        totals = self._view.totals
        count = _(
            "{left} left · confirmed unchanged: {unchanged}/{all}",
            left=totals.figures - totals.confirmed,
            unchanged=totals.unchanged,
            all=totals.figures,
        )
        answer = await self.ask(FigureCard(figure, self._place(), count, editor.cursor_screen_offset.y))
        self._unselect()
        if isinstance(answer, Settled):
            others = self.desk.alike(figure.id) if answer.decision is Decision.REPLACE else ()
            self._settle(figure, answer.decision, answer.value)
            if others:
                await self._settle_others(others, answer.value or "")
        return answer is Then.NEXT

    async def _settle_others(self, others: Sequence[FigureRow], value: str) -> None:
        """The same indicator in the summary or the appendix: the new figure there too, or not."""
        titles = {row.id: heading(row.label, row.title) for row in self._view.rows}
        places = "\n".join(f"§ {shorten(titles.get(row.section, ''), 60)}\n   … {row.context} …" for row in others)
        chosen = await self.ask(
            Choose(
                _("The same figure stands elsewhere"),
                [
                    Choice("all", _("{value} in these {n} places too", value=value, n=len(others))),
                    Choice("one", _("Only here; the others later")),
                ],
                text=places,
            )
        )
        for row in others if chosen == "all" else ():
            self._settle(row, Decision.REPLACE, value)

    def _settle(self, figure: FigureRow, decision: Decision, value: str | None) -> None:
        self.flush()
        try:
            body = self.desk.decide(figure.id, decision, value)
        except DrafterError as error:
            self.complain(error)
            return
        if figure.section == self.section:
            editor = self.query_one(Editor)
            at = editor.cursor_offset
            editor.take(body)
            editor.move_cursor(editor.location_of(at))
        if decision is Decision.ASK:
            self.notify(_("On the list of figures to collect"), timeout=3)
        self.refresh_view()

    def _figure_here(self) -> FigureRow | None:
        place = self.query_one(Editor).mark_at_cursor()
        return next((row for row in self.desk.figures(self.section) if place and row.start == place[0]), None)

    @asking
    async def action_settle_figure(self) -> None:
        self.flush()
        figure = self._figure_here()
        if figure is None:
            self.notify(_("There is no figure to settle at the cursor; F8 goes to the next one."), severity="warning")
            return
        await self._show_figure(figure)

    def action_confirm(self) -> None:
        """The figure at the cursor is still right: no card."""
        self.flush()
        figure = self._figure_here()
        if figure is not None and figure.now is not None:
            self._settle(figure, Decision.CONFIRM, None)
        else:
            self.notify(_("There is no figure to confirm at the cursor; F8 goes to the next one."), severity="warning")

    @asking
    async def action_insert_figure(self) -> None:
        """A figure that stands elsewhere in the report; one that nobody confirmed comes with its mark."""
        self.flush()
        rows = [row for row in self.desk.figures() if row.now]
        if not rows:
            self.notify(_("This report has no figures to insert."), severity="warning")
            return
        titles = {row.id: heading(row.label, row.title) for row in self._view.rows}
        choices = [
            Row(str(number), " ".join(part for part in (row.now, row.subject or row.unit or row.context) if part),
                Content(FIGURES[row.state].shape + " "), shorten(titles.get(row.section, ""), 28))
            for number, row in enumerate(rows)
        ]  # fmt: skip
        chosen = await self.ask(Palette(_("Insert a figure of the report"), choices))
        if chosen:
            row = rows[int(chosen)]
            settled = row.state in (FigureState.CONFIRMED, FigureState.REPLACED)
            self.focus_text()
            self.query_one(Editor).put((row.now or "") if settled else f"⟦{row.now}⟧")

    @on(FiguresPane.Chosen)
    def _figure_chosen(self, event: FiguresPane.Chosen) -> None:
        self._open_figure(event.figure)

    @asking
    async def _open_figure(self, figure: FigureRow) -> None:
        self.open_section(figure.section, focus=True)
        await self._show_figure(figure)

    def action_to_collect(self) -> None:
        rows = [row for row in self.desk.figures() if row.state.value == "asked"]
        lines = [
            f"? {row.subject or row.unit or ''} — {_('last {old}', old=row.old or '—')}\n"
            f"   § {heading(self._rows[row.section].label, self._rows[row.section].title)}"
            for row in rows
            if row.section in self._rows
        ]
        page = "\n".join(lines) or _("No figure waits on the list. `?` in a figure's card puts it here.")
        self.app.push_screen(Reader(_("Figures to collect"), page))

    # Findings

    async def _show_finding(self, finding: FindingRow) -> bool:
        editor = self.query_one(Editor)
        if finding.section == self.section:
            place = finding_place(editor.text, finding)
            if place is not None:
                editor.point_out(*place)
        answer = await self.ask(FindingCard(finding, self._place(), editor.cursor_screen_offset.y))
        self._unselect()
        if answer is Then.WAIVE:
            await self._waive(finding)
        elif answer is Then.FIX:
            self._fix(finding)
        return answer is Then.NEXT

    @asking
    async def _waive_now(self, finding: FindingRow) -> None:
        await self._waive(finding)

    async def _waive(self, finding: FindingRow) -> None:
        reason = await self.ask(
            Ask(
                _("Silence {rule}", rule=finding.rule),
                text=finding.message + "\n\n" + _("Why is it right as it stands?"),
                empty=_("A reason is needed; it is kept beside the draft."),
            )
        )
        if not reason:
            return
        try:
            self.desk.waive(finding.id, reason)
        except DrafterError as error:
            self.complain(error)
            return
        self.refresh_view()

    def _fix(self, finding: FindingRow) -> None:
        self.flush()
        try:
            bodies = self.desk.fix(finding.id)
        except DrafterError as error:
            self.complain(error)
            return
        if self.section in bodies:
            self.query_one(Editor).take(bodies[self.section])
        self.refresh_view()

    def action_fix_all(self) -> None:
        self.flush()
        try:
            bodies = self.desk.fix_all()
        except DrafterError as error:
            self.complain(error)
            return
        if self.section in bodies:
            self.query_one(Editor).take(bodies[self.section])
        self.notify(
            _("Safe fixes made in {n} sections", n=len(bodies)) if bodies else _("There is nothing to fix safely.")
        )
        self.refresh_view()

    def _finding_here(self) -> FindingRow | None:
        """The finding at the cursor, else the one pointed at in the list."""
        editor = self.query_one(Editor)
        at, text = editor.cursor_offset, editor.text
        for finding in self._view.findings:
            place = finding_place(text, finding) if finding.section == self.section else None
            if place is not None and place[0] <= at <= place[1]:
                return finding
        pane = self.query_one(FindingsPane)
        return pane.pointed if pane.has_focus_within else None

    @asking
    async def action_waive(self) -> None:
        if (finding := self._finding_here()) is not None:
            await self._waive(finding)
        else:
            self.notify(_("There is no finding at the cursor; F5 shows them all."), severity="warning")

    def action_fix(self) -> None:
        finding = self._finding_here()
        if finding is not None and finding.fixable:
            self._fix(finding)
        else:
            self.notify(_("There is no safe fix at the cursor."), severity="warning")

    @on(FindingsPane.Chosen)
    def _finding_chosen(self, event: FindingsPane.Chosen) -> None:
        self._open_finding(event.finding)

    @asking
    async def _open_finding(self, finding: FindingRow) -> None:
        if finding.section in self._rows and finding.section is not None:
            self.open_section(finding.section, focus=True)
        await self._show_finding(finding)

    @on(FindingsPane.WaiveAsked)
    def _waive_asked(self, event: FindingsPane.WaiveAsked) -> None:
        self._waive_now(event.finding)

    @on(FindingsPane.FixAsked)
    def _fix_asked(self, event: FindingsPane.FixAsked) -> None:
        if event.finding.fixable:
            self._fix(event.finding)
        else:
            self.notify(_("This finding has no safe fix."), severity="warning")
