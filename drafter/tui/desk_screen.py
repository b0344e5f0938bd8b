"""The desk: one draft, section by section. Joins the walk, the text commands and the files, and adds the views."""

from __future__ import annotations

from textual.content import Content

from drafter.messages import catalogue
from drafter.tui import themes
from drafter.tui.commands import COMMANDS, HELP, PALETTE, all_commands, key_name, key_of
from drafter.tui.desk_frame import WIDE
from drafter.tui.desk_paper import DeskPaper
from drafter.tui.desk_text import DeskText
from drafter.tui.desk_walk import DeskWalk
from drafter.tui.dialogs.palette import Palette, Row
from drafter.tui.dialogs.reader import Reader
from drafter.tui.editor import Editor
from drafter.tui.find_bar import FindBar
from drafter.tui.help import page_for
from drafter.tui.opening import asking
from drafter.tui.outline_tree import OutlineTree
from drafter.tui.side_pane import SidePane
from drafter.tui.words import STATES, heading

_ = catalogue("tui")


class DeskScreen(DeskWalk, DeskText, DeskPaper):
    """The whole desk."""

    # Sections

    def _neighbour(self, step: int) -> None:
        ids = [row.id for row in self._view.rows]
        if self.section in ids:
            self.open_section(ids[(ids.index(self.section) + step) % len(ids)])

    def action_next_section(self) -> None:
        self._neighbour(1)

    def action_previous_section(self) -> None:
        self._neighbour(-1)

    @asking
    async def action_go_to_section(self) -> None:
        rows = [
            Row(
                row.id,
                heading(row.label, row.title),
                Content.assemble("  " * (row.depth - 1), (STATES[row.state].shape + " ", STATES[row.state].colour)),
                STATES[row.state].word,
            )
            for row in self._view.rows
        ]
        chosen = await self.ask(Palette(_("Go to section"), rows))
        if chosen:
            self.open_section(chosen, focus=True)

    # Panes

    def action_focus_editor(self) -> None:
        if self.query_one(FindBar).has_class("-open"):
            self.query_one(FindBar).action_close()
        elif self.query_one(Editor).has_focus and self.has_class("-focus"):
            self.action_focus_mode()
        self.focus_text()

    def _toggle_tab(self, tab: str) -> None:
        """Show a tab and go into it; from within it, back to the text."""
        side = self.query_one(SidePane)
        if "side" in self.shown() and side.current == tab and side.has_focus_within:
            self.focus_text()
            return
        self.bring("side")
        side.show(tab)
        side.focus_inside()

    def action_show_previous(self) -> None:
        self._toggle_tab("previous")

    def action_show_figures(self) -> None:
        self._toggle_tab("figures")

    def action_show_phrases(self) -> None:
        self._toggle_tab("phrases")

    def action_show_archive(self) -> None:
        self._toggle_tab("archive")

    def action_show_findings(self) -> None:
        self._toggle_tab("findings")
        self.check_soon(0.01, whole=True)

    def action_toggle_outline(self) -> None:
        tree = self.query_one(OutlineTree)
        if "outline" in self.shown() and tree.has_focus_within:
            if self.columns >= WIDE:
                self._hidden.add("outline")
            elif self._second == "outline":
                self._second = "side"
            self.focus_text()
            self._lay_out()
            return
        self.bring("outline")
        self.set_focus(tree)

    def action_focus_mode(self) -> None:
        self.toggle_class("-focus")
        self._lay_out()
        self.focus_text()

    def _resize_pane(self, pane: str, by: int) -> None:
        width = self.query_one(f"#{pane}").outer_size.width or 36
        self._sizes[pane] = max(20, min(self.columns // 2, width + by))
        self.desk.remember("sizes", dict(self._sizes))
        self._lay_out()

    def action_wider(self) -> None:
        self._resize_pane("outline", 4)

    def action_narrower(self) -> None:
        self._resize_pane("outline", -4)

    def action_side_wider(self) -> None:
        self._resize_pane("side", 4)

    def action_side_narrower(self) -> None:
        self._resize_pane("side", -4)

    def action_theme(self) -> None:
        self.app.theme = themes.following(self.app.theme)
        self.desk.remember("theme", self.app.theme)

    @asking
    async def action_jump(self) -> None:
        targets = {
            "outline": ("o", _("Outline"), self.action_toggle_outline),
            "text": ("t", _("The text"), self.focus_text),
            "previous": ("k", _("Last period"), self.action_show_previous),
            "figures": ("s", _("Figures"), self.action_show_figures),
            "findings": ("p", _("Findings"), self.action_show_findings),
            "phrases": ("c", _("Phrases"), self.action_show_phrases),
            "archive": ("l", _("Archive"), self.action_show_archive),
        }
        from drafter.tui.dialogs.jump import Jump

        chosen = await self.ask(Jump({letter: (name, word) for name, (letter, word, _do) in targets.items()}))
        if chosen:
            targets[chosen][2]()

    # Commands and help

    def action_palette(self) -> None:
        self._choose_command()

    def action_menu(self) -> None:
        self._choose_command()

    @asking
    async def _choose_command(self) -> None:
        rows = [
            Row(command.id, command.title, Content.assemble((f"{_(command.group)}: ", "$text-muted")),
                key_name(key_of(command, self._keys)))
            for command in (*COMMANDS, HELP)
        ]  # fmt: skip
        chosen = await self.ask(Palette(_("All commands"), rows))
        if chosen:
            await self.run_action(chosen)

    def action_help(self) -> None:
        focused = self.focused
        names = [node.id for node in focused.ancestors_with_self if node.id] if focused else []
        keys = [(key_name(key_of(command, self._keys)), command.title, _(command.group)) for command in all_commands()
                if command is not PALETTE or key_of(command, self._keys)]  # fmt: skip
        self.app.push_screen(Reader(_("Help"), page_for(names, keys)))
