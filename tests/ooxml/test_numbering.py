"""Automatic numbers counted as Word counts them: levels, restarts, overrides, styles."""

import pytest
from lxml import etree

from drafter.ooxml.numbering import Numbering
from drafter.ooxml.styles import ParagraphLook, Styles

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def level(index: int, kind: str, text: str, extra: str = "", start: int | None = 1) -> str:
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'<w:lvl w:ilvl="{index}">{begin}<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'


def abstract(name: str, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def number(name: str, of: str, extra: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{extra}</w:num>'


def override(index: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def counted(definitions: str, paragraphs: list[tuple[str, int]], styles: str = "") -> list[str | None]:
    root = etree.fromstring(f'<w:numbering xmlns:w="{W}" xmlns:mc="{MC}">{definitions}</w:numbering>')
    found = Styles(etree.fromstring(f'<w:styles xmlns:w="{W}">{styles}</w:styles>'))
    numbering = Numbering(root, found)
    labels = [numbering.label(ParagraphLook(number=name, level=depth), None) for name, depth in paragraphs]
    return [label.text if label else None for label in labels]


OUTLINE = abstract(
    "0",
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "decimal", "%2.%3."),
    level(3, "lowerLetter", "%4)"),
)


@pytest.mark.parametrize(
    ("definitions", "paragraphs", "labels"),
    [
        pytest.param(
            OUTLINE + number("1", "0"),
            [("1", 0), ("1", 1), ("1", 2), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("1", 3)],
            ["I. ", "1. ", "1.1. ", "1.2. ", "2. ", "2.1. ", "II. ", "1. ", "a) "],
            id="levels restart below a higher one",
        ),
        pytest.param(
            OUTLINE + number("1", "0") + number("2", "0"),
            [("1", 0), ("2", 0), ("1", 0)],
            ["I. ", "II. ", "III. "],
            id="lists of one definition count on together",
        ),
        pytest.param(
            OUTLINE + number("1", "0") + number("2", "0", override(0, 1)),
            [("1", 0), ("1", 0), ("2", 0), ("2", 0), ("1", 0)],
            ["I. ", "II. ", "I. ", "II. ", "III. "],
            id="an override restarts once",
        ),
        pytest.param(
            OUTLINE + number("1", "0", override(1, 5)),
            [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)],
            ["I. ", "5. ", "6. ", "II. ", "5. "],
            id="an override of the start holds after each restart",
        ),
        pytest.param(
            abstract("0", level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", '<w:lvlRestart w:val="0"/>'))
            + number("1", "0"),
            [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)],
            ["1. ", "a) ", "b) ", "2. ", "c) "],
            id="a level that never restarts",
        ),
        pytest.param(
            abstract(
                "0",
                level(0, "decimal", "%1."),
                level(1, "decimal", "%1.%2."),
                level(2, "decimal", "%3)", '<w:lvlRestart w:val="1"/>'),
            )
            + number("1", "0"),
            [("1", 0), ("1", 1), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 2)],
            ["1. ", "1.1. ", "1) ", "1.2. ", "2) ", "2. ", "1) "],
            id="a level that restarts after the first one alone",
        ),
        pytest.param(
            abstract("0", level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2.", "<w:isLgl/>"))
            + number("1", "0"),
            [("1", 0), ("1", 0), ("1", 1)],
            ["I. ", "II. ", "2.1. "],
            id="legal numbering shows digits",
        ),
        pytest.param(
            abstract("0", level(0, "decimal", "%1."), level(1, "decimal", "%1.%2.")) + number("1", "0"),
            [("1", 1), ("1", 1), ("1", 0)],
            ["1.1. ", "1.2. ", "1. "],
            id="a higher level that was never begun shows its start",
        ),
        pytest.param(
            abstract("0", level(0, "decimal", "%1", '<w:suff w:val="nothing"/>')) + number("1", "0"),
            [("1", 0)],
            ["1"],
            id="no blank where the level has none",
        ),
        pytest.param(
            abstract("0", level(0, "decimal", "Điều %1.", '<w:suff w:val="space"/>', start=3)) + number("1", "0"),
            [("1", 0), ("1", 0)],
            ["Điều 3. ", "Điều 4. "],
            id="words and another start",
        ),
        pytest.param(
            abstract("0", level(0, "decimal", "%1.", start=None)) + number("1", "0"),
            [("1", 0), ("1", 0)],
            ["0. ", "1. "],
            id="no start said is zero",
        ),
        pytest.param(
            abstract("0", level(0, "bullet", "\uf0b7", '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>'))
            + number("1", "0"),
            [("1", 0)],
            ["• "],
            id="a bullet of a symbol font",
        ),
        pytest.param(
            abstract(
                "0",
                '<w:lvl w:ilvl="0"><w:start w:val="5"/><mc:AlternateContent><mc:Choice Requires="w14">'
                '<w:numFmt w:val="custom" w:format="a, b, c, d, đ, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
                '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1)"/></w:lvl>',
            )
            + number("1", "0"),
            [("1", 0), ("1", 0), ("1", 0)],
            ["đ) ", "e) ", "g) "],
            id="Vietnamese letter order where the format says so",
        ),
        pytest.param(
            abstract("0", "<w:styleLink w:val='L'/>", level(0, "decimal", "(%1)"))
            + '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
            + number("1", "1"),
            [("1", 0), ("1", 0)],
            ["(1) ", "(2) "],
            id="a definition behind a list style",
        ),
        pytest.param(
            OUTLINE + number("1", "0"), [("0", 0), ("9", 0), ("1", 0)], [None, None, "I. "], id="no list, unknown list"
        ),
    ],
)
def test_numbers_that_word_shows(definitions: str, paragraphs: list[tuple[str, int]], labels: list[str | None]) -> None:
    assert counted(definitions, paragraphs) == labels


def test_a_level_bound_to_a_style() -> None:
    bound = abstract("0", level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", '<w:pStyle w:val="H2"/>'))
    root = etree.fromstring(f'<w:numbering xmlns:w="{W}">{bound}{number("1", "0")}</w:numbering>')
    numbering = Numbering(root, Styles(None))
    labels = [numbering.label(ParagraphLook(number="1"), style) for style in ("H1", "H2", "H2", "H1")]
    assert [label.text for label in labels if label] == ["I. ", "1. ", "2. ", "II. "]
