"""What `zxingcpp` promises, on CPython by PyPI's module and in the browser by ours.

Each `check_` function takes the symbols of `symbols.py` and fails by an assertion. Nothing but the standard
library and `zxingcpp` is used, so the same file runs under pytest and inside Pyodide.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import zxingcpp as module

from tests.wheel.drawing import (
    Symbols,
    beside,
    colored,
    damaged,
    draw,
    inverted,
    quarter_turn,
    shaped,
)

zxingcpp: Any = module  # PyPI's stub knows neither plain buffers nor lists of formats

Check = Callable[[Symbols], None]


def checks() -> dict[str, Check]:
    """Every check by its name."""
    return {name: check for name, check in globals().items() if name.startswith("check_")}


def refused(
    kind: type[Exception], call: Callable[..., object], *arguments: object, **options: object
) -> None:
    """The call raises an exception of this kind."""
    try:
        call(*arguments, **options)
    except kind:
        return
    raise AssertionError(f"{kind.__name__} was not raised")


def size(picture: memoryview) -> tuple[int, int]:
    """Height and width."""
    height, width = picture.shape or (0, 0)
    return height, width


def only(image: object, **options: object) -> Any:
    """The one barcode in an image."""
    (found,) = zxingcpp.read_barcodes(image, **options)
    return found


def check_what_a_barcode_tells(symbols: Symbols) -> None:
    """A symbol that was read tells its content and how it was written."""
    found = only(draw(symbols["hello"]))
    assert found.valid is True
    assert found.error is None
    assert found.text == "HELLO"
    assert found.bytes == b"HELLO"
    assert found.format == zxingcpp.BarcodeFormat.QRCode
    assert found.symbology == zxingcpp.BarcodeFormat.QRCode
    assert found.symbology_identifier == "]Q1"
    assert found.content_type == zxingcpp.ContentType.Text
    assert found.ec_level == "Q"
    assert found.extra["Version"] == "1"
    assert found.extra["ECLevel"] == "Q"


def check_corners(symbols: Symbols) -> None:
    """Corners are whole pixels, named as the symbol stands."""
    found = only(draw(symbols["hello"]))
    assert str(found.position) == "16x16 100x16 101x101 16x100"
    assert (found.position.top_left.x, found.position.top_left.y) == (16, 16)
    assert (found.position.top_right.x, found.position.top_right.y) == (100, 16)
    assert (found.position.bottom_right.x, found.position.bottom_right.y) == (101, 101)
    assert (found.position.bottom_left.x, found.position.bottom_left.y) == (16, 100)
    assert found.orientation == 0


def check_corners_of_a_turned_symbol(symbols: Symbols) -> None:
    """A quarter turn takes the symbol's own top left to the top right of the picture."""
    found = only(quarter_turn(draw(symbols["hello"])))
    assert str(found.position) == "100x16 100x100 16x99 16x16"
    assert found.orientation == 90


def check_one_or_all(symbols: Symbols) -> None:
    """`read_barcodes` finds every symbol, `read_barcode` stops at one, and none gives None."""
    both = beside(draw(symbols["hello"]), draw(symbols["bytes"]))
    assert sorted(found.text for found in zxingcpp.read_barcodes(both)) == ["HELLO", "hello #7"]
    assert zxingcpp.read_barcode(both).text in ("HELLO", "hello #7")
    blank = shaped(bytes(64 * 64), 64, 64)
    assert zxingcpp.read_barcodes(blank) == []
    assert zxingcpp.read_barcode(blank) is None


def check_forms_of_formats(symbols: Symbols) -> None:
    """Formats are given as one, as a list, a tuple or a set of zxingcpp's own; as nothing else."""
    picture, model_2 = draw(symbols["hello"]), zxingcpp.BarcodeFormat.QRCodeModel2
    for formats in (model_2, [model_2], (model_2,), zxingcpp.BarcodeFormats([model_2]), []):
        assert only(picture, formats=formats).text == "HELLO"
    for formats in (None, "QRCodeModel2", 5, [5], {model_2}):
        refused(TypeError, zxingcpp.read_barcodes, picture, formats=formats)


