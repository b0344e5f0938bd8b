"""Where a run-in title ends before what somebody does, and where a list completes it."""

import pytest

from drafter.model.document import Look
from drafter.sectioning.titles import clean, read_title


@pytest.mark.parametrize(
    "text",
    [
        "Trạm Y tế¦: lập danh sách đối tượng, tổ chức khám trước ngày 15/7.",
        "Công an xã¦: bảo đảm an ninh trật tự, phân luồng giao thông.",
        "Các trường tiểu học¦: bàn giao học sinh về thôn trước khi nghỉ hè.",
        "Hội Cựu chiến binh¦: vận động hội viên hiến đất, tham gia làm đường.",
        "Bước 2 (từ 10/6 đến 20/6)¦: rà soát, thẩm định hồ sơ ở thôn.",
        "Đợt 1 (tháng 4)¦: tuyên truyền, phát động hưởng ứng.",
        "Thăm hỏi dịp 27/7¦: trao, tặng 36 phần quà cho gia đình chính sách.",
        "Tết Trung thu¦: phát 210 túi bánh kẹo, tổ chức 03 đêm hội.",
        "Giao lưu kết nghĩa¦: đón 02 đoàn, cử 15 hội viên dự lễ hội.",
        "Khó khăn¦: thiếu hóa chất, lực lượng mỏng.",
        "Nguyên nhân chủ quan¦: cán bộ mới, chưa có kinh nghiệm.",
        "Công tác kiểm tra¦ - Đã kiểm tra 4 chi hội, nhắc nhở 1 chi hội chậm nộp hội phí.",
        "Công tác tài chính¦ – Thu 18 triệu đồng, chi 15 triệu đồng.",
    ],
)
def test_a_title_ends_before_what_somebody_does(text: str) -> None:
    title, _, _rest = text.partition("¦")
    found = read_title(text.replace("¦", ""), Look())
    assert found.words == title
    assert found.body is not None


@pytest.mark.parametrize(
    "text",
    [
        "Tình hình triển khai các chương trình: bảo vệ môi trường, phòng chống tội phạm",
        "Công tác phối hợp: tuyên truyền, vận động, giám sát.",
        "Nguyên nhân: khách quan, chủ quan",
        "Các phong trào: Thanh niên tình nguyện; Tuổi trẻ sáng tạo; Tuổi trẻ giữ nước",
        "Các nội dung: Quy hoạch, Hạ tầng, Môi trường",
        "Một số lĩnh vực: y tế, giáo dục, văn hóa",
        "Cuộc vận động “5 không, 3 sạch” và phong trào 2 giỏi",
        "Chương trình phối hợp 2021 - 2025 - Giai đoạn II",
    ],
)
def test_what_completes_a_title_stays_in_it(text: str) -> None:
    assert read_title(text, Look()).words == text.rstrip(".")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Đánh giá kết quả [nếu có]", "Đánh giá kết quả"),
        ("Dự báo tình hình (ngắn gọn)", "Dự báo tình hình"),
        ("Danh sách hội viên (lập bảng)", "Danh sách hội viên"),
        ("Mô hình mới (chọn 02 mô hình tiêu biểu)", "Mô hình mới"),
        ("Kết quả rà soát [ghi rõ số hộ]", "Kết quả rà soát"),
        ("Kết quả thôn Thượng [Khu A]", "Kết quả thôn Thượng [Khu A]"),
    ],
)
def test_brackets_of_any_shape_that_instruct_are_no_title(text: str, title: str) -> None:
    assert clean(text) == title
