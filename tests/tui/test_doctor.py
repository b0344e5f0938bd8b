"""The typing probe shows what came and says what is wrong."""

from __future__ import annotations

import unicodedata

import pytest
from textual import events

from drafter import messages
from drafter.tui.doctor import SAMPLE, TypingProbe, TypingReport


@pytest.mark.parametrize(
    ("typed", "apart", "says"),
    [
        (SAMPLE, False, "mọi chữ"),
        (SAMPLE, True, "ghép"),
        ("viet duoc tong ket", False, "bộ gõ"),
        ("vi?t du?c t?ng k?tê", False, "Unicode"),
    ],
)
def test_the_verdict_names_the_cure(typed: str, apart: bool, says: str) -> None:
    messages.set_language("vi")
    assert says in TypingReport(typed, (), apart).verdict()


async def test_the_probe_notes_every_key() -> None:
    probe = TypingProbe()
    async with probe.run_test() as pilot:
        await pilot.press("v", "i", "e", "backspace", "e")
        probe.post_message(events.Key("combining_circumflex_accent", unicodedata.normalize("NFD", "ê")[1]))
        await pilot.press("enter")
        await pilot.pause()
    report = probe.return_value
    assert report is not None
    assert report.typed == "viê"
    assert report.events == ("v", "i", "e", "⌫", "e", "\u0302(U+0302)")
    assert report.decomposed
