"""FMT801 and FMT802 on Word files: an assembled paper gives nothing, each element spoiled by hand is told."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from functools import cache
from io import BytesIO

import pytest

from drafter import assembling, drafting
from drafter.assembling.package import pack
from drafter.checking import CheckContext, check
from drafter.extracting import extract
from drafter.model.finding import Finding
from drafter.reading import read_bytes
from drafter.sectioning import section

TEXT = """---
unit: {unit}
superior: {superior}
place: Mường Lát
number: {number}
date: 2025-02-05
authority: {authority}
office: Chủ tịch
signer: Hà Văn Nọi
recipients:
  - Thường trực cấp trên
  - Lưu: VT
---
# Báo cáo kết quả công tác quý I, phương hướng nhiệm vụ quý II năm 2025

Căn cứ Quy chế làm việc đã ban hành;

Căn cứ kế hoạch công tác năm.

Ba tháng qua đơn vị bám sát chương trình đã đề ra, phân công người theo dõi từng thôn và báo cáo kết quả dưới đây.

## Phần thứ nhất: KẾT QUẢ {{#phan-1}}

### I. TUYÊN TRUYỀN {{#tuyen-truyen}}

#### 1. Họp thôn {{#hop-thon}}

Các thôn mở 14 cuộc họp với 812 lượt người dự; ý kiến được ghi lại và gửi đến nơi có thẩm quyền trả lời ngay trong quý.

Những việc chưa xong được nêu rõ nguyên nhân, người chịu trách nhiệm và thời hạn làm xong trong tháng tới của đơn vị.

#### 2. Truyền thanh {{#truyen-thanh}}

Loa của các thôn phát 33 buổi; nội dung phát do cán bộ chuyên trách soạn và được lãnh đạo đơn vị duyệt trước khi phát.

Đơn vị tính: người

| TT | Thôn | Số người |
|---|---|---|
| 1 | Na Tao | 120 |
| 2 | Pù Ngùa | 98 |
| 3 | Xắm Hồng | 101 |

## Phần thứ hai: PHƯƠNG HƯỚNG {{#phan-2}}

{more}
Quý II tiếp tục những việc trên, sớm trả lời các ý kiến còn lại và mở thêm ba cuộc họp ở các thôn xa trung tâm của xã.

## PHỤ LỤC Số liệu theo thôn {{#pl-1}}

| TT | Thôn | a | b | c | d | đ | e |
|---|---|---|---|---|---|---|---|
| 1 | Na Tao | 1 | 2 | 3 | 4 | 5 | 6 |

## PHỤ LỤC Danh sách {{#pl-2}}

Không có.
"""
MORE = "".join(
    f"Thôn số {number} báo cáo bằng lời tại cuộc giao ban tháng, có biên bản ghi lại và hai người cùng ký tên vào cuối trang.\n"
    for number in range(1, 30)
)
WORDS = {
    "decree30": {
        "unit": "Ủy ban nhân dân xã Mường Lát",
        "superior": "UBND tỉnh Hòa Sơn",
        "number": "7/BC-UBND",
        "authority": "TM. ỦY BAN NHÂN DÂN",
    },
    "front": {
        "unit": "Ủy ban MTTQ Việt Nam xã Mường Lát",
        "superior": "",
        "number": "7/BC-MTTQ-BTT",
        "authority": "TM. BAN THƯỜNG TRỰC",
    },
    "party": {
        "unit": "Đảng ủy xã Mường Lát",
        "superior": "Đảng bộ tỉnh Hòa Sơn",
        "number": "7-BC/ĐU",
        "authority": "T/M BAN THƯỜNG VỤ",
    },
}


@cache
def paper(layout: str) -> bytes:
    return assembling.assemble(drafting.parse(TEXT.format(**WORDS[layout], more=MORE)), layout=layout, final=True)


def spoiled(content: bytes, part: str, old: str, new: str, count: int = 1) -> bytes:
    """The paper with a pattern of one part's XML replaced."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts[f"word/{part}.xml"].decode()
    changed = re.sub(old, new, xml, count=count, flags=re.DOTALL)
    assert changed != xml, old
    parts[f"word/{part}.xml"] = changed.encode()
    return pack(parts)


