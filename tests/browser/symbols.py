"""Pictures of QR codes that no command prints: tampered badges, other people's codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import segno

MODULE_PX = 18


def picture_of(modules: Sequence[Sequence[object]], out: Path) -> Path:
    """Write a QR code's modules as a picture with its quiet zone; returns the file."""
    dark = np.pad(np.array([[bool(module) for module in row] for row in modules]), 4)
    pixels = np.where(np.kron(dark, np.ones((MODULE_PX, MODULE_PX), dtype=bool)), 0, 255)
    cv2.imwrite(str(out), pixels.astype(np.uint8))
    return out


def foreign_code(text: str, out: Path) -> Path:
    """A QR code that is no badge at all."""
    return picture_of(segno.make(text, micro=False).matrix, out)
