"""A draft's text taken apart and put together again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import drafting
from drafter.errors import LocatedError, UnreadableFileError, UsageError
from drafter.model.draft import Draft, DraftSection

TEXT = """---
outline: mttq  # mẫu của tỉnh
period: 2022-H1
number: 05
date: 2022-06-10
signer:
recipients:
  - Ủy ban MTTQ tỉnh
  - Lưu VT
---

# Báo cáo công tác Mặt trận 6 tháng đầu năm 2022

Thực hiện chương trình phối hợp, đơn vị báo cáo như sau:

## I. TÌNH HÌNH NHÂN DÂN {#tinh-hinh}

<!-- nêu tâm tư của các tầng lớp -->
Nhân dân phấn khởi.
  - gạch đầu dòng lùi vào

### 1.1. Dân tộc {#dan-toc}

## II. KẾT QUẢ {#ket-qua}

Vận động ⟦312⟧ triệu đồng.
"""


def test_takes_a_draft_apart() -> None:
    draft = drafting.parse(TEXT)
    assert draft.front["number"] == "05"
    assert draft.front["date"] == "2022-06-10"
    assert draft.front["signer"] is None
    assert draft.front["recipients"] == ["Ủy ban MTTQ tỉnh", "Lưu VT"]
    assert draft.title == "Báo cáo công tác Mặt trận 6 tháng đầu năm 2022"
    assert draft.preamble == "Thực hiện chương trình phối hợp, đơn vị báo cáo như sau:"
    assert [(s.id, s.depth, s.label, s.title) for s in draft.sections] == [
        ("tinh-hinh", 1, "I.", "TÌNH HÌNH NHÂN DÂN"),
        ("dan-toc", 2, "1.1.", "Dân tộc"),
        ("ket-qua", 1, "II.", "KẾT QUẢ"),
    ]
    first = draft.sections[0]
    assert TEXT[first.body_start : first.end] == first.body
    assert TEXT[first.start :].startswith("## I.")


def test_an_untouched_draft_is_written_as_it_was() -> None:
    assert drafting.write(drafting.parse(TEXT)) == TEXT


def test_comments_of_the_front_matter_outlive_an_edit() -> None:
    changed = drafting.set_front(drafting.parse(TEXT), {"number": "12", "signer": "Nguyễn Văn An", "period": None})
    text = drafting.write(changed)
    assert "# mẫu của tỉnh" in text
    front = drafting.parse(text).front
    assert (front["number"], front["signer"], "period" in front) == ("12", "Nguyễn Văn An", False)


@pytest.mark.parametrize(
    ("heading", "label", "title"),
    [
        ("I. TÌNH HÌNH", "I.", "TÌNH HÌNH"),
        ("1.1. Mục tiêu", "1.1.", "Mục tiêu"),
        ("2.1 Kết quả", "2.1", "Kết quả"),
        ("a) Về nhân sự", "a)", "Về nhân sự"),
        ("đ) Việc khác", "đ)", "Việc khác"),
        ("Phần thứ nhất", "Phần thứ nhất", None),
        ("PHẦN I - KẾT QUẢ", "PHẦN I", "KẾT QUẢ"),
        ("PHỤ LỤC 01: Biểu số liệu", "PHỤ LỤC 01:", "Biểu số liệu"),
        ("PHỤ LỤC Bảng số liệu", "PHỤ LỤC", "Bảng số liệu"),
        ("**II. KẾT QUẢ**", "II.", "KẾT QUẢ"),
        ("Kiến nghị, đề xuất", None, "Kiến nghị, đề xuất"),
        ("5 nội dung trọng tâm", None, "5 nội dung trọng tâm"),
        ("Mục tiêu chung", None, "Mục tiêu chung"),
        ("Điều kiện thực hiện", None, "Điều kiện thực hiện"),
    ],
)
def test_labels_of_headings(heading: str, label: str | None, title: str | None) -> None:
    assert drafting.split_label(heading) == (label, title)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\nunit: a\nsigner: [b\n---\n", 3),
        ("---\nunit: a\n\tplace: b\n---\n", 3),
        ("---\n- a\n---\n", 2),
        ("---\nunit: a\nunit: b\n---\n", 3),
    ],
)
def test_broken_front_matter_has_its_line(text: str, line: int) -> None:
    with pytest.raises(LocatedError) as raised:
        drafting.parse(text, "bao-cao.md")
    assert raised.value.place.path == "bao-cao.md"
    assert raised.value.place.line == line


def test_references_that_repeat_each_other_are_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(LocatedError):
        drafting.parse("---\n" + "\n".join(lines) + "\n---\n")


@pytest.mark.parametrize("yaml", ["? [a, b]\n: c", "a: &a [*a]", "true: x", "a: !x b", "<<: {a: b}", "a: " + "[" * 90])
def test_odd_front_matter_is_read_or_told(yaml: str) -> None:
    text = f"---\n{yaml}\n---\n# Báo cáo\n"
    try:
        draft = drafting.parse(text)
    except LocatedError as error:
        assert error.place.line is not None
    else:
        assert drafting.parse(drafting.write(draft)) == draft


def test_an_open_comment_does_not_swallow_the_next_section() -> None:
    draft = drafting.replace_body(drafting.parse(TEXT), "tinh-hinh", "Đang gõ <!-- ghi chú")
    again = drafting.parse(drafting.write(draft))
    assert [s.id for s in again.sections] == ["tinh-hinh", "dan-toc", "ket-qua"]


def test_a_body_is_replaced_in_a_new_draft() -> None:
    draft = drafting.parse(TEXT)
    changed = drafting.replace_body(draft, "dan-toc", "\n\nKhông phát sinh.\n")
    assert changed.sections[1].body == "Không phát sinh."
    assert draft.sections[1].body == ""
    with pytest.raises(UsageError, match="khong-co"):
        drafting.replace_body(draft, "khong-co", "")


def test_text_before_the_title_is_kept() -> None:
    draft = drafting.parse("<!-- bản 2 -->\n# Báo cáo\n\nMở đầu\n## I. Một\n")
    assert (draft.title, draft.preamble) == ("Báo cáo", "<!-- bản 2 -->\n\nMở đầu")


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    draft = drafting.load(path)
    drafting.save(path, draft)
    assert path.read_text("utf-8") == TEXT
    path.write_bytes("một\nhai\n".encode() + b"\xff\xff\n")
    with pytest.raises(LocatedError) as raised:
        drafting.load(path)
    assert raised.value.place.line == 3
    with pytest.raises(UnreadableFileError):
        drafting.load(tmp_path)


_WORDS = st.text(st.sampled_from("aàđ ủ1.)-+*#<>!|^~&{}[]⟦⟧?\\\"':%,/\t`"), max_size=12)
_LINES = st.one_of(
    _WORDS,
    st.sampled_from(
        ["", "---", "<!-- nêu rõ -->", "<!-- mở", "-->", "| a | < |", "|---|---|", "## I. A {#a}", "# T", "#### x #"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINES, max_size=12))
def test_writing_and_parsing_again_changes_nothing(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        draft = drafting.parse(text)
    except LocatedError:
        return
    written = drafting.write(draft)
    assert drafting.parse(written) == draft
    assert drafting.write(drafting.parse(written)) == written
    kept = "".join(written.split())
    for section in draft.sections:
        assert "".join(section.body.split()) in kept


_TEXTS = st.text(st.sampled_from("aàĐ 1:#-'\"{}[],&*!|>%@?~.=yesnotrufl\n"), max_size=12)
_VALUES = st.recursive(
    st.none() | st.booleans() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=120, deadline=None)
@given(
    st.dictionaries(_TEXTS, _VALUES, max_size=4),
    st.lists(
        st.tuples(st.sampled_from([None, "a", "i-1"]), st.integers(1, 5), st.sampled_from(["I. A", "1.1. Bê"])),
        max_size=3,
    ),
)
def test_a_made_draft_is_read_as_it_was_made(
    front: dict[str, object], heads: list[tuple[str | None, int, str]]
) -> None:
    sections = tuple(
        DraftSection(id_, depth, words, None, None, "Một.\n\n- hai", 0, 0, 0) for id_, depth, words in heads
    )
    draft = Draft(front, "Tên báo cáo", "", sections)
    assert drafting.parse(drafting.write(draft)) == draft
    assert drafting.parse(drafting.write(replace(draft, title=None))) == replace(draft, title=None)
