"""`drafter collect`: many units' reports become one table, and what a person must look at is told."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from drafter import drafting
from drafter.cli.start import run
from drafter.errors import UsageError
from drafter.pipeline.collected_tables import as_csv, as_workbook, put_into_draft
from drafter.pipeline.collecting import Collection, collect
from drafter.workspace import Workspace, find_workspace

OUTLINE = """id: bieu-xa
kind: annual-report
title: Kết quả công tác {{ period }}
items:
  - id: kq
    label: I.
    title: KẾT QUẢ
appendices:
  - id: phu-luc
    title: Số liệu {{ period }}
    rows:
      - {id: ho, label: '1', title: Tổng số hộ, unit: hộ, sums: true}
      - {id: kinh, label: '1.1', title: Hộ dân tộc Kinh, unit: hộ, level: 2}
      - {id: khac, label: '1.2', title: Hộ dân tộc khác, unit: hộ, level: 2}
      - {id: ngheo, label: '2', title: Hộ nghèo, unit: hộ}
      - {id: thu, label: '3', title: Thu nhập bình quân đầu người, unit: triệu đồng/người/năm}
      - {id: bhyt, label: '4', title: Người tham gia bảo hiểm y tế, unit: người}
"""

REPORT = """ỦY BAN NHÂN DÂN XÃ {name}
Số: {number}/BC-UBND

BÁO CÁO
Kết quả công tác năm {year}

