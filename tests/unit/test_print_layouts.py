"""Layouts as data: where labels lie, which are refused, and what stands on one."""

from __future__ import annotations

import re

import pytest

from harmony.badge.symbol import Symbol
from harmony.model import Picture
from harmony_art.door import PORTRAIT_SIZE
from harmony_print import ADVISED_MODULE_MM, LayoutError, alignment_page, cover, layouts
from harmony_print.label import SIDE, Box, Form, Space
from harmony_print.papers import LETTER
from harmony_print.shapes import Drawing, Path, Shape, Stroke, Text

BLANK = Symbol("0", "M", tuple(tuple(x == y for x in range(37)) for y in range(37)))
FISH = Picture("fish", "sky")
BUILT_IN = layouts.built_in()
SMALL = "labels-2-inch"
LABEL = """
[[layout]]
id = "own"
title = "Our own"
paper = "letter"
label = [60, 60]
grid = [3, 4]
first = [10, 15]
pitch = [65, 65]
form = "below"
"""


@pytest.mark.parametrize("layout", BUILT_IN.values(), ids=BUILT_IN)
def test_a_shops_grid_lies_in_the_middle_of_its_paper(layout: layouts.Layout) -> None:
    """Labels that are bought are symmetrical on their sheet; a table that is not is wrong."""
    x, y = layout.place(layout.per_page - 1)
    right = layout.paper.width - x - layout.space.width_mm
    assert right == pytest.approx(layout.left, abs=0.3)
    if not layout.cut and layout.per_page > 1:
        bottom = layout.paper.height - y - layout.space.height_mm
        assert bottom == pytest.approx(layout.top, abs=0.3)


@pytest.mark.parametrize("layout", BUILT_IN.values(), ids=BUILT_IN)
def test_squares_are_as_large_as_advised_wherever_that_fits(layout: layouts.Layout) -> None:
    """Only a label too small for it, with its picture, has smaller ones."""
    shorter = min(layout.space.width_mm, layout.space.height_mm)
    assert layout.module_mm >= ADVISED_MODULE_MM or shorter < SIDE * ADVISED_MODULE_MM


@pytest.mark.parametrize("layout", BUILT_IN.values(), ids=BUILT_IN)
def test_picture_and_words_stay_out_of_the_quiet_zone(layout: layouts.Layout) -> None:
    """What stands beside a code begins where its quiet zone ends, and ends before the label does."""
    label = layout.label(BLANK, FISH, "Maximiliana", ("Maple Street School", "Room 12"))
    code = label.space.code
    for box in filter(None, map(box_of, label.shapes())):
        right, bottom = box.x + box.width, box.y + box.height
        across = right <= code.x + NEAR or box.x >= code.x + code.width - NEAR
        assert across or bottom <= code.y + NEAR or box.y >= code.y + code.height - NEAR
        assert min(box.x, box.y) >= 0
        assert right <= label.width_mm
        assert bottom <= label.height_mm


NEAR = 1e-6


def box_of(shape: Shape) -> Box | None:
    """The space of a text or a picture; of paper and code, None."""
    if isinstance(shape, Text):
        left = shape.x - shape.widest / 2 if shape.anchor == "middle" else shape.x
        return Box(left, shape.base - shape.above, shape.widest, shape.above + shape.below)
    if isinstance(shape, Drawing):
        wide, high = (side * shape.place.scale for side in PORTRAIT_SIZE)
        return Box(shape.place.x, shape.place.y, wide, high)
    return None


def test_a_line_nobody_could_read_is_left_out() -> None:
    """On a small label there is the name alone; on a card the school and the class as well."""

    def words(layout: str) -> list[str]:
        label = BUILT_IN[layout].label(BLANK, FISH, "Ada", ("Maple Street School", "Room 12"))
        return [shape.words for shape in label.shapes() if isinstance(shape, Text)]

    assert words(SMALL) == ["Ada"]
    assert words("cards-letter") == ["Ada", "Maple Street School", "Room 12"]


