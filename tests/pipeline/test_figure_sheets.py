"""The sheet of carried figures that is sent round and comes back."""

import csv
import datetime
import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from drafter.errors import DrafterError
from drafter.model.draft import FigureState, LedgerEntry
from drafter.pipeline.figure_sheets import apply_changes, compare, export_sheet, read_sheet
from drafter.pipeline.ledger import ledger_of

TEXT = """---
outline: thu
period: 2025-H1
---

# Kết quả 6 tháng đầu năm 2025

## I. KẾT QUẢ {#ket-qua}

Tổ chức ⟦27⟧ buổi nói chuyện với ⟦2.085⟧ lượt người nghe, tăng ⟦?%⟧ so với cùng kỳ năm 2024.

## II. QUỸ {#quy}

Vận động ⟦27⟧ triệu đồng.
"""

SIDECAR = """ledger:
- {id: f1, section: ket-qua, old: '27', context: Tổ chức … nói chuyện, subject: buổi nói chuyện, unit: buổi}
- {id: f2, section: ket-qua, old: '2.085', context: nói chuyện với … nghe, subject: lượt người nghe, unit: lượt người}
- {id: f3, section: ket-qua, old: '12', context: 'nghe, tăng … so với', subject: lượt người nghe tăng, unit: '%'}
- {id: f4, section: quy, old: '27', context: Vận động … triệu đồng, subject: vận động, unit: đồng}
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "thu.md"
    path.write_text(TEXT, "utf-8")
    path.with_name("thu.drafter.yaml").write_text(SIDECAR, "utf-8")
    return path


def filled(path: Path, draft: Path, values: dict[str, object]) -> Path:
    """The exported sheet with new values typed in, by id."""
    content, _count = export_sheet(draft, path)
    if path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        for row in rows[1:]:
            row[5] = str(values.get(row[0], row[5]))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        return path
    path.write_bytes(content)
    book = load_workbook(path)
    for row in book.active.iter_rows(min_row=2):
        if row[0].value in values:
            row[5].value = values[row[0].value]
    book.save(path)
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_out_and_back_new_values_stand_in_the_draft(draft: Path, tmp_path: Path, suffix: str) -> None:
    sheet = filled(tmp_path / f"so-lieu{suffix}", draft, {"f1": "31", "f2": "2.085", "f3": "8,4"})
    found = compare(ledger_of(draft), read_sheet(sheet))
    assert [(one.entry.id, one.value, one.state) for one in found.changes] == [
        ("f1", "31", FigureState.REPLACED),
        ("f2", "2.085", FigureState.CONFIRMED),
        ("f3", "8,4", FigureState.REPLACED),
    ]
    assert "⟦27⟧ buổi" in draft.read_text("utf-8"), "nothing is written before it was seen"
    assert apply_changes(draft, found.changes) == ()
    body = draft.read_text("utf-8")
    assert "Tổ chức 31 buổi nói chuyện với 2.085 lượt người nghe, tăng 8,4% so với" in body
    assert "⟦27⟧ triệu đồng" in body
    assert [entry.state for entry in ledger_of(draft)] == [
        FigureState.REPLACED,
        FigureState.CONFIRMED,
        FigureState.REPLACED,
        FigureState.UNCONFIRMED,
    ]


def test_numbers_of_the_spreadsheet_are_printed_as_an_officer_would(draft: Path, tmp_path: Path) -> None:
    sheet = filled(tmp_path / "a.xlsx", draft, {"f1": 31, "f2": 12345, "f3": 8.25})
    assert [one.new for one in read_sheet(sheet)] == ["31", "12.345", "8,25", None]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime.datetime(2025, 5, 3), "03/05/2025"),
        ("#REF!", "#REF!"),
        ("chưa có", "chưa có"),
        ("⟦12⟧", "⟦12⟧"),
        ("=1+<b>", "=1+<b>"),
        ("3.5.7", "3.5.7"),
        ("8.5", "8.5"),
        ("1e9", "1e9"),
        ("2025-05-01", "2025-05-01"),
        ("31 hội nghị", "31 hội nghị"),  # the text goes on with `buổi`
    ],
)
def test_what_is_no_value_is_left_and_told(draft: Path, tmp_path: Path, value: object, said: str) -> None:
    sheet = filled(tmp_path / "a.csv", draft, {"f1": value}) if isinstance(value, str) else None
    sheet = sheet or filled(tmp_path / "a.xlsx", draft, {"f1": value})
    found = compare(ledger_of(draft), read_sheet(sheet))
    assert found.changes == ()
    assert said in found.left[0].why


def sheet_of(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_without_ids_the_label_decides_and_two_of_a_label_decide_nothing(draft: Path, tmp_path: Path) -> None:
    ledger = (*ledger_of(draft), LedgerEntry("f5", "quy", "3", "", subject="vận động", unit="đồng"))
    sheet = sheet_of(
        tmp_path / "a.xlsx",
        [["BẢNG SỐ LIỆU"], ["Chỉ tiêu", "ĐVT", "Số mới"], ["Buổi nói chuyện", "buổi", 31], ["Vận động", "đồng", 5]],
    )
    found = compare(ledger, read_sheet(sheet))
    assert [(one.entry.id, one.value) for one in found.changes] == [("f1", "31")]
    assert [one.row for one in found.left] == [4]


def test_an_id_of_another_draft_is_not_believed(draft: Path, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "a.xlsx", [["Mã", "Chỉ tiêu", "Số kỳ này"], ["f1", "Số hộ nghèo", 31]])
    assert compare(ledger_of(draft), read_sheet(sheet)).changes == ()


def test_two_values_for_one_figure_change_nothing(draft: Path, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "a.xlsx", [["Mã", "Số kỳ này"], ["f1", 31], ["f1", 32]])
    found = compare(ledger_of(draft), read_sheet(sheet))
    assert found.changes == () and "31" in found.left[0].why


def test_a_settled_figure_is_not_replaced_again(draft: Path, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path / "a.xlsx", [["Mã", "Số kỳ này"], ["f1", 31]])
    apply_changes(draft, compare(ledger_of(draft), read_sheet(sheet)).changes)
    again = sheet_of(tmp_path / "b.xlsx", [["Mã", "Số kỳ này"], ["f1", 40]])
    found = compare(ledger_of(draft), read_sheet(again))
    assert found.changes == () and "31" in found.left[0].why


def test_a_mark_that_is_gone_is_told(draft: Path, tmp_path: Path) -> None:
    draft.write_text(TEXT.replace("⟦27⟧ buổi", "nhiều buổi"), "utf-8")
    sheet = sheet_of(tmp_path / "a.xlsx", [["Mã", "Số kỳ này"], ["f1", 31], ["f2", 9]])
    left = apply_changes(draft, compare(ledger_of(draft), read_sheet(sheet)).changes)
    assert [one.row for one in left] == [2]
    assert "⟦27⟧ triệu đồng" in draft.read_text("utf-8") and "9 lượt người" in draft.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xlsx", b"PK\x03\x04 no workbook"), ("a.csv", b"\xff\x00\xfe\xfa"), ("a.csv", b"x,y\n1,2\n"), ("a.ods", b"x")],
)
def test_a_bad_sheet_is_told_in_one_line(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DrafterError, match=name) as told:
        read_sheet(path)
    assert "\n" not in str(told.value)


def test_no_cell_of_a_csv_is_a_formula(draft: Path, tmp_path: Path) -> None:
    beside = draft.with_name("thu.drafter.yaml")
    beside.write_text(SIDECAR.replace("subject: vận động", 'subject: "=HYPERLINK(1)"'), "utf-8")
    content, _count = export_sheet(draft, tmp_path / "a.csv")
    assert "'=HYPERLINK" in content.decode("utf-8-sig")


def test_the_other_places_of_an_indicator_are_told(draft: Path, tmp_path: Path) -> None:
    ledger = (
        *ledger_of(draft),
        LedgerEntry("f9", "phu-luc", "27", "", subject="Buổi nói chuyện · Số liệu", unit="buổi"),
    )
    sheet = sheet_of(tmp_path / "a.xlsx", [["Mã", "Số kỳ này"], ["f1", 31]])
    found = compare(ledger, read_sheet(sheet))
    assert [one.entry.id for one in found.changes] == ["f1"], "shown, not replaced"
    assert [one.label for one in found.left] == ["f9 (phu-luc)"]
