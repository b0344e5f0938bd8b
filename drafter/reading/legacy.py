"""Vietnamese before Unicode: TCVN3 (ABC, fonts `.VnTime`), VNI (fonts `VNI-Times`) and windows-1258.

TCVN3 puts a Vietnamese letter in the place of one Latin-1 sign; its capital fonts (`.VnTimeH`) show the same signs as
capitals. VNI writes a letter and a Latin-1 sign for its marks (domain facts 5.2).
"""

from __future__ import annotations

import re
import unicodedata

_TCVN3_SIGNS = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§"
_TCVN3_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ"
_TCVN3 = str.maketrans(dict(zip(_TCVN3_SIGNS, _TCVN3_LETTERS, strict=True)))

# Sign behind a, e, o, u, y → what it puts on the letter: a vowel mark, a tone, or both (combining marks).
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT, _HAT, _BREVE, _HORN = (
    "\u0300", "\u0301", "\u0303", "\u0309", "\u0323", "\u0302", "\u0306", "\u031b",
)  # fmt: skip
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "á": _HAT + _ACUTE, "à": _HAT + _GRAVE, "å": _HAT + _HOOK, "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_SINGLE = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}
_VNI_ALL = {**_VNI_SINGLE, **{sign.upper(): letter.upper() for sign, letter in _VNI_SINGLE.items()}}
_VNI_BASE = "aeoyuAEOYUôÔöÖ"
_VNI_PAIR = re.compile(f"([{_VNI_BASE}])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])|([{''.join(_VNI_ALL)}])")

# Frequent words of official Vietnamese: the reading with the most of them is the right one.
_FREQUENT = frozenset(
    [
        "và",
        "của",
        "các",
        "được",
        "trong",
        "công",
        "tác",
        "với",
        "cho",
        "là",
        "có",
        "đã",
        "những",
        "đến",
        "năm",
        "tháng",
        "ngày",
        "hội",
        "nhân",
        "dân",
        "xã",
        "số",
        "báo",
        "cáo",
        "thực",
        "hiện",
        "việt",
        "nam",
        "ủy",
        "uỷ",
        "ban",
        "trận",
        "mặt",
        "tổ",
        "chức",
        "quốc",
        "hộ",
        "người",
        "nghèo",
        "đảng",
        "tỉnh",
        "huyện",
        "phường",
        "thôn",
        "khu",
        "về",
        "từ",
        "tại",
        "theo",
        "kết",
        "quả",
        "đoàn",
        "kết",
        "đồng",
        "triệu",
        "tuyên",
        "truyền",
        "cộng",
        "hòa",
        "hoà",
        "chủ",
        "nghĩa",
        "độc",
        "lập",
        "tự",
        "do",
        "hạnh",
        "phúc",
        "nghị",
        "quyết",
        "kế",
        "hoạch",
    ]
)
_WORDS = re.compile(r"[^\W\d_]+")
_MARKED = re.compile(r"[^\x00-\x7f]")
_UNICODE_MARKED = re.compile("[\u1ea1-\U0010ffff]")


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """TCVN3 letters as Unicode, one for one; `capitals` for the fonts that show capitals (`.VnTimeH`)."""
    said = text.translate(_TCVN3)
    return said.upper() if capitals else said


def from_vni(text: str) -> str:
    """VNI letter pairs as Unicode, NFC."""

    def letter(found: re.Match[str]) -> str:
        base, sign, single = found.groups()
        if single:
            return _VNI_ALL[single]
        plain = _VNI_ALL.get(base, base)
        return unicodedata.normalize("NFC", plain + _VNI_MARKS[sign.lower()])

    return _VNI_PAIR.sub(letter, text)


def spell(text: str, font: str | None) -> str:
    """A run's text in Unicode by its font's name; unchanged for an ordinary font."""
    if not font or (text.isascii() and not font.lower().endswith("h")):
        return text
    name = font.lower()
    if name.startswith(".vn"):
        return from_tcvn3(text, capitals=name.endswith("h")) if _is_single_byte(text) else text
    if name.startswith(("vni-", "vni ")):
        return from_vni(text) if _is_single_byte(text) else text
    return text


def turned(text: str, encoding: str, *, capitals: bool = False) -> str:
    """A piece of text in `tcvn3` or `vni` as Unicode; unchanged where it is Unicode already."""
    if not _is_single_byte(text):
        return text
    if encoding == "vni":
        return from_vni(text)
    return from_tcvn3(_SHOWN_HYPHEN.sub("\xad", text), capitals=capitals)


# TCVN3's ư is the soft hyphen, which a PDF shows as a hyphen: behind a letter, and no capital or digit behind it.
_SHOWN_HYPHEN = re.compile(r"(?<=[^\s\d(/-])-(?![\dA-Z§-])")


def _is_single_byte(text: str) -> bool:
    """Whether a text can be one of the old fonts': a Unicode letter among it says that somebody changed it already."""
    return all(ord(char) < 0x100 or not char.isalpha() for char in text)


def vietnamese_score(text: str) -> float:
    """How much of a text's marked words are frequent Vietnamese ones: near 0 for garbage, above 0.1 for a report."""
    words = [word for word in _WORDS.findall(unicodedata.normalize("NFC", text).lower()) if not word.isascii()]
    return sum(word in _FREQUENT for word in words) / len(words) if words else 0.0


def recognise(text: str) -> tuple[str, str] | None:
    """Old letters that came as Latin-1 signs: (name of the encoding, text in Unicode); None where the text is none.

    Judged by letter statistics over the first 20,000 characters: the text as it is must hardly hold a frequent marked word,
    the converted one many of them.
    """
    sample = text[:20_000]
    if len(_MARKED.findall(sample)) < 3 or len(_UNICODE_MARKED.findall(sample)) * 50 > len(sample):
        return None
    as_is = vietnamese_score(sample)
    best = max((("tcvn3", from_tcvn3), ("vni", from_vni)), key=lambda known: vietnamese_score(known[1](sample)))
    score = vietnamese_score(best[1](sample))
    return (best[0], best[1](text)) if score > 0.12 and score > 2 * as_is else None


def nfc_1258(data: bytes) -> str:
    """Text in windows-1258, which writes tones as marks behind their letters, as NFC."""
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
