"""A file → Document: what a person sees on the page, and a report of what was met and lost.

`.docx` by a walk of its XML, `.pdf` by pdfium, text in any Vietnamese encoding, drafts by their markup, `.doc`, `.odt` and
`.rtf` through LibreOffice, scans through Tesseract. The content decides what a file is; a wrong suffix is told.
"""

from __future__ import annotations

from pathlib import Path

from drafter.model.document import Document
from drafter.reading.limits import Limits, usual

__all__ = ["Limits", "from_text", "read", "read_bytes"]


def read(
    path: Path | str, *, changes: str = "accept", ocr: bool = False, paper: bool = False, limits: Limits | None = None
) -> Document:
    """Read a file.

    `changes` is `accept` (tracked changes as made) or `original` (the text before them); `ocr` recognises pages without
    text; `paper` tells how a .docx is set on paper too (`Document.paper`). Raises UnreadableFileError for a file that is
    missing, empty, unknown, damaged or protected, LimitError for one over the limits, MissingToolError where LibreOffice
    or Tesseract is needed and missing.
    """
    from drafter.reading.opening import read_file

    return read_file(Path(path), changes=changes, ocr=ocr, paper=paper, limits=limits or usual())


def read_bytes(
    data: bytes,
    *,
    path: str = "-",
    changes: str = "accept",
    ocr: bool = False,
    paper: bool = False,
    limits: Limits | None = None,
) -> Document:
    """Read a file's content that is already here; `path` is for its suffix and for messages."""
    from drafter.reading.opening import read_content

    return read_content(data, path, changes=changes, ocr=ocr, paper=paper, limits=limits or usual())


def from_text(text: str, *, path: str = "-", format: str = "txt") -> Document:  # noqa: A002
    """A document from a text that is already here; `format` is txt, md or draft (`md` that names its outline becomes one)."""
    from drafter.reading.text import from_text as document

    return document(text, path=path, format=format)
