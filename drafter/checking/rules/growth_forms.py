"""How sentences say by how much something grew: which of their figures is the base, which is now, which is the change."""

from __future__ import annotations

import re

_GAP = r"[^§;.]{0,%d}"
_UP = r"tăng|cao hơn|nhiều hơn|vượt"
DOWN = r"giảm|thấp hơn|ít hơn"
_VERB = rf"(?P<verb>{_UP}|{DOWN})(?: thêm| lên| đi| được| là| tới)*"
# Words up to a base, none of which opens another change, a list of parts, a share or another subject.
_ASIDE = r"(?:(?!(?<!\w)(?:tăng|giảm|vượt|cao hơn|thấp hơn|chiếm|bằng|gồm|trong đó|cụ thể|chia)(?!\w))[^,§;.()]){0,%d}?"
_BEFORE = (
    r"(?:cùng kỳ|kỳ trước|năm trước|năm ngoái|tháng trước|quý trước|tuần trước|đầu năm|"
    r"đầu nhiệm kỳ|đầu kỳ|năm học trước|năm học 20\d\d ?- ?20\d\d|năm 20\d\d|tháng \d+|quý [ivx]+)"
)
# `tăng 20 buổi (12 %) so với cùng kỳ năm 2022 (125 buổi)`
THAN = re.compile(
    rf"{_VERB} (?:§(?P<c>\d+)§)(?: ?(?:\(|, ?)?(?:tương ứng|tương đương|bằng|đạt|tăng|giảm|tức|"
    rf"khoảng)* ?§(?P<c2>\d+)§\)?)?"
    rf" so (?:với )?{_ASIDE % 50}(?:\(|là |: ?|, (?=năm |cùng kỳ|kỳ trước)){_ASIDE % 40}§(?P<base>\d+)§"
    r"(?:\)?,? ?(?:tương đương|tương ứng|bằng|hay|tức)(?: với)?(?: tăng| giảm)? §(?P<c3>\d+)§)?"
)
# `156 tỷ đồng, so với năm 2023 (130 tỷ đồng) tăng 20 %`
HELD_FIRST = re.compile(
    rf"so (?:với )?{_BEFORE}[^§;.()]{{0,25}}(?:\(|là |đạt |có ){_GAP % 15}§(?P<base>\d+)§\)?,? ?(?:thì |đã )?"
    rf"{_VERB} §(?P<c>\d+)§"
)
# `84 triệu đồng, cao hơn năm 2023 (76 triệu đồng) 8 triệu đồng`
MORE_THAN = re.compile(
    rf"(?P<verb>cao hơn|nhiều hơn|thấp hơn|ít hơn|"
    rf"tăng hơn) (?:so với )?{_BEFORE}[^§;.()]{{0,25}}\({_GAP % 15}§(?P<base>\d+)§\)"
    r"(?: là)? ?§(?P<c>\d+)§"
)
# `12.600 lượt, năm 2023 đạt 10.500 lượt, tăng 20 %`
THEN = re.compile(
    rf"(?:,|;|\() ?(?:trong khi )?(?:cùng kỳ(?: {_BEFORE})?|{_BEFORE})(?: trước)?(?: chỉ)?(?: (?:là|đạt|có|được|"
    rf"tổ chức|triển khai|thực hiện|tiếp nhận|kết nạp)|:)*"
    rf" ?§(?P<base>\d+)§[^§;.]{{0,25}}?(?:,|\)|-) ?{_VERB} §(?P<c>\d+)§"
)
# `So với cùng kỳ năm 2022 tăng 86 buổi (cùng kỳ 1.160 buổi)`, of what the sentence before tells
SINCE = re.compile(
    rf"\A\W*so với {_BEFORE}[^§;.()]{{0,25}}(?:,|đã|thì)? ?{_VERB} §(?P<c>\d+)§ ?\({_GAP % 25}§(?P<base>\d+)§"
)
# `27 buổi (cùng kỳ 24 buổi), tăng 12,5 %`
HELD = re.compile(
    rf"\((?:so với )?(?:cùng kỳ|{_BEFORE}){_GAP % 30}§(?P<base>\d+)§(?: (?:với|"
    rf"cho) §\d+§[^§;.()]{{0,15}})?\),? ?{_GAP % 15}"
    rf"{_VERB} §(?P<c>\d+)§"
)
# `từ 138 hộ xuống còn 109 hộ (giảm 29 hộ)`
FROM = re.compile(
    rf"(?:từ|tăng từ|giảm từ) (?:mức )?§(?P<base>\d+)§{_GAP % 50}(?:lên|xuống|còn|đến|thành)(?: còn| đến| thành| mức)*"
    rf"{_GAP % 25}§(?P<now>\d+)§{_GAP % 50}?(?<!\w){_VERB} §(?P<c>\d+)§"
)
# `giảm 29 hộ, từ 138 hộ xuống còn 109 hộ`
STEP_FROM = re.compile(
    rf"(?<!\w){_VERB} §(?P<c>\d+)§{_GAP % 30}(?:,| \(| -) ?từ (?:mức )?§(?P<base>\d+)§{_GAP % 30}"
    rf"(?:lên|xuống|còn)(?: còn| đến| thành| mức)*{_GAP % 15}§(?P<now>\d+)§"
)
# `năm 2023 kết nạp 36, năm 2022 kết nạp 30, tăng 20 %`
YEARS = re.compile(
    rf"(?:năm|giai đoạn 20\d\d ?-) (?P<y1>20\d\d){_GAP % 50}§(?P<a>\d+)§{_GAP % 40}(?:năm|"
    rf"giai đoạn 20\d\d ?-) (?P<y2>20\d\d)"
    rf"{_GAP % 50}§(?P<b>\d+)§\)?{_GAP % 20}?"
    rf"(?<!\w){_VERB} §(?P<c>\d+)§"
)
# `tăng 11,1% (năm 2023: 67.020)`
BARE_BASE = re.compile(
    rf"{_VERB} §(?P<c>\d+)§ ?\((?:so với )?(?:cùng kỳ(?: {_BEFORE})?|{_BEFORE})[^§;.()]{{0,20}}?(?::| là| có| đạt|) ?"
    r"§(?P<base>\d+)§\)"
)
# `giảm 4 vụ, còn 5 vụ (năm 2023 là 9 vụ)`
LEFT_OF = re.compile(
    rf"{_VERB} §(?P<c>\d+)§,? (?:xuống )?còn §(?P<now>\d+)§ ?\((?:so với )?(?:cùng kỳ|{_BEFORE})[^§;.()]{{0,25}}§(?P<base>\d+)§\)"
)
# `So với đầu năm (18.329 hội viên), tổng số hội viên 18.642 người, tăng 313 người`
SINCE_FIRST = re.compile(
    rf"so (?:với )?{_BEFORE}[^§;.()]{{0,25}}\((?:là |có )?§(?P<base>\d+)§\),{_ASIDE % 45}§(?P<now>\d+)§,? {_VERB} §(?P<c>\d+)§"
)
# `Kế hoạch giao 130 triệu đồng, thực hiện 156 triệu đồng, vượt 20% kế hoạch`
PLAN_FIRST = re.compile(
    rf"(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|được giao)[^§;.,()]{{0,35}}§(?P<base>\d+)§[^§;.()]{{0,20}}[,;]"
    rf"(?: [^\W\d]+){{0,6}} §(?P<now>\d+)§{_GAP % 20}(?:,|\()? ?(?P<verb>vượt)(?: là)? §(?P<c>\d+)§"
)
# `1.246 đơn vị máu, vượt 24,6 % chỉ tiêu (1.000 đơn vị)`
OVER_PLAN = re.compile(
    r"(?P<verb>vượt)(?: thêm| là)? §(?P<c>\d+)§ (?:so với )?(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu|nghị quyết|"
    r"kh(?!\w))[^§;.()]{0,40}"
    rf"(?:\(|là ){_ASIDE % 30}§(?P<base>\d+)§"
)
# `bằng 80 % so với cùng kỳ (150 lượt)`
EQUALS = re.compile(
    rf"(?:bằng|đạt|gấp) §(?P<p>\d+)§ (?:so với )?(?:cùng kỳ|năm trước|kỳ trước|năm 20\d\d)[^§;.()]{{0,30}}"
    rf"\({_GAP % 30}§(?P<base>\d+)§\)"
)
# `45 đoàn viên, tăng 15 đoàn viên (50 %)`
ADDED = re.compile(
    rf"{_VERB} §(?P<c>\d+)§ ?(?:\((?:tương ứng |tương đương |bằng |đạt |tức |tăng |giảm )*§(?P<c2>\d+)§\)"
    r"|,? ?(?:tương ứng|tương đương|bằng) (?:với )?§(?P<c3>\d+)§)"
)
# `14 đảng viên, tăng 4 đảng viên so với năm 2023`: the base stands elsewhere.
ALONE = re.compile(
    rf"(?<!\w){_VERB} §(?P<c>\d+)§(?: ?(?:và|,) ?§(?P<d>\d+)§)?(?: nữa)? so với (?P<than>{_BEFORE}(?: năm (?:trước|"
    rf"ngoái|20\d\d))?)(?! ?\()"
)
