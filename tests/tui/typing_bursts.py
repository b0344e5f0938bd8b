"""What Vietnamese input methods send: a syllable as it grows, each step as backspaces and letters in one burst."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice

_TONES = "\u0300\u0301\u0303\u0309\u0323"

# Invented report prose; every vowel with every tone occurs.
PROSE = (
    "Ban Thường trực Ủy ban Mặt trận xã phối hợp các tổ chức thành viên tổ chức nhiều buổi tuyên truyền, vận động bà con "
    "chấp hành nghiêm quy ước thôn; đời sống ổn định, tình làng nghĩa xóm được giữ vững. Quỹ \"Vì người nghèo\" vận động được "
    "125.400.000 đồng, hỗ trợ sửa chữa 9 căn nhà, xây mới 4 căn, tặng 86 suất quà cho hộ khó khăn. Qua giám sát việc thu, chi "
    "các khoản đóng góp tự nguyện, Mặt trận kiến nghị 7 việc; đến nay đã giải quyết 5 việc, đạt 71,4%. Ngày hội Đại đoàn kết "
    "diễn ra ở 11/11 khu dân cư, kết hợp biểu dương gia đình văn hóa, người tốt việc tốt. Những hạn chế chủ yếu: một số thôn "
    "sinh hoạt chưa đều, cán bộ kiêm nhiệm, kỹ năng nắm bắt dư luận còn yếu; kinh phí hoạt động eo hẹp. Sáu tháng cuối năm, "
    "tiếp tục đẩy mạnh phong trào thi đua, chỉnh trang đường ngõ, trồng hoa, xử lý rác thải, giữ gìn an ninh trật tự; củng cố "
    "tổ hòa giải, nâng chất lượng tiếp xúc cử tri, lắng nghe ý kiến của đồng bào các dân tộc, tôn giáo. Kỷ niệm ngày truyền "
    "thống, mỗi khu phố chọn một phần việc thiết thực: quét vôi nhà văn hóa, lắp bóng điện, khơi rãnh thoát nước, giúp gia "
    "đình chính sách thu hoạch lúa trước mùa mưa bão. Đẩy lùi hủ tục, cưới hỏi tiết kiệm, việc tang văn minh; khuyến học, "
    "khuyến tài, dạy nghề, giải quyết việc làm; bảo vệ nguồn nước, rừng phòng hộ, phòng dịch tả lợn, cúm gà, rầy nâu. "
)  # fmt: skip


def words(count: int, start: int = 0) -> str:
    """`count` words of the prose, round and round, from the `start`-th on."""
    source = PROSE.split()
    return " ".join(source[(start + index) % len(source)] for index in range(count))


def _without_tone(letter: str) -> str:
    split = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(mark for mark in split if mark not in _TONES))


def _plain(letter: str) -> str:
    if letter in "đĐ":
        return "d" if letter == "đ" else "D"
    return unicodedata.normalize("NFD", letter)[0]


def stages(word: str, *, late_tone: bool) -> Iterator[str]:
    """What stands on the screen after each key: `v vi vie viê viêt việt`; with `late_tone` False the tone comes with its
    vowel: `v vi vie viê việ việt`."""
    done = ""
    for letter in word:
        quality = _without_tone(letter)
        if _plain(letter) != quality:
            yield done + _plain(letter)
        yield done + quality
        if quality != letter and not late_tone:
            yield done + letter
        done += quality if late_tone else letter
    if done != word:
        yield word


def bursts(text: str, *, backspace: bytes, late_tone: bool = True) -> Iterator[bytes]:
    """One burst for each key pressed."""
    for index, word in enumerate(text.split(" ")):
        if index:
            yield b" "
        shown = ""
        for stage in stages(word, late_tone=late_tone):
            same = 0
            while same < min(len(shown), len(stage)) and shown[same] == stage[same]:
                same += 1
            yield backspace * (len(shown) - same) + stage[same:].encode()
            shown = stage


def reads(text: str, size: int, **how: object) -> Iterator[bytes]:
    """The bursts of `size` keys at a time, as one read of the terminal delivers them."""
    each = bursts(text, **how)  # type: ignore[arg-type]
    while together := b"".join(islice(each, size)):
        yield together
