"""YAML as people write it: texts stay texts, traps are refused in one line before anything is built."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.errors import LocatedError
from drafter.markup import yaml

BOTH = (yaml.read, yaml.read_with_lines)

SAID = [
    ("number: 05", "05"),
    ("number: 2022-06-10", "2022-06-10"),
    ("number: 1.", "1."),
    ("number: yes", "yes"),
    ("number: 0x1F", "0x1F"),
    ("number: true", True),
    ("number: ~", None),
    ("number:", None),
]


@pytest.mark.parametrize("read", BOTH)
@pytest.mark.parametrize(("source", "value"), SAID)
def test_a_value_is_the_text_that_stands_there(read: object, source: str, value: object) -> None:
    assert callable(read)
    assert yaml.plain(read(source, "a.yaml")) == {"number": value}


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)

TRAPS = [
    ("- " * 500_000 + "x", "1:201"),
    ("? " * 500_000 + "x", "1:"),
    ("a: " + "[" * 100_000, "1:"),
    ("a: [\n" + "[\n" * 90_000, "100:"),
    ("".join("  " * level + "k:\n" for level in range(3000)), "101:"),
    ("a: !!python/object/apply:os.system [true]", "1:4"),
    ("a: b\nc: !mine {d: e}", "2:4"),
    ("\r!x", "2:1"),
    ("a: b\nc: \x00", "2:"),
    ("a: b\na: c", "2:1"),
    ("a: {b: c\nd: e", "1:4"),
    (BOMB, "1:"),
    ("&m\na: *m", "1:"),
]


@pytest.mark.parametrize("read", BOTH)
@pytest.mark.parametrize(("source", "place"), TRAPS, ids=range(len(TRAPS)))
def test_a_trap_is_refused_in_one_line_with_its_place(read: object, source: str, place: str) -> None:
    assert callable(read)
    with pytest.raises(LocatedError) as refused:
        read(source, "a.yaml")
    assert str(refused.value).startswith(f"a.yaml:{place}")
    assert "\n" not in str(refused.value)
    assert "recursion" not in str(refused.value)


@pytest.mark.parametrize("read", BOTH)
@pytest.mark.parametrize("source", ["- " * 99 + "x", "[" * 99 + "]" * 99, "{a: " * 99 + "x" + "}" * 99])
def test_what_is_deep_but_not_too_deep_is_read(read: object, source: str) -> None:
    assert callable(read)
    levels, value = 0, yaml.plain(read(source, "a.yaml"))
    while value and not isinstance(value, str):
        levels, value = levels + 1, value[0] if isinstance(value, list) else value["a"]
    assert levels >= 98


def test_lines_are_counted_from_where_the_text_begins() -> None:
    with pytest.raises(LocatedError) as refused:
        yaml.read("a: b\nc: !x d", "bc.md", first_line=2)
    assert str(refused.value).startswith("bc.md:3:4")


values = st.recursive(
    st.none() | st.booleans() | st.text(max_size=12).filter(lambda text: not set(text) & set(map(chr, range(32)))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc: #-", min_size=1, max_size=4), inner),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.text("xyz", min_size=1), values, max_size=3))
def test_what_is_written_reads_back(data: dict[str, object]) -> None:
    text = yaml.write(data)
    for read in BOTH:
        assert (yaml.plain(read(text, "-")) or {}) == data