I. KẾT QUẢ
Xã có {all} hộ, trong đó {kinh} hộ dân tộc Kinh và {other} hộ dân tộc khác. Toàn xã còn {poor} hộ nghèo.
{more}
"""


def paper(folder: Path, name: str, **values: object) -> Path:
    said = {"number": 12, "year": 2024, "all": 900, "kinh": 500, "other": 400, "poor": 41, "more": ""} | values
    path = folder / f"{name.lower().replace(' ', '-')}-{said['year']}.txt"
    path.write_text(REPORT.format(name=name, **said), "utf-8")
    return path


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafter.toml").write_text('[unit]\nname = "UBND tỉnh"\n', "utf-8")
    (tmp_path / "outlines").mkdir()
    (tmp_path / "outlines" / "bieu-xa.yaml").write_text(OUTLINE, "utf-8")
    return find_workspace(tmp_path)


@pytest.fixture
def gathered(workspace: Workspace, tmp_path: Path) -> Collection:
    papers = [
        paper(tmp_path, "NÀ PHẠ", more="Số người tham gia bảo hiểm y tế là 3.210 người."),
        paper(tmp_path, "TÀ SÌN", kinh=310, other=280, all=600, poor=52),  # the parts make 590
        paper(tmp_path, "PÁ VẠT", year=2023),
        tmp_path / "khong-co.txt",
    ]
    units = ("xã Nà Phạ", "Xã Tà Sìn", "xã Huổi Lèng")
    return collect(papers, "bieu-xa", workspace, units=units)


def cells(collection: Collection) -> dict[str, list[int | None]]:
    (table,) = collection.tables
    return {
        key: [None if one.gathered.found is None else int(one.gathered.found.value) for one in row]
        for key, row in table.cells.items()
    }


def test_one_row_an_indicator_one_column_a_unit(gathered: Collection) -> None:
    assert gathered.period == "2024"
    assert [source.path.name for source in gathered.sources] == ["nà-phạ-2024.txt", "tà-sìn-2024.txt"]
    got = cells(gathered)
    assert got["kinh"] == [500, 310]
    assert got["ngheo"] == [41, 52]
    assert got["bhyt"] == [3210, None]
    assert gathered.tables[0].totals["ngheo"] == 93
    assert "thu" not in gathered.tables[0].totals


def test_what_a_person_must_look_at_is_told(gathered: Collection) -> None:
    assert gathered.missing_units == ("xã Huổi Lèng",)
    assert any("bảo hiểm y tế" in line and "TÀ SÌN" in line for line in gathered.missing)
    assert sorted(Path(path).name for path in gathered.left_out) == ["khong-co.txt", "pá-vạt-2023.txt"]


def test_parts_that_do_not_add_up_are_told(workspace: Workspace, tmp_path: Path) -> None:
    table = "Chỉ tiêu\tĐơn vị tính\tNăm 2024\nTổng số hộ\thộ\t600\nHộ dân tộc Kinh\thộ\t310\nHộ dân tộc khác\thộ\t280\n"
    path = tmp_path / "bc.txt"
    path.write_text(
        REPORT.split("I. KẾT", maxsplit=1)[0].format(name="A", number=1, year=2024) + "PHỤ LỤC\n" + table, "utf-8"
    )
    said = collect([path], "bieu-xa", workspace).contradictions
    assert [("600" in line, "590" in line) for line in said] == [(True, True)]


def test_the_later_of_two_reports_of_a_unit_stands(workspace: Workspace, tmp_path: Path) -> None:
    first = paper(tmp_path, "NÀ PHẠ", poor=41)
    second = tmp_path / "na-pha-sua.txt"
    second.write_text(first.read_text("utf-8").replace("41 hộ nghèo", "44 hộ nghèo"), "utf-8")
    collection = collect([first, second], "bieu-xa", workspace)
    assert len(collection.sources) == 1
    assert len(collection.left_out) == 1


def test_an_outline_without_a_figure_table_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    bare = OUTLINE.split("appendices:", maxsplit=1)[0].replace("bieu-xa", "tron")
    (tmp_path / "outlines" / "tron.yaml").write_text(bare, "utf-8")
    with pytest.raises(UsageError, match="tron"):
        collect([paper(tmp_path, "A")], "tron", workspace)


def test_no_usable_report_is_told_with_the_reason(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="khong-co"):
        collect([tmp_path / "khong-co.txt"], "bieu-xa", workspace, period="2024")


def test_the_workbook_has_values_sources_and_remarks(gathered: Collection) -> None:
    book = load_workbook(io.BytesIO(as_workbook(gathered)))
    table, sources, remarks = book.worksheets
    poor = next(row for row in table.iter_rows(min_row=2) if row[1].value == "Hộ nghèo")
    assert [cell.value for cell in poor[3:]] == [41, 52, 93]
    assert poor[3].comment is not None
    assert "nà-phạ-2024.txt" in poor[3].comment.text
    assert sum(1 for row in sources.iter_rows(min_row=2) if row[0].value == "Hộ nghèo") == 2
    assert any("Huổi Lèng" in str(row[1].value) for row in remarks.iter_rows())


def test_a_units_name_never_runs_as_a_formula(workspace: Workspace, tmp_path: Path) -> None:
    draft = tmp_path / "=1+1.md"
    draft.write_text("---\noutline: bieu-xa\n---\n# BÁO CÁO\n\nCó 41 hộ nghèo.\n", "utf-8")
    collection = collect([draft], "bieu-xa", workspace, period="2024")
    assert collection.sources[0].unit.startswith("=")
    table = load_workbook(io.BytesIO(as_workbook(collection))).worksheets[0]
    assert table.cell(1, 4).data_type == "s"
    rows = list(csv.reader(io.StringIO(as_csv(collection).decode("utf-8-sig"))))
    assert not any(words.startswith(("=", "+", "-", "@")) for row in rows for words in row)


def test_the_csv_names_each_values_source(gathered: Collection) -> None:
    rows = list(csv.reader(io.StringIO(as_csv(gathered).decode("utf-8-sig"))))
    poor = next(row for row in rows if row[1] == "Hộ nghèo")
    assert poor[3] == "41"
    assert "nà-phạ-2024.txt" in poor[4]
    assert poor[-1] == "93"


def test_the_table_becomes_an_appendix_of_a_draft_and_is_renewed(
    gathered: Collection, workspace: Workspace, tmp_path: Path
) -> None:
    draft = tmp_path / "tinh.md"
    draft.write_text("---\noutline: bieu-xa\n---\n# BÁO CÁO\n\n## I. KẾT QUẢ {#kq}\n\nMột câu của cán bộ.\n", "utf-8")
    for _again in range(2):
        assert put_into_draft(gathered, draft, workspace) == ("tong-hop-phu-luc",)
        after = drafting.load(draft)
        assert [section.id for section in after.sections] == ["kq", "tong-hop-phu-luc"]
        assert after.sections[0].body == "Một câu của cán bộ."
    assert "| 2 | Hộ nghèo | hộ | 41 | 52 | 93 |" in after.sections[1].body
    assert "⟦?⟧" in after.sections[1].body
    assert len(drafting.backups(draft, workspace.state)) >= 1


def test_the_command_writes_and_tells(workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "gui-len"
    folder.mkdir()
    paper(folder, "NÀ PHẠ")
    paper(folder, "TÀ SÌN", poor=52)
    target = tmp_path / "th.xlsx"
    assert run(["collect", str(folder), "--outline", "bieu-xa", "-o", str(target)]) == 0
    assert target.stat().st_size > 5000
    assert run(["collect", str(folder), "--outline", "bieu-xa", "-o", str(target)]) == 2
    capsys.readouterr()
    assert run(["collect", str(folder), "--outline", "bieu-xa", "--format", "json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    poor = next(row for row in shape["tables"][0]["rows"] if row["id"] == "ngheo")
    assert ([cell["value"] for cell in poor["cells"]], poor["total"]) == ([41, 52], 93)
    assert run(["collect", str(folder), "--outline", "bieu-xa", "-o", str(tmp_path / "th.docx")]) == 2
