"""What stands on paper: shapes in millimetres from its upper left corner, y pointing down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BLACK = "#000"
WHITE = "#fff"


@dataclass(frozen=True)
class Place:
    """Where the origin of a shape's own units is, and how many millimetres one of them has."""

    x: float
    y: float
    scale: float = 1


@dataclass(frozen=True)
class Rect:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True)
class Path:
    """A filled outline, in the commands of SVG's `d`."""

    d: str
    place: Place
    fill: str = BLACK


@dataclass(frozen=True)
class Stroke:
    """A line with round ends along SVG's `d`, in millimetres."""

    d: str
    width: float
    colour: str = BLACK


@dataclass(frozen=True)
class Line:
    """A straight line from one point to another; `grey` runs from 0, black, to 255, white."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    grey: int


@dataclass(frozen=True)
class Drawing:
    """A picture of `harmony_art` as SVG elements, colours written out."""

    elements: str
    place: Place


@dataclass(frozen=True)
class Text:
    """One line of text: whoever draws it brings the letters.

    `x` is its left end, its middle or its right end, as `anchor` says; `base` is its base line, `size` the
    font's em. Where it would be wider than `widest`, or reach further `above` or `below` the base line, it is
    made smaller.
    """

    words: str
    x: float
    base: float
    size: float
    anchor: Literal["left", "middle", "right"] = "left"
    widest: float = float("inf")
    above: float = float("inf")
    below: float = float("inf")


Shape = Rect | Path | Stroke | Line | Drawing | Text
