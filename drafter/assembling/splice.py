"""Putting made paragraphs into somebody's .docx, part by part, without touching what else is in it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from typing import Any

from drafter.assembling.assemble import draft_mark
from drafter.assembling.body import PageGroup
from drafter.assembling.ink import twips
from drafter.assembling.layout import Layout, Page
from drafter.assembling.opening import whole
from drafter.assembling.package import comments_xml, core_xml, footnotes_xml, header_xml, pack
from drafter.assembling.styles import BODY, NAMESPACES, style_entries

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DOCUMENT = "word/document.xml"
_OWN_HEADER = "headerDrafter.xml"
_CELL_SIDE = 108  # twips a cell keeps free at its left and right
_NARROWEST = 30.0  # millimetres
_SIDES = ("top", "bottom", "left", "right")


def _q(name: str) -> str:
    return f"{{{_W}}}{name}"


class Splice:
    """One .docx taken apart; `packed` gives the changed one."""

    def __init__(self, content: bytes) -> None:
        from lxml import etree

        with zipfile.ZipFile(BytesIO(content)) as archive:
            self.parts: dict[str, bytes] = {name: archive.read(name) for name in archive.namelist()}
        self.document: Any = etree.fromstring(self.parts[_DOCUMENT])
        self.body: Any = self.document.find(_q("body"))

    def first_free(self, kind: str) -> int:
        """The first number that comments, bookmarks or footnotes of the frame do not use."""
        part, tag, least = {
            "comment": ("word/comments.xml", "comment", -1),
            "footnote": ("word/footnotes.xml", "footnote", 0),
            "bookmark": (_DOCUMENT, "bookmarkStart", -1),
        }[kind]
        root = self.document if part == _DOCUMENT else self._part(part)
        if root is None:
            return least + 1
        return max((whole(one.get(_q("id")), -1) for one in root.iter(_q(tag))), default=least) + 1

    def page(self, usual: Page) -> Page:
        """The page the frame's last section sets, the usual one where it says nothing."""
        setting = self.body.find(_q("sectPr"))
        if setting is None:
            return usual
        size, margins = setting.find(_q("pgSz")), setting.find(_q("pgMar"))
        lengths: dict[str, float] = {}
        wanted = [(size, "width", "w"), (size, "height", "h"), *((margins, side, side) for side in _SIDES)]
        for element, field, name in wanted:
            value = element.get(_q(name)) if element is not None else None
            if (said := whole(value, -1)) != -1:
                lengths[field] = abs(said) * 25.4 / 1440
        return replace(usual, **lengths)

    def marks(self, mark: str) -> list[Any]:
        """The paragraphs that say the mark and nothing else, in tables too."""
        return [paragraph for paragraph in self.body.iter(_q("p")) if "".join(paragraph.itertext()).strip() == mark]

    def room(self, mark: str, usual: float) -> float:
        """How wide the text may be where the mark stands, in millimetres: the page's text, or the cell it stands in."""
        found = next(iter(self.marks(mark)), None)
        cell = next(found.iterancestors(_q("tc")), None) if found is not None else None
        width = cell.find(f"{_q('tcPr')}/{_q('tcW')}") if cell is not None else None
        said = width.get(_q("w")) if width is not None and width.get(_q("type")) == "dxa" else None
        wide = whole(said, -1)
        if wide < 0:
            return usual
        return max(_NARROWEST, min(usual, (wide - 2 * _CELL_SIDE) * 25.4 / 1440))

    def put_body(self, xml: str, mark: str) -> bool:
        """Put paragraphs in the place of the mark's paragraph; body paragraphs take over its style. False: no mark."""
        found = next(iter(self.marks(mark)), None)
        if found is None:
            return False
        properties = found.find(_q("pPr"))
        style = properties.find(_q("pStyle")) if properties is not None else None
        for element in self._elements(xml):
            if properties is not None and len(properties) and element.tag == _q("p"):
                self._take_over(element, properties, style)
            found.addprevious(element)
        found.getparent().remove(found)
        return True

    def _take_over(self, element: Any, properties: Any, style: Any) -> None:
        """A body paragraph's look from the mark's paragraph: its style and whatever is set on it directly."""
        own = element.find(_q("pPr"))
        named = own.find(_q("pStyle")) if own is not None else None
        if named is None or named.get(_q("val")) != BODY:
            return
        kept = [child for child in own if child.tag in (_q("keepNext"),)]
        fresh = deepcopy(properties)
        for child in [child for child in fresh if child.tag in (_q("sectPr"), _q("rPr"))]:
            fresh.remove(child)
        for child in kept:
            fresh.insert(1 if style is not None else 0, child)
        element.replace(own, fresh)

    def append(self, groups: Sequence[PageGroup]) -> None:
        """Put appendices behind everything, each in a section of its own with the frame's headers."""
        from lxml import etree

        last = self.body.find(_q("sectPr"))
        if not groups:
            return
        if last is None:
            last = etree.SubElement(self.body, _q("sectPr"))
        for index, group in enumerate(groups):
            carrier = etree.Element(_q("p"))
            etree.SubElement(carrier, _q("pPr")).append(
                deepcopy(last) if index == 0 else self._setting(last, groups[index - 1])
            )
            last.addprevious(carrier)
            for element in self._elements(group.xml):
                last.addprevious(element)
        self.body.replace(last, self._setting(last, groups[-1]))

    def _setting(self, model: Any, group: PageGroup) -> Any:
        from lxml import etree

        setting = deepcopy(model)
        size = setting.find(_q("pgSz"))
        if size is None:
            size = etree.SubElement(setting, _q("pgSz"))
        size.set(_q("w"), str(twips(group.page.width)))
        size.set(_q("h"), str(twips(group.page.height)))
        size.attrib.pop(_q("orient"), None)
        if group.page.width > group.page.height:
            size.set(_q("orient"), "landscape")
        numbers = setting.find(_q("pgNumType"))
        if numbers is None:
            numbers = etree.Element(_q("pgNumType"))
            before = next((c for c in setting if c.tag in (_q("cols"), _q("titlePg"), _q("docGrid"))), None)
            if before is None:
                setting.append(numbers)
            else:
                before.addprevious(numbers)
        numbers.set(_q("start"), "1")
        return setting

    def add_styles(self, layout: Layout) -> None:
        """Add the styles that the body names and the frame does not have; headings take the frame's own by name."""
        from lxml import etree

        root = self._part("word/styles.xml")
        if root is None:
            return
        named = [(style.find(_q("name")), style.get(_q("styleId"))) for style in root.iter(_q("style"))]
        by_name = {name.get(_q("val"), "").lower(): style_id for name, style_id in named if name is not None}
        ids = set(by_name.values())
        renamed: dict[str, str] = {}
        for style in self._elements(style_entries(layout)):
            style_id, name = style.get(_q("styleId")), style.find(_q("name")).get(_q("val"))
            if name.lower() in by_name:
                renamed[style_id] = by_name[name.lower()]
            elif style_id not in ids:
                style.attrib.pop(_q("default"), None)
                root.append(style)
        for element in self.document.iter(_q("pStyle"), _q("rStyle")):
            element.set(_q("val"), renamed.get(element.get(_q("val")), element.get(_q("val"))))
        self.parts["word/styles.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def add_comments(self, comments: Sequence[str], first: int) -> None:
        if comments:
            self._merge("comments.xml", comments_xml(comments), "comment", first)

    def add_footnotes(self, notes: Sequence[str], shift: int) -> None:
        """Footnotes behind those the frame has; `shift` was added to their numbers already where they are cited."""
        if notes:
            self._merge("footnotes.xml", footnotes_xml(notes), "footnote", shift)

    def _merge(self, name: str, xml: str, tag: str, shift: int) -> None:
        """Add the entries of a new part to the one that is there, or the part as it is."""
        from lxml import etree

        there = self._part(f"word/{name}")
        fresh: Any = etree.fromstring(xml.encode("utf-8"))
        if there is None:
            self._add_part(
                name, etree.tostring(fresh, xml_declaration=True, encoding="UTF-8", standalone=True), tag + "s"
            )
            return
        for entry in list(fresh):
            if entry.get(_q("type")) is None:
                entry.set(_q("id"), str(int(entry.get(_q("id"))) + shift))
                there.append(entry)
        self.parts[f"word/{name}"] = etree.tostring(there, xml_declaration=True, encoding="UTF-8", standalone=True)

    def set_properties(self, properties: Mapping[str, str]) -> None:
        """The paper's own title, creator and day in place of the frame's (and of the hour it was made)."""
        name = "docProps/core.xml"
        if name in self.parts:
            self.parts[name] = core_xml(properties).encode("utf-8")

    def mark_draft(self) -> None:
        """DỰ THẢO in every header, and in one of its own wherever a page has none."""
        from lxml import etree

        for name in [name for name in self.parts if re.fullmatch(r"word/header\d*\.xml", name)]:
            root = etree.fromstring(self.parts[name])
            for element in reversed(self._elements(draft_mark(framed=True))):
                root.insert(0, element)
            self.parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        relation: str | None = None
        for setting in self.document.iter(_q("sectPr")):
            there = {one.get(_q("type")) for one in setting.iter(_q("headerReference"))}
            wanted = ["default", *(["first"] if setting.find(_q("titlePg")) is not None else [])]
            for kind in [kind for kind in wanted if kind not in there]:
                # A section without a header of its own takes over the one before it, which bears the mark already.
                if relation is None and setting is not next(self.document.iter(_q("sectPr"))):
                    continue
                relation = relation or self._add_part(_OWN_HEADER, header_xml(draft_mark()).encode("utf-8"), "header")
                reference = etree.Element(_q("headerReference"))
                reference.set(_q("type"), kind)
                reference.set(f"{{{_R}}}id", relation)
                setting.insert(0, reference)

    def packed(self) -> bytes:
        from lxml import etree

        self.parts[_DOCUMENT] = etree.tostring(self.document, xml_declaration=True, encoding="UTF-8", standalone=True)
        return pack(self.parts)

    def _part(self, name: str) -> Any:
        from lxml import etree

        return etree.fromstring(self.parts[name]) if name in self.parts else None

    def _elements(self, xml: str) -> list[Any]:
        from lxml import etree

        return list(etree.fromstring(f"<w:x {NAMESPACES}>{xml}</w:x>".encode()))

    def _add_part(self, name: str, content: bytes, kind: str) -> str:
        """A new part under `word/` with its content type and relation; the relation's id."""
        from lxml import etree

        self.parts[f"word/{name}"] = content
        types = etree.fromstring(self.parts["[Content_Types].xml"])
        override = etree.SubElement(types, f"{{{_TYPES}}}Override")
        override.set("PartName", f"/word/{name}")
        override.set("ContentType", f"{_WORD}.{kind}+xml")
        self.parts["[Content_Types].xml"] = etree.tostring(
            types, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        path = "word/_rels/document.xml.rels"
        relations = etree.fromstring(self.parts.get(path, f'<Relationships xmlns="{_RELS}"/>'.encode()))
        relation = etree.SubElement(relations, f"{{{_RELS}}}Relationship")
        relation_id = f"rIdDrafter{len(relations)}"
        relation.set("Id", relation_id)
        relation.set("Type", f"{_R}/{kind}")
        relation.set("Target", name)
        self.parts[path] = etree.tostring(relations, xml_declaration=True, encoding="UTF-8", standalone=True)
        return relation_id
