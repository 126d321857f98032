"""Where our wheel goes its own way; these checks run inside Pyodide only."""

from __future__ import annotations

import gc
from typing import Any

import zxingcpp as module

from tests.wheel.claims import only, size
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


def check_no_other_formats(_: Symbols) -> None:
    """A format that this build cannot read has no name here, so asking for it fails at once."""
    assert not hasattr(zxingcpp.BarcodeFormat, "EAN13")


def check_no_asian_character_sets(symbols: Symbols) -> None:
    """Of Shift JIS the ASCII half is read; the rest is shown as missing."""
    found = only(draw(symbols["kanji"]))
    assert found.text == "\ufffd\ufffd\ufffd{"
    assert found.bytes == "日本".encode("shift_jis")
