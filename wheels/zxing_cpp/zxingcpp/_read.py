"""Reading barcodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _capi
from ._barcode import Barcode
from ._enums import BarcodeFormat, BarcodeFormats, Binarizer, TextMode
from ._image import ImageView, view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typing_extensions import Buffer

    Formats = BarcodeFormats | BarcodeFormat | Sequence[BarcodeFormat]

_ALL = BarcodeFormats(())
_MAX_SYMBOLS = 0xFF
"""The most symbols that one call reports, as in PyPI's module."""


def read_barcodes(  # noqa: PLR0913,PLR0917  PyPI's signature
    image: ImageView | Buffer,
    formats: Formats = _ALL,
    try_rotate: bool = True,
    try_downscale: bool = True,
    try_invert: bool = True,
    text_mode: TextMode = TextMode.HRI,
    binarizer: Binarizer = Binarizer.LocalAverage,
    is_pure: bool = False,
    *,
    return_errors: bool = False,
) -> list[Barcode]:
    """Find and read the barcodes in a picture.

    `image` is an ImageView, or a buffer of bytes of height x width (gray) or height x width x 3 (BGR).
    `try_rotate`, `try_downscale` and `try_invert` look again at the picture turned by 90 degrees, made
    smaller, with dark and light exchanged. `is_pure` tells that the picture is one upright symbol alone.
    `return_errors` also reports symbols that were found but could not be read; see `Barcode.error`.

    Raises TypeError and ValueError for what is no picture, as PyPI's module does.
    """
    tries = (try_rotate, try_downscale, try_invert, is_pure)
    return _read(image, _options(formats, tries, text_mode, binarizer, return_errors, _MAX_SYMBOLS))


def read_barcode(  # noqa: PLR0913,PLR0917  PyPI's signature
    image: ImageView | Buffer,
    formats: Formats = _ALL,
    try_rotate: bool = True,
    try_downscale: bool = True,
    try_invert: bool = True,
    text_mode: TextMode = TextMode.HRI,
    binarizer: Binarizer = Binarizer.LocalAverage,
    is_pure: bool = False,
    *,
    return_errors: bool = False,
) -> Barcode | None:
    """Find and read one barcode and stop there; None if there is none. Arguments as for `read_barcodes`."""
    tries = (try_rotate, try_downscale, try_invert, is_pure)
    found = _read(image, _options(formats, tries, text_mode, binarizer, return_errors, 1))
    return found[0] if found else None


def _options(
    formats: Formats,
    tries: tuple[bool, bool, bool, bool],
    text_mode: TextMode,
    binarizer: Binarizer,
    return_errors: bool,
    limit: int,
) -> _capi.Options:
    wanted = tuple(BarcodeFormats.of(formats))
    return _capi.Options(wanted, *tries, text_mode.value, binarizer.value, return_errors, limit)


def _read(image: ImageView | Buffer, options: _capi.Options) -> list[Barcode]:
    view = view_of(image)  # by name, or it would be gone before it is read
    return [Barcode(one) for one in _capi.barcodes(view.shown(), _capi.reader_options(options))]
