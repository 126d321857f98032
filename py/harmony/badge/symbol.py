"""The QR code (ISO/IEC 18004) of a badge: 37x37 modules, version 5.

A link lets any phone's camera app open the portal and sign in; it needs three segments, because `#` is
not among QR's alphanumeric characters. Where the host's name is too long for version 5-L the bare number
is drawn instead, with the stronger correction M that then fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import segno
from segno import consts

from harmony.badge.token import BadgeToken

QR_VERSION = 5
MODULES = 37
QUIET_ZONE = 4
"""Blank modules the standard asks for on each side (ISO/IEC 18004, section 6.3.8)."""
MASK = 6
"""The data mask pattern of every badge (ISO/IEC 18004, section 7.8). To try all eight takes four times as
long as all the rest, and cameras read the one of least penalty no more often: docs/decisions/0015."""

_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@dataclass(frozen=True)
class Symbol:
    """A drawn QR code: what it says, its correction level, and its modules (True is dark)."""

    text: str
    error_correction: str
    modules: tuple[tuple[bool, ...], ...]


def symbol(token: BadgeToken, *, portal_url: str | None = None) -> Symbol:
    """Draw a badge's QR code: `HTTPS://HOST/#<number>` at 5-L when that fits, else the number at 5-M.

    `portal_url` is the address of the portal; only an https address without a path becomes a link.
    """
    number = (token.decimal, consts.MODE_NUMERIC)
    if prefix := _link_prefix(portal_url):
        segments = [(prefix, consts.MODE_ALPHANUMERIC), ("#", consts.MODE_BYTE), number]
        try:
            return _draw(segments, "L")
        except segno.DataOverflowError:
            pass
    return _draw([number], "M")


def link_symbol(portal_url: str, path: str, code: str) -> Symbol:
    """A QR code that opens a page of the portal with a code behind the `#`: `HTTPS://HOST/claim/#K7MT…`.

    In the smallest version that has room, at M, to be read from paper by a phone's camera.
    """
    origin = _link_prefix(portal_url)
    start = [(origin, consts.MODE_ALPHANUMERIC)] if origin else [(f"{portal_url}/", consts.MODE_BYTE)]
    segments: Any = [*start, (f"{path}#", consts.MODE_BYTE), (code, consts.MODE_ALPHANUMERIC)]
    return _of_any_version("".join(text for text, _ in segments), segments)


def text_symbol(text: str) -> Symbol:
    """A QR code of a text that is no badge, such as an invitation's link: at M, in the smallest version."""
    return _of_any_version(text, text)


def _of_any_version(text: str, content: Any) -> Symbol:
    return Symbol(text, "M", _modules(segno.make(content, error="M", boost_error=False, micro=False)))


def _link_prefix(portal_url: str | None) -> str | None:
    """`HTTPS://HOST[:PORT]/` in QR's alphanumeric characters, or None if it cannot be written so."""
    parts = urlsplit(portal_url or "")
    if parts.scheme != "https" or parts.path not in ("", "/"):
        return None
    prefix = f"HTTPS://{parts.netloc.upper()}/"
    return prefix if _ALPHANUMERIC.issuperset(prefix) else None


def _draw(segments: Sequence[tuple[str, int]], error: str) -> Symbol:
    # segno documents a list of segments; its type stub only knows one piece of content.
    content: Any = list(segments)
    code = segno.make(content, version=QR_VERSION, error=error, boost_error=False, micro=False, mask=MASK)
    return Symbol("".join(text for text, _ in segments), error, _modules(code))


def _modules(code: segno.QRCode) -> tuple[tuple[bool, ...], ...]:
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
