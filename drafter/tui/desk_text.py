"""Commands on the text: find and replace, last period's paragraph, versions, snapshots, states, another editor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual import on

from drafter.drafting import says_nothing
from drafter.errors import DrafterError
from drafter.messages import catalogue
from drafter.model.draft import SectionState
from drafter.tui.desk import Version
from drafter.tui.desk_frame import DeskFrame
from drafter.tui.dialogs.ask import Ask
from drafter.tui.dialogs.choose import Choice, Choose
from drafter.tui.dialogs.compare import Compare
from drafter.tui.differences import alike
from drafter.tui.editor import Editor
from drafter.tui.find_bar import FindBar, Wish
from drafter.tui.opening import asking
from drafter.tui.search import Hit, find_all, replace_all
from drafter.tui.words import STATES

_ = catalogue("tui")

_NOTHING = "Không phát sinh."  # the report's words, whatever the language of the screen


class DeskText(DeskFrame):
    """Find, replace, compare, take over."""

    _replaced: Mapping[str, tuple[str, str]] = {}  # what the last “replace all” did: section → text before and after

    # Find and replace

    def _open_find(self, *, replace: bool) -> None:
        editor = self.query_one(Editor)
        chosen = editor.selected_text
        self.focus_text()
        self.query_one(FindBar).open(chosen if chosen and "\n" not in chosen else "", replace=replace)
        self._show_hits(self.query_one(FindBar).wish)

    def action_find(self) -> None:
        self._open_find(replace=False)

    def action_replace(self) -> None:
        self._open_find(replace=True)

    def _hits(self, wish: Wish) -> tuple[Hit, ...]:
        text = self.query_one(Editor).text
        return find_all(text, wish.text, exact=wish.exact, whole_word=wish.whole_word)

    def _show_hits(self, wish: Wish, current: Hit | None = None) -> None:
        hits = self._hits(wish)
        self.query_one(Editor).show_hits(hits, current)
        words = ""
        if wish.text:
            words = f"{hits.index(current) + 1}/{len(hits)}" if current in hits and current else str(len(hits))
            if wish.whole_report:
                words += " · " + _("{n} in the report", n=sum(len(found) for _id, found in self._everywhere(wish)))
        self.query_one(FindBar).say(words)

    def _everywhere(self, wish: Wish) -> list[tuple[str, tuple[Hit, ...]]]:
        """The hits of every section from the open one on, round the end."""
        ids = [row.id for row in self._view.rows]
        at = ids.index(self.section) if self.section in ids else 0
        found = []
        for section in [*ids[at:], *ids[:at]]:
            text = self.query_one(Editor).text if section == self.section else self.desk.body(section)
            hits = find_all(text, wish.text, exact=wish.exact, whole_word=wish.whole_word)
            if hits:
                found.append((section, hits))
        return found

    @on(FindBar.Changed)
    def _find_changed(self, event: FindBar.Changed) -> None:
        self._show_hits(event.wish)

    def action_find_step(self, direction: int) -> None:
        editor, wish = self.query_one(Editor), self.query_one(FindBar).wish
        hits = self._hits(wish)
        here = editor.offset_of(min(editor.selection)) if editor.selected_text else editor.cursor_offset
        ahead = [hit for hit in hits if hit.start > here or (hit.start == here and not editor.selected_text)]
        behind = [hit for hit in hits if hit.start < here]
        hits_on = ahead if direction > 0 else behind[::-1]
        hit = hits_on[0] if hits_on else None
        if hit is None and wish.whole_report:
            others = [each for each in self._everywhere(wish) if each[0] != self.section]
            if others:
                section, found = others[0] if direction > 0 else others[-1]
                self.open_section(section)
                hit = found[0] if direction > 0 else found[-1]
        if hit is None and hits:
            hit = hits[0] if direction > 0 else hits[-1]
        if hit is not None:
            editor.select_span(hit.start, hit.end)
            self._show_hits(wish, hit)

    def action_find_replace(self, everything: bool) -> None:
        editor, wish = self.query_one(Editor), self.query_one(FindBar).wish
        if not wish.text:
            return
        if not everything:
            hit = next((hit for hit in self._hits(wish) if hit.end >= editor.cursor_offset), None)
            if hit is not None:
                text = editor.text
                editor.take(text[: hit.start] + wish.new + text[hit.end :])
                editor.move_cursor(editor.location_of(hit.start + len(wish.new)))
            self.action_find_step(1)
            return
        total, before = 0, {}
        for section in [row.id for row in self._view.rows] if wish.whole_report else [self.section]:
            old = editor.text if section == self.section else self.desk.body(section)
            text, count = replace_all(old, wish.text, wish.new, exact=wish.exact, whole_word=wish.whole_word)
            if count and section == self.section:
                editor.take(text)
            elif count:
                self.desk.replace_body(section, text)
            if count:
                before[section] = (old, text)
            total += count
        self._replaced = before
        self.notify(_("{n} places replaced", n=total))
        self._show_hits(wish)
        self.refresh_view()

    def action_undo_replace(self) -> None:
        """Take the last “replace all” back in every section that has not been changed since."""
        editor, back = self.query_one(Editor), 0
        self.flush()
        for section, (old, new) in self._replaced.items():
            if self.desk.body(section) != new:
                continue
            back += 1
            if section == self.section:
                editor.take(old)
            else:
                self.desk.replace_body(section, old)
        self._replaced = {}
        self.notify(_("Replacement taken back in {n} sections", n=back))
        self.refresh_view()

    @on(FindBar.Closed)
    def _find_closed(self, _event: FindBar.Closed) -> None:
        self.query_one(Editor).show_hits(())
        self.focus_text()

    # Other versions of the text

    def action_take_previous(self) -> None:
        """The paragraph of last period, rolled, that is most like the one at the cursor; the whole text into an empty
        section."""
        passage = self.desk.version(self.section, Version.ROLLED)
        if passage is None and (passage := self.desk.version(self.section, Version.PREVIOUS)) is not None:
            passage = replace(passage, text=self.desk.as_old(passage.text))
        if passage is None:
            self.notify(_("Last period has no text for this item."), severity="warning")
            return
        editor = self.query_one(Editor)
        self.focus_text()
        if not editor.text.strip():
            editor.take(passage.text)
            self.took(passage)
            return
        row = editor.cursor_location[0]
        lines = passage.text.split("\n")
        best = alike(editor.document.get_line(row), lines)
        if best is None:
            best = min(row, len(lines) - 1)
        now = editor.text.split("\n")
        now[row] = lines[best]
        editor.take("\n".join(now))
        self.took(passage)

    @asking
    async def action_compare(self) -> None:
        words = {
            Version.PREVIOUS: _("last period's text as printed"),
            Version.ROLLED: _("last period's text, period words moved"),
            Version.SAVED: _("the text as saved"),
        }
        there = {version: self.desk.version(self.section, version) for version in Version}
        choices = [Choice(version.value, words[version]) for version in Version if there[version] is not None]
        if not choices:
            self.notify(_("There is nothing to compare this section with."), severity="warning")
            return
        chosen = await self.ask(Choose(_("Compare the text with …"), choices))
        passage = there[Version(chosen)] if chosen else None
        if passage is None:
            return
        if chosen == Version.PREVIOUS:  # a figure taken back from there is an old one
            passage = replace(passage, text=self.desk.as_old(passage.text))
        if await self._compare(passage.text, words[Version(chosen or "")]) and chosen != Version.SAVED:
            self.took(passage)

    async def _compare(self, other: str, words: str) -> bool:
        """Show the differences; whether something of the other text was taken."""
        editor = self.query_one(Editor)
        text = await self.ask(Compare(words, other, editor.text))
        if text is not None:
            editor.take(text)
        self.focus_text()
        return text is not None

    @asking
    async def action_snapshots(self) -> None:
        rows = self.desk.snapshots(self.section)
        if not rows:
            self.notify(_("This section has no snapshots yet."), severity="warning")
            return
        choices = [Choice(row.id, f"{row.at:%d/%m/%Y %H:%M}  {row.note}") for row in rows]
        chosen = await self.ask(Choose(_("Snapshots of this section"), choices))
        row = next((row for row in rows if row.id == chosen), None)
        if row is not None:
            await self._compare(row.text, row.note)

    @asking
    async def action_take_snapshot(self) -> None:
        note = await self.ask(Ask(_("Snapshot of this section"), text=_("A note, to know it by:")))
        if note is None:
            return
        try:
            self.desk.take_snapshot(self.section, note)
        except DrafterError as error:
            self.complain(error)

    @asking
    async def action_state(self) -> None:
        row = self._rows[self.section]
        chosen = await self.ask(
            Choose(
                _("State of this section"),
                [Choice(state.value, look.said) for state, look in STATES.items()],
                at=row.state.value,
            )
        )
        if not chosen:
            return
        state, note = SectionState(chosen), None
        if row.open_figures and state in (SectionState.DONE, SectionState.APPROVED, SectionState.NOTHING):
            words = _("{n} figures of this section are not confirmed yet; F8 goes to them.", n=row.open_figures)
            self.notify(words, severity="warning")
            return
        if state is SectionState.NOTHING:
            note = await self.ask(
                Ask(_("State of this section"), text=_("Why did nothing arise?"), empty=_("A reason is needed."))
            )
            if not note:
                return
            self._say_nothing_arose()
        try:
            self.desk.set_state(self.section, state, note)
        except DrafterError as error:
            self.complain(error)
            return
        self.refresh_view()

    def _say_nothing_arose(self) -> None:
        """An empty section would be printed as a heading without a word."""
        editor = self.query_one(Editor)
        if says_nothing(editor.text):
            editor.take("\n\n".join(part for part in (_NOTHING, editor.text.strip()) if part))
            self.flush()
