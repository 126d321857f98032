"""What is printed, read back: the badge decodes, its squares measure what was asked, no more is there."""

from __future__ import annotations

import io
import re
import stat
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from numpy.typing import NDArray
from PIL import Image

from harmony.badge.signing import sign
from harmony.badge.symbol import MODULES, QUIET_ZONE, Symbol, symbol
from harmony.pictures import COLOURS, PICTURES, Picture
from harmony_server.printing import (
    MODULE_MM,
    PAPERS,
    CannotDraw,
    Card,
    card_pdf,
    card_png,
    card_svg,
    sheet_pdf,
    write_private,
)
from harmony_server.printing.card import EDGE_MM, PICTURE_MM
from harmony_server.printing.pdf import HEAD_MM, MARGIN_MM, RULER_MM
from harmony_server.printing.png import DPI

MM_PER_INCH = 25.4
FISH = Picture("fish", "sky")

Pixels = NDArray[np.uint8]


def drawn(badge_id: str = "AAAAAAAAAAAA") -> Symbol:
    """A badge's symbol as a link of 37 modules a side."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    token = sign(badge_id=badge_id, district="q3Zx", kid="01", key=key)
    return symbol(token, portal_url="https://portal.example")


def pages(pdf: bytes, dpi: int = DPI) -> list[Pixels]:
    """The pages of a PDF in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [np.array(page.render(scale=dpi / 72).to_pil().convert("L")) for page in document]
    finally:
        document.close()


def png_pixels(png: bytes) -> Pixels:
    """A PNG in grey."""
    return np.array(Image.open(io.BytesIO(png)).convert("L"))


def read_codes(pixels: Pixels) -> list[zxingcpp.Barcode]:
    """Every QR code in a picture."""
    return zxingcpp.read_barcodes(pixels)


def dark_span(pixels: Pixels) -> tuple[float, float]:
    """Where the dark begins and ends along the columns, to a fraction of a pixel."""
    darkest = 1 - pixels.min(axis=0).astype(float) / 255
    places = np.flatnonzero(darkest > 0.02)
    first, last = int(places[0]), int(places[-1])
    return first + 1 - darkest[first], last + darkest[last]


def pixel(mm: float) -> int:
    """The pixel at so many millimetres."""
    return round(mm / MM_PER_INCH * DPI)


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
    assert sheet_pdf([card, card], "a4") == sheet_pdf([card, card], "a4")


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("colour", COLOURS)
def test_every_picture_can_be_printed(picture: str, colour: str) -> None:
    """Each picture gives its own ink above the code, on each colour."""
    card = Card(drawn(), Picture(picture, colour))
    above = pages(card_pdf(card), dpi=72)[0][: round(card.code_top_mm / MM_PER_INCH * 72)]
    assert (above < 100).sum() > 100


@pytest.mark.parametrize(
    "name",
    ["Zoë", "Đặng", "Thảo", "Łukasz", "Ọlá", "Ζωή", "Жанна", "O’Neil", "Ana-María", "Jean Luc", "Ŋaio"],
)
def test_names_of_many_alphabets_are_drawn(name: str) -> None:
    """Latin with every accent, Greek and Cyrillic leave ink between picture and code."""
    card = Card(drawn(), FISH, name)
    line = png_pixels(card_png(card))[pixel(EDGE_MM + PICTURE_MM[1] + 0.2) : pixel(card.code_top_mm)]
    first, last = dark_span(line)
    assert last - first > pixel(2)
    assert first + last == pytest.approx(line.shape[1], abs=24)


def test_a_long_name_gets_smaller_letters() -> None:
    """However long a name is, it stays clear of the card's edges."""
    card = Card(drawn(), FISH, "Maximiliane Wilhelmina Alexandrina Theodora")
    first, last = dark_span(png_pixels(card_png(card))[: pixel(card.code_top_mm)])
    assert first >= pixel(EDGE_MM) - 1
    assert last <= pixel(card.width_mm - EDGE_MM) + 4


@pytest.mark.parametrize("name", ["李", "علی", "אבי", "मीरा", "Zoë 😀", "Ọ\u0301la"])
@pytest.mark.parametrize("form", [card_svg, card_pdf, card_png])
def test_a_name_that_cannot_be_drawn_is_refused(name: str, form: Callable[[Card], object]) -> None:
    """A letter the font lacks, or a mark that needs another letter's help, is said, never left out."""
    with pytest.raises(CannotDraw, match=r"U\+[0-9A-F]{4,5}.*without a name"):
        form(Card(drawn(), FISH, name))


