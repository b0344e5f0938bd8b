"""Outline files: read back without loss, refused with the place of the fault."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.errors import LocatedError, UsageError
from drafter.model.outline import Appendix, AppendixRow, Ask, Item, Outline
from drafter.shelves import outlines
from drafter.workspace import Workspace

GOOD = """\
# Đề cương của xã
title: Báo cáo {{ period }}
period: 2023-H1
deadline: 2023-06-10
limits:
  pages: {xã: 12}
items:
  - id: mot       # mục đầu
    label: 1.
    title: Tuyên truyền
    asks:
      - Hình thức tuyên truyền
      - text: Kết quả
        figures: [số buổi]
"""


def test_what_is_left_out_has_its_default() -> None:
    outline = outlines.loads(GOOD, "xa-6-thang.yaml")
    assert outline.id == "xa-6-thang"
    assert outline.items[0].label == "1."
    assert outline.items[0].asks == (
        Ask("Hình thức tuyên truyền"),
        Ask("Kết quả", wants_figures=True, figures=("số buổi",)),
    )
    assert outline.pages == {"xã": 12}


def test_the_schema_stands_first_and_another_one_is_refused() -> None:
    outline = outlines.loads("schema: drafter/outline/1\n" + GOOD, "xa-6-thang.yaml")
    written = outlines.dump(outline)
    lines = [line for line in written.splitlines() if not line.startswith("#")]
    assert lines[0] == "schema: drafter/outline/1"
    assert outlines.loads(written) == outline
    assert "schema" not in outlines.dump(outline, GOOD)
    with pytest.raises(LocatedError, match="drafter/outline/1"):
        outlines.loads("schema: drafter/draft/1\n" + GOOD)


def test_a_leaf_without_asks_is_itself_one() -> None:
    outline = outlines.loads("title: x\nitems:\n  - {id: a, title: Thuận lợi, guidance: nêu rõ}\n")
    assert outline.items[0].asks == (Ask("Thuận lợi", "nêu rõ", implicit=True),)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        (GOOD.replace("label:", "lable:"), 9, 5, "label"),
        (GOOD.replace("deadline: 2023-06-10", "deadline: 10/6/2023"), 4, 11, "2022-06-10"),
        (GOOD.replace("2023-H1", "2023-H7"), 3, 9, "2023-H7"),
        (GOOD.replace("{{ period }}", "{{ perod }}"), 2, 8, "period"),
        (GOOD.replace("title: Báo cáo", "title: 'Báo cáo"), None, None, "YAML"),
        (GOOD.replace("{xã: 12}", "{xã: mười}"), 6, 15, ""),
        (GOOD + "  - id: mot\n    title: Hai\n", 15, 9, "mot"),
        (GOOD + "  - title: Hai\n", 15, 5, "id"),
        (GOOD.replace("figures:", "wants_figures: nhiều\n        figures:"), 14, 24, "true"),
        ("title: x\nitems: [\n", 3, None, ""),
        ("- một\n- hai\n", 1, 1, ""),
        ("", 1, 1, ""),
        ("title: x\ntitle: y\n", 2, None, ""),
        ("title: \x07x\n", 1, None, ""),
    ],
)
def test_a_fault_is_told_with_its_place(text: str, line: int | None, column: int | None, words: str) -> None:
    with pytest.raises(LocatedError) as told:
        outlines.loads(text, "de-cuong.yaml")
    assert told.value.place.path == "de-cuong.yaml"
    assert line is None or told.value.place.line == line
    assert column is None or told.value.place.column == column
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_comments_and_layout_outlive_an_edit() -> None:
    outline = outlines.loads(GOOD, "xa.yaml")
    changed = Outline(
        **{**{name: getattr(outline, name) for name in outline.__dataclass_fields__}, "deadline": "2023-06-12"}
    )
    text = outlines.dump(changed, GOOD)
    assert "# Đề cương của xã" in text
    assert "# mục đầu" in text
    assert "pages: {xã: 12}" in text
    assert outlines.loads(text, "xa.yaml") == changed


words = st.text(st.sampled_from("aăâbcdđeêghi.:-#'\"{}[]|%&*!?, 0123Á"), min_size=1, max_size=18).filter(
    lambda text: text.strip() == text and "{{" not in text and "{%" not in text and "{#" not in text
)
maybe = st.none() | words
asks = st.builds(
    Ask,
    words,
    maybe,
    st.booleans(),
    st.just(False),
    st.lists(words, max_size=2).map(tuple),
    st.booleans(),
    st.lists(words, max_size=2).map(tuple),
)


def items(depth: int, prefix: str = "i") -> st.SearchStrategy[tuple[Item, ...]]:
    def numbered(found: list[Item]) -> tuple[Item, ...]:
        return tuple(
            Item(
                f"{prefix}{number}",
                item.label,
                item.title,
                item.optional,
                item.guidance,
                item.lead,
                item.items,
                item.asks,
                item.keep,
                item.aliases,
                item.carry,
            )
            for number, item in enumerate(found)
        )

    below = st.just(()) if depth == 0 else items(depth - 1, f"{prefix}-{depth}-")
    one = st.builds(
        Item,
        st.just("x"),
        maybe,
        words,
        st.booleans(),
        maybe,
        maybe,
        st.just(()),
        st.lists(asks, min_size=1, max_size=2).map(tuple),
        maybe,
        st.lists(words, max_size=2).map(tuple),
        st.sampled_from([None, "keep", "placeholder", "clear"]),
    )
    leafs = st.lists(one, min_size=1, max_size=3)
    if depth == 0:
        return leafs.map(numbered)
    return st.tuples(leafs, below).map(
        lambda pair: (Item("goc", None, "Gốc", items=pair[1], asks=()), *numbered(pair[0]))
    )


@settings(max_examples=40, deadline=None)
@given(items(1), maybe, st.lists(words, max_size=2))
def test_nothing_is_lost_on_the_way_to_the_file_and_back(
    found: tuple[Item, ...], issuer: str | None, notes: list[str]
) -> None:
    table = Appendix(
        "pl", "Số liệu", "Phụ lục 1", "người", ("Kỳ này",), (AppendixRow("r", "Tổng số", "1", "hộ", 2, True),), True
    )
    outline = Outline("x", None, "Tên", "2023", issuer=issuer, notes=tuple(notes), items=found, appendices=(table,))
    text = outlines.dump(outline)
    assert outlines.loads(text) == outline
    assert outlines.dump(outline, text) == text


def test_outlines_are_found_by_path_name_and_id(tmp_path: Path) -> None:
    folder = tmp_path / "outlines"
    folder.mkdir()
    (folder / "xa-nam.yaml").write_text("id: bao-cao-nam\ntitle: x\n", encoding="utf-8")
    workspace = Workspace(tmp_path)
    for name in ("xa-nam", "xa-nam.yaml", "bao-cao-nam", str(folder / "xa-nam.yaml")):
        assert outlines.find(name, workspace) == folder / "xa-nam.yaml"
    with pytest.raises(UsageError, match="xa-nam"):
        outlines.find("xa-nan", workspace)


def test_lint_tells_what_a_careful_reader_would(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(
        "title: x\nitems:\n  - id: a\n    asks:\n      - {text: Kết quả, wants_figures: true}\n", encoding="utf-8"
    )
    remarks = " ".join(outlines.lint(file))
    assert "a:" in remarks
    assert remarks.count(str(file)) == 3
    file.write_text("titel: x\n", encoding="utf-8")
    assert "title" in outlines.lint(file)[0]


def test_a_general_outline_needs_no_period_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "chung.yaml"
    file.write_text("title: Báo cáo {{ period }}\nitems:\n  - id: a\n    title: Kết quả\n", encoding="utf-8")
    assert outlines.lint(file) == ()
