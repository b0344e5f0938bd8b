"""Every rule's own examples and every named case do what they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from drafter.checking import RULES, CheckContext, Example, Rule, check
from drafter.model.outline import Ask, Item

CASES = Path(__file__).parent / "cases"
# Told by the runner or by the file itself, not by a text: test_runner.py and test_layout_rules.py have them.
NOT_BY_TEXT = {"MET901", "MET902", "MET904", "OUT108", "FMT801"}
BY_CODE = {rule.code: rule for rule in RULES}

Build = Callable[[Example], CheckContext]


def said(context: CheckContext, code: str) -> list[str]:
    report = check(context, select=(code,))
    assert not [f.message for f in report.findings if f.rule == "MET904"]
    return [f"{finding.text!r}: {finding.message}" for finding in report.findings if finding.rule == code]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.code not in NOT_BY_TEXT], ids=lambda rule: rule.code)
class TestExamples:
    def test_bad_example_is_found(self, rule: Rule, context_of: Build) -> None:
        assert said(context_of(rule.bad), rule.code)

    def test_good_example_is_silent(self, rule: Rule, context_of: Build) -> None:
        assert said(context_of(rule.good), rule.code) == []


def items(raw: list[dict[str, Any]]) -> tuple[Item, ...]:
    return tuple(
        Item(
            entry["id"],
            entry.get("label"),
            entry["title"],
            optional=entry.get("optional", False),
            guidance=entry.get("guidance"),
            items=items(entry.get("items", [])),
            asks=tuple(
                Ask(
                    ask["text"],
                    guidance=ask.get("guidance"),
                    wants_figures=bool(ask.get("figures")),
                    figures=tuple(ask.get("figures", ())),
                )
                for ask in entry.get("asks", [])
            ),
        )
        for entry in raw
    )


def example(raw: dict[str, Any]) -> Example:
    fields = {key: value for key, value in raw.items() if key not in ("says", "outline", "name")}
    return Example(**fields, outline=items(raw.get("outline", [])))


def cases(kind: str) -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        raw = YAML(typ="safe").load(path.read_text("utf-8"))
        found += [pytest.param(path.stem, case, id=f"{path.stem} {name}") for name, case in raw[kind].items()]
    return found


@pytest.mark.parametrize(("code", "case"), cases("pass"))
def test_pass_case_is_silent(code: str, case: dict[str, Any], context_of: Build) -> None:
    assert said(context_of(example(case)), code) == []


@pytest.mark.parametrize(("code", "case"), cases("fail"))
def test_fail_case_is_found(code: str, case: dict[str, Any], context_of: Build) -> None:
    """`says` are the words that the findings quote, in order, or parts of their messages."""
    found = said(context_of(example(case)), code)
    wanted = case.get("says", [""])
    assert len(found) == len(wanted), found
    for part, message in zip(wanted, found, strict=True):
        assert part in message


@pytest.mark.parametrize("code", sorted(set(BY_CODE) - NOT_BY_TEXT))
def test_every_rule_has_three_cases_of_each_kind(code: str) -> None:
    raw = YAML(typ="safe").load((CASES / f"{code}.yaml").read_text("utf-8"))
    assert len(raw["pass"]) >= 3
    assert len(raw["fail"]) >= 3


def test_codes_are_unique_and_in_the_catalogues_order() -> None:
    codes = [rule.code for rule in RULES]
    assert len(set(codes)) == len(codes)
    families = ["OUT", "TIM", "REF", "NUM", "STR", "CAR", "TXT", "FMT", "MET"]
    assert [family for family in families if any(c.startswith(family) for c in codes)] == list(
        dict.fromkeys(code[:3] for code in codes)
    )
