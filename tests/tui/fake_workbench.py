"""A workspace in memory for the start screen."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from fake_desk import FakeDesk, went_on

from drafter.errors import LockedError, UnreadableFileError
from drafter.model.desk import (
    AddedReports,
    ArchiveEntry,
    CarryRow,
    DraftEntry,
    ImportedOutline,
    NewDraft,
    OutlineEntry,
    Passage,
    Progress,
    ReportEntry,
    TrendRow,
    UiSettings,
)
from drafter.model.draft import CarryChoice
from drafter.model.outline import Grade
from drafter.tui.desk import Desk


@dataclass
class FakeWorkbench:
    name: str = "mat-tran-dong-may"
    unit: str = "MTTQ xã Đồng Mây"
    settings: UiSettings = field(default_factory=UiSettings)
    made: list[NewDraft] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    remembered: dict[str, Any] = field(default_factory=dict)
    added: list[Path] = field(default_factory=list)
    go_on: threading.Event = field(default_factory=went_on)
    empty: bool = False

    def remember(self, name: str, value: Any) -> None:
        self.remembered[name] = value

    def drafts(self) -> tuple[DraftEntry, ...]:
        if self.empty:
            return ()
        at = datetime(2023, 6, 12, 10, 42)
        return (
            DraftEntry(Path("drafts/6-thang.md"), "Báo cáo công tác Mặt trận 6 tháng đầu năm 2023", "6 tháng đầu năm 2023",
                       at, 12, 28, 31),
            DraftEntry(Path("drafts/quy-1.md"), "Báo cáo quý I năm 2023", "quý I năm 2023", at.replace(month=3), 9, 9, 0,
                       "thu.ha @ may-2"),
        )  # fmt: skip

    def outlines(self) -> tuple[OutlineEntry, ...]:
        return (
            OutlineEntry("mttq-xa-6-thang", "Đề cương báo cáo 6 tháng đầu năm", 28, ("2023-H1", "2022-H1")),
            OutlineEntry("mttq-xa-nam", "Đề cương báo cáo năm", 34, ("2023",)),
        )

    def reports(self, wish: NewDraft, progress: Progress) -> tuple[ReportEntry, ...]:
        return (
            ReportEntry(Path("corpus/2022-H1.docx"), "dong-may/2022-H1.docx", "cùng đơn vị · 6 tháng đầu năm 2022"),
            ReportEntry(Path("corpus/2022.docx"), "dong-may/2022.docx", "cùng đơn vị · năm 2022"),
        )

    def carry_table(self, wish: NewDraft, progress: Progress) -> tuple[CarryRow, ...]:
        return (
            CarryRow("tinh-hinh", "I.", "TÌNH HÌNH NHÂN DÂN", 1, Grade.EXACT, CarryChoice.KEEP, 3, 2, 1),
            CarryRow(
                "tuyen-truyen", "1.", "Công tác tuyên truyền, vận động", 2, Grade.LIKELY, CarryChoice.KEEP, 12, 4, 0
            ),
            CarryRow("giam-sat", "2.", "Giám sát và phản biện xã hội", 2, Grade.WEAK, CarryChoice.PLACEHOLDER, 5, 0, 0),
            CarryRow("moi", "3.", "Chuyển đổi số trong công tác Mặt trận", 2, Grade.NONE, CarryChoice.CLEAR),
        )

    def create(self, wish: NewDraft, progress: Progress) -> Path:
        self.made.append(wish)
        return Path("drafts/moi.md")

    def open(self, path: Path) -> Desk:
        if path.name == "quy-1.md":
            raise LockedError("drafts/quy-1.md: thu.ha @ may-2 đang mở từ 10:42 / is open elsewhere")
        self.opened.append(path)
        return FakeDesk()

    def import_outline(self, path: Path, progress: Progress) -> ImportedOutline:
        if not path.name.endswith(".docx"):
            raise UnreadableFileError(f"{path}: không có tệp này / no such file")
        return ImportedOutline("mttq-xa-quy-2", Path("outlines/mttq-xa-quy-2.yaml"), 21, 48, ("mục 3.2 không có tên",))

    def search(self, query: str) -> tuple[Passage, ...]:
        return (Passage("Giám sát 3 cuộc về thu các khoản đóng góp.", "Báo cáo 6 tháng đầu năm 2022, mục 3"),)

    def trends(self, query: str) -> tuple[TrendRow, ...]:
        points = (("2021-H1", "9"), ("2022-H1", "12"), ("2022-H2", "11"))
        return (TrendRow("MTTQ xã Đồng Mây", "cuộc", points, (9.0, 12.0, 11.0)),)

    def archived(self) -> tuple[ArchiveEntry, ...]:
        return (
            ArchiveEntry(Path("corpus/2022-H1.docx"), "Báo cáo 6 tháng đầu năm 2022", "MTTQ xã Đồng Mây", "2022-H1"),
            ArchiveEntry(Path("corpus/2021.docx"), "Báo cáo năm 2021", "MTTQ xã Đồng Mây", "2021", False),
        )

    def add_reports(self, paths: tuple[Path, ...], progress: Progress) -> AddedReports:
        progress(2, 3, "đọc và xếp")
        while not self.go_on.wait(0.02):  # a test holds it
            progress(2, 3, "đọc và xếp")
        self.added.extend(paths)
        return AddedReports(2, 1, {"hong.docx": "không đọc được"}, {"la.docx": "kỳ"})
