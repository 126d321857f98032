"""Badges on paper: one card as SVG, PDF or PNG, and sheets of cards to cut out.

A card is black squares of an exact size on white, a picture in a doorway, and at most a first name. Nothing
else about a person is ever on it.
"""

from harmony_server.printing.card import (
    ADVISED_MODULE_MM,
    LARGEST_MODULE_MM,
    MODULE_MM,
    SMALLEST_MODULE_MM,
    Card,
    card_svg,
)
from harmony_server.printing.files import write_private
from harmony_server.printing.lettering import CannotDraw
from harmony_server.printing.pdf import PAPERS, DoesNotFit, card_pdf, sheet_pdf
from harmony_server.printing.png import card_png

__all__ = [
    "ADVISED_MODULE_MM",
    "LARGEST_MODULE_MM",
    "MODULE_MM",
    "PAPERS",
    "SMALLEST_MODULE_MM",
    "CannotDraw",
    "Card",
    "DoesNotFit",
    "card_pdf",
    "card_png",
    "card_svg",
    "sheet_pdf",
    "write_private",
]
