"""The section tree answers where an offset lies."""

from drafter.model.section import Part, PartKind, Section, SectionTree

TREE = SectionTree(
    sections=(
        Section("I", "I.", "Một", 1, None, 10, 100, 20),
        Section("I.1", "1.", "Hai", 2, 0, 30, 60, 35),
        Section("II", "II.", "Ba", 1, None, 110, 150, 115),
    ),
    parts=(Part(PartKind.TITLE, 0, 9), Part(PartKind.APPENDIX, 110, 150), Part(PartKind.NOTE, 120, 130)),
)


def test_the_innermost_section_holds_an_offset() -> None:
    assert [TREE.id_at(offset) for offset in (5, 15, 30, 59, 60, 99, 105, 149)] == [
        None,
        "I",
        "I.1",
        "I.1",
        "I",
        "I",
        None,
        "II",
    ]


def test_own_text_ends_where_the_first_subsection_begins() -> None:
    text = "x" * 200
    assert len(TREE.own_text(0, text)) == 30 - 20


def test_the_shortest_part_around_an_offset_is_meant() -> None:
    part = TREE.part_at(125)
    assert part is not None
    assert part.kind == PartKind.NOTE
