"""One card: the picture in its doorway above, the badge's QR code below, everything in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

from harmony.badge.symbol import MODULES, QUIET_ZONE, Symbol
from harmony.people.pictures import Picture
from harmony_art.door import portrait
from harmony_art.kit import SVG_NAMESPACE, flatten, number
from harmony_server.printing.lettering import lettering

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
LETTER_MM = 6.4
"""Height of the name's font (its em)."""
_PORTRAIT_BOX = (100, 104)


@dataclass(frozen=True)
class Card:
    """What stands on one card, and how large its code is printed."""

    symbol: Symbol
    picture: Picture
    name: str | None = None
    """A first name, or none."""
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
        return EDGE_MM + PICTURE_MM[1] + (NAME_MM if self.name else 0)


def card_svg(card: Card) -> str:
    """The card as an SVG file of its physical size; raises CannotDraw for a name the font lacks."""
    width, height = number(card.width_mm), number(card.height_mm)
    size = f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}"'
    paper = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    return f'<svg xmlns="{SVG_NAMESPACE}" {size}>{paper}{card_parts(card)}</svg>\n'


def card_parts(card: Card) -> str:
    """What is drawn on the card's white paper, as SVG elements in millimetres."""
    return _picture(card) + (_name(card, card.name) if card.name else "") + _code(card)


def _picture(card: Card) -> str:
    drawing = flatten(portrait(card.picture.name, card.picture.colour))
    inner = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
    left = (card.width_mm - PICTURE_MM[0]) / 2
    scale = PICTURE_MM[0] / _PORTRAIT_BOX[0]
    return f'<g transform="translate({number(left)} {number(EDGE_MM)}) scale({number(scale)})">{inner}</g>'


def _name(card: Card, name: str) -> str:
    line = lettering(name)
    # A long name gets smaller letters; it stays clear of the card's edges.
    scale = min(LETTER_MM / line.units_per_em, (card.width_mm - 2 * EDGE_MM) / line.width)
    left = (card.width_mm - line.width * scale) / 2
    base = EDGE_MM + PICTURE_MM[1] + NAME_MM - 2.6
    move = f"translate({number(left)} {number(base)}) scale({scale:.6f} {-scale:.6f})"
    return f'<path transform="{move}" fill="#000" d="{line.path}"/>'


def _code(card: Card) -> str:
    """The symbol as one path: as separate squares, viewers leave hairlines between them."""
    inset = QUIET_ZONE * card.module_mm
    move = f"translate({number(inset)} {number(card.code_top_mm + inset)}) scale({number(card.module_mm)})"
    runs = "".join(_runs(y, row) for y, row in enumerate(card.symbol.modules))
    return f'<path transform="{move}" fill="#000" d="{runs}"/>'


def _runs(y: int, row: tuple[bool, ...]) -> str:
    """The dark stretches of one row of modules."""
    path, x = "", 0
    while x < len(row):
        length = next((end for end in range(x, len(row)) if not row[end]), len(row)) - x
        if length:
            path += f"M{x} {y}h{length}v1h-{length}z"
        x += max(length, 1)
    return path
