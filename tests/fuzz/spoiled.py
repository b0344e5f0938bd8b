"""A corpus of spoiled files: each must end in a document or in one clear line, soon and in little memory.

`make(folder)` writes them; `samples()` gives the sound files they are made from, built here without any outside program.
`python -m tests.fuzz.spoiled [--only WORDS]` gives each to `drafter read`, as a person would: exit 0, or 2 with one line
on standard error, within 20 seconds and 1 GB, the folder left as it was.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

SECONDS = 20.0
MEGABYTES = 1024.0

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>'
_TAIL = "</w:body></w:document>"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def docx(body: str, *, document: str | None = None, parts: dict[str, str] | None = None) -> bytes:
    """A small .docx around a body's XML (or a whole `document` part)."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELS)
        package.writestr("word/document.xml", document if document is not None else _HEAD + body + _TAIL)
        for name, content in (parts or {}).items():
            package.writestr(name, content)
    return data.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(rows: list[list[str]]) -> str:
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


def pdf(pages: list[str], *, kids: str | None = None) -> bytes:
    """A PDF by hand: one content stream a page, Helvetica as F1, Helvetica-Bold as F2. `kids` overrides the page list."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    fonts = "<< /F1 3 0 R /F2 4 0 R >>"
    objects += [
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    numbers: list[int] = []
    for content in pages:
        objects.append(f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream")
        stream = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font {fonts} >> /Contents {stream} 0 R >>"
        )
        numbers.append(len(objects))
    listed = kids if kids is not None else " ".join(f"{number} 0 R" for number in numbers)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(numbers)} >>"
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def show(x: float, y: float, text: str, *, size: float = 12, font: str = "F1") -> str:
    """One line of a content stream."""
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET"


def samples() -> dict[str, bytes]:
    """Sound files of every kind that needs no outside program."""
    body = (
        paragraph("I. TINH HINH CHUNG")
        + paragraph("1. Ket qua: 312 ho, dat 95,5%")
        + table([["STT", "Noi dung", "So luong"], ["1", "Ho ngheo", "12"], ["2", "Ho can ngheo", "7"]])
        + '<w:p><w:ins w:author="a"><w:r><w:t>them vao</w:t></w:r></w:ins><w:del><w:r><w:delText>bo di</w:delText></w:r></w:del>'
        "<w:sdt><w:sdtContent><w:r><w:t> o nhap</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>muc</w:t></w:r></w:p>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    rels = _RELS.replace('officeDocument" ', 'numbering" ').replace("word/document.xml", "numbering.xml")
    ruled = "\n".join(
        [f"{x} 500 m {x} 560 l S" for x in (60, 200, 400)] + [f"60 {y} m 400 {y} l S" for y in (500, 530, 560)]
    )
    page = "\n".join(
        [
            show(60, 780 - 18 * line, f"Dong thu {line} cua bao cao co {line * 7} ho dan cu tren dia ban xa")
            for line in range(10)
        ]
        + [ruled, show(70, 540, "Cot 1"), show(210, 540, "Cot 2"), show(70, 510, "12"), show(210, 510, "7")]
    )
    text = "I. TÌNH HÌNH CHUNG\n1. Kết quả: 312 hộ, đạt 95,5%\n- Một là\n\nKính gửi: Ủy ban\n"
    draft = "---\noutline: mttq\nperiod: 2022-H1\n---\n# Báo cáo\n\n## I. Tình hình {#i}\n\n| a | b |\n| --- | --- |\n| 1 | < |\n"
    return {
        "sound.docx": docx(body, parts={"word/numbering.xml": numbering, "word/_rels/document.xml.rels": rels}),
        "sound.pdf": pdf([page, page]),
        "sound.txt": text.encode(),
        "sound-utf16.txt": text.encode("utf-16"),
        "sound.md": draft.encode(),
        "sound.rtf": rb"{\rtf1\ansi Bao cao 312 ho\par}",
    }


def _bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", _RELS)
        package.writestr("word/document.xml", _HEAD + " " * 250_000_000 + _TAIL)
    return data.getvalue()


def _lying_zip() -> bytes:
    """A part larger than its directory says."""
    whole = bytearray(docx(paragraph("a" * 100_000)))
    for place in range(len(whole) - 4):
        if whole[place : place + 4] == b"PK\x01\x02":
            whole[place + 24 : place + 28] = (10).to_bytes(4, "little")
    return bytes(whole)


def _entities() -> str:
    entities = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE w [{entities}]>' + _HEAD.split("?>", 1)[1] + paragraph("&a9;") + _TAIL


def _external() -> str:
    declared = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return '<?xml version="1.0"?>' + declared + _HEAD.split("?>", 1)[1] + paragraph("&x;") + _TAIL


def spoiled() -> dict[str, bytes]:
    """Spoiled files by name, but for those that are only long."""
    sound = samples()
    dice = random.Random(4)
    found: dict[str, bytes] = {}
    for name, data in sound.items():
        for part in (0.02, 0.3, 0.7, 0.98):
            found[f"truncated-{int(part * 100)}-{name}"] = data[: int(len(data) * part)]
        flipped = bytearray(data)
        for _ in range(20):
            flipped[dice.randrange(len(flipped))] ^= 1 << dice.randrange(8)
        found[f"flipped-{name}"] = bytes(flipped)
    nested = "<w:tbl><w:tr><w:tc>" * 10_000 + paragraph("a") + "</w:tc></w:tr></w:tbl>" * 10_000
    deep = (
        "".join(f'<w:sdt n="{n}"><w:sdtContent>' for n in range(100)) + paragraph("a") + "</w:sdtContent></w:sdt>" * 100
    )
    styles = f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>' + (
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    style_rels = _RELS.replace('officeDocument" ', 'styles" ').replace("word/document.xml", "styles.xml")
    found |= {
        "empty.docx": b"",
        "blank.txt": b" \n\n ",
        "nul.txt": b"a\0b\0" * 1000,
        "nul-in-text.txt": "Báo cáo\0 312 hộ\n".encode() * 50,
        "noise.txt": dice.randbytes(20_000),
        "noise.pdf": b"%PDF-1.7\n" + dice.randbytes(20_000),
        "noise.docx": b"PK\x03\x04" + dice.randbytes(20_000),
        "noise.doc": _OLE + dice.randbytes(20_000),
        "is-pdf.docx": sound["sound.pdf"],
        "is-docx.pdf": sound["sound.docx"],
        "is-docx.txt": sound["sound.docx"],
        "is-text.docx": sound["sound.txt"],
        "unknown.xyz": b"hello",
        "bomb.docx": _bomb(),
        "lying.docx": _lying_zip(),
        "entities.docx": docx("", document=_entities()),
        "external.docx": docx("", document=_external()),
        "nested-tables.docx": docx(nested),
        "deep-controls.docx": docx(deep),
        "cyclic-styles.docx": docx(
            paragraph("a", '<w:pPr><w:pStyle w:val="a"/></w:pPr>'),
            parts={"word/styles.xml": styles, "word/_rels/document.xml.rels": style_rels},
        ),
        "huge-span.docx": docx(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>' + paragraph("a")
        ),
        "no-body.docx": docx("", document=f'<w:document xmlns:w="{W}"/>'),
        "no-word.docx": _zip({"a.txt": "a"}),
        "encrypted.docx": _OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600,
        "encrypted.pdf": _encrypted_pdf(),
        "cyclic.pdf": pdf([show(60, 700, "a")], kids="2 0 R 2 0 R"),
        "no-pages.pdf": pdf([]),
        "many-lines.pdf": pdf(["\n".join(f"{n % 500} {n // 500} m {n % 500 + 50} {n // 500} l S" for n in range(40_000))]),
        "endless-field.docx": docx('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' + paragraph("sau") * 50),
        "marks.md": ("---\n" * 2000 + "<!--" * 5000 + "| a " * 5000 + "{#" * 5000).encode(),
    }  # fmt: skip
    return found


def _zip(parts: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return data.getvalue()


def _encrypted_pdf() -> bytes:
    whole = pdf([show(60, 700, "a")])
    encrypt = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <"
        + b"28" * 32
        + b"> /U <"
        + b"41" * 32
        + b"> >> "
        b"/ID [<41414141> <41414141>] "
    )
    return whole.replace(b"trailer << ", b"trailer << " + encrypt)


def make(folder: Path, *, long: bool = True) -> list[Path]:
    """Write the corpus; `long` adds the files that are only long (a text of 300 MB)."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, data in {**samples(), **spoiled()}.items():
        (folder / name).write_bytes(data)
        paths.append(folder / name)
    if long:
        path = folder / "long.txt"
        with path.open("wb") as file:
            file.writelines([b"Ket qua 312 ho\n" * 100_000] * 200)
        paths.append(path)
    return paths


