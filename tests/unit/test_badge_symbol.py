"""The drawn QR code: small, with its quiet zone, and read back by another library."""

from __future__ import annotations

from typing import Any

import pytest
import zxingcpp as module
from hypothesis import given, settings

from harmony.badge.symbol import MODULES, QUIET_ZONE, Symbol, symbol
from harmony.badge.token import BadgeToken, parse
from tests.unit.badges import badge, tokens
from tests.wheel import drawing

zxingcpp: Any = module  # PyPI's stub knows no plain buffers

URL = "https://portal.example"
MAX_HOST = "portal." + "x" * 11 + ".example"
"""26 characters: 5-L holds 864 bits, of which the number takes 634, `#` 20, and each two of the rest 11."""


def read(drawn: Symbol) -> tuple[str, str]:
    """What zxing-cpp reads: the text, and the level of error correction."""
    assert drawing.QUIET_ZONE == QUIET_ZONE
    [code] = zxingcpp.read_barcodes(
        drawing.draw(drawing.rows_of(drawn.modules)), formats=zxingcpp.BarcodeFormat.QRCodeModel2
    )
    return code.text, code.ec_level


@given(tokens)
@settings(max_examples=40, deadline=None)
def test_a_symbol_with_a_link_is_read_back(token: BadgeToken) -> None:
    """The link any phone can open, 37 by 37 modules at level L, is read as it was drawn."""
    drawn = symbol(token, portal_url=URL)
    text = f"HTTPS://PORTAL.EXAMPLE/#{token.decimal}"
    assert (drawn.text, drawn.error_correction) == (text, "L")
    assert (len(drawn.modules), {len(row) for row in drawn.modules}) == (MODULES, {MODULES})
    assert read(drawn) == (text, "L")
    assert parse(read(drawn)[0]) == token


@given(tokens)
@settings(max_examples=40, deadline=None)
def test_a_symbol_without_a_link_is_read_back(token: BadgeToken) -> None:
    """The bare number has the same size and the stronger correction M."""
    drawn = symbol(token)
    assert (drawn.text, drawn.error_correction) == (token.decimal, "M")
    assert (len(drawn.modules), {len(row) for row in drawn.modules}) == (MODULES, {MODULES})
    assert read(drawn) == (token.decimal, "M")


@pytest.mark.parametrize(
    ("portal_url", "level"),
    [
        (URL, "L"),
        (f"{URL}/", "L"),
        (f"{URL}:8443", "L"),
        ("https://a.b", "L"),
        (f"https://{MAX_HOST}", "L"),
        (f"https://x{MAX_HOST}", "M"),
        ("http://portal.example", "M"),
        (f"{URL}/school", "M"),
        ("https://portal_1.example", "M"),
        ("https://münchen.example", "M"),
        ("", "M"),
        (None, "M"),
    ],
)
def test_the_link_is_drawn_where_it_can_be(portal_url: str | None, level: str) -> None:
    """Too long a host, http, a path, or characters that QR has not: the bare number instead."""
    drawn = symbol(badge(), portal_url=portal_url)
    assert (drawn.error_correction, len(drawn.modules)) == (level, MODULES)
    assert drawn.text.endswith(badge().decimal)
    assert drawn.text.startswith("HTTPS://") is (level == "L")
    assert read(drawn) == (drawn.text, level)
    assert parse(read(drawn)[0]) == badge()


def test_the_same_badge_is_the_same_picture() -> None:
    """A sheet printed again is the same sheet."""
    assert symbol(badge(), portal_url=URL) == symbol(badge(), portal_url=URL)
