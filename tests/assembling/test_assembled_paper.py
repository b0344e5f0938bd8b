"""Every element of the layout, read from the XML of the assembled paper (Decree 30/2020/NĐ-CP, annex I)."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from lxml import etree

from drafter import assembling, drafting

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

DRAFT = """---
period: 2022-H1
unit: Ban Thường trực Ủy ban MTTQ Việt Nam huyện Vị Xuyên
place: Vị Xuyên
date: 2022-02-08
number: 5/BC-MTTQ-BTT
authority: TM. BAN THƯỜNG TRỰC
office: Phó Chủ tịch
signer: Nguyễn Thị Vân
recipients:
  - Thường trực Huyện ủy
  - Lưu VT
---

# Báo cáo kết quả công tác Mặt trận 6 tháng đầu năm 2022

Thực hiện kế hoạch năm, đơn vị báo cáo như sau:

## I. Tình hình {#tinh-hinh}

Bà con **vùng cao** gieo 1.245 ha[^1], thu & chi < 3 {{ x }}.

Đơn vị tính: triệu đồng

| TT | Nội dung | Năm 2022 | < |
| ^ | ^ | Kế hoạch | Thực hiện |
|---|---|---|---|
| 1 | Quỹ cứu trợ | 1.500 | ⟦1.270⟧ |

## II. Kết quả {#ket-qua}

### 1. Giám sát {#giam-sat}

Đã giám sát ⟦12⟧ cuộc, đạt ⟦?%⟧.

Trên đây là báo cáo của đơn vị.

[^1]: Tính đến ngày 05/6/2022.

## PHỤ LỤC Biểu tổng hợp {#pl-1}

| TT | Xã | a | b | c | d | đ | e |
|---|---|---|---|---|---|---|---|
| 1 | Phú Linh | 1 | 2 | 3 | 4 | 5 | 6 |

## PHỤ LỤC Danh sách {#pl-2}

