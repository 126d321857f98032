"""What is printed, read back: the badge decodes, its squares measure what was asked, no more is there."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from xml.etree import ElementTree

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]  # ships no types
from fontTools.svgLib.path import parse_path  # type: ignore[import-untyped]  # the same
from PIL import Image

from harmony.badge.symbol import MODULES, QUIET_ZONE
from harmony.model import Picture
from harmony.people.pictures import COLOURS, PICTURES
from harmony_print import A4, LETTER, CannotDraw, Card
from harmony_print.card import EDGE_MM, PICTURE_MM
from harmony_server.printing import card_pdf, card_png, card_svg, sheet_pdf
from harmony_server.printing.font import lettering
from harmony_server.printing.png import DPI
from tests.server.prints import (
    FISH,
    MM_PER_INCH,
    Pixels,
    dark_span,
    drawn,
    pages,
    pixel,
    png_pixels,
    read_codes,
)


def code_area(card: Card, pixels: Pixels) -> Pixels:
    """The part of a card's picture where the code and its quiet zone are."""
    return pixels[pixel(card.code_top_mm) + 2 :]


@pytest.mark.parametrize("module_mm", [0.8, 1.0, 1.2, 1.27, 1.5, 2.0, 5.0])
@pytest.mark.parametrize("form", [card_png, card_pdf])
def test_a_card_decodes_and_its_squares_measure_what_was_asked(
    module_mm: float, form: Callable[[Card], bytes]
) -> None:
    """The badge reads back to the letter; a module is within 1 % of its size, at 300 dpi, across and down."""
    card = Card(drawn(), FISH, "Zoë", module_mm)
    pixels = png_pixels(card_png(card)) if form is card_png else pages(card_pdf(card))[0]
    (code,) = read_codes(pixels)
    assert code.text == card.symbol.text
    area = code_area(card, pixels)
    for span in (dark_span(area), dark_span(area.T)):
        module = (span[1] - span[0]) / MODULES * MM_PER_INCH / DPI
        assert module == pytest.approx(module_mm, rel=0.01)


def test_every_module_is_where_it_belongs() -> None:
    """Sampled at the middle of each square, the print is the symbol."""
    card = Card(drawn(), FISH, "Zoë")
    area = code_area(card, png_pixels(card_png(card)))
    step = card.module_mm / MM_PER_INCH * DPI
    middles = [int((QUIET_ZONE + place + 0.5) * step) for place in range(MODULES)]
    read = area[np.ix_([middle - 2 for middle in middles], middles)] < 128
    assert np.array_equal(read, card.symbol.modules)


@pytest.mark.parametrize("name", [None, "Wilhelmina Alexandrina"])
def test_the_quiet_zone_is_white(name: str | None) -> None:
    """Four modules on each side hold nothing: no picture, no name, no mark."""
    card = Card(drawn(), FISH, name)
    area = code_area(card, png_pixels(card_png(card)))
    first, last = dark_span(area)
    quiet = pixel(QUIET_ZONE * card.module_mm)
    assert first == pytest.approx(quiet, abs=1)
    assert area.shape[1] - last == pytest.approx(quiet, abs=2)
    top, bottom = dark_span(area.T)
    assert top == pytest.approx(quiet - 2, abs=1.5)
    assert area.shape[0] - bottom == pytest.approx(quiet + pixel(EDGE_MM), abs=2)


def test_a_png_says_its_size() -> None:
    """The file holds 300 dpi, and its pixels are the card's millimetres."""
    card = Card(drawn(), FISH, "Zoë")
    image = Image.open(io.BytesIO(card_png(card)))
    assert image.info["dpi"] == pytest.approx((DPI, DPI), abs=0.01)
    size_mm = (card.width_mm, card.height_mm)
    assert image.size == pytest.approx([each / MM_PER_INCH * DPI for each in size_mm], abs=1)


def test_a_pdf_has_the_cards_size_and_no_pixels() -> None:
    """The page is as large as the card, and every mark on it is a vector."""
    card = Card(drawn(), FISH, "Zoë")
    pdf = card_pdf(card)
    page = pypdfium2.PdfDocument(pdf)[0]
    points = [each / MM_PER_INCH * 72 for each in (card.width_mm, card.height_mm)]
    assert page.get_size() == pytest.approx(points, abs=0.01)
    assert b"/Subtype /Image" not in pdf


def test_an_svg_is_in_millimetres_and_well_formed() -> None:
    """Width, height and view box agree, and one path holds the whole code."""
    card = Card(drawn(), FISH, "Zoë", 2.0)
    root = ElementTree.fromstring(card_svg(card))  # noqa: S314  made by the function under test
    assert root.attrib["width"] == "90mm"
    assert root.attrib["height"] == f"{card.height_mm:g}mm"
    assert root.attrib["viewBox"] == f"0 0 90 {card.height_mm:g}"
    (code,) = [each for each in root if each.attrib.get("d", "").startswith("M0 0h7v1h-7z")]
    assert code.attrib["transform"] == f"translate(8 {card.code_top_mm + 8:g}) scale(2)"
    assert modules_of(code.attrib["d"]) == card.symbol.modules


