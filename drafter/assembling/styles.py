"""The style sheet of an assembled paper: one named style for each element of the layout, so that a hand can change them all."""

from __future__ import annotations

from drafter.assembling.ink import escape, twips
from drafter.assembling.layout import Element, Layout

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
BODY = "DrafterBody"


def style_of(element: str) -> str:
    """The style id of an element of the layout: `place_date` → `DrafterPlaceDate`."""
    return "Drafter" + "".join(part.capitalize() for part in element.split("_"))


def styles_xml(layout: Layout) -> str:
    """`word/styles.xml`."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles {NAMESPACES}>'
        + _defaults(layout)
        + style_entries(layout)
        + "</w:styles>"
    )


def _defaults(layout: Layout) -> str:
    font = escape(layout.font)
    size = half_points(layout.body["size"])
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
        f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{layout.language}" w:eastAsia="{layout.language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )


def style_entries(layout: Layout) -> str:
    """The styles themselves, for a new paper or to be added to a user's own frame."""
    body = layout.body
    line = (
        f'w:line="{round(body["line_at_least"] * 20)}" w:lineRule="atLeast"'
        if "line_at_least" in body
        else f'w:line="{round(body["line"] * 240)}" w:lineRule="auto"'
    )
    spacing = f'<w:spacing w:before="0" w:after="{round(body["space_after"] * 20)}" {line}/>'
    entries = [
        _entry("Normal", "Normal", "", _run_fonts(layout), default=True, based=None),
        _entry(
            BODY,
            "Drafter body",
            spacing + f'<w:ind w:firstLine="{twips(body["first_line"])}"/><w:jc w:val="both"/>',
            "",
        ),
        _entry("DrafterRule", "Drafter rule", "", '<w:sz w:val="4"/><w:szCs w:val="4"/>'),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        '<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>',
        _entry("CommentText", "annotation text", "", '<w:sz w:val="20"/><w:szCs w:val="20"/>'),
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>",
    ]
    for depth in range(1, 7):
        properties = f'<w:keepNext/>{spacing}<w:outlineLvl w:val="{depth - 1}"/>'
        entries.append(_entry(f"Heading{depth}", f"heading {depth}", properties, "", based=BODY))
    for name, element in layout.elements.items():
        entries.append(
            _entry(
                style_of(name), f"Drafter {name.replace('_', ' ')}", _paragraph_look(name, element), run_look(element)
            )
        )
    entries.append(_entry("FootnoteText", "footnote text", "", "", based=style_of("footnote")))
    return "".join(entries)


def half_points(size: float) -> int:
    return round(size * 2)


def run_look(element: Element) -> str:
    """The run properties of an element, in schema order."""
    size = half_points(element.size)
    return (
        ("<w:b/><w:bCs/>" if element.bold else "")
        + ("<w:i/><w:iCs/>" if element.italic else "")
        + ("<w:caps/>" if element.caps else "")
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        + ('<w:u w:val="single"/>' if element.underline else "")
    )


def _run_fonts(layout: Layout) -> str:
    font = escape(layout.font)
    return f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'


def _paragraph_look(name: str, element: Element) -> str:
    space = '<w:spacing w:before="20" w:after="20"/>' if name in ("table", "table_head") else ""
    return f'{space}<w:jc w:val="{element.align}"/>'


def _entry(
    style_id: str, name: str, paragraph: str, run: str, *, based: str | None = "Normal", default: bool = False
) -> str:
    return (
        f'<w:style w:type="paragraph"{" w:default=" + chr(34) + "1" + chr(34) if default else ""} w:styleId="{style_id}">'
        f'<w:name w:val="{name}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )
