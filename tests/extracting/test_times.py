"""Tables of text → the times in it: `text | kind | iso | role`, one line a time, in reading order.

`-` for no iso, `!` behind the kind for a day that does not exist, no role where it does not matter. The context is a report
on the first half of 2022 unless a table says otherwise.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.extracting.context import Context
from drafter.extracting.times import find_dates
from drafter.model.fact import DateFact

HALF = Context(year=2022, period="2022-H1", paper_date="2022-06-15")
UNKNOWN = Context()


def found(sentence: str, context: Context = HALF) -> list[DateFact]:
    return find_dates(sentence, 0, len(sentence), context)


def shown(facts: list[DateFact], with_role: bool) -> list[tuple[str, ...]]:
    rows = []
    for fact in facts:
        row: tuple[str, ...] = (fact.text, str(fact.kind) + ("" if fact.valid else "!"), fact.iso or "-")
        rows.append((*row, str(fact.role)) if with_role else row)
    return rows


def check(sentence: str, expected: list[str], context: Context = HALF) -> None:
    rows = [tuple(part.strip() for part in line.split("|")) for line in expected]
    facts = found(sentence, context)
    assert shown(facts, False) == [row[:3] for row in rows]
    for fact, row in zip(facts, rows, strict=True):
        if len(row) > 3:
            assert (fact.text, str(fact.role)) == (row[0], row[3])


DAYS = [
    ("Hội nghị ngày 09/11/2012 tại xã.", ["09/11/2012 | date | 2012-11-09 | event"]),
    ("Tổ chức ngày 9-11-2012.", ["9-11-2012 | date | 2012-11-09"]),
    ("Họp ngày 30.5.2022, có mặt đủ.", ["30.5.2022 | date | 2022-05-30"]),
    ("Vào ngày 21 tháng 8 năm 2018", ["ngày 21 tháng 8 năm 2018 | date | 2018-08-21"]),
    ("NGÀY 03 THÁNG 2 NĂM 1930", ["NGÀY 03 THÁNG 2 NĂM 1930 | date | 1930-02-03"]),
    ("Đảng ra đời ngày 3/2/1930", ["3/2/1930 | date | 1930-02-03"]),
    ("Ra mắt ngày 24 / 5 / 2021", ["24 / 5 / 2021 | date | 2021-05-24"]),
    ("ra mắt ngày 24/ 5/2021", ["24/ 5/2021 | date | 2021-05-24"]),
    ("Khánh thành ngày30/5/2022", ["30/5/2022 | date | 2022-05-30"]),
    ("Nộp bản số ngày 2/9/22", ["2/9/22 | date | 2022-09-02"]),
    ("Xuất dữ liệu 2022-06-30 lúc trưa", ["2022-06-30 | date | 2022-06-30"]),
    ("Xuất dữ liệu 2022/06/30", ["2022/06/30 | date | 2022-06-30"]),
    ("14h00 ngày 05/3/2024 khai mạc", ["05/3/2024 | date | 2024-03-05"]),
    ("thứ Sáu, ngày 17/6/2022", ["17/6/2022 | date | 2022-06-17"]),
    ("ngày 15 tháng 6", ["ngày 15 tháng 6 | date | 2022-06-15"]),
    ("ngày 24/7 ra quân", ["24/7 | date | 2022-07-24"]),
    ("sáng 17/6, chiều 18/6 tập huấn", ["17/6 | date | 2022-06-17", "18/6 | date | 2022-06-18"]),
    ("ngày 05/6 năm 2022", ["ngày 05/6 năm 2022 | date | 2022-06-05"]),
    ("Có hai sai sót: 05-12/2023", ["05-12/2023 | date | 2023-12-05"]),
    ("thứ Năm, 02/6/2022, xã họp", ["02/6/2022 | date | 2022-06-02"]),
    ("Ngày 1/6 và 2/6/2023", ["1/6 | date | 2023-06-01", "2/6/2023 | date | 2023-06-02"]),
    (
        "các ngày 12, 13 và 14/6/2022",
        ["12 | date | 2022-06-12", "13 | date | 2022-06-13", "14/6/2022 | date | 2022-06-14"],
    ),
    ("ngày 16 và 17 tháng 6 về thăm", ["16 | date | 2022-06-16", "17 tháng 6 | date | 2022-06-17"]),
    ("gửi vào 10/6 và 10/12 hằng năm", ["10/6 | date | -", "10/12 | date | -"]),
    ("Ngày 20-10, ngày 8.3", ["20-10 | date | 2022-10-20", "8.3 | date | 2022-03-08"]),
    ("ngày 15tháng8năm 2024", ["ngày 15tháng8năm 2024 | date | 2024-08-15"]),
    ("15 tháng Tám năm 2024", ["15 tháng Tám năm 2024 | date | 2024-08-15"]),
    (
        "trong 02 ngày 18 và 19/7/2023",
        ["02 ngày | duration | P2D", "18 | date | 2023-07-18", "19/7/2023 | date | 2023-07-19"],
    ),
    ("Sinh ngày 29/02/2024", ["29/02/2024 | date | 2024-02-29"]),
    ("ngày 29/2/2023 không có", ["29/2/2023 | date! | -"]),
    ("Hạn là 31/4/2022", ["31/4/2022 | date! | -"]),
    ("đến ngày 31/6.", ["31/6 | date! | -"]),
    ("Ngày 15/13/2022 sai tháng", ["15/13/2022 | date! | -"]),
    ("ngày 32/01/2022", ["32/01/2022 | date! | -"]),
    ("tháng 13/2022", ["tháng 13/2022 | month! | -"]),
]

BLANK = [
    ("…, ngày … tháng … năm 2022", ["ngày … tháng … năm 2022 | date | 2022 | issue-date"]),
    ("..., ngày tháng năm 2022", ["ngày tháng năm 2022 | date | 2022 | issue-date"]),
    ("Xã Tân Thành, ngày     tháng 6 năm 2022", ["ngày     tháng 6 năm 2022 | date | 2022-06 | issue-date"]),
    ("Tân Thành, ngày .... tháng .... năm 2024", ["ngày .... tháng .... năm 2024 | date | 2024"]),
    ("Tân Thành, ngày ___ tháng ___ năm 20...", ["ngày ___ tháng ___ năm 20... | date | -"]),
    ("Ghi rõ ngày, tháng, năm sinh của từng người", []),
]

MONTHS_AND_YEARS = [
    ("họp tháng Sáu năm 2026", ["tháng Sáu năm 2026 | month | 2026-06"]),
    ("tinh thần Cách mạng tháng Tám", []),
    ("cột T6/2026 và Q2/2026", ["T6/2026 | month | 2026-06", "Q2/2026 | period | 2026-Q2"]),
    ("mục tiêu năm 2030, tầm nhìn 2045", ["năm 2030 | year | 2030", "2045 | year | 2045"]),
    ("hai năm liền (2024, 2025)", ["hai năm | duration | P2Y", "2024 | year | 2024", "2025 | year | 2025"]),
    ("kéo dài đến 31 tháng 12", ["31 tháng 12 | date | 2022-12-31"]),
    ("Số liệu đến tháng 6/2022", ["tháng 6/2022 | month | 2022-06"]),
    ("trong tháng 6 năm 2022", ["tháng 6 năm 2022 | month | 2022-06"]),
    ("Báo cáo tháng 06", ["tháng 06 | month | 2022-06"]),
    ("Từ 6/2021 xã có trạm mới", ["6/2021 | month | 2021-06"]),
    ("tháng 4 và tháng 5 năm 2023", ["tháng 4 | month | 2023-04", "tháng 5 năm 2023 | month | 2023-05"]),
    ("So với tháng 5/2022, số vụ giảm", ["tháng 5/2022 | month | 2022-05"]),
    ("Trong năm 2022 xã đạt chuẩn", ["năm 2022 | year | 2022"]),
    ("giảm từ 12,5% (năm 2021) xuống 8,1% (2023)", ["năm 2021 | year | 2021", "2023 | year | 2023"]),
    ("NĂM 2023", ["NĂM 2023 | year | 2023"]),
    ("định hướng đến năm 2030", ["năm 2030 | year | 2030"]),
    ("năm 2021, 2022 và 2023", ["năm 2021 | year | 2021", "2022 | year | 2022", "2023 | year | 2023"]),
    ("năm 2022: 1,2 tỷ; 2023: 1,5 tỷ", ["năm 2022 | year | 2022", "2023 | year | 2023"]),
    ("so với 2021 tăng 5%", ["2021 | year | 2021"]),
    ("đầu năm 2022, cuối năm 2021", ["năm 2022 | year | 2022", "năm 2021 | year | 2021"]),
    ("2023", []),
    ("mỗi tháng 2 buổi, hằng tháng 1 kỳ", []),
]

PERIODS = [
    ("6 tháng đầu năm 2022", ["6 tháng đầu năm 2022 | period | 2022-H1 | period"]),
    ("6 THÁNG CUỐI NĂM 2022", ["6 THÁNG CUỐI NĂM 2022 | period | 2022-H2"]),
    ("06 tháng đầu năm, xã đã", ["06 tháng đầu năm | period | 2022-H1"]),
    (
        "6 tháng đầu năm, nhiệm vụ trọng tâm 6 tháng cuối năm 2023",
        ["6 tháng đầu năm | period | 2023-H1", "6 tháng cuối năm 2023 | period | 2023-H2"],
    ),
    (
        "tháng 8, 8 tháng đầu năm và phương hướng, nhiệm vụ tháng 9 năm 2024",
        [
            "tháng 8 | month | 2024-08",
            "8 tháng đầu năm | period | 2024-01/2024-08",
            "tháng 9 năm 2024 | month | 2024-09",
        ],
    ),
    (
        "công tác tháng 12, nhiệm vụ trọng tâm tháng 01 năm 2025",
        ["tháng 12 | month | 2024-12", "tháng 01 năm 2025 | month | 2025-01"],
    ),
    (
        "6 tháng cuối năm, phương hướng 6 tháng đầu năm 2025",
        ["6 tháng cuối năm | period | 2024-H2", "6 tháng đầu năm 2025 | period | 2025-H1"],
    ),
    ("quý IV và năm 2023", ["quý IV | period | 2023-Q4", "năm 2023 | year | 2023"]),
    ("nửa đầu năm 2021", ["nửa đầu năm 2021 | period | 2021-H1"]),
    ("sáu tháng đầu năm 2022", ["sáu tháng đầu năm 2022 | period | 2022-H1"]),
    ("9 tháng đầu năm 2022", ["9 tháng đầu năm 2022 | period | 2022-9M"]),
    ("9 tháng năm 2021", ["9 tháng năm 2021 | period | 2021-9M"]),
    ("3 tháng đầu năm 2022", ["3 tháng đầu năm 2022 | period | 2022-Q1"]),
    ("03 tháng cuối năm 2022", ["03 tháng cuối năm 2022 | period | 2022-Q4"]),
    ("10 tháng năm 2022", ["10 tháng năm 2022 | period | 2022-01/2022-10"]),
    ("hai tháng cuối năm 2022", ["hai tháng cuối năm 2022 | period | 2022-11/2022-12"]),
    ("quý I/2024", ["quý I/2024 | period | 2024-Q1"]),
    ("QUÝ III NĂM 2023", ["QUÝ III NĂM 2023 | period | 2023-Q3"]),
    ("quý 2 năm 2024", ["quý 2 năm 2024 | period | 2024-Q2"]),
    ("quý I và quý II năm 2023", ["quý I | period | 2023-Q1", "quý II năm 2023 | period | 2023-Q2"]),
    ("trong tuần thứ 05 của tháng 6", ["tháng 6 | month | 2022-06"]),
    ("6 tháng đầu năm sau", ["6 tháng đầu năm | period | 2023-H1"]),
    ("so với tháng 6 năm trước", ["tháng 6 | month | 2021-06"]),
    ("chậm nhất ngày 31 tháng 01 năm sau", ["ngày 31 tháng 01 | date | 2023-01-31"]),
    ("hoàn thành quý III - IV năm 2026", ["quý III - IV năm 2026 | range | 2026-Q3/2026-Q4"]),
    ("báo cáo quý I, II/2026", ["quý I, II/2026 | range | 2026-Q1/2026-Q2"]),
    ("sơ kết quý I-II", ["quý I-II | range | 2022-Q1/2022-Q2"]),
    ("trong quý I, 3 xã về đích", ["quý I | period | 2022-Q1"]),
    ("ra quân thứ 7 (28/5)", ["28/5 | date | 2022-05-28"]),
    ("trong quý IV", ["quý IV | period | 2022-Q4"]),
    ("Kính thưa quý vị đại biểu", []),
    ("tuần 23", ["tuần 23 | period | 2022-W23"]),
    ("Tuần thứ 23 năm 2025", ["Tuần thứ 23 năm 2025 | period | 2025-W23"]),
    (
        "tuần 23 (từ ngày 02/6/2025 đến ngày 08/6/2025)",
        ["tuần 23 | period | 2025-W23", "02/6/2025 đến ngày 08/6/2025 | range | 2025-06-02/2025-06-08"],
    ),
    ("tuần 23/2025", ["tuần 23/2025 | period | 2025-W23"]),
    ("BÁO CÁO TUẦN 02 THÁNG 6 NĂM 2026", ["THÁNG 6 NĂM 2026 | month | 2026-06"]),
    ("năm học 2021-2022", ["năm học 2021-2022 | period | 2021/2022"]),
    ("Năm học 2021 – 2022", ["Năm học 2021 – 2022 | period | 2021/2022"]),
    ("năm học 2021-22", ["năm học 2021-22 | period | 2021/2022"]),
    ("vụ Đông Xuân 2023-2024", ["vụ Đông Xuân 2023-2024 | period | 2023/2024"]),
    ("vụ Đông - Xuân 2023 - 2024", ["vụ Đông - Xuân 2023 - 2024 | period | 2023/2024"]),
    ("vụ Mùa 2023 và vụ Hè Thu năm 2022", ["vụ Mùa 2023 | period | 2023", "vụ Hè Thu năm 2022 | period | 2022"]),
    ("Kết quả 6 tháng cho thấy", ["6 tháng | period | 2022-H1"]),
    ("định kỳ 6 tháng báo cáo", ["6 tháng | duration | P6M"]),
    ("06 tháng đầu năm nay", ["06 tháng đầu năm nay | period | 2022-H1"]),
]

SPANS = [
    ("nhiệm kỳ 2019 - 2024", ["nhiệm kỳ 2019 - 2024 | term | 2019/2024"]),
    ("NHIỆM KỲ 2020–2025", ["NHIỆM KỲ 2020–2025 | term | 2020/2025"]),
    ("nhiệm kỳ XIV (2019 - 2024)", ["nhiệm kỳ XIV (2019 - 2024) | term | 2019/2024"]),
    ("khóa XIII", ["khóa XIII | term | -"]),
    ("HĐND xã khoá II, nhiệm kỳ 2026-2031", ["khoá II | term | -", "nhiệm kỳ 2026-2031 | term | 2026/2031"]),
    ("nhiệm kỳ 2026 - 2021", ["nhiệm kỳ 2026 - 2021 | term | 2026/2021"]),
    (
        "giai đoạn 2021-2025, tầm nhìn đến năm 2030",
        ["giai đoạn 2021-2025 | range | 2021/2025", "năm 2030 | year | 2030"],
    ),
    ("Giai đoạn I: từ năm 2021 đến năm 2025", ["Giai đoạn I: từ năm 2021 đến năm 2025 | range | 2021/2025"]),
    ("giai đoạn 20212025", ["giai đoạn 20212025 | range | 2021/2025"]),
    ("thời kỳ 2021 - 2030", ["thời kỳ 2021 - 2030 | range | 2021/2030"]),
    ("kế hoạch 5 năm 2021-2025", ["5 năm | duration | P5Y", "2021-2025 | range | 2021/2025"]),
    ("6/2014 - 6/2024", ["6/2014 - 6/2024 | range | 2014-06/2024-06"]),
    ("(12/2013-12/2023)", ["12/2013-12/2023 | range | 2013-12/2023-12"]),
    ("từ 01/3 đến hết ngày 10/3/2024", ["01/3 đến hết ngày 10/3/2024 | range | 2024-03-01/2024-03-10"]),
    ("từ ngày 15/12/2021 đến 14/6/2022", ["15/12/2021 đến 14/6/2022 | range | 2021-12-15/2022-06-14"]),
    ("Từ ngày 02/6 đến ngày 08/6/2025", ["02/6 đến ngày 08/6/2025 | range | 2025-06-02/2025-06-08"]),
    ("từ ngày 02 đến ngày 08/6/2025", ["02 đến ngày 08/6/2025 | range | 2025-06-02/2025-06-08"]),
    ("Đại hội X (16–18/10/2024)", ["16–18/10/2024 | range | 2024-10-16/2024-10-18"]),
    ("tháng 5-12/2023", ["tháng 5-12/2023 | range | 2023-05/2023-12"]),
    ("từ tháng 1 đến tháng 6 năm 2024", ["tháng 1 đến tháng 6 năm 2024 | range | 2024-01/2024-06"]),
    ("từ năm 2019 đến năm 2024", ["năm 2019 đến năm 2024 | range | 2019/2024"]),
    ("từ 2019 đến 2024", ["2019 đến 2024 | range | 2019/2024"]),
    ("Từ ngày 01/01 đến 15/6, tiếp 24 lượt", ["01/01 đến 15/6 | range | 2022-01-01/2022-06-15"]),
    ("từ 17/10 đến 18/11 hằng năm", ["17/10 đến 18/11 | range | -"]),
    ("Đợt 1 (01/4-30/4)", ["01/4-30/4 | range | 2022-04-01/2022-04-30"]),
    ("giai đoạn 1 (2021-2023)", ["giai đoạn 1 (2021-2023) | range | 2021/2023"]),
    ("Quốc hội khóa XVI (2026-2031)", ["khóa XVI (2026-2031) | term | 2026/2031"]),
    (
        "nhiệm kỳ 2020- 2025, nửa nhiệm kỳ 2021 -2026",
        ["nhiệm kỳ 2020- 2025 | term | 2020/2025", "nhiệm kỳ 2021 -2026 | term | 2021/2026"],
    ),
    (
        "trong 02 ngày, 22 và 23/5/2024",
        ["02 ngày | duration | P2D", "22 | date | 2024-05-22", "23/5/2024 | date | 2024-05-23"],
    ),
    ("từ năm 2020 đến nay", ["năm 2020 | year | 2020"]),
    ("Chương trình 2021-2025 và 2026-2030", ["2021-2025 | range | 2021/2025", "2026-2030 | range | 2026/2030"]),
]

DURATIONS = [
    ("sau 03 năm triển khai", ["03 năm | duration | P3Y"]),
    ("trong 03 năm qua", ["03 năm qua | duration | P3Y"]),
    ("03 NĂM THỰC HIỆN", ["03 NĂM | duration | P3Y"]),
    ("trong vòng 15 ngày làm việc", ["15 ngày | duration | P15D"]),
    ("02 tuần", ["02 tuần | duration | P2W"]),
    ("kéo dài 5-7 năm", ["5-7 năm | duration | -"]),
    ("tù 2 năm 6 tháng", ["2 năm 6 tháng | duration | P2Y6M"]),
    ("Huy hiệu 40 năm tuổi Đảng", ["40 năm | duration | P40Y"]),
    ("mười năm qua", ["mười năm qua | duration | P10Y"]),
    ("định kỳ 3 tháng/1 lần", ["3 tháng/1 lần | duration | P3M"]),
    ("họp 2 lần/năm", ["2 lần/năm | duration | P6M"]),
    ("01 lần/quý", ["01 lần/quý | duration | P3M"]),
    ("mỗi tháng 1 lần", ["mỗi tháng 1 lần | duration | P1M"]),
    ("5 năm một lần", ["5 năm một lần | duration | P5Y"]),
    ("huy động 200 ngày công", []),
    ("tổ chức 05 Ngày hội", []),
    ("03 ngày lễ lớn", []),
]

ANNIVERSARIES = [
    (
        "kỷ niệm 92 năm Ngày thành lập Đảng (3/2/1930 - 3/2/2022)",
        [
            "kỷ niệm 92 năm Ngày thành lập Đảng | anniversary | P92Y | anniversary",
            "3/2/1930 | date | 1930-02-03 | anniversary",
            "3/2/2022 | date | 2022-02-03 | anniversary",
        ],
    ),
    (
        "47 năm Ngày Giải phóng miền Nam (30/4/1975 – 30/4/2022) và",
        [
            "47 năm Ngày Giải phóng miền Nam | anniversary | P47Y",
            "30/4/1975 | date | 1975-04-30 | anniversary",
            "30/4/2022 | date | 2022-04-30 | anniversary",
        ],
    ),
    ("kỷ niệm lần thứ 92 Ngày thành lập", ["kỷ niệm lần thứ 92 Ngày thành lập | anniversary | P92Y"]),
    ("Kỉ niệm 75 năm, xã tặng quà", ["Kỉ niệm 75 năm | anniversary | P75Y"]),
    ("20 năm Ngày hội Đại đoàn kết", ["20 năm Ngày hội Đại đoàn kết | anniversary | P20Y"]),
    ("Tổng kết 10 năm thực hiện (2013 - 2023)", ["10 năm | duration | P10Y", "2013 - 2023 | range | 2013/2023"]),
    (
        "Ngày hội Đại đoàn kết (18/11/1930 – 18/11/2022) được tổ chức",
        ["18/11/1930 | date | 1930-11-18 | anniversary", "18/11/2022 | date | 2022-11-18 | anniversary"],
    ),
    (
        "kỷ niệm 70 năm Chiến thắng Điện Biên Phủ 07/5/1954 - 07/5/2024",
        [
            "kỷ niệm 70 năm Chiến thắng Điện Biên Phủ | anniversary | P70Y",
            "07/5/1954 | date | 1954-05-07 | anniversary",
            "07/5/2024 | date | 2024-05-07 | anniversary",
        ],
    ),
    ("8/3 và 1983 năm khởi nghĩa", []),
    ("tặng 12 Kỷ niệm chương", []),
]

FEASTS = [
    ("Quốc tế Phụ nữ 8/3", ["8/3 | date | 2022-03-08"]),
    ("Quốc khánh 2-9", ["2-9 | date | 2022-09-02"]),
    (
        "dịp lễ 30/4, 01/5 và 2/9/2022",
        ["30/4 | date | 2022-04-30", "01/5 | date | 2022-05-01", "2/9/2022 | date | 2022-09-02"],
    ),
    ("Ngày Gia đình Việt Nam (28/6)", ["28/6 | date | 2022-06-28"]),
    ("mùng 10/3 âm lịch", ["mùng 10/3 âm lịch | lunar | -"]),
    ("ngày 10/3 (âm lịch)", ["ngày 10/3 (âm lịch) | lunar | -"]),
    ("Tết Nhâm Dần", ["Tết Nhâm Dần | lunar | 2022"]),
    ("Tết Nguyên đán Giáp Thìn 2024", ["Tết Nguyên đán Giáp Thìn 2024 | lunar | 2024"]),
    ("Xuân Bính Ngọ", ["Xuân Bính Ngọ | lunar | 2026"]),
    ("Tết Quý Mão năm 2023", ["Tết Quý Mão năm 2023 | lunar | 2023"]),
    ("23 tháng Chạp", ["23 tháng Chạp | lunar | -"]),
    ("Tết cổ truyền Ất Tỵ 2025", ["truyền Ất Tỵ 2025 | lunar | 2025"]),
    ("từ 29 tháng Chạp đến hết mùng 5 tháng Giêng", ["29 tháng Chạp | lunar | -", "mùng 5 tháng Giêng | lunar | -"]),
    ("rằm tháng Giêng", ["rằm tháng Giêng | lunar | -"]),
    ("mùng 3 Tết", ["mùng 3 Tết | lunar | -"]),
    ("mùng 2/9", ["mùng 2/9 | date | 2022-09-02"]),
]

NO_TIMES = [
    "1/3 số hộ trong thôn",
    "4/7 xã đạt chuẩn",
    "12/12 khu dân cư tổ chức",
    "Có 31/4 hộ",
    "28/30 trường hợp, đạt 93,3%",
    "214/1.305 hộ",
    "31/6 hộ nghèo",
    "trực 24/24 giờ",
    "Trạm y tế trực 24/7",
    "tăng từ 3/7 lên 5/7",
    "Nghị định 30/2020/NĐ-CP",
    "Quyết định số 07/2025/QĐ-UBND",
    "phòng, chống HIV/AIDS",
    "dịch Covid-19",
    "trong 2022 hộ dân",
    "điện thoại 0254.385.1234",
    "mục 1.5.2 và 2.1.",
    "từ 25-30 người",
    "đạt 12,5/15 điểm",
    "cấp 2.022 thẻ",
    "12/2022 hộ đã nhận",
    "trẻ dưới 24 tháng tuổi",
    "lãi suất 6,6%/năm, 02 buổi/tháng",
    "tổ 3 khu 5",
    "Nghị quyết số 07/2024 đã nêu",
    "Lớp 12, lần thứ 3",
    "năm mới, năm cũ, hằng năm",
    "nét kẻ dài từ 1/3 tới 1/2 dòng trên",
]

ROLES = [
    ("gửi báo cáo trước ngày 15/6/2022", ["15/6/2022 | date | 2022-06-15 | deadline"]),
    ("chậm nhất ngày 20/6", ["20/6 | date | 2022-06-20 | deadline"]),
    ("có hiệu lực từ ngày 01/7/2025", ["01/7/2025 | date | 2025-07-01 | validity"]),
    ("tính đến ngày 30/5/2022", ["30/5/2022 | date | 2022-05-30 | event"]),
    ("nộp vào ngày 20 hằng tháng", ["ngày 20 hằng tháng | date | - | deadline"]),
    ("Kế hoạch số 45/KH-UBND ngày 3/2/2024", ["3/2/2024 | date | 2024-02-03 | issue-date"]),
    ("Quyết định số 15 ngày 12/3/2022", ["12/3/2022 | date | 2022-03-12 | issue-date"]),
    ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;", ["19/6/2015 | date | 2015-06-19 | issue-date"]),
    ("tiếp dân ngày 15, 30 hằng tháng", ["ngày 15, 30 hằng tháng | date | -"]),
    ("định kỳ ngày 20 tháng cuối quý", ["ngày 20 tháng cuối quý | date | -"]),
    ("trước ngày 02 tháng tiếp theo", ["ngày 02 tháng tiếp theo | date | - | deadline"]),
    ("trước ngày 03 tháng đầu tiên của quý", ["ngày 03 tháng đầu tiên | date | - | deadline"]),
    ("trước ngày 05 hằng tháng", ["ngày 05 hằng tháng | date | - | deadline"]),
    ("Lạng Sơn, ngày 30 tháng 5 năm 2022", ["ngày 30 tháng 5 năm 2022 | date | 2022-05-30 | issue-date"]),
]

TABLE = [*DAYS, *BLANK, *MONTHS_AND_YEARS, *PERIODS, *SPANS, *DURATIONS, *ANNIVERSARIES, *FEASTS, *ROLES]


@pytest.mark.parametrize(("sentence", "expected"), TABLE, ids=[row[0][:40] for row in TABLE])
def test_times(sentence: str, expected: list[str]) -> None:
    check(sentence, expected)


@pytest.mark.parametrize("sentence", NO_TIMES)
def test_no_times(sentence: str) -> None:
    assert shown(found(sentence), False) == []


def test_a_mixed_mark_keeps_its_other_reading() -> None:
    assert found("Có hai sai sót: 05-12/2023")[0].candidates == ("2023-05/2023-12",)
    assert found("họp ngày 6/15/2022")[0].candidates == ("2022-06-15",)


def test_without_a_title_a_yearless_word_has_no_year() -> None:
    for sentence in ("6 tháng đầu năm", "quý II", "tháng 6", "ngày 24/7", "tuần 23"):
        assert [fact.iso for fact in found(sentence, UNKNOWN)] == [None]


@pytest.mark.parametrize(("sentence", "expected"), TABLE[::3])
def test_decomposed_letters_give_the_same(sentence: str, expected: list[str]) -> None:
    apart = unicodedata.normalize("NFD", sentence)
    facts = found(apart)
    assert [(fact.kind, fact.iso) for fact in facts] == [(fact.kind, fact.iso) for fact in found(sentence)]
    assert all(apart[fact.start : fact.end] == fact.text for fact in facts)


@pytest.mark.parametrize("written", ["**{}**", "“{}”", "- {};", "({}).", "{}, đồng thời", "\t{}\t"])
def test_what_stands_around_a_sentence_changes_nothing(written: str) -> None:
    for sentence, _ in TABLE[::2]:
        around = [(fact.kind, fact.iso) for fact in found(written.format(sentence))]
        assert around == [(fact.kind, fact.iso) for fact in found(sentence)] or sentence == "2023"


@pytest.mark.parametrize(("plain", "other"), [(" ", "  "), (" ", "\u00a0"), (" ", "\n"), ("-", "–")])
def test_blanks_and_dashes_of_any_kind(plain: str, other: str) -> None:
    for sentence, _ in TABLE:
        changed = found(sentence.replace(plain, other))
        assert [(fact.kind, fact.iso) for fact in changed] == [(fact.kind, fact.iso) for fact in found(sentence)]


def test_capitals_give_the_same() -> None:
    for sentence, _ in TABLE:
        assert [(f.kind, f.iso) for f in found(sentence.upper())] == [(f.kind, f.iso) for f in found(sentence)]


def test_offsets_count_in_the_whole_text() -> None:
    text = "Đầu.\nHọp ngày 05/3/2024.\nCuối."
    (fact,) = find_dates(text, 5, 24, HALF)
    assert text[fact.start : fact.end] == fact.text == "05/3/2024"


def test_a_date_broken_over_a_line_is_one() -> None:
    assert [fact.iso for fact in found("ngày 21\ntháng 8 năm 2018")] == ["2018-08-21"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789/.-–, ngàythágnăquýIV()từđế…", max_size=60))
def test_every_time_points_home(text: str) -> None:
    facts = found(text)
    assert all(text[fact.start : fact.end] == fact.text == fact.text.strip() for fact in facts)
    assert all(one.end <= two.start for one, two in pairwise(facts))


@pytest.mark.parametrize(
    "text",
    ["1" * 10_000, "." * 50_000, "1/" * 5_000, "ngày " * 5_000, "a1" * 50_000, " " * 50_000 + "1"],
    ids=lambda text: repr(text[:8]),
)
def test_odd_texts_are_read_in_one_pass(text: str) -> None:
    assert all(text[fact.start : fact.end] == fact.text for fact in found(text))


COMPARED = [
    ("So sánh 2024/2023 (%)", ["2024 | year | 2024", "2023 | year | 2023"]),
    ("TH 2024/KH 2024", ["2024 | year | 2024", "2024 | year | 2024"]),
    ("Nguồn vốn 2024 chuyển sang 2025", ["2024 | year | 2024", "2025 | year | 2025"]),
    ("Luật Đất đai 2024; tờ bản đồ 2019; 2000 liều", ["2024 | year | 2024"]),
    ("chia quà 26/8, sinh hoạt hè 07/6; kết nạp 15/12", ["26/8 | date | 2022-08-26", "07/6 | date | 2022-06-07"]),
    ("- 22/10: tập huấn; hạn nộp 10/10", ["22/10 | date | 2022-10-22", "10/10 | date | 2022-10-10"]),
    (
        "đợt 05-20/4; 6T/2023; tháng 11.2023",
        ["05-20/4 | range | 2022-04-05/2022-04-20", "6T/2023 | period | 2023-H1", "tháng 11.2023 | month | 2023-11"],
    ),
    (
        "năm 2021/2022; tháng 4, 5 năm 2024",
        ["năm 2021/2022 | period | 2021/2022", "tháng 4, 5 năm 2024 | range | 2024-04/2024-05"],
    ),
    ("(3-2-1930/3-2-2023)", ["3-2-1930 | date | 1930-02-03", "3-2-2023 | date | 2023-02-03"]),
    ("dịp 30/4 - 01/5", ["30/4 - 01/5 | range | 2022-04-30/2022-05-01"]),
    ("dịp Giáng sinh 24-25/12", ["24-25/12 | range | 2022-12-24/2022-12-25"]),
    ("(tức ngày 08/10 năm Quý Mão)", ["ngày 08/10 năm Quý Mão | lunar | -"]),
    ("chậm nhất 31/5; 15/8 họp chi bộ", ["31/5 | date | 2022-05-31", "15/8 | date | 2022-08-15"]),
    ("đạt 15/12, nâng lên 14/12 tiêu chí", []),
    ("trong hai năm rưỡi", ["hai năm rưỡi | duration | P2Y6M"]),
]


@pytest.mark.parametrize(("sentence", "expected"), COMPARED)
def test_years_compared_and_days_told_by_what_stands_around(sentence: str, expected: list[str]) -> None:
    check(sentence, expected)
