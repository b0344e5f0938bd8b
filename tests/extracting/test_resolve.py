"""Which mentions are of one document: a symbol alone is no key."""

from __future__ import annotations

import pytest

from drafter.extracting.context import Context
from drafter.extracting.references import find_references
from drafter.extracting.resolve import resolve


def documents(*sentences: str) -> list[int]:
    """The document numbers of all mentions, in reading order."""
    text = "\n".join(sentences)
    found = []
    start = 0
    for sentence in sentences:
        found += find_references(text, start, start + len(sentence), Context())
        start += len(sentence) + 1
    return [mention.document for mention in resolve(found)]


TABLE = [
    # The full mention, the one without a date, the short form.
    (
        [
            "Quyết định số 217-QĐ/TW ngày 12/12/2013 của Bộ Chính trị.",
            "Giám sát theo Quyết định 217-QĐ/TW.",
            "Phản biện theo Quyết định 217 của Bộ Chính trị.",
        ],
        [1, 1, 1],
    ),
    # The short form may stand before nothing: then it is a document of its own.
    (["theo Quyết định 217 đã nêu", "theo Quyết định 218 đã nêu"], [1, 2]),
    # A slip of the separators is one document with two symbols.
    (["Quyết định 217-QĐ/TW", "Quyết định 217/QĐ-TW", "Quyết định số 217- QÐ/TW"], [1, 1, 1]),
    # Numbers restart: other years, other documents.
    (
        ["Chỉ thị số 03-CT/TW ngày 14/5/2011 của Bộ Chính trị", "Chỉ thị số 03-CT/TW ngày 19/5/2021 của Ban Bí thư"],
        [1, 2],
    ),
    (["Kế hoạch số 12/KH-MTTQ ngày 15/01/2021", "Kế hoạch số 12/KH-MTTQ ngày 20/02/2022"], [1, 2]),
    # Within one year a number is given once: two days are a slip in one document.
    (["Kế hoạch số 12/KH-MTTQ ngày 15/01/2022", "Kế hoạch số 12/KH-MTTQ ngày 15/02/2022"], [1, 1]),
    # The same day of another year is a slip too.
    (["Công văn số 3974/MTTQ-BTT ngày 24/5/2021", "Công văn số 3974/MTTQ-BTT ngày 24/5/2022"], [1, 1]),
    # A symbol that holds its year is one document.
    (["Nghị định số 93/2021/NĐ-CP ngày 27/10/2021", "Nghị định 93/2021/NĐ-CP ngày 27/10/2020"], [1, 1]),
    # Two bodies give the same number in one year.
    (
        [
            "Kế hoạch số 05/KH-UBND ngày 10/01/2022 của UBND huyện",
            "Kế hoạch số 05/KH-UBND ngày 12/01/2022 của UBND xã Tân Lập",
        ],
        [1, 2],
    ),
    (["Kế hoạch số 05/KH-UBND của UBND huyện", "Kế hoạch số 05/KH-UBND của UBND xã Tân Lập"], [1, 2]),
    # Abbreviations name one body.
    (
        ["Quyết định số 9/QĐ-UBND ngày 1/2/2022 của Ủy ban nhân dân tỉnh", "Quyết định số 09/QĐ-UBND của UBND tỉnh"],
        [1, 1],
    ),
    # One date written in two ways.
    (["Kế hoạch số 7/KH-UBND ngày 17 tháng 12 năm 2019", "Kế hoạch 7/KH-UBND ngày 17/12/2019"], [1, 1]),
    # An undated mention belongs to the one before it.
    (
        ["Kế hoạch số 1/KH-UBND ngày 5/1/2021", "Kế hoạch số 1/KH-UBND ngày 9/2/2022", "Kế hoạch số 1/KH-UBND"],
        [1, 2, 2],
    ),
    # The same number of another type is another document.
    (["Quyết định số 62/QĐ-UBND", "Kế hoạch số 62/KH-UBND", "Kế hoạch 62 của xã"], [1, 2, 2]),
    # A number alone that two documents could mean stays apart.
    (["Quyết định số 62/QĐ-UBND", "Quyết định số 62-QĐ/ĐU", "Quyết định 62 đã nêu"], [1, 2, 3]),
    # A title tells one document.
    (
        [
            "Kế hoạch số 5/KH-UBND ngày 1/3/2021 về chuyển đổi số.",
            "Kế hoạch số 5/KH-UBND ngày 1/4/2022 về chuyển đổi số.",
        ],
        [1, 1],
    ),
]


@pytest.mark.parametrize(("sentences", "expected"), TABLE, ids=[row[0][-1][:40] for row in TABLE])
def test_one_document(sentences: list[str], expected: list[int]) -> None:
    assert documents(*sentences) == expected


def test_numbers_count_from_one_in_reading_order() -> None:
    assert documents("Nghị quyết 68/NQ-CP", "Kết luận 62-KL/TW, Nghị quyết 68/NQ-CP, Đề án 06") == [1, 2, 1, 3]


def test_mentions_keep_everything_else() -> None:
    sentence = "Quyết định số 217-QĐ/TW ngày 12/12/2013"
    (before,) = find_references(sentence, 0, len(sentence), Context())
    (after,) = resolve([before])
    assert (after.symbol, after.date, after.text) == (before.symbol, before.date, before.text)
