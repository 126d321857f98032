"""What was found in a picture."""

from __future__ import annotations

from typing import Any, NamedTuple

from . import _capi
from ._enums import BarcodeFormat, ContentType, ErrorType


class Point(NamedTuple):
    """A place in the picture, in pixels from its top left corner."""

    x: int
    y: int


class Position(NamedTuple):
    """The four corners of a symbol, named as the symbol itself stands however it is turned in the picture."""

    top_left: Point
    top_right: Point
    bottom_right: Point
    bottom_left: Point

    def __str__(self) -> str:
        return " ".join(f"{corner.x}x{corner.y}" for corner in self)


class Error:
    """Why a symbol that was found could not be read."""

    __slots__ = ("_described", "message", "type")

    def __init__(self, kind: ErrorType, described: str) -> None:
        """`described` is the library's `ChecksumError (message) @ file:line`, the last two as there are."""
        self.type = kind
        self.message = described.partition(" (")[2].rpartition(")")[0]
        self._described = described

    def __str__(self) -> str:
        return self._described


class Barcode:
    """A symbol in the picture. It holds copies of the library's values, so nothing is left there to free."""

    __slots__ = (
        "_extra",
        "bytes",
        "content_type",
        "ec_level",
        "error",
        "format",
        "orientation",
        "position",
        "symbology",
        "symbology_identifier",
        "text",
        "valid",
    )

    def __init__(self, pointer: int) -> None:
        """Copy the values of a `ZXing_Barcode`, which stays its owner's."""
        self.valid = _capi.is_valid(pointer)
        self.error = _error(pointer)
        self.text = _capi.text(pointer)
        self.bytes = _capi.data(pointer)
        self.format = BarcodeFormat(_capi.number("format", pointer))
        self.symbology = BarcodeFormat(_capi.number("symbology", pointer))
        self.symbology_identifier = _capi.symbology_identifier(pointer)
        self.content_type = ContentType(_capi.number("contentType", pointer))
        self.position = _position(pointer)
        self.orientation = _capi.number("orientation", pointer)
        self.ec_level = _capi.extra_text(pointer, "ECLevel")
        self._extra = _capi.extra_text(pointer)

    @property
    def extra(self) -> Any:
        """What else is known of the symbol, such as its version and data mask: a dictionary, or None."""
        import json  # noqa: PLC0415  few ask for this, and the page's start waits for every import

        return json.loads(self._extra) if self._extra else None


def _position(pointer: int) -> Position:
    flat = _capi.corners(pointer)
    return Position(*map(Point, flat[::2], flat[1::2]))


def _error(pointer: int) -> Error | None:
    kind = ErrorType(_capi.number("errorType", pointer))
    return None if kind is ErrorType.NONE else Error(kind, _capi.error_message(pointer))
