"""Every command, taken from the palette by words without accents, does what it says; every one takes another key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fake_desk import CLOCK, FakeDesk
from test_desk_flows import Driver, at_desk

from drafter.language.folding import bare
from drafter.model.desk import SnapshotRow, UiSettings, WordEdit
from drafter.tui.commands import MENU, all_commands, unknown_keys
from drafter.tui.desk_screen import DeskScreen
from drafter.tui.dialogs.palette import Palette
from drafter.tui.entry import Entry
from drafter.tui.find_bar import FindBar
from drafter.tui.side_pane import SidePane

Effect = Callable[[Driver], bool]


def dialog(name: str) -> Effect:
    return lambda it: type(it.screen).__name__ == name


def tab(name: str) -> Effect:
    return lambda it: isinstance(it.screen, DeskScreen) and it.screen.query_one(SidePane).current == name


def said(words: str) -> Effect:
    return lambda it: any(words in str(note.message) for note in it.app._notifications)


def section(name: str) -> Effect:
    return lambda it: it.editor.section == name


def width(pane: str, by: int) -> Effect:
    return lambda it: it.desk.remembered.get("sizes", {}).get(pane) == it.before[pane] + by  # type: ignore[attr-defined]


# What stands after the command, begun in the second section that has figures, the cursor at its first figure.
EFFECTS: dict[str, Effect] = {
    "help": dialog("Reader"),
    "palette": dialog("Palette"),
    "menu": dialog("Palette"),
    "next_todo": dialog("FigureCard"),
    "previous_todo": dialog("AskCard"),
    "next_problem": dialog("FindingCard"),
    "previous_problem": dialog("FindingCard"),
    "next_section": section("an-sinh"),
    "previous_section": section("ket-qua"),
    "go_to_section": dialog("Palette"),
    "jump": dialog("Jump"),
    "focus_editor": lambda it: it.editor.has_focus,
    "settle_figure": dialog("FigureCard"),
    "confirm": lambda it: "tổ chức 14 buổi" in it.desk.body("tuyen-truyen"),
    "insert_figure": dialog("Palette"),
    "show_figures": tab("figures"),
    "show_findings": tab("findings"),
    "waive": dialog("Ask"),
    "fix": lambda it: "6 tháng đầu năm 2023, đội ngũ" in it.editor.text,
    "fix_all": lambda it: "6 tháng đầu năm 2023, đội ngũ" in it.editor.text,
    "to_collect": dialog("Reader"),
    "find": lambda it: it.screen.query_one(FindBar).has_class("-open"),
    "replace": lambda it: it.screen.query_one(FindBar).has_class("-replace"),
    "undo_replace": said("0"),
    "show_phrases": tab("phrases"),
    "show_archive": tab("archive"),
    "take_previous": lambda it: "tổ chức 14 buổi" in it.editor.text,
    "compare": dialog("Choose"),
    "snapshots": dialog("Choose"),
    "take_snapshot": dialog("Ask"),
    "edit_outside": lambda it: it.editor.text.startswith("Sửa ở ngoài"),
    "state": dialog("Choose"),
    "show_previous": tab("previous"),
    "toggle_outline": lambda it: it.app.focused is not None and it.app.focused.id == "tree",
    "focus_mode": lambda it: it.screen.shown() == {"editor"},
    "wider": width("outline", 4),
    "narrower": width("outline", -4),
    "side_wider": width("side", 4),
    "side_narrower": width("side", -4),
    "theme": lambda it: it.desk.remembered.get("theme") == "light",
    "save": lambda it: bool(it.desk.saves),
    "preview": dialog("Preview"),
    "assemble": dialog("Gate"),
    "open_word": said("F9"),
    "read_back": dialog("Choose"),
    "leave": lambda it: it.desk.closed,
}


def test_the_table_has_every_command() -> None:
    assert set(EFFECTS) == {command.id for command in (*all_commands(), MENU)}


async def prepare(it: Driver, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    it.screen.open_section("tuyen-truyen")
    editor = it.editor
    editor.move_cursor(editor.location_of(editor.text.index("⟦14⟧") + 1))
    it.before = {pane: it.screen.query_one(f"#{pane}").outer_size.width for pane in ("outline", "side")}  # type: ignore[attr-defined]
    if name in ("waive", "fix"):
        editor.move_cursor(editor.location_of(editor.text.index("6 tháng đầu năm 2022") + 2))
    if name == "edit_outside":

        async def outside(_screen: Any, file: Any) -> None:
            file.write_text("Sửa ở ngoài\r\n", "utf-8")

        monkeypatch.setattr(DeskScreen, "_run_program", outside)


@pytest.mark.parametrize("command", [c for c in all_commands() if c.id != "palette"], ids=lambda c: c.id)
async def test_a_command_from_the_palette(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = FakeDesk(edits=(WordEdit("giam-sat", "3. Giám sát", "Giám sát 4 cuộc."),))
    desk.taken["tuyen-truyen"] = [SnapshotRow("0", CLOCK, "trước khi sửa", "Chữ cũ.")]
    async with at_desk(desk) as it:
        await it.until(lambda: bool(it.screen._view.findings))
        await prepare(it, command.id, monkeypatch)
        await it.press("ctrl+p")
        await it.until(lambda: isinstance(it.screen, Palette))
        it.screen.query_one(Entry).value = bare(command.title)
        await it.until(lambda: it.screen._rows and it.screen._rows[0].id == command.id)
        palette = it.screen
        it.app.screen.query_one(Entry).post_message(Entry.Submitted(palette.query_one(Entry), bare(command.title)))
        for _turn in range(2000):
            await it.pilot.pause(0.01)
            if it.screen is not palette and EFFECTS[command.id](it):
                return
        raise AssertionError(f"{command.id} did not do what it says: {it.screen!r}")


async def test_every_command_takes_another_key() -> None:
    wished = {command.id: f"ctrl+f{number}" for number, command in enumerate((*all_commands(), MENU), 1)}
    async with at_desk(FakeDesk(settings=UiSettings(keys=wished))) as it:
        bound = it.screen._bindings.key_to_bindings
        for name, key in wished.items():
            assert [binding.action for binding in bound[key]] == [name]


async def test_an_unknown_command_in_the_settings_is_told_with_the_nearest() -> None:
    assert unknown_keys({"next_secton": "f12"}) == ("next_secton → next_section",)
    async with at_desk(FakeDesk(settings=UiSettings(keys={"next_secton": "f12"}))) as it:
        await it.until(lambda: any("next_section" in str(note.message) for note in it.app._notifications))


async def test_a_figure_of_the_report_is_inserted_with_its_mark() -> None:
    async with at_desk() as it:
        await it.press("ctrl+n")
        await it.until(lambda: isinstance(it.screen, Palette))
        await it.write("312")
        await it.press("enter")
        await it.until(lambda: it.editor.text.startswith("⟦312⟧Đời"))


async def test_a_passage_of_the_archive_comes_with_its_source() -> None:
    async with at_desk() as it:
        it.screen.open_section("giam-sat")
        await it.press("shift+f6")
        await it.until(lambda: isinstance(it.app.focused, Entry))
        await it.write("giam sat 3")
        await it.press("enter")
        await it.until(lambda: it.desk.body("giam-sat").startswith("Giám sát ⟦3⟧ cuộc"))
        assert it.desk.body("giam-sat").endswith("<!-- nguồn: BC 2022, mục 3. -->")
        assert it.desk.sources == [("giam-sat", "BC 2022, mục 3.")]


async def test_a_passage_is_a_paragraph_of_its_own_and_a_phrase_stands_apart_from_words() -> None:
    async with at_desk() as it:
        it.editor.move_cursor((0, 4))
        it.editor.insert_with_slots("Một đoạn.", paragraph=True)
        assert it.editor.text.split("\n")[1:3] == ["", "Một đoạn."]
        it.editor.move_cursor((0, 0))
        it.editor.insert_with_slots("Đoạn đầu.", paragraph=True)
        assert it.editor.text.startswith("Đoạn đầu.\n\nĐời sống")
        it.editor.move_cursor((0, 4))
        it.editor.insert_with_slots("mới")
        assert it.editor.text.startswith("Đoạn mới đầu.")
        it.editor.move_cursor((0, len("Đoạn mới đầu")))
        it.editor.insert_with_slots("tiên")
        assert it.editor.text.startswith("Đoạn mới đầu tiên.")


async def test_typing_in_the_archives_field_again_begins_another_search() -> None:
    async with at_desk() as it:
        await it.press("shift+f6")
        await it.until(lambda: isinstance(it.app.focused, Entry))
        await it.write("cu")
        await it.press("escape", "shift+f6")
        await it.until(lambda: isinstance(it.app.focused, Entry))
        await it.write("moi")
        assert it.app.focused.value == "moi"


async def test_what_word_changed_is_taken_section_by_section() -> None:
    desk = FakeDesk(edits=(WordEdit("giam-sat", "3.", "Giám sát 4 cuộc."), WordEdit("tinh-hinh", "I.", "Khác.")))
    async with at_desk(desk) as it:
        it.screen.action_read_back()
        await it.until(lambda: type(it.screen).__name__ == "Choose")
        first = it.screen
        await it.press("enter")
        await it.until(lambda: type(it.screen).__name__ == "Choose" and it.screen is not first)
        await it.press("down", "down", "enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        assert desk.body("giam-sat") == "Giám sát 4 cuộc."
        assert it.editor.text.startswith("Đời sống")


async def test_a_heading_and_a_word_from_word_come_with_the_section() -> None:
    edit = WordEdit(
        "giam-sat", "3.", "", heading="3. Giám sát, phản biện", gone=True, comments=("Chủ tịch: Bỏ mục này.",)
    )
    desk = FakeDesk(edits=(edit,))
    async with at_desk(desk) as it:
        it.screen.action_read_back()
        await it.until(lambda: type(it.screen).__name__ == "Choose")
        told = "\n".join(str(one.render()) for one in it.screen.query(".line"))
        assert "Bỏ mục này" in told and "Giám sát, phản biện" in told
        await it.press("enter")
        await it.until(lambda: isinstance(it.screen, DeskScreen))
        assert desk.body("giam-sat") == "" and desk.renamed == {"giam-sat": "3. Giám sát, phản biện"}


async def test_the_whole_of_another_version_is_restored() -> None:
    desk = FakeDesk()
    desk.taken["tinh-hinh"] = [SnapshotRow("0", CLOCK, "cũ", "Chữ cũ hẳn, không giống.")]
    async with at_desk(desk) as it:
        it.screen.action_snapshots()
        await it.until(lambda: type(it.screen).__name__ == "Choose")
        await it.press("enter")
        await it.until(lambda: type(it.screen).__name__ == "Compare")
        await it.press("r", "ctrl+s")
        await it.until(lambda: it.editor.text == "Chữ cũ hẳn, không giống.")


async def test_the_file_on_disk_can_be_looked_at_before_choosing() -> None:
    async with at_desk() as it:
        it.screen._outside_told = True  # the save asks, not the look every few seconds
        it.desk.changed_outside = True
        await it.write("y")
        await it.press("ctrl+s")
        await it.until(lambda: type(it.screen).__name__ == "Choose")
        await it.press("down", "down", "enter")
        await it.until(lambda: type(it.screen).__name__ == "Compare")
        await it.press("escape")
        await it.until(lambda: type(it.screen).__name__ == "Choose")
        await it.press("enter")
        await it.until(lambda: bool(it.desk.saves))
        assert it.desk.saves[-1]["tinh-hinh"].startswith("y")


async def test_a_file_that_is_gone_is_written_again() -> None:
    async with at_desk(FakeDesk(on_disk=None)) as it:
        it.screen._outside_told = True
        it.desk.changed_outside = True
        await it.write("y")
        await it.press("ctrl+s")
        await it.until(lambda: type(it.screen).__name__ == "Choose")
        await it.press("enter")
        await it.until(lambda: bool(it.desk.saves))
