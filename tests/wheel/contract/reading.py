"""What is found in a picture."""

from __future__ import annotations

from typing import Any

import zxingcpp as module

from tests.wheel.claims import only
from tests.wheel.drawing import Symbols, beside, damaged, draw, inverted, quarter_turn, shaped

zxingcpp: Any = module  # PyPI's stub knows neither plain buffers nor lists of formats


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
