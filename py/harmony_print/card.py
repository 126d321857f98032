"""One card: the picture in its doorway above, the badge's QR code below, everything in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from harmony.badge.symbol import MODULES, QUIET_ZONE, Symbol
from harmony.model import Picture
from harmony_art.door import PORTRAIT_SIZE, portrait_parts
from harmony_art.kit import painted
from harmony_print.shapes import WHITE, Drawing, Path, Place, Rect, Shape, Text

MODULE_MM = 1.5
"""Side of one square of the code: read by a webcam from a child's hand."""
ADVISED_MODULE_MM = 1.2
"""Below this, many webcams need the card very near."""
SMALLEST_MODULE_MM = 0.8
LARGEST_MODULE_MM = 5.0

EDGE_MM = 3.0
"""White above the picture and below the quiet zone: cut marks stand in it."""
PICTURE_MM = (25.0, 26.0)
NAME_MM = 9.0
NAME_BASE_MM = 2.6
"""From the name's base line to the quiet zone."""
LETTER_MM = 6.4
"""Height of the name's font (its em)."""


@dataclass(frozen=True)
class Card:
    """What stands on one card, and how large its code is printed."""

    symbol: Symbol
    picture: Picture
    name: str | None = None
    """A first name; empty for a line to write it on by hand; or none, and no line."""
    module_mm: float = MODULE_MM

    def __post_init__(self) -> None:
        if not SMALLEST_MODULE_MM <= self.module_mm <= LARGEST_MODULE_MM:
            raise ValueError(f"A module has {SMALLEST_MODULE_MM} to {LARGEST_MODULE_MM} mm.")

    @property
    def width_mm(self) -> float:
        """The width: the code and its quiet zone, from edge to edge."""
        return (MODULES + 2 * QUIET_ZONE) * self.module_mm

    @property
    def height_mm(self) -> float:
        """The height."""
        return self.code_top_mm + self.width_mm + EDGE_MM

    @property
    def code_top_mm(self) -> float:
        """Where the quiet zone begins: everything but the code stands above."""
        return EDGE_MM + PICTURE_MM[1] + (0 if self.name is None else NAME_MM)

    def shapes(self) -> tuple[Shape, ...]:
        """What is drawn, from the paper up."""
        paper = Rect(0, 0, self.width_mm, self.height_mm, WHITE)
        name = (_name(self, self.name),) if self.name else ()
        inset = QUIET_ZONE * self.module_mm
        code = code_path(self.symbol, Place(inset, self.code_top_mm + inset, self.module_mm))
        return (paper, _portrait(self), *name, code)


def _portrait(card: Card) -> Drawing:
    left = (card.width_mm - PICTURE_MM[0]) / 2
    parts = painted(portrait_parts(card.picture.name, card.picture.colour))
    return Drawing(parts, Place(left, EDGE_MM, PICTURE_MM[0] / PORTRAIT_SIZE[0]))


def _name(card: Card, name: str) -> Text:
    """The name's line; a long or high one gets smaller letters and stays clear of edges, picture and code."""
    base = card.code_top_mm - NAME_BASE_MM
    return Text(
        name,
        card.width_mm / 2,
        base,
        LETTER_MM,
        anchor="middle",
        widest=card.width_mm - 2 * EDGE_MM,
        above=NAME_MM - NAME_BASE_MM,
        below=NAME_BASE_MM,
    )


def code_path(symbol: Symbol, place: Place) -> Path:
    """The symbol as one path, a module a unit: as separate squares, viewers leave hairlines between them."""
    return Path("".join(_runs(y, row) for y, row in enumerate(symbol.modules)), place)


def _runs(y: int, row: tuple[bool, ...]) -> str:
    """The dark stretches of one row of modules."""
    path, x = "", 0
    while x < len(row):
        length = next((end for end in range(x, len(row)) if not row[end]), len(row)) - x
        if length:
            path += f"M{x} {y}h{length}v1h-{length}z"
        x += max(length, 1)
    return path
