"""The cards' font: text as outlines, so that it looks the same in every viewer and never turns into boxes."""

from __future__ import annotations

import unicodedata
from functools import cache

import fontpkg  # type: ignore[import-untyped]  # ships no types
from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]  # the same
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]  # the same
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # the same

from harmony_print import CannotDraw, Outline

FONT = "Noto Sans"
"""Latin with Vietnamese and African letters, Greek, Cyrillic (SIL Open Font License)."""
WEIGHT = 800


def lettering(text: str) -> Outline:
    """Draw a line of text; raises CannotDraw rather than leave a letter out."""
    text = unicodedata.normalize("NFC", text)
    font, letters = _font()
    if odd := sorted({letter for letter in text if not _is_drawable(letter, letters)}):
        shown = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in odd)
        raise CannotDraw(
            f"The cards' font cannot draw {shown}. Print the badge without a name and write it by hand."
        )
    glyphs = font.getGlyphSet(location={"wght": WEIGHT})
    pen = SVGPathPen(glyphs)
    width = 0.0
    for letter in text:
        glyph = glyphs[letters[ord(letter)]]
        glyph.draw(TransformPen(pen, (1, 0, 0, 1, width, 0)))
        width += glyph.width
    return Outline(pen.getCommands(), width, font["head"].unitsPerEm)


@cache
def _font() -> tuple[TTFont, dict[int, str]]:
    font = TTFont(fontpkg.path(FONT), lazy=True)
    return font, font.getBestCmap()


def _is_drawable(letter: str, letters: dict[int, str]) -> bool:
    """Whether the letter has a shape that stands by itself; marks on other letters need more."""
    return ord(letter) in letters and not unicodedata.category(letter).startswith(("M", "C"))
