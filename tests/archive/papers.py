"""Small reports as the archive's tests file them."""

from drafter.archive import Record, record_of
from drafter.extracting import extract
from drafter.reading import from_text
from drafter.sectioning import section

_FRAME = """ỦY BAN MTTQ VIỆT NAM
XÃ {upper}
BAN THƯỜNG TRỰC
Số: {number}/BC-MTTQ-BTT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{name}, ngày 08 tháng 6 năm {year}
BÁO CÁO
Kết quả công tác Mặt trận 6 tháng đầu năm, nhiệm vụ trọng tâm 6 tháng cuối năm {year}
{body}
Nơi nhận:
- Lưu VT.
"""

BODY = """I. KẾT QUẢ CÔNG TÁC MẶT TRẬN 6 THÁNG ĐẦU NĂM {year}
1. Tuyên truyền
Mặt trận xã tổ chức {meetings} buổi nói chuyện với 1.250 lượt người nghe, tăng 2 buổi so với cùng kỳ năm trước.
2. Giảm nghèo
Cuối kỳ, toàn xã còn {poor} hộ nghèo, 57 hộ cận nghèo; kế hoạch năm là 40 hộ nghèo.
3. Hòa giải ở cơ sở
Các tổ hoà giải khỏe về người, vững về luật, nhận 14 vụ việc. Quyết định số 217-QĐ/TW được phổ biến tới từng bản.
II. NHIỆM VỤ TRỌNG TÂM 6 THÁNG CUỐI NĂM {year}
Phấn đấu chỉ còn 45 hộ nghèo."""


def paper(name: str = "Nậm Khao", year: int = 2023, *, poor: int = 82, meetings: int = 16, body: str = BODY) -> str:
    """The text of a half-year report of a commune."""
    return _FRAME.format(
        upper=name.upper(),
        name=name,
        number=year - 2000,
        year=year,
        body=body.format(year=year, poor=poor, meetings=meetings),
    )


def record(text: str) -> Record:
    document = from_text(text, path="a.txt")
    tree = section(document)
    return record_of(document, tree, extract(document, tree))
