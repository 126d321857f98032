"""The pixel work of the host's library, and the same said again by numpy and OpenCV."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from build_steps.decoder import native
from harmony.scan.preprocessing import Filter

Gray = NDArray[np.uint8]

FILTERS = tuple(one.value for one in Filter)
"""In the order of `enum Filter` in decoder/pixels/pixels.h."""
MEASURES = ("brightness", "contrast", "sharpness", "glare")


@dataclass(frozen=True)
class Variant:
    """A part of a picture, the size it is asked for, and a filter."""

    x: int
    y: int
    width: int
    height: int
    out_width: int
    out_height: int
    filter: str = "none"

    def of(self, plane: Gray) -> Gray:
        """The part of a plane, as it is."""
        return plane[self.y : self.y + self.height, self.x : self.x + self.width]


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(str(native.library()))


def luma(rgba: Gray) -> Gray:
    """Gray from height x width x 4, by the library."""
    out = np.empty(rgba.shape[:2], np.uint8)
    _library().pixels_luma(_address(rgba), _address(out), out.size)
    return out


def preprocessed(plane: Gray, variant: Variant) -> Gray | None:
    """The variant that the library makes; None if it refuses."""
    out = np.empty((max(0, variant.out_height), max(0, variant.out_width)), np.uint8)
    height, width = plane.shape
    region = (variant.x, variant.y, variant.width, variant.height)
    asked = (variant.out_width, variant.out_height, FILTERS.index(variant.filter))
    target = _address(out), *asked
    made = _library().pixels_preprocess(_address(plane), width, height, *region, *target)
    return out if made & 0xFF else None  # a C bool: the rest of the register may hold anything


def measured(plane: Gray, x: int, y: int, width: int, height: int) -> dict[str, float] | None:
    """The measures that the library takes; None if it refuses."""
    found = (ctypes.c_double * len(MEASURES))()
    size = plane.shape[1], plane.shape[0]
    taken = _library().pixels_measure(_address(plane), *size, x, y, width, height, found)
    return dict(zip(MEASURES, found, strict=True)) if taken & 0xFF else None


def cut_finder(plane: Gray) -> float:
    """The module of the largest finder, in pixels; 0 if none is large."""
    _library().pixels_cut_finder.restype = ctypes.c_double
    height, width = plane.shape
    return float(_library().pixels_cut_finder(_address(plane), width, height))


Corners = tuple[float, ...]


class Accumulator:
    """What the library has accumulated of one card, as web/scan/accumulator.mjs has it."""

    def __init__(self) -> None:
        _library().accumulator_new.restype = ctypes.c_void_p
        self._pointer = ctypes.c_void_p(_library().accumulator_new())
        self._side = int(_library().accumulator_side())

    def __del__(self) -> None:
        _library().accumulator_delete(self._pointer)

    def reset(self) -> None:
        """Begin with another card."""
        _library().accumulator_reset(self._pointer)

    def add(self, plane: Gray, corners: Corners | None = None) -> Corners | None:
        """Take in a frame; where a badge's code is, or None."""
        numbers = (ctypes.c_double * 8)(*(corners or ()))
        height, width = plane.shape
        how = self._pointer, _address(plane), width, height, int(corners is not None)
        return tuple(numbers) if _library().accumulator_add(*how, numbers) & 0xFF else None

    def draw(self, *, together: bool) -> Gray:
        """The code drawn flat."""
        out = np.empty((self._side, self._side), np.uint8)
        _library().accumulator_draw(self._pointer, int(together), _address(out))
        return out


def _address(array: Gray) -> Any:
    assert array.flags.c_contiguous
    return array.ctypes.data_as(ctypes.c_void_p)


def resampled_by_opencv(part: Gray, out_width: int, out_height: int) -> Gray:
    """Each axis by OpenCV: cubic where it grows, area averages where it shrinks; exact until the end."""
    exact: NDArray[Any] = part.astype(np.float32)
    for axis, size in ((1, out_width), (0, out_height)):
        lying = exact if axis else np.ascontiguousarray(exact.T)
        if size != lying.shape[1]:
            way = cv2.INTER_CUBIC if size > lying.shape[1] else cv2.INTER_AREA
            lying = cv2.resize(lying, (size, lying.shape[0]), interpolation=way)
        exact = lying if axis else np.ascontiguousarray(lying.T)
    rounded: Gray = np.clip(np.rint(exact), 0, 255).astype(np.uint8)
    return rounded


def filtered_by_opencv(picture: Gray, way: str) -> Gray:
    """The picture smoothed by OpenCV's Gaussian, then sharpened by what a wider one takes from it."""
    if way in ("none", "invert"):
        return picture if way == "none" else np.bitwise_not(picture)
    noise, blur, amount = {"sharpen": ((0.5, 3), (1.6, 9), 4), "deblur": ((1, 7), (2.5, 15), 5)}[way]
    smooth = np.rint(_blurred(picture.astype(np.float64), *noise))
    return np.clip(np.rint(smooth + amount * (smooth - _blurred(smooth, *blur))), 0, 255).astype(np.uint8)


def _blurred(picture: NDArray[np.float64], sigma: float, size: int) -> NDArray[np.float64]:
    blurred: Any = cv2.GaussianBlur(picture, (size, size), sigma, borderType=cv2.BORDER_REPLICATE)
    return blurred  # type: ignore[no-any-return]  # OpenCV's stubs say nothing of the kind of numbers


def measured_by_numpy(plane: Gray, x: int, y: int, width: int, height: int) -> dict[str, float]:
    """The measures as pixels.h describes them, of regions that are not sampled."""
    part = plane[y : y + height, x : x + width].astype(int)
    ranked = np.sort(part.ravel())
    contrast = _percentile(ranked, 95) - _percentile(ranked, 5)
    sharpness = 0.0
    if min(width, height) > 2 and contrast >= 8:
        across = abs(part[:-2, :-2] - part[:-2, 2:])
        down = abs(part[:-2, :-2] - part[2:, :-2])
        steps = np.sort(np.maximum(across, down).ravel())
        sharpness = min(1.0, _percentile(steps, 95) / contrast)
    glare = float((part >= 250).mean())
    return {
        "brightness": float(part.mean()),
        "contrast": contrast,
        "sharpness": sharpness,
        "glare": glare,
    }


def _percentile(ranked: NDArray[np.int_], percent: int) -> int:
    """The smallest value that at least `percent` of the values do not exceed."""
    return int(ranked[max(0, -(-len(ranked) * percent // 100) - 1)])
