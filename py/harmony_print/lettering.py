"""Text as outlines: what a drawer of letters gives, whichever font it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from harmony_print.shapes import Text


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


def placed(text: Text, lettering: Lettering) -> tuple[Outline, float, float]:
    """A text's outline, where it begins across, and millimetres a unit of it: as large as the text allows.

    Raises CannotDraw.
    """
    outline = lettering(text.words)
    scale = min(
        text.size / outline.units_per_em,
        text.widest / outline.width,
        text.above / max(outline.top, 1),
        text.below / max(-outline.bottom, 1),
    )
    before = {"left": 0, "middle": outline.width * scale / 2, "right": outline.width * scale}
    return outline, text.x - before[text.anchor], scale
