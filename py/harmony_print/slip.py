"""Slips with which students open their accounts: a code to type or to photograph, cut out of a page of eight.

No student id stands on one, so that a slip that was found opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from harmony.badge.symbol import QUIET_ZONE, Symbol
from harmony_print.card import code_path
from harmony_print.papers import Paper
from harmony_print.shapes import WHITE, Place, Rect, Shape, Text
from harmony_print.sheet import Page, Placed

WIDTH_MM, HEIGHT_MM = 96.0, 61.0
COLUMNS, ROWS = 2, 4
EDGE_MM = 5.0
CODE_MM = 30.0
"""The square that the QR code and its quiet zone have."""
LETTER_MM = 3.4
LINE_MM = 5.0


@dataclass(frozen=True)
class Slip:
    """One slip, its words in the language of who reads it."""

    symbol: Symbol
    code: str
    """In groups, as it is typed."""
    name: str
    """Whose it is: a first name and a letter, never more."""
    place: str
    """The school and the grade."""
    steps: tuple[str, ...]
    small: tuple[str, ...]
    is_rtl: bool = False
    """Whether its language runs from right to left: the slip is mirrored then, but not its code."""

    @property
    def width_mm(self) -> float:
        """The width."""
        return WIDTH_MM

    @property
    def height_mm(self) -> float:
        """The height."""
        return HEIGHT_MM

    def shapes(self) -> tuple[Shape, ...]:
        """What is drawn, from the paper up."""
        wide = WIDTH_MM - 2 * EDGE_MM
        beside = wide - CODE_MM
        module = CODE_MM / (len(self.symbol.modules) + 2 * QUIET_ZONE)
        corner = EDGE_MM if self.is_rtl else WIDTH_MM - EDGE_MM - CODE_MM
        quiet = QUIET_ZONE * module
        code = code_path(self.symbol, Place(corner + quiet, EDGE_MM - 2 + quiet, module))
        texts = [
            self._line(self.name, 11, 5.4, beside),
            self._line(self.place, 17, LETTER_MM, beside),
            self._line(self.code, 28, 7, beside),
            *self._lines(self.steps, 36, LETTER_MM, wide),
            *self._lines(self.small, 36 + LINE_MM * len(self.steps) + 1, LETTER_MM * 0.8, wide),
        ]
        return (Rect(0, 0, WIDTH_MM, HEIGHT_MM, WHITE), code, *(text for text in texts if text.words))

    def _line(self, words: str, base: float, size: float, widest: float) -> Text:
        x = WIDTH_MM - EDGE_MM if self.is_rtl else EDGE_MM
        return Text(words, x, base, size, "right" if self.is_rtl else "left", widest=widest)

    def _lines(self, lines: tuple[str, ...], first: float, size: float, widest: float) -> list[Text]:
        step = LINE_MM * size / LETTER_MM
        return [self._line(line, first + step * at, size, widest) for at, line in enumerate(lines)]


def slip_pages(paper: Paper, slips: Iterable[Slip]) -> Iterator[Page]:
    """The slips on pages to cut up, row by row."""
    left = (paper.width - COLUMNS * WIDTH_MM) / 2
    top = (paper.height - ROWS * HEIGHT_MM) / 2
    waiting = iter(slips)
    while shown := tuple(islice(waiting, COLUMNS * ROWS)):
        placed = tuple(
            Placed(slip, left + at % COLUMNS * WIDTH_MM, top + at // COLUMNS * HEIGHT_MM)
            for at, slip in enumerate(shown)
        )
        yield Page(paper, (), placed)
