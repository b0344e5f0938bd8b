"""Outlines as Word files: automatic numbers and bullets, a letterhead in a table, footnotes."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.tools.office_made import frame, package, paragraph

_LEVELS = (("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)"))
_SHAPES = (r"[IVX]+\.\s+", r"\d{1,2}\.\s+", r"\d{1,2}\.\d{1,2}\.?\s+", r"[a-zđ]\)\s+")
_NOTE = re.compile(r"\[(\d)\]")
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def outline_in_word(text: str, *, numbers: bool = True) -> bytes:
    """The outline's lines as paragraphs; with `numbers` Word counts the labels and bullets that the text has typed."""
    lines = text.split("\n")
    notes = {found[1]: line[found.end() :].strip() for line in lines if (found := _NOTE.match(line))}
    body = list(_paragraphs([line for line in lines if not _NOTE.match(line)], numbers=numbers))
    return _completed(package(body), notes)


def _paragraphs(lines: list[str], *, numbers: bool) -> Iterator[str]:
    place = 0
    while place < len(lines):
        line = lines[place]
        if "\t" in line and not re.match(r"\d|[IVX]+\t|-\t|S?TT\t", line):
            rows = []
            while place < len(lines) and lines[place].strip() and (rows == [] or "\t" in lines[place] or len(rows) < 4):
                rows.append(lines[place].split("\t"))
                place += 1
            yield frame([row[0] for row in rows], [row[1] if len(row) > 1 else "" for row in rows])
            continue
        place += 1
        if not line.strip():
            continue
        number = _number(line) if numbers else None
        words = re.sub(rf"^(?:{'|'.join(_SHAPES)}|- )", "", line) if number else line
        yield _with_notes(paragraph(words, number=number))


def _number(line: str) -> tuple[int, int] | None:
    if line.startswith("- "):
        return (2, 0)
    return next(((1, level) for level, shape in enumerate(_SHAPES) if re.match(shape, line)), None)


def _with_notes(paragraph_xml: str) -> str:
    """Marks of footnotes as Word's own references, brackets in italics."""
    parts = re.split(r"(<w:t xml:space=\"preserve\">.*?</w:t>)", paragraph_xml)
    return "".join(
        _NOTE.sub(r'</w:t><w:footnoteReference w:id="\1"/><w:t xml:space="preserve">', part) for part in parts
    )


def _completed(document: bytes, notes: dict[str, str]) -> bytes:
    """The package with its lists and footnotes."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(_LEVELS)
    )
    dash = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
    numbering = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:numbering {_W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{dash}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    said = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{escape(words)}</w:t></w:r></w:p></w:footnote>'
        for number, words in notes.items()
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8")
            if name == "word/numbering.xml":
                content = numbering
            if name == "[Content_Types].xml" and notes:
                part = f'<Override PartName="/word/footnotes.xml" ContentType="{_FOOTNOTES_TYPE}"/></Types>'
                content = content.replace("</Types>", part)
            if name == "word/_rels/document.xml.rels" and notes:
                part = f'<Relationship Id="rId9" Type="{_RELATION}" Target="footnotes.xml"/></Relationships>'
                content = content.replace("</Relationships>", part)
            new.writestr(name, content)
        if notes:
            new.writestr(
                "word/footnotes.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {_W}>{said}</w:footnotes>'
            )
    return out.getvalue()
