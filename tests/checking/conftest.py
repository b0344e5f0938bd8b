"""How the tests of the rules get their contexts: plain report text through reading, sectioning, extracting, outlining."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from drafter.checking import CheckContext, Example, Previous
from drafter.extracting import extract
from drafter.messages import language, set_language
from drafter.model.outline import Outline
from drafter.model.period import Period
from drafter.outlining import match
from drafter.reading import from_text
from drafter.sectioning import section


def build(example: Example) -> CheckContext:
    """The context of an example: its text as read, its outline matched, last period's report beside it."""
    document = from_text(example.text, format=example.format)
    tree = section(document)
    facts = extract(document, tree)
    fields: dict[str, Any] = {}
    if example.outline:
        outline = Outline("thu", "báo cáo", "Đề cương thử", items=example.outline, pages=example.pages)
        fields |= {"outline": outline, "matches": match(outline, document, tree)}
    if example.previous is not None:
        past = from_text(example.previous, format=example.format)
        past_tree = section(past)
        fields["previous"] = Previous(past, past_tree, extract(past, past_tree))
    named = example.period or facts.identity.period
    if named:
        fields |= {"period": Period.parse(named), "period_source": "option" if example.period else "title"}
    return CheckContext(
        document, tree, facts, unit=example.unit, profile=example.profile, layout=example.layout, **fields
    )


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The cases quote the English messages."""
    before = language()
    set_language("en")
    yield
    set_language(before)


@pytest.fixture(scope="session")
def context_of() -> Callable[[Example], CheckContext]:
    return build
