"""Saving, the journal, recovery, and other programs that touch the file."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from textual import work

from drafter.errors import DrafterError, MissingToolError
from drafter.files import write_atomically
from drafter.messages import catalogue
from drafter.tui.desk import RecoveryChoice
from drafter.tui.desk_frame import DeskFrame
from drafter.tui.dialogs.ask import Ask, typed_path
from drafter.tui.dialogs.choose import Choice, Choose
from drafter.tui.dialogs.compare import Compare
from drafter.tui.editor import Editor
from drafter.tui.input_methods import nfc
from drafter.tui.opening import asking

_ = catalogue("tui")

JOURNAL_SECONDS = 0.5
OUTSIDE_SECONDS = 3.0


class DeskFiles(DeskFrame):
    """Nothing typed is lost: the journal follows within a second, saving is atomic, other writers are noticed."""

    _journal_has: str | None = None  # the text that the journal was last told
    _outside_told = False

    def on_mount(self) -> None:
        self.set_interval(JOURNAL_SECONDS, self._journal_tick)
        self.set_interval(OUTSIDE_SECONDS, self._outside_tick)
        if self.desk.recovery():
            self._recover()

    # The journal

    def _journal_tick(self) -> None:
        self.flush()
        text = self.desk.text
        if text != self._journal_has and self.desk.dirty:
            self._journal_has = text
            self.run_worker(self._journal(), group="journal", exclusive=True, exit_on_error=False)

    async def _journal(self) -> None:
        try:
            await asyncio.to_thread(self.desk.journal)
            if self._journalled:
                return
            self._journalled = True
        except (DrafterError, OSError) as error:
            self._journal_has = None  # again at the next tick
            if self._journalled:  # told once, not every second
                self.complain(error)
            self._journalled = False
        self.show_status()

    # Saving

    async def save_asking(self) -> bool:
        """Save; where another program changed the file meanwhile, ask first, and where the file cannot be written, ask
        where else. Whether the draft's own file is safe on disk."""
        if self.desk.outside_change() and not await self._settle_outside():
            return False
        while True:
            self.flush()
            try:
                saved = self.desk.save()
            except (DrafterError, OSError) as error:
                if not await self._save_elsewhere(error):
                    return False
                continue
            self._saved = f"{saved:%H:%M}"
            self.show_status()
            return True

    async def _save_elsewhere(self, error: Exception) -> bool:
        """The file cannot be written: whether it shall be tried again."""
        while True:
            answer = await self.ask(
                Choose(
                    _("The draft cannot be saved"),
                    [
                        Choice("again", _("Try again (free some space first)")),
                        Choice("copy", _("Save a copy in another place …")),
                        Choice("later", _("Go on writing; save later")),
                    ],
                    text=f"{error}\n" + _("Nothing is lost yet: what was typed stands here."),
                )
            )
            if answer != "copy":
                return answer == "again"
            place = Path.home() / self.desk.path.name
            typed = await self.ask(
                Ask(_("Save a copy"), text=_("Its path:"), value=str(place), empty=_("A path is needed."))
            )
            if typed:
                try:
                    copy = self.desk.save_copy(typed_path(typed))
                except (DrafterError, OSError) as another:
                    error = another
                    continue
                self.notify(str(copy), title=_("A copy is saved"), timeout=12, markup=False)
                return False

    @asking
    async def action_save(self) -> None:
        await self.save_asking()

    @asking
    async def action_leave(self) -> None:
        self.flush()
        if not self.desk.dirty:
            self.leave()
            return
        answer = await self.ask(
            Choose(
                _("Leave"),
                [
                    Choice("save", _("Save and leave")),
                    Choice("drop", _("Leave without saving")),
                    Choice("stay", _("Stay")),
                ],
                text=_("Something is not saved yet."),
            )
        )
        if answer == "drop" or (answer == "save" and await self.save_asking()):
            self.leave()

    def leave(self) -> None:
        self.desk.close()
        self.dismiss(None)

    # Other programs

    def _outside_tick(self) -> None:
        if self.app.screen is not self or not self.opened:  # another question is being asked
            return
        changed = self.desk.outside_change()
        if changed and not self._outside_told:
            self._outside_told = True
            self._ask_outside()
        self._outside_told = changed

    @asking
    async def _ask_outside(self) -> None:
        await self._settle_outside()

    async def _settle_outside(self) -> bool:
        """The file changed on disk: whether what is typed here shall be written."""
        theirs = self.desk.outside_text()
        choices = [
            Choice("mine", _("Keep my text; it replaces the file when I save")),
            Choice("theirs", _("Take the file's text; mine is kept as a snapshot")),
            Choice("look", _("Look at the difference")),
            Choice("later", _("Decide later")),
        ]
        title = _("The file was changed by another program")
        if theirs is None:
            choices = [Choice("mine", _("Write it again with my text when I save")), choices[-1]]
            title = _("The file is gone, or is no text any more")
        while (answer := await self.ask(Choose(title, choices))) == "look":
            await self.ask(Compare(_("the file on disk"), theirs or "", self.desk.text))
        if answer == "theirs":
            try:
                self.desk.reload()
            except (DrafterError, OSError) as error:
                self.complain(error)
                return False
            self._show_again()
        return answer == "mine"

    def _show_again(self) -> None:
        section, self.section = self.section, ""
        self.apply(self.desk.view())
        if section in self._rows:
            self.open_section(section)
        elif self._rows:
            self.open_section(next(iter(self._rows)))
        self.check_soon()

    @asking
    async def _recover(self) -> None:
        found = self.desk.recovery()
        sections = "\n".join(f"  · {row.title} ({row.at:%H:%M:%S %d/%m})" for row in found)
        while True:
            answer = await self.ask(
                Choose(
                    _("Typed text that was not saved"),
                    [
                        Choice("look", _("Look at the difference")),
                        Choice(RecoveryChoice.KEEP.value, _("Keep what was typed")),
                        Choice(RecoveryChoice.BESIDE.value, _("Save it in a file beside and open the saved one")),
                        Choice(RecoveryChoice.DISCARD.value, _("Discard what was typed")),
                    ],
                    text=_("Drafter ended before these sections were saved:") + "\n" + sections,
                )
            )
            if answer == "look":
                for row in found:
                    await self.ask(Compare(row.title, row.saved, row.typed))
            elif answer is not None:
                break
        try:
            beside = self.desk.recover(RecoveryChoice(answer))
        except DrafterError as error:
            self.complain(error)
            return
        if beside is not None:
            self.notify(_("saved beside: {path}", path=beside), markup=False)
        self._show_again()

    @work(exclusive=True, group="outside")
    async def action_edit_outside(self) -> None:
        """`$EDITOR`, or the system's program for text, on this section; its text comes back as one undo step."""
        editor, section = self.query_one(Editor), self.section
        folder = Path(tempfile.mkdtemp(prefix="drafter-"))
        file = folder / f"{section.strip('@') or 'text'}.txt"
        try:
            write_atomically(file, editor.text + "\n")
            await self._run_program(file)
            text = file.read_text("utf-8-sig").rstrip("\n")
            if self.section == section:
                editor.take(text)
            else:  # another section was opened meanwhile
                self.desk.replace_body(section, nfc(text))
                self.refresh_view()
        except (OSError, ValueError, DrafterError) as error:
            self.complain(error)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    async def _run_program(self, file: Path) -> None:
        program = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        driver = self.app._driver
        if program and sys.platform != "win32" and driver is not None and driver.can_suspend:
            with self.app.suspend():
                subprocess.run([*shlex.split(program), str(file)], check=False)
            return
        before = file.stat().st_mtime_ns
        open_with_system(file)
        self.notify(_("Save in the other program; the text then comes back here."), timeout=10)
        while file.stat().st_mtime_ns == before:
            await asyncio.sleep(0.5)


def open_with_system(file: Path) -> None:
    """Open a file in the program that the system has for it.

    Raises MissingToolError where there is no screen or no such program.
    """
    if sys.platform == "win32":
        os.startfile(file)
        return
    if sys.platform != "darwin" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise MissingToolError(_("{path}: there is no screen to open it on here", path=file))
    program = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        subprocess.Popen(
            [program, str(file)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise MissingToolError(_("{path}: {program} cannot be started", path=file, program=program)) from error
