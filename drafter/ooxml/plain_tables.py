"""Tables of plain words read in one go: most of a report's cells hold nothing else.

A table is plain where nothing in it needs the walk through its runs: no tracked change, field, box, note, number, break,
content control, hidden or capital or old-font run, nested table. Its cells are then the text of their paragraphs.
"""

from __future__ import annotations

from typing import Any

from drafter.ooxml.items import Paragraph
from drafter.ooxml.names import VAL, W
from drafter.ooxml.styles import Styles

_T, _P = f"{W}t", f"{W}p"
_STYLED = (f"{W}pStyle", f"{W}rStyle", f"{W}rFonts")
# The elements that say nothing about which words are shown.
_NAMES = (
    "tbl tblPr tblStyle tblpPr tblOverlap tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription top left start bottom right end insideH "
    "insideV tl2br tr2bl tblGrid gridCol tr trPr cnfStyle gridAfter wBefore wAfter cantSplit trHeight tblHeader "
    "gridBefore tc tcPr tcW gridSpan vMerge tcBorders noWrap tcMar textDirection tcFitText vAlign hideMark p pPr "
    "pStyle keepNext keepLines pageBreakBefore widowControl suppressLineNumbers pBdr suppressAutoHyphens kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents textAlignment textboxTightWrap outlineLvl tabs between r t rPr rFonts rStyle b "
    "bCs i iCs strike outline shadow emboss imprint noProof color w kern position sz szCs highlight u effect bdr "
    "fitText vertAlign rtl cs em lang eastAsianLayout lastRenderedPageBreak proofErr bookmarkStart bookmarkEnd "
)
_PLAIN = frozenset(W + name for name in _NAMES.split())
# A table of fewer rows and columns may only arrange the page: there each run's look counts.
_LEAST_ROWS, _LEAST_COLUMNS = 9, 4


def is_plain(table: Any, styles: Styles) -> bool:
    """Whether a table's words are those of its text elements, and it is large enough to hold data."""
    rows = table.findall(f"{W}tr")
    if len(rows) < _LEAST_ROWS and all(len(row) <= _LEAST_COLUMNS for row in rows):
        return False
    if not {element.tag for element in table.iter()} <= _PLAIN:
        return False
    named = {
        (element.tag, element.get(VAL), element.get(f"{W}ascii") or element.get(f"{W}hAnsi"))
        for element in table.iter(*_STYLED)
    }
    if not _shows_as_typed(None, styles):
        return False
    for tag, name, font in named:
        if tag == _STYLED[0] and not _shows_as_typed(name, styles):
            return False
        if tag == _STYLED[1]:
            look = styles.character(name or "")
            if look.caps or look.hidden or is_old_font(look.font):
                return False
        if tag == _STYLED[2] and is_old_font(font):
            return False
    return True


def plain_paragraphs(cell: Any) -> list[Paragraph]:
    """The paragraphs of a plain table's cell; their looks are not told."""
    # Properties and one paragraph, as most cells have.
    elements = [cell] if len(cell) < 3 else cell.iterchildren(_P)
    return [Paragraph(_typed("".join([piece.text or "" for piece in element.iter(_T)]))) for element in elements]


def _typed(text: str) -> str:
    if text.isprintable():
        return text
    return text.replace("\xad", "").replace("\r", " ").replace("\n", " ")


def _shows_as_typed(name: str | None, styles: Styles) -> bool:
    style = styles.paragraph(name)
    return not (style.paragraph.number or style.run.caps or style.run.hidden or is_old_font(style.run.font))


def is_old_font(name: str | None) -> bool:
    """Whether a font's name may be one of before Unicode (`.VnTime`, `VNI-Times`)."""
    return bool(name) and name[0] in ".VvU"  # type: ignore[index]
