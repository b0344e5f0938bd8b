"""The pages of the rules: one book in each language, made from the rules and never by hand."""

from __future__ import annotations

import pytest

from drafter.checking import RULES, rule_page
from tests.tools.rule_pages import BOOKS, book


@pytest.mark.parametrize("code", BOOKS)
def test_the_book_is_up_to_date(code: str) -> None:
    assert BOOKS[code].read_text("utf-8") == book(code), "run python -m tests.tools.rule_pages"


def test_every_rule_has_its_page_and_its_line() -> None:
    text = book("en")
    for rule in RULES:
        assert text.count(f"## {rule.code} {rule.name}\n") == 1
        assert f"(#{rule.code.lower()}-{rule.name})" in text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_page_shows_both_examples(rule: object) -> None:
    page = rule_page(rule)  # type: ignore[arg-type]
    for example in (rule.bad, rule.good):  # type: ignore[attr-defined]
        assert all(line in page for line in example.text.strip().split("\n"))
