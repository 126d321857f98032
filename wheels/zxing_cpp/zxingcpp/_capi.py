"""The functions of zxing-cpp's C API (its header ZXingC.h) that this package calls.

The build exports from the library exactly the C functions that are quoted here.

Who frees what: a function that returns a pointer hands the object over, to be given to its `_delete` function
or, for text and bytes, to ZXing_free. Only ZXing_Barcodes_at lends what stays its list's own.
"""

from __future__ import annotations

import os.path
from ctypes import CDLL, POINTER, Structure, byref, c_bool, c_char_p, c_int, c_void_p, string_at
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_library = CDLL(os.path.join(os.path.dirname(__file__), "libzxing.so"))


class PointStruct(Structure):
    """ZXing_PointI: a place in the picture, in pixels."""

    _fields_ = [("x", c_int), ("y", c_int)]


class CornersStruct(Structure):
    """ZXing_Position: the corners of a symbol.

    One field a corner, because libffi for WebAssembly takes a structure of one field, such as an array, for
    the field itself; a function that returns it then writes to a wrong place.
    """

    _fields_ = [(name, PointStruct) for name in ("top_left", "top_right", "bottom_right", "bottom_left")]


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    function = getattr(_library, name)
    function.restype = result
    function.argtypes = arguments
    return function  # type: ignore[no-any-return]  # ctypes knows no signatures


image_view_new = _function(
    "ZXing_ImageView_new_checked", c_void_p, c_void_p, c_int, c_int, c_int, c_int, c_int, c_int
)
image_view_delete = _function("ZXing_ImageView_delete", None, c_void_p)

options_new = _function("ZXing_ReaderOptions_new", c_void_p)
options_delete = _function("ZXing_ReaderOptions_delete", None, c_void_p)
set_formats = _function("ZXing_ReaderOptions_setFormats", None, c_void_p, POINTER(c_int), c_int)
set_try_rotate = _function("ZXing_ReaderOptions_setTryRotate", None, c_void_p, c_bool)
set_try_downscale = _function("ZXing_ReaderOptions_setTryDownscale", None, c_void_p, c_bool)
set_try_invert = _function("ZXing_ReaderOptions_setTryInvert", None, c_void_p, c_bool)
set_text_mode = _function("ZXing_ReaderOptions_setTextMode", None, c_void_p, c_int)
set_binarizer = _function("ZXing_ReaderOptions_setBinarizer", None, c_void_p, c_int)
set_is_pure = _function("ZXing_ReaderOptions_setIsPure", None, c_void_p, c_bool)
set_return_errors = _function("ZXing_ReaderOptions_setReturnErrors", None, c_void_p, c_bool)
set_max_symbols = _function("ZXing_ReaderOptions_setMaxNumberOfSymbols", None, c_void_p, c_int)

read = _function("ZXing_ReadBarcodes", c_void_p, c_void_p, c_void_p)
barcodes_size = _function("ZXing_Barcodes_size", c_int, c_void_p)
barcodes_at = _function("ZXing_Barcodes_at", c_void_p, c_void_p, c_int)
barcodes_delete = _function("ZXing_Barcodes_delete", None, c_void_p)

is_valid = _function("ZXing_Barcode_isValid", c_bool, c_void_p)
error_type = _function("ZXing_Barcode_errorType", c_int, c_void_p)
format_of = _function("ZXing_Barcode_format", c_int, c_void_p)
symbology_of = _function("ZXing_Barcode_symbology", c_int, c_void_p)
content_type = _function("ZXing_Barcode_contentType", c_int, c_void_p)
corners = _function("ZXing_Barcode_position", CornersStruct, c_void_p)
orientation = _function("ZXing_Barcode_orientation", c_int, c_void_p)
_bytes = _function("ZXing_Barcode_bytes", c_void_p, c_void_p, POINTER(c_int))
_text = _function("ZXing_Barcode_text", c_void_p, c_void_p)
_symbology_identifier = _function("ZXing_Barcode_symbologyIdentifier", c_void_p, c_void_p)
_error_message = _function("ZXing_Barcode_errorMsg", c_void_p, c_void_p)
_extra = _function("ZXing_Barcode_extra", c_void_p, c_void_p, c_char_p)

_format_name = _function("ZXing_BarcodeFormatToString", c_void_p, c_int)
_format_symbology = _function("ZXing_BarcodeFormatSymbology", c_int, c_int)
_last_error = _function("ZXing_LastErrorMsg", c_void_p)
_free = _function("ZXing_free", None, c_void_p)


def text(barcode: int) -> str:
    """The text of a barcode, up to its first NUL; only `TextMode.Plain` lets one through."""
    return _taken_text(_text(barcode))


def data(barcode: int) -> bytes:
    """The bytes of a barcode."""
    length = c_int()
    pointer = _bytes(barcode, byref(length))
    try:
        return string_at(pointer, length.value) if pointer else b""
    finally:
        _free(pointer)


def symbology_identifier(barcode: int) -> str:
    """The identifier of ISO/IEC 15424, such as `]Q1`."""
    return _taken_text(_symbology_identifier(barcode))


def error_message(barcode: int) -> str:
    """What went wrong: `ChecksumError (words) @ QRDecoder.cpp:42`, the words and the place as there are."""
    return _taken_text(_error_message(barcode))


def extra_text(barcode: int, key: bytes | None = None) -> str:
    """All that is known beyond the rest, as a JSON object, or one value of it; empty if there is none."""
    return _taken_text(_extra(barcode, key))


def format_name(value: int) -> str:
    """A format's name for people, such as `QR Code Model 2`."""
    return _taken_text(_format_name(value))


def format_symbology(value: int) -> int:
    """The symbology that a format is a variant of."""
    return int(_format_symbology(value))


def failure() -> ValueError:
    """The exception for a call that returned NULL, in the library's own words."""
    return ValueError(_taken_text(_last_error()) or "zxing-cpp failed without a word")


def _taken_text(pointer: int | None) -> str:
    """Copy a text that was handed over, and free it."""
    try:
        return string_at(pointer).decode() if pointer else ""
    finally:
        _free(pointer)
