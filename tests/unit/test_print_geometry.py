"""Cards and sheets as geometry: what stands where, with letters of the test's own instead of a font's."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from harmony.badge.symbol import Symbol
from harmony.model import Picture
from harmony_print import (
    A4,
    LETTER,
    PAPERS,
    CannotDraw,
    Card,
    DoesNotFit,
    Outline,
    Paper,
    Sheet,
    card_svg,
    page_svg,
)
from harmony_print.shapes import Line, Text
from harmony_print.sheet import HEAD_MM, MARGIN_MM
from harmony_print.svg import elements

SVG = "{http://www.w3.org/2000/svg}"
BLANK = Symbol("0", "M", tuple(tuple(x == y for x in range(37)) for y in range(37)))
FISH = Picture("fish", "sky")


def blocks(text: str) -> Outline:
    """Letters that are squares, one em wide: as much as a drawer of letters must give."""
    if "?" in text:
        raise CannotDraw(text)
    return Outline("M0 0h1v1z", 10.0 * len(text), 10)


def test_a_card_is_drawn_from_the_paper_up() -> None:
    """White paper as large as the card, the portrait, the name if there is one, the code."""
    card = Card(BLANK, FISH, "Zoë")
    assert [type(shape).__name__ for shape in card.shapes()] == ["Rect", "Drawing", "Text", "Path"]
    assert [type(shape).__name__ for shape in Card(BLANK, FISH).shapes()] == ["Rect", "Drawing", "Path"]


@pytest.mark.parametrize(("words", "scale"), [("abc", 0.2), ("a" * 40, 0.1)])
def test_letters_grow_smaller_rather_than_wider(words: str, scale: float) -> None:
    """A text keeps its size as long as there is room, and its middle always."""
    text = Text(words, x=50, base=9, size=2, anchor="middle", widest=40)
    left = 50 - 10 * len(words) * scale / 2
    assert f'translate({left:g} 9) scale({scale:.6f} -{scale:.6f})"' in elements([text], blocks)


def test_letters_that_cannot_be_drawn_are_refused() -> None:
    """Whoever draws the letters says no, and no card comes without its name."""
    with pytest.raises(CannotDraw):
        card_svg(Card(BLANK, FISH, "?"), blocks)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
@pytest.mark.parametrize("count", [1, 4, 7, 30])
def test_a_sheet_breaks_into_pages(count: int, paper: Paper) -> None:
    """Every card stands on one page, in order, side by side, inside the margins and below the head."""
    cards = [Card(BLANK, FISH, f"n{place}") for place in range(count)]
    sheet = Sheet.of(cards, paper)
    pages = list(sheet.pages())
    assert [placed.card for page in pages for placed in page.cards] == cards
    assert all(len(page.cards) == sheet.per_page for page in pages[:-1])
    for placed in (placed for page in pages for placed in page.cards):
        assert MARGIN_MM <= placed.x <= paper.width - MARGIN_MM - placed.card.width_mm
        assert MARGIN_MM + HEAD_MM <= placed.y <= paper.height - MARGIN_MM - placed.card.height_mm


def test_marks_are_short_lines_at_the_corners() -> None:
    """Two lines from each corner of each card, inwards along its edges."""
    (page,) = Sheet.of([Card(BLANK, FISH)], LETTER).pages()
    (placed,) = page.cards
    corners = {
        (x, y)
        for x in (placed.x, placed.x + placed.card.width_mm)
        for y in (placed.y, placed.y + placed.card.height_mm)
    }
    marks = page.marks()
    assert len(marks) == 8
    assert {(mark.x1, mark.y1) for mark in marks} == corners
    assert {length(mark) for mark in marks} == {2.0}


def length(line: Line) -> float:
    """The length of a line along one of the axes, to a thousandth."""
    return round(abs(line.x2 - line.x1) + abs(line.y2 - line.y1), 3)


def test_a_card_that_has_no_room_is_refused() -> None:
    """The refusal says how large the card is, and on which paper."""
    with pytest.raises(DoesNotFit, match="225 x 257 mm does not fit on a4 paper"):
        Sheet.of([Card(BLANK, FISH, module_mm=5)], A4)


def test_a_page_is_one_svg_of_the_papers_size() -> None:
    """The browser's preview: head, cards moved to their places, and the marks above their white paper."""
    (page,) = Sheet.of([Card(BLANK, FISH, "Zoë"), Card(BLANK, FISH)], LETTER).pages()
    root = ElementTree.fromstring(page_svg(page, blocks))  # noqa: S314  made by the function under test
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == (
        "215.9mm",
        "279.4mm",
        "0 0 215.9 279.4",
    )
    cards = root.findall(f"{SVG}g")
    assert [card.get("transform") for card in cards] == [
        f"translate({placed.x:g} {placed.y:g}) scale(1)" for placed in page.cards
    ]
    assert [each.tag for each in root][-16:] == [f"{SVG}path"] * 16