@pytest.mark.parametrize("module_mm", [0.79, 5.01, 0, -1, float("nan")])
def test_a_size_out_of_range_is_refused(module_mm: float) -> None:
    """Squares too small to read or too large for a hand are not printed."""
    with pytest.raises(ValueError, match=r"0\.8 to 5"):
        Card(drawn(), FISH, module_mm=module_mm)


def fifteen() -> list[Card]:
    """The cards of a class, each with a badge of its own."""
    names = "ABCDEFGHIJKLMNO"
    return [Card(drawn(f"{letter}AAAAAAAAAAA"), FISH, f"{letter}nne") for letter in names]


@pytest.mark.parametrize(("paper", "each"), [("letter", 6), ("a4", 4)])
def test_a_sheet_holds_every_badge_at_full_size(paper: str, each: int) -> None:
    """All badges decode from pages of the paper's size, and none is scaled to fit."""
    cards = fifteen()
    printed = pages(sheet_pdf(cards, paper), dpi=150)
    assert len(printed) == -(-len(cards) // each)
    assert printed[0].shape == pytest.approx(
        [size / MM_PER_INCH * 150 for size in reversed(PAPERS[paper])], abs=1
    )
    codes = [code for page in printed for code in read_codes(page)]
    assert sorted(code.text for code in codes) == sorted(card.symbol.text for card in cards)
    for code in codes:
        width = code.position.top_right.x - code.position.top_left.x
        assert width / MODULES * MM_PER_INCH / 150 == pytest.approx(MODULE_MM, rel=0.01)


def test_a_sheet_has_a_line_to_measure_and_marks_to_cut_along() -> None:
    """The line above the cards is 50 mm long, and grey marks stand at the corners of each card."""
    card = fifteen()[0]
    page = pages(sheet_pdf([card], "letter"))[0]
    ruler = page[pixel(MARGIN_MM + 2.9) : pixel(MARGIN_MM + 3.1), : pixel(MARGIN_MM + RULER_MM + 2)]
    first, last = dark_span(ruler)
    assert (last - first) / DPI * MM_PER_INCH == pytest.approx(RULER_MM, abs=0.5)
    assert first == pytest.approx(pixel(MARGIN_MM), abs=3)
    left = (PAPERS["letter"][0] - 3 * card.width_mm) / 2
    top = MARGIN_MM + HEAD_MM
    for x in (left, left + card.width_mm):
        for y in (top + 1, top + card.height_mm - 1):
            assert page[pixel(y), pixel(x) - 3 : pixel(x) + 4].min() < 200


def test_marks_to_cut_along_stay_out_of_the_quiet_zone() -> None:
    """Beside and between the codes of a sheet there is nothing but white."""
    cards = fifteen()[:6]
    page = pages(sheet_pdf(cards, "letter"))[0]
    left = (PAPERS["letter"][0] - 3 * cards[0].width_mm) / 2
    quiet = QUIET_ZONE * cards[0].module_mm
    for row in range(2):
        top = MARGIN_MM + HEAD_MM + row * cards[0].height_mm + cards[0].code_top_mm
        rows = page[pixel(top) + 1 : pixel(top + cards[0].width_mm) - 1]
        for column in range(3):
            x = left + column * cards[0].width_mm
            assert rows[:, pixel(x) + 1 : pixel(x + quiet) - 1].min() == 255
            assert (
                rows[:, pixel(x + cards[0].width_mm - quiet) + 2 : pixel(x + cards[0].width_mm) - 1].min()
                == 255
            )


def test_a_card_too_large_for_the_paper_is_refused() -> None:
    """A sheet that cannot hold one card says so."""
    with pytest.raises(ValueError, match=r"A card of 225 x .* does not fit on letter paper"):
        sheet_pdf([Card(drawn(), FISH, module_mm=5)], "letter")


def test_nothing_about_a_person_is_in_a_file() -> None:
    """Not even the name is text that a search would find: it is drawn."""
    card = Card(drawn(), FISH, "Wilhelmina")
    assert "Wilhelmina" not in card_svg(card)
    assert b"Wilhelmina" not in card_pdf(card) + card_png(card) + sheet_pdf([card], "letter")


def test_a_file_is_replaced_whole_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    """Writing again replaces the file; what was there readable by all is private afterwards."""
    path = tmp_path / "badge.png"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    """When writing fails the folder is as it was."""
    (tmp_path / "badge.png").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_private(tmp_path / "badge.png", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["badge.png"]
