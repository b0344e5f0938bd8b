"""Looks after inheritance, lines that are drawn, where a paragraph stands: from small pieces of XML."""

from __future__ import annotations

import pytest
from lxml import etree

from drafter.ooxml.cascade import Cascade
from drafter.ooxml.lines import drawn_lines
from drafter.ooxml.page import PageReader

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def xml(inside: str, tag: str = "x") -> etree._Element:
    return etree.fromstring(f"<w:{tag} {NAMES}>{inside}</w:{tag}>")


STYLES = xml(
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
    '<w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr><w:jc w:val="both"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="N"/><w:pPr><w:spacing w:after="120" w:line="360" '
    'w:lineRule="auto"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="C"><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="L"><w:basedOn w:val="L"/></w:style>',
    "styles",
)
THEME = xml('<a:minorFont><a:latin typeface="Calibri"/></a:minorFont>')


def lines(body: str) -> list[object]:
    reader = PageReader(Cascade(STYLES, THEME), lambda reference: None)
    return list(reader.paper(xml(body, "body"), None).lines)


@pytest.mark.parametrize(
    ("properties", "run", "expected"),
    [
        ("", "", {"align": "both", "fonts": (("Calibri", 2),), "sizes": ((11.0, 2),), "bold": 0}),
        ('<w:pStyle w:val="A"/>', "", {"align": "both", "after": 6.0, "line": 1.5, "sizes": ((14.0, 2),), "bold": 2}),
        ('<w:pStyle w:val="A"/>', '<w:b w:val="0"/><w:rStyle w:val="C"/>', {"bold": 0, "italic": 2}),
        ('<w:pStyle w:val="L"/><w:jc w:val="end"/>', "", {"align": "right"}),
        ('<w:ind w:start="200" w:hanging="100"/>', "", {"left": 10.0, "first": -5.0}),
        ('<w:spacing w:line="300" w:lineRule="exact"/>', "", {"line": 15.0, "line_rule": "exact"}),
        ("", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:color w:val="ff0000"/>',
         {"fonts": (("Arial", 2),), "colours": (("FF0000", 2),)}),
        ("", '<w:rFonts w:asciiTheme="x" w:ascii="Arial" w:hAnsi="Arial" w:hAnsiTheme="x"/>', {"fonts": (("Arial", 2),)}),
        ('<w:framePr w:xAlign="center"/>', "", {"framed": True, "align": "center"}),
        ("<w:pageBreakBefore/>", "", {"new_page": True}),
    ],
)  # fmt: skip
def test_what_a_paragraph_looks_like(properties: str, run: str, expected: dict[str, object]) -> None:
    body = f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>xã</w:t></w:r></w:p>"
    (line,) = lines(body)
    assert {name: getattr(line, name) for name in expected} == expected


def test_a_break_makes_a_line_of_its_own_and_a_page_break_a_page() -> None:
    found = lines(
        "<w:p><w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r></w:p>"
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:t>ba</w:t></w:r></w:p>'
        "<w:p><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>"
    )
    said = [(line.text, line.broken, line.new_page) for line in found if line.text]  # type: ignore[attr-defined]
    assert said == [("một", True, True), ("hai", True, False), ("ba", False, True)]


@pytest.mark.parametrize(
    ("drawing", "lengths"),
    [
        ('<v:line from="0,0" to="72pt,0"/>', [25.4]),
        ('<v:line from="0,0" to="72pt,40pt"/>', []),
        ('<v:shape type="#_x0000_t32" style="width:36pt;height:0"/>', [12.7]),
        ('<v:shape type="#_x0000_t202" style="width:36pt;height:20pt"/>', []),
        ('<wp:inline><wp:extent cx="360000" cy="0"/><a:prstGeom prst="line"/></wp:inline>', [10.0]),
        ('<wp:inline><wp:extent cx="360000" cy="360000"/><a:prstGeom prst="rect"/></wp:inline>', []),
        ('<mc:AlternateContent><mc:Choice><wp:inline><wp:extent cx="360000" cy="0"/><a:prstGeom prst="line"/></wp:inline>'
         '</mc:Choice><mc:Fallback><v:line from="0,0" to="72pt,0"/></mc:Fallback></mc:AlternateContent>', [10.0]),
    ],
)  # fmt: skip
def test_lines_that_are_drawn(drawing: str, lengths: list[float]) -> None:
    assert drawn_lines(xml(drawing))[0] == lengths
