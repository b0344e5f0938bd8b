"""`drafter extract` as a table and as CSV, and `drafter facts-diff` over two of its outputs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from drafter.cli.start import run

_REPORT = (
    "BÁO CÁO\nKết quả năm 2024\n1. Kết quả\n"
    "Toàn xã có hơn 1.245 hộ, trong đó {poor} hộ nghèo, chiếm 25,06%; trao 3,7 tỷ đồng.\n"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(_REPORT.format(poor=312), "utf-8")
    return path


def test_the_table_writes_numbers_as_offices_do(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(report)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("1.245 hộ" in line and "> 1.245" in line for line in lines)
    assert any("3,7 tỷ đồng" in line and "3.700.000.000" in line for line in lines)


def test_csv_is_for_programs(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", str(report), "--format", "csv"]) == 0
    rows = {row["text"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert (rows["1.245 hộ"]["value"], rows["1.245 hộ"]["qualifier"], rows["1.245 hộ"]["unit"]) == (
        "1245",
        "more-than",
        "hộ",
    )
    assert (rows["25,06%"]["value"], rows["năm 2024"]["value"]) == ("25.06", "2024")


def test_facts_gained_and_lost(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for name, poor in (("old", 312), ("new", 310)):
        report.write_text(_REPORT.format(poor=poor), "utf-8")
        assert run(["extract", str(report), "--format", "json"]) == 0
        outputs.append(tmp_path / f"{name}.json")
        outputs[-1].write_text(capsys.readouterr().out, "utf-8")
    assert run(["facts-diff", *map(str, outputs), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [fact["value"] for fact in told["lost"] if fact["list"] == "figures"] == [312]
    assert [fact["value"] for fact in told["gained"] if fact["list"] == "figures"] == [310]
