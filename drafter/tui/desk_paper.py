"""From the desk to the paper: what is left to know, the Word file, its preview, and what Word gives back."""

from __future__ import annotations

import asyncio

from drafter.errors import DrafterError
from drafter.messages import catalogue
from drafter.model.desk import WordEdit
from drafter.tui.desk_files import DeskFiles, open_with_system
from drafter.tui.dialogs.choose import Choice, Choose
from drafter.tui.dialogs.compare import Compare
from drafter.tui.dialogs.gate import Gate, GoTo, Passed
from drafter.tui.dialogs.preview import PDF, Preview
from drafter.tui.dialogs.work import run_work
from drafter.tui.editor import Editor
from drafter.tui.input_methods import nfc
from drafter.tui.opening import asking
from drafter.tui.words import heading

_ = catalogue("tui")


def _told(edit: WordEdit) -> str:
    """What else is to be known of a section that came back from Word."""
    lines = [_("It is no longer in the Word file.")] if edit.gone else []
    lines += [_("It stands elsewhere in the Word file; here it keeps its place.")] if edit.moved else []
    lines += [_("Its heading is now: {words}", words=edit.heading)] if edit.heading is not None else []
    return "\n".join([*lines, *edit.comments])


class DeskPaper(DeskFiles):
    """Assembly, preview, Word."""

    @asking
    async def action_assemble(self) -> None:
        """First what is left to know, then the file."""
        self.flush()
        titles = {row.id: heading(row.label, row.title) for row in self._view.rows}
        answer = await self.ask(Gate(self.desk.gate(), titles))
        if isinstance(answer, GoTo) and answer.section in self._rows:
            self.open_section(answer.section, focus=True)
        if not isinstance(answer, Passed) or not await self.save_asking():
            return
        final = answer.final
        path = await run_work(
            self, _("Assemble the Word file"), lambda tell: self.desk.assemble(final=final, progress=tell)
        )
        self.show_status()
        if path is not None:
            self.notify(str(path), title=_("The Word file is made"), timeout=12, markup=False)

    @asking
    async def action_preview(self) -> None:
        self.flush()
        try:
            page = await asyncio.to_thread(self.desk.preview)
        except (DrafterError, OSError) as error:
            self.complain(error)
            return
        if await self.ask(Preview(page)) != PDF:
            return
        path = await run_work(self, _("Preview as PDF"), self.desk.preview_pdf)
        if path is None:
            return
        self.notify(str(path), title=_("The pages as PDF"), timeout=12, markup=False)
        try:
            open_with_system(path)
        except DrafterError as error:
            self.complain(error)

    # Word

    def action_open_word(self) -> None:
        """The assembled report in the program for it."""
        path = self.desk.word_file
        if not path.is_file():
            self.notify(_("There is no Word file yet; F9 assembles it."), severity="warning")
            return
        try:
            open_with_system(path)
        except DrafterError as error:
            self.complain(error)
            return
        words = _("“Take back what was changed in the Word file” brings the changes here.")
        self.notify(words, title=str(path), timeout=12, markup=False)

    @asking
    async def action_read_back(self) -> None:
        """Section by section what somebody changed in Word: take it, look at it, leave it."""
        if not await self.save_asking():
            return
        try:
            edits = await asyncio.to_thread(self.desk.word_edits)
        except (DrafterError, OSError) as error:
            self.complain(error)
            return
        if not edits:
            self.notify(_("The Word file says the same as the draft."))
            return
        taken = 0
        for number, edit in enumerate(edits, 1):
            title = _("{n}/{all} · changed in Word: {title}", n=number, all=len(edits), title=edit.title)
            choices = [
                Choice("take", _("Take it over")),
                Choice("look", _("Look at the difference")),
                Choice("leave", _("Leave the draft as it is")),
            ]
            if edit.heading is None and edit.new == self.desk.body(edit.section):  # it was only moved, or spoken of
                choices = choices[2:]
            while (answer := await self.ask(Choose(title, choices, text=_told(edit)))) == "look":
                await self.ask(Compare(_("the draft"), self.desk.body(edit.section), edit.new))
            if answer is None:
                break
            if answer == "take":
                taken += 1
                self._take_edit(edit)
        self.notify(_("{n} sections taken over from Word", n=taken))
        self.refresh_view()

    def _take_edit(self, edit: WordEdit) -> None:
        if edit.section == self.section:
            self.query_one(Editor).take(nfc(edit.new))
        else:
            self.desk.replace_body(edit.section, nfc(edit.new))
        if edit.heading is not None:
            self.desk.rename(edit.section, nfc(edit.heading))
