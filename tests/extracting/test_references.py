"""Tables of text → the cited documents in it: `text | type | symbol | date | issuer`, one line a mention.

`-` for what the mention does not say; trailing columns that do not matter may lack.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.extracting.context import Context
from drafter.extracting.references import find_references
from drafter.model.fact import Reference

PAPER = Context(year=2022, period="2022-H1", paper_date="2022-06-15")


def found(sentence: str) -> list[Reference]:
    return find_references(sentence, 0, len(sentence), PAPER)


def check(sentence: str, expected: list[str]) -> None:
    facts = found(sentence)
    rows = [tuple(part.strip() for part in line.split("|")) for line in expected]
    shown = [(fact.text, fact.type or "-", fact.symbol or "-", fact.date or "-", fact.issuer or "-") for fact in facts]
    assert [row[: len(want)] for row, want in zip(shown, rows, strict=False)] == rows
    assert len(shown) == len(rows)


FULL = [
    (
        "Thực hiện Công văn số 2841/MTTQ-BTT ngày 17/9/2020 của Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam về việc báo cáo.",
        [
            "Công văn số 2841/MTTQ-BTT ngày 17/9/2020 của Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam | Công văn"
            "| 2841/MTTQ-BTT | 2020-09-17 | Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam"
        ],
    ),
    (
        "Kế hoạch số 45/KH-UBND ngày 3/2/2024 của UBND huyện Lộc Bình về trồng cây",
        [
            "Kế hoạch số 45/KH-UBND ngày 3/2/2024 của UBND huyện Lộc Bình | Kế hoạch | 45/KH-UBND | 2024-02-03"
            "| UBND huyện Lộc Bình"
        ],
    ),
    (
        "theo Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị",
        ["Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị | Chỉ thị | 05-CT/TW | 2016-05-15 | Bộ Chính trị"],
    ),
    (
        "Chỉ thị số 05-CT/TW của Bộ Chính trị ngày 15/5/2016",
        ["Chỉ thị số 05-CT/TW của Bộ Chính trị ngày 15/5/2016 | Chỉ thị | 05-CT/TW | 2016-05-15 | Bộ Chính trị"],
    ),
    (
        "Quyết định số 217-QĐ/TW, ngày 12-12-2013, của Bộ Chính trị",
        [
            "Quyết định số 217-QĐ/TW, ngày 12-12-2013, của Bộ Chính trị | Quyết định | 217-QĐ/TW | 2013-12-12 | Bộ Chính trị"
        ],
    ),
    (
        "Quyết định của Thủ tướng Chính phủ số 1719/QĐ-TTg ngày 14 tháng 10 năm 2021",
        [
            "Quyết định của Thủ tướng Chính phủ số 1719/QĐ-TTg ngày 14 tháng 10 năm 2021 | Quyết định | 1719/QĐ-TTg"
            "| 2021-10-14 | Thủ tướng Chính phủ"
        ],
    ),
    (
        "Thông tư số 17/2016/TT-BLĐTBXH ngày 28/6/2016 của Bộ Lao động - Thương binh và Xã hội hướng dẫn",
        [
            "Thông tư số 17/2016/TT-BLĐTBXH ngày 28/6/2016 của Bộ Lao động - Thương binh và Xã hội | Thông tư"
            "| 17/2016/TT-BLĐTBXH | 2016-06-28 | Bộ Lao động - Thương binh và Xã hội"
        ],
    ),
    (
        "Hướng dẫn số 08/HD-SGDĐT của Sở Giáo dục và Đào tạo về tuyển sinh",
        ["Hướng dẫn số 08/HD-SGDĐT của Sở Giáo dục và Đào tạo | Hướng dẫn | 08/HD-SGDĐT | - | Sở Giáo dục và Đào tạo"],
    ),
    (
        "Thông báo kết luận số 45-TB/TU ngày 2/3/2023 của Ban Thường vụ Tỉnh ủy về cán bộ",
        [
            "Thông báo kết luận số 45-TB/TU ngày 2/3/2023 của Ban Thường vụ Tỉnh ủy | Thông báo kết luận | 45-TB/TU"
            "| 2023-03-02 | Ban Thường vụ Tỉnh ủy"
        ],
    ),
    (
        "Nghị quyết số 12/NQ-HĐND ngày 05/7/2023 của Hội đồng nhân dân tỉnh",
        [
            "Nghị quyết số 12/NQ-HĐND ngày 05/7/2023 của Hội đồng nhân dân tỉnh | Nghị quyết | 12/NQ-HĐND | 2023-07-05"
            "| Hội đồng nhân dân tỉnh"
        ],
    ),
    (
        "(kèm theo Quyết định số 07/2025/QĐ-UBND ngày 24 tháng 01 năm 2025 của Ủy ban nhân dân tỉnh Thái Nguyên)",
        [
            "Quyết định số 07/2025/QĐ-UBND ngày 24 tháng 01 năm 2025 của Ủy ban nhân dân tỉnh Thái Nguyên | Quyết định"
            "| 07/2025/QĐ-UBND | 2025-01-24 | Ủy ban nhân dân tỉnh Thái Nguyên"
        ],
    ),
    (
        "Đề án số 03/ĐA-HPN của Hội Liên hiệp Phụ nữ tỉnh đã nêu",
        ["Đề án số 03/ĐA-HPN của Hội Liên hiệp Phụ nữ tỉnh | Đề án | 03/ĐA-HPN | - | Hội Liên hiệp Phụ nữ tỉnh"],
    ),
    (
        "Kế hoạch số 12/KH-HCCB của Hội Cựu chiến binh xã Tân Lập",
        [
            "Kế hoạch số 12/KH-HCCB của Hội Cựu chiến binh xã Tân Lập | Kế hoạch | 12/KH-HCCB | - | Hội Cựu chiến binh xã Tân Lập"
        ],
    ),
    (
        "NGHỊ QUYẾT SỐ 19-NQ/TW NGÀY 16/6/2022 CỦA BAN CHẤP HÀNH TRUNG ƯƠNG",
        [
            "NGHỊ QUYẾT SỐ 19-NQ/TW NGÀY 16/6/2022 CỦA BAN CHẤP HÀNH TRUNG ƯƠNG | Nghị quyết | 19-NQ/TW | 2022-06-16"
            "| BAN CHẤP HÀNH TRUNG ƯƠNG"
        ],
    ),
    ("Kết luận 01-KL/TW ngày 18-5-2021", ["Kết luận 01-KL/TW ngày 18-5-2021 | Kết luận | 01-KL/TW | 2021-05-18"]),
    (
        "Công điện số 12/CĐ-TTg ngày 01/9/2024",
        ["Công điện số 12/CĐ-TTg ngày 01/9/2024 | Công điện | 12/CĐ-TTg | 2024-09-01"],
    ),
    (
        "Quyết định số 35/2024/QĐ-UBND ngày 20/12/2024 của Ủy ban nhân dân tỉnh Bắc Kạn về quản lý giá",
        [
            "Quyết định số 35/2024/QĐ-UBND ngày 20/12/2024 của Ủy ban nhân dân tỉnh Bắc Kạn | Quyết định"
            "| 35/2024/QĐ-UBND | 2024-12-20 | Ủy ban nhân dân tỉnh Bắc Kạn"
        ],
    ),
    (
        "Nghị định số 85/2024/NĐ-CP của Chính phủ Quy định chi tiết",
        ["Nghị định số 85/2024/NĐ-CP của Chính phủ | Nghị định | 85/2024/NĐ-CP | - | Chính phủ"],
    ),
    (
        "Công văn số 2587-CV/VPTW/nb, ngày 25/5/2010 của Văn phòng Trung ương Đảng",
        [
            "Công văn số 2587-CV/VPTW/nb, ngày 25/5/2010 của Văn phòng Trung ương Đảng | Công văn | 2587-CV/VPTW/nb"
            "| 2010-05-25 | Văn phòng Trung ương Đảng"
        ],
    ),
    (
        "Kế hoạch số 234/KH-BCĐ389 ngày 5/1/2024",
        ["Kế hoạch số 234/KH-BCĐ389 ngày 5/1/2024 | Kế hoạch | 234/KH-BCĐ389 | 2024-01-05"],
    ),
    (
        "các Quyết định: số 123/QĐ-UBND ngày 1/2/2024, số 124/QĐ-UBND ngày 2/2/2024",
        [
            "Quyết định: số 123/QĐ-UBND ngày 1/2/2024 | Quyết định | 123/QĐ-UBND | 2024-02-01",
            "số 124/QĐ-UBND ngày 2/2/2024 | Quyết định | 124/QĐ-UBND | 2024-02-02",
        ],
    ),
    (
        "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15, ngày 10/11/2022",
        ["Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15, ngày 10/11/2022 | Luật | 10/2022/QH15 | 2022-11-10"],
    ),
    ("Tờ trình số 219/TTr-UBND", ["Tờ trình số 219/TTr-UBND | Tờ trình | 219/TTr-UBND | -"]),
    (
        "Chương trình hành động số 12-CTr/TU",
        ["Chương trình hành động số 12-CTr/TU | Chương trình hành động | 12-CTr/TU"],
    ),
    (
        "Quyết định 217-QĐ/TW của Bộ Chính trị (nêu rõ",
        ["Quyết định 217-QĐ/TW của Bộ Chính trị | Quyết định | 217-QĐ/TW | - | Bộ Chính trị"],
    ),
    (
        "Nghị định 30/2020/NĐ-CP của Chính phủ",
        ["Nghị định 30/2020/NĐ-CP của Chính phủ | Nghị định | 30/2020/NĐ-CP | - | Chính phủ"],
    ),
    (
        "Hợp đồng số 05/2024/HĐ-XD ngày 5/5/2024",
        ["Hợp đồng số 05/2024/HĐ-XD ngày 5/5/2024 | Hợp đồng | 05/2024/HĐ-XD | 2024-05-05"],
    ),
    (
        "Công văn số 12/UBND-VX, ngày 5.3.2024",
        ["Công văn số 12/UBND-VX, ngày 5.3.2024 | Công văn | 12/UBND-VX | 2024-03-05"],
    ),
    (
        "Lời kêu gọi số 12/LKG-MTTQ ngày 8/9/2024",
        ["Lời kêu gọi số 12/LKG-MTTQ ngày 8/9/2024 | Lời kêu gọi | 12/LKG-MTTQ | 2024-09-08"],
    ),
    (
        "Quyết định số 62/QĐ-UBND (ngày 01/02/2023)",
        ["Quyết định số 62/QĐ-UBND (ngày 01/02/2023) | Quyết định | 62/QĐ-UBND | 2023-02-01"],
    ),
]

ASSEMBLY = [
    (
        "Luật Đầu tư công (số 58/2024/QH15) được áp dụng",
        ["Luật Đầu tư công (số 58/2024/QH15) | Luật | 58/2024/QH15 | -"],
    ),
    ("Luật số 80/2015/QH13", ["Luật số 80/2015/QH13 | Luật | 80/2015/QH13"]),
    (
        "Luật Mặt trận Tổ quốc Việt Nam số 75/2015/QH13 ngày 09/6/2015;",
        ["Luật Mặt trận Tổ quốc Việt Nam số 75/2015/QH13 ngày 09/6/2015 | Luật | 75/2015/QH13 | 2015-06-09"],
    ),
    (
        "Nghị quyết 1211/2016/UBTVQH13 của Ủy ban Thường vụ Quốc hội",
        [
            "Nghị quyết 1211/2016/UBTVQH13 của Ủy ban Thường vụ Quốc hội | Nghị quyết | 1211/2016/UBTVQH13 | -"
            "| Ủy ban Thường vụ Quốc hội"
        ],
    ),
    ("Nghị quyết số 1667/NQ-UBTVQH15", ["Nghị quyết số 1667/NQ-UBTVQH15 | Nghị quyết | 1667/NQ-UBTVQH15"]),
    (
        "Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN",
        [
            "Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN | Nghị quyết liên tịch"
            "| 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN"
        ],
    ),
    ("19/2008/NQLT/CP-UBTƯMTTQVN", ["19/2008/NQLT/CP-UBTƯMTTQVN | Nghị quyết liên tịch | 19/2008/NQLT/CP-UBTƯMTTQVN"]),
    ("Pháp lệnh số 34/2007/PL-UBTVQH11", ["Pháp lệnh số 34/2007/PL-UBTVQH11 | Pháp lệnh | 34/2007/PL-UBTVQH11"]),
]

LISTS = [
    (
        "Các Kế hoạch số 08/KH-UBND, 09/KH-UBND và 11/KH-UBND cùng ngày 15/01/2026",
        [
            "Kế hoạch số 08/KH-UBND | Kế hoạch | 08/KH-UBND | 2026-01-15",
            "09/KH-UBND | Kế hoạch | 09/KH-UBND | 2026-01-15",
            "11/KH-UBND cùng ngày 15/01/2026 | Kế hoạch | 11/KH-UBND | 2026-01-15",
        ],
    ),
    (
        "Thông tư 23/2012/TT-BCA, Thông tư số 124/2021/TT-BCA ngày 28/12/2021",
        [
            "Thông tư 23/2012/TT-BCA | Thông tư | 23/2012/TT-BCA | -",
            "Thông tư số 124/2021/TT-BCA ngày 28/12/2021 | Thông tư | 124/2021/TT-BCA | 2021-12-28",
        ],
    ),
    (
        "theo QĐ số:319/QĐ-TTg,Quyết định số 263/QĐ-TTg ngày 22/02/2022",
        [
            "QĐ số:319/QĐ-TTg | Quyết định | 319/QĐ-TTg | -",
            "Quyết định số 263/QĐ-TTg ngày 22/02/2022 | Quyết định | 263/QĐ-TTg | 2022-02-22",
        ],
    ),
    (
        "Quyết định số 217-QĐ/TW, Quyết định số 218-QĐ/TW, ngày 12/12/2013",
        [
            "Quyết định số 217-QĐ/TW | Quyết định | 217-QĐ/TW | 2013-12-12",
            "Quyết định số 218-QĐ/TW, ngày 12/12/2013 | Quyết định | 218-QĐ/TW | 2013-12-12",
        ],
    ),
    (
        "các Quyết định số 01/QĐ-UBND và 02/QĐ-UBND ngày 05/01/2024 của UBND xã",
        [
            "Quyết định số 01/QĐ-UBND | Quyết định | 01/QĐ-UBND | 2024-01-05",
            "02/QĐ-UBND ngày 05/01/2024 của UBND xã | Quyết định | 02/QĐ-UBND | 2024-01-05 | UBND xã",
        ],
    ),
    (
        "Nghị quyết số 10/NQ-HĐND, Nghị quyết số 11/NQ-HĐND và Nghị quyết số 12/NQ-HĐND ngày 05/7/2023",
        [
            "Nghị quyết số 10/NQ-HĐND | Nghị quyết | 10/NQ-HĐND | 2023-07-05",
            "Nghị quyết số 11/NQ-HĐND | Nghị quyết | 11/NQ-HĐND | 2023-07-05",
            "Nghị quyết số 12/NQ-HĐND ngày 05/7/2023 | Nghị quyết | 12/NQ-HĐND | 2023-07-05",
        ],
    ),
    (
        "Nghị quyết số 42/NQ-CP, Quyết định số 15/2020/QĐ-TTg ngày 24/4/2020",
        [
            "Nghị quyết số 42/NQ-CP | Nghị quyết | 42/NQ-CP | -",
            "Quyết định số 15/2020/QĐ-TTg ngày 24/4/2020 | Quyết định | 15/2020/QĐ-TTg | 2020-04-24",
        ],
    ),
    (
        "Chỉ thị số 03-CT/TW ngày 14/5/2011; Chỉ thị số 05-CT/TW ngày 15/5/2016",
        [
            "Chỉ thị số 03-CT/TW ngày 14/5/2011 | Chỉ thị | 03-CT/TW | 2011-05-14",
            "Chỉ thị số 05-CT/TW ngày 15/5/2016 | Chỉ thị | 05-CT/TW | 2016-05-15",
        ],
    ),
    (
        "các văn bản số 124, 125/UBND-NC",
        ["văn bản số 124 | Văn bản | 124", "125/UBND-NC | Văn bản | 125/UBND-NC"],
    ),
    (
        "CÁC QUYẾT ĐỊNH SỐ 12/QĐ-UBND, 13/QĐ-UBND VÀ 14/QĐ-UBND NGÀY 05/01/2023",
        [
            "QUYẾT ĐỊNH SỐ 12/QĐ-UBND | Quyết định | 12/QĐ-UBND | 2023-01-05",
            "13/QĐ-UBND | Quyết định | 13/QĐ-UBND | 2023-01-05",
            "14/QĐ-UBND NGÀY 05/01/2023 | Quyết định | 14/QĐ-UBND | 2023-01-05",
        ],
    ),
    ("theo Quyết định 217 và 218 đã nêu", ["Quyết định 217 | Quyết định | 217", "218 | Quyết định | 218"]),
    (
        "Kế hoạch số 11/KH-MTTQ ngày 01/02/2022, Kế hoạch số 12/KH-MTTQ ngày 03/02/2022",
        [
            "Kế hoạch số 11/KH-MTTQ ngày 01/02/2022 | Kế hoạch | 11/KH-MTTQ | 2022-02-01",
            "Kế hoạch số 12/KH-MTTQ ngày 03/02/2022 | Kế hoạch | 12/KH-MTTQ | 2022-02-03",
        ],
    ),
]

SLIPS = [
    ("Công văn số 1361 /MTTQ - BTT", ["Công văn số 1361 /MTTQ - BTT | Công văn | 1361/MTTQ-BTT"]),
    ("Kế hoạch số: 162/KH-MTTQ – BTT", ["Kế hoạch số: 162/KH-MTTQ – BTT | Kế hoạch | 162/KH-MTTQ-BTT"]),
    (
        "QĐ số 12 / QĐ - UBND ngày 1/2/2024",
        ["QĐ số 12 / QĐ - UBND ngày 1/2/2024 | Quyết định | 12/QĐ-UBND | 2024-02-01"],
    ),
    ("Nghị quyết số 834 /NQ-UBTVQH 14", ["Nghị quyết số 834 /NQ-UBTVQH 14 | Nghị quyết | 834/NQ-UBTVQH14"]),
    ("theo NQ CỐ 19-NQ/TW", ["NQ CỐ 19-NQ/TW | Nghị quyết | 19-NQ/TW"]),
    ("Nghị quyết số 12 NQ/TU", ["Nghị quyết số 12 NQ/TU | Nghị quyết | 12NQ/TU"]),
    ("Quyết định 217/QĐ-TW", ["Quyết định 217/QĐ-TW | Quyết định | 217/QĐ-TW"]),
    ("Quyết định số 217-QÐ/TW", ["Quyết định số 217-QÐ/TW | Quyết định | 217-QĐ/TW"]),
    ("Quyết định số 217- QĐ/TW", ["Quyết định số 217- QĐ/TW | Quyết định | 217-QĐ/TW"]),
    (
        "Quyết định số\n217-QĐ/TW ngày\n12/12/2013",
        ["Quyết định số\n217-QĐ/TW ngày\n12/12/2013 | Quyết định | 217-QĐ/TW | 2013-12-12"],
    ),
    ("Kế hoạch số12/KH-UBND", ["Kế hoạch số12/KH-UBND | Kế hoạch | 12/KH-UBND"]),
    ("Nghị quyết số 12-CT/TU", ["Nghị quyết số 12-CT/TU | Nghị quyết | 12-CT/TU"]),
    ("Quyết định số 1719/QĐ-Ttg", ["Quyết định số 1719/QĐ-Ttg | Quyết định | 1719/QĐ-Ttg"]),
]

SHORT = [
    (
        "hoạt động giám sát theo Quyết định 217 của Bộ Chính trị",
        ["Quyết định 217 của Bộ Chính trị | Quyết định | 217 | - | Bộ Chính trị"],
    ),
    ("Nghị định số 123 đã quy định", ["Nghị định số 123 | Nghị định | 123"]),
    (
        "Thông tư 09/2019 của Bộ Tài chính",
        ["Thông tư 09/2019 của Bộ Tài chính | Thông tư | 09/2019 | - | Bộ Tài chính"],
    ),
    ("theo thông tư 08 ngày 31/12/2021", ["thông tư 08 ngày 31/12/2021 | Thông tư | 08 | 2021-12-31"]),
    ("quán triệt NQ 35 của Tỉnh ủy", ["NQ 35 của Tỉnh ủy | Nghị quyết | 35 | - | Tỉnh ủy"]),
    (
        "Giấy phép số 15/GP-STTTT ngày 3/4/2022",
        ["Giấy phép số 15/GP-STTTT ngày 3/4/2022 | Giấy phép | 15/GP-STTTT | 2022-04-03"],
    ),
    ("thực hiện Đề án 06 trên địa bàn", ["Đề án 06 | Đề án | 06"]),
    ("(217-QĐ/TW)", ["217-QĐ/TW | Quyết định | 217-QĐ/TW"]),
]

OWN = [
    ("Số: 12/BC-MTTQ", ["Số: 12/BC-MTTQ | Báo cáo | 12/BC-MTTQ | 2022-06-15"]),
    ("Số 15-BC/ĐU", ["Số 15-BC/ĐU | Báo cáo | 15-BC/ĐU | 2022-06-15"]),
    ("Số: 1361 /MTTQ - BTT", ["Số: 1361 /MTTQ - BTT | Công văn | 1361/MTTQ-BTT | 2022-06-15"]),
    ("Số:/BC-MTTQ-BTT", ["Số:/BC-MTTQ-BTT | Báo cáo | /BC-MTTQ-BTT | -"]),
    ("Số:       /KH-UBND", ["Số:       /KH-UBND | Kế hoạch | /KH-UBND | -"]),
    ("Số: 45/BC-UBND\tTân Thành, ngày 12 tháng 6 năm 2024", ["Số: 45/BC-UBND | Báo cáo | 45/BC-UBND | 2024-06-12"]),
]

NO_REFERENCES = [
    "có 12/12 khu dân cư; 24/24 giờ; 5/KDC",
    "300 kg/ha, 24,8 triệu đồng/người/năm",
    "phòng, chống HIV/AIDS, dịch Covid-19",
    "Báo cáo 12 nội dung; Kế hoạch 5 năm",
    "Hướng dẫn 12 xã; thông báo 3 lần",
    "quyết định 15 vụ, chỉ thị 2 đội",
    "quốc lộ QL-1A, mạng 4G/5G",
    "bản đồ tỷ lệ 1/500",
    "từ 12-15 tổ, 3-5 KDC",
    "số 12 đường Hùng Vương",
    "Nghị quyết Đại hội lần thứ XIII của Đảng",
    "Luật Đất đai năm 2013",
    "ngày 05/3/2020, tháng 6/2022",
    "ban hành 15 kế hoạch, 3 quyết định",
    "Chi bộ 5 - UBND xã",
    "Biểu số 01/BC-MTTQ, mẫu số 02/KH-UBND",
    "Biểu 01/BC; mẫu số 02-TT; Phụ lục 03/PL",
    "KH 2022, TT 12, BC 6 tháng",
    "1. KH sản xuất, 2. BC kết quả",
]

TABLE = [*FULL, *ASSEMBLY, *LISTS, *SLIPS, *SHORT, *OWN]


@pytest.mark.parametrize(("sentence", "expected"), TABLE, ids=[row[0][:40] for row in TABLE])
def test_references(sentence: str, expected: list[str]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize("sentence", NO_REFERENCES)
def test_no_references(sentence: str) -> None:
    assert [fact.text for fact in found(sentence)] == []


TITLES = [
    ("Kế hoạch số 45/KH-UBND ngày 3/2/2024 của UBND xã về việc tổ chức Tết trồng cây; xã đã", "tổ chức Tết trồng cây"),
    (
        "Chỉ thị số 05-CT/TW của Bộ Chính trị về đẩy mạnh học tập và làm theo tư tưởng, đạo đức. Xã",
        "đẩy mạnh học tập và làm theo tư tưởng, đạo đức",
    ),
    ("Hướng dẫn số 3/HD-MTTQ về rà soát hộ nghèo, Ủy ban MTTQ xã đã triển khai", "rà soát hộ nghèo"),
    ("Quyết định số 12/QĐ-UBND ngày 5/5/2024 phê duyệt danh sách hộ nghèo.", "phê duyệt danh sách hộ nghèo"),
    ("Thông tri số 3/TT-MTTQ-BTT “hướng dẫn tổ chức Ngày hội” năm nay", "hướng dẫn tổ chức Ngày hội"),
    ('Chỉ thị số 18-CT/HU về "tăng cường công tác dân vận".', "tăng cường công tác dân vận"),
    ("Luật Mặt trận Tổ quốc Việt Nam số 75/2015/QH13", "Mặt trận Tổ quốc Việt Nam"),
    ("(theo Kế hoạch số 1/KH-MTTQ về giám sát) và", "giám sát"),
    ("Kế hoạch số 1/KH-MTTQ về giám sát và Công văn số 5/MTTQ-BTT", "giám sát"),
    ("Nghị quyết số 68/NQ-CP của Chính phủ...", None),
    (
        "Công văn số 12/HHDN ngày 9/1/2025 về việc gia hạn đại hội nhiệm kỳ V (2024 - 2029) và ý kiến",
        "gia hạn đại hội nhiệm kỳ V (2024 - 2029)",
    ),
    ("Nghị định số 85/2024/NĐ-CP quy định chi tiết Luật Giá (sau đây gọi là Nghị định", "quy định chi tiết Luật Giá"),
]


@pytest.mark.parametrize(("sentence", "title"), TITLES)
def test_titles(sentence: str, title: str | None) -> None:
    fact = found(sentence)[0]
    assert fact.title == title
    assert title is None or title in sentence


NAMED = [
    (
        "Kế hoạch số 12/KH-BVĐ ngày 3/2/2024 của Ban Vận động Quỹ “Vì người nghèo” xã về việc vận động",
        [
            "Kế hoạch số 12/KH-BVĐ ngày 3/2/2024 của Ban Vận động Quỹ “Vì người nghèo” xã | Kế hoạch | 12/KH-BVĐ "
            "| 2024-02-03 | Ban Vận động Quỹ “Vì người nghèo” xã"
        ],
    ),
    ("Kèm theo Quyết định số       /QĐ-UBND ngày", ["Quyết định số       /QĐ-UBND | Quyết định | /QĐ-UBND | - | -"]),
    (
        "Công điện số 28/CĐ-UBND hồi 21 giờ ngày 27/9/2025",
        ["Công điện số 28/CĐ-UBND hồi 21 giờ ngày 27/9/2025 | Công điện | 28/CĐ-UBND | 2025-09-27"],
    ),
    ("Bộ luật Lao động 45/2019/QH14", ["Bộ luật Lao động 45/2019/QH14 | Bộ luật | 45/2019/QH14"]),
    ("đạt Kế hoạch 2025; trình đề án số 2", []),
]


@pytest.mark.parametrize(("sentence", "expected"), NAMED)
def test_bodies_with_names_of_their_own_and_papers_without_a_number(sentence: str, expected: list[str]) -> None:
    check(sentence, expected)


def test_where_symbol_and_date_stand() -> None:
    sentence = "theo Quyết định số 217 -QĐ/TW ngày 12/12/2013"
    (fact,) = found(sentence)
    assert sentence[fact.symbol_start : fact.symbol_end] == fact.symbol_as_written == "217 -QĐ/TW"
    assert sentence[fact.date_start : fact.date_end] == "12/12/2013"


@pytest.mark.parametrize(("plain", "other"), [(" ", "  "), (" ", "\u00a0"), (" ", "\n"), ("-", "–")])
def test_blanks_and_dashes_of_any_kind(plain: str, other: str) -> None:
    for sentence, _ in [*FULL, *ASSEMBLY, *LISTS, *SHORT]:
        changed = found(sentence.replace(plain, other))
        assert [(f.symbol, f.date, f.type) for f in changed] == [(f.symbol, f.date, f.type) for f in found(sentence)]


def test_capitals_cite_the_same() -> None:
    for sentence, _ in [*FULL, *ASSEMBLY, *LISTS]:
        loud = found(sentence.upper())
        assert [((f.symbol or "").upper(), f.date) for f in loud] == [
            ((f.symbol or "").upper(), f.date) for f in found(sentence)
        ]


def test_only_the_number_line_is_the_papers_own() -> None:
    assert [fact.own for fact in found("Số: 12/BC-MTTQ")] == [True]
    assert [fact.own for fact in found("Theo Báo cáo số 12/BC-MTTQ")] == [False]
    assert [fact.own for fact in found("Số 12/BC-MTTQ đã nêu rõ")] == [False]


@pytest.mark.parametrize(("sentence", "expected"), TABLE[::2])
def test_decomposed_letters_give_the_same(sentence: str, expected: list[str]) -> None:
    apart = unicodedata.normalize("NFD", sentence)
    facts = found(apart)
    plain = found(sentence)
    assert [(f.type, f.date) for f in facts] == [(f.type, f.date) for f in plain]
    assert [unicodedata.normalize("NFC", f.symbol or "") for f in facts] == [f.symbol for f in plain]
    assert all(apart[fact.start : fact.end] == fact.text for fact in facts)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Quyết định",
                "số",
                "217",
                "-",
                "/",
                "QĐ",
                "TW",
                "ngày",
                "12/12/2013",
                "của",
                "Bộ",
                "Chính trị",
                ",",
                "và",
                "\n",
                "về",
            ]
        ),
        max_size=14,
    ).map(" ".join)
)
def test_every_mention_points_home(text: str) -> None:
    facts = found(text)
    assert all(text[fact.start : fact.end] == fact.text for fact in facts)
    assert all(one.end <= two.start for one, two in pairwise(facts))


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_000,
        "1/" * 5_000,
        "số 1/QĐ-" * 3_000,
        "Quyết định " * 5_000,
        "A-" * 20_000,
        "1/A" + "-A" * 20_000,
        "số " * 9_000 + "1",
    ],
    ids=lambda text: repr(text[:8]),
)
def test_odd_texts_are_read_in_one_pass(text: str) -> None:
    assert all(text[fact.start : fact.end] == fact.text for fact in found(text))