def modules_of(path: str) -> tuple[tuple[bool, ...], ...]:
    """The modules that the runs of a path cover."""
    dark = np.zeros((MODULES, MODULES), dtype=bool)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        dark[int(y), int(x) : int(x) + int(length)] = True
    return tuple(tuple(bool(cell) for cell in row) for row in dark)


def test_printing_again_gives_the_same_bytes() -> None:
    """No date and no chance is in a file, so two prints can be compared."""
    card = Card(drawn(), FISH, "Zoë")
    assert card_pdf(card) == card_pdf(card)
    assert card_png(card) == card_png(card)
    assert sheet_pdf([card, card], A4) == sheet_pdf([card, card], A4)


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("colour", COLOURS)
def test_every_picture_can_be_printed(picture: str, colour: str) -> None:
    """Each picture gives its own ink above the code, on each colour."""
    card = Card(drawn(), Picture(picture, colour))
    above = pages(card_pdf(card), dpi=72)[0][: round(card.code_top_mm / MM_PER_INCH * 72)]
    assert (above < 100).sum() > 100


@pytest.mark.parametrize(
    "name",
    [
        *("Zoë", "Đặng", "Thảo", "Łukasz", "Ọlá", "Ọ\u0301la", "Ζωή", "Жанна", "O’Neil", "Ana-María", "Ŋaio"),
        *("علی", "محمد رضا", "بن\u200cیامین", "אבי", "שָׂרָה", "मीरा", "कृष्ण"),
        *("李小明", "𠮷野", "さくら", "민준", "Lý 李", "علی Zoë", "אבי 2", "علی אבי"),
    ],
)
def test_names_of_many_alphabets_are_drawn(name: str) -> None:
    """Names of every script that a font here has, alone and mixed: ink between picture and code."""
    card = Card(drawn(), FISH, name)
    line = png_pixels(card_png(card))[pixel(EDGE_MM + PICTURE_MM[1] + 0.2) : pixel(card.code_top_mm)]
    first, last = dark_span(line)
    assert last - first > pixel(2)
    assert first + last == pytest.approx(line.shape[1], abs=24)
    assert code_area(card, png_pixels(card_png(card)))[: pixel(QUIET_ZONE * card.module_mm) - 4].min() == 255


def test_letters_are_joined_and_run_as_their_script_does() -> None:
    """Arabic letters take the form of their place, and the line runs from right to left."""
    beh = {form: lettering(form).width for form in ("ب", "ببب")}
    assert beh["ببب"] < 2.5 * beh["ب"]
    alef_then_beh = BoundsPen(None)
    parse_path(lettering("اب").path, alef_then_beh)
    alone = BoundsPen(None)
    parse_path(lettering("ا").path, alone)
    assert alef_then_beh.bounds[2] - lettering("اب").width == pytest.approx(
        alone.bounds[2] - lettering("ا").width, abs=2
    )


def test_a_pdf_asks_to_be_printed_at_its_size() -> None:
    """Print dialogs begin with "Actual size", for a card as for a sheet."""
    card = Card(drawn(), FISH, "Zoë")
    for pdf in (card_pdf(card), sheet_pdf([card], LETTER)):
        assert re.search(rb"/ViewerPreferences\s*<<[^>]*/PrintScaling /None", pdf)


def test_a_long_name_gets_smaller_letters() -> None:
    """However long a name is, it stays clear of the card's edges."""
    card = Card(drawn(), FISH, "Maximiliane Wilhelmina Alexandrina Theodora")
    first, last = dark_span(png_pixels(card_png(card))[: pixel(card.code_top_mm)])
    assert first >= pixel(EDGE_MM) - 1
    assert last <= pixel(card.width_mm - EDGE_MM) + 4


@pytest.mark.parametrize("name", ["Zoë 😀", "علی 😀", "\u093eम", "ᠮᠣ"])
@pytest.mark.parametrize("form", [card_svg, card_pdf, card_png])
def test_a_name_that_cannot_be_drawn_is_refused(name: str, form: Callable[[Card], object]) -> None:
    """A letter no font has, a mark without its letter: said, not drawn wrong."""
    with pytest.raises(CannotDraw, match=r"U\+[0-9A-F]{4,5}.*without a name"):
        form(Card(drawn(), FISH, name))


@pytest.mark.parametrize("module_mm", [0.79, 5.01, 0, -1, float("nan")])
def test_a_size_out_of_range_is_refused(module_mm: float) -> None:
    """Squares too small to read or too large for a hand are not printed."""
    with pytest.raises(ValueError, match=r"0\.8 to 5"):
        Card(drawn(), FISH, module_mm=module_mm)


def test_nothing_about_a_person_is_in_a_file() -> None:
    """T-28: not even the name is text that a search would find: it is drawn."""
    card = Card(drawn(), FISH, "Wilhelmina")
    assert "Wilhelmina" not in card_svg(card)
    assert b"Wilhelmina" not in card_pdf(card) + card_png(card) + sheet_pdf([card], LETTER)
