"""The forms of a report: JSON as the contract writes it, text, SARIF, GitHub annotations, HTML."""

from __future__ import annotations

import json
import re

import pytest

from drafter.errors import UsageError
from drafter.messages import set_language
from drafter.model.document import Block, BlockKind, Document, Source
from drafter.model.finding import (
    CheckReport,
    Count,
    Coverage,
    Edit,
    Finding,
    Fix,
    Outcome,
    OutcomeKind,
    Related,
    Severity,
    Waiver,
)
from drafter.model.section import Section, SectionTree
from drafter.reporting import findings_json, render

TEXT = "I. KẾT QUẢ\nMở 20 lớp <b>&</b>, gồm 8 lớp và 11 lớp.\nII. NHIỆM VỤ\nTiếp tục.\x1b[31m"
DOCUMENT = Document(
    Source("thư mục/báo cáo 1.txt", "txt"),
    TEXT,
    tuple(Block(BlockKind.PARAGRAPH, found.start(), found.end()) for found in re.finditer(r"[^\n]+", TEXT)),
)
TREE = SectionTree(
    (
        Section("i", "I.", "KẾT QUẢ", 1, None, 0, 52, 11),
        Section("ii", "II.", "NHIỆM VỤ", 1, None, 52, len(TEXT), 65),
    )
)


def finding(rule: str, severity: Severity, quote: str, **more: object) -> Finding:
    start = TEXT.index(quote)
    line = TEXT.count("\n", 0, start) + 1
    column = start - (TEXT.rfind("\n", 0, start) + 1) + 1
    fields: dict[str, object] = {"message": f"“{quote}” <sai> 100%", "section": "i", **more}
    return Finding(
        f"id-{rule}", rule, rule.lower(), severity, str(fields["message"]), start, start + len(quote), line, column, None, quote,
        str(fields["section"]), fields.get("related", ()), fields.get("fix"), fields.get("waived"),  # type: ignore[arg-type]
    )  # fmt: skip


SUM = finding("NUM401", Severity.ERROR, "20 lớp", related=(Related(27, 32, "phần"),))
WAIVED = finding(
    "TXT702", Severity.WARNING, "Tiếp tục", section="ii", waived=Waiver("TXT702", "Tiếp tục", "ii", "ý muốn")
)
FIXED = finding("TXT704", Severity.INFO, "<b>", fix=Fix(True, (Edit(22, 25, ""),)))
REPORT = CheckReport(
    (SUM, FIXED, WAIVED),
    Coverage(figures=Count(3, 3), unread=("trang 2",)),
    "2024-H1",
    "title",
    None,
    (Outcome("NUM402", OutcomeKind.CONSISTENT, 11, 13, "9/10 = 90 %"),),
)


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    set_language("vi")


class TestJson:
    def test_keys(self) -> None:
        shape = findings_json(REPORT)
        assert list(shape) == ["schema", "period", "period_source", "outline", "findings", "coverage", "summary"]
        assert list(shape["findings"][0]) == [
            "id", "rule", "name", "severity", "message", "start", "end", "line", "column", "page", "text", "section",
            "related", "fix", "waived",
        ]  # fmt: skip
        assert shape["coverage"] == {
            "figures": {"found": 3, "checked": 3},
            "references": {"found": 0, "checked": 0},
            "dates": {"found": 0, "checked": 0},
            "tables": {"found": 0, "checked": 0},
            "unread": ["trang 2"],
        }

    def test_waived_findings_are_in_it_and_do_not_count(self) -> None:
        shape = findings_json(REPORT)
        assert shape["summary"] == {"error": 1, "warning": 0, "info": 1, "waived": 1}
        assert shape["findings"][2]["waived"] == {"reason": "ý muốn", "until": None}

    def test_outcomes_only_where_asked(self) -> None:
        assert findings_json(REPORT, all_outcomes=True)["outcomes"] == [
            {"rule": "NUM402", "outcome": "consistent", "start": 11, "end": 13, "message": "9/10 = 90 %"}
        ]

    def test_text_is_not_escaped(self) -> None:
        assert "“20 lớp”" in render(REPORT, DOCUMENT, TREE, "json")


