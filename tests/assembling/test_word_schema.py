"""What Word asks of a package before it opens it without a word of repair: order of elements (ECMA-376 part 1, 17.3, 17.4,
17.6, 17.7, 17.15), ids that are there once, references that lead somewhere, a type for every part."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx2python import docx2python
from lxml import etree

from drafter import assembling, drafting

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

# The sequences of the schema (wml.xsd: CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_TrPr is a choice, CT_SectPr, CT_Style …).
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblCellMar": "top left start bottom right end",
    "tblBorders": "top left start bottom right end insideH insideV",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins evenAndOddHeaders trackRevisions "
    "defaultTabStop characterSpacingControl footnotePr endnotePr compat docVars rsids mathPr themeFontLang clrSchemeMapping "
    "decimalSymbol listSeparator",
}
SAMPLES = sorted((Path(__file__).parents[2] / "corpus").glob("*/*.src.md"))
EVERYTHING = """---
unit: [Ủy ban nhân dân xã Mường Lát, Ủy ban MTTQ Việt Nam xã Mường Lát]
urgency: khẩn
secrecy: mật
circulation: lưu hành nội bộ
two_sided: true
to: [Sở Nội vụ, Sở Tài chính]
signer:
  - {authority: TM. ỦY BAN NHÂN DÂN, office: Chủ tịch, name: Hà Văn Nọi}
  - {authority: TM. BAN THƯỜNG TRỰC, office: Phó Chủ tịch, name: Lò Thị Ón}
---
# Báo cáo quý I

## Phần thứ nhất: KẾT QUẢ {#a}

Có ⟦12⟧ hộ[^1], ![ảnh](a.png), **đậm *cả* nghiêng** và …… chỗ trống.

Đơn vị tính: hộ

| TT | Năm | < |
| ^ | 2024 | 2025 |
|---|---|---|
| 1 | 10 | ⟦?⟧ |

| a |
|---|
| b |

[^1]: Chú **thích** ⟦9⟧[^2].
[^2]: Chú trong chú[^1].

## PHỤ LỤC Biểu {#pl}

| TT | a | b | c | d | đ | e | g |
|---|---|---|---|---|---|---|---|
| 1 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
"""


def papers() -> list[tuple[str, bytes]]:
    draft = drafting.parse(EVERYTHING)
    whole = [(layout, assembling.assemble(draft, layout=layout)) for layout in assembling.LAYOUTS]
    frames = [(f"frame {layout}", assembling.new_frame(layout)) for layout in assembling.LAYOUTS]
    changed = {"a": "Có 10 hộ.\nViệc cũ đã thôi hẳn từ kỳ trước."}
    packets = [("packet", assembling.packet(draft, layout="front", previous=changed))]
    samples = [
        (path.parent.name + path.stem, assembling.assemble(drafting.parse(path.read_text("utf-8")), layout="front"))
        for path in SAMPLES[::3]
    ]
    return [*whole, *frames, *packets, *samples]


PAPERS = papers()


@pytest.fixture(params=PAPERS, ids=[name for name, _content in PAPERS])
def content(request: pytest.FixtureRequest) -> bytes:
    found: bytes = request.param[1]
    return found


def faults(content: bytes) -> list[str]:
    """Everything in a package that Word would stumble over."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"twice: {name}" for name, count in Counter(names).items() if count > 1]
    roots = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    found += _types(names, roots["[Content_Types].xml"])
    for name, root in roots.items():
        if name.endswith(".rels"):
            found += _relations(name, root, names)
        elif name.startswith("word/") and name.count("/") == 1:
            found += [f"{name}: {fault}" for fault in _order(root)]
            found += [f"{name}: {fault}" for fault in _references(name, root, roots)]
    return [*found, *_ids(roots), *_styles(roots)]


def _types(names: list[str], root: etree._Element) -> list[str]:
    extensions = {one.get("Extension") for one in root.iter(f"{TYPES}Default")}
    parts = [one.get("PartName", "") for one in root.iter(f"{TYPES}Override")]
    missing = [name for name in names if f"/{name}" not in parts and name.rpartition(".")[2] not in extensions]
    return [f"no type: {name}" for name in missing if name != "[Content_Types].xml"] + [
        f"a type for nothing: {part}" for part in parts if part.lstrip("/") not in names
    ]


def _relations(name: str, root: etree._Element, names: list[str]) -> list[str]:
    base = posixpath.dirname(posixpath.dirname(name))
    ids = Counter(one.get("Id") for one in root)
    targets = [
        posixpath.normpath(posixpath.join(base, one.get("Target", "")))
        for one in root
        if one.get("TargetMode") != "External"
    ]
    return [f"{name}: leads nowhere: {target}" for target in targets if target not in names] + [
        f"{name}: id twice: {one}" for one, count in ids.items() if count > 1
    ]