@dataclass(frozen=True, slots=True)
class Tried:
    """How `drafter read` ended on one file; `megabytes` is the most it or a program that it started held."""

    status: int
    error: str
    seconds: float
    megabytes: float

    @property
    def fault(self) -> str | None:
        """What is wrong with it, None where nothing is."""
        if self.status not in (0, 2):
            return f"exit {self.status}: {self.error[-200:]}"
        if self.status == 2 and self.error.strip().count("\n"):
            return f"more than one line: {self.error[-300:]}"
        if self.status == 2 and not self.error.strip():
            return "no word about why"
        if self.seconds > SECONDS or self.megabytes > MEGABYTES:
            return f"{self.seconds:.1f} s, {self.megabytes:.0f} MB"
        return None


def tried(path: Path) -> Tried:
    """Give one file to `drafter read` in a process of its own, ended after twice the time it may take."""
    begun = time.monotonic()
    words = [sys.executable, "-m", "drafter.cli.start", "read", path.name, "--format", "json"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(words, cwd=path.parent, stdout=subprocess.DEVNULL, stderr=said)
        while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            if time.monotonic() - begun > 2 * SECONDS:
                process.kill()
                ended = os.wait4(process.pid, 0)
                break
            time.sleep(0.01)
        process.returncode = os.waitstatus_to_exitcode(ended[1])
        said.seek(0)
        error = said.read().decode("utf-8", "replace")
    return Tried(process.returncode, error, time.monotonic() - begun, ended[2].ru_maxrss / 1024)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="only files with this in their name")
    options = parser.parse_args(arguments)
    faults: list[str] = []
    slowest, largest, count = ("", 0.0), ("", 0.0), 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # A process's memory counts from its fork: the files are made elsewhere, so that this one stays small.
        maker = multiprocessing.get_context("spawn").Process(target=make, args=(Path(folder),))
        maker.start()
        maker.join()
        paths = sorted(path for path in Path(folder).iterdir() if options.only in path.name)
        before = _state(Path(folder))
        for path in paths:
            found = tried(path)
            count += 1
            slowest = max(slowest, (path.name, found.seconds), key=lambda pair: pair[1])
            largest = max(largest, (path.name, found.megabytes), key=lambda pair: pair[1])
            if found.fault:
                faults.append(f"{path.name}: {found.fault}")
        if _state(Path(folder)) != before:
            faults.append("the folder is not as it was")
    sys.stdout.write(
        f"{count} files; slowest {slowest[0]} {slowest[1]:.1f} s; most memory {largest[0]} {largest[1]:.0f} MB\n"
    )
    for fault in faults:
        sys.stdout.write(f"FAULT {fault}\n")
    return 1 if faults else 0


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.rglob("*"))}


if __name__ == "__main__":
    raise SystemExit(main())