def told(content: bytes, layout: str | None) -> Sequence[Finding]:
    document = read_bytes(content, path="a.docx", paper=layout is not None)
    tree = section(document)
    context = CheckContext(document, tree, extract(document, tree), layout=layout)
    report = check(context, select=("FMT801", "FMT802"))
    return [finding for finding in report.findings if finding.rule != "MET902"]


@pytest.mark.parametrize("layout", assembling.LAYOUTS)
def test_an_assembled_paper_gives_nothing(layout: str) -> None:
    assert told(paper(layout), layout) == []


@pytest.mark.parametrize("layout", assembling.LAYOUTS)
def test_nothing_is_told_where_no_layout_is_chosen(layout: str) -> None:
    ruined = spoiled(paper(layout), "styles", "Times New Roman", "Arial", count=0)
    assert told(ruined, None) == []


def test_a_joint_paper_with_its_marks_gives_nothing() -> None:
    text = TEXT.format(**WORDS["decree30"], more=MORE)
    text = text.replace(
        "unit: Ủy ban nhân dân xã Mường Lát", "unit: [UBND xã Mường Lát, Ủy ban MTTQ Việt Nam xã Mường Lát]"
    )
    both = "signer: [{authority: TM. ỦY BAN NHÂN DÂN, office: Chủ tịch, name: Hà Văn Nọi}, "
    both += "{authority: TM. BAN THƯỜNG TRỰC, office: Chủ tịch, name: Lò Thị Ón}]\nurgency: hỏa tốc\nsecrecy: mật"
    text = text.replace("signer: Hà Văn Nọi", both).replace(
        "superior: UBND tỉnh Hòa Sơn", "to: [Sở A, Sở B]\ncirculation: lưu hành nội bộ"
    )
    content = assembling.assemble(drafting.parse(text), layout="decree30", final=True)
    assert [one.message for one in told(content, "decree30")] == []


def style(name: str, inside: str, old: str, new: str) -> tuple[str, str, str]:
    """A change inside one style."""
    return "styles", rf'(w:styleId="{name}">(?:(?!</w:style>).)*?{inside}){old}', rf"\g<1>{new}"


def near(words: str, old: str, new: str) -> tuple[str, str, str]:
    """A change in the paragraph that holds some words."""
    return "document", rf"(<w:p>(?:(?!</w:p>).)*?){old}((?:(?!</w:p>).)*?{words})", rf"\g<1>{new}\g<2>"


