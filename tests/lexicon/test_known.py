"""The registry of known documents and the word lists of citations and times."""

from __future__ import annotations

import re
from datetime import date

import pytest

from drafter.extracting.context import Context
from drafter.extracting.references import find_references
from drafter.lexicon import load
from drafter.lexicon.known import KnownDocument, known_by_symbol, known_documents, wrong_symbols


def test_every_entry_is_whole() -> None:
    assert len(known_documents()) >= 126
    for entry in known_documents():
        assert entry.symbol and entry.type and entry.source
        assert entry.date is None or date.fromisoformat(entry.date)
        assert entry.date or not entry.date_verified


def test_a_symbol_is_no_key() -> None:
    dates = {entry.date for entry in known_by_symbol("124-qđ/tw")}
    assert dates == {"2018-02-02", "2023-10-04"}
    assert known_by_symbol("12/KH-UBND") == ()


def test_symbol_and_date_are_the_key() -> None:
    keys = [(entry.symbol, entry.date) for entry in known_documents() if entry.date]
    assert len(keys) == len(set(keys))


NUMBERED = [entry for entry in known_documents() if entry.symbol[0].isdigit()]


@pytest.mark.parametrize("entry", NUMBERED, ids=lambda entry: f"{entry.symbol} {entry.date}")
def test_every_known_symbol_is_read(entry: KnownDocument) -> None:
    symbol, kind = entry.symbol, entry.type
    sentence = f"Thực hiện {kind} số {symbol} đã ban hành"
    found = find_references(sentence, 0, len(sentence), Context())
    assert [mention.symbol for mention in found] == [symbol]


def test_wrong_symbols_name_the_right_ones() -> None:
    assert wrong_symbols()["217/QĐ-TW"] == "217-QĐ/TW"


def test_holidays_are_days() -> None:
    for entry in load("holidays")["holiday"]:
        assert date(2024, entry["month"], entry["day"])
        assert entry["words"] and isinstance(entry["verified"], bool)


def test_letters_of_types_are_known() -> None:
    types = load("types")
    assert all(re.fullmatch(r"[A-ZĐa-zđ]+", letters) for entry in types["type"] for letters in entry["letters"])
    assert {entry["name"] for entry in types["type"]} >= set(types["abbreviated"].values())
