"""Every layout as PDF, read back as pixels: codes, sizes, places."""

from __future__ import annotations

import re

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from fontTools.pens.areaPen import AreaPen  # type: ignore[import-untyped]  # the same
from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]  # the same
from fontTools.pens.recordingPen import RecordingPen  # type: ignore[import-untyped]  # the same
from fontTools.svgLib.path import parse_path  # type: ignore[import-untyped]  # the same

from harmony.badge.symbol import MODULES, QUIET_ZONE
from harmony.model import Picture
from harmony_art.door import portrait_parts
from harmony_art.pictures import PICTURES
from harmony_print import alignment_page, cover, document, layouts
from harmony_print.layouts import Layout
from harmony_print.papers import LETTER
from harmony_print.pdf.paths import operators
from harmony_server.printing import pages_pdf
from harmony_server.printing.font import lettering
from harmony_server.printing.png import DPI
from tests.server.prints import MM_PER_INCH, drawn, pages, read_codes

BUILT_IN = layouts.built_in()
PIXELS_A_MM = DPI / MM_PER_INCH
LETTERS = "ABCDEFGHIJKLMNO"


@pytest.mark.parametrize("layout", BUILT_IN.values(), ids=BUILT_IN)
def test_every_badge_reads_at_its_size_and_place(layout: Layout) -> None:
    """At 300 dpi each decodes; its squares are right to 2 %, its place on the grid to 0.3 mm."""
    count = min(layout.per_page, len(LETTERS))
    symbols = [drawn(f"{letter}AAAAAAAAAAA") for letter in LETTERS[:count]]
    labels = [
        layout.label(symbol, Picture("fish", "sky"), "Zoë", ("Maple Street School",)) for symbol in symbols
    ]
    (page,) = pages(b"".join(pages_pdf(layout.pages(labels))))
    found = {code.text: code.position for code in read_codes(page)}
    assert found.keys() == {symbol.text for symbol in symbols}
    for at, symbol in enumerate(symbols):
        left, top = layout.place(at)
        inset = QUIET_ZONE * layout.module_mm
        box = layout.space.code
        expected = np.array([left + box.x + inset, top + box.y + inset])
        corners = found[symbol.text]
        seen = np.array([corners.top_left.x, corners.top_left.y]) / PIXELS_A_MM
        assert np.abs(seen - expected).max() < 0.3
        across = (corners.top_right.x - corners.top_left.x) / PIXELS_A_MM / MODULES
        assert across == pytest.approx(layout.module_mm, rel=0.02)


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_has_the_outlines_in_pdf_that_it_has_in_svg(picture: str) -> None:
    """Held to fontTools' reading of the same paths, arcs and curves included: same box, same area."""
    for d in re.findall(r' d="([^"]+)"', portrait_parts(picture, "sky")):
        expected, ours = RecordingPen(), RecordingPen()
        parse_path(d, expected)
        replay(operators(d), ours)
        is_closed = d.lower().count("m") == d.lower().count("z")
        for pen in (BoundsPen, AreaPen)[: 1 + is_closed]:
            told = [pen(None), pen(None)]
            expected.replay(told[0])
            ours.replay(told[1])
            first, second = (each.bounds if pen is BoundsPen else each.value for each in told)
            assert second == pytest.approx(first, abs=0.05)


def replay(written: str, pen: RecordingPen) -> None:
    """Draw PDF operators with a pen of fontTools."""
    numbers: list[float] = []
    is_open = False
    for token in written.split():
        points = list(zip(numbers[::2], numbers[1::2], strict=False))
        if token == "m":
            if is_open:
                pen.endPath()
            pen.moveTo(points[0])
            is_open = True
        elif token == "l":
            pen.lineTo(points[0])
        elif token == "c":
            pen.curveTo(*points)
        elif token == "h":
            pen.closePath()
            is_open = False
        else:
            numbers.append(float(token))
            continue
        numbers = []
    if is_open:
        pen.endPath()


def test_a_nudge_of_the_file_is_a_nudge_on_paper() -> None:
    """The same page moved by 2 mm differs by so many pixels."""
    layout = BUILT_IN["labels-2-inch"]
    labels = [layout.label(drawn(), Picture("fish", "sky"))]
    places = []
    for nudge in ((0.0, 0.0), (2.0, 1.0)):
        (page,) = pages(b"".join(pages_pdf(layout.pages(labels, nudge=nudge))))
        (code,) = read_codes(page)
        places.append((code.position.top_left.x, code.position.top_left.y))
    moved = np.subtract(places[1], places[0]) / PIXELS_A_MM
    assert moved == pytest.approx((2, 1), abs=0.15)


def test_a_school_is_written_page_by_page() -> None:
    """The file comes in pieces of about a page, however many there are; each page opens."""
    layout = BUILT_IN["labels-2-inch"]
    label = layout.label(drawn(), Picture("fish", "sky"), "Zoë")
    pieces = list(document(layout.pages([label] * 240), lettering))
    assert len(pieces) == 1 + 20 + 1
    assert max(map(len, pieces[2:-1])) < 30_000
    opened = pypdfium2.PdfDocument(b"".join(pieces))
    assert len(opened) == 20
    opened.close()


def test_what_goes_with_the_badges_is_printed() -> None:
    """The cover and the alignment page hold no code."""
    layout = BUILT_IN["labels-l7164"]
    printed = pages(
        b"".join(pages_pdf([alignment_page(layout), *cover(LETTER, "Room 12", ["Ada", "Ben"])])), dpi=150
    )
    assert [len(read_codes(page)) for page in printed] == [0, 0]
    assert all(page.min() < 128 for page in printed)
