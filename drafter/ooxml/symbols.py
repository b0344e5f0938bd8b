"""Letters of symbol fonts as Unicode: what the page shows for a bullet or a `w:sym`."""

from __future__ import annotations

# Code in the font (low byte) → sign. Symbol and the Wingdings signs that office papers use as bullets and ticks.
_SYMBOL = {
    0x2D: "-", 0x61: "α", 0x62: "β", 0x64: "δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x53: "Σ", 0xA3: "≤",
    0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xDE: "⇒", 0xE0: "◊", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥",
    0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○", 0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def symbol_char(code: int, font: str | None) -> str:
    """One sign of a font by its code (`F0B7` or `B7`); the character itself where the font is an ordinary one."""
    name = (font or "").lower()
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    if name.startswith("wingdings"):
        return _WINGDINGS.get(low, "•")
    if name.startswith("symbol") or 0xF000 <= code <= 0xF0FF:
        return _SYMBOL.get(low, _WINGDINGS.get(low, chr(low) if 0x20 < low < 0x7F else "•"))
    if 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF or not 0x20 <= code <= 0x10FFFF:
        return "•"
    return chr(code)


def symbol_text(text: str, font: str | None) -> str:
    """A bullet's characters as the page shows them."""
    name = (font or "").lower()
    if name.startswith(("symbol", "wingdings")) or any(0xE000 <= ord(char) <= 0xF8FF for char in text):
        return "".join(char if char.isspace() else symbol_char(ord(char), font) for char in text)
    # Word's round bullet of the second level is the letter o set in Courier New.
    return "○" if text == "o" and name.startswith("courier") else text