Không có.
"""


def parts_of(content: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def assembled(text: str = DRAFT, layout: str = "front", *, final: bool = False) -> dict[str, etree._Element]:
    return parts_of(assembling.assemble(drafting.parse(text), layout=layout, final=final))


def texts(element: etree._Element) -> list[str]:
    found = []
    for paragraph in element.iter(f"{W}p"):
        pieces = [" " if node.tag == f"{W}br" else node.text or "" for node in paragraph.iter(f"{W}t", f"{W}br")]
        if pieces:
            found.append("".join(pieces))
    return found


def value(element: etree._Element | None, name: str = "val") -> str | None:
    return None if element is None else element.get(f"{W}{name}")


@pytest.fixture(scope="module")
def paper() -> dict[str, etree._Element]:
    return assembled()


def style(paper: dict[str, etree._Element], style_id: str) -> etree._Element:
    return next(one for one in paper["word/styles.xml"].iter(f"{W}style") if one.get(f"{W}styleId") == style_id)


def test_the_page_is_a4_with_the_margins_of_the_decree(paper: dict[str, etree._Element]) -> None:
    setting = paper["word/document.xml"].find(f".//{W}sectPr")
    assert setting is not None
    size, margins = setting.find(f"{W}pgSz"), setting.find(f"{W}pgMar")
    assert (value(size, "w"), value(size, "h")) == ("11906", "16838")
    millimetres = {side: int(value(margins, side) or 0) * 25.4 / 1440 for side in ("top", "bottom", "left", "right")}
    assert 20 <= round(millimetres["top"], 1) <= 25 and 20 <= round(millimetres["bottom"], 1) <= 25
    assert 30 <= round(millimetres["left"], 1) <= 35 and 15 <= round(millimetres["right"], 1) <= 20


def test_times_new_roman_in_all_slots_and_vietnamese(paper: dict[str, etree._Element]) -> None:
    for fonts in paper["word/styles.xml"].iter(f"{W}rFonts"):
        assert {slot: value(fonts, slot) for slot in ("ascii", "hAnsi", "eastAsia", "cs")} == dict.fromkeys(
            ("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman"
        )
        assert not [name for name in fonts.attrib if "Theme" in str(name)]
    assert value(paper["word/styles.xml"].find(f".//{W}lang")) == "vi-VN"


@pytest.mark.parametrize(
    ("style_id", "sizes", "bold", "italic"),
    [
        ("DrafterNational", (12, 13), True, False),
        ("DrafterMotto", (13, 14), True, False),
        ("DrafterIssuer", (12, 13), True, False),
        ("DrafterNumber", (13, 13), False, False),
        ("DrafterPlaceDate", (13, 14), False, True),
        ("DrafterKind", (13, 14), True, False),
        ("DrafterAbstract", (13, 14), True, False),
        ("DrafterRecipientsHead", (12, 12), True, True),
        ("DrafterRecipients", (11, 11), False, False),
        ("DrafterSignatureName", (13, 14), True, False),
        ("DrafterAppendixReference", (13, 14), False, True),
        ("DrafterPageNumber", (13, 14), False, False),
    ],
)
def test_sizes_and_looks(
    paper: dict[str, etree._Element], style_id: str, sizes: tuple[int, int], bold: bool, italic: bool
) -> None:
    entry = style(paper, style_id)
    assert sizes[0] * 2 <= int(value(entry.find(f".//{W}sz")) or 0) <= sizes[1] * 2
    assert (entry.find(f".//{W}b") is not None, entry.find(f".//{W}i") is not None) == (bold, italic)


def test_the_body_is_justified_indented_and_spaced(paper: dict[str, etree._Element]) -> None:
    body = style(paper, "DrafterBody")
    assert value(body.find(f".//{W}jc")) == "both"
    assert value(body.find(f".//{W}ind"), "firstLine") == "720"
    assert int(value(body.find(f".//{W}spacing"), "after") or 0) >= 120


def test_the_letterhead(paper: dict[str, etree._Element]) -> None:
    head = paper["word/document.xml"].find(f".//{W}tbl")
    assert head is not None
    assert texts(head) == [
        "ỦY BAN MTTQ VIỆT NAM HUYỆN VỊ XUYÊN",
        "BAN THƯỜNG TRỰC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/BC-MTTQ-BTT",
        "Vị Xuyên, ngày 08 tháng 02 năm 2022",
    ]
    columns = [int(value(column, "w") or 0) for column in head.iter(f"{W}gridCol")]
    rules = [p for p in head.iter(f"{W}p") if p.find(f".//{W}pBdr") is not None]
    lengths = []
    for rule, room in zip(rules, columns, strict=True):
        indent = rule.find(f".//{W}ind")
        lengths.append(room - int(value(indent, "left") or 0) - int(value(indent, "right") or 0))
    issuer, motto = (length * 25.4 / 1440 for length in lengths)
    from drafter.assembling.metrics import text_width

    assert motto == pytest.approx(text_width("Độc lập - Tự do - Hạnh phúc", 14, bold=True), abs=0.5)
    written = text_width("BAN THƯỜNG TRỰC", 13, bold=True)
    assert written / 3 <= issuer <= written / 2


def test_kind_abstract_headings_and_end(paper: dict[str, etree._Element]) -> None:
    said = texts(paper["word/document.xml"])
    at = said.index("BÁO CÁO")
    assert said[at + 1] == "Kết quả công tác Mặt trận 6 tháng đầu năm 2022"
    assert "I. Tình hình" in said and "1. Giám sát" in said
    assert "Bà con vùng cao gieo 1.245 ha, thu & chi < 3 {{ x }}." in said
    assert "Trên đây là báo cáo của đơn vị./." in said
    heading = next(p for p in paper["word/document.xml"].iter(f"{W}p") if "".join(texts(p)) == "I. Tình hình")
    assert value(heading.find(f".//{W}pStyle")) == "Heading1"
    assert value(heading.find(f"{W}bookmarkStart"), "name") == assembling.bookmark_name("tinh-hinh")


def test_recipients_and_signature_stand_side_by_side(paper: dict[str, etree._Element]) -> None:
    closing = next(table for table in paper["word/document.xml"].iter(f"{W}tbl") if "Nơi nhận:" in texts(table))
    left, right = (texts(cell) for cell in closing.iter(f"{W}tc"))
    assert left == ["Nơi nhận:", "- Thường trực Huyện ủy;", "- Lưu: VT."]
    assert right == ["TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH", "Nguyễn Thị Vân"]


def test_page_numbers_stand_in_the_header_but_not_on_page_one(paper: dict[str, etree._Element]) -> None:
    assert "PAGE" in "".join(paper["word/header1.xml"].itertext())
    assert "PAGE" not in "".join(paper["word/header2.xml"].itertext())
    for setting in paper["word/document.xml"].iter(f"{W}sectPr"):
        assert setting.find(f"{W}titlePg") is not None
        assert value(setting.find(f"{W}pgNumType"), "start") == "1"


def test_appendices_stand_on_pages_of_their_own(paper: dict[str, etree._Element]) -> None:
    settings = list(paper["word/document.xml"].iter(f"{W}sectPr"))
    assert [value(one.find(f"{W}pgSz"), "orient") for one in settings] == [None, "landscape", None]
    said = texts(paper["word/document.xml"])
    assert said[said.index("Phụ lục I") + 1] == "Biểu tổng hợp"
    assert "Phụ lục II" in said
    reference = said[said.index("Phụ lục I") + 2]
    assert reference.startswith("(Kèm theo Báo cáo số 05/BC-MTTQ-BTT ngày 08 tháng 02 năm 2022")


def test_tables(paper: dict[str, etree._Element]) -> None:
    table = next(one for one in paper["word/document.xml"].iter(f"{W}tbl") if "Quỹ cứu trợ" in texts(one))
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f".//{W}tblHeader") is not None for row in rows] == [True, True, False]
    assert all(row.find(f".//{W}cantSplit") is not None for row in rows)
    first = list(rows[0].iter(f"{W}tc"))
    assert [value(cell.find(f".//{W}gridSpan")) for cell in first] == [None, None, "2"]
    assert [value(cell.find(f".//{W}vMerge")) for cell in first] == ["restart", "restart", None]
    assert [value(cell.find(f".//{W}jc")) for cell in rows[2].iter(f"{W}tc")] == ["center", None, "right", "right"]
    assert sum(int(value(one, "w") or 0) for one in table.iter(f"{W}gridCol")) == 9354
    unit = next(p for p in paper["word/document.xml"].iter(f"{W}p") if "".join(texts(p)).startswith("Đơn vị tính"))
    assert value(unit.find(f".//{W}pStyle")) == "DrafterUnitLine"


def test_what_is_open_is_lit_up_and_commented(paper: dict[str, etree._Element]) -> None:
    lit = ["".join(texts_of_run) for texts_of_run in _lit(paper)]
    assert lit == ["⟦1.270⟧", "⟦12⟧", "⟦?%⟧"]
    assert len(list(paper["word/comments.xml"])) == 3
    assert texts(paper["word/header1.xml"]) == ["DỰ THẢO", "2"]
    assert texts(paper["word/header2.xml"]) == ["DỰ THẢO"]


def _lit(paper: dict[str, etree._Element]) -> list[list[str]]:
    return [
        [node.text or "" for node in run.iter(f"{W}t")]
        for run in paper["word/document.xml"].iter(f"{W}r")
        if run.find(f".//{W}highlight") is not None
    ]


def test_footnotes(paper: dict[str, etree._Element]) -> None:
    reference = paper["word/document.xml"].find(f".//{W}footnoteReference")
    notes = {one.get(f"{W}id"): "".join(texts(one)) for one in paper["word/footnotes.xml"]}
    assert notes[value(reference, "id")].strip() == "Tính đến ngày 05/6/2022."


def test_core_properties(paper: dict[str, etree._Element]) -> None:
    said = {str(one.tag).rpartition("}")[2]: one.text for one in paper["docProps/core.xml"]}
    assert said["title"] == "BÁO CÁO Kết quả công tác Mặt trận 6 tháng đầu năm 2022"
    assert said["creator"] == "Ban Thường trực Ủy ban MTTQ Việt Nam huyện Vị Xuyên"
    assert said["language"] == "vi-VN"
    assert str(said["created"]).startswith("2022-02-08")


def test_python_docx_opens_it() -> None:
    import docx

    document = docx.Document(BytesIO(assembling.assemble(drafting.parse(DRAFT), layout="front")))
    assert len(document.tables) == 4
    assert [comment.text for comment in document.comments]


# The order in which Word wants properties (ECMA-376, part 1, 17.3 and 17.4); Word refuses files that mix it.
_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts ins del b bCs i iCs caps color sz szCs highlight u vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn uiPriority semiHidden qFormat pPr rPr tblPr",
}


@pytest.mark.parametrize("layout", assembling.LAYOUTS)
def test_properties_stand_in_the_order_of_the_schema(layout: str) -> None:
    draft = drafting.parse(DRAFT)
    papers = [
        assembling.assemble(draft, layout=layout),
        assembling.new_frame(layout),
        assembling.packet(draft, layout=layout, previous={"giam-sat": "Đã giám sát 10 cuộc.\nMột việc đã bỏ hẳn."}),
    ]
    for paper in papers:
        for root in parts_of(paper).values():
            for name, said in _ORDER.items():
                order = said.split()
                for properties in root.iter(f"{W}{name}"):
                    places = [order.index(str(child.tag).rpartition("}")[2]) for child in properties]
                    assert places == sorted(places), etree.tostring(properties)
            for cell in root.iter(f"{W}tc"):
                assert cell[-1].tag == f"{W}p"
