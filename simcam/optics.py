"""What light does on its way to the sensor."""

from __future__ import annotations

import cv2
import numpy as np

from simcam.card import Gray
from simcam.conditions import Glare, Lens, Light

SHORTEST_SMEAR = 1.5
"""Pixels; a shorter one is lost in the defocus."""


def blurred(picture: Gray, lens: Lens, scale: float) -> Gray:
    """Out of focus, and smeared along a line by motion; `scale` is pixels here for one of 480 rows."""
    soft = cv2.GaussianBlur(picture, (0, 0), lens.defocus * scale)
    length = lens.motion * scale
    if length >= SHORTEST_SMEAR:
        soft = cv2.filter2D(soft, -1, _smear(length, lens.motion_angle))
    blurry: Gray = soft.astype(np.float32, copy=False)
    return blurry


def _smear(length: float, angle: float) -> Gray:
    """A kernel that spreads a point along a line through its middle."""
    side = max(3, int(np.ceil(length)) | 1)
    kernel = np.zeros((side, side), np.float32)
    middle = side // 2
    along = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))]) * length / 2
    ends = np.rint([middle - along, middle + along]).astype(int).tolist()
    cv2.line(kernel, ends[0], ends[1], 1.0)
    kernel /= kernel.sum()
    return kernel


def lit(picture: Gray, light: Light, subject_middle: tuple[float, float], subject_height: float) -> Gray:
    """Under uneven light, through a veil of stray light, with a lamp's reflection; pixels of this picture."""
    rows, columns = picture.shape
    angle = np.deg2rad(light.gradient_angle)
    across = (np.arange(columns, dtype=np.float32) / columns - 0.5) * np.cos(angle)
    down = (np.arange(rows, dtype=np.float32) / rows - 0.5) * np.sin(angle)
    uneven = picture * (1 + 2 * light.gradient * (across[None, :] + down[:, None]))
    veiled = light.flare * 0.6 + (1 - light.flare) * uneven
    if light.glare:
        veiled += _reflection(light.glare, picture.shape, subject_middle, subject_height)
    received: Gray = (veiled * light.gain).astype(np.float32)
    return received


def _reflection(glare: Glare, shape: tuple[int, ...], middle: tuple[float, float], height: float) -> Gray:
    """An oval bright spot that fades outwards."""
    down, across = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    across -= middle[0] + glare.across * height
    down -= middle[1] + glare.down * height
    angle = np.deg2rad(glare.angle)
    radius = glare.radius * height
    along = (across * np.cos(angle) + down * np.sin(angle)) / radius
    aside = (down * np.cos(angle) - across * np.sin(angle)) / (radius * glare.aspect)
    spot: Gray = (glare.strength * np.exp(-(along**2 + aside**2) / 2)).astype(np.float32)
    return spot
