"""What every test can count on."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from drafter import messages

# Machines differ in speed: a slow example is no failure.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _vietnamese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Messages are Vietnamese, whatever the machine or an earlier test says."""
    monkeypatch.delenv("DRAFTER_LANG", raising=False)
    messages.set_language("vi")
    yield
    messages.set_language("vi")
