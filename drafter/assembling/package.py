"""The .docx as a zip of parts: the same parts give the same bytes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

from drafter.assembling.ink import escape
from drafter.assembling.styles import NAMESPACES

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OWN_NAME = "Drafter"  # the author of the comments that Drafter writes
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold

# Part → (content type, relation's kind)
_KINDS = {
    "styles.xml": (f"{_WORD}.styles+xml", "styles"),
    "settings.xml": (f"{_WORD}.settings+xml", "settings"),
    "fontTable.xml": (f"{_WORD}.fontTable+xml", "fontTable"),
    "comments.xml": (f"{_WORD}.comments+xml", "comments"),
    "footnotes.xml": (f"{_WORD}.footnotes+xml", "footnotes"),
    "header1.xml": (f"{_WORD}.header+xml", "header"),
    "header2.xml": (f"{_WORD}.header+xml", "header"),
}


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """Zip parts by name, in their order, with a fixed time."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # the same on Windows, where it would be 0
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return out.getvalue()


def document_parts(body: str, word_parts: Mapping[str, str], properties: Mapping[str, str]) -> dict[str, str]:
    """All parts of a .docx: the body, the parts under `word/` by name (see `_KINDS`), the core properties."""
    relations = "".join(
        f'<Relationship Id="{relation_id(name)}" Type="{_OFFICE}/{_KINDS[name][1]}" Target="{name}"/>'
        for name in word_parts
    )
    overrides = "".join(f'<Override PartName="/word/{name}" ContentType="{_KINDS[name][0]}"/>' for name in word_parts)
    return {
        "[Content_Types].xml": _XML + f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
        "</Types>",
        "_rels/.rels": _XML + f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/extended-properties" Target="docProps/app.xml"/></Relationships>',
        "docProps/core.xml": core_xml(properties),
        "docProps/app.xml": _XML
        + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Drafter</Application><Company>{escape(properties.get('creator', ''))}</Company></Properties>",
        "word/document.xml": _XML + f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _XML
        + f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>',
        **{f"word/{name}": content for name, content in word_parts.items()},
    }


def relation_id(name: str) -> str:
    return f"rId{list(_KINDS).index(name) + 1}"


def core_xml(properties: Mapping[str, str]) -> str:
    """Core properties: title, subject, creator, language; `created` (ISO day) where the paper has a date."""
    day = properties.get("created")
    times = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        _XML + f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        + f"<dc:title>{escape(properties.get('title', ''))}</dc:title>"
        + f"<dc:subject>{escape(properties.get('subject', ''))}</dc:subject>"
        + f"<dc:creator>{escape(properties.get('creator', ''))}</dc:creator>"
        + f"<cp:lastModifiedBy>{escape(properties.get('creator', ''))}</cp:lastModifiedBy>"
        + f"<dc:language>{escape(properties.get('language', 'vi-VN'))}</dc:language>"
        + (times if day else "")
        + "</cp:coreProperties>"
    )


def settings_xml(language: str, *, two_sided: bool = False) -> str:
    """`two_sided`: the margins change sides on the back of a sheet (HD36: 30 and 15 mm)."""
    mirrored = "<w:mirrorMargins/>" if two_sided else ""
    return (
        _XML + f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/>{mirrored}<w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
        '</w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{language}"/></w:settings>'
    )


def font_table_xml(font: str) -> str:
    return (
        _XML + f'<w:fonts {NAMESPACES}><w:font w:name="{escape(font)}"><w:panose1 w:val="02020603050405020304"/>'
        '<w:charset w:val="A3"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def comments_xml(comments: Sequence[str]) -> str:
    """`word/comments.xml`: one paragraph a comment."""
    return (
        _XML
        + f"<w:comments {NAMESPACES}>"
        + "".join(
            f'<w:comment w:id="{number}" w:author="{OWN_NAME}" w:initials="D"><w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
            f'<w:r><w:t xml:space="preserve">{escape(says)}</w:t></w:r></w:p></w:comment>'
            for number, says in enumerate(comments)
        )
        + "</w:comments>"
    )


def footnotes_xml(notes: Sequence[str]) -> str:
    """`word/footnotes.xml`: Word's two separators, then the notes (runs) from 1."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
        for kind, number, mark in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    return (
        _XML
        + f"<w:footnotes {NAMESPACES}>{separators}"
        + "".join(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{runs}</w:p></w:footnote>'
            for number, runs in enumerate(notes, 1)
        )
        + "</w:footnotes>"
    )


def header_xml(paragraphs: str) -> str:
    return _XML + f"<w:hdr {NAMESPACES}>{paragraphs}</w:hdr>"
