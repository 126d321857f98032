"""A sign-in page by PyScript: Python on the page reads frames and hands a badge to the server."""

import asyncio
from typing import Any

import zxingcpp
from js import page  # what page.mjs offers

from harmony.badge.token import BadgeToken, parse
from harmony.errors import NotABadge

QR: Any = zxingcpp.BarcodeFormat.QRCodeModel2


def badge_in(frame: Any) -> BadgeToken | None:
    """The badge in a frame, or None."""
    view = zxingcpp.ImageView(frame.data.to_py(), frame.width, frame.height, zxingcpp.ImageFormat.RGBA)
    for code in zxingcpp.read_barcodes(view, formats=QR):
        try:
            return parse(code.text)
        except NotABadge:
            continue
    return None


async def scan() -> None:
    """Look at frames until one holds a badge."""
    page.tell("ready")
    while True:
        await asyncio.sleep(1 / 15)
        if not page.hasCamera():
            continue
        badge = badge_in(page.frame())
        page.tell("looked")
        if badge:
            page.signIn(badge.jwt)
            return


asyncio.ensure_future(scan())  # noqa: RUF006  the page lives as long as it does
