"""The draft file and everything that keeps it safe: parse, write, what lies beside it, lock, journal, snapshots."""

from drafter.drafting import sidecar
from drafter.drafting.headings import split_label
from drafter.drafting.journal import Journal, Recovery, recover
from drafter.drafting.keeping import Snapshot, backup, backups, keep, restore, snapshots
from drafter.drafting.lock import Lock, LockHolder, lock, read_holder
from drafter.drafting.states import after_edit, says_nothing, section_states, set_state
from drafter.drafting.text import load, parse, read_text, replace_body, save, set_front, with_body, write

__all__ = [
    "Journal",
    "Lock",
    "LockHolder",
    "Recovery",
    "Snapshot",
    "after_edit",
    "backup",
    "backups",
    "keep",
    "load",
    "lock",
    "parse",
    "read_holder",
    "read_text",
    "recover",
    "replace_body",
    "restore",
    "save",
    "says_nothing",
    "section_states",
    "set_front",
    "set_state",
    "sidecar",
    "snapshots",
    "split_label",
    "with_body",
    "write",
]
