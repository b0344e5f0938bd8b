"""Word files read to what the page shows."""

import pytest

from drafter.model.document import BlockKind, Document
from drafter.ooxml import walk
from drafter.reading import read_bytes
from tests.fuzz.spoiled import W, docx, paragraph, table

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text: str) -> str:
    return f'<w:del w:id="1" w:author="A"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="2" w:author="A">{run(text)}</w:ins>'


def p(*inside: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{''.join(inside)}</w:p>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        + mark.format("separate")
        + run(result)
        + mark.format("end")
    )


def old_box(text: str) -> str:
    words = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return f"<w:pict><v:shape {V}><v:textbox>{words}</v:textbox></v:shape></w:pict>"


def box(text: str) -> str:
    words = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    drawing = f"<w:drawing><wps:wsp {WPS}><wps:txbx>{words}</wps:txbx></wps:wsp></w:drawing>"
    return (
        f"<w:r><mc:AlternateContent {MC}><mc:Choice Requires='wps'>{drawing}</mc:Choice>"
        f"<mc:Fallback>{old_box(text)}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def parts(**content: str) -> dict[str, str]:
    """Parts of a package by the kind of their relationship, each as `word/KIND.xml`."""
    links = "".join(f'<Relationship Id="{kind}" Type="{RELS}/{kind}" Target="{kind}.xml"/>' for kind in content)
    relations = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
    return {"word/_rels/document.xml.rels": relations, **{f"word/{kind}.xml": xml for kind, xml in content.items()}}


def read(body: str, *, changes: str = "accept", **content: str) -> Document:
    return read_bytes(docx(body, parts=parts(**content)), path="a.docx", changes=changes)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(
            p(run("Có "), inserted("312 hộ"), deleted("300 hộ"), run(" nghèo")), "Có 312 hộ nghèo", id="changes"
        ),
        pytest.param(
            p(run("một "), properties="<w:rPr><w:del/></w:rPr>") + p(run("câu")), "một câu", id="deleted paragraph mark"
        ),
        pytest.param(
            p(f'<w:moveFrom w:id="1">{run("đi ")}</w:moveFrom>', f'<w:moveTo w:id="2">{run("đến")}</w:moveTo>'),
            "đến",
            id="move",
        ),
        pytest.param(
            control(p(control(run("ô trong dòng")))),
            "ô trong dòng",
            id="content controls",
        ),
        pytest.param(
            p("<w:smartTag>", run("tỉnh "), "<w:smartTag>", run("Lào Cai"), "</w:smartTag></w:smartTag>"),
            "tỉnh Lào Cai",
            id="smart tags",
        ),
        pytest.param(p(run("trang "), field("PAGE", "3"), run(".")), "trang 3.", id="complex field"),
        pytest.param(
            p(f'<w:fldSimple w:instr="DATE">{run("05/3/2020")}</w:fldSimple>'), "05/3/2020", id="simple field"
        ),
        pytest.param(
            p(field("IF " + "</w:instrText></w:r>" + field("DATE", "ẩn") + "<w:r><w:instrText>", "đúng")),
            "đúng",
            id="field in a field",
        ),
        pytest.param(
            p(f'<w:hyperlink r:id="r9" xmlns:r="{RELS}">{run("Nghị định 30")}</w:hyperlink>'),
            "Nghị định 30",
            id="hyperlink",
        ),
        pytest.param(
            p(run("Trước")) + p(run("neo"), box("Trong khung")) + p(run("Sau")),
            "Trước\nneo\nTrong khung\nSau",
            id="text box once",
        ),
        pytest.param(
            p(f"<w:r>{old_box('VML')}</w:r>"),
            "VML",
            id="VML text box",
        ),
        pytest.param(
            p(run("217"), "<w:r><w:noBreakHyphen/></w:r>", run("QĐ/\u00adTW"), "<w:r><w:softHyphen/></w:r>"),
            "217-QĐ/TW",
            id="hyphens",
        ),
        pytest.param(p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', run(" đạt")), "✓ đạt", id="symbol"),
        pytest.param(
            p(run("BÁO CÁO"), "<w:r><w:br/></w:r>", run("Kết quả năm 2022")),
            "BÁO CÁO\nKết quả năm 2022",
            id="line break",
        ),
        pytest.param(
            p(run("kết quả của"), "<w:r><w:br/></w:r>", run("các xã")),
            "kết quả của các xã",
            id="line break in a sentence",
        ),
        pytest.param(p(run("a"), "<w:r><w:tab/></w:r>", run("b")), "a\tb", id="tab"),
        pytest.param(p(run("kết quả", "<w:caps/>")), "KẾT QUẢ", id="shown in capitals"),
        pytest.param(p(run("thấy"), run(" ẩn", "<w:vanish/>")), "thấy", id="hidden text"),
        pytest.param(
            p(run("UBND huyÖn b¸o c¸o", '<w:rFonts w:ascii=".VnTime"/>')), "UBND huyện báo cáo", id="TCVN3 font"
        ),
        pytest.param(p(run("ñaïi hoäi Ñaûng", '<w:rFonts w:ascii="VNI-Times"/>')), "đại hội Đảng", id="VNI font"),
        pytest.param(p(run("b¸o c¸o", '<w:rFonts w:ascii=".VnTimeH"/>')), "BÁO CÁO", id="TCVN3 capital font"),
        pytest.param(p(run("a")) + p() + p(run("  ")) + p(run("b")), "a\nb", id="empty paragraphs"),
    ],
)
def test_text_of_a_body(body: str, text: str) -> None:
    assert read(body).text == text + "\n"