class TestText:
    def test_grouped_with_quote_and_caret(self) -> None:
        lines = render(REPORT, DOCUMENT, TREE, "text").split("\n")
        assert lines[0] == "I. KẾT QUẢ"
        quote = next(i for i, line in enumerate(lines) if "Mở 20 lớp" in line)
        assert lines[quote + 1].index("^") == lines[quote].index("20 lớp")
        assert lines[quote + 1].count("^") == len("20 lớp")

    def test_waived_only_where_asked(self) -> None:
        assert "TXT702" not in render(REPORT, DOCUMENT, TREE, "text")
        assert "ý muốn" in render(REPORT, DOCUMENT, TREE, "text", show_waived=True)

    def test_no_colour_unless_asked_and_no_control_characters_ever(self) -> None:
        assert "\x1b" not in render(REPORT, DOCUMENT, TREE, "text", show_waived=True)
        assert (
            "\x1b[31m"
            not in render(REPORT, DOCUMENT, TREE, "text", show_waived=True, colour=True).split("Tiếp tục")[-1]
        )

    def test_summary_and_coverage(self) -> None:
        said = render(REPORT, DOCUMENT, TREE, "text")
        assert "1 lỗi, 0 cảnh báo, 1 lưu ý, 1 đã bỏ qua" in said
        assert "số liệu 3/3" in said
        assert "trang 2" in said

    def test_in_english(self) -> None:
        set_language("en")
        assert "1 error, 0 warning, 1 info, 1 waived" in render(REPORT, DOCUMENT, TREE, "text")


class TestSarif:
    def test_results(self) -> None:
        run = json.loads(render(REPORT, DOCUMENT, TREE, "sarif"))["runs"][0]
        first = run["results"][0]
        assert (first["ruleId"], first["level"]) == ("NUM401", "error")
        assert first["partialFingerprints"] == {"drafterFinding/v1": "id-NUM401"}
        region = first["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"], region["charLength"]) == (2, 4, 6)
        assert " " not in first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert run["results"][2]["suppressions"][0]["justification"] == "ý muốn"
        assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "NUM401"


class TestGithub:
    def test_one_line_a_finding_escaped(self) -> None:
        lines = render(REPORT, DOCUMENT, TREE, "github").splitlines()
        assert len(lines) == 2
        assert lines[0].startswith("::error file=thư mục/báo cáo 1.txt,line=2,col=4,title=NUM401 num401::")
        assert lines[0].endswith("100%25")


class TestHtml:
    def test_everything_is_escaped(self) -> None:
        page = render(REPORT, DOCUMENT, TREE, "html")
        assert "<b>&</b>" not in page
        assert "&lt;" in page
        assert "<sai>" not in page

    def test_nothing_from_elsewhere(self) -> None:
        page = render(REPORT, DOCUMENT, TREE, "html")
        assert "default-src 'none'" in page
        assert not re.search(r"""(?:src|href)=|url\(|@import""", page)

    def test_marks_point_to_their_cards(self) -> None:
        page = render(REPORT, DOCUMENT, TREE, "html")
        ids = set(re.findall(r'data-ids="([^"]+)"', page))
        cards = set(re.findall(r'<div id="(f\d+)"', page))
        assert {one for group in ids for one in group.split()} == cards

    def test_a_document_without_blocks(self) -> None:
        empty = Document(Source("-", "txt"), "", ())
        assert "Drafter" in render(CheckReport((), Coverage()), empty, SectionTree(()), "html")


def test_unknown_format() -> None:
    with pytest.raises(UsageError, match="pdf"):
        render(REPORT, DOCUMENT, TREE, "pdf")