def check_formats_choose(symbols: Symbols) -> None:
    """Micro QR is read when asked for, and neither kind when only the other is."""
    large, micro = draw(symbols["hello"]), draw(symbols["micro"])
    model_2, kind = zxingcpp.BarcodeFormat.QRCodeModel2, zxingcpp.BarcodeFormat.MicroQRCode
    assert only(micro, formats=kind).format == kind
    assert only(micro).symbology == zxingcpp.BarcodeFormat.QRCode
    assert zxingcpp.read_barcodes(micro, formats=model_2) == []
    assert zxingcpp.read_barcodes(large, formats=kind) == []


def check_set_of_formats(_: Symbols) -> None:
    """A set of formats is sorted, holds each once, and compares by what it holds."""
    one, two = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.QRCodeModel2
    formats = zxingcpp.BarcodeFormats([two, one, two, zxingcpp.BarcodeFormat.NONE])
    assert list(formats) == [one, two]
    assert len(formats) == 2
    assert (formats[0], formats[-1]) == (one, two)
    assert repr(formats) == "QR Code, QR Code Model 2"
    assert formats == zxingcpp.BarcodeFormats((one, two))
    assert formats != zxingcpp.BarcodeFormats(one)
    refused(IndexError, formats.__getitem__, 2)
    refused(TypeError, zxingcpp.BarcodeFormats, None)


def check_joining_formats_warns(_: Symbols) -> None:
    """The operator | still joins formats, and says that it is deprecated."""
    one, two = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        assert one | two == zxingcpp.BarcodeFormats([one, two])
        assert zxingcpp.BarcodeFormats(one) | two == zxingcpp.BarcodeFormats([one, two])
    assert [warning.category for warning in said] == [DeprecationWarning, DeprecationWarning]


def check_formats_are_numbers_with_names(_: Symbols) -> None:
    """Formats are integers, know their symbology, and have names for people."""
    expected = {
        "NONE": (0, "None"),
        "All": (10794, "All"),
        "AllReadable": (29226, "All Readable"),
        "AllMatrix": (27946, "All Matrix"),
        "QRCode": (8273, "QR Code"),
        "QRCodeModel1": (12625, "QR Code Model 1"),
        "QRCodeModel2": (12881, "QR Code Model 2"),
        "MicroQRCode": (27985, "Micro QR Code"),
        "RMQRCode": (29265, "rMQR Code"),
    }
    for name, (number, words) in expected.items():
        member = zxingcpp.BarcodeFormat[name]
        assert (member, str(member), f"{member}") == (number, words, words)
    assert zxingcpp.BarcodeFormat.MicroQRCode.symbology is zxingcpp.BarcodeFormat.QRCode


def check_values_of_enumerations(_: Symbols) -> None:
    """The other enumerations have the names and values of the library's headers."""
    expected = {
        "Binarizer": {"LocalAverage": 0, "GlobalHistogram": 1, "FixedThreshold": 2, "BoolCast": 3},
        "ContentType": {"Text": 0, "Binary": 1, "Mixed": 2, "GS1": 3, "ISO15434": 4, "UnknownECI": 5},
        "ErrorType": {"NONE": 0, "Format": 1, "Checksum": 2, "Unsupported": 3},
        "TextMode": {"Plain": 0, "ECI": 1, "HRI": 2, "Escaped": 3, "Hex": 4, "HexECI": 5},
        "ImageFormat": {
            "Lum": 0x01000000,
            "LumA": 0x02000000,
            "RGB": 0x03000102,
            "BGR": 0x03020100,
            "RGBA": 0x04000102,
            "ARGB": 0x04010203,
            "BGRA": 0x04020100,
            "ABGR": 0x04030201,
        },
    }
    for name, members in expected.items():
        assert {member.name: member.value for member in getattr(zxingcpp, name)} == members


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


