"""OUT108, MET901, MET902, MET904: what no text alone can show, each with three cases that speak and three that do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from drafter.checking import RULES, CheckContext, Example, Rule, check
from drafter.checking.limits import tick
from drafter.messages import mark
from drafter.model.finding import Outcome, Severity, Waiver
from drafter.model.outline import Outline
from drafter.model.period import Period

Build = Callable[[Example], CheckContext]

REPORT = "BÁO CÁO\nKết quả công tác năm 2024\nI. KẾT QUẢ\nĐã mở 12 lớp; các nghành cùng làm.\n"
APPENDIX = "PHỤ LỤC 01\nSỐ LIỆU\nCó 12 lớp.\n"
COMMUNE, DISTRICT = "Ủy ban MTTQ Việt Nam xã Yên Hòa", "Ủy ban MTTQ Việt Nam huyện Yên Sơn"


def codes(context: CheckContext, **options: Any) -> list[str]:
    return [finding.rule for finding in check(context, **options).findings]


def paged(context: CheckContext, pages: int | None, limits: dict[str, int], unit: str) -> CheckContext:
    document = replace(context.document, source=replace(context.document.source, pages=pages))
    return replace(context, document=document, unit=unit, outline=Outline("de-cuong", None, "Đề cương", pages=limits))


class TestTooLong:
    @pytest.mark.parametrize(
        ("pages", "limits", "unit"),
        [
            pytest.param(13, {"xã": 12, "huyện": 15}, COMMUNE, id="a commune over its own limit"),
            pytest.param(16, {"xã": 12, "huyện": 15}, DISTRICT, id="a district over its own"),
            pytest.param(11, {"tỉnh": 10}, "Sở Nội vụ", id="the one limit there is"),
        ],
    )
    def test_told(self, context_of: Build, pages: int, limits: dict[str, int], unit: str) -> None:
        assert codes(paged(context_of(Example(REPORT)), pages, limits, unit), select=["OUT108"]) == ["OUT108"]

    @pytest.mark.parametrize(
        ("text", "pages", "limits", "unit"),
        [
            pytest.param(REPORT, 13, {"xã": 12, "huyện": 15}, DISTRICT, id="another level's limit"),
            pytest.param(REPORT, None, {"xã": 12}, COMMUNE, id="a file without pages"),
            pytest.param(REPORT + APPENDIX, 14, {"xã": 12}, COMMUNE, id="pages with an appendix"),
            pytest.param(REPORT, 12, {"xã": 12}, COMMUNE, id="exactly as many"),
            pytest.param(REPORT, 40, {}, COMMUNE, id="no limit"),
        ],
    )
    def test_silent(self, context_of: Build, text: str, pages: int | None, limits: dict[str, int], unit: str) -> None:
        assert codes(paged(context_of(Example(text)), pages, limits, unit), select=["OUT108"]) == []


def waiver(rule: str = "TXT701", quote: str = "nghành", **fields: Any) -> Waiver:
    return Waiver(rule, quote, fields.pop("section", None), "tên riêng", **fields)


class TestUnusedWaiver:
    @pytest.mark.parametrize(
        "held",
        [
            pytest.param(waiver(quote="nghiêng"), id="the words have changed"),
            pytest.param(waiver(until="2023"), id="its period is over"),
            pytest.param(waiver(section="muc-khac"), id="another section"),
            pytest.param(waiver("TXT999"), id="a rule that is no more"),
        ],
    )
    def test_told(self, context_of: Build, held: Waiver) -> None:
        context = replace(context_of(Example(REPORT)), waivers=(held,), period=Period.parse("2024"))
        assert "MET901" in codes(context)

    @pytest.mark.parametrize(
        ("held", "options"),
        [
            pytest.param(waiver(), {}, id="it silences its finding"),
            pytest.param(waiver(quote="NGHÀNH"), {}, id="the same words in other letters"),
            pytest.param(waiver(until="2024"), {}, id="the last period it holds for"),
            pytest.param(waiver(quote="nghiêng"), {"ignore": ["TXT"]}, id="its rule did not run"),
        ],
    )
    def test_silent(self, context_of: Build, held: Waiver, options: dict[str, Any]) -> None:
        context = replace(context_of(Example(REPORT)), waivers=(held,), period=Period.parse("2024"))
        assert "MET901" not in codes(context, **options)


class Slow(Rule):
    code, name, severity = "TXT797", "slow", Severity.INFO
    finds = why = silences = mark("A rule for tests.")
    bad = good = Example("")

    def check(self, context: CheckContext) -> Iterator[Outcome]:
        while True:
            tick()


class TestUnread:
    @pytest.mark.parametrize("what", ["trang 3: ảnh quét, cần nhận dạng chữ", "bảng 2 quá lớn", "mục II"])
    def test_told(self, context_of: Build, what: str) -> None:
        context = context_of(Example(REPORT))
        report = check(replace(context, document=replace(context.document, unread=(what,))), select=["MET902"])
        assert [what in finding.message for finding in report.findings] == [True]
        assert report.coverage.unread == (what,)

    def test_a_rule_without_time_is_told_and_the_others_go_on(self, context_of: Build) -> None:
        assert {"MET902", "TXT701"} <= set(codes(context_of(Example(REPORT)), rules=(Slow(), *RULES), seconds=0.2))

    @pytest.mark.parametrize("text", [REPORT, "", REPORT + APPENDIX])
    def test_silent(self, context_of: Build, text: str) -> None:
        assert "MET902" not in codes(context_of(Example(text)))


def failing(error: Exception, *, late: bool = False) -> Rule:
    class Failing(Slow):
        code = "TXT796"

        def check(self, context: CheckContext) -> Iterator[Outcome]:
            if late:
                yield self.inconsistent(0, 3, "said before it failed")
            raise error

    return Failing()


class TestCrash:
    @pytest.mark.parametrize("error", [ValueError("x"), KeyError("cột"), RecursionError("deep")])
    def test_told_with_its_code_and_what_happened(self, context_of: Build, error: Exception) -> None:
        report = check(context_of(Example(REPORT)), rules=(failing(error), *RULES))
        (told,) = [finding for finding in report.findings if finding.rule == "MET904"]
        assert "TXT796" in told.message and type(error).__name__ in told.message
        assert "TXT701" in {finding.rule for finding in report.findings}

    def test_what_it_said_before_stays(self, context_of: Build) -> None:
        found = codes(context_of(Example(REPORT)), rules=(failing(ValueError("x"), late=True), *RULES))
        assert {"TXT796", "MET904"} <= set(found)

    @pytest.mark.parametrize(
        "text", ["", "\ufeff", "⟦", "|||\n" * 9, "a)\n" * 30, "1/0 hộ; 0% của 0 hộ; 12/0 thôn, đạt 0%."]
    )
    def test_silent(self, context_of: Build, text: str) -> None:
        assert "MET904" not in codes(context_of(Example(text)))
