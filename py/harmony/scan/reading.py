"""Reading the QR codes in one look, by zxing-cpp: the same calls on CPython and in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Any

import zxingcpp

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from harmony.scan.looks import Look


@dataclass(frozen=True)
class Sighting:
    """A QR code in a look: read, or only located.

    `repr` does not show the text: it may be a badge.
    """

    text: str | None
    """What the code says; None when it was located but could not be read."""
    side: float
    """Length of the code's longest side over the height of the whole frame."""

    def __repr__(self) -> str:
        return f"Sighting({'read' if self.text is not None else 'located'}, side={self.side:.2f})"


def read(pixels: Buffer, look: Look, *, frame_height: int) -> list[Sighting]:
    """Find QR codes in a look's pixels: RGBA, 4 bytes a pixel, rows of `out_width` without gaps.

    Only QR model 2 is read: Micro QR and the rest cost time and gave the only misreads.
    """
    buffer: Any = pixels  # any buffer will do; the stub of the host's build asks for numpy's
    view = zxingcpp.ImageView(buffer, look.out_width, look.out_height, zxingcpp.ImageFormat.RGBA)
    found = zxingcpp.read_barcodes(
        view,
        formats=zxingcpp.BarcodeFormat.QRCodeModel2,  # type: ignore[arg-type]  # one format will do, too
        try_rotate=False,  # a QR code is found in any direction all the same
        try_invert=False,
        try_downscale=False,  # the ladder of looks does that, a step a frame
        return_errors=True,
    )
    scale = look.height / look.out_height / frame_height
    return [
        Sighting(code.text if code.valid else None, _longest_side(code.position) * scale) for code in found
    ]


def brightness(pixels: Buffer, look: Look) -> float:
    """The mean of the green channel over a thin sample of a look's pixels, 0 (black) to 255."""
    rows = memoryview(pixels).cast("B")[: look.out_width * look.out_height * 4]
    step = 4 * max(1, len(rows) // 4 // 499)
    sample = rows[1::step]
    return sum(sample) / len(sample)


def _longest_side(position: zxingcpp.Position) -> float:
    corners = [position.top_left, position.top_right, position.bottom_right, position.bottom_left]
    return max(hypot(a.x - b.x, a.y - b.y) for a, b in zip(corners, corners[1:] + corners[:1], strict=True))
