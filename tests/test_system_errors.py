"""A refusal of the operating system is told in the officer's language."""

import errno

import pytest

from drafter.messages import language, set_language
from drafter.system_errors import reason

SAID = [
    (OSError(errno.ENOSPC, "No space left on device"), "đĩa đã đầy", "the disk is full"),
    (OSError(errno.EROFS, "Read-only file system"), "đĩa không cho ghi", "the disk cannot be written to"),
    (OSError(9999, "Something new"), "Something new", "Something new"),
    (OSError("no number at all"), "no number at all", "no number at all"),
]


@pytest.mark.parametrize(("error", "vietnamese", "english"), SAID)
def test_the_reason_is_said_in_both_languages(error: OSError, vietnamese: str, english: str) -> None:
    before = language()
    try:
        set_language("vi")
        assert reason(error) == vietnamese
        set_language("en")
        assert reason(error) == english
    finally:
        set_language(before)


def test_a_file_that_word_holds_open_is_told_as_such() -> None:
    held = PermissionError(errno.EACCES, "The process cannot access the file")
    held.winerror = 32  # type: ignore[attr-defined]
    assert reason(held) == reason(OSError(errno.EBUSY, ""))
