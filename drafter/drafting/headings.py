"""The label and the title of a draft's heading (labels: Decree 30/2020/NĐ-CP, annex I; domain facts 1.2)."""

from __future__ import annotations

import re

_ROMAN = r"[IVXLC]+"
_ORDINAL = rf"(?:thứ\s+[^\W\d_]+|{_ROMAN}|\d+)\b"
_WORD = rf"(?i:phần|chương|mục|tiểu mục|điều)\s+(?i:{_ORDINAL})"
_APPENDIX = rf"(?i:phụ lục|phụ biểu|biểu mẫu|biểu)(?:\s+(?i:số\s+)?(?:\d+[\w/.-]*|{_ROMAN})\b)?"
_NUMBER = r"\d+(?:\.\s?\d+)*\s*[.)]|\d+(?:\.\d+)+(?=\s)"
_LETTER = rf"(?:{_ROMAN}|[^\W\d_])[.)]"
_LABEL = re.compile(
    rf"(?P<label>(?:{_WORD}|{_APPENDIX})\s*[.:]?|{_NUMBER}|{_LETTER})"
    r"(?=\s|\Z|[-–—])\s*(?:[-–—]\s+)?(?P<title>.*)\Z",
    re.DOTALL,
)


def split_label(heading: str) -> tuple[str | None, str | None]:
    """Label and title of a heading: `1.1. Tên mục` → (`1.1.`, `Tên mục`); None for what is not there.

    Emphasis marks around the heading are left out of both.
    """
    words = heading.strip().strip("*").strip()
    found = _LABEL.match(words)
    if found is None:
        return None, words or None
    label = " ".join(found["label"].split())
    return label, found["title"].strip().strip("*").strip() or None
