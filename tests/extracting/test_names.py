"""What a paper says of itself, from its letterhead, title and signature."""

from __future__ import annotations

import pytest

from drafter.extracting.names import identify, read_contexts
from drafter.extracting.references import find_references
from drafter.extracting.times import find_dates
from drafter.model.document import Block, BlockKind, Document, Source
from drafter.model.fact import Identity
from drafter.model.section import DocumentKind, Paper, Part, PartKind, SectionTree

PLAIN = SectionTree(())


def paper(text: str) -> Document:
    blocks = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    return Document(Source("-", "txt"), text, tuple(blocks))


def identity(text: str, tree: SectionTree = PLAIN) -> Identity:
    document = paper(text)
    contexts = read_contexts(document, tree)
    dates, references = [], []
    for block in document.body:
        dates += find_dates(text, block.start, block.end, contexts.at(block.start))
        references += find_references(text, block.start, block.end, contexts.at(block.start))
    return identify(document, tree, dates, references)


FRONT = """ỦY BAN MTTQ VIỆT NAM
XÃ AN HÒA
BAN THƯỜNG TRỰC

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 12/BC-MTTQ-BTT

An Hòa, ngày 05 tháng 6 năm 2024

BÁO CÁO
Kết quả công tác Mặt trận 6 tháng đầu năm 2024

Trong kỳ, Ban Thường trực đã tổ chức 12 hội nghị.

TM. BAN THƯỜNG TRỰC
CHỦ TỊCH

Trần Thị Hoa
"""

PARTY = """ĐẢNG BỘ HUYỆN BÌNH SƠN
ĐẢNG ỦY XÃ TÂN LẬP
*
Số 15-BC/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Tân Lập, ngày 20 tháng 12 năm 2023
BÁO CÁO
tình hình thực hiện nhiệm vụ năm 2023
-----
Đảng ủy báo cáo như sau.
T/M BAN THƯỜNG VỤ
BÍ THƯ
Lê Văn Bình
"""

STATE = """UBND HUYỆN CHI LĂNG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
PHÒNG NỘI VỤ                       Độc lập - Tự do - Hạnh phúc
Số: 45/BC-NV          Chi Lăng, ngày 12 tháng 9 năm 2022
BÁO CÁO
Công tác cải cách hành chính quý III năm 2022
Nội dung báo cáo ở dưới đây.
KT. TRƯỞNG PHÒNG
PHÓ TRƯỞNG PHÒNG
Hoàng Minh Đức
"""


def test_a_front_report() -> None:
    assert identity(FRONT) == Identity(
        unit="ỦY BAN MTTQ VIỆT NAM XÃ AN HÒA",
        superior=None,
        place="An Hòa",
        number="12/BC-MTTQ-BTT",
        date="2024-06-05",
        title="BÁO CÁO Kết quả công tác Mặt trận 6 tháng đầu năm 2024",
        period="2024-H1",
        authority="TM. BAN THƯỜNG TRỰC",
        signer="Trần Thị Hoa",
    )


def test_a_party_report() -> None:
    said = identity(PARTY)
    assert (said.superior, said.unit) == ("ĐẢNG BỘ HUYỆN BÌNH SƠN", "ĐẢNG ỦY XÃ TÂN LẬP")
    assert (said.number, said.date, said.place) == ("15-BC/ĐU", "2023-12-20", "Tân Lập")
    assert (said.period, said.authority, said.signer) == ("2023", "T/M BAN THƯỜNG VỤ", "Lê Văn Bình")


def test_a_letterhead_in_two_columns() -> None:
    said = identity(STATE)
    assert (said.superior, said.unit) == ("UBND HUYỆN CHI LĂNG", "PHÒNG NỘI VỤ")
    assert (said.number, said.date, said.place) == ("45/BC-NV", "2022-09-12", "Chi Lăng")
    assert (said.period, said.authority, said.signer) == ("2022-Q3", "KT. TRƯỞNG PHÒNG", "Hoàng Minh Đức")


def test_a_draft_that_is_not_yet_numbered_or_dated() -> None:
    blank = FRONT.replace("Số: 12/", "Số:    /").replace("ngày 05 tháng 6", "ngày    tháng   ")
    said = identity(blank.replace("Trần Thị Hoa", "(ký, ghi rõ họ tên)"))
    assert (said.number, said.date, said.signer) == (None, None, None)
    assert (said.unit, said.place, said.period) == ("ỦY BAN MTTQ VIỆT NAM XÃ AN HÒA", "An Hòa", "2024-H1")


