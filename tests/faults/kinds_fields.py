"""More kinds of single faults, in other fields and wordings: health, schools, the Party, budgets, justice, plans, letters."""

from __future__ import annotations

from tests.faults.kinds import Kind, N, moved, put, swapped, tenth


def later(year: str) -> str:
    return str(int(year) + 1)


def earlier(year: str) -> str:
    return str(int(year) - 1)


def whole_up(text: str) -> str:
    """A decimal's whole part made larger by a seventh or by three."""
    whole, comma, rest = text.partition(",")
    value = int(whole.replace(".", ""))
    return f"{value + max(3, value // 7)}{comma}{rest}"


FIELD_KINDS: tuple[Kind, ...] = (
    # sums in running text
    Kind(
        "staff by grades",
        ("NUM401",),
        "E",
        (
            (rf"gồm {N} bác sĩ", moved(1, 3)),
            (rf"\(cán bộ quản lý {N} người", moved(1, 2)),
            (rf"và {N} cán bộ khác", moved(1, 4)),
        ),
    ),
    Kind(
        "operations by class",
        ("NUM401",),
        "E",
        ((rf"{N} ca phẫu thuật \(", moved(1, 18)), (rf"{N} ca phẫu thuật loại II,", moved(1, -9))),
    ),
    Kind(
        "teams by level",
        ("NUM401",),
        "E",
        ((rf"thành lập {N} đoàn kiểm tra", moved(1, 2)), (rf"{N} đoàn cấp xã", moved(1, 3))),
    ),
    Kind(
        "money by source",
        ("NUM401",),
        "E",
        (
            (rf"thu dịch vụ khám bệnh, chữa bệnh {N} triệu", moved(1, 400)),
            (rf"Tổng kinh phí thực hiện {N} triệu", moved(1, 150)),
            (rf"chi thường xuyên {N} triệu đồng, chi dự", moved(1, -2000)),
        ),
    ),
    Kind(
        "herd by kinds",
        ("NUM401",),
        "E",
        ((rf"lợn {N} con", moved(1, 120)), (rf"đàn gia súc có {N} con", put(1, swapped))),
    ),
    Kind(
        "area by crops", ("NUM401",), "E", ((r"ngô (128),5 ha", put(1, "138")), (r"mùa đạt (486),5 ha", put(1, "468")))
    ),
    Kind(
        "cells of the Party by kind",
        ("NUM401",),
        "E",
        (
            (r"gồm (10) chi bộ thôn bản", put(1, "11")),
            (r"\((1) đồng chí 50 năm", put(1, "2")),
            (r"Xây dựng (8) mô hình", put(1, "9")),
        ),
    ),
    Kind(
        "prizes",
        ("NUM401",),
        "E",
        (
            (r"gồm (2) giải Nhất", put(1, "3")),
            (r"đạt (3) giải \(", put(1, "5")),
            (r"tổng cộng (15) huy", put(1, "16")),
            (r"(9) ý tưởng đạt giải", put(1, "8")),
        ),
    ),
    Kind(
        "meetings by level",
        ("NUM401",),
        "E",
        ((r"148 cuộc \(tỉnh 2, huyện (21)", put(1, "12")), (r"\(tỉnh (2), huyện", put(1, "5"))),
    ),
    Kind(
        "gifts by receivers",
        ("NUM401",),
        "E",
        ((rf"bao gồm {N} suất quà", put(1, swapped)), (rf"và {N} suất quà cho trẻ", moved(1, 150))),
    ),
    Kind(
        "papers by type",
        ("NUM401",),
        "E",
        ((r"thẩm định (7) dự thảo", put(1, "9")), (r"\((28) dự án chuyển tiếp", put(1, "27"))),
    ),
    Kind("training by length", ("NUM401",), "E", ((rf"Cử {N} lượt viên chức", moved(1, 3)),)),
    # percentages
    Kind(
        "share in brackets",
        ("NUM402", "NUM417"),
        "E",
        ((r"xếp loại tốt \((\d+,\d)%\)", put(1, tenth)), (r"xếp loại khá \((\d+,\d)%\)", put(1, whole_up))),
    ),
    Kind(
        "share of the whole",
        ("NUM402",),
        "E",
        (
            (r"học sinh giỏi, chiếm (\d+,\d)%", put(1, tenth)),
            (r"nữ 118 đồng chí, chiếm (\d+,\d)%", put(1, tenth)),
            (r"đạt yêu cầu, chiếm (\d+,\d)%", put(1, tenth)),
        ),
    ),
    Kind(
        "ratio behind the percentage",
        ("NUM402",),
        "E",
        (
            (r"thẳng đạt (\d+,\d)% \(", put(1, tenth)),
            (r"đúng hạn đạt (99),4%", put(1, "96")),
            (r"\((666)/684", put(1, "656")),
        ),
    ),
    Kind(
        "settled of received",
        ("NUM402",),
        "E",
        (
            (r"vụ việc, đạt tỷ lệ (\d+,\d)%", put(1, tenth)),
            (r"việc, đạt (57,2)%", put(1, tenth)),
            (r"nội dung, đạt (87,7)%", put(1, tenth)),
            (r"giải quyết (8) tin", put(1, "7")),
        ),
    ),
    Kind(
        "share of a ratio",
        ("NUM402",),
        "E",
        (
            (r"đạt mức tốt, chiếm (40)%", put(1, "44")),
            (r"khoản thu đạt và vượt dự toán, chiếm (68,8)%", put(1, tenth)),
            (r"nhà, đạt (70,8)%", put(1, "78,0")),
        ),
    ),
    Kind(
        "on the plan",
        ("NUM402",),
        "E",
        (
            (r"đạt (107,1)% kế hoạch \(", put(1, "117,1")),
            (r"bằng (62)% kế hoạch vốn", put(1, "72")),
            (r"bằng (112,3)% dự toán \(", put(1, "121,3")),
            (r"bằng (98,3)% dự toán được giao", put(1, "93,8")),
        ),
    ),
    Kind("ratio of money", ("NUM402",), "E", ((r"triệu đồng, bằng (75)% dự toán năm", put(1, "85")),)),
    # growth
    Kind(
        "growth in brackets",
        ("NUM407",),
        "E",
        (
            (rf"tăng {N} lượt so với năm 2023 \(", moved(1, 300)),
            (rf"giảm {N} ca so với", moved(1, 10)),
            (rf"giảm {N} con so với", moved(1, 20)),
            (rf"tăng {N} bản so với", moved(1, 100)),
        ),
    ),
    Kind(
        "growth against the year before",
        ("NUM407",),
        "E",
        (
            (r"tăng (4)% so với năm 2023", put(1, "14")),
            (r"tăng (25,8)% so với", put(1, "28,5")),
            (r"tăng (7,2)% so với", put(1, "2,7")),
            (r"tăng gấp (1,5) lần", put(1, "2,5")),
        ),
    ),
    Kind(
        "growth and its base apart",
        ("NUM407",),
        "E",
        (
            (r"\), giảm (38) ca", put(1, "48")),
            (r"tăng (86) buổi \(", put(1, "68")),
            (r"giảm (58) trường hợp", put(1, "85")),
            (r"tăng (26) giấy", put(1, "36")),
        ),
    ),
    Kind("percent of last year", ("NUM407", "NUM402"), "E", ((r"bằng (108,5)% so với", put(1, "118,5")),)),
    Kind("up or down", ("NUM416",), "W", ((r"(tăng) từ 45 ca", put(1, "giảm")),)),
    Kind("rate of births", ("NUM407",), "E", ((r"giảm (0,3)‰", put(1, "0,7")),)),
    # parts, products, balances
    Kind(
        "more than there are",
        ("NUM408",),
        "E",
        (
            (r"(14)/14 trạm", put(1, "16")),
            (r"(9)/17 xã", put(1, "19")),
            (r"(15)/15 chi bộ", put(1, "17")),
            (r"(10)/10 huyện", put(1, "12")),
        ),
    ),
    Kind(
        "checked and in order",
        ("NUM408",),
        "E",
        ((rf"trong đó {N} cơ sở đạt", moved(1, 90)), (r"trong đó có (2) đề tài", put(1, "6"))),
    ),
    Kind(
        "price times number",
        ("NUM414",),
        "W",
        (
            (r"tổng kinh phí (500) triệu", put(1, "560")),
            (r"tổng trị giá (45) triệu", put(1, "54")),
            (r"tổng kinh phí (675) triệu", put(1, "765")),
            (r"tổng kinh phí 1\.(200) triệu", put(1, "250")),
        ),
    ),
    Kind(
        "average of a class",
        ("NUM414",),
        "W",
        (
            (r"bình quân (38) học sinh/lớp", put(1, "42")),
            (r"\(bình quân (35) lao động/lớp", put(1, "53")),
            (r"\(trung bình (80) lượt", put(1, "60")),
        ),
    ),
    Kind(
        "a fund's balance",
        ("NUM413",),
        "W",
        ((r"số dư cuối năm học (33) triệu", put(1, "43")), (r"chi (52) triệu đồng, số dư", put(1, "25"))),
    ),
    Kind(
        "shares of a grading",
        ("NUM417", "NUM402"),
        "W",
        ((r"tốt nhiệm vụ chiếm (75),8%", put(1, "78")), (r"loại khá 41 đồng chí, chiếm (60,3)%", put(1, "66,3"))),
    ),
    Kind(
        "words of a sum",
        ("NUM415",),
        "E",
        (
            (r"\(Hai mươi (bốn) tỷ", put(1, "lăm")),
            (r"\(Bốn mươi (tám) triệu", put(1, "bảy")),
            (r"\(một tỷ hai (trăm) năm", put(1, "nghìn")),
            (r"02 \((hai)\)", put(1, "ba")),
        ),
    ),
    Kind(
        "a count and its list",
        ("NUM406",),
        "W",
        ((r"Có (2) nguyên nhân", put(1, "3")), (r"đạt (3) chỉ tiêu", put(1, "4")), (r"vào (ba) nhóm", put(1, "bốn"))),
    ),
    # tables
    Kind(
        "table: percent of the plan",
        ("NUM402",),
        "E",
        (
            (r"112\.450\t(107,1)", put(1, "101,7")),
            (r"1\.148\t(95,7)", put(1, "97,5")),
            (r"17\.215\t(109)\t", put(1, "119")),
            (r"35\.200\t32\.078\t(91,1)", put(1, "99,1")),
        ),
    ),
    Kind(
        "table: difference of two years",
        ("NUM407",),
        "E",
        ((r"\t\+(8\.250)$", put(1, "8.520")), (r"\t-(102)$", put(1, "120")), (r"\t\+(69)$", put(1, "96"))),
    ),
    Kind(
        "table: what is left",
        ("NUM405", "NUM407", "NUM413", "NUM402"),
        "E",
        ((r"95\t(2\.620)$", put(1, "2.260")), (r"91,1\t(3\.122)$", put(1, "3.212"))),
    ),
    Kind(
        "table: a place's row",
        ("NUM405",),
        "E",
        (
            (r"^2\tKhối 7\t5\t(190)", put(1, "199")),
            (r"^3\tKhối 8\t4\t152\t(27)", put(1, "37")),
            (r"^II\tThu tiền sử dụng đất\t66\.200\t(56\.880)", put(1, "58.660")),
        ),
    ),
    Kind(
        "table: the sum of all",
        ("NUM405",),
        "E",
        (
            (r"^\tTổng cộng\t18\t(684)", put(1, "648")),
            (r"^\tCộng\t(64)\t", put(1, "66")),
            (r"^\tCộng\t64\t(136\.200)", put(1, "132.600")),
        ),
    ),
    Kind(
        "table: rows under a row",
        ("NUM405",),
        "E",
        (
            (r"^1\tThuế ngoài quốc doanh\t58\.410\t60\.500\t(63\.125)", put(1, "61.325")),
            (r"^3\tPhí, lệ phí\t17\.670\t(17\.720)", put(1, "17.270")),
        ),
    ),
    Kind(
        "report and its appendix",
        ("NUM404", "NUM402", "NUM407", "NUM401"),
        "W",
        (
            (r"lượt khám bệnh là (112\.450)", put(1, "112.540")),
            (r"có (93\.215) người tham gia", put(1, "93.251")),
            (r"tuyến trên là (1\.148) ca", put(1, "1.184")),
        ),
    ),
    # time
    Kind(
        "the day of a week or month",
        ("TIM202",),
        "E",
        (
            (r"trước ngày (30)/6/2025", put(1, "31")),
            (r"trước ngày (31)/10/2022", put(1, "32")),
            (r"trước ngày 30/(11)/2024", put(1, "13")),
            (r"ngày (15)/12/2025", put(1, "35")),
        ),
    ),
    Kind(
        "a deadline that is over",
        ("TIM203",),
        "E",
        (
            (r"chậm nhất ngày 10/11/(2022)", put(1, earlier)),
            (r"chậm nhất ngày 28/02/(2025)", put(1, earlier)),
            (r"trước ngày 25/11/(2022)", put(1, earlier)),
            (r"trước ngày 30/10/(2024)", put(1, earlier)),
        ),
    ),
    Kind(
        "a paper of tomorrow",
        ("TIM205", "REF305", "REF303", "REF301"),
        "E",
        (
            (r"2917/SYT-KHTC ngày 02/12/(2024)", put(1, later)),
            (r"412/KH-UBND ngày 20/12/(2024)", put(1, later)),
            (r"2456/QĐ-UBND ngày 09/12/(2022)", lambda f: f.group().replace("2022", "2024")),
            (r"34/KH-PGDĐT ngày 08/9/(2023)", lambda f: f.group().replace("2023", "2024")),
        ),
    ),
    Kind(
        "the year of a circular",
        ("REF305",),
        "E",
        (
            (r"(22)/2021/TT-BGDĐT ngày 20/7/2021", lambda f: f.group().replace("20/7/2021", "20/7/2020")),
            (r"163/(2016)/NĐ-CP", put(1, "2017")),
            (r"24/(2021)/QĐ-TTg", put(1, "2022")),
            (r"55/(2019)/NĐ-CP", put(1, "2018")),
        ),
    ),
    Kind(
        "years of an anniversary",
        ("TIM206",),
        "E",
        ((r"kỷ niệm (113) năm Ngày Quốc tế", put(1, "112")), (r"08/3/1910 - 08/3/(2023)", put(1, later))),
    ),
    Kind("a term", ("TIM207",), "E", ((r"nhiệm kỳ (20\d\d) - (20\d\d)", lambda f: f"nhiệm kỳ {f[2]} - {f[1]}"),)),
    Kind(
        "last period's opening",
        ("TIM201", "TIM212"),
        "W",
        (
            (r"^Trong quý (III), Đảng", lambda f: "Trong quý II, Đảng"),
            (r"NHIỆM VỤ TRỌNG TÂM 6 THÁNG CUỐI NĂM (2023)", put(1, earlier)),
            (r"QUẢ CÔNG TÁC 6 THÁNG ĐẦU NĂM (202\d)", put(1, earlier)),
            (r"^Trên đây là báo cáo kết quả công tác y tế năm (2024)", put(1, earlier)),
        ),
    ),
    Kind(
        "school years",
        ("TIM201", "TIM212"),
        "W",
        (
            (r"^Năm học (2023 - 2024), nhà trường", put(1, "2022 - 2023")),
            (r"NHIỆM VỤ NĂM HỌC (2023 - 2024)$", put(1, "2022 - 2023")),
        ),
    ),
    # citations and words
    Kind(
        "letters of a type",
        ("REF306", "REF304"),
        "W",
        (
            (r"(Thông tư) số 22", put(1, "Nghị định")),
            (r"(Quy định) số 37-QĐ", put(1, "Chỉ thị")),
            (r"(Tờ trình) số 96", put(1, "Kế hoạch")),
            (r"(Kế hoạch) số 412", put(1, "Quyết định")),
        ),
    ),
    Kind(
        "a symbol of another house",
        ("REF304", "REF302"),
        "W",
        (
            (r"37(-QĐ/TW)", put(1, "/QĐ-TW")),
            (r"412/(KH-UBND)", lambda f: "412-KH/UBND"),
            (r"05(-CT/TW)", put(1, "/CT-TW")),
            (r"163/2016/(NĐ)-CP", put(1, "ND")),
        ),
    ),
    Kind(
        "its own date",
        ("REF303", "REF305"),
        "W",
        (
            (r"05-CT/TW ngày (15)/5/2016", put(1, "25")),
            (r"37-QĐ/TW ngày 25/10/(2021)", put(1, "2022")),
            (r"218-QĐ/TW ngày 12/12/(2013)", put(1, "2012")),
        ),
    ),
    Kind(
        "letters that are no word",
        ("TXT701",),
        "W",
        (
            (r"(?<=\s)(thường) xuyên", put(1, "thừơng")),
            (r"(?<=\s)(được)(?=\s)", put(1, "đựơc")),
            (r"(?<=\s)(huyện)(?=\s)", put(1, "huỵên")),
            (r"(?<=\s)(giáo) viên", put(1, "gíao")),
        ),
    ),
    Kind(
        "a phrase twice",
        ("TXT702",),
        "W",
        ((r"(?<=\s)(cán bộ|học sinh|kế hoạch|hội viên)(?=\s)", lambda f: f"{f[1]} {f[1]}"),),
    ),
    Kind("a bracket that stays open", ("STR504",), "W", ((r"\(([^()\n]{8,60})(\))(?=[,;.])", put(2, "")),)),
    Kind(
        "a missing number of a heading",
        ("STR501", "STR502"),
        "E",
        ((r"^(III)\. (?=[A-ZĐ])", put(1, "IV")), (r"^(3)\. (?=[A-ZĐ])", put(1, "4")), (r"^2\.(3)\. ", put(1, "4"))),
    ),
    Kind(
        "a place to fill in",
        ("OUT106",),
        "E",
        ((rf"(cho|chức) {N} (?=lượt|lớp|buổi|cuộc)", lambda f: f"{f[1]} ...... "),),
    ),
)