def _order(root: etree._Element) -> list[str]:
    found = []
    for tag, said in ORDER.items():
        order = said.split()
        for element in root.iter(f"{W}{tag}"):
            children = [str(child.tag).removeprefix(W) for child in element]
            unknown = [child for child in children if child not in order]
            places = [order.index(child) for child in children if child in order]
            doubled = tag.endswith("Pr") and tag != "sectPr" and len(set(children)) < len(children)
            if unknown or places != sorted(places) or doubled:
                found.append(f"<{tag}> {' '.join(children)}")
    for cell in root.iter(f"{W}tc"):
        if not len(cell) or cell[-1].tag != f"{W}p":
            found.append("a cell that does not end with a paragraph")
    for table in root.iter(f"{W}tbl"):
        grid = len(list(table.iterfind(f"{W}tblGrid/{W}gridCol")))
        for row in table.iterfind(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iterfind(f"{W}tc")]
            if sum(int(span.get(f"{W}val", "1")) if span is not None else 1 for span in spans) != grid:
                found.append("a row that does not fill its grid")
    for body in root.iter(f"{W}body"):
        if body[-1].tag != f"{W}sectPr" or body[-2].tag != f"{W}p":
            found.append("the body does not end with a paragraph and its section")
    return found


def _references(name: str, root: etree._Element, roots: dict[str, etree._Element]) -> list[str]:
    folder, _slash, file = name.rpartition("/")
    relations = roots.get(f"{folder}/_rels/{file}.rels")
    ids = {one.get("Id") for one in relations} if relations is not None else set()
    used = [one.get(f"{R}id") for one in root.iter() if one.get(f"{R}id")]
    return [f"no such relation: {one}" for one in used if one not in ids]


def _ids(roots: dict[str, etree._Element]) -> list[str]:
    document = roots["word/document.xml"]
    found = []
    for start, end, key in (("bookmarkStart", "bookmarkEnd", "id"), ("commentRangeStart", "commentRangeEnd", "id")):
        opened = [one.get(f"{W}{key}") for one in document.iter(f"{W}{start}")]
        closed = [one.get(f"{W}{key}") for one in document.iter(f"{W}{end}")]
        if sorted(map(str, opened)) != sorted(map(str, closed)) or len(set(opened)) < len(opened):
            found.append(f"{start}: {opened} / {closed}")
    names = Counter(one.get(f"{W}name") for one in document.iter(f"{W}bookmarkStart"))
    found += [f"bookmark {name}" for name, count in names.items() if count > 1 or len(name or "") > 40]
    for part, tag, reference in (
        ("comments", "comment", "commentReference"),
        ("footnotes", "footnote", "footnoteReference"),
    ):
        root = roots.get(f"word/{part}.xml")
        there = [one.get(f"{W}id") for one in root.iter(f"{W}{tag}")] if root is not None else []
        cited = [one.get(f"{W}id") for one in document.iter(f"{W}{reference}")]
        if len(set(there)) < len(there) or set(cited) - set(there):
            found.append(f"{part}: {cited} of {there}")
    for name, root in roots.items():
        if name != "word/document.xml" and any(
            True for _one in root.iter(f"{W}commentReference", f"{W}footnoteReference")
        ):
            found.append(f"{name}: comments and footnotes stand in the text alone")
    changes = [one.get(f"{W}id") for one in document.iter(f"{W}ins", f"{W}del")]
    return found + ["a change's id twice"] * (len(set(changes)) < len(changes))


def _styles(roots: dict[str, etree._Element]) -> list[str]:
    styles = roots["word/styles.xml"]
    ids = [one.get(f"{W}styleId") for one in styles.iter(f"{W}style")]
    named = {one.get(f"{W}val") for one in styles.iter(f"{W}basedOn")}
    for name, root in roots.items():
        if name.startswith("word/"):
            named |= {one.get(f"{W}val") for one in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    return [f"style {one} twice" for one, count in Counter(ids).items() if count > 1] + [
        f"no style {one}" for one in named - set(ids)
    ]


def test_word_has_nothing_to_repair(content: bytes) -> None:
    assert faults(content) == []


@pytest.mark.parametrize("layout", assembling.LAYOUTS)
def test_nor_in_a_frame_of_ones_own(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "khung.docx"
    path.write_bytes(assembling.new_frame(layout))
    assert faults(assembling.assemble_in_frame(drafting.parse(EVERYTHING), path, layout=layout)) == []


def test_a_fault_is_seen(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["word/document.xml"].decode()
    parts["word/document.xml"] = re.sub(r"(<w:pStyle [^>]*/>)(<w:spacing [^>]*/>)", r"\2\1", xml, count=1).encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert faults(out.getvalue())


def test_other_libraries_open_it(content: bytes) -> None:
    document = docx.Document(BytesIO(content))
    assert document.sections and document.core_properties.language == "vi-VN"
    with docx2python(BytesIO(content)) as found:
        assert found.text.strip()
