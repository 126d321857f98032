"""Where our wheel goes its own way; these checks run inside Pyodide only."""

from __future__ import annotations

import gc
from typing import Any

import zxingcpp as module

from tests.wheel.claims import only, refused, size
from tests.wheel.drawing import Symbols, draw

zxingcpp: Any = module


def check_views_keep_their_pixels(symbols: Symbols) -> None:
    """A view holds on to its buffer; PyPI's 3.1.1 reads memory that may be another's by then."""
    picture = draw(symbols["hello"])
    side = size(picture)[0]
    view = zxingcpp.ImageView(bytearray(picture.tobytes()), side, side, zxingcpp.ImageFormat.Lum)
    gc.collect()
    others = [bytearray(side * side) for _ in range(8)]
    assert only(view).text == "HELLO"
    assert len(others) == 8


def check_pictures_in_the_decoder(symbols: Symbols) -> None:
    """A picture that lies in the decoder's memory is read there, and shows what is written there later."""
    picture = draw(symbols["hello"])
    height, width = size(picture)
    decoder = zxingcpp._decoder.running()
    address = decoder.allocate(height * width)
    view = zxingcpp.ImageView.in_decoder(address, width, height)
    decoder.write(address, bytes(height * width))
    assert zxingcpp.read_barcodes(view) == []
    decoder.write(address, picture.tobytes())
    assert only(view).text == "HELLO"
    assert view.format is zxingcpp.ImageFormat.Lum
    decoder.free(address)
    refused(ValueError, zxingcpp.ImageView.in_decoder, address, 0, height)


def check_one_decoder_for_all(_: Symbols) -> None:
    """The decoder in use may be adopted again; another one may not, since it knows nothing of this one's."""
    decoder = zxingcpp._decoder.running()
    zxingcpp.adopt(decoder)
    assert zxingcpp._decoder.running() is decoder
    refused(RuntimeError, zxingcpp.adopt, zxingcpp._decoder._start())


def check_no_other_formats(_: Symbols) -> None:
    """A format that this build cannot read has no name here, so asking for it fails at once."""
    assert not hasattr(zxingcpp.BarcodeFormat, "EAN13")


def check_no_asian_character_sets(symbols: Symbols) -> None:
    """Of Shift JIS the ASCII half is read; the rest is shown as missing."""
    found = only(draw(symbols["kanji"]))
    assert found.text == "\ufffd\ufffd\ufffd{"
    assert found.bytes == "日本".encode("shift_jis")
