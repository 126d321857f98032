"""Finding QR codes in a variant of a frame, by zxing-cpp: the same calls on CPython and in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Any

import zxingcpp

from harmony.scan.preprocessing import Area

if TYPE_CHECKING:
    from harmony.scan.preprocessing import Variant

Corners = tuple[float, ...]
"""Of a code in a frame's pixels: x0, y0, ... x3, y3, clockwise from the code's own top left."""
Image = Any
"""A gray picture that zxing-cpp takes: an ImageView of memory, or a buffer of height x width bytes."""


@dataclass(frozen=True)
class Detection:
    """A QR code in a frame: read, or only located.

    `repr` does not show the text: it may be a badge.
    """

    text: str | None
    """What the code says; None when it was located but could not be read."""
    side: float
    """Length of the code's longest side over the height of the whole frame."""
    area: Area
    """Where it lies in the frame; about right, and partly outside at times, if it could not be read."""
    corners: Corners = ()
    """The same more exactly."""

    def __repr__(self) -> str:
        return f"Detection({'read' if self.text is not None else 'located'}, side={self.side:.2f})"


def detect(image: Image, variant: Variant, *, frame_height: int) -> list[Detection]:
    """Find QR codes in the picture that a variant gave, `out_width` x `out_height` gray pixels.

    What lies nowhere, as zxing-cpp tells of some that it could not follow, is left out.
    """
    detections = (_in_frame(code, variant, frame_height) for code in codes(image))
    return [detection for detection in detections if detection.side > 0]


def at_corners(text: str | None, corners: Corners, *, frame_height: int) -> Detection:
    """What was found at four corners in a frame."""
    xs, ys = corners[::2], corners[1::2]
    sides = [hypot(xs[i] - xs[i - 1], ys[i] - ys[i - 1]) for i in range(len(xs))]
    left, top = round(min(xs)), round(min(ys))
    area = Area(left, top, max(1, round(max(xs)) - left), max(1, round(max(ys)) - top))
    return Detection(text, max(sides) / frame_height, area, corners)


def text_of(image: Image) -> str | None:
    """What a code says that fills a picture, such as one drawn flat; None if it cannot be read."""
    return next((code.text for code in codes(image) if code.valid), None)


def codes(image: Image) -> list[zxingcpp.Barcode]:
    """Read a picture once, as it is; web/scan/decoder.mjs reads with the same options, which a test compares.

    Only QR model 2: Micro QR and the rest cost time and gave the only misreads.
    """
    return zxingcpp.read_barcodes(
        image,
        formats=zxingcpp.BarcodeFormat.QRCodeModel2,  # type: ignore[arg-type]  # one format will do, too
        try_rotate=False,  # a QR code is found in any direction all the same
        try_invert=False,
        try_downscale=False,  # other sizes are for the schedule of variants
        return_errors=True,
    )


def _in_frame(code: zxingcpp.Barcode, variant: Variant, frame_height: int) -> Detection:
    """A code with its place in the frame instead of the variant."""
    area = variant.area
    across, down = area.width / variant.out_width, area.height / variant.out_height
    place = code.position
    points = [place.top_left, place.top_right, place.bottom_right, place.bottom_left]
    corners = [part for point in points for part in (area.x + point.x * across, area.y + point.y * down)]
    return at_corners(code.text if code.valid else None, tuple(corners), frame_height=frame_height)
