"""PDF files."""

from __future__ import annotations

from drafter.errors import UnreadableFileError
from drafter.messages import catalogue
from drafter.model.document import Document, Source
from drafter.reading.building import Builder
from drafter.reading.limits import Clock, Limits

_ = catalogue("reading")


def read(data: bytes, source: Source, *, ocr: bool, limits: Limits, clock: Clock) -> Document:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError(_("{path}: damaged PDF", path=source.path)) from error
    builder = Builder()
    for number, page in enumerate(pdf, 1):
        clock.check()
        for line in page.get_textpage().get_text_range().splitlines():
            builder.paragraph(line.strip(), page=number)
    source = Source(source.path, "pdf", None, len(pdf))
    return Document(source, builder.text, tuple(builder.blocks))