def test_the_text_before_the_changes() -> None:
    body = (
        p(run("Có "), inserted("312"), deleted("300"), run(" hộ"))
        + p(run("x"), properties="<w:rPr><w:ins/></w:rPr>")
        + p(run("y"))
    )
    document = read(body, changes="original")
    assert document.text == "Có 300 hộ\nxy\n"
    assert [block.look.tracked for block in document.blocks] == [True, True]


def test_tracked_rows_in_both_views() -> None:
    def row(text: str, mark: str) -> str:
        return f"<w:tr><w:trPr>{mark}</w:trPr><w:tc>{paragraph(text)}</w:tc><w:tc>{paragraph('1')}</w:tc></w:tr>"

    rows = row("cũ", "<w:del/>") + row("mới", "<w:ins/>") + row("vẫn", "")
    body = f"<w:tbl><w:tblPr><w:tblStyle w:val='TableGrid'/></w:tblPr>{rows}</w:tbl>"
    assert read(body).text == "mới\t1\nvẫn\t1\n"
    assert read(body, changes="original").text == "cũ\t1\nvẫn\t1\n"


NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def numbered(text: str, level: int, more: str = "") -> str:
    return p(run(text), properties=f'{more}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def test_automatic_numbers_stand_in_the_text() -> None:
    body = (
        numbered("Tình hình", 0)
        + numbered("Kết quả", 1)
        + numbered("ý", 2)
        + numbered("Hạn chế", 1)
        + numbered("Kiến nghị", 0)
    )
    document = read(body, numbering=NUMBERING)
    assert document.text == "I. Tình hình\n1. Kết quả\n- ý\n2. Hạn chế\nII. Kiến nghị\n"
    behind = [document.text[block.label_end or 0 : block.end] for block in document.blocks]
    assert behind == ["Tình hình", "Kết quả", "ý", "Hạn chế", "Kiến nghị"]
    assert [block.look.list_level for block in document.blocks] == [0, 1, 2, 1, 0]
    assert document.blocks[2].kind is BlockKind.LIST


def test_numbers_and_levels_from_a_style() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 2"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:jc w:val="center"/></w:pPr>'
        '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="u2"><w:name w:val="Của tôi"/><w:basedOn w:val="u1"/></w:style></w:styles>'
    )
    document = read(
        p(run("Một"), properties='<w:pStyle w:val="u1"/>') + p(run("Hai"), properties='<w:pStyle w:val="u2"/>'),
        numbering=NUMBERING,
        styles=styles,
    )
    assert document.text == "1. Một\n2. Hai\n"
    look = document.blocks[0].look
    assert (look.style, look.outline_level, look.bold, look.centred, look.size) == ("heading 2", 2, True, True, 14.0)
    assert document.blocks[1].look.style == "Của tôi"


