"""The enumerations of `zxingcpp`, with the values of zxing-cpp's headers."""

from __future__ import annotations

import enum
import warnings
from typing import TYPE_CHECKING

from . import _capi

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class BarcodeFormat(enum.IntEnum):
    """The formats that this build reads: the QR code family, and the sets that contain it."""

    NONE = 0
    All = 0x2A2A
    AllReadable = 0x722A
    AllMatrix = 0x6D2A
    QRCode = 0x2051
    QRCodeModel1 = 0x3151
    QRCodeModel2 = 0x3251
    MicroQRCode = 0x6D51
    RMQRCode = 0x7251

    def __str__(self) -> str:
        return _capi.format_name(self)

    def __or__(self, other: BarcodeFormat) -> BarcodeFormats:  # type: ignore[override]  # as PyPI's module has it
        _warn_of_or()
        return BarcodeFormats((self, other))

    @property
    def symbology(self) -> BarcodeFormat:
        """The symbology that this format is a variant of."""
        return BarcodeFormat(_capi.format_symbology(self))


class BarcodeFormats:
    """A set of formats, sorted; the empty set stands for all of them."""

    __slots__ = ("_formats",)

    def __init__(self, formats: BarcodeFormat | Sequence[BarcodeFormat], /) -> None:
        if isinstance(formats, int):
            formats = (formats,)
        elif not isinstance(formats, (list, tuple)):
            raise TypeError(f"formats: a BarcodeFormat or a list of them is wanted, not {formats!r}")
        try:
            self._formats = sorted({BarcodeFormat(one) for one in formats} - {BarcodeFormat.NONE})
        except ValueError as unknown:
            raise TypeError(f"formats: {unknown}") from None

    @classmethod
    def of(cls, formats: BarcodeFormats | BarcodeFormat | Sequence[BarcodeFormat]) -> BarcodeFormats:
        """The same set, whatever form it is given in."""
        return formats if isinstance(formats, cls) else cls(formats)  # type: ignore[arg-type]  # narrowed above

    def __repr__(self) -> str:
        return ", ".join(map(str, self._formats))

    def __eq__(self, other: object) -> bool:
        return self._formats == other._formats if isinstance(other, BarcodeFormats) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # PyPI's has none either

    def __or__(self, other: BarcodeFormat) -> BarcodeFormats:
        _warn_of_or()
        return BarcodeFormats((*self._formats, other))

    def __len__(self) -> int:
        return len(self._formats)

    def __iter__(self) -> Iterator[BarcodeFormat]:
        return iter(self._formats)

    def __getitem__(self, index: int) -> BarcodeFormat:
        return self._formats[index]


def _warn_of_or() -> None:
    warnings.warn("operator | is deprecated, pass array or tuple instead.", DeprecationWarning, stacklevel=3)


class Binarizer(enum.Enum):
    """How gray pixels become black and white ones."""

    LocalAverage = 0
    GlobalHistogram = 1
    FixedThreshold = 2
    BoolCast = 3


class ContentType(enum.Enum):
    """What kind of content a barcode holds."""

    Text = 0
    Binary = 1
    Mixed = 2
    GS1 = 3
    ISO15434 = 4
    UnknownECI = 5


class ErrorType(enum.Enum):
    """Why a barcode that was found could not be read."""

    NONE = 0
    Format = 1
    Checksum = 2
    Unsupported = 3


class TextMode(enum.Enum):
    """How a barcode's bytes become its text."""

    Plain = 0
    ECI = 1
    HRI = 2
    Escaped = 3
    Hex = 4
    HexECI = 5


class ImageFormat(enum.Enum):
    """The layout of a pixel: bytes a pixel, then the places of red, green and blue in it."""

    Lum = 0x01000000
    LumA = 0x02000000
    RGB = 0x03000102
    BGR = 0x03020100
    RGBA = 0x04000102
    ARGB = 0x04010203
    BGRA = 0x04020100
    ABGR = 0x04030201
