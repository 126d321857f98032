"""Cards as PDF: vector shapes of an exact size, one card alone or sheets to cut out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import floor

from fpdf import FPDF
from fpdf.svg import SVGObject

from harmony_art.kit import SVG_NAMESPACE, number, stroke
from harmony_server.printing.card import Card, card_svg
from harmony_server.printing.lettering import lettering

PAPERS = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}
"""Width and height in millimetres."""
MARGIN_MM = 6.0
"""What nearly every printer can print up to."""
HEAD_MM = 12.0
HEAD_LETTER_MM = 3.2
RULER_MM = 50
_MARK_MM = 2.0


class DoesNotFit(ValueError):
    """Cards of which not one has room on the paper."""


def card_pdf(card: Card) -> bytes:
    """One card on a page of its own size; raises CannotDraw for a name the font lacks."""
    pdf = _new()
    _add_page(pdf, card.width_mm, card.height_mm)
    _draw(pdf, card_svg(card), 0, 0)
    return bytes(pdf.output())


def sheet_pdf(cards: Sequence[Card], paper: str) -> bytes:
    """Cards of one size on as many pages as they need, with marks to cut along and a line to measure.

    Raises DoesNotFit and CannotDraw.
    """
    pdf = _new()
    grid = _Grid.on(paper, cards)
    for first in range(0, len(cards), grid.per_page):
        _add_page(pdf, *PAPERS[paper])
        _draw(pdf, _head(PAPERS[paper][0], cards[0].module_mm), 0, 0)
        shown = list(zip(grid.places(), cards[first : first + grid.per_page], strict=False))
        for (x, y), card in shown:
            _draw(pdf, card_svg(card), x, y)
        # Marks come last: a card's white paper would cover its neighbour's.
        for (x, y), card in shown:
            _mark(pdf, x, y, card)
    return bytes(pdf.output())


@dataclass(frozen=True)
class _Grid:
    """How cards of one size stand on a page."""

    columns: int
    rows: int
    left: float
    width: float
    height: float

    @classmethod
    def on(cls, paper: str, cards: Sequence[Card]) -> _Grid:
        width = max(card.width_mm for card in cards)
        height = max(card.height_mm for card in cards)
        columns = floor((PAPERS[paper][0] - 2 * MARGIN_MM) / width)
        rows = floor((PAPERS[paper][1] - 2 * MARGIN_MM - HEAD_MM) / height)
        if not columns or not rows:
            raise DoesNotFit(f"A card of {width:.0f} x {height:.0f} mm does not fit on {paper} paper.")
        return cls(columns, rows, (PAPERS[paper][0] - columns * width) / 2, width, height)

    @property
    def per_page(self) -> int:
        return self.columns * self.rows

    def places(self) -> Iterator[tuple[float, float]]:
        """The upper left corners, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield self.left + column * self.width, MARGIN_MM + HEAD_MM + row * self.height


def _new() -> FPDF:
    pdf = FPDF(unit="mm")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.set_title("Badges")
    # No date: the same badges give the same file, byte for byte.
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
    return pdf


def _add_page(pdf: FPDF, width: float, height: float) -> None:
    pdf.add_page(format=(width, height), orientation="portrait" if width <= height else "landscape")


def _draw(pdf: FPDF, svg: str, x: float, y: float) -> None:
    """Draw an SVG whose size is given in millimetres with its upper left corner at (x, y)."""
    SVGObject(svg).draw_to_page(pdf, x, y)


def _mark(pdf: FPDF, x: float, y: float, card: Card) -> None:
    """Short lines at the corners, in the white above the picture and below the quiet zone, never in it."""
    pdf.set_line_width(0.2)
    pdf.set_draw_color(120)
    right, bottom = x + card.width_mm, y + card.height_mm
    for corner_x, inwards in ((x, 1), (right, -1)):
        for corner_y, down in ((y, 1), (bottom, -1)):
            pdf.line(corner_x, corner_y, corner_x, corner_y + down * _MARK_MM)
            pdf.line(corner_x, corner_y, corner_x + inwards * _MARK_MM, corner_y)


def _head(width: float, module_mm: float) -> str:
    """What stands above the cards, outside of what is cut out: how to print, and a line to check it by."""
    line = lettering(f"Print at 100 %. This line is {RULER_MM} mm long. Squares: {number(module_mm)} mm.")
    scale = HEAD_LETTER_MM / line.units_per_em
    move = f"translate({MARGIN_MM + RULER_MM + 4} {MARGIN_MM + 4}) scale({scale:.6f} {-scale:.6f})"
    ruler = f"M{MARGIN_MM} {MARGIN_MM + 1.5}v3m0 -1.5h{RULER_MM}m0 -1.5v3"
    high = number(MARGIN_MM + HEAD_MM)
    size = f'width="{number(width)}mm" height="{high}mm" viewBox="0 0 {number(width)} {high}"'
    return (
        f'<svg xmlns="{SVG_NAMESPACE}" {size}>'
        f'<path transform="{move}" fill="#000" d="{line.path}"/>{stroke(ruler, 0.3, "#000")}</svg>'
    )
