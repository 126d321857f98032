"""A card as PNG, 300 dots an inch, drawn from its PDF."""

from __future__ import annotations

import io

import pypdfium2  # type: ignore[import-untyped]  # ships no types

from harmony_print import Card
from harmony_server.printing.pdf import card_pdf

DPI = 300
_POINTS_AN_INCH = 72


def card_png(card: Card) -> bytes:
    """One card at 300 dpi, which the file says too (pHYs); raises CannotDraw for a name the font lacks."""
    document = pypdfium2.PdfDocument(card_pdf(card))
    try:
        image = document[0].render(scale=DPI / _POINTS_AN_INCH).to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(DPI, DPI), optimize=True)
    return out.getvalue()
