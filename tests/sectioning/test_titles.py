"""Where a title ends: guidance, colons, sentences."""

import pytest

from drafter.model.document import Look
from drafter.sectioning.titles import Verdict, clean, read_title


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("Mục tiêu: Phối hợp tổ chức tốt Ngày hội.", "Mục tiêu", "Phối hợp tổ chức tốt Ngày hội."),
        ("Nội dung:", "Nội dung", None),
        (
            "Kết quả các chương trình: giảm nghèo, nước sạch, môi trường",
            "Kết quả các chương trình: giảm nghèo, nước sạch, môi trường",
            None,
        ),
        ("Các kiến nghị: để tháo gỡ khó khăn về kinh phí.", "Các kiến nghị", "để tháo gỡ khó khăn về kinh phí."),
        ("Kiến nghị, đề xuất (nếu có): Bổ sung kinh phí.", "Kiến nghị, đề xuất", "Bổ sung kinh phí."),
        ("Thu ngân sách: tổng thu đạt 4,2 tỷ đồng.", "Thu ngân sách", "tổng thu đạt 4,2 tỷ đồng."),
        ("Cuộc vận động: “Ngày vì người nghèo”", "Cuộc vận động: “Ngày vì người nghèo”", None),
        ("CHỦ ĐỀ: XÂY DỰNG NÔNG THÔN MỚI", "CHỦ ĐỀ: XÂY DỰNG NÔNG THÔN MỚI", None),
        (
            "Công tác chỉ đạo. Ngay từ đầu năm, Hội đã ban hành kế hoạch.",
            "Công tác chỉ đạo",
            "Ngay từ đầu năm, Hội đã ban hành kế hoạch.",
        ),
        ("**Ưu điểm:**", "Ưu điểm", None),
        ("**Đối tượng:** Hội viên các chi hội.", "Đối tượng", "Hội viên các chi hội."),
    ],
)
def test_a_title_ends_before_its_body(text: str, title: str, body: str | None) -> None:
    found = read_title(text, Look())
    assert found.words == title
    assert (None if found.body is None else text[found.body :]) == body
    assert found.verdict is not Verdict.PARAGRAPH


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Về công tác giám sát (nêu rõ số lượng, hình thức...).", "Về công tác giám sát"),
        ("Công tác kiểm tra (nếu có)", "Công tác kiểm tra"),
        ("Tuyên truyền (số hội nghị, số lượt người)", "Tuyên truyền"),
        ("Mô hình điểm (Thôn Thượng)", "Mô hình điểm (Thôn Thượng)"),
        ("Hội Liên hiệp Phụ nữ (LHPN)", "Hội Liên hiệp Phụ nữ (LHPN)"),
        ("[bookmark: _Hlk1]Kết quả **đạt được** .", "Kết quả đạt được"),
        ("Thuận  lợi\u00a0;", "Thuận lợi"),
        ("Thành tích đạt được²", "Thành tích đạt được"),
        ("Diện tích 12 km², 40 m²", "Diện tích 12 km², 40 m²"),
    ],
)
def test_titles_lose_markup_guidance_and_final_stop(text: str, title: str) -> None:
    assert clean(text) == title


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("ĐẶC ĐIỂM TÌNH HÌNH", Verdict.HEADING),
        ("Công tác thông tin, tuyên truyền.", Verdict.HEADING),
        ("Những kết quả đã đạt được", Verdict.HEADING),
        (
            "Ủy ban nhân dân xã đã tổ chức họp dân, kết quả được nhân dân đồng tình. Sau đó xã ban hành kế hoạch.",
            Verdict.PARAGRAPH,
        ),
        ("Trưởng ban chịu trách nhiệm tổng hợp, báo cáo kết quả theo đúng thời hạn được giao.", Verdict.PARAGRAPH),
        ("Tiếp tục đẩy mạnh tuyên truyền pháp luật cho nhân dân ở khu dân cư.", Verdict.OPEN),
    ],
)
def test_headings_and_paragraphs_are_told_by_their_wording(text: str, verdict: Verdict) -> None:
    assert read_title(text, Look()).verdict is verdict


def test_a_heading_style_proves_a_heading_but_not_on_a_sentence() -> None:
    look = Look(outline_level=2)
    assert read_title("Tiếp tục đẩy mạnh tuyên truyền pháp luật ở khu dân cư", look).verdict is Verdict.HEADING
    sentence = "Ủy ban nhân dân xã đã tổ chức họp dân ở chín thôn, nhân dân đồng tình với chủ trương này."
    assert read_title(sentence, look).verdict is Verdict.PARAGRAPH


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (
            "Quốc phòng. Giao 165 thanh niên, kết quả: 03 xã đạt Giỏi.",
            "Quốc phòng",
            "Giao 165 thanh niên, kết quả: 03 xã đạt Giỏi.",
        ),
        ("An ninh. Tốt: 5 vụ.", "An ninh", "Tốt: 5 vụ."),
        ("Ưu điểm. 5/8 chỉ tiêu đạt.", "Ưu điểm", "5/8 chỉ tiêu đạt."),
        ("Vai trò người có uy tín. Hiện nay có 11 người.", "Vai trò người có uy tín", "Hiện nay có 11 người."),
    ],
)
def test_a_title_that_a_full_stop_closes_ends_before_any_colon(text: str, title: str, body: str) -> None:
    found = read_title(text, Look())
    assert (found.words, text[found.body or 0 :]) == (title, body)


@pytest.mark.parametrize("text", ["500 hộ đã vay vốn theo danh sách.", "Trạm y tế xã có 6 cán bộ."])
def test_a_sentence_with_a_figure_is_no_title(text: str) -> None:
    assert read_title(text, Look()).verdict is Verdict.PARAGRAPH
