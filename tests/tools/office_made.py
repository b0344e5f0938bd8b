"""A report as offices really type it: no styles, numbers that Word counts, tracked changes, a letterhead in a table.

`word(draft)` gives the same text as the assembled report. Every third paragraph with a figure holds a tracked correction:
another figure deleted, the right one inserted.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from xml.sax.saxutils import escape

from drafter.assembling.body import with_end_mark
from drafter.assembling.content import Block, Heading, Paragraph, Table, content_of
from drafter.model.draft import Draft

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/numbering.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
)
_LEVEL = (
    '<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
    '<w:lvlJc w:val="left"/></w:lvl>'
)
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
_CHANGE = 'w:id="{id}" w:author="Van phong" w:date="2023-12-15T08:00:00Z"'
_FIGURE = re.compile(r"(?<![\d./-])\d{1,3}(?:\.\d{3})+(?![\d/-])")


def word(draft: Draft) -> bytes:
    """The .docx; the same draft gives the same bytes."""
    return package(_body(draft))


def package(body: Iterable[str]) -> bytes:
    """A .docx of these paragraphs and tables; the same ones give the same bytes."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(kind=f"{_R}/officeDocument", target="word/document.xml"),
        "word/_rels/document.xml.rels": _RELATIONS.format(kind=f"{_R}/numbering", target="numbering.xml"),
        "word/numbering.xml": _numbering(),
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>'
        + "".join(body)
        + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
        'w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 12, 18, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _numbering() -> str:
    headings = _LEVEL.format(level=0, kind="upperRoman", text="%1.") + _LEVEL.format(
        level=1, kind="decimal", text="%2."
    )
    dashes = _LEVEL.format(level=0, kind="bullet", text="-")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:numbering {_W}>'
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{headings}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{dashes}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )


def _body(draft: Draft) -> Iterator[str]:
    front, content = draft.front, content_of(draft)
    day = date.fromisoformat(str(front["date"]))
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    superior = [str(front["superior"]).upper()] if "superior" in front else []
    yield frame(
        [*superior, f"**{str(front['unit']).upper()}**", f"Số: {front['number']}"],
        [
            "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**",
            "**Độc lập - Tự do - Hạnh phúc**",
            f"{front['place']}, ngày {day.day:02d} tháng {month} năm {day.year}",
        ],
    )
    yield paragraph("**BÁO CÁO**", align="center")
    yield paragraph(f"**{draft.title}**", align="center")
    *body, last = (*content.preamble, *content.body)
    yield from _blocks(
        (*body, replace(last, text=with_end_mark(last.text, "./.")) if isinstance(last, Paragraph) else last)
    )
    recipients = [f"- {name};" for name in front["recipients"]]
    yield frame(
        ["**Nơi nhận:**", *recipients[:-1], f"{recipients[-1][:-1]}."],
        [f"**{front['authority']}**", f"**{front['office']}**", "", "", f"**{front['signer']}**"],
    )
    for annex in content.annexes:
        yield PAGE_BREAK
        yield paragraph(f"**{annex.heading.label.rstrip('.').capitalize()}**", align="center")
        yield paragraph(f"**{annex.heading.title.upper()}**", align="center")
        said = f"ngày {day.day:02d} tháng {month} năm {day.year} của {front['unit']}"
        yield paragraph(f"(Kèm theo Báo cáo số {front['number']} {said})", align="center")
        yield from _blocks(annex.blocks)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    seen = 0
    for block in blocks:
        if isinstance(block, Heading):
            level = block.depth - 1
            yield paragraph(f"**{block.title}**", number=(1, level))
        elif isinstance(block, Table):
            yield _table(block)
        elif isinstance(block, Paragraph) and block.text.startswith("- "):
            yield paragraph(block.text[2:], number=(2, 0))
        elif isinstance(block, Paragraph):
            figure = _FIGURE.search(block.text)
            seen += figure is not None
            yield paragraph(block.text, corrected=figure if figure is not None and seen % 3 == 1 else None)


def paragraph(
    text: str, *, align: str = "both", number: tuple[int, int] | None = None, corrected: re.Match[str] | None = None
) -> str:
    """A paragraph, bold between `**`; `number`: its list and level, counted by Word; `corrected`: a figure typed anew."""
    bold = text.startswith("**")
    text = text.strip("*") if bold else text
    numbered = (
        "" if number is None else f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    )
    look = f'<w:pPr>{numbered}<w:jc w:val="{align}"/></w:pPr>'
    if corrected is None:
        return f"<w:p>{look}{_run(text, bold)}</w:p>"
    right = corrected[0]
    wrong = right[:-1] + str((int(right[-1]) + 3) % 10)
    deleted = _run(wrong, bold).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    change = (
        f"<w:del {_CHANGE.format(id=corrected.start() * 2 + 1)}>{deleted}</w:del>"
        f"<w:ins {_CHANGE.format(id=corrected.start() * 2 + 2)}>{_run(right, bold)}</w:ins>"
    )
    return f"<w:p>{look}{_run(text[: corrected.start()], bold)}{change}{_run(text[corrected.end() :], bold)}</w:p>"


def _run(text: str, bold: bool) -> str:
    font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    look = f'<w:rPr>{font}{"<w:b/>" if bold else ""}<w:sz w:val="28"/></w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def frame(left: list[str], right: list[str]) -> str:
    """Two columns without lines, as letterheads and signatures are set."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="4535" w:type="dxa"/></w:tcPr>{"".join(paragraph(t, align="center") for t in side)}</w:tc>'
        for side in (left, right)
    )
    grid = '<w:tblGrid><w:gridCol w:w="4535"/><w:gridCol w:w="4535"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}<w:tr>{cells}</w:tr></w:tbl>'


def _table(table: Table) -> str:
    rows = [["" for _column in range(table.columns)] for _row in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
    return ruled(rows)


def ruled(rows: list[list[str]]) -> str:
    """A table with lines around every cell."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(text, align='left')}</w:tc>" for text in row) + "</w:tr>" for row in rows
    )
    grid = "".join("<w:gridCol/>" for _column in rows[0])
    return f"<w:tbl><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
