"""Text as outlines: what a drawer of letters gives, whichever font it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class CannotDraw(Exception):
    """A name with letters that the cards' fonts have no way to draw."""


@dataclass(frozen=True)
class Outline:
    """A line of text as one SVG path, in units of the font: y points up, the base line is 0."""

    path: str
    width: float
    units_per_em: int
    top: float = 0
    """How far the letters reach above the base line, and below it: `bottom` is negative there."""
    bottom: float = 0


class Lettering(Protocol):
    """Draws a line of text with the means of a server or of a browser."""

    def __call__(self, text: str, /) -> Outline:
        """The outline of a line of text; raises CannotDraw rather than leave a letter out."""
