"""Badges on paper as pure geometry: which shapes stand where, in millimetres, on cards and on sheets.

The same code for the browser and the server, and the same bytes of PDF: nothing here knows a font, a file
or a clock. The letters of a text come in through `Lettering`.

A card is black squares of an exact size on white, a picture in a doorway, and at most a first name. Nothing
else about a person is ever on it.
"""

from harmony_print.aids import alignment_page, cover
from harmony_print.card import (
    ADVISED_MODULE_MM,
    LARGEST_MODULE_MM,
    MODULE_MM,
    SMALLEST_MODULE_MM,
    Card,
)
from harmony_print.label import Label
from harmony_print.layouts import FARTHEST_NUDGE_MM, Layout, LayoutError
from harmony_print.lettering import CannotDraw, Lettering, Outline
from harmony_print.papers import A4, LETTER, PAPERS, Paper
from harmony_print.pdf import document
from harmony_print.sheet import DoesNotFit, Page, Placed, Sheet
from harmony_print.slip import Slip, slip_pages
from harmony_print.svg import card_svg, page_svg

__all__ = [
    "A4",
    "ADVISED_MODULE_MM",
    "FARTHEST_NUDGE_MM",
    "LARGEST_MODULE_MM",
    "LETTER",
    "MODULE_MM",
    "PAPERS",
    "SMALLEST_MODULE_MM",
    "CannotDraw",
    "Card",
    "DoesNotFit",
    "Label",
    "Layout",
    "LayoutError",
    "Lettering",
    "Outline",
    "Page",
    "Paper",
    "Placed",
    "Sheet",
    "Slip",
    "alignment_page",
    "card_svg",
    "cover",
    "document",
    "page_svg",
    "slip_pages",
]
