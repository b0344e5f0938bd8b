"""This year's outline is not last year's: items that were merged, split, moved or are new, and where last period's text goes."""

from pathlib import Path

import pytest

from drafter import drafting
from drafter.cli.start import run
from drafter.model.draft import Draft

LAST = """HỘI NÔNG DÂN HUYỆN KIM SƠN
HỘI NÔNG DÂN XÃ THẠCH BÌNH
Số: 14-BC/HND
Thạch Bình, ngày 10 tháng 6 năm 2024
BÁO CÁO
Kết quả công tác Hội và phong trào nông dân 6 tháng đầu năm 2024
1. Công tác tuyên truyền, vận động
Các chi hội mở 14 buổi sinh hoạt với 612 lượt hội viên.
2. Hoạt động hỗ trợ vốn cho nông dân
Dư nợ ủy thác đạt 18,4 tỷ đồng cho 312 hộ vay.
3. Dạy nghề và tư vấn việc làm
Phối hợp mở 2 lớp dạy nghề với 64 học viên.
4. Bảo vệ môi trường và an toàn thực phẩm
Trồng 2.400 cây xanh; ký cam kết với 97 hộ.
5. Công tác xây dựng tổ chức Hội
5.1. Phát triển hội viên
Kết nạp 18 hội viên.
5.2. Công tác kiểm tra, giám sát
Kiểm tra 5/11 chi hội.
"""
OUTLINE = """id: hoi-moi
title: Kết quả công tác Hội và phong trào nông dân 6 tháng đầu năm 2025
period: 2025-H1
items:
  - id: xd-hoi
    label: "1."
    title: Công tác xây dựng tổ chức Hội
    items:
      - {id: hoi-vien, label: 1.1., title: Phát triển hội viên}
      - {id: tuyen-truyen, label: 1.2., title: "Công tác tuyên truyền, vận động"}
  - {id: von-nghe, label: "2.", title: Hoạt động hỗ trợ vốn cho nông dân; dạy nghề và tư vấn việc làm}
  - {id: moi-truong, label: "3.", title: Bảo vệ môi trường}
  - {id: an-toan, label: "4.", title: An toàn thực phẩm}
  - {id: kiem-tra, label: "5.", title: "Công tác kiểm tra, giám sát"}
  - {id: so-hoa, label: "6.", title: Chuyển đổi số trong nông nghiệp}
"""


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafter.toml").write_text('[unit]\nname = "Hội Nông dân xã Thạch Bình"\n', "utf-8")
    (tmp_path / "moi.yaml").write_text(OUTLINE, "utf-8")
    (tmp_path / "cu.txt").write_text(LAST, "utf-8")
    call = ["new", "--outline", "moi.yaml", "--period", "2025-H1", "--previous", "cu.txt", "-o", "moi.md"]
    assert run(call) == 0
    return capsys.readouterr().out


@pytest.fixture
def draft(printed: str, tmp_path: Path) -> Draft:
    return drafting.load(tmp_path / "moi.md")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("hoi-vien", "Kết nạp ⟦18⟧ hội viên."),
        ("tuyen-truyen", "⟦14⟧ buổi sinh hoạt"),  # moved to another parent
        ("von-nghe", "⟦18,4⟧ tỷ đồng"),  # two became one
        ("von-nghe", "⟦64⟧ học viên"),
        ("moi-truong", "⟦2.400⟧ cây xanh; ký cam kết với ⟦97⟧ hộ"),  # one became two
        ("kiem-tra", "⟦5/11⟧ chi hội"),  # moved up
    ],
)
def test_each_text_is_under_the_item_that_took_it_over(draft: Draft, item: str, said: str) -> None:
    section = draft.section(item)
    assert section is not None
    assert said in section.body


def test_of_a_split_item_the_second_half_says_where_its_text_stands(draft: Draft, printed: str) -> None:
    second = draft.section("an-toan")
    assert second is not None
    assert "3. Bảo vệ môi trường" in second.body
    assert second.body.endswith("-->"), "a comment: no text of the report"
    (line,) = [line for line in printed.splitlines() if "4. An toàn thực phẩm" in line]
    assert line.endswith("3.)")


def test_nothing_is_left_over_and_the_new_item_is_empty(draft: Draft) -> None:
    assert draft.section("chua-co-cho") is None
    new = draft.section("so-hoa")
    assert new is not None
    assert "⟦" not in new.body


def test_headings_of_merged_sections_lose_their_old_numbers(draft: Draft) -> None:
    merged = draft.section("von-nghe")
    assert merged is not None
    lines = merged.body.splitlines()
    assert "Dạy nghề và tư vấn việc làm" in lines
    assert not [line for line in lines if line.startswith(("2.", "3."))], "numbers of another outline"
