"""Names of WordprocessingML elements in Clark notation (ECMA-376 part 1)."""

from __future__ import annotations

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NS}}}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
VAL = f"{W}val"

# The strict form of the standard names the same elements by other addresses.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W_NS.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", MATH[1:-1].encode()),
)


def is_on(value: str | None) -> bool:
    """An on/off property that is there: on unless it says otherwise (`<w:b/>`, `<w:b w:val="0"/>`)."""
    return value not in ("0", "false", "off")
