"""The flows of the desk, with a pilot: walk, cards, find, compare, states, saving, leaving, widths."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from fake_desk import FakeDesk, recovered_desk
from textual import events
from textual.pilot import Pilot
from textual.widgets import OptionList

from drafter import messages
from drafter.model.draft import FigureState, SectionState
from drafter.tui.app import DrafterApp
from drafter.tui.desk import RecoveryChoice, UiSettings, View
from drafter.tui.desk_screen import DeskScreen
from drafter.tui.dialogs.cards import AskCard, FigureCard, FindingCard
from drafter.tui.dialogs.palette import Palette
from drafter.tui.dialogs.reader import Reader
from drafter.tui.editor import Editor
from drafter.tui.entry import Entry
from drafter.tui.find_bar import FindBar
from drafter.tui.outline_tree import OutlineTree
from drafter.tui.pane import Tab
from drafter.tui.side_pane import SidePane
from drafter.tui.status_bar import KeyLabel


@pytest.fixture(autouse=True)
def _vietnamese() -> Any:
    messages.set_language("vi")
    yield
    messages.set_language("vi")


class Driver:
    """A pilot with the words of a person: press keys, wait until something is so."""

    def __init__(self, app: DrafterApp, desk: FakeDesk, pilot: Pilot[int]) -> None:
        self.app, self.desk, self.pilot = app, desk, pilot

    @property
    def screen(self) -> Any:
        return self.app.screen

    @property
    def editor(self) -> Editor:
        return self.app.screen_stack[1].query_one(Editor)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def write(self, text: str) -> None:
        names = {" ": "space", "-": "minus", "?": "question_mark"}
        await self.press(*(names.get(letter, letter) for letter in text))

    async def until(self, ready: Any) -> None:
        for _turn in range(200):
            if ready():
                return
            await asyncio.sleep(0.02)
            await self.pilot.pause()
        raise AssertionError("it never became so")


@asynccontextmanager
async def at_desk(desk: FakeDesk | None = None, size: tuple[int, int] = (160, 45)) -> AsyncIterator[Driver]:
    desk = desk or FakeDesk()
    app = DrafterApp(desk=desk)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, desk, pilot)
        await driver.until(lambda: len(app.screen_stack) > 1 and (desk.checks > 0 or len(app.screen_stack) > 2))
        await pilot.pause()
        yield driver


async def test_typing_reaches_the_desk_and_marks_it_unsaved() -> None:
    async with at_desk() as it:
        await it.write("Ok ")
        assert it.desk.body("tinh-hinh").startswith("Ok Đời sống")
        assert it.desk.dirty
        await it.press("ctrl+s")
        await it.until(lambda: not it.desk.dirty)
        assert it.desk.saves[-1]["tinh-hinh"].startswith("Ok Đời")


async def test_walk_goes_to_the_first_figure_and_enter_confirms_it() -> None:
    async with at_desk() as it:
        await it.press("f8")
        await it.until(lambda: isinstance(it.screen, FigureCard))
        await it.press("enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        assert "tổ chức 14 buổi" in it.desk.body("tuyen-truyen")
        assert it.editor.text == it.desk.body("tuyen-truyen")
        assert it.desk.unchanged == 1


@pytest.mark.parametrize(
    ("typed", "body", "state"),
    [
        ("17", "tổ chức 17 buổi", None),
        ("-", "tổ chức – buổi", None),
        ("?", "tổ chức ⟦14⟧ buổi", FigureState.ASKED),
    ],
)
async def test_the_figure_card_replaces_refuses_or_asks(typed: str, body: str, state: FigureState | None) -> None:
    async with at_desk() as it:
        await it.press("f8")
        await it.until(lambda: isinstance(it.screen, FigureCard))
        await it.write(typed)
        if typed.isdigit():
            await it.press("enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        assert body in it.desk.body("tuyen-truyen")
        assert it.desk.states.get("tuyen-truyen:14") == state


async def test_a_confirmed_figure_is_one_undo_step_away() -> None:
    async with at_desk() as it:
        await it.press("f8")
        await it.until(lambda: isinstance(it.screen, FigureCard))
        await it.press("enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        await it.press("ctrl+z")
        assert "⟦14⟧" in it.desk.body("tuyen-truyen")


async def test_f8_in_a_card_walks_on_through_figures_asks_and_findings() -> None:
    async with at_desk() as it:
        await it.press("f8")
        await it.until(lambda: isinstance(it.screen, FigureCard))
        seen = []
        for _step in range(12):
            seen.append(type(it.screen))
            before = it.screen
            await it.press("f8")
            await it.until(lambda before=before: it.screen is not before)
        assert {FigureCard, AskCard, FindingCard} <= set(seen)


async def test_keys_right_behind_f8_are_for_the_card_not_for_the_text() -> None:
    async with at_desk() as it:
        desk = it.screen
        it.app.post_message(events.Key("f8", None))
        while desk.opened:  # until the command runs; its card is not there yet
            await asyncio.sleep(0)
        for key, letter in (("1", "1"), ("7", "7"), ("enter", None)):
            it.app.post_message(events.Key(key, letter))
        await it.until(lambda: "17 buổi" in it.desk.body("tuyen-truyen"))
        assert "⟦" not in it.desk.body("tuyen-truyen")[:35]


async def test_letters_right_behind_the_palette_key_are_searched() -> None:
    async with at_desk() as it:
        before = it.editor.text
        desk = it.screen
        it.app.post_message(events.Key("ctrl+p", None))
        while desk.opened:
            await asyncio.sleep(0)
        for key, letter in (*((each, each) for each in "tập"), ("backspace", None), ("p", "p")):
            it.app.post_message(events.Key(key, letter))
        await it.until(lambda: isinstance(it.screen, Palette) and it.screen.query_one(Entry).value == "tập")
        assert it.editor.text == before


async def test_nothing_left_is_said() -> None:
    desk = FakeDesk()
    for item in desk.items:
        item.asks, item.body = (), "Xong."
    async with at_desk(desk) as it:
        await it.press("f8")
        await it.until(lambda: any("Không còn việc" in str(note.message) for note in it.app._notifications))


async def test_a_finding_is_silenced_only_with_a_reason() -> None:
    async with at_desk() as it:
        await it.press("f5")
        await it.until(lambda: it.app.focused is not None and it.app.focused.id == "finding-list")
        await it.press("w")
        await it.until(lambda: not isinstance(it.screen, DeskScreen))
        await it.press("enter")
        assert not it.desk.waived
        await it.write("ky truoc")
        await it.press("enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        assert list(it.desk.waived.values()) == ["ky truoc"]


async def test_a_safe_fix_changes_the_open_text() -> None:
    async with at_desk() as it:
        await it.press("f2", "f2")
        await it.press("f5")
        await it.until(lambda: it.app.focused is not None and it.app.focused.id == "finding-list")
        await it.press("f")
        assert "6 tháng đầu năm 2023" in it.editor.text


async def test_findings_follow_the_typing() -> None:
    async with at_desk() as it:
        before = it.desk.checks
        it.editor.insert("Trong 6 tháng đầu năm 2022 ")
        await it.until(lambda: it.desk.checks > before)
        await it.until(lambda: it.editor.spans.at(0, 10))


async def test_find_is_blind_to_accents_and_replace_is_one_step() -> None:
    async with at_desk() as it:
        await it.press("f2", "f2", "ctrl+r")
        await it.until(lambda: it.screen.query_one(FindBar).has_class("-open"))
        await it.write("thon")
        await it.press("tab")
        await it.write("ban")
        await it.press("alt+w", "alt+a")
        assert "tại 9 ban với" in it.editor.text
        assert "thông" in it.editor.text
        await it.press("escape", "ctrl+z")
        assert "tại 9 thôn với" in it.editor.text


async def test_replace_in_the_whole_report_reaches_closed_sections() -> None:
    async with at_desk() as it:
        await it.press("ctrl+r")
        await it.write("thon")
        await it.press("tab")
        await it.write("ban")
        await it.press("alt+w", "alt+r", "alt+a")
        assert "các ban nhìn" in it.desk.body("tinh-hinh")
        assert "tại 9 ban" in it.desk.body("tuyen-truyen")
        it.screen.action_undo_replace()
        assert "các thôn nhìn" in it.desk.body("tinh-hinh")
        assert "tại 9 thôn" in it.desk.body("tuyen-truyen")


async def test_compare_takes_back_a_single_change() -> None:
    async with at_desk() as it:
        await it.press("f2", "f2", "ctrl+k")
        await it.until(lambda: not isinstance(it.screen, DeskScreen))
        await it.press("enter")
        await it.until(lambda: len(it.screen.query(OptionList)) and "Compare" in type(it.screen).__name__)
        await it.press("enter", "ctrl+s")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        # A figure taken back from last period's report is an old one, and known as such.
        assert it.editor.text.startswith("Ban Thường trực tổ chức ⟦14⟧ buổi tuyên truyền tại ⟦9⟧ thôn")
        assert it.desk.sources == [("tuyen-truyen", "Báo cáo 6 tháng đầu năm 2022 · mục 1.")]


async def test_an_empty_section_takes_last_periods_text() -> None:
    async with at_desk() as it:
        it.screen.open_section("giam-sat")
        await it.press("ctrl+d")
        assert it.desk.body("giam-sat") == "Giám sát 3 cuộc về thu các khoản đóng góp."


async def test_a_phrase_is_inserted_and_tab_walks_its_slots() -> None:
    async with at_desk() as it:
        it.screen.open_section("giam-sat")
        await it.press("f3")
        await it.until(lambda: it.app.focused is not None and type(it.app.focused).__name__ == "Entry")
        await it.write("chu tri")
        await it.press("enter")
        await it.until(lambda: "Chủ trì" in it.editor.text and it.app.focused is it.editor)
        await it.write("2")
        await it.press("tab")
        await it.write("quy")
        assert it.desk.body("giam-sat") == "Chủ trì giám sát 2 cuộc về nội dung quy; sau giám sát kiến nghị ⟦?⟧ việc."


async def test_the_palette_finds_without_accents_and_runs() -> None:
    async with at_desk() as it:
        await it.press("ctrl+p")
        await it.until(lambda: isinstance(it.screen, Palette))
        await it.write("tap trung")
        await it.press("enter")
        await it.until(lambda: it.screen.has_class("-focus"))


async def test_every_command_has_an_action_and_no_forbidden_key() -> None:
    from drafter.tui.commands import all_commands

    never = {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j", "ctrl+space", *"0123456789"}
    keys = [command.key for command in all_commands() if command.key]
    assert len(keys) == len(set(keys))
    assert not never & set(keys)
    assert all(hasattr(DeskScreen, f"action_{command.id}") for command in all_commands())


async def test_keys_can_be_changed() -> None:
    async with at_desk(FakeDesk(settings=UiSettings(keys={"next_section": "f12"}))) as it:
        await it.press("f12")
        assert it.editor.section == "ket-qua"
        await it.press("f2")
        assert it.editor.section == "ket-qua"


async def say_state(it: Driver, state: SectionState) -> None:
    await it.press("ctrl+u")
    await it.until(lambda: not isinstance(it.screen, DeskScreen))
    it.screen.query_one(OptionList).highlighted = list(SectionState).index(state)
    await it.press("enter")


async def test_a_section_with_open_figures_is_not_done() -> None:
    async with at_desk() as it:
        await it.press("f2", "f2")
        before = it.desk._item("tuyen-truyen").state
        await say_state(it, SectionState.DONE)
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        assert it.desk._item("tuyen-truyen").state is before


async def test_nothing_arose_is_said_in_the_report_too_and_why_is_kept() -> None:
    async with at_desk() as it:
        it.screen.open_section("giam-sat")
        await say_state(it, SectionState.NOTHING)
        await it.until(lambda: type(it.screen).__name__ == "Ask")
        await it.write("chua den ky")
        await it.press("enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        assert it.desk._item("giam-sat").state is SectionState.NOTHING
        assert it.desk.body("giam-sat") == "Không phát sinh."
        assert it.desk.notes == {"giam-sat": "chua den ky"}


async def test_a_new_figure_is_offered_where_it_stands_too() -> None:
    async with at_desk() as it:
        it.desk.replace_body("tinh-hinh", "Cả năm ⟦14⟧ buổi.")
        it.screen.open_section("tuyen-truyen")
        await it.press("f8")
        await it.until(lambda: type(it.screen).__name__ == "FigureCard")
        await it.write("16")
        await it.press("enter")
        await it.until(lambda: type(it.screen).__name__ == "Choose")
        await it.press("enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        assert "tổ chức 16 buổi" in it.editor.text
        assert it.desk.body("tinh-hinh") == "Cả năm 16 buổi."


async def test_behind_a_card_a_letter_replaces_nothing() -> None:
    async with at_desk() as it:
        it.screen.open_section("tuyen-truyen")
        await it.press("f8")
        await it.until(lambda: type(it.screen).__name__ == "FigureCard")
        await it.press("escape")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        await it.write("x")
        assert it.editor.text.startswith("Ban Thường trực tổ chức x⟦14⟧ buổi")


async def test_each_section_keeps_its_undo_and_cursor() -> None:
    async with at_desk() as it:
        await it.write("Moi ")
        await it.press("f2", "shift+f2")
        assert it.editor.cursor_location == (0, 4)
        await it.press("ctrl+z")
        assert it.editor.text.startswith("Đời sống")


async def test_leaving_asks_when_something_is_not_saved() -> None:
    async with at_desk() as it:
        await it.write("x")
        await it.press("ctrl+q")
        await it.until(lambda: not isinstance(it.screen, DeskScreen))
        it.screen.query_one(OptionList).action_select()
        while not it.desk.closed:  # the app ends: nothing more can be asked of it
            await asyncio.sleep(0.01)
        assert it.desk.saves[-1]["tinh-hinh"].startswith("x")


async def test_the_journal_follows_the_typing() -> None:
    async with at_desk() as it:
        await it.write("z")
        await it.until(lambda: it.desk.journals and it.desk.journals[-1]["tinh-hinh"].startswith("z"))


async def test_recovery_is_offered_and_kept() -> None:
    async with at_desk(recovered_desk()) as it:
        await it.until(lambda: not isinstance(it.screen, DeskScreen))
        await it.press("down", "enter")
        await it.until(lambda: it.desk.recovery_choice is RecoveryChoice.KEEP)
        assert it.desk.body("giam-sat") == "Giám sát 4 cuộc."


async def test_a_change_by_another_program_is_told_before_saving() -> None:
    async with at_desk() as it:
        it.desk.changed_outside = True
        await it.write("y")
        await it.press("ctrl+s")
        await it.until(lambda: not isinstance(it.screen, DeskScreen))
        await it.press("down", "enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        assert not it.desk.saves
        assert it.editor.text.startswith("Đời sống")


async def test_assembly_shows_what_is_open_first() -> None:
    async with at_desk() as it:
        await it.press("f9")
        await it.until(lambda: not isinstance(it.screen, DeskScreen))
        await it.press("enter")
        await it.until(lambda: it.desk.assembled == [False])


@pytest.mark.parametrize(
    ("size", "shown"),
    [((80, 24), {"editor"}), ((120, 30), {"editor", "side"}), ((160, 45), {"outline", "editor", "side"})],
)
async def test_what_fits_is_shown(size: tuple[int, int], shown: set[str]) -> None:
    async with at_desk(size=size) as it:
        assert it.screen.shown() == shown
        assert it.screen.query_one("#middle").display
        assert it.screen.query_one("#outline").display == ("outline" in shown)


async def test_at_80_columns_each_pane_comes_by_key_and_goes() -> None:
    async with at_desk(size=(80, 24)) as it:
        await it.press("ctrl+b")
        assert it.screen.query_one(OutlineTree).has_focus
        await it.press("down", "enter")
        assert it.editor.has_focus
        assert it.editor.section == "ket-qua"
        await it.press("f6")
        assert it.screen.query_one(SidePane).display
        await it.press("escape")
        assert it.editor.has_focus
        assert it.screen.query_one("#middle").display


async def test_help_begins_with_the_focused_pane() -> None:
    async with at_desk() as it:
        await it.press("f5", "f1")
        await it.until(lambda: isinstance(it.screen, Reader))
        assert str(it.screen._page).startswith("Phát hiện")


async def test_the_mouse_opens_a_section() -> None:
    async with at_desk() as it:
        await it.pilot.click(OutlineTree, offset=(8, 2))
        await it.pilot.pause()
        assert it.editor.section == "tuyen-truyen"


async def test_the_mouse_works_tabs_and_keys() -> None:
    async with at_desk() as it:
        tabs = {tab.tab: tab for tab in it.screen.query(Tab)}
        await it.pilot.click(tabs["findings"])
        await it.pilot.pause()
        assert it.screen.query_one(SidePane).current == "findings"
        await it.write("m")
        keys = {label._command: label for label in it.screen.query(KeyLabel)}
        await it.pilot.click(keys["save"])
        await it.until(lambda: it.desk.saves)


async def test_focus_mode_shows_the_text_alone_and_escape_ends_it() -> None:
    async with at_desk() as it:
        await it.press("ctrl+l")
        assert it.screen.shown() == {"editor"}
        await it.press("escape")
        assert it.screen.shown() == {"outline", "editor", "side"}


async def test_the_split_is_moved_by_keys_and_remembered() -> None:
    async with at_desk() as it:
        before = it.screen.query_one("#outline").outer_size.width
        await it.press("alt+right")
        await it.until(lambda: it.screen.query_one("#outline").outer_size.width == before + 4)
        assert it.desk.remembered["sizes"]["outline"] == before + 4


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "mono"])
async def test_every_theme_draws_and_is_remembered(theme: str) -> None:
    from drafter.tui import themes

    async with at_desk(FakeDesk(settings=UiSettings(theme=theme))) as it:
        assert it.app.theme == theme
        it.screen.action_theme()
        assert it.desk.remembered["theme"] == themes.following(theme)


async def test_brackets_in_text_are_no_markup() -> None:
    desk = FakeDesk()
    desk.title = "Báo cáo [bold]đậm[/] [x"
    desk.items[0].title = "TÌNH [red] HÌNH"
    desk.items[0].asks = (("[link] ý [/", "bà con"),)
    async with at_desk(desk) as it:
        await it.press("f1")
        await it.until(lambda: isinstance(it.screen, Reader))


async def test_a_defect_in_a_rule_is_told_and_writing_goes_on() -> None:
    class Broken(FakeDesk):
        def check(self) -> Any:
            self.checks += 1
            raise ZeroDivisionError("x")

    async with at_desk(Broken()) as it:
        await it.until(lambda: any("ZeroDivisionError" in str(note.message) for note in it.app._notifications))
        await it.write("a")
        assert it.editor.text.startswith("a")


async def test_a_defect_of_the_screen_leaves_the_text_in_the_journal() -> None:
    class Broken(FakeDesk):
        def gate(self) -> Any:
            raise ZeroDivisionError("x")

    desk = Broken()
    with pytest.raises(Exception, match="x"):
        async with at_desk(desk) as it:
            await it.write("giữ ")
            desk.journals.clear()
            await it.press("f9")
            await it.until(lambda: it.app.defect is not None)
    assert desk.journals[-1]["tinh-hinh"].startswith("giữ ")


async def test_a_dialog_that_is_asked_for_while_the_program_ends_is_no_defect() -> None:
    async with at_desk() as it:
        it.app.exit(0)
        it.screen.action_state()
        it.screen.action_help()
        await asyncio.sleep(0.3)
    assert it.app.defect is None


async def test_a_check_that_comes_back_late_does_not_bring_back_what_was_settled() -> None:
    class Slow(FakeDesk):
        def check(self) -> View:
            view = super().check()
            begun.set()
            go_on.wait(5)
            return view

    begun, go_on = threading.Event(), threading.Event()
    go_on.set()
    async with at_desk(Slow()) as it:
        it.screen.open_section("tuyen-truyen")
        await it.until(lambda: not it.screen._checking)
        go_on.clear()
        begun.clear()
        it.screen.check_soon(0.01, whole=True)
        await it.until(begun.is_set)
        settled = next(thing.id for thing in it.screen._view.todo if thing.section == "tuyen-truyen")
        await it.press("f8", "enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen) and "tổ chức 14 buổi" in it.editor.text)
        go_on.set()
        await it.until(lambda: not it.screen._checking)
        assert settled not in {thing.id for thing in it.screen._view.todo}
