"""Cards and sheets as PDF, in the server's letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from harmony_print import Card, Page, Paper, Placed, Sheet, document
from harmony_server.printing.font import lettering


def card_pdf(card: Card) -> bytes:
    """One card as a page of its own size; raises CannotDraw for a name the font lacks."""
    paper = Paper("card", card.width_mm, card.height_mm)
    return b"".join(pages_pdf([Page(paper, (), (Placed(card, 0, 0),), cut=False)]))


def sheet_pdf(cards: Sequence[Card], paper: Paper) -> bytes:
    """Cards on as many pages as they need, with marks to cut along and a line to measure.

    Raises DoesNotFit and CannotDraw.
    """
    return b"".join(pages_pdf(Sheet.of(cards, paper).pages()))


def pages_pdf(pages: Iterable[Page]) -> Iterator[bytes]:
    """Pages as one file, in pieces; raises CannotDraw."""
    return document(pages, lettering)
