"""Simulated camera frames, and what a decoder finds in them; the second half runs inside Pyodide as well."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import zxingcpp as module

zxingcpp: Any = module  # PyPI's stub knows no plain buffers

COUNT = 240
WIDTH, HEIGHT = 640, 480
HEIGHT_FRACTIONS = (0.25, 0.35, 0.5, 0.7)

Reading = dict[str, Any]
"""One symbol: its `text`, None if unreadable, and its `corners`' x and y in turn, clockwise from top left."""


def taken(folder: Path, matrix: list[list[bool]]) -> None:
    """Take the frames of a badge: gray, a file each, of every severity and distance in turn."""
    import simcam  # not there inside Pyodide

    for seed in range(COUNT):
        fraction = HEIGHT_FRACTIONS[seed % len(HEIGHT_FRACTIONS)]
        frame = simcam.frame(matrix, height_fraction=fraction, seed=seed, size=(WIDTH, HEIGHT))
        (folder / f"{seed:03}.gray").write_bytes(frame.tobytes())


def readings(folder: Path) -> list[list[Reading]]:
    """What is found in each frame, unreadable symbols included; every third frame is looked at as RGBA."""
    return [[told(symbol) for symbol in _read(view)] for view in _views(folder)]


def _views(folder: Path) -> Iterator[Any]:
    for path in sorted(folder.glob("*.gray")):
        pixels = path.read_bytes()
        if int(path.stem) % 3:
            yield zxingcpp.ImageView(pixels, WIDTH, HEIGHT, zxingcpp.ImageFormat.Lum)
        else:
            spread = bytearray(b"\xff" * (4 * len(pixels)))
            for channel in range(3):
                spread[channel::4] = pixels
            yield zxingcpp.ImageView(spread, WIDTH, HEIGHT, zxingcpp.ImageFormat.RGBA)


def _read(view: Any) -> Any:
    return zxingcpp.read_barcodes(view, formats=zxingcpp.BarcodeFormat.QRCodeModel2, return_errors=True)


def told(symbol: Any) -> Reading:
    """A symbol of the module as a reading."""
    position = symbol.position
    corners = [position.top_left, position.top_right, position.bottom_right, position.bottom_left]
    flat = [place for corner in corners for place in (corner.x, corner.y)]
    return {"text": symbol.text if symbol.valid else None, "corners": flat}