def check_symbols_that_cannot_be_read(symbols: Symbols) -> None:
    """A damaged symbol is reported, with its corners and the reason, only when errors are asked for."""
    picture = damaged(draw(symbols["hello"]))
    assert zxingcpp.read_barcodes(picture) == []
    found = only(picture, return_errors=True)
    assert found.valid is False
    assert found.error.type is zxingcpp.ErrorType.Checksum
    assert found.error.message == ""
    assert str(found.error).startswith("ChecksumError @ QRDecoder.cpp:")
    assert str(found.position) == "16x16 100x16 101x101 16x100"


def check_symbols_that_break_off(symbols: Symbols) -> None:
    """A symbol that says it holds more than it does is a format error: an exception inside the library."""
    kind = zxingcpp.BarcodeFormat.QRCodeModel2
    found = only(draw(symbols["broken_off"]), formats=kind, return_errors=True)
    assert found.valid is False
    assert found.error.type is zxingcpp.ErrorType.Format
    assert found.error.message == "Truncated bit stream"
    assert str(found.error).startswith("FormatError (Truncated bit stream) @ QRDecoder.cpp:")
    assert zxingcpp.read_barcodes(draw(symbols["broken_off"])) == []


def check_light_on_dark(symbols: Symbols) -> None:
    """An inverted symbol is read unless `try_invert` is off."""
    picture = inverted(draw(symbols["hello"]))
    assert only(picture).text == "HELLO"
    assert zxingcpp.read_barcodes(picture, try_invert=False) == []


def check_options_that_a_clean_symbol_needs_not(symbols: Symbols) -> None:
    """A clean symbol is read with every option off, by every binarizer, and as a pure one."""
    picture = draw(symbols["hello"])
    assert only(picture, try_rotate=False, try_downscale=False, try_invert=False).text == "HELLO"
    assert only(picture, is_pure=True).text == "HELLO"
    for binarizer in zxingcpp.Binarizer:
        assert only(picture, binarizer=binarizer).text == "HELLO"


def check_positional_options(symbols: Symbols) -> None:
    """Options stand in the order of PyPI's signature."""
    picture, formats = draw(symbols["hello"]), [zxingcpp.BarcodeFormat.QRCode]
    mode, binarizer = zxingcpp.TextMode.Hex, zxingcpp.Binarizer.GlobalHistogram
    (found,) = zxingcpp.read_barcodes(picture, formats, True, True, False, mode, binarizer, True)
    assert found.text == "48 45 4C 4C 4F"


def check_text_modes(symbols: Symbols) -> None:
    """Bytes become text as the mode says."""
    picture = draw(symbols["latin"])
    expected = {
        "Plain": "café",
        "ECI": "]Q2\\000026café",
        "HRI": "café",
        "Escaped": "café",
        "Hex": "63 61 66 E9",
        "HexECI": "5D 51 31 63 61 66 E9",
    }
    for mode, text in expected.items():
        assert only(picture, text_mode=zxingcpp.TextMode[mode]).text == text, mode


def check_character_sets(symbols: Symbols) -> None:
    """UTF-8 is read with a designator and without, and bytes that are no text are shown as such."""
    assert only(draw(symbols["utf8"])).text == "Ωmega, 日本"
    assert only(draw(symbols["utf8_guessed"])).text == "café"
    found = only(draw(symbols["binary"]))
    assert found.content_type is zxingcpp.ContentType.Binary
    assert found.bytes == b"\x00\x01\xff"
    assert found.text == "<NUL><SOH>ÿ"


def check_long_numbers(symbols: Symbols) -> None:
    """A badge: a host, a hash sign and a long number come out as they went in."""
    assert only(draw(symbols["badge"])).text == "HTTPS://PORTAL.EXAMPLE.ORG/#" + "0123456789" * 18
