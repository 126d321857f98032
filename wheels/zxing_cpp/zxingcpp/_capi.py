"""What this package asks of zxing-cpp's C API (its header ZXingC.h), with Python's own types.

Objects of the library are addresses in the decoder's memory. Who frees what: a function of the library that
returns an address hands the object over, to be given to its `_delete` function or, for text and bytes, to
ZXing_free. Only ZXing_Barcodes_at lends what stays its list's own.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from ._decoder import running

if TYPE_CHECKING:
    from collections.abc import Iterator

_CORNERS = struct.Struct("<8i")
_LENGTH = struct.Struct("<i")


def image_view(address: int, size: int, width: int, height: int, format: int, *strides: int) -> int:  # noqa: A002
    """A new view of `size` bytes at an address; raises ValueError if they are too few or the size is none."""
    view: int = running().ZXing_ImageView_new_checked(address, size, width, height, format, *strides)
    if not view:
        raise failure()
    return view


def delete_image_view(view: int) -> None:
    """Give back a view; its pixels stay."""
    running().ZXing_ImageView_delete(view)


class Options(NamedTuple):
    """How to read; in the numbers of the library's headers."""

    formats: tuple[int, ...]
    try_rotate: bool
    try_downscale: bool
    try_invert: bool
    is_pure: bool
    text_mode: int
    binarizer: int
    return_errors: bool
    limit: int


_kept: tuple[Options, int] | None = None


def reader_options(wanted: Options) -> int:
    """Options for reading; they stay its own until others are asked for, since frames are read alike."""
    global _kept  # noqa: PLW0603  the one object that is kept
    if _kept is None or _kept[0] != wanted:
        if _kept is not None:
            running().ZXing_ReaderOptions_delete(_kept[1])
        _kept = wanted, _new_options(wanted)
    return _kept[1]


def _new_options(wanted: Options) -> int:
    decoder = running()
    options: int = decoder.ZXing_ReaderOptions_new()
    count = len(wanted.formats)
    listed = decoder.allocate(4 * count)
    decoder.write(listed, struct.pack(f"<{count}i", *wanted.formats))
    decoder.ZXing_ReaderOptions_setFormats(options, listed, count)
    decoder.free(listed)
    decoder.ZXing_ReaderOptions_setTryRotate(options, wanted.try_rotate)
    decoder.ZXing_ReaderOptions_setTryDownscale(options, wanted.try_downscale)
    decoder.ZXing_ReaderOptions_setTryInvert(options, wanted.try_invert)
    decoder.ZXing_ReaderOptions_setIsPure(options, wanted.is_pure)
    decoder.ZXing_ReaderOptions_setTextMode(options, wanted.text_mode)
    decoder.ZXing_ReaderOptions_setBinarizer(options, wanted.binarizer)
    decoder.ZXing_ReaderOptions_setReturnErrors(options, wanted.return_errors)
    decoder.ZXing_ReaderOptions_setMaxNumberOfSymbols(options, wanted.limit)
    return options


def barcodes(view: int, options: int) -> Iterator[int]:
    """Read a view; lends each barcode until the next is asked for. Raises ValueError if it cannot be read."""
    decoder = running()
    found = decoder.ZXing_ReadBarcodes(view, options)
    if not found:
        raise failure()
    try:
        for at in range(decoder.ZXing_Barcodes_size(found)):
            yield decoder.ZXing_Barcodes_at(found, at)
    finally:
        decoder.ZXing_Barcodes_delete(found)


def is_valid(barcode: int) -> bool:
    """Whether a barcode was read, and not only found."""
    return bool(running().ZXing_Barcode_isValid(barcode))


def number(name: str, barcode: int) -> int:
    """A number of a barcode: errorType, format, symbology, contentType or orientation."""
    value: int = getattr(running(), f"ZXing_Barcode_{name}")(barcode)
    return value


def corners(barcode: int) -> tuple[int, ...]:
    """The corners' x and y in turn: top left, top right, bottom right, bottom left."""
    decoder = running()
    decoder.ZXing_Barcode_position(decoder.scratch, barcode)
    return _CORNERS.unpack(decoder.read(decoder.scratch, _CORNERS.size))


def text(barcode: int) -> str:
    """The text of a barcode, up to its first NUL; only `TextMode.Plain` lets one through."""
    return _taken_text(running().ZXing_Barcode_text(barcode))


def data(barcode: int) -> bytes:
    """The bytes of a barcode."""
    decoder = running()
    address = decoder.ZXing_Barcode_bytes(barcode, decoder.scratch)
    (length,) = _LENGTH.unpack(decoder.read(decoder.scratch, _LENGTH.size))
    try:
        return decoder.read(address, length) if address else b""
    finally:
        decoder.ZXing_free(address)


def symbology_identifier(barcode: int) -> str:
    """The identifier of ISO/IEC 15424, such as `]Q1`."""
    return _taken_text(running().ZXing_Barcode_symbologyIdentifier(barcode))


def error_message(barcode: int) -> str:
    """What went wrong: `ChecksumError (words) @ QRDecoder.cpp:42`, the words and the place as there are."""
    return _taken_text(running().ZXing_Barcode_errorMsg(barcode))


def extra_text(barcode: int, key: str = "") -> str:
    """All that is known beyond the rest, as a JSON object, or one value of it; empty if there is none."""
    decoder = running()
    if not key:
        return _taken_text(decoder.ZXing_Barcode_extra(barcode, 0))
    name = decoder.scratch
    decoder.write(name, key.encode() + b"\0")
    return _taken_text(decoder.ZXing_Barcode_extra(barcode, name))


def format_name(value: int) -> str:
    """A format's name for people, such as `QR Code Model 2`."""
    return _taken_text(running().ZXing_BarcodeFormatToString(value))


def format_symbology(value: int) -> int:
    """The symbology that a format is a variant of."""
    return int(running().ZXing_BarcodeFormatSymbology(value))


def failure() -> ValueError:
    """The exception for a call that returned NULL, in the library's own words."""
    return ValueError(_taken_text(running().ZXing_LastErrorMsg()) or "zxing-cpp failed without a word")


def _taken_text(address: int) -> str:
    """Copy a text that was handed over, and free it."""
    decoder = running()
    try:
        return decoder.text(address) if address else ""
    finally:
        decoder.ZXing_free(address)
