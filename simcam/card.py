"""What is held up: a printed symbol on a card, or a picture of any card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.float32]
"""Reflected light, 0 for black to 1 for white."""

MODULE = 16
"""Pixels a module when a symbol is drawn; the camera's scale comes later."""
QUIET_ZONE = 4
"""Modules of white around a QR code (ISO/IEC 18004, 6.3.8)."""
SYMBOL_MM = 40
"""Side of a printed symbol: 37 modules of a little over 1 mm."""
CARD_MM = 54
"""Height of a bank card (ISO/IEC 7810, ID-1), for pictures of whole cards."""
INK = 0.05
PAPER = 0.92
HEADER = 0.25


@dataclass(frozen=True, eq=False)
class Card:
    """A picture of a card as it lies flat, and the part of it that counts: its subject, in pixels."""

    picture: Gray
    left: float
    top: float
    width: float
    height: float
    height_mm: float
    """Of the subject; with it a share of the frame is a distance."""

    def resampled(self, scale: float) -> Card:
        """The same card drawn smaller, by averaging; never larger."""
        if scale >= 1:
            return self
        rows, columns = self.picture.shape
        return _resampled(self, max(1, round(columns * scale)), max(1, round(rows * scale)))

    @cached_property
    def covered(self) -> NDArray[np.uint8]:
        """The picture in 255 steps, and beside each pixel a 255 for what it covers: rows x columns x 2."""
        light = np.rint(self.picture * 255).astype(np.uint8)  # bytes are drawn several times faster
        return np.dstack([light, np.full_like(light, 255)])


@lru_cache(maxsize=32)
def _resampled(card: Card, columns: int, rows: int) -> Card:
    small = cv2.resize(card.picture, (columns, rows), interpolation=cv2.INTER_AREA)
    across, down = columns / card.picture.shape[1], rows / card.picture.shape[0]
    return Card(
        small.astype(np.float32, copy=False),
        card.left * across,
        card.top * down,
        card.width * across,
        card.height * down,
        card.height_mm,
    )


def of_picture(picture: NDArray[np.uint8]) -> Card:
    """A card seen whole: height x width gray, or height x width x 3 RGB."""
    gray = picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    rows, columns = gray.shape
    light = INK + (PAPER - INK) * (gray.astype(np.float32) / 255)
    return Card(light.astype(np.float32), 0, 0, columns, rows, CARD_MM)


def of_matrix(matrix: Sequence[Sequence[bool]], dot_gain: float) -> Card:
    """A badge card around a symbol: rows of modules, True for dark; `dot_gain` in modules."""
    return _of_matrix(tuple(tuple(bool(dark) for dark in row) for row in matrix), dot_gain)


@lru_cache(maxsize=64)
def _of_matrix(matrix: tuple[tuple[bool, ...], ...], dot_gain: float) -> Card:
    printed = _printed(np.array(matrix, dtype=bool), dot_gain)
    side = len(matrix) * MODULE
    columns, rows = int(side * 1.7), int(side * 2.3)
    card = np.full((rows, columns), PAPER, np.float32)
    card[: int(side * 0.35)] = HEADER
    _write(card, side)
    left = (columns - printed.shape[1]) // 2
    top = rows - printed.shape[0] - int(side * 0.15)
    card[top : top + printed.shape[0], left : left + printed.shape[1]] = printed
    return Card(card, left + QUIET_ZONE * MODULE, top + QUIET_ZONE * MODULE, side, side, SYMBOL_MM)


def _printed(dark: NDArray[np.bool_], dot_gain: float) -> Gray:
    """The modules as ink on paper: edges a little soft, and moved outwards by the dot gain."""
    flat = np.pad(np.where(dark, INK, PAPER).astype(np.float32), QUIET_ZONE, constant_values=PAPER)
    large = np.kron(flat, np.ones((MODULE, MODULE), np.float32))
    soft = cv2.GaussianBlur(large, (0, 0), 0.22 * MODULE)
    edge = (INK + PAPER) / 2 + dot_gain * 1.35
    printed: Gray = (INK + (PAPER - INK) / (1 + np.exp((edge - soft) * 18))).astype(np.float32)
    return printed


def _write(card: Gray, side: int) -> None:
    """Put lines of writing between the header and the symbol, as badges have."""
    ink = np.zeros(card.shape, np.uint8)
    for line, words in enumerate(("ROOM 12", "LION 4")):
        place = (int(side * 0.15), int(side * (0.48 + 0.14 * line)))
        cv2.putText(
            ink, words, place, cv2.FONT_HERSHEY_SIMPLEX, side / 330, 255, side // 160 + 1, cv2.LINE_AA
        )
    card -= ink.astype(np.float32) / 255 * (PAPER - INK)