def test_a_deleted_numbered_paragraph_is_not_counted() -> None:
    gone = p(
        deleted("bỏ"), properties="<w:rPr><w:del/></w:rPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    )
    assert read(numbered("a", 0) + gone + numbered("b", 0), numbering=NUMBERING).text == "I. a\nII. b\n"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraph(line) for line in text.split('|'))}</w:tc>"


def test_merged_cells() -> None:
    body = (
        "<w:tbl><w:tblPr><w:tblStyle w:val='TableGrid'/></w:tblPr>"
        + "<w:tr>"
        + cell("TT", '<w:vMerge w:val="restart"/>')
        + cell("Số hộ", '<w:gridSpan w:val="2"/>')
        + "</w:tr>"
        + f"<w:tr>{cell('', '<w:vMerge/>')}{cell('nghèo')}{cell('cận nghèo')}</w:tr>"
        f"<w:tr>{cell('1')}{cell('12')}{cell('hai|dòng')}</w:tr></w:tbl>"
    )
    document = read(body)
    assert document.text == "TT\tSố hộ\n\tnghèo\tcận nghèo\n1\t12\thai dòng\n"
    (block,) = document.blocks
    cells = [(c.row, c.column, c.rowspan, c.colspan, document.text[c.start : c.end]) for c in block.cells]
    assert cells == [
        (1, 1, 2, 1, "TT"),
        (1, 2, 1, 2, "Số hộ"),
        (2, 2, 1, 1, "nghèo"),
        (2, 3, 1, 1, "cận nghèo"),
        (3, 1, 1, 1, "1"),
        (3, 2, 1, 1, "12"),
        (3, 3, 1, 1, "hai dòng"),
    ]


def test_a_table_inside_a_table_stands_after_it() -> None:
    inner = table([["a", "b"], ["1", "2"]]).replace(
        "<w:tbl>", "<w:tbl><w:tblPr><w:tblStyle w:val='TableGrid'/></w:tblPr>"
    )
    row = f"<w:tr>{cell('ngoài')}<w:tc>{inner}<w:p/></w:tc></w:tr>"
    outer = f"<w:tbl><w:tblPr><w:tblStyle w:val='TableGrid'/></w:tblPr>{row}</w:tbl>"
    document = read(outer)
    assert document.text == "ngoài\t\na\tb\n1\t2\n"
    assert [block.table for block in document.blocks] == [1, 2]


def test_a_letterhead_table_reads_as_two_columns() -> None:
    body = (
        f"<w:tbl><w:tr>{cell('ỦY BAN MTTQ VIỆT NAM|BAN THƯỜNG TRỰC')}"
        f"{cell('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc')}</w:tr>"
        f"<w:tr>{cell('Số: 12/BC-MTTQ-BTT')}{cell('Tân Lập, ngày 05 tháng 6 năm 2022')}</w:tr></w:tbl>"
    )
    assert read(body).text.splitlines() == [
        "ỦY BAN MTTQ VIỆT NAM",
        "BAN THƯỜNG TRỰC",
        "Số: 12/BC-MTTQ-BTT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tân Lập, ngày 05 tháng 6 năm 2022",
    ]


