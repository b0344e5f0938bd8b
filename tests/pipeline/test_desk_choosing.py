"""What the new-draft dialog offers first: the outline and the past report that fit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drafter.messages import catalogue, mark
from drafter.model.desk import NewDraft
from drafter.pipeline.archive import archive_path
from drafter.pipeline.workbench import WorkspaceBench
from drafter.workspace import Workspace, find_workspace, shipped_data

_ = catalogue("pipeline")
UNIT = "Ban Thường trực Ủy ban MTTQ Việt Nam xã Suối Ngàn"
OTHER = """ỦY BAN MTTQ VIỆT NAM
XÃ KHÁC
BAN THƯỜNG TRỰC

BÁO CÁO
Kết quả công tác Mặt trận 6 tháng đầu năm 2024

I. KẾT QUẢ CÔNG TÁC
Đã tổ chức 12 buổi tuyên truyền.
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    shipped = shipped_data()
    shutil.copytree(shipped / "corpus" / "mttq-xa-suoi-ngan", tmp_path / "corpus" / "mttq-xa-suoi-ngan")
    (tmp_path / "corpus" / "zz-khac.txt").write_text(OTHER, "utf-8")
    (tmp_path / "corpus" / "hong.docx").write_bytes(b"no zip")
    shutil.copytree(shipped / "outlines", tmp_path / "outlines")
    (tmp_path / "drafter.toml").write_text(f'[unit]\nname = "{UNIT}"\nkind = "front"\nlevel = "xã"\n', "utf-8")
    return find_workspace(tmp_path)


def offered(workspace: Workspace, period: str) -> list[tuple[str, str]]:
    wish = NewDraft(outline="mttq-xa-6-thang", unit=UNIT, period=period)
    return [(entry.path.name, entry.why) for entry in WorkspaceBench(workspace).reports(wish)]


def test_the_same_period_a_year_before_comes_first_with_the_reason(workspace: Workspace) -> None:
    rows = offered(workspace, "2025-H1")
    assert [name for name, _why in rows] == ["2024-H1.docx", "2023-H1.docx", "2022-H1.docx", "zz-khac.txt", "hong.docx"]
    unit, period, headings = rows[0][1].split(" · ")
    assert unit == _("the same unit")
    assert period == _("{period}, a year before", period="6 tháng đầu năm 2024")
    assert headings == _("{n} of the outline's {all} headings", n=17, all=18)
    assert "xã khác" in rows[3][1].lower()
    assert rows[4][1] == _("says neither unit nor period")


@pytest.mark.parametrize(
    ("period", "first", "why"),
    [
        ("2023-H1", "2022-H1.docx", mark("{period}, a year before")),
        ("2024-H2", "2024-H1.docx", mark("{period}, just before")),
        ("2025-Q1", "2024-H1.docx", mark("{period}")),
    ],
)
def test_the_first_of_a_period(workspace: Workspace, period: str, first: str, why: str) -> None:
    name, reason = offered(workspace, period)[0]
    assert name == first
    assert _(why, period=f"6 tháng đầu năm {first[:4]}") in reason


def test_a_report_of_the_period_itself_or_later_comes_last(workspace: Workspace) -> None:
    names = [name for name, _why in offered(workspace, "2023-H1")]
    assert set(names[-3:]) == {"2024-H1.docx", "2023-H1.docx", "zz-khac.txt"}


def test_the_archive_knows_as_much_as_the_files(workspace: Workspace) -> None:
    from_files = offered(workspace, "2025-H1")
    WorkspaceBench(workspace).add_reports((workspace.corpus,))
    assert archive_path(workspace).is_file()
    names = [name for name, _why in offered(workspace, "2025-H1")]
    assert names[0] == from_files[0][0]


def test_outlines_of_the_units_kind_come_first(workspace: Workspace) -> None:
    ids = [entry.id for entry in WorkspaceBench(workspace).outlines()]
    assert all(one.startswith("mttq-xa") for one in ids[:4])
    workspace.drafts.mkdir(exist_ok=True)
    (workspace.drafts / "x.md").write_text("---\noutline: chi-bo-nam-2-cap\n---\n\n## I. Một {#mot}\n", "utf-8")
    assert WorkspaceBench(workspace).outlines()[0].id == "chi-bo-nam-2-cap"
