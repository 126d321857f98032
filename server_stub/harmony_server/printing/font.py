"""The cards' fonts: text as outlines, so that it looks the same in every viewer and never turns into boxes.

HarfBuzz shapes each line: letters joined, marks placed, right to left where the script runs so. What it
cannot shape rightly is refused: a name written by hand is better than one printed wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

import fontpkg  # type: ignore[import-untyped]  # ships no types
import uharfbuzz as hb  # type: ignore[import-untyped]  # the same
from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]  # the same
from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]  # the same
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]  # the same

from harmony.spelling import IGNORABLE
from harmony_print import CannotDraw, Outline
from harmony_server.printing.bidi import Run, visual_runs

FONTS = (
    "Noto Sans",  # Latin with Vietnamese and African letters, Greek, Cyrillic
    "Heebo",  # Hebrew
    "Noto Sans Arabic",
    "Noto Sans Devanagari",
    "Noto Sans CJK SC",  # Chinese, Japanese, Korean; what all three write is drawn as mainland China does
)
"""A letter is drawn in the first that has it, or as the letter before it (all SIL Open Font License)."""
WEIGHT = 800
UNITS_PER_EM = 1000
_CJK = ("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc", 2)
"""The package, the file, and the place in it of the font for Simplified Chinese."""
_DOTTED_CIRCLE = 0x25CC


def lettering(text: str) -> Outline:
    """Draw a line of text; raises CannotDraw rather than leave a letter out."""
    path, bounds = SVGPathPen(None), BoundsPen(None)
    across = 0.0
    for font, run in _pieces(unicodedata.normalize("NFC", text)):
        scale = UNITS_PER_EM / font.face.upem
        placed = font.placed(run)
        for glyph, x, y in placed.glyphs:
            move = (scale, 0, 0, scale, across + x * scale, y * scale)
            for pen in (path, bounds):
                font.font.draw_glyph_with_pen(glyph, TransformPen(pen, move))
        across += placed.width * scale
    _, bottom, _, top = bounds.bounds or (0, 0, 0, 0)
    return Outline(path.getCommands(), across, UNITS_PER_EM, top=top, bottom=bottom)


def _pieces(text: str) -> Iterator[tuple[_Font, Run]]:
    """What runs one way and is drawn in one font, as they are seen from the left; raises CannotDraw."""
    for run in visual_runs(text):
        parts = [
            (_font(name), Run("".join(letters), run.is_rtl))
            for name, letters in groupby(run.text, key=_FontOfLetter())
        ]
        for font, part in reversed(parts) if run.is_rtl else parts:
            if lacking := font.lacking(part):
                raise _cannot_draw(lacking)
            yield font, part


class _FontOfLetter:
    """The font of one letter after another: the one before, where it has this one too."""

    def __init__(self) -> None:
        self._name = FONTS[0]

    def __call__(self, letter: str) -> str:
        if letter not in IGNORABLE:
            names = (self._name, *FONTS)
            self._name = next((name for name in names if _font(name).has(letter)), self._name)
        return self._name


def can_draw(text: str) -> bool:
    """Whether `lettering` draws this."""
    try:
        lettering(text)
    except CannotDraw:
        return False
    return True


@dataclass(frozen=True)
class _Placed:
    glyphs: list[tuple[int, float, float]]
    """Each glyph and where it stands, in units of the font, from the left to the right."""
    width: float


@dataclass(frozen=True)
class _Font:
    face: hb.Face
    font: hb.Font

    def has(self, letter: str) -> bool:
        """Whether it has a shape for a letter."""
        return bool(self._glyph(ord(letter)))

    def lacking(self, run: Run) -> frozenset[str]:
        """The letters it has no shape for: where marks lack their letter, those marks."""
        text = run.text
        lacking = {each for each in text if each not in IGNORABLE and not self.has(each)}
        if lacking:
            return frozenset(lacking)
        glyphs = {info.codepoint for info in self._shaped(run).glyph_infos}
        if 0 in glyphs or (self._glyph(_DOTTED_CIRCLE) in glyphs and chr(_DOTTED_CIRCLE) not in text):
            return frozenset(
                each for each in text if unicodedata.category(each).startswith("M")
            ) or frozenset(text)
        return frozenset()

    def placed(self, run: Run) -> _Placed:
        """The glyphs of a run, joined and set side by side."""
        buffer = self._shaped(run)
        x, glyphs = 0, []
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyphs.append((info.codepoint, x + place.x_offset, place.y_offset))
            x += place.x_advance
        return _Placed(glyphs, x)

    def _shaped(self, run: Run) -> hb.Buffer:
        buffer = hb.Buffer()
        buffer.add_str(run.text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if run.is_rtl else "ltr"
        buffer.language = "und"  # the machine's own would change letters' forms
        hb.shape(self.font, buffer)
        return buffer

    def _glyph(self, letter: int) -> int:
        return self.font.get_nominal_glyph(letter) or 0


@cache
def _font(name: str) -> _Font:
    package, file, place = _CJK
    is_cjk = name == FONTS[-1]
    path = files(package) / file if is_cjk else fontpkg.path(name)
    face = hb.Face(hb.Blob.from_file_path(str(path)), place if is_cjk else 0)
    font = hb.Font(face)
    font.set_variations({"wght": WEIGHT})
    return _Font(face, font)


def _cannot_draw(letters: frozenset[str]) -> CannotDraw:
    shown = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in sorted(letters))
    return CannotDraw(
        f"The cards' fonts cannot draw {shown}. Print the badge without a name and write it by hand."
    )