def test_notes_heads_and_comments_each_in_its_place() -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph("Nguồn: Phòng Văn hóa")}</w:footnote></w:footnotes>'
    header = f'<w:hdr xmlns:w="{W}">{paragraph("Đầu trang")}</w:hdr>'
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:author="Lan">{paragraph("xem lại")}</w:comment></w:comments>'
    document = read(
        p(run("Có 12 hộ"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + p(run("Sau"))
        + f'<w:sectPr><w:headerReference w:type="default" r:id="header" xmlns:r="{RELS}"/></w:sectPr>',
        footnotes=notes,
        header=header,
        comments=comments,
    )
    assert document.text == "Có 12 hộ\nNguồn: Phòng Văn hóa\nSau\nĐầu trang\n"
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.NOTE, BlockKind.PARAGRAPH, BlockKind.HEADER]
    assert any("Lan" in warning and "xem lại" in warning for warning in document.warnings)


def test_the_loss_report_counts_what_was_met() -> None:
    document = read(p(inserted("a"), inserted("b"), deleted("c")) + p(run("x"), box("y")))
    assert len(document.warnings) == 3
    assert "2 chỗ chèn" in document.warnings[0]


def test_the_strict_form_reads_alike() -> None:
    plain = docx(paragraph("Kết quả"))
    strict = docx(
        "",
        document='<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'
        f"<w:body>{paragraph('Kết quả')}</w:body></w:document>",
    )
    assert read_bytes(strict, path="a.docx").text == read_bytes(plain, path="a.docx").text


def test_a_plain_table_reads_as_one_that_is_walked_through() -> None:
    """Tables of words alone take a short way; a run that shows something else takes the whole table the long one."""
    rows = [["TT", "Nội dung", "Số lượng", "Ghi chú"], *([str(n), f"Hộ nghèo {n}", str(n * 7), ""] for n in range(12))]
    plain = table(rows)
    marked = plain.replace("<w:t ", "<w:noBreakHyphen/><w:t ", 1).replace("<w:noBreakHyphen/>", "<w:softHyphen/>")
    short, long = (read_bytes(docx(body), path="a.docx") for body in (plain, marked))
    assert short.text == long.text
    assert short.blocks[0].cells == long.blocks[0].cells
    hidden = plain.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", 1)
    assert read_bytes(docx(hidden), path="a.docx").text.startswith("\tNội dung")
    capitals = plain.replace("<w:r>", "<w:r><w:rPr><w:caps/></w:rPr>", 2)
    assert "NỘI DUNG" in read_bytes(docx(capitals), path="a.docx").text
    old = plain.replace("<w:r>", '<w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr>', 1).replace("TT", "hé", 1)
    assert read_bytes(docx(old), path="a.docx").text.startswith("hộ\t")
    inner = plain.replace("<w:tc>", "<w:tc>" + table([["Thôn", "Hộ"], ["Pò Lạn", "45"]]), 1)
    outside, inside = read_bytes(docx(inner), path="a.docx").blocks
    assert (len(outside.cells), len(inside.cells)) == (len(read_bytes(docx(plain), path="a.docx").blocks[0].cells), 4)
    merged = plain.replace("<w:tc>", '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>', 1)
    assert read_bytes(docx(merged), path="a.docx").blocks[0].cells[0].colspan == 2


@pytest.mark.parametrize(
    ("begins", "says"),
    [
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>", "a b"),
        ("<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>thôn</w:t></w:r></w:p>", "THÔN"),
        ("<w:p><w:ins><w:r><w:t>mới</w:t></w:r></w:ins></w:p>", "mới"),
        ("<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>", ""),
        ("<w:p><w:unknown><w:r><w:t>lạ</w:t></w:r></w:unknown></w:p>", ""),
        ("<w:unknown><w:p><w:r><w:t>lạ</w:t></w:r></w:p></w:unknown>", ""),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>ô</w:t></w:r></w:p></w:sdtContent></w:sdt>", "ô"),
        ('<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>hé</w:t></w:r></w:p>', "hộ"),
        ("<w:tcPr><w:vMerge/></w:tcPr>", ""),
        ('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="7"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>', ""),
    ],
)
def test_one_odd_cell_leaves_the_others_plain(monkeypatch: pytest.MonkeyPatch, begins: str, says: str) -> None:
    """The quick way through a table and the walk through its runs read the same."""
    rows = table([[f"{row}", "Hộ nghèo", "312", "75%"] for row in range(12)])
    before, cell, behind = rows.partition("<w:tc>")
    paper = docx(before + cell + begins + behind)
    quick = read_bytes(paper, path="a.docx")
    monkeypatch.setattr(walk, "plain_rows", lambda *_given: None)
    assert read_bytes(paper, path="a.docx") == quick
    first = quick.blocks[0].cells[0]
    assert quick.text[first.start : first.end].split() == [*says.split(), "0"]


def test_a_cell_that_is_tracked_itself_is_never_plain() -> None:
    rows = table([[f"{row}", "Hộ nghèo", "312", "75%"] for row in range(12)])
    gone = rows.replace("<w:tc>", '<w:tc><w:tcPr><w:cellDel w:id="1"/></w:tcPr>', 1)
    assert read_bytes(docx(gone), path="a.docx").text.startswith("Hộ nghèo\t312\t75%\n1\t")
