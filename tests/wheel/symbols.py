"""The symbols of the contract, made by segno; Pyodide gets them as JSON."""

from __future__ import annotations

from typing import Any, cast

import segno
from segno import encoder
from segno.consts import ERROR_LEVEL_L, MODE_ALPHANUMERIC, MODE_BYTE, MODE_NUMERIC

from tests.wheel.drawing import Symbols

HOST, NUMBER = "HTTPS://PORTAL.EXAMPLE.ORG/", "0123456789" * 18


def made() -> Symbols:
    """Every symbol of the contract by its name."""
    symbols = {
        "hello": segno.make("HELLO", error="q", version=1, boost_error=False),
        "bytes": segno.make("hello #7", error="l", version=1, boost_error=False),
        "micro": segno.make("1", micro=True),
        "latin": segno.make("café", encoding="iso-8859-1", micro=False),
        "utf8": segno.make("Ωmega, 日本", encoding="utf-8", eci=True, micro=False),
        "utf8_guessed": segno.make("café".encode(), micro=False),
        "binary": segno.make(b"\x00\x01\xff", micro=False),
        "kanji": segno.make("日本", micro=False),
        "badge": badge(),
        "broken_off": _broken_off(),
    }
    return {name: [_digits(row) for row in symbol.matrix] for name, symbol in symbols.items()}


def badge() -> segno.QRCode:
    """A symbol of the size of a badge's, 37 modules, and in three parts as a badge's is."""
    parts: Any = [(HOST, MODE_ALPHANUMERIC), ("#", MODE_BYTE), (NUMBER, MODE_NUMERIC)]  # not in segno's stub
    return segno.make_qr(parts, error="l", version=5, boost_error=False)


def _broken_off() -> segno.QRCode:
    """A well-formed symbol of 5 bytes that says it holds 200."""
    inner: Any = encoder  # segno's own layer, which does as it is told
    whole = inner.make_segment("HELLO", MODE_BYTE)
    segment = inner._Segment(whole.bits, 200, whole.mode, whole.encoding)
    code = inner._encode([segment], ERROR_LEVEL_L, version=1, mask=None, eci=False, boost_error=False)
    made: Any = segno.QRCode
    return cast("segno.QRCode", made(code))


def _digits(row: bytearray) -> str:
    return "".join(str(module) for module in row)
