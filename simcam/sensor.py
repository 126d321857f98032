"""What a cheap camera makes of the light that reaches it."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from simcam.card import Gray
from simcam.conditions import Sensor

WHITE = 235
"""The gray level of a reflection of 1 at a gain of 1."""
JPEG_QUALITY = 50
"""As USB cameras compress what they send."""


def taken(picture: Gray, sensor: Sensor) -> NDArray[np.uint8]:
    """The frame that a program gets: sharpened, noisy, of 8 bits, at times mirrored, compressed."""
    level = picture * WHITE
    if sensor.sharpening:
        level += sensor.sharpening * (level - cv2.GaussianBlur(level, (0, 0), 1.2 * picture.shape[0] / 480))
    level += sensor.noise * _noise(level.shape, sensor.noise_seed)
    frame = np.clip(level, 0, 255).astype(np.uint8)
    if sensor.half_resolution:
        frame = _doubled(frame)
    if sensor.mirrored:
        frame = np.ascontiguousarray(frame[:, ::-1])
    return _compressed(frame)


def _noise(shape: tuple[int, ...], seed: int) -> Gray:
    """Noise of standard deviation 1: a piece, at times turned about, of a sheet that is made once."""
    rows, columns = shape
    down, across, flip = np.random.default_rng(seed).integers((rows, columns, 4))
    piece = _sheet(rows, columns)[down : down + rows, across : across + columns]
    return np.ascontiguousarray(piece[:: 1 - 2 * int(flip & 1), :: 1 - int(flip & 2)])


@lru_cache(maxsize=2)
def _sheet(rows: int, columns: int) -> Gray:
    return np.random.default_rng([rows, columns]).standard_normal((2 * rows, 2 * columns), dtype=np.float32)


def _doubled(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    rows, columns = frame.shape
    half = cv2.resize(frame, (columns // 2, rows // 2), interpolation=cv2.INTER_AREA)
    return cv2.resize(half, (columns, rows), interpolation=cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def _compressed(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    _, packed = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    unpacked = cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE)
    assert unpacked is not None  # noqa: S101  it was packed a line above
    return unpacked.astype(np.uint8, copy=False)
