"""What lies beside a draft, and how far its sections are."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import drafting
from drafter.drafting import sidecar
from drafter.errors import LocatedError
from drafter.model.draft import FigureState, LedgerEntry, SectionState, Sidecar
from drafter.model.finding import Waiver

FULL = Sidecar(
    waivers=(Waiver("NUM401", "tổng cộng 24", "ket-qua", "số đã làm tròn: đúng", "2022-H1", "an", "2022-06-01"),),
    states={"ket-qua": SectionState.DONE},
    seals={"ket-qua": "00ff"},
    ledger=(LedgerEntry("f1", "ket-qua", "312", "vận động 312 hộ", unit="hộ", state=FigureState.REPLACED, new="05"),),
)


def test_a_sidecar_is_read_as_it_was_written(tmp_path: Path) -> None:
    document = tmp_path / "bao cao.v2.md"
    assert sidecar.load(document) == Sidecar()
    sidecar.save(document, Sidecar())
    assert list(tmp_path.iterdir()) == []
    sidecar.save(document, FULL)
    assert (tmp_path / "bao cao.v2.drafter.yaml").is_file()
    assert sidecar.load(document.with_suffix(".docx")) == FULL


@pytest.mark.parametrize(
    ("yaml", "line", "key", "says"),
    [
        ("waivers:\n  - rule: NUM401\n    quote: a\n", 2, "waivers[1]", "reason"),
        ("states:\n  a: xong\n", 2, "states.a", "done"),
        ("ledgr: []\n", 1, "ledgr", "ledger"),
        (
            "ledger:\n  - id: f1\n    section: a\n    old: 1\n    context: b\n    stat: x\n",
            6,
            "ledger[1].stat",
            "state",
        ),
        ("waivers: a\n", 1, "waivers", ""),
        ("- a\n", 1, None, ""),
        ("states: {a: done\n", 1, None, ""),
    ],
)
def test_a_broken_sidecar_says_where(tmp_path: Path, yaml: str, line: int, key: str | None, says: str) -> None:
    (tmp_path / "a.drafter.yaml").write_text(yaml, "utf-8")
    with pytest.raises(LocatedError) as raised:
        sidecar.load(tmp_path / "a.md")
    assert (raised.value.place.line, raised.value.place.key) == (line, key)
    assert says in raised.value.message


@pytest.mark.parametrize(
    ("body", "said", "expected"),
    [
        ("", None, SectionState.EMPTY),
        ("<!-- nêu rõ số liệu -->", None, SectionState.EMPTY),
        ("Đã vận động 312 hộ.", None, SectionState.DRAFTING),
        ("Đã vận động ⟦312⟧ hộ, đạt ⟦?%⟧.", None, SectionState.CARRIED),
        ("Đã vận động ⟦?⟧ hộ.", None, SectionState.WAITING),
        ("Trước ngày ⟦30/5/2022?⟧.", None, SectionState.WAITING),
        ("Không phát sinh.", None, SectionState.NOTHING),
        ("- Trong kỳ không phát sinh vụ việc.", None, SectionState.NOTHING),
        ("Không có đơn thư vượt cấp; đã tiếp 12 lượt công dân.", None, SectionState.DRAFTING),
        ("Đã xong.", SectionState.DONE, SectionState.DONE),
        ("Còn ⟦312⟧ hộ.", SectionState.DONE, SectionState.CARRIED),
        ("Có chữ.", SectionState.EMPTY, SectionState.DRAFTING),
        ("Có chữ.", SectionState.CARRIED, SectionState.CARRIED),
        ("", SectionState.NOTHING, SectionState.NOTHING),
    ],
)
def test_the_state_of_a_section(body: str, said: SectionState | None, expected: SectionState) -> None:
    draft = drafting.parse(f"## I. Một {{#a}}\n\n{body}\n")
    beside = Sidecar(states={"a": said} if said else {})
    assert drafting.section_states(draft, beside) == {"a": expected}


def test_an_edit_drops_done_and_approved() -> None:
    draft = drafting.parse("## I. Một {#a}\n\nĐã xong.\n")
    beside = drafting.set_state(draft, Sidecar(), "a", SectionState.APPROVED)
    assert drafting.section_states(draft, beside)["a"] is SectionState.APPROVED
    edited = drafting.replace_body(draft, "a", "Đã xong hẳn.")
    assert drafting.section_states(edited, beside)["a"] is SectionState.DRAFTING
    assert drafting.after_edit(beside, "a").states["a"] is SectionState.DRAFTING


def test_a_heading_without_text_speaks_for_what_is_under_it() -> None:
    draft = drafting.parse("## I. Một {#a}\n\n### 1. Hai {#b}\n\nChữ.\n\n### 2. Ba {#c}\n\n⟦3⟧ hộ\n\n## II. Bốn {#d}\n")
    assert drafting.section_states(draft, Sidecar()) == {
        "a": SectionState.CARRIED,
        "b": SectionState.DRAFTING,
        "c": SectionState.CARRIED,
        "d": SectionState.EMPTY,
    }


_TEXTS = st.text(max_size=12) | st.text(st.sampled_from("a \n\x85\u2028: '\"#-"), max_size=8)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.builds(Waiver, _TEXTS, _TEXTS, st.none() | _TEXTS, _TEXTS, st.none() | _TEXTS), max_size=2),
    st.dictionaries(st.sampled_from(["a", "i.1", "1-2", "đ"]), st.sampled_from(SectionState), max_size=2),
    st.lists(st.builds(LedgerEntry, _TEXTS, _TEXTS, _TEXTS, _TEXTS, new=st.none() | _TEXTS), max_size=2),
)
def test_any_words_come_back(waivers: list[Waiver], states: dict[str, SectionState], ledger: list[LedgerEntry]) -> None:
    made = Sidecar(tuple(waivers), states, tuple(ledger))
    with tempfile.TemporaryDirectory() as folder:
        sidecar.save(Path(folder) / "a.md", made)
        assert sidecar.load(Path(folder) / "a.md") == made
