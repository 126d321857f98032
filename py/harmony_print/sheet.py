"""Sheets of cards to cut out: the grid, the marks to cut along, the line to measure, page after page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor
from typing import Protocol

from harmony_art.kit import number
from harmony_print.card import Card
from harmony_print.papers import Paper
from harmony_print.shapes import Line, Shape, Stroke, Text

MARGIN_MM = 6.0
"""What nearly every printer can print up to."""
HEAD_MM = 12.0
"""Height of what stands above the cards: how to print, and a line to check it by."""
HEAD_LETTER_MM = 3.2
RULER_MM = 50
MARK_MM = 2.0
MARK_WIDTH_MM = 0.2
MARK_GREY = 120


class DoesNotFit(ValueError):
    """Cards of which not one has room on the paper."""


class Printed(Protocol):
    """What stands on a page: a card, a label, a label's back."""

    @property
    def width_mm(self) -> float:
        """The width."""

    @property
    def height_mm(self) -> float:
        """The height."""

    def shapes(self) -> tuple[Shape, ...]:
        """What is drawn, from the paper up."""


@dataclass(frozen=True)
class Placed:
    """A card, and where its upper left corner is on the page."""

    card: Printed
    x: float
    y: float

    def marks(self) -> tuple[Line, ...]:
        """Short lines at the corners: above the picture and below the quiet zone, never in it."""
        right, bottom = self.x + self.card.width_mm, self.y + self.card.height_mm
        return tuple(
            line
            for x, inwards in ((self.x, MARK_MM), (right, -MARK_MM))
            for y, down in ((self.y, MARK_MM), (bottom, -MARK_MM))
            for line in (_mark(x, y, x, y + down), _mark(x, y, x + inwards, y))
        )


@dataclass(frozen=True)
class Page:
    """One page of a sheet: its head, then the cards.

    The marks come last of all: a card's white paper would cover its neighbour's.
    """

    paper: Paper
    head: tuple[Shape, ...]
    cards: tuple[Placed, ...]
    cut: bool = True
    """Whether cards are cut out; labels come apart by themselves."""

    def marks(self) -> tuple[Line, ...]:
        """All lines to cut along."""
        return tuple(line for placed in self.cards for line in placed.marks() if self.cut)


@dataclass(frozen=True)
class Sheet:
    """Cards on as many pages as they need; the largest says how many stand in a row and on a page."""

    paper: Paper
    cards: tuple[Card, ...]
    columns: int
    rows: int
    width_mm: float
    """Of one place in the grid."""
    height_mm: float

    @classmethod
    def of(cls, cards: Sequence[Card], paper: Paper) -> Sheet:
        """Lay cards, at least one, out on a paper. Raises DoesNotFit."""
        width = max(card.width_mm for card in cards)
        height = max(card.height_mm for card in cards)
        columns = floor((paper.width - 2 * MARGIN_MM) / width)
        rows = floor((paper.height - 2 * MARGIN_MM - HEAD_MM) / height)
        if not columns or not rows:
            raise DoesNotFit(f"A card of {width:.0f} x {height:.0f} mm does not fit on {paper.name} paper.")
        return cls(paper, tuple(cards), columns, rows, width, height)

    @property
    def per_page(self) -> int:
        """How many cards a page holds."""
        return self.columns * self.rows

    def pages(self) -> Iterator[Page]:
        """The pages, the cards on them row by row."""
        head = ruler(self.paper, f"Squares: {number(self.cards[0].module_mm)} mm.")
        for first in range(0, len(self.cards), self.per_page):
            shown = self.cards[first : first + self.per_page]
            placed = (Placed(card, *at) for card, at in zip(shown, self._places(), strict=False))
            yield Page(self.paper, head, tuple(placed))

    def _places(self) -> Iterator[tuple[float, float]]:
        left = (self.paper.width - self.columns * self.width_mm) / 2
        for row in range(self.rows):
            for column in range(self.columns):
                yield left + column * self.width_mm, MARGIN_MM + HEAD_MM + row * self.height_mm


def ruler(paper: Paper, remark: str) -> tuple[Shape, ...]:
    """The line to measure, and the words of most print dialogs for a page that is not scaled."""
    words = f"Print at “Actual size” (100 %). This line is {RULER_MM} mm long. {remark}"
    left = MARGIN_MM + RULER_MM + 4
    line = f"M{MARGIN_MM} {MARGIN_MM + 1.5}v3m0 -1.5h{RULER_MM}m0 -1.5v3"
    text = Text(words, left, MARGIN_MM + 4, HEAD_LETTER_MM, widest=paper.width - MARGIN_MM - left)
    return text, Stroke(line, 0.3)


def _mark(x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(x1, y1, x2, y2, MARK_WIDTH_MM, MARK_GREY)
