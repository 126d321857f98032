"""The cards' fonts: text as outlines, so that it looks the same in every viewer and never turns into boxes.

HarfBuzz shapes each line: letters joined, marks placed, right to left where the script runs so. What it
cannot shape rightly is refused: a name written by hand is better than one printed wrong.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

import fontpkg  # type: ignore[import-untyped]  # ships no types
import uharfbuzz as hb  # type: ignore[import-untyped]  # the same
from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]  # the same
from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]  # the same
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]  # the same

from harmony.spelling import IGNORABLE
from harmony_print import CannotDraw, Outline

FONTS = (
    "Noto Sans",  # Latin with Vietnamese and African letters, Greek, Cyrillic
    "Heebo",  # Hebrew
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
)
"""A line is drawn whole in the first that has all its letters (all SIL Open Font License)."""
WEIGHT = 800
_DOTTED_CIRCLE = 0x25CC


def lettering(text: str) -> Outline:
    """Draw a line of text; raises CannotDraw rather than leave a letter out."""
    text = unicodedata.normalize("NFC", text)
    if mixed := _letters_against_the_line(text):
        raise _cannot_draw(mixed)
    lacking = {name: _font(name).lacking(text) for name in FONTS}
    drawn = [name for name, letters in lacking.items() if not letters]
    if not drawn:
        raise _cannot_draw(min(lacking.values(), key=len))
    return _font(drawn[0]).outline(text)


def can_draw(text: str) -> bool:
    """Whether `lettering` draws this."""
    try:
        lettering(text)
    except CannotDraw:
        return False
    return True


@dataclass(frozen=True)
class _Font:
    face: hb.Face
    font: hb.Font

    def lacking(self, text: str) -> frozenset[str]:
        """The letters it has no shape for: where marks lack their letter, those marks."""
        lacking = {each for each in text if each not in IGNORABLE and not self._glyph(ord(each))}
        if lacking:
            return frozenset(lacking)
        glyphs = {info.codepoint for info in self._shaped(text).glyph_infos}
        if 0 in glyphs or (self._glyph(_DOTTED_CIRCLE) in glyphs and chr(_DOTTED_CIRCLE) not in text):
            return frozenset(
                each for each in text if unicodedata.category(each).startswith("M")
            ) or frozenset(text)
        return frozenset()

    def outline(self, text: str) -> Outline:
        """The line as one path."""
        buffer = self._shaped(text)
        path, bounds = SVGPathPen(None), BoundsPen(None)
        x = 0
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            move = (1, 0, 0, 1, x + place.x_offset, place.y_offset)
            for pen in (path, bounds):
                self.font.draw_glyph_with_pen(info.codepoint, TransformPen(pen, move))
            x += place.x_advance
        _, bottom, _, top = bounds.bounds or (0, 0, 0, 0)
        return Outline(path.getCommands(), x, self.face.upem, top=top, bottom=bottom)

    def _shaped(self, text: str) -> hb.Buffer:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = "und"  # the machine's own would change letters' forms
        hb.shape(self.font, buffer)
        return buffer

    def _glyph(self, letter: int) -> int:
        return self.font.get_nominal_glyph(letter) or 0


@cache
def _font(name: str) -> _Font:
    face = hb.Face(hb.Blob.from_file_path(str(fontpkg.path(name))))
    font = hb.Font(face)
    font.set_variations({"wght": WEIGHT})
    return _Font(face, font)


def _letters_against_the_line(text: str) -> frozenset[str]:
    """The right-to-left letters of a line that has others or digits too: it runs both ways (UAX #9)."""
    classes = {each: unicodedata.bidirectional(each) for each in text}
    against = frozenset(each for each, kind in classes.items() if kind in ("R", "AL"))
    return against if {"L", "EN", "AN"} & set(classes.values()) else frozenset()


def _cannot_draw(letters: frozenset[str]) -> CannotDraw:
    shown = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in sorted(letters))
    return CannotDraw(
        f"The cards' fonts cannot draw {shown}. Print the badge without a name and write it by hand."
    )
