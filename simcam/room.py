"""What stands behind the card: soft light and hard edges, as in a classroom."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from simcam.card import Gray

THINGS = 14


@lru_cache(maxsize=32)
def background(seed: int, size: tuple[int, int]) -> Gray:
    """A room of this (width, height); not to be written to."""
    rng = np.random.default_rng(seed)
    width, height = size
    shades = rng.random((8, 10), dtype=np.float32)
    room = cv2.resize(shades, size, interpolation=cv2.INTER_CUBIC) * 0.6 + 0.2
    for _ in range(THINGS):
        left, top = int(rng.integers(width)), int(rng.integers(height))
        wide, high = int(rng.integers(width // 32, width // 3)), int(rng.integers(width // 32, height // 3))
        shade = float(rng.random())
        if rng.random() < 0.3:  # blinds, shelves: many edges, which finders take for modules
            room[top : top + high, left : left + wide : max(4, wide // 12)] = shade
        else:
            cv2.rectangle(room, (left, top), (left + wide, top + high), shade, cv2.FILLED)
    return cv2.GaussianBlur(room, (0, 0), width / 320).astype(np.float32, copy=False)