_ISSUER = r"<w:r>(<w:t[^>]*>)ỦY BAN NHÂN DÂN(</w:t><w:br/><w:t[^>]*>)XÃ MƯỜNG LÁT"
SMALL = '<w:r><w:rPr><w:caps w:val="0"/></w:rPr>'
SPOILED = [
    ("page.paper", ("document", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')),
    ("page.left", ("document", 'w:left="1701" w:header', 'w:left="1134" w:header')),
    ("page.right", ("document", 'w:right="850" w:bottom', 'w:right="1440" w:bottom')),
    ("page.top", ("document", 'w:pgMar w:top="1134"', 'w:pgMar w:top="567"')),
    ("page.bottom", ("document", 'w:bottom="1134" w:left', 'w:bottom="1985" w:left')),
    ("font.Arial", ("styles", 'w:ascii="Times New Roman" w:hAnsi="Times New Roman"', 'w:ascii="Arial" w:hAnsi="Arial"', 0)),
    ("font.Calibri", near("Các thôn mở", "<w:r>", '<w:r><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/></w:rPr>')),
    ("hidden-font.Arial", ("styles", 'w:eastAsia="Times New Roman"', 'w:eastAsia="Arial"', 0)),
    ("hidden-font.Arial", ("styles", 'w:cs="Times New Roman"', 'w:cs="Arial"', 0)),
    ("language", ("styles", 'w:lang w:val="vi-VN"', 'w:lang w:val="en-US"')),
    ("colour.FF0000", near("Các thôn mở", "<w:r>", '<w:r><w:rPr><w:color w:val="FF0000"/></w:rPr>')),
    ("page_number.missing", ("header1", " PAGE ", " DATE ")),
    ("page_number.align", style("DrafterPageNumber", "", 'w:jc w:val="center"', 'w:jc w:val="right"')),
    ("page_number.size", style("DrafterPageNumber", "", 'w:sz w:val="28"', 'w:sz w:val="20"')),
    ("page_number.style", style("DrafterPageNumber", "<w:rPr>", "", "<w:i/>")),
    ("page_number.first", ("document", "<w:titlePg/>", "")),
    ("page_number.start", ("document", 'w:pgNumType w:start="1"', 'w:pgNumType w:start="3"')),
    ("page_number.format", ("document", 'w:pgNumType w:start="1"', 'w:pgNumType w:fmt="upperRoman" w:start="1"')),
    ("national.size", style("DrafterNational", "", 'w:sz w:val="26"', 'w:sz w:val="32"')),
    ("national.bold", style("DrafterNational", "", "<w:b/><w:bCs/>", "")),
    ("national.align", style("DrafterNational", "", 'w:jc w:val="center"', 'w:jc w:val="left"')),
    ("motto.size", style("DrafterMotto", "", 'w:sz w:val="28"', 'w:sz w:val="24"')),
    ("motto.bold", style("DrafterMotto", "", "<w:b/><w:bCs/>", "")),
    ("motto.italic", style("DrafterMotto", "<w:rPr>", "", "<w:i/>")),
    ("motto.words", ("document", "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc")),
    ("motto.line", ("document", r"(Hạnh phúc</w:t></w:r></w:p>)<w:p>.*?</w:p>", r"\g<1>")),
    ("motto.line", ("document", r"(Hạnh phúc</w:t></w:r></w:p>.*?<w:ind )[^>]*/>", r'\g<1>w:left="1900" w:right="1900"/>')),
    ("superior.bold", style("DrafterSuperior", "<w:rPr>", "", "<w:b/>")),
    ("superior.size", style("DrafterSuperior", "", 'w:sz w:val="26"', 'w:sz w:val="20"')),
    ("issuer.bold", style("DrafterIssuer", "", "<w:b/><w:bCs/>", "")),
    ("issuer.size", style("DrafterIssuer", "", 'w:sz w:val="26"', 'w:sz w:val="30"')),
    ("issuer.caps", ("document", _ISSUER, SMALL + r"\g<1>Ủy ban nhân dân\g<2>xã Mường Lát")),
    ("issuer.line", ("document", r"(XÃ MƯỜNG LÁT</w:t></w:r></w:p>)<w:p>.*?</w:p>", r"\g<1>")),
    ("number.size", style("DrafterNumber", "", 'w:sz w:val="26"', 'w:sz w:val="28"')),
    ("number.bold", style("DrafterNumber", "<w:rPr>", "", "<w:b/>")),
    ("number.colon", ("document", "Số: 07", "Số 07")),
    ("number.nought", ("document", "Số: 07", "Số: 7")),
    ("place_date.italic", style("DrafterPlaceDate", "", "<w:i/><w:iCs/>", "")),
    ("place_date.size", style("DrafterPlaceDate", "", 'w:sz w:val="28"', 'w:sz w:val="24"')),
    ("place_date.align", style("DrafterPlaceDate", "", 'w:jc w:val="center"', 'w:jc w:val="left"')),
    ("place_date.nought", ("document", "ngày 05 tháng 02", "ngày 5 tháng 2")),
    ("kind.size", style("DrafterKind", "", 'w:sz w:val="28"', 'w:sz w:val="36"')),
    ("kind.bold", style("DrafterKind", "", "<w:b/><w:bCs/>", "")),
    ("kind.align", style("DrafterKind", "", 'w:jc w:val="center"', 'w:jc w:val="left"')),
    ("abstract.bold", style("DrafterAbstract", "", "<w:b/><w:bCs/>", "")),
    ("abstract.size", style("DrafterAbstract", "", 'w:sz w:val="28"', 'w:sz w:val="24"')),
    ("abstract.align", style("DrafterAbstract", "", 'w:jc w:val="center"', 'w:jc w:val="left"')),
    ("abstract.line", ("document", r"(năm 2025</w:t></w:r></w:p>)<w:p>.*?</w:p>", r"\g<1>")),
    ("basis.italic", near("Căn cứ Quy chế", "<w:i/><w:iCs/>", "")),
    ("body.size", near("Các thôn mở", "<w:r>", '<w:r><w:rPr><w:sz w:val="24"/></w:rPr>')),
    ("body.align", near("Các thôn mở", "</w:pPr>", '<w:jc w:val="left"/></w:pPr>')),
    ("body.indent", near("Các thôn mở", "</w:pPr>", '<w:ind w:firstLine="0"/></w:pPr>')),
    ("body.spacing", style("DrafterBody", "", 'w:after="120"', 'w:after="0"')),
    ("body.line", style("DrafterBody", "", 'w:line="240"', 'w:line="480"')),
    ("body.end", ("document", "trung tâm của xã./.", "trung tâm của xã.")),
    ("heading.part.align", near("Phần thứ nhất", 'w:jc w:val="center"', 'w:jc w:val="left"')),
    ("heading.part.bold", near("Phần thứ nhất", "<w:b/><w:bCs/>", "")),
    ("heading.roman.bold", near("I. TUYÊN TRUYỀN", "<w:b/><w:bCs/>", "")),
    ("heading.roman.size", near("I. TUYÊN TRUYỀN", "<w:b/><w:bCs/>", '<w:b/><w:bCs/><w:sz w:val="36"/>')),
    ("heading.number.bold", near("2. Truyền thanh", "<w:b/><w:bCs/>", "")),
    ("recipients_head.size", style("DrafterRecipientsHead", "", 'w:sz w:val="24"', 'w:sz w:val="28"')),
    ("recipients_head.bold", style("DrafterRecipientsHead", "", "<w:b/><w:bCs/>", "")),
    ("recipients_head.italic", style("DrafterRecipientsHead", "", "<w:i/><w:iCs/>", "")),
    ("recipients.size", style("DrafterRecipients", "", 'w:sz w:val="22"', 'w:sz w:val="28"')),
    ("recipients.mark", ("document", "Thường trực cấp trên;", "Thường trực cấp trên,")),
    ("recipients.end", ("document", "Lưu: VT.", "Lưu: VT")),
    ("recipients.kept", ("document", "Lưu: VT.", "Lưu VT.")),
    ("signature_authority.bold", style("DrafterSignatureAuthority", "", "<w:b/><w:bCs/>", "")),
    ("signature_authority.size", style("DrafterSignatureAuthority", "", 'w:sz w:val="28"', 'w:sz w:val="32"')),
    ("signature_authority.form", ("document", r">TM\. ", ">T/M ")),
    ("signature_office.bold", style("DrafterSignatureOffice", "", "<w:b/><w:bCs/>", "")),
    ("signature_office.caps", ("document", r"<w:r>(<w:t[^>]*>)CHỦ TỊCH<", SMALL + r"\g<1>Chủ tịch<")),
    ("signature_name.bold", style("DrafterSignatureName", "", "<w:b/><w:bCs/>", "")),
    ("signature_name.size", style("DrafterSignatureName", "", 'w:sz w:val="28"', 'w:sz w:val="22"')),
    ("signature_name.degree", ("document", "Hà Văn Nọi", "ThS. Hà Văn Nọi")),
    ("appendix.page", ("document", r'<w:p><w:pPr><w:pStyle w:val="DrafterRule"/><w:sectPr>.*?</w:sectPr></w:pPr></w:p>', "")),
    ("appendix.numbers", ("document", r'(<w:sectPr>.*<w:sectPr>.*?)<w:pgNumType w:start="1"/>', r"\g<1>")),
    ("appendix_label.bold", near("Phụ lục I<", "<w:b/><w:bCs/>", "")),
    ("appendix_label.caps", ("document", "Phụ lục I<", "PHỤ LỤC I<")),
    ("appendix.number", ("document", "Phụ lục II<", "Phụ lục 2<")),
    ("appendix_title.bold", style("DrafterAppendixTitle", "", "<w:b/><w:bCs/>", "")),
    ("appendix_title.caps", style("DrafterAppendixTitle", "", "<w:caps/>", "")),
    ("appendix_reference.italic", style("DrafterAppendixReference", "", "<w:i/><w:iCs/>", "")),
    ("appendix_reference.missing", ("document", r'<w:p><w:pPr><w:pStyle w:val="DrafterAppendixReference"/>.*?</w:p>', "")),
    ("table.rows", ("document", "<w:cantSplit/><w:tblHeader/>", "<w:tblHeader/>")),
    ("table.numbers", near(">98<", 'w:jc w:val="right"', 'w:jc w:val="left"')),
    ("table.unit", style("DrafterUnitLine", "", 'w:jc w:val="right"', 'w:jc w:val="left"')),
]  # fmt: skip


@pytest.mark.parametrize(
    ("about", "change"), SPOILED, ids=[f"{about} {number}" for number, (about, _change) in enumerate(SPOILED)]
)
def test_each_element_spoiled_by_hand_is_told(about: str, change: tuple[str, str, str]) -> None:
    found = told(spoiled(paper("decree30"), *change), "decree30")
    assert about in [one.about for one in found]
    # One fault makes one finding, or one for each of the two papers it shows on (paper: width and margins of a page).
    assert len(found) <= 3, [one.message for one in found]


@pytest.mark.parametrize(
    ("about", "change"),
    [
        ("number.colon", ("document", "Số 07", "Số: 07")),
        ("issuer.star", ("document", r">\*<", "> <")),
        ("abstract.line", ("document", ">-----<", ">x<")),
        ("body.end", ("document", "trung tâm của xã.<", "trung tâm của xã./.<")),
        ("body.line", style("DrafterBody", "", 'w:line="360" w:lineRule="atLeast"', 'w:line="240" w:lineRule="auto"')),
        ("recipients_head.underline", style("DrafterRecipientsHead", "", '<w:u w:val="single"/>', "")),
        ("signature_office.bold", style("DrafterSignatureOffice", "<w:rPr>", "", "<w:b/>")),
        ("signature_authority.form", ("document", ">T/M ", ">TM. ")),
        ("national.size", style("DrafterNational", "", 'w:sz w:val="30"', 'w:sz w:val="26"')),
        ("appendix.number", ("document", "Phụ lục 2<", "Phụ lục II<")),
    ],
)
def test_the_partys_own_elements(about: str, change: tuple[str, str, str]) -> None:
    assert about in [one.about for one in told(spoiled(paper("party"), *change), "party")]


@pytest.mark.parametrize(("layout", "other"), [("decree30", "party"), ("front", "party"), ("party", "decree30")])
def test_a_paper_of_the_other_kind_is_told_by_its_head(layout: str, other: str) -> None:
    assert "national.header" in [one.about for one in told(paper(layout), other)]


@pytest.mark.parametrize(
    ("about", "old"),
    [
        ("motto", r'<w:p><w:pPr><w:pStyle w:val="DrafterMotto"/>.*?</w:p>'),
        ("number", r"<w:r><w:t [^>]*>Số: 07.*?</w:r>"),
        ("place_date", r'(?<=<w:pStyle w:val="DrafterPlaceDate"/></w:pPr>).*?(?=</w:p>)'),
        ("abstract", r'<w:p><w:pPr><w:pStyle w:val="DrafterAbstract"/>.*?</w:p>'),
        ("signature_name", r"<w:r><w:t [^>]*>Hà Văn Nọi</w:t></w:r>"),
    ],
)  # fmt: skip
def test_a_missing_element_is_told(about: str, old: str) -> None:
    found = told(spoiled(paper("decree30"), "document", old, ""), "decree30")
    assert about in [one.about for one in found if one.rule == "FMT802"]


def test_each_finding_points_at_its_words_and_has_an_id_of_its_own() -> None:
    ruined = spoiled(paper("decree30"), *style("DrafterKind", "", "<w:b/><w:bCs/>", ""))
    (finding,) = told(ruined, "decree30")
    assert finding.text == "BÁO CÁO"
    everything = spoiled(ruined, "document", 'w:right="850" w:bottom', 'w:right="1440" w:bottom')
    ids = [one.id for one in told(everything, "decree30")]
    assert finding.id in ids and len(set(ids)) == len(ids) == 2


FIELD = '<w:fldSimple w:instr=" PAGE \\\\* MERGEFORMAT "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
RAISED = (
    r'Lưu: VT.</w:t></w:r><w:r><w:rPr><w:sz w:val="12"/><w:vertAlign w:val="superscript"/></w:rPr><w:t>Nga</w:t></w:r>'
)
DRAWN = (
    '<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="2160000" cy="0"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData><a:prstGeom prst="line"/></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>'
)
OLD_DRAWN = (
    '<w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="60pt,2pt" to="230pt,2pt"/></w:pict></w:r>'
)
LINE = r"(Hạnh phúc</w:t></w:r></w:p>)<w:p>.*?</w:p>"
EAST_ASIAN = 'w:eastAsiaTheme="minorEastAsia"'
TRAPS = {
    "a line of underscores": ("document", LINE, r"\g<1><w:p><w:r><w:t>________________</w:t></w:r></w:p>"),
    "a drawn line": ("document", LINE, rf"\g<1><w:p>{DRAWN}</w:p>"),
    "a line as older programs draw it": ("document", LINE, rf"\g<1><w:p>{OLD_DRAWN}</w:p>"),
    "an underlined motto": ("document", LINE.replace("(Hạnh", "<w:r>(<w:t [^>]*>Độc lập - Tự do - Hạnh"),
        r'<w:r><w:rPr><w:u w:val="single"/></w:rPr>\g<1>'),
    "who typed it, raised behind the last recipient": ("document", r"Lưu: VT\.</w:t></w:r>", RAISED),
    "a recipient that goes on in the next line": ("document", "Thường trực cấp trên;", "Thường trực,</w:t><w:br/><w:t>cấp trên;"),
    "a first line set in by a tab": near("Các thôn mở", "<w:r>", "<w:r><w:tab/>"),
    "one word in bold": near("Các thôn mở", "<w:r>", "<w:r><w:rPr><w:b/></w:rPr><w:t>Lưu ý: </w:t></w:r><w:r>"),
    "a raised letter": (
        "document", r"(trả lời ngay trong quý\.</w:t></w:r>)", r'\g<1><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>a</w:t></w:r>'),
    "a list that Word numbers, hanging": near("Các thôn mở", "</w:pPr>",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="720" w:hanging="360"/></w:pPr>'),
    "the other margins the decree allows": ("document", r'w:top="1134" w:right="850" w:bottom="1134" w:left="1701"',
        'w:top="1417" w:right="1134" w:bottom="1417" w:left="1984"'),
    "thirteen points": near("Các thôn mở", "<w:r>", '<w:r><w:rPr><w:sz w:val="26"/></w:rPr>'),
    "one and a half lines": style("DrafterBody", "", 'w:line="240"', 'w:line="360"'),
    "the space before instead of behind": style("DrafterBody", "", 'w:before="0" w:after="120"', 'w:before="120" w:after="0"'),
    "ten millimetres": style("DrafterBody", "", 'w:firstLine="720"', 'w:firstLine="567"'),
    "a number that is a simple field": ("header1", r'<w:r><w:fldChar .*<w:fldChar w:fldCharType="end"/></w:r>', FIELD),
    "the theme's fonts for scripts that are not there": ("styles", 'w:eastAsia="Times New Roman"', EAST_ASIAN, 0),
    "nearly black": near("Các thôn mở", "<w:r>", '<w:r><w:rPr><w:color w:val="0D0D0D"/></w:rPr>'),
    "the text's colour of the theme": near(
        "Các thôn mở", "<w:r>", '<w:r><w:rPr><w:color w:val="44546A" w:themeColor="text1"/></w:rPr>'),
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_what_only_looks_like_a_fault_is_not_told(trap: str) -> None:
    assert [one.message for one in told(spoiled(paper("decree30"), *TRAPS[trap]), "decree30")] == []
