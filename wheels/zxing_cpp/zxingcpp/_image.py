"""Pixels as zxing-cpp looks at them: a view over the caller's own memory."""

from __future__ import annotations

from ctypes import Array, c_ubyte
from typing import TYPE_CHECKING, Any

from . import _capi
from ._enums import ImageFormat

if TYPE_CHECKING:
    from typing_extensions import Buffer


class ImageView:
    """A picture in a buffer of bytes that stays where it is; the buffer must not be resized meanwhile.

    `row_stride` and `pix_stride` are bytes from one row, one pixel to the next; 0 means without gaps. Memory
    that is read-only (but for `bytes` itself) or has gaps is copied: ctypes can borrow no such memory.

    Raises TypeError for anything but a buffer of bytes, ValueError for a size that is not positive or needs
    more bytes than there are.
    """

    __slots__ = ("_format", "_pixels", "_pointer")

    def __init__(
        self,
        buffer: Buffer,
        width: int,
        height: int,
        format: ImageFormat,  # noqa: A002  PyPI's name
        row_stride: int = 0,
        pix_stride: int = 0,
    ) -> None:
        self._pointer = None
        view = bytes_view(buffer)
        self._format = format
        self._pixels = _borrowed(view)
        self._pointer = _capi.image_view_new(
            self._pixels, view.nbytes, width, height, format.value, row_stride, pix_stride
        )
        if self._pointer is None:
            raise _capi.failure()

    @property
    def format(self) -> ImageFormat:
        """The layout of a pixel."""
        return self._format

    @property
    def _as_parameter_(self) -> int | None:
        """What ctypes hands to the library."""
        return self._pointer

    def __del__(self) -> None:
        if self._pointer is not None:
            _capi.image_view_delete(self._pointer)


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


def _borrowed(view: memoryview) -> Array[c_ubyte] | bytes:
    """The view's memory in a form that ctypes passes by address."""
    origin: Any = view.obj
    if type(origin) is bytes and len(origin) == view.nbytes and view.c_contiguous:
        return origin
    if view.readonly or not view.c_contiguous:
        return view.tobytes()
    return (c_ubyte * view.nbytes).from_buffer(view)
