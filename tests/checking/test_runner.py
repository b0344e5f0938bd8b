"""The engine: selection, severities, crashes, time limits, waivers, ids, coverage."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from drafter.checking import RULES, CheckContext, Example, Rule, check, waiver_for
from drafter.checking.limits import ticking
from drafter.errors import UsageError
from drafter.model.finding import Outcome, Severity
from drafter.model.period import Period

Build = Callable[[Example], CheckContext]
TEXT = (
    "BÁO CÁO\nKết quả công tác năm 2024\nI. KẾT QUẢ\nCác nghành đã mở 20 lớp, gồm 8 lớp ban ngày và 11 lớp buổi tối.\n"
    "III. NHIỆM VỤ\nTiếp tục mở mở lớp, đạt 18/20 lớp (90%)."
)


@pytest.fixture(scope="module")
def context(context_of: Build) -> CheckContext:
    return context_of(Example(TEXT))


def codes(context: CheckContext, **options: object) -> list[str]:
    return [finding.rule for finding in check(context, **options).findings]  # type: ignore[arg-type]


class Failing(Rule):
    code, name, severity = "TXT799", "failing", Severity.INFO

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        yield self.inconsistent(0, 4, "before the crash")
        raise ZeroDivisionError("by nothing")


class Endless(Rule):
    code, name, severity = "TXT798", "endless", Severity.INFO

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        yield self.inconsistent(0, 4, "before the end of time")
        yield from (self.undecided(0, 0, "") for _ in ticking(itertools.count()))


class TestSelection:
    def test_all_rules(self, context: CheckContext) -> None:
        assert codes(context) == ["TXT701", "NUM401", "STR501", "TXT702"]

    def test_prefix_and_code(self, context: CheckContext) -> None:
        assert codes(context, select=["TXT", "STR501"], ignore=["txt702"]) == ["TXT701", "STR501"]

    def test_comma(self, context: CheckContext) -> None:
        assert codes(context, select=["NUM,STR"]) == ["NUM401", "STR501"]

    @pytest.mark.parametrize("options", [{"select": ["TXT999"]}, {"ignore": ["ABC"]}, {"severities": {"TXX": "info"}}])
    def test_unknown_codes_are_errors(self, context: CheckContext, options: dict[str, object]) -> None:
        with pytest.raises(UsageError, match=r"TX|ABC"):
            check(context, **options)  # type: ignore[arg-type]

    def test_nothing_left(self, context: CheckContext) -> None:
        with pytest.raises(UsageError):
            check(context, select=["TXT701"], ignore=["TXT"])

    def test_unknown_profile(self, context: CheckContext) -> None:
        with pytest.raises(UsageError, match="deep"):
            check(replace(context, profile="deep"))

    def test_rules_that_need_what_is_not_there_do_not_run(self, context: CheckContext) -> None:
        timings = check(context).timings
        assert not {"OUT101", "CAR602", "FMT801"} & set(timings)


class TestSeverities:
    def test_longest_key_wins(self, context: CheckContext) -> None:
        report = check(context, severities={"TXT": "info", "TXT702": "error"})
        found = {finding.rule: finding.severity for finding in report.findings}
        assert (found["TXT701"], found["TXT702"]) == (Severity.INFO, Severity.ERROR)

    def test_unknown_word(self, context: CheckContext) -> None:
        with pytest.raises(UsageError, match="grave"):
            check(context, severities={"TXT": "grave"})


class TestTrouble:
    def test_a_crash_is_a_finding_and_the_others_go_on(self, context: CheckContext) -> None:
        report = check(context, rules=(Failing(), *RULES))
        said = [finding for finding in report.findings if finding.rule == "MET904"]
        assert "TXT799" in said[0].message
        assert {"TXT799", "STR501"} <= {finding.rule for finding in report.findings}

    def test_time_limit(self, context: CheckContext) -> None:
        report = check(context, rules=(Endless(), *RULES), seconds=0.3)
        assert {"MET902", "TXT798", "STR501"} <= {finding.rule for finding in report.findings}
        assert any("TXT798" in what for what in report.coverage.unread)

    def test_what_was_not_read_is_told(self, context: CheckContext) -> None:
        document = replace(context.document, unread=("trang 3: ảnh quét",))
        report = check(replace(context, document=document))
        assert [f.message for f in report.findings if f.rule == "MET902"] and report.coverage.unread == (
            "trang 3: ảnh quét",
        )

    def test_empty_document(self, context_of: Build) -> None:
        assert check(context_of(Example(""))).findings == ()


class TestFindings:
    def test_place(self, context: CheckContext) -> None:
        finding = check(context, select=["TXT701"]).findings[0]
        assert (finding.text, finding.line, finding.column) == ("nghành", 4, 5)
        assert context.text[finding.start : finding.end] == finding.text

    def test_ids_survive_edits_elsewhere(self, context: CheckContext, context_of: Build) -> None:
        changed = context_of(Example(TEXT.replace("I. KẾT QUẢ\n", "I. KẾT QUẢ\nMột đoạn mới ở trên.\n")))
        before, after = ({f.id for f in check(one, select=["TXT", "NUM"]).findings} for one in (context, changed))
        assert before == after

    def test_repeats_are_numbered(self, context_of: Build) -> None:
        found = check(context_of(Example("Các nghành và nghành khác.")), select=["TXT701"]).findings
        assert found[1].id == f"{found[0].id}-2"

    def test_same_input_same_report(self, context: CheckContext) -> None:
        assert check(context).findings == check(context).findings

    def test_all_outcomes_show_the_computation(self, context: CheckContext) -> None:
        ticks = [outcome.message for outcome in check(context, all_outcomes=True).outcomes if outcome.rule == "NUM402"]
        assert ticks == ["18/20 = 90 % ≈ 90%"]
        assert check(context).outcomes == ()

    def test_coverage_counts_each_fact_once(self, context: CheckContext) -> None:
        coverage = check(context).coverage
        assert (coverage.figures.found, coverage.figures.checked) == (len(context.facts.figures), 5)


class TestWaivers:
    def test_a_waived_finding_stays_and_does_not_count(self, context: CheckContext) -> None:
        finding = check(context, select=["TXT701"]).findings[0]
        waiver = waiver_for(finding, "tên riêng của lớp")
        report = check(replace(context, waivers=(waiver,)), select=["TXT701", "MET901"])
        assert report.findings[0].waived == waiver
        assert report.count(Severity.WARNING) == 0
        assert not report.reaches(Severity.INFO)

    def test_it_holds_where_the_place_has_moved(self, context: CheckContext, context_of: Build) -> None:
        waiver = waiver_for(check(context, select=["TXT701"]).findings[0], "tên riêng")
        moved = context_of(Example(TEXT.replace("Các nghành", "Năm nay  các Nghành")))
        assert check(replace(moved, waivers=(waiver,)), select=["TXT701"]).findings[0].waived

    def test_an_unused_one_is_told(self, context: CheckContext) -> None:
        waiver = replace(waiver_for(check(context, select=["TXT701"]).findings[0], "nhầm"), quote="nghiêng")
        report = check(replace(context, waivers=(waiver,)))
        assert [f.message for f in report.findings if f.rule == "MET901"]

    def test_not_told_where_its_rule_did_not_run(self, context: CheckContext) -> None:
        waiver = replace(waiver_for(check(context, select=["TXT701"]).findings[0], "nhầm"), quote="nghiêng")
        assert codes(replace(context, waivers=(waiver,)), ignore=["TXT", "STR", "NUM"]) == []

    @pytest.mark.parametrize(
        ("until", "period", "holds"),
        [("2024-H1", "2024-H1", True), ("2024-H1", "2024-H2", False), (None, "2030", True)],
    )
    def test_until(self, context: CheckContext, until: str | None, period: str, holds: bool) -> None:
        waiver = waiver_for(check(context, select=["TXT701"]).findings[0], "tạm", until=until)
        later = replace(context, waivers=(waiver,), period=Period.parse(period))
        assert bool(check(later, select=["TXT701"]).findings[0].waived) == holds
