"""What can be looked at, and what cannot."""

from __future__ import annotations

from typing import Any

import zxingcpp as module

from tests.wheel.claims import only, refused, size
from tests.wheel.drawing import Symbols, colored, draw, shaped

zxingcpp: Any = module  # PyPI's stub knows neither plain buffers nor lists of formats


def check_images_that_are_buffers(symbols: Symbols) -> None:
    """A buffer of height x width is gray, one of height x width x 3 is BGR, each writable or not."""
    picture = draw(symbols["hello"])
    side = size(picture)[0]
    three = colored(picture, 3)
    for pixels in (picture.tobytes(), bytearray(picture.tobytes())):
        assert only(shaped(pixels, side, side)).text == "HELLO"
    for pixels in (three, bytearray(three)):
        assert only(memoryview(pixels).cast("B", (side, side, 3))).text == "HELLO"
    assert only(picture.toreadonly()).text == "HELLO"


def check_what_is_no_image(symbols: Symbols) -> None:
    """Other objects, element types and dimensions are TypeErrors, other channels ValueErrors."""
    picture = draw(symbols["hello"])
    side = size(picture)[0]
    wrong: list[object] = [None, 5, "HELLO", picture.tobytes()]
    wrong += [memoryview(bytes(16)).cast("b", (4, 4)), memoryview(bytes(16)).cast("B", (2, 2, 2, 2))]
    for image in wrong:
        refused(TypeError, zxingcpp.read_barcodes, image)
    refused(ValueError, zxingcpp.read_barcodes, memoryview(colored(picture, 4)).cast("B", (side, side, 4)))


def check_views_of_every_layout(symbols: Symbols) -> None:
    """An ImageView takes pixels of each layout and remembers which."""
    picture = draw(symbols["hello"])
    side = size(picture)[0]
    for layout in zxingcpp.ImageFormat:
        channels = layout.value >> 24
        view = zxingcpp.ImageView(colored(picture, channels), side, side, layout)
        assert view.format is layout
        assert only(view).text == "HELLO"


def check_views_with_gaps(symbols: Symbols) -> None:
    """Row and pixel strides step over what does not belong to the picture."""
    picture = draw(symbols["hello"])
    side, pixels = size(picture)[0], picture.tobytes()
    rows = b"".join(pixels[y * side : (y + 1) * side] + bytes(5) for y in range(side))
    gray = zxingcpp.ImageFormat.Lum
    assert only(zxingcpp.ImageView(rows, side, side, gray, row_stride=side + 5)).text == "HELLO"
    spread = colored(picture, 4)
    assert only(zxingcpp.ImageView(spread, side, side, gray, 4 * side, 4)).text == "HELLO"


def check_views_that_do_not_fit(_: Symbols) -> None:
    """A view of more than there is, of nothing, or backwards is a ValueError, of no bytes a TypeError."""
    view, gray, pixels = zxingcpp.ImageView, zxingcpp.ImageFormat.Lum, bytes(12)
    for width, height in ((4, 4), (0, 3), (4, -3)):
        refused(ValueError, view, pixels, width, height, gray)
    refused(ValueError, view, pixels, 4, 3, zxingcpp.ImageFormat.RGBA)
    refused(ValueError, view, pixels, 4, 3, gray, row_stride=-4)
    refused(TypeError, view, None, 4, 3, gray)
    refused(TypeError, view, memoryview(pixels).cast("H"), 3, 2, gray)


def check_views_show_later_writes(symbols: Symbols) -> None:
    """A view over a writable buffer is made once and shows each frame that is written into it."""
    picture = draw(symbols["hello"])
    side = size(picture)[0]
    buffer = bytearray(side * side)
    view = zxingcpp.ImageView(buffer, side, side, zxingcpp.ImageFormat.Lum)
    assert zxingcpp.read_barcodes(view) == []
    buffer[:] = picture.tobytes()
    assert only(view).text == "HELLO"
