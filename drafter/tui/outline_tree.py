"""The outline at the left: every item with its state, what is open in it, and counts per part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from drafter.messages import catalogue
from drafter.model.draft import SectionState
from drafter.tui.desk import ItemRow
from drafter.tui.words import SEVERITIES, STATES, heading, shorten

_ = catalogue("tui")


class OutlineTree(Tree[ItemRow]):
    """Rows stay as they are while only their figures change; the tree is rebuilt only when items come or go."""

    DEFAULT_CSS = """
    OutlineTree { background: $background; padding: 0; scrollbar-size-vertical: 1; }
    OutlineTree > .tree--guides, OutlineTree > .tree--guides-hover { color: $panel-lighten-1; }
    OutlineTree > .tree--guides-selected { color: $panel-lighten-1; text-style: none; }
    OutlineTree > .tree--cursor { background: $panel; color: $foreground; text-style: bold; }
    OutlineTree:focus > .tree--cursor { background: $highlight; color: $foreground; text-style: bold; }
    OutlineTree > .tree--highlight-line { background: $surface; }
    OutlineTree > .state--empty, OutlineTree > .state--nothing, OutlineTree > .outline--quiet { color: $text-muted; }
    OutlineTree > .state--carried { color: $secondary; }
    OutlineTree > .state--drafting { color: $accent; }
    OutlineTree > .state--waiting { color: $warning; }
    OutlineTree > .state--done, OutlineTree > .state--approved { color: $success; }
    OutlineTree > .outline--error { color: $error; text-style: bold; }
    OutlineTree > .outline--warning { color: $warning; }
    OutlineTree > .outline--info { color: $secondary; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"state--{state.value}" for state in SectionState),
        *(f"outline--{severity.value}" for severity in SEVERITIES),
        "outline--quiet",
    }

    @dataclass
    class Chosen(Message):
        """An item was chosen: open it."""

        section: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id)
        self.show_root = False
        self.show_guides = True
        self.guide_depth = 2
        self.auto_expand = False
        self._node_of: dict[str, TreeNode[ItemRow]] = {}

    def show(self, rows: Sequence[ItemRow]) -> None:
        """Show these rows; the cursor stays where it is."""
        if [(row.id, row.depth) for row in rows] == [
            (node.data.id, node.data.depth) for node in self._node_of.values() if node.data
        ]:
            for row in rows:
                node = self._node_of[row.id]
                if node.data != row:
                    node.data = row
                    node._updates += 1
            self._forget_lines()
            self.refresh()
            return
        self._grow(rows)

    def _grow(self, rows: Sequence[ItemRow]) -> None:
        self.root.remove_children()
        self._node_of = {}
        above: list[TreeNode[ItemRow]] = [self.root]
        for index, row in enumerate(rows):
            del above[row.depth :]
            parent = above[-1]
            leaf = index + 1 >= len(rows) or rows[index + 1].depth <= row.depth
            node = parent.add_leaf("", row) if leaf else parent.add("", row, expand=True)
            above.append(node)
            self._node_of[row.id] = node
        self.root.expand()

    def _forget_lines(self) -> None:
        self._line_cache.clear()

    def point_at(self, section: str) -> None:
        """Put the cursor on an item, opening the parts above it."""
        node = self._node_of.get(section)
        if node is None:
            return
        parent = node.parent
        while parent is not None and not parent.is_expanded:
            parent.expand()
            parent = parent.parent
        # A tree that was just filled has no lines before it is drawn.
        self.call_after_refresh(self._put_cursor, node)

    def _put_cursor(self, node: TreeNode[ItemRow]) -> None:
        self.move_cursor(node)
        self.scroll_to_node(node, animate=False)

    def on_resize(self) -> None:
        self._forget_lines()

    def render_label(self, node: TreeNode[ItemRow], base_style: Style, style: Style) -> Text:
        row: Any = node.data
        if row is None:
            return Text("")
        depth = row.depth - 1
        siblings = node.parent.children if node.parent else ()
        fold = 2 if any(each.allow_expand for each in siblings) else 0
        width = self.size.width - 1 - self.guide_depth * depth - fold
        if self.show_vertical_scrollbar:
            width -= 1
        right = self._counts(row, node.allow_expand, style)
        look = STATES[row.state]
        state = self.get_component_rich_style(f"state--{row.state.value}", partial=True)
        room = width - 3 - right.cell_len
        words = shorten(heading(row.label, row.title), room)
        text = Text(no_wrap=True)
        if node.allow_expand:
            text.append("▾ " if node.is_expanded else "▸ ", style)
        elif fold:
            text.append("  ", style)
        text.append(look.shape + " ", style + state)
        text.append(words, style)
        text.append(" " * max(1, width - 2 - len(words) - right.cell_len), style)
        text.append_text(right)
        return text

    def _counts(self, row: ItemRow, part: bool, style: Style) -> Text:
        """`◑2 ▲1` of an item, `3/7` of a part."""
        pieces: list[tuple[str, str]] = []
        if row.open_figures:
            pieces.append((f"◑{row.open_figures}", "state--waiting"))
        if row.findings and row.worst:
            pieces.append((f"{SEVERITIES[row.worst].shape}{row.findings}", f"outline--{row.worst.value}"))
        if part:
            pieces.append((f"{row.done}/{row.total}", "outline--quiet"))
        text = Text()
        for index, (words, name) in enumerate(pieces):
            text.append((" " if index else "") + words, style + self.get_component_rich_style(name, partial=True))
        return text

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[ItemRow]) -> None:
        event.stop()
        if event.node.data is not None:
            self.post_message(self.Chosen(event.node.data.id))

    @property
    def pointed(self) -> ItemRow | None:
        return self.cursor_node.data if self.cursor_node is not None else None


def state_line(row: ItemRow) -> Content:
    """An item's state in words, for the title of its pane."""
    look = STATES[row.state]
    return Content.assemble((look.said, f"bold {look.colour}"))
