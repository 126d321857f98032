"""Pages beside the badges: one to hand them out by, and one to see whether a printer meets the labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harmony_art.kit import number
from harmony_print.layouts import Layout
from harmony_print.papers import Paper
from harmony_print.shapes import Line, Shape, Stroke, Text
from harmony_print.sheet import HEAD_MM, MARGIN_MM, RULER_MM, Page

LETTER_MM = 4.2
LINE_MM = 7.0
COLUMNS = 2
CROSS_MM = 3.0
GREY = 120
THIN_MM = 0.2


def cover(paper: Paper, title: str, names: Sequence[str]) -> Iterator[Page]:
    """The names in the order of their badges, with a box to tick."""
    top = MARGIN_MM + HEAD_MM + LETTER_MM
    rows = int((paper.height - top - MARGIN_MM) / LINE_MM)
    for first in range(0, len(names), rows * COLUMNS):
        shown = names[first : first + rows * COLUMNS]
        heading = Text(title, MARGIN_MM, MARGIN_MM + LETTER_MM * 1.4, LETTER_MM * 1.4, widest=_wide(paper, 1))
        lines = (
            _entry(paper, divmod(at, rows), top, f"{first + at + 1}  {name}") for at, name in enumerate(shown)
        )
        yield Page(paper, (heading, *(shape for line in lines for shape in line)), ())


def alignment_page(layout: Layout, nudge: tuple[float, float] = (0, 0)) -> Page:
    """The outline of every label and its middle: held against the labels, it shows what is off."""
    space = layout.space
    shapes: list[Shape] = []
    for at in range(layout.per_page):
        x, y = layout.place(at, nudge=nudge)
        shapes += _outline(x, y, space.width_mm, space.height_mm)
        shapes += _cross(x + space.width_mm / 2, y + space.height_mm / 2)
    x, y = layout.place(0, nudge=nudge)
    left = x + (space.width_mm - RULER_MM) / 2
    shapes.append(Stroke(f"M{number(left)} {number(y + 3.5)}v3m0 -1.5h{RULER_MM}m0 -1.5v3", 0.3))
    words = (
        f"This line is {RULER_MM} mm long at “Actual size”.",
        layout.title,
        f"Moved {number(nudge[0])} mm right, {number(nudge[1])} mm down.",
        "Hold it and a sheet of labels to the light.",
    )
    texts = (
        Text(
            line, x + space.width_mm / 2, y + 10 + 4 * place, 2.6, anchor="middle", widest=space.width_mm - 4
        )
        for place, line in enumerate(words)
    )
    return Page(layout.paper, (*shapes, *texts), (), cut=False)


def _wide(paper: Paper, columns: int) -> float:
    return (paper.width - 2 * MARGIN_MM) / columns


def _entry(paper: Paper, place: tuple[int, int], top: float, words: str) -> tuple[Shape, ...]:
    column, row = place
    x, y = MARGIN_MM + column * _wide(paper, COLUMNS), top + row * LINE_MM
    box = Stroke(f"M{number(x + 1)} {number(y)}h3.4v3.4h-3.4z", THIN_MM * 1.5)
    return box, Text(words, x + 7, y + 3.2, LETTER_MM, widest=_wide(paper, COLUMNS) - 10)


def _outline(x: float, y: float, width: float, height: float) -> list[Shape]:
    right, bottom = x + width, y + height
    ends = ((x, y, right, y), (right, y, right, bottom), (x, bottom, right, bottom), (x, y, x, bottom))
    return [Line(*each, THIN_MM, GREY) for each in ends]


def _cross(x: float, y: float) -> list[Shape]:
    return [
        Line(x - CROSS_MM, y, x + CROSS_MM, y, THIN_MM, GREY),
        Line(x, y - CROSS_MM, x, y + CROSS_MM, THIN_MM, GREY),
    ]
