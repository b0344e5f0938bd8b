"""Outlines of many styles, each with what a careful reader finds in it."""

import unicodedata

import pytest

from drafter.errors import UsageError
from drafter.model.outline import Ask
from drafter.outlining import fill_slots, filled, import_outline, to_json
from drafter.outlining.asks import make_ask
from drafter.shelves import outlines
from tests.outlining.rendering import CASES, case, imported, rendered, understood

NAMES = sorted(path.stem for path in CASES.glob("*.txt"))


@pytest.mark.parametrize("name", NAMES)
def test_an_outline_is_read_as_a_careful_reader_reads_it(name: str) -> None:
    expected = (CASES / f"{name}.expected").read_text("utf-8").splitlines()
    assert rendered(imported(case(name))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Công tác hòa giải (nêu rõ số vụ việc, tỷ lệ hòa giải thành…).",
            Ask(
                "Công tác hòa giải",
                "nêu rõ số vụ việc, tỷ lệ hòa giải thành…",
                wants_figures=True,
                figures=("số vụ việc", "tỷ lệ hòa giải thành"),
            ),
        ),
        ("Hỗ trợ thiên tai (*nếu có*);", Ask("Hỗ trợ thiên tai", optional=True)),
        ("Nghị quyết Đại hội (khóa XI) trên trang (Fanpage)", Ask("Nghị quyết Đại hội (khóa XI) trên trang (Fanpage)")),
        ("Ba việc: (1) dạy nghề; (2) vay vốn.", Ask("Ba việc: (1) dạy nghề; (2) vay vốn")),
        (
            "Chuyển đổi số ở vùng dân tộc thiểu số; một số mô hình",
            Ask("Chuyển đổi số ở vùng dân tộc thiểu số; một số mô hình"),
        ),
        ("Thực hiện Nghị quyết số 18 và công tác dân số", Ask("Thực hiện Nghị quyết số 18 và công tác dân số")),
        (
            "Ngày hội ở khu dân cư: nêu rõ số khu dân cư tổ chức.",
            Ask(
                "Ngày hội ở khu dân cư",
                "nêu rõ số khu dân cư tổ chức",
                wants_figures=True,
                figures=("số khu dân cư tổ chức",),
            ),
        ),
        (
            "Công tác thi đua. Ghi rõ hình thức khen thưởng.",
            Ask("Công tác thi đua", "Ghi rõ hình thức khen thưởng"),
        ),
        ("Nêu rõ hình thức tuyên truyền", Ask("Nêu rõ hình thức tuyên truyền")),
        (
            "Việc tập huấn (nêu số lớp). Việc kiểm tra.",
            Ask(
                "Việc tập huấn. Việc kiểm tra",
                "nêu số lớp",
                parts=("Việc tập huấn", "Việc kiểm tra"),
                wants_figures=True,
                figures=("số lớp",),
            ),
        ),
        (
            "Hợp tác quốc tế (nêu số lượng các đoàn, buổi giao lưu, nội dung chính...)",
            Ask(
                "Hợp tác quốc tế",
                "nêu số lượng các đoàn, buổi giao lưu, nội dung chính...",
                wants_figures=True,
                figures=("số lượng đoàn", "số lượng buổi giao lưu"),
            ),
        ),
    ],
)
def test_an_ask_is_taken_apart(text: str, expected: Ask) -> None:
    assert make_ask(text) == expected


def test_titles_serve_the_next_period_and_print_as_they_were() -> None:
    outline = imported(case("phu_nu_6_thang"))
    assert "{{ next_period | upper }}" in outline.items[3].title
    assert to_json(outline)["items"][3]["title"] == "NHIỆM VỤ TRỌNG TÂM 6 THÁNG CUỐI NĂM 2024"
    assert filled(outline, "2025-H1").items[3].title == "NHIỆM VỤ TRỌNG TÂM 6 THÁNG CUỐI NĂM 2025"