@pytest.mark.parametrize(
    ("title", "day", "period"),
    [
        ("Công tác tuần 23", "ngày 06 tháng 6 năm 2025", "2025-W23"),
        ("Công tác tháng 3", "ngày 04 tháng 3 năm 2025", "2025-03"),
        ("Công tác tháng 12", "ngày 03 tháng 01 năm 2025", "2024-12"),
        ("Công tác quý IV", "ngày 10 tháng 12 năm 2024", "2024-Q4"),
        ("Công tác Mặt trận", "ngày 10 tháng 12 năm 2024", None),
    ],
)
def test_a_title_without_a_year_goes_by_the_papers_date(title: str, day: str, period: str | None) -> None:
    text = FRONT.replace("Kết quả công tác Mặt trận 6 tháng đầu năm 2024", title)
    assert identity(text.replace("ngày 05 tháng 6 năm 2024", day)).period == period


def test_a_text_without_a_frame_says_nothing() -> None:
    assert identity("1. Công tác tuyên truyền\nĐã tổ chức 12 cuộc, 305 lượt người nghe.") == Identity()


PERIODS = [
    ("BÁO CÁO kết quả công tác năm 2023, nhiệm vụ năm 2024", "2023"),
    ("BÁO CÁO Kết quả 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2022", "2022-H1"),
    ("BÁO CÁO công tác tháng 6 năm 2022", "2022-06"),
    ("BÁO CÁO công tác tháng 8 và nhiệm vụ tháng 9 năm 2024", "2024-08"),
    ("BÁO CÁO công tác tháng 12, nhiệm vụ tháng 01 năm 2025", "2024-12"),
    ("BÁO CÁO tuần 23 năm 2025", "2025-W23"),
    ("BÁO CÁO 9 tháng đầu năm 2024", "2024-9M"),
    ("BÁO CÁO quý I/2024", "2024-Q1"),
    ("BÁO CÁO tổng kết năm học 2021-2022", "2021/2022"),
    ("BÁO CÁO tổng kết nhiệm kỳ 2019-2024", "2019/2024"),
    ("BÁO CÁO sơ kết thực hiện Nghị quyết Đại hội nhiệm kỳ 2019 - 2024", None),
    ("BÁO CÁO kết quả giai đoạn 2021-2025", "2021/2025"),
    ("BÁO CÁO việc thực hiện Quy chế dân chủ", None),
    ("BÁO CÁO Kết quả 05 năm thực hiện Chương trình OCOP (2020 - 2024) và nhiệm vụ năm 2025", "2020/2024"),
    ("BÁO CÁO Sơ kết 3 năm thực hiện Nghị quyết số 05-NQ/HU (2022 - 2024), nhiệm vụ năm 2025", "2022/2024"),
    ("BÁO CÁO phong trào thi đua giai đoạn 2021 - 2025 và phương hướng, nhiệm vụ năm 2026", "2021/2025"),
    ("BÁO CÁO kết quả thực hiện mục tiêu, nhiệm vụ năm 2024", "2024"),
]


@pytest.mark.parametrize(("title", "period"), PERIODS)
def test_the_period_of_a_title(title: str, period: str | None) -> None:
    text = f"{title}\nNội dung."
    tree = SectionTree(
        (),
        (Part(PartKind.TITLE, 0, len(title)),),
        (Paper(DocumentKind.REPORT, title, 0, len(text)),),
    )
    context = read_contexts(paper(text), tree).at(0)
    assert identity(text, tree).period == context.period == period
    assert context.year == (int(period[:4]) if period and "/" not in period else None)


def test_each_paper_of_a_file_has_its_context() -> None:
    first, second = "V/v báo cáo năm 2022", "ĐỀ CƯƠNG báo cáo quý II năm 2021"
    text = f"{first}\nKính gửi các xã.\n{second}\n6 tháng đầu năm."
    cut = text.index(second)
    tree = SectionTree(
        (),
        (Part(PartKind.TITLE, 0, len(first)), Part(PartKind.TITLE, cut, cut + len(second), 1)),
        (Paper(DocumentKind.LETTER, first, 0, cut), Paper(DocumentKind.OUTLINE, second, cut, len(text))),
    )
    contexts = read_contexts(paper(text), tree)
    assert [contexts.at(place).period for place in (0, cut - 1, cut, len(text))] == [
        "2022",
        "2022",
        "2021-Q2",
        "2021-Q2",
    ]
