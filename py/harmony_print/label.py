"""One label: the code, the picture in its doorway, at most a name and a few small lines, in a given space."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import floor
from typing import Literal

from harmony.badge.symbol import MODULES, QUIET_ZONE, Symbol
from harmony.model import Picture
from harmony_art.door import PORTRAIT_SIZE, portrait_parts
from harmony_art.kit import painted
from harmony_print.card import LARGEST_MODULE_MM, SMALLEST_MODULE_MM, code_path
from harmony_print.shapes import WHITE, Drawing, Place, Rect, Shape, Text

SIDE = MODULES + 2 * QUIET_ZONE
"""Modules of a code and its quiet zone, from edge to edge."""
STEP_MM = 0.05
"""Sizes of a module differ by so much: what a ruler tells apart."""
GAP_MM = 1.5
"""White between picture, name and edge; the code brings its own."""
LEAST_BESIDE_MM = 28.0
"""Width that picture and name need beside a code."""
SMALL_LINE = 0.42
"""Height of a small line over the name's."""
BASE, LETTERS = 0.76, 0.8
"""Of a line's height: how far down its base line is, and how large its font (the em)."""
LEAST_LINE_MM = 2.5
"""A small line that would be lower than this is left out: nobody could read it."""


class Form(StrEnum):
    """Where picture and name stand."""

    BESIDE = "beside"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True)
class Box:
    """A space on a label, in millimetres."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Space:
    """The space of a label, and how it is shared out: the code gets all that picture and name leave."""

    width_mm: float
    height_mm: float
    form: Form

    @property
    def module_mm(self) -> float:
        """The largest side of a module that fits, in steps; 0 if none does that can be read."""
        largest = min(self._code_mm / SIDE, LARGEST_MODULE_MM)
        module = floor(largest / STEP_MM + 1e-9) * STEP_MM
        return round(module, 2) if module >= SMALLEST_MODULE_MM else 0

    @property
    def code(self) -> Box:
        """Where the code and its quiet zone stand."""
        side = SIDE * self.module_mm
        middle = (self.width_mm - side) / 2
        if self.form is Form.BESIDE:
            return Box(0, (self.height_mm - side) / 2, side, side)
        if self.form is Form.BELOW:
            return Box(middle, 0, side, side)
        return Box(middle, self.height_mm - side, side, side)

    @property
    def rest(self) -> Box:
        """Where picture and name stand: outside the code's quiet zone, and clear of the edges."""
        code = self.code
        wide, high = self.width_mm - 2 * GAP_MM, self.height_mm - 2 * GAP_MM
        if self.form is Form.BESIDE:
            return Box(code.width, GAP_MM, self.width_mm - code.width - GAP_MM, high)
        left_over = self.height_mm - code.height - GAP_MM
        if self.form is Form.ABOVE:
            return Box(GAP_MM, GAP_MM, wide, left_over)
        left = code.x + QUIET_ZONE * self.module_mm  # in line with the code's own squares
        return Box(left, code.height, self.width_mm - left - GAP_MM, left_over)

    @property
    def _code_mm(self) -> float:
        if self.form is Form.BESIDE:
            return min(self.height_mm, self.width_mm - LEAST_BESIDE_MM)
        share = 0.14 if self.form is Form.BELOW else 0.3
        return min(self.width_mm, self.height_mm - max(8.0, share * self.height_mm))


@dataclass(frozen=True)
class _Side:
    """One side of a label."""

    space: Space

    @property
    def width_mm(self) -> float:
        """The label's width."""
        return self.space.width_mm

    @property
    def height_mm(self) -> float:
        """The label's height."""
        return self.space.height_mm


@dataclass(frozen=True)
class Label(_Side):
    """What is printed on one label."""

    symbol: Symbol
    picture: Picture
    name: str | None = None
    lines: tuple[str, ...] = ()
    """Small ones below the name: the school, the class."""

    def shapes(self) -> tuple[Shape, ...]:
        """What is drawn, from the paper up."""
        code, module = self.space.code, self.space.module_mm
        inset = QUIET_ZONE * module
        paper = Rect(0, 0, self.width_mm, self.height_mm, WHITE)
        arranged = _across if self.space.form is Form.BELOW else _stacked
        drawn = code_path(self.symbol, Place(code.x + inset, code.y + inset, module))
        return (paper, *arranged(self.space.rest, self.picture, self.name, self.lines), drawn)


@dataclass(frozen=True)
class Back(_Side):
    """The other side of a label: the name and the small lines, and no code."""

    name: str | None
    lines: tuple[str, ...] = ()

    def shapes(self) -> tuple[Shape, ...]:
        """What is drawn, from the paper up."""
        box = Box(GAP_MM, self.height_mm * 0.3, self.width_mm - 2 * GAP_MM, self.height_mm * 0.4)
        return (Rect(0, 0, self.width_mm, self.height_mm, WHITE), *_words(box, self.name, self.lines))


def _stacked(box: Box, picture: Picture, name: str | None, lines: tuple[str, ...]) -> tuple[Shape, ...]:
    """The picture, and the words below it."""
    share = 0.62 if name or lines else 1.0
    drawn, height = _portrait(Box(box.x, box.y, box.width, box.height * share), picture)
    below = Box(box.x, box.y + height, box.width, box.height - height)
    return (drawn, *_words(below, name, lines))


def _across(box: Box, picture: Picture, name: str | None, lines: tuple[str, ...]) -> tuple[Shape, ...]:
    """The picture, and the words to the right of it."""
    wide = box.height * PORTRAIT_SIZE[0] / PORTRAIT_SIZE[1]
    drawn, _ = _portrait(Box(box.x, box.y, wide, box.height), picture)
    rest = Box(box.x + wide + GAP_MM, box.y, box.width - wide - GAP_MM, box.height)
    return (drawn, *_words(rest, name, lines, centred=False))


def _portrait(box: Box, picture: Picture) -> tuple[Drawing, float]:
    """The picture as large as the box allows, in the middle across; and its height."""
    wide, high = PORTRAIT_SIZE
    scale = min(box.width / wide, box.height / high)
    left = box.x + (box.width - wide * scale) / 2
    parts = painted(portrait_parts(picture.name, picture.colour))
    return Drawing(parts, Place(left, box.y, scale)), high * scale


def _words(box: Box, name: str | None, lines: tuple[str, ...], *, centred: bool = True) -> tuple[Text, ...]:
    """The name and the small lines, sharing the height of the box, in its middle."""
    weights = [1.0] * bool(name) + [SMALL_LINE] * len(lines)
    if not weights or box.height <= 0:
        return ()
    unit = min(box.height / sum(weights), box.width * 0.4)
    if lines and unit * SMALL_LINE < LEAST_LINE_MM:
        return _words(box, name, (), centred=centred)
    top = box.y + (box.height - unit * sum(weights)) / 2
    texts = []
    for words, weight in zip([*([name] if name else []), *lines], weights, strict=True):
        texts.append(_line(words, Box(box.x, top, box.width, unit * weight), centred=centred))
        top += unit * weight
    return tuple(texts)


def _line(words: str, box: Box, *, centred: bool) -> Text:
    """A line of text that fills a box."""
    above, below = BASE * box.height, (1 - BASE) * box.height
    x = box.x + box.width / 2 if centred else box.x
    size = LETTERS * box.height
    anchor: Literal["left", "middle"] = "middle" if centred else "left"
    return Text(words, x, box.y + above, size, anchor, widest=box.width, above=above, below=below)
