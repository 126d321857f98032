"""A card as SVG, its letters as outlines of the cards' font."""

from __future__ import annotations

import harmony_print
from harmony_print import Card
from harmony_server.printing.font import lettering


def card_svg(card: Card) -> str:
    """One card as a file of its physical size; raises CannotDraw for a name the font lacks."""
    return harmony_print.card_svg(card, lettering)
