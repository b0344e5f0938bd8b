"""Which reader a file goes to: by its content, not by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from drafter import system_errors
from drafter.errors import DrafterError, LimitError, UnreadableFileError, UsageError
from drafter.messages import catalogue
from drafter.model.document import Document, Source
from drafter.reading.limits import MEGABYTE, Clock, Limits

_ = catalogue("reading")

_TEXT_SUFFIXES = {".txt": "txt", ".text": "txt", "": "txt", ".md": "md", ".markdown": "md"}
_OFFICE_SUFFIXES = {".doc": "doc", ".odt": "odt", ".rtf": "rtf", ".dot": "doc"}
_KNOWN = ".docx, .pdf, .txt, .md, .doc, .odt, .rtf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_file(path: Path, *, changes: str, ocr: bool, paper: bool, limits: Limits) -> Document:
    """See `drafter.reading.read`."""
    try:
        if path.is_dir():
            raise UnreadableFileError(_("{path} is a folder; give a file", path=path))
        size = path.stat().st_size
        if size > limits.file_size:
            raise LimitError(
                _(
                    "{path}: {n} MB, over the limit of {most} MB; split the file, or --limit {name}={more}",
                    path=path,
                    n=size // MEGABYTE,
                    most=limits.file_size // MEGABYTE,
                    name="size",
                    more=size // MEGABYTE + 1,
                )
            )
        if path.suffix.lower() in _TEXT_SUFFIXES and size > limits.text_size:
            _refuse_long_text(str(path), size, limits)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFileError(_("{path}: no such file", path=path)) from error
    except (OSError, ValueError) as error:
        reason = system_errors.reason(error) if isinstance(error, OSError) else str(error)
        raise UnreadableFileError(_("{path}: cannot be read ({reason})", path=path, reason=reason)) from error
    return read_content(data, str(path), changes=changes, ocr=ocr, paper=paper, limits=limits)


def read_content(data: bytes, path: str, *, changes: str, ocr: bool, paper: bool, limits: Limits) -> Document:
    """See `drafter.reading.read_bytes`."""
    if changes not in ("accept", "original"):
        raise UsageError(_("changes: “accept” or “original”, not “{given}”", given=changes))
    if not data.strip():
        raise UnreadableFileError(_("{path}: the file is empty", path=path))
    clock = Clock(path, limits.seconds)
    form = _form(data, path)
    source = Source(path, form)
    try:
        if form in ("txt", "md"):
            return _told(_text(data, source, limits), path)
        if form == "pdf":
            from drafter.reading import pdf

            return _told(pdf.read(data, source, ocr=ocr, limits=limits, clock=clock), path)
        from drafter.reading import word

        if form != "docx":
            from drafter.reading import office

            converted = office.to_docx(data, form, path, seconds=limits.office_seconds)
            document = word.read(
                converted, source, accept=changes == "accept", limits=limits, clock=Clock(path, limits.seconds)
            )
            via = _("read through LibreOffice as .docx")
            return _told(replace(document, warnings=(via, *document.warnings)), path)
        read = word.read(data, source, accept=changes == "accept", paper=paper, limits=limits, clock=clock)
        return _told(read, path)
    except DrafterError:
        raise
    except (RecursionError, MemoryError) as error:
        raise LimitError(_("{path}: nested too deeply or too large; the file is refused", path=path)) from error


def _text(data: bytes, source: Source, limits: Limits) -> Document:
    from drafter.reading.text import decode, document_of

    if len(data) > limits.text_size:
        _refuse_long_text(source.path, len(data), limits)
    text, encoding, warnings = decode(data, source.path)
    return document_of(text, replace(source, encoding=encoding), warnings)


def _refuse_long_text(path: str, size: int, limits: Limits) -> None:
    raise LimitError(
        _(
            "{path}: {n} MB, over the limit of {most} MB; split the file, or --limit {name}={more}",
            path=path,
            n=size // MEGABYTE,
            most=limits.text_size // MEGABYTE,
            name="text",
            more=size // MEGABYTE + 1,
        )
    )


def _form(data: bytes, path: str) -> str:
    """The file's real format.

    Raises UnreadableFileError for a format Drafter does not read, and for a Word file behind a password.
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    suffix = Path(path).suffix.lower()
    if head.startswith(b"%PDF") or (suffix == ".pdf" and b"%PDF" in data[:4096]):
        return "pdf"
    if data.startswith(b"PK"):
        return _zip_form(data, path)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableFileError(_("{path}: protected by a password; remove it in Word first", path=path))
        return "doc"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if suffix in _TEXT_SUFFIXES:
        return _TEXT_SUFFIXES[suffix]
    if suffix in (".docx", ".docm", ".pdf", ".doc", ".odt", ".rtf"):
        raise UnreadableFileError(
            _("{path}: damaged, or no {suffix} file at all; get it again", path=path, suffix=suffix)
        )
    raise UnreadableFileError(
        _("{path}: Drafter does not read {suffix} files, only {known}", path=path, suffix=suffix, known=_KNOWN)
    )


def _zip_form(data: bytes, path: str) -> str:
    if b"application/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    suffix = Path(path).suffix.lower()
    if suffix in (".docx", ".docm", ".dotx", ".dotm") or b"word/" in data[:4096] or b"word/" in data[-65_536:]:
        return "docx"
    raise UnreadableFileError(
        _("{path}: Drafter does not read {suffix} files, only {known}", path=path, suffix=suffix, known=_KNOWN)
    )


_SUFFIXES = {
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "pdf": (".pdf",),
    "doc": (".doc", ".dot"),
    "odt": (".odt",),
    "rtf": (".rtf",),
}


def _told(document: Document, path: str) -> Document:
    """The document, with a word about a suffix that is not its format's."""
    form, suffix = document.source.format, Path(path).suffix.lower()
    if form in _SUFFIXES and suffix and suffix not in _SUFFIXES[form]:
        note = _("the content is {form} in spite of the suffix {suffix}", form=form.upper(), suffix=suffix)
        return replace(document, warnings=(note, *document.warnings))
    return document
