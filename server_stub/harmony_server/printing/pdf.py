"""Cards as PDF: vector shapes of an exact size, one card alone or sheets to cut out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from fpdf import FPDF
from fpdf.prefs import ViewerPreferences
from fpdf.svg import SVGObject

from harmony_print import Card, Paper, Sheet, card_svg
from harmony_print.shapes import Line
from harmony_print.svg import head_svg
from harmony_server.printing.font import lettering


def card_pdf(card: Card) -> bytes:
    """One card on a page of its own size; raises CannotDraw for a name the font lacks."""
    pdf = _new()
    _add_page(pdf, card.width_mm, card.height_mm)
    _draw(pdf, card_svg(card, lettering), 0, 0)
    return bytes(pdf.output())


def sheet_pdf(cards: Sequence[Card], paper: Paper) -> bytes:
    """Cards on as many pages as they need, with marks to cut along and a line to measure.

    Raises DoesNotFit and CannotDraw.
    """
    pdf = _new()
    for page in Sheet.of(cards, paper).pages():
        _add_page(pdf, page.paper.width, page.paper.height)
        _draw(pdf, head_svg(page, lettering), 0, 0)
        for placed in page.cards:
            _draw(pdf, card_svg(placed.card, lettering), placed.x, placed.y)
        for line in page.marks():
            _line(pdf, line)
    return bytes(pdf.output())


def _new() -> FPDF:
    pdf = FPDF(unit="mm")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.set_title("Badges")
    # Dialogs then offer "Actual size" first (ISO 32000-1, table 150): "Fit" would make badges smaller.
    pdf.viewer_preferences = ViewerPreferences(print_scaling="None")
    # No date: the same badges give the same file, byte for byte.
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
    return pdf


def _add_page(pdf: FPDF, width: float, height: float) -> None:
    pdf.add_page(format=(width, height), orientation="portrait" if width <= height else "landscape")


def _draw(pdf: FPDF, svg: str, x: float, y: float) -> None:
    """Draw an SVG whose size is given in millimetres with its upper left corner at (x, y)."""
    SVGObject(svg).draw_to_page(pdf, x, y)


def _line(pdf: FPDF, line: Line) -> None:
    pdf.set_line_width(line.width)
    pdf.set_draw_color(line.grey)
    pdf.line(line.x1, line.y1, line.x2, line.y2)
