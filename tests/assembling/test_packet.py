"""The packet for the leader, and the report as text."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from lxml import etree

from drafter import assembling, drafting
from drafter.assembling.packet import difference
from drafter.model.draft import FigureState, LedgerEntry

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAFT = drafting.parse(
    """---
unit: UBND xã Suối Ngàn
---
# Báo cáo tháng 6

## I. Một {#a}

<!-- nêu rõ -->
Đã tổ chức 15 buổi với **1.200** lượt người.

Nội dung mới của kỳ này.

| TT | Số hộ |
|---|---|
| 1 | ⟦12⟧ |
"""
)
OLD = {"a": "Đã tổ chức 12 buổi với 1.050 lượt người.\nViệc cũ không còn làm nữa, đã bàn giao cho xã khác quản lý."}


def document(content: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def packet() -> etree._Element:
    ledger = (
        LedgerEntry(
            "f1",
            "a",
            "12",
            "12 buổi",
            subject="buổi tuyên truyền",
            new="15",
            state=FigureState.REPLACED,
            source="2022.docx",
        ),
        LedgerEntry("f2", "a", "9", "9 hộ", subject="hộ nghèo", new="9", state=FigureState.CONFIRMED),
        LedgerEntry("f3", "a", "12", "12 hộ", subject="hộ cận nghèo"),
    )
    return document(assembling.packet(DRAFT, layout="decree30", previous=OLD, ledger=ledger))


def said(root: etree._Element, tag: str) -> list[str]:
    return ["".join(node.text or "" for node in one.iter(f"{W}t", f"{W}delText")) for one in root.iter(f"{W}{tag}")]


def test_changes_are_tracked_word_by_word() -> None:
    root = packet()
    deleted, inserted = [text for text in said(root, "del") if text], [text for text in said(root, "ins") if text]
    assert deleted[:2] == ["12", "1.050"]
    assert inserted[:2] == ["15", "1.200"]
    assert "Việc cũ không còn làm nữa, đã bàn giao cho xã khác quản lý." in deleted
    assert "Nội dung mới của kỳ này." in inserted
    numbers = [one.get(f"{W}id") for one in root.iter(f"{W}ins", f"{W}del")]
    assert len(numbers) == len(set(numbers))


def test_accepting_gives_the_new_text_and_refusing_the_old() -> None:
    root = packet()
    body = "\n".join(said(root, "p"))
    new = re.sub(r"\s+", " ", "".join(node.text or "" for node in root.iter(f"{W}t")))
    old = "".join(
        node.text or ""
        for node in root.iter(f"{W}t", f"{W}delText")
        if not any(parent.tag == f"{W}ins" for parent in node.iterancestors())
    )
    assert "Đã tổ chức 15 buổi với 1.200 lượt người." in new
    assert "Đã tổ chức 12 buổi với 1.050 lượt người." in old
    assert "nêu rõ" not in body


def test_changed_figures_and_open_questions() -> None:
    root = packet()
    rows = [said(row, "p") for row in next(root.iter(f"{W}tbl")).iter(f"{W}tr")]
    assert rows[1] == ["1", "buổi tuyên truyền", "12", "15", "+3", "2022.docx"]
    assert rows[2][1:4] == ["hộ cận nghèo", "12", "chưa xác nhận"]
    assert len(rows) == 3
    lines = said(root, "p")
    assert any("⟦12⟧" in line for line in lines) and any("(signer)" in line for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "gap"),
    [
        ("12", "15", "+3"),
        ("1.245", "1.044", "-201"),
        ("999", "1.234.999", "+1.234.000"),
        ("95,36%", "96,1%", "+0,74"),
        ("12", "12", "0"),
        ("khoảng 12", "15", ""),
        ("12", None, ""),
        ("214/1.305", "220/1.305", ""),
    ],
)
def test_differences(old: str, new: str | None, gap: str) -> None:
    assert difference(old, new) == gap


def test_the_report_as_text_and_markdown() -> None:
    text = assembling.to_text(DRAFT, layout="decree30")
    assert "BÁO CÁO\nTháng 6\n" in text
    assert "Đã tổ chức 15 buổi với 1.200 lượt người.\nNội dung mới của kỳ này.\nTT\tSố hộ\n1\t⟦12⟧\n" in text
    markdown = assembling.to_markdown(DRAFT, layout="decree30")
    assert "## I. Một\n\nĐã tổ chức 15 buổi với **1.200** lượt người.\n\n" in markdown
    assert "| TT | Số hộ |\n|---|---|\n| 1 | ⟦12⟧ |" in markdown
    assert "nêu rõ" not in text + markdown and "{#a}" not in markdown


def test_what_is_open_in_one_place_stands_on_one_line() -> None:
    text = "# Báo cáo\n## I. Một {#a}\nCó ⟦3⟧ hộ và ⟦4⟧ nhà, đạt ⟦?%⟧.\n## II. Hai {#b}\nCó ⟦5⟧ xã.\n"
    root = document(assembling.packet(drafting.parse(text), layout="decree30", previous={}))
    said = ["".join(node.text or "" for node in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]
    marked = [line for line in said if line.startswith("- ") and "⟦" in line]
    assert [re.findall("⟦[^⟧]*⟧", line) for line in marked] == [["⟦3⟧", "⟦4⟧"], ["⟦?%⟧"], ["⟦5⟧"]]
