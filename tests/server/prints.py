"""Printed cards and sheets, read back as pixels."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from numpy.typing import NDArray
from PIL import Image

from harmony.badge.signing import sign
from harmony.badge.symbol import Symbol, symbol
from harmony.model import Picture
from harmony_server.printing.png import DPI

MM_PER_INCH = 25.4
FISH = Picture("fish", "sky")

Pixels = NDArray[np.uint8]


def drawn(badge_id: str = "AAAAAAAAAAAA") -> Symbol:
    """A badge's symbol as a link of 37 modules a side."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    token = sign(badge_id=badge_id, district="q3Zx", kid="01", key=key)
    return symbol(token, portal_url="https://portal.example")


def pages(pdf: bytes, dpi: int = DPI) -> list[Pixels]:
    """The pages of a PDF in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [np.array(page.render(scale=dpi / 72).to_pil().convert("L")) for page in document]
    finally:
        document.close()


def png_pixels(png: bytes) -> Pixels:
    """A PNG in grey."""
    return np.array(Image.open(io.BytesIO(png)).convert("L"))


def read_codes(pixels: Pixels) -> list[zxingcpp.Barcode]:
    """Every QR code in a picture."""
    return zxingcpp.read_barcodes(pixels)


def dark_span(pixels: Pixels) -> tuple[float, float]:
    """Where the dark begins and ends along the columns, to a fraction of a pixel."""
    darkest = 1 - pixels.min(axis=0).astype(float) / 255
    places = np.flatnonzero(darkest > 0.02)
    first, last = int(places[0]), int(places[-1])
    return first + 1 - darkest[first], last + darkest[last]


def pixel(mm: float) -> int:
    """The pixel at so many millimetres."""
    return round(mm / MM_PER_INCH * DPI)


def badge_texts(pdf: Path) -> list[str]:
    """What the badges of a sheet say, page by page."""
    return [code.text for page in pages(pdf.read_bytes(), dpi=150) for code in read_codes(page)]