@pytest.mark.parametrize(
    ("title", "period", "following", "written"),
    [
        ("KẾT QUẢ {{ period | upper }}", "2023-Q3", None, "KẾT QUẢ QUÝ III NĂM 2023"),
        ("Nhiệm vụ {{ next_period }}", "2023", None, "Nhiệm vụ năm 2024"),
        ("Nhiệm vụ {{ next_period }}", "2023-12", None, "Nhiệm vụ tháng 1 năm 2024"),
        ("So với năm {{ last_year }}", "2023-9M", None, "So với năm 2022"),
        ("Nhiệm vụ {{ next_period }}", "2023-H2", "2024", "Nhiệm vụ năm 2024"),
        ("Tiêu đề không có chỗ trống", None, None, "Tiêu đề không có chỗ trống"),
    ],
)
def test_slots_are_filled(title: str, period: str | None, following: str | None, written: str) -> None:
    assert fill_slots(title, period, following) == written


def test_a_slot_nobody_knows_is_named() -> None:
    with pytest.raises(UsageError, match="quy_sau"):
        fill_slots("Nhiệm vụ {{ quy_sau }}", "2023")


REPORT = """BÁO CÁO
Kết quả công tác năm 2023

I. CÔNG TÁC TUYÊN TRUYỀN
Ban Công tác đã tổ chức được 24 buổi tuyên truyền lưu động tại các xóm, thu hút trên 1.250 lượt người tham dự.
II. AN SINH XÃ HỘI
Toàn xã vận động ủng hộ quỹ được 86,5 triệu đồng, đạt 108,1% kế hoạch, thăm hỏi 145 hộ khó khăn trong dịp Tết.
III. DÂN CHỦ
Các tổ hòa giải tiếp nhận và hòa giải thành 31 vụ mâu thuẫn nhỏ trong cộng đồng dân cư ngay từ khi mới phát sinh.
IV. TỔ CHỨC
Xã mở 02 lớp tập huấn nghiệp vụ cho 96 người là cán bộ các xóm và thành viên các tổ chức đoàn thể cơ sở.
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("   \n", "ocr|OCR"),
        (REPORT, "báo cáo|report"),
        ("Kính gửi các đơn vị thành viên.\nĐề nghị gửi báo cáo đúng hạn.\n", "đề cương|outline"),
        (case("chi_bo_nam") + "\n" + case("cchc_thang").replace("ĐỀ CƯƠNG", "\nĐỀ CƯƠNG"), "--which"),
    ],
)
def test_what_is_no_outline_is_refused_in_one_line(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as told:
        import_outline(*understood(text))
    assert "\n" not in str(told.value)


SIGNED = """PHÒNG KINH TẾ XÃ AN LẠC
An Lạc, ngày 27 tháng 6 năm 2025
BÁO CÁO CÔNG TÁC TUẦN 26 NĂM 2025
I. VIỆC TRONG TUẦN
1. Trồng trọt
- Hướng dẫn các thôn làm đất vụ mùa, nạo vét kênh mương nội đồng.
- Tổng hợp nhu cầu giống lúa gửi Hợp tác xã.
II. VIỆC TUẦN TỚI
- Kiểm tra đồng ruộng sau mưa.
NGƯỜI BÁO CÁO
Lý Văn Sào
"""
LETTER = """ỦY BAN NHÂN DÂN XÃ AN LẠC
Số: 55/UBND-KT
V/v mời dự tập huấn
Kính gửi: Trưởng các thôn.
Ủy ban nhân dân xã đề nghị:
1. Các thôn cử 02 người dự tập huấn.
2. Thời gian từ 8 giờ tại hội trường.
Nơi nhận:
- Như trên.
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SIGNED, "ngày|dated"),
        (LETTER, "mời dự tập huấn"),
        ("TỜ TRÌNH\nVề việc sửa nhà văn hóa\n1. Hiện trạng\nNhà dột.\n2. Đề nghị\nCấp kinh phí.\n", "TỜ TRÌNH"),
        ("QUYẾT ĐỊNH\nVề việc thành lập tổ giúp việc\nĐiều 1. Thành lập tổ.\nĐiều 2. Hiệu lực.\n", "QUYẾT ĐỊNH"),
    ],
)
def test_other_papers_are_refused(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        import_outline(*understood(text))


def test_a_form_with_blanks_for_number_and_day_is_no_finished_report() -> None:
    form = SIGNED.replace("ngày 27 tháng 6 năm 2025", "ngày    tháng    năm 2025")
    outline = import_outline(*understood(form))
    assert [item.title for item in outline.items] == ["VIỆC TRONG TUẦN", "VIỆC TUẦN TỚI"]
    assert any("ĐỀ CƯƠNG" in doubt for doubt in outline.doubts)


@pytest.mark.parametrize("name", ["phu_nu_6_thang", "mat_tran_xa_nam", "tre_em_phu_luc"])
def test_decomposed_letters_give_the_same_outline(name: str) -> None:
    assert rendered(imported(unicodedata.normalize("NFD", case(name)))) == rendered(imported(case(name)))


def test_a_deadline_torn_by_a_line_end_is_found() -> None:
    text = case("tre_em_phu_luc")
    torn = text.replace("nộp về xã trước ngày 05/12/2023", "nộp về\nỦy ban nhân dân xã trước ngày\n05/12/2023")
    assert torn != text
    assert imported(torn).deadline == "2023-12-05"


def test_a_title_in_capitals_goes_on_until_it_names_its_period() -> None:
    outline = imported(
        "ĐỀ CƯƠNG\nBÁO CÁO TỔNG KẾT PHONG TRÀO\nCỰU CHIẾN BINH GIÚP NHAU GIAI ĐOẠN 2018 - 2023\n"
        "Yêu cầu: Báo cáo không quá 8 trang.\nI. KẾT QUẢ\nII. KIẾN NGHỊ\n"
    )
    assert outline.period == "2018/2023"
    assert [item.label for item in outline.items] == ["I.", "II."]


def test_an_outline_set_as_a_table() -> None:
    outline = imported(
        "ĐỀ CƯƠNG BÁO CÁO\nCông tác thanh tra năm 2024\n\nTT\tNội dung\tYêu cầu\nI\tKẾT QUẢ THANH TRA\t\n"
        "1\tThanh tra hành chính\tNêu số cuộc, số đơn vị\n2\tTiếp công dân (nếu có)\t\nII\tNHIỆM VỤ NĂM 2025\t\n"
    )
    assert [(item.label, item.optional) for _depth, item in outline.walk()] == [
        ("I", False),
        ("1", False),
        ("2", True),
        ("II", False),
    ]
    assert outline.items[0].items[0].asks[0].figures == ("số cuộc", "số đơn vị")
    assert outline.appendices == ()
    assert outlines.loads(outlines.dump(outline)) == outline
    assert any("dòng 4" in doubt or "line 4" in doubt for doubt in outline.doubts)


def test_one_of_several_outlines_is_chosen() -> None:
    text = case("chi_bo_nam") + "\n" + case("cchc_thang")
    assert import_outline(*understood(text), which=1).period == "2024"
    assert import_outline(*understood(text), which=2).period == "2024-01"


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Báo cáo của cấp xã không quá 10 trang A4, của cấp tỉnh không quá 18 trang A4.", {"xã": 10, "tỉnh": 18}),
        ("Xây dựng báo cáo tối đa 9 trang, gửi về Hội Nông dân huyện trước ngày 05/6/2024.", {"chung": 9}),
        ("Cấp tỉnh tối đa 20 trang; cấp huyện tối đa 15 trang.", {"tỉnh": 20, "huyện": 15}),
        ("Độ dài báo cáo từ 8 - 10 trang khổ A4", {"chung": 10}),
        ("Báo cáo dài không quá mười trang.", {"chung": 10}),
        ("Đăng trên 12 trang thông tin điện tử của huyện", {}),
        ("Xã đã in 300 trang tài liệu", {}),
    ],
)
def test_page_limits(text: str, limits: dict[str, int]) -> None:
    from drafter.outlining.limits import page_limits

    assert page_limits(text) == limits


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Báo cáo gửi về Văn phòng trước ngày 10/6/2022.", "2022-06-10"),
        ("Gửi chậm nhất là ngày 05 tháng 12 năm 2023 để tổng hợp.", "2023-12-05"),
        ("Hạn gửi báo cáo: 17 giờ ngày 20/11.", "2024-11-20"),
        ("Hoàn thành tổ chức hội nghị cấp tỉnh trước ngày 15/7/2022.", None),
        ("Nghị định có hiệu lực trước ngày 01/01/2020.", None),
        ("Công văn số 12 ngày 10/6/2022", None),
    ],
)
def test_deadlines(text: str, iso: str | None) -> None:
    from drafter.outlining.frame import find_deadline

    assert find_deadline(text, 2024)[0] == iso
