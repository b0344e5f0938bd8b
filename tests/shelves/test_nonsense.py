"""Files edited into nonsense are refused in one line; nothing else ever comes out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.errors import DrafterError
from drafter.shelves import outlines, phrases

GOOD = (
    "title: Báo cáo {{ year }}\nperiod: '2023'\nlimits: {pages: {xã: 12}}\nitems:\n  - id: a\n    title: Một\n"
    "    asks:\n      - {text: b, figures: [c]}\n"
)

cuts = st.tuples(
    st.integers(0, len(GOOD)), st.integers(0, 12), st.text(st.sampled_from(":-{}[]'\"&*!|>%@ \n\t#a1?,"), max_size=6)
)


@settings(max_examples=150, deadline=None)
@given(st.lists(cuts, min_size=1, max_size=3))
def test_a_mutilated_outline_loads_or_is_refused(edits: list[tuple[int, int, str]]) -> None:
    text = GOOD
    for place, length, put in edits:
        text = text[:place] + put + text[place + length :]
    try:
        outlines.loads(text, "x.yaml")
    except DrafterError as told:
        assert "\n" not in str(told)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("id: text-[]{}'\"\n|>&*!%a"), max_size=60))
def test_any_text_as_phrases_loads_or_is_refused(text: str) -> None:
    try:
        phrases.loads(text, "x.yaml")
    except DrafterError as told:
        assert "\n" not in str(told)


def test_a_billion_laughs_is_refused() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    try:
        outlines.loads("\n".join(lines), "x.yaml")
        raise AssertionError("loaded")
    except DrafterError:
        pass
