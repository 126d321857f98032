"""Turns the geometry of `harmony_print` into files: cards as SVG, PDF or PNG, sheets as PDF.

The one place that knows the fonts, and the libraries that write PDF and PNG.
"""

from harmony_server.printing.files import new_private, write_private
from harmony_server.printing.font import can_draw, lettering
from harmony_server.printing.pdf import card_pdf, pages_pdf, sheet_pdf
from harmony_server.printing.png import card_png
from harmony_server.printing.svg import card_svg

__all__ = [
    "can_draw",
    "card_pdf",
    "card_png",
    "card_svg",
    "lettering",
    "new_private",
    "pages_pdf",
    "sheet_pdf",
    "write_private",
]
