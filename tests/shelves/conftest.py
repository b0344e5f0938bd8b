"""What the room says is compared in Vietnamese, whatever the machine speaks."""

from collections.abc import Iterator

import pytest

from drafter.messages import language, set_language


@pytest.fixture(autouse=True)
def _in_vietnamese() -> Iterator[None]:
    before = language()
    set_language("vi")
    yield
    set_language(before)
