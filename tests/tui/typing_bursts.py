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


# When the accents of a syllable come: Telex `vieetj` (the tone last), VNI `vie65t` (each with its vowel), VIQR `viet^.`
# (everything last). What the program gets is the same kind of burst: letters taken back, others sent.
STYLES = ("telex", "vni", "viqr")


def stages(word: str, style: str = "telex") -> Iterator[str]:
    """What stands on the screen after each key: `v vi vie viê viêt việt` for Telex, `v vi vie viê việ việt` for VNI,
    `v vi vie viet viêt việt` for VIQR."""
    if style == "viqr":
        plain = "".join(map(_plain, word))
        yield from (plain[: size + 1] for size in range(len(plain)))
        quality = "".join(map(_without_tone, word))
        yield from (stage for stage in (quality, word) if stage != plain)
        return
    done = ""
    for letter in word:
        quality = _without_tone(letter)
        if _plain(letter) != quality:
            yield done + _plain(letter)
        yield done + quality
        if quality != letter and style == "vni":
            yield done + letter
        done += letter if style == "vni" else quality
    if done != word:
        yield word


def common(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return same


def bursts(text: str, *, backspace: bytes, style: str = "telex") -> Iterator[bytes]:
    """One burst for each key pressed."""
    for index, word in enumerate(text.split(" ")):
        if index:
            yield b" "
        shown = ""
        for stage in stages(word, style):
            same = common(shown, stage)
            yield backspace * (len(shown) - same) + stage[same:].encode()
            shown = stage


def reads(text: str, size: int, **how: object) -> Iterator[bytes]:
    """The bursts of `size` keys at a time, as one read of the terminal delivers them."""
    each = bursts(text, **how)  # type: ignore[arg-type]
    while together := b"".join(islice(each, size)):
        yield together
