"""Undo by syllables: the half-steps of an input method (`vie`, `viê`, `việ`) are never a step of their own."""

from __future__ import annotations

from textual.document._edit import Edit
from textual.document._history import EditHistory

_MANY = 2000


class SyllableHistory(EditHistory):
    """Joins single-character edits, insertions and deletions alike, until white space ends the syllable.

    A pause does not end it (a tone may come late); moving the cursor, a paste, or a replacement by the program does.
    """

    def __init__(self) -> None:
        super().__init__(max_checkpoints=_MANY, checkpoint_timer=0.0, checkpoint_max_characters=0)
        self._after_blank = False

    def record(self, edit: Edit) -> None:
        result = edit._edit_result
        if result is None or (not edit.text and not result.replaced_text):
            return
        single = len(edit.text) <= 1 and len(result.replaced_text) <= 1
        blank = edit.text.isspace() or (not edit.text and result.replaced_text.isspace())
        starts = (
            not self._undo_stack
            or self._force_end_batch
            or not single
            or "\n" in edit.text + result.replaced_text
            or (self._after_blank and not edit.text.isspace())
            or (not edit.text and blank)
        )
        if starts:
            self._undo_stack.append([edit])
        else:
            self._undo_stack[-1].append(edit)
        self._force_end_batch = not single or "\n" in edit.text + result.replaced_text
        self._after_blank = bool(edit.text) and edit.text.isspace()
        self._redo_stack.clear()

    def clear(self) -> None:
        super().clear()
        self._after_blank = False
