"""LibreOffice's own text export against Drafter's reading: numbers, fields, content controls, tracked changes."""

import subprocess
from pathlib import Path

import pytest

from drafter.reading import office, read_bytes
from tests.fuzz.spoiled import W, docx, paragraph

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="n" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
    f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)


def level(index: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:suff w:val="space"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(name: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'


def number(name: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def restart(index: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


NUMBERING = (
    f'<w:numbering xmlns:w="{W}">'
    + abstract(
        0,
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%2."),
        level(2, "decimal", "%2.%3."),
        level(3, "lowerLetter", "%4)"),
    )
    + abstract(1, level(0, "decimal", "Điều %1."), level(1, "decimal", "%1.%2", start=3))
    + abstract(2, level(0, "decimal", "(%1)"), level(1, "lowerRoman", "%2)"))
    + abstract(3, level(0, "upperLetter", "%1 -"), level(1, "decimal", "%1.%2.", more='<w:isLgl w:val="1"/>'))
    + abstract(4, level(0, "decimal", "%1.", more='<w:pStyle w:val="Muc"/>'))
    + number(1, 0) + number(2, 1) + number(3, 2) + number(4, 2, restart(0, 7)) + number(5, 3) + number(6, 4)
    + number(7, 0, restart(0, 1) + restart(1, 1))
    + "</w:numbering>"
)  # fmt: skip
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Muc"><w:name w:val="Muc"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr></w:style></w:styles>'
)
# (list, level, words): what a report's outline looks like.
LISTED = [
    (1, 0, "KẾT QUẢ"), (1, 1, "Tuyên truyền"), (1, 2, "Hình thức"), (1, 2, "Số buổi"), (1, 3, "Cấp xã"), (1, 3, "Cấp thôn"),
    (1, 1, "Vận động"), (1, 2, "Quỹ"), (1, 0, "HẠN CHẾ"), (1, 1, "Khách quan"), (2, 0, "Phạm vi"), (2, 1, "Khoản ba"),
    (2, 1, "Khoản bốn"), (2, 0, "Đối tượng"), (2, 1, "Lại từ ba"), (3, 0, "Một"), (3, 1, "nhỏ"), (3, 1, "nhỏ nữa"),
    (4, 0, "Bảy"), (4, 0, "Tám"), (5, 0, "PHẦN A"), (5, 1, "Mục"), (5, 0, "PHẦN B"), (5, 1, "Mục"), (7, 0, "BẮT ĐẦU LẠI"),
    (7, 1, "Một"),
]  # fmt: skip
EXPECTED = [
    "I. KẾT QUẢ", "1. Tuyên truyền", "1.1. Hình thức", "1.2. Số buổi", "a) Cấp xã", "b) Cấp thôn", "2. Vận động", "2.1. Quỹ",
    "II. HẠN CHẾ", "1. Khách quan", "Điều 1. Phạm vi", "1.3 Khoản ba", "1.4 Khoản bốn", "Điều 2. Đối tượng", "2.3 Lại từ ba",
    "(1) Một", "i) nhỏ", "ii) nhỏ nữa", "(7) Bảy", "(8) Tám", "A - PHẦN A", "1.1. Mục", "B - PHẦN B", "2.1. Mục",
    "I. BẮT ĐẦU LẠI", "1. Một", "1. Theo kiểu", "2. Theo kiểu nữa",
]  # fmt: skip


def numbered() -> bytes:
    body = "".join(
        paragraph(words, f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{listed}"/></w:numPr></w:pPr>')
        for listed, depth, words in LISTED
    )
    body += "".join(
        paragraph(words, '<w:pPr><w:pStyle w:val="Muc"/></w:pPr>') for words in ("Theo kiểu", "Theo kiểu nữa")
    )
    parts = {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES, "word/_rels/document.xml.rels": RELATIONS}
    return docx(body, parts=parts)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


FIELDS = docx(
    f"<w:p>{run('Báo cáo ')}{mark('begin')}<w:r><w:instrText> DOCPROPERTY x </w:instrText></w:r>{mark('separate')}"
    f"{run('năm 2024')}{mark('end')}{run(' của xã.')}</w:p>"
    f"<w:p><w:sdt><w:sdtContent>{run('Trong ô ')}</w:sdtContent></w:sdt>{run('312 hộ')}</w:p>"
    f"<w:sdt><w:sdtContent>{paragraph('Cả đoạn trong ô.')}</w:sdtContent></w:sdt>"
    f"<w:p><w:smartTag>{run('Thẻ ')}</w:smartTag><w:fldSimple w:instr='AUTHOR'>{run('người viết')}</w:fldSimple></w:p>"
    f"<w:p>{run('Có ')}<w:ins w:id='1' w:author='a'>{run('thêm ')}</w:ins>{run('chữ.')}</w:p>"
)


def exported(data: bytes, folder: Path) -> list[str]:
    program = office.find_program()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    (folder / "in.docx").write_bytes(data)
    profile = (folder / "profile").as_uri()
    form = "txt:Text (encoded):UTF8"
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "in.docx")], check=True, capture_output=True, timeout=120)
    lines = (folder / "in.txt").read_text("utf-8-sig").split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


def lines_of(data: bytes) -> list[str]:
    return [" ".join(line.split()) for line in read_bytes(data, path="a.docx").text.split("\n") if line.strip()]


def test_automatic_numbers_as_word_shows_them() -> None:
    assert lines_of(numbered()) == EXPECTED


def known_to_both(lines: list[str]) -> list[str]:
    """Without the two lines whose letters Word shows as digits (`w:isLgl`): LibreOffice does not know that."""
    return [line for line in lines if not line.endswith(" Mục")]


@pytest.mark.tool("LibreOffice")
@pytest.mark.parametrize("name", ["numbers", "fields"])
def test_libreoffice_writes_the_same_lines(name: str, tmp_path: Path) -> None:
    data = numbered() if name == "numbers" else FIELDS
    assert known_to_both(lines_of(data)) == known_to_both(exported(data, tmp_path))


@pytest.mark.tool("LibreOffice")
@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "corpus").glob("*/2024*.docx")), ids=lambda path: path.parent.name
)
def test_a_sample_report_as_libreoffice_writes_it(path: Path, tmp_path: Path) -> None:
    """Every paragraph of LibreOffice's export is a line or a cell of ours; letterheads may stand in another order, and
    letters shown as capitals are written as typed."""
    document = read_bytes(path.read_bytes(), path=path.name)
    ours = {
        " ".join(piece.split()).lower() for line in document.text.split("\n") for piece in (line, *line.split("\t"))
    }
    missing = [line for line in exported(path.read_bytes(), tmp_path) if line.lower() not in ours]
    assert missing == []


@pytest.mark.tool("LibreOffice")
def test_numbers_survive_libreoffice_as_a_word_file(tmp_path: Path) -> None:
    """A numbering.xml that LibreOffice wrote itself."""
    program = office.find_program()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    again = office.to_docx(numbered(), "docx", "a.docx", seconds=120)
    assert known_to_both(lines_of(again)) == known_to_both(EXPECTED)