def test_a_sheet_begins_at_a_label_and_goes_on_with_a_whole_page() -> None:
    """Of a half-used sheet the first labels are left out, once."""
    layout = BUILT_IN[SMALL]
    labels = [layout.label(BLANK, FISH, str(place)) for place in range(16)]
    first, second = layout.pages(labels, start=6)
    assert [len(page.cards) for page in (first, second)] == [7, 9]
    assert (first.cards[0].x, first.cards[0].y) == layout.place(5)
    assert (second.cards[0].x, second.cards[0].y) == layout.place(0)
    assert [placed.card for page in (first, second) for placed in page.cards] == labels


def test_a_back_lies_behind_its_front() -> None:
    """Seen from the back the columns run the other way; a nudge moves both sides of the paper alike."""
    layout = BUILT_IN["labels-l7164"]
    for at in range(layout.per_page):
        front, back = layout.place(at, nudge=(1, 2)), layout.place(at, nudge=(1, 2), mirrored=True)
        assert front[0] + back[0] + layout.space.width_mm == pytest.approx(layout.paper.width)
        assert front[1] == back[1]


def test_a_nudge_moves_every_label() -> None:
    """To the right and down, for a printer that prints beside them."""
    layout = BUILT_IN[SMALL]
    (page,) = layout.pages([layout.label(BLANK, FISH)], nudge=(-1.5, 0.5))
    assert (page.cards[0].x, page.cards[0].y) == (layout.left - 1.5, layout.top + 0.5)


def test_a_district_adds_a_layout() -> None:
    """As one table of a file."""
    (layout,) = layouts.read(LABEL).values()
    assert (layout.id, layout.per_page, layout.module_mm) == ("own", 12, 1.1)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('paper = "letter"', 'paper = "a5"'), "layout own: paper is one of letter, a4."),
        (('title = "Our own"\n', ""), "layout own: title is missing."),
        (("[60, 60]", "[30, 60]"), "layout own: a code needs 36 x 36 mm beside picture and name."),
        (("grid = [3, 4]", "grid = [0, 4]"), "layout own: a grid has at least one column and one row."),
        (
            ("pitch = [65, 65]", "pitch = [59, 65]"),
            "layout own: labels overlap, pitch is less than their width.",
        ),
        (("grid = [3, 4]", "grid = [4, 4]"), "layout own: the labels reach beyond letter paper."),
        (('form = "below"', 'form = "inside"'), "layout own: 'inside' is not a valid Form"),
        (("label = [60, 60]", "label = [60]"), "layout own: not enough values"),
        (('id = "own"', "id ="), "This is no TOML"),
    ],
)
def test_a_layout_that_cannot_be_is_refused(change: tuple[str, str], says: str) -> None:
    """It says which, and what is wrong with it."""
    with pytest.raises(LayoutError, match=re.escape(says)):
        layouts.read(LABEL.replace(*change))


def test_two_layouts_of_one_name_are_refused() -> None:
    """Which is meant could not be told."""
    with pytest.raises(LayoutError, match="same id"):
        layouts.read(LABEL + LABEL)


def test_a_space_too_small_for_a_code_says_so_by_its_module() -> None:
    """There is no size that could be read."""
    assert Space(30, 30, Form.BELOW).module_mm == 0


def test_the_cover_names_all_in_order() -> None:
    """In as many columns and pages as it takes."""
    names = [f"Child {place}" for place in range(100)]
    pages = list(cover(LETTER, "Room 12", names))
    told = [shape.words for page in pages for shape in page.head if isinstance(shape, Text)]
    assert [words.partition("  ")[2] for words in told if "  " in words] == names
    assert len(pages) == 2


def test_the_alignment_page_shows_every_label() -> None:
    """Four edges and a cross each, moved as the labels will be; and the line of 50 mm."""
    layout = BUILT_IN[SMALL]
    page = alignment_page(layout, (1, 0))
    assert sum(type(shape).__name__ == "Line" for shape in page.head) == 6 * layout.per_page
    assert any(isinstance(shape, Stroke) and "h50" in shape.d for shape in page.head)
    assert not any(isinstance(shape, Path) for shape in page.head)
