"""Severities of the workspace's settings: a rule or severity that does not exist is told with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.errors import LocatedError
from drafter.model.finding import Severity
from drafter.pipeline.checking import CheckWishes, check_file
from drafter.workspace import SETTINGS_NAME, find_workspace

REPORT = "BÁO CÁO\nKết quả năm 2024\nI. KẾT QUẢ\nĐã mở 12 lớp; các nghành cùng làm.\n"


@pytest.mark.parametrize(
    ("settings", "line", "key"),
    [
        ('[check.severity]\nTXT = "info"\nNUM499 = "info"\n', 3, "NUM499"),
        ('[check]\nseverity = { TXT701 = "info", ABC = "info" }\n', 2, "ABC"),
        ('[check.severity]\n"TXT701" = "fatal"\n', 2, "TXT701"),
    ],
)
def test_what_does_not_exist_is_told_with_its_line(tmp_path: Path, settings: str, line: int, key: str) -> None:
    (tmp_path / SETTINGS_NAME).write_text(settings, "utf-8")
    report = tmp_path / "report.txt"
    report.write_text(REPORT, "utf-8")
    with pytest.raises(LocatedError) as told:
        check_file(report, CheckWishes(), find_workspace(tmp_path))
    place = told.value.place
    assert (Path(place.path).name, place.line, place.key) == (SETTINGS_NAME, line, f"check.severity.{key}")


def test_what_exists_is_taken(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_NAME).write_text('[check.severity]\nTXT = "info"\n', "utf-8")
    report = tmp_path / "report.txt"
    report.write_text(REPORT, "utf-8")
    found = check_file(report, CheckWishes(), find_workspace(tmp_path)).report.findings
    assert {one.severity for one in found if one.rule == "TXT701"} == {Severity.INFO}
