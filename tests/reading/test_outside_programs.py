"""Old formats through LibreOffice and scans through Tesseract, where they are installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from drafter.errors import LimitError, MissingToolError, UnreadableFileError
from drafter.reading import Limits, office, read_bytes
from tests.fuzz.spoiled import docx, paragraph, table

BODY = (
    paragraph("I. TÌNH HÌNH CHUNG")
    + paragraph("Toàn xã có 312 hộ nghèo, giảm 12% so với cùng kỳ.")
    + table([["TT", "Nội dung"], ["1", "Hộ nghèo"]]).replace(
        "<w:tbl>", "<w:tbl><w:tblPr><w:tblStyle w:val='TableGrid'/></w:tblPr>"
    )
)


def need_office() -> str:
    program = office.find_program()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program


def converted(data: bytes, form: str, folder: Path) -> bytes:
    source = folder / "in.docx"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [
        need_office(),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"in.{form}").read_bytes()


@pytest.mark.tool("LibreOffice")
@pytest.mark.parametrize("form", ["doc", "odt", "rtf"])
def test_old_formats_read_as_their_word_file(form: str, tmp_path: Path) -> None:
    document = read_bytes(converted(docx(BODY), form, tmp_path), path=f"a.{form}", limits=Limits(office_seconds=120))
    assert document.text.startswith("I. TÌNH HÌNH CHUNG\nToàn xã có 312 hộ nghèo, giảm 12% so với cùng kỳ.\n")
    assert document.source.format == form
    assert "LibreOffice" in document.warnings[0]


@pytest.mark.tool("LibreOffice")
def test_a_pdf_reads_as_its_word_file(tmp_path: Path) -> None:
    long = "Ban Thường trực đã phối hợp với các tổ chức thành viên vận động Nhân dân thực hiện các phong trào thi đua; "
    body = paragraph("I. TÌNH HÌNH CHUNG") + "".join(paragraph(long * 3 + f"đợt {n} có {n * 7} hộ.") for n in range(30))
    source = docx(body)
    document = read_bytes(converted(source, "pdf", tmp_path), path="a.pdf")
    assert document.text == read_bytes(source, path="a.docx").text


@pytest.mark.tool("LibreOffice")
def test_a_damaged_old_file_is_refused(tmp_path: Path) -> None:
    need_office()
    with pytest.raises(UnreadableFileError):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000, path="a.doc", limits=Limits(office_seconds=60))


@pytest.mark.tool("LibreOffice")
def test_office_has_a_time_limit() -> None:
    need_office()
    with pytest.raises(LimitError):
        read_bytes(rb"{\rtf1 a}", path="a.rtf", limits=Limits(office_seconds=0.05))


def test_without_office_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_program", lambda: None)
    with pytest.raises(MissingToolError, match="LibreOffice"):
        read_bytes(rb"{\rtf1 a}", path="a.rtf")


def scanned(text: list[str]) -> bytes:
    """A PDF that is one picture of some lines."""
    import io

    from PIL import Image, ImageDraw, ImageFont

    fonts = [Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"), Path("C:/Windows/Fonts/times.ttf")]
    font = next((str(path) for path in fonts if path.exists()), None)
    if font is None:
        pytest.skip("no font with Vietnamese letters to draw a scan with")
    image = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(text):
        draw.text((200, 200 + 70 * number), line, fill=0, font=ImageFont.truetype(font, 36))
    data = io.BytesIO()
    image.save(data, "PDF", resolution=200)
    return data.getvalue()


def need_tesseract() -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed")
    pytesseract = pytest.importorskip("pytesseract", reason="the extra drafter[ocr] is not installed")
    if "vie" not in pytesseract.get_languages():
        pytest.skip("Tesseract has no Vietnamese")


@pytest.mark.tool("Tesseract")
def test_a_scan_is_recognised_when_asked() -> None:
    need_tesseract()
    data = scanned(["Toàn xã có 312 hộ nghèo, giảm 12% so với cùng kỳ."])
    plain = read_bytes(data, path="a.pdf")
    assert plain.text == ""
    assert plain.unread
    document = read_bytes(data, path="a.pdf", ocr=True)
    assert "312 hộ nghèo" in document.text
    assert "12%" in document.text
    assert document.unread == ()
    assert document.warnings
