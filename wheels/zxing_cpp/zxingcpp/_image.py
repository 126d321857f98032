"""Pixels as zxing-cpp looks at them, in the decoder's memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _capi
from ._decoder import running
from ._enums import ImageFormat

if TYPE_CHECKING:
    from typing import Self

    from typing_extensions import Buffer


class ImageView:
    """A picture in a buffer of bytes.

    The decoder has memory of its own, so each reading copies the pixels there.

    `row_stride` and `pix_stride` are bytes from one row, one pixel to the next; 0 means without gaps.

    Raises TypeError for anything but a buffer of bytes, ValueError for a size that is not positive or needs
    more bytes than there are.
    """

    __slots__ = ("_address", "_format", "_pixels", "_pointer")

    def __init__(
        self,
        buffer: Buffer,
        width: int,
        height: int,
        format: ImageFormat,  # noqa: A002  PyPI's name
        row_stride: int = 0,
        pix_stride: int = 0,
    ) -> None:
        self._pointer = self._address = 0
        view = bytes_view(buffer)
        self._format = format
        self._pixels: memoryview | None = view
        self._address = running().allocate(view.nbytes)
        self._pointer = _capi.image_view(
            self._address, view.nbytes, width, height, format.value, row_stride, pix_stride
        )

    @classmethod
    def in_decoder(cls, address: int, width: int, height: int) -> Self:
        """A gray picture that lies in the decoder's memory already, rows without gaps: read without a copy.

        It stays its owner's. Raises ValueError for a size that is not positive.
        """
        view = cls.__new__(cls)
        view._pointer = view._address = 0
        view._format = ImageFormat.Lum
        view._pixels = None
        view._pointer = _capi.image_view(address, width * height, width, height, view._format.value, 0, 0)
        return view

    @property
    def format(self) -> ImageFormat:
        """The layout of a pixel."""
        return self._format

    def shown(self) -> int:
        """The library's view, with the pixels as they are now."""
        if self._pixels is not None:
            contiguous = self._pixels if self._pixels.c_contiguous else self._pixels.tobytes()
            running().write(self._address, contiguous)
        return self._pointer

    def __del__(self) -> None:
        if self._pointer:
            _capi.delete_image_view(self._pointer)
        if self._address:
            running().free(self._address)


def view_of(image: ImageView | Buffer) -> ImageView:
    """A view of an image given as such or as a buffer: height x width gray, or height x width x 3 BGR.

    Raises TypeError or ValueError, as PyPI's module does, for anything else.
    """
    if isinstance(image, ImageView):
        return image
    view = bytes_view(image)
    shape = view.shape or ()
    if len(shape) not in (2, 3):
        raise TypeError(f"Incompatible buffer dimension {len(shape)} (needs to be 2 or 3).")
    height, width, channels = (*shape, 1)[:3]
    if channels not in (1, 3):
        raise ValueError(f"Unsupported number of channels for buffer: {channels}")
    return ImageView(view, width, height, ImageFormat.Lum if channels == 1 else ImageFormat.BGR)


def bytes_view(buffer: Buffer) -> memoryview:
    """A memoryview of unsigned bytes; TypeError if the object offers none."""
    try:
        view = memoryview(buffer)
    except TypeError:
        raise TypeError(f"Invalid input: {type(buffer)} does not support the buffer protocol.") from None
    if view.format != "B":
        raise TypeError(f"Incompatible buffer format '{view.format}': expected a uint8_t array.")
    return view
