"""Reports of many offices, a sentence or a line of each changed: what is told, and what only looks like a fault."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from drafter.checking import CheckContext, Example, check
from drafter.model.finding import Finding, Severity

Build = Callable[[Example], CheckContext]

BOOK: dict[str, Any] = tomllib.loads((Path(__file__).parent / "offices.toml").read_text("utf-8"))
DONE, TO_DO = "Các nhiệm vụ được triển khai đồng bộ, đúng tiến độ.", "Tiếp tục thực hiện tốt các nhiệm vụ được giao."
YEARLY = "commune, year"


def papers() -> Iterator[tuple[str, str]]:
    """The rule that is to speak (nothing: none) and the changed report."""
    for case in BOOK["case"]:
        report = BOOK["reports"][case["report"]]
        for text in case.get("text", ()):
            yield case["rule"], report.format(text=text, plan=TO_DO)
        for plan in case.get("plan", ()):
            yield case["rule"], report.format(text=DONE, plan=plan)
        for changes in case.get("instead", ()):
            paper = report.format(text=DONE, plan=TO_DO)
            for line, other in changes:
                assert line in paper
                paper = paper.replace(line, other, 1)
            yield case["rule"], paper
    for case in BOOK["whole"]:
        yield case["rule"], case["text"]


def years() -> Iterator[tuple[str, str, str]]:
    """The rule, last year's report, this year's."""
    report = BOOK["reports"][YEARLY]
    for case in BOOK["years"]:
        for before, now in case["text"]:
            past = report.format(text=before, plan=TO_DO).replace("2024", "2023").replace("2025", "2024")
            yield case["rule"], past, report.format(text=now, plan=TO_DO)


def said(context: CheckContext) -> list[Finding]:
    return [finding for finding in check(context).findings if finding.severity != Severity.INFO]


PAPERS, YEARS = list(papers()), list(years())


@pytest.mark.parametrize("number", [n for n, (rule, _text) in enumerate(PAPERS) if rule])
def test_told(number: int, context_of: Build) -> None:
    rule, text = PAPERS[number]
    assert check(context_of(Example(text)), select=(rule,)).findings


@pytest.mark.parametrize("number", [n for n, (rule, _text) in enumerate(PAPERS) if not rule])
def test_silent(number: int, context_of: Build) -> None:
    assert [f"{f.rule} {f.message}" for f in said(context_of(Example(PAPERS[number][1])))] == []


@pytest.mark.parametrize("number", range(len(YEARS)))
def test_beside_last_year(number: int, context_of: Build) -> None:
    rule, past, now = YEARS[number]
    rules = {finding.rule for finding in said(context_of(Example(now, previous=past)))}
    assert (rule in rules) if rule else not rules
