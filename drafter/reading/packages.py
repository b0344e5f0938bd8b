"""A Word file as a package of parts: opened without trust, parsed when asked for."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from functools import cache
from typing import Any

from drafter.errors import LimitError, UnreadableFileError
from drafter.messages import catalogue
from drafter.ooxml.names import RELS, STRICT, R
from drafter.reading.limits import MEGABYTE, Limits

_ = catalogue("reading")

_OFFICE_DOCUMENT = "/officeDocument"
# A DTD is how external files and entity bombs come in; no Word file has one. In UTF-16 each letter has a NUL beside it.
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E|<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")


# libxml2's own limit of nesting, unless it is told to be generous.
_USUAL_DEPTH = 256


def parse_xml(data: bytes, place: str, *, depth: int = _USUAL_DEPTH) -> Any:
    """The root element of an XML part, without network, DTD or entities.

    Raises LimitError for a DTD or nesting deeper than `depth` elements, UnreadableFileError where it is no XML.
    """
    from lxml import etree

    if _has_doctype(data):
        raise LimitError(_("{place}: XML with a DTD or entities is refused; save the file again in Word", place=place))
    for strict, usual in STRICT:
        if strict in data:
            data = data.replace(strict, usual)
    try:
        root = etree.fromstring(data, _parser(depth > _USUAL_DEPTH))
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower() or "huge" in str(error).lower():
            raise LimitError(
                _("{place}: XML nested too deeply or too large; the file is refused", place=place)
            ) from error
        raise UnreadableFileError(
            _(
                "{place}: damaged XML ({reason}); open and save the file again in Word",
                place=place,
                reason=_first(error),
            )
        ) from error
    except (ValueError, AssertionError) as error:
        raise UnreadableFileError(
            _(
                "{place}: damaged XML ({reason}); open and save the file again in Word",
                place=place,
                reason=_first(error),
            )
        ) from error
    if depth != _USUAL_DEPTH and _depth(root) > depth:
        raise LimitError(_("{place}: XML nested deeper than {n} elements; the file is refused", place=place, n=depth))
    return root


def _has_doctype(data: bytes) -> bool:
    # Plain searches are many times faster, the one for a single byte most of all; most parts hold no declaration.
    return b"!" in data and (b"<!" in data or b"<\0!" in data) and _DOCTYPE.search(data) is not None


@cache
def _parser(huge: bool) -> Any:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
    )


def _depth(root: Any) -> int:
    """How deep elements lie in each other; walked without recursion."""
    from lxml import etree

    deepest = depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _first(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]


class Package:
    """The parts of a .docx by name, and the relationships between them.

    Raises LimitError above the limits, UnreadableFileError for what is no zip, is damaged or is encrypted.
    """

    def __init__(self, data: bytes, path: str, limits: Limits) -> None:
        self.path = path
        self._left = limits.zip_size
        self._depth = limits.xml_depth
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise UnreadableFileError(
                _("{path}: damaged, not a whole Word file; get it again or repair it in Word", path=path)
            ) from error
        infos = self._zip.infolist()
        if len(infos) > limits.zip_entries:
            raise LimitError(
                _(
                    "{path}: a package of more than {n} parts is refused; --limit entries={more} reads it",
                    path=path,
                    n=limits.zip_entries,
                    more=len(infos),
                )
            )
        size = sum(info.file_size for info in infos)
        if size > limits.zip_size or size > limits.zip_ratio * max(len(data), 4096):
            raise LimitError(
                _(
                    "{path}: unpacks to {n} MB, {times} times its size, a zip bomb; if you trust it: "
                    "--limit unpacked={n} --limit ratio={times}",
                    path=path,
                    n=size // MEGABYTE + 1,
                    times=size // max(len(data), 4096) + 1,
                )
            )
        self._bytes = data
        self._infos = {info.filename.lstrip("/"): info for info in infos}
        self._folded = {name.lower(): name for name in self._infos}

    def has(self, name: str) -> bool:
        return name.lower() in self._folded

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._infos)

    def data(self, name: str) -> bytes | None:
        """A part's bytes, None where there is no such part; never more than its header said."""
        actual = self._folded.get(name.lower())
        if actual is None:
            return None
        info = self._infos[actual]
        if info.flag_bits & 1:
            raise UnreadableFileError(_("{path}: protected by a password; remove it first", path=self.path))
        try:
            data = self._inflated(info)
            if data is None:
                with self._zip.open(info) as part:
                    data = part.read(self._left + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise UnreadableFileError(
                _(
                    "{path}: the part {name} is damaged; get the file again or repair it in Word",
                    path=self.path,
                    name=name,
                )
            ) from error
        self._left -= len(data)
        if self._left < 0:
            raise LimitError(_("{path}: unpacks to more than it says, a zip bomb; the file is refused", path=self.path))
        return data

    def _inflated(self, info: zipfile.ZipInfo) -> bytes | None:
        """An ordinary deflated part straight from the file's bytes; None where anything of it is not as its entry says:
        zipfile then tells what is wrong."""
        start = info.header_offset
        head = self._bytes[start : start + 30]
        name = info.orig_filename.encode("utf-8")
        if len(head) < 30 or head[:4] != b"PK\3\4" or info.compress_type != zipfile.ZIP_DEFLATED:
            return None
        named, extra = struct.unpack_from("<HH", head, 26)
        if self._bytes[start + 30 : start + 30 + named] != name:
            return None
        begin = start + 30 + named + extra
        inflater = zlib.decompressobj(-15)
        try:
            data = inflater.decompress(self._bytes[begin : begin + info.compress_size], self._left + 1)
        except zlib.error:
            return None
        whole = inflater.eof and len(data) == info.file_size and zlib.crc32(data) == info.CRC
        return data if whole else None

    def root(self, name: str) -> Any | None:
        """A part's root element, None where there is no such part."""
        data = self.data(name)
        return None if data is None else parse_xml(data, f"{self.path} ({name})", depth=self._depth)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (last word of its type, name of the target part); links to the outside are left out."""
        folder, file = posixpath.split(name)
        root = self.root(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        if root is None:
            return found
        for relation in root.iter(f"{RELS}Relationship"):
            target = relation.get("Target") or ""
            if relation.get("TargetMode") == "External" or not target:
                continue
            whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id") or ""] = ((relation.get("Type") or "").rsplit("/", 1)[-1], whole)
        return found

    def main_part(self) -> str | None:
        """The name of the part with the document's text, None where the package is no Word file."""
        for kind, target in self.relations("").values():
            if kind == _OFFICE_DOCUMENT[1:] and self.has(target):
                return target
        return "word/document.xml" if self.has("word/document.xml") else None


def relation_id(element: Any) -> str:
    """The relationship an element refers to."""
    return str(element.get(f"{R}id") or "")
