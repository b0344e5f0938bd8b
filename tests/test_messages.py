"""Languages, and catalogues that are whole."""

import pytest

from drafter import messages
from tests.tools import catalogues


@pytest.mark.parametrize(
    ("wishes", "chosen"),
    [((None, "en_US.UTF-8"), "en"), (("vi", "en"), "vi"), ((None, "fr_FR", None), "vi"), ((), "vi"), (("", "C"), "vi")],
)
def test_the_first_known_wish_wins_and_vietnamese_otherwise(wishes: tuple[str | None, ...], chosen: str) -> None:
    assert messages.choose_language(*wishes) == chosen


def test_every_message_is_translated_and_compiled(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogues.main(["--check"]) == 0, capsys.readouterr().out
