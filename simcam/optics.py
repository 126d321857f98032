"""What light does on its way to the sensor."""

from __future__ import annotations

import cv2
import numpy as np

from simcam.card import Gray
from simcam.conditions import Glare, Lens, Light
from simcam.pose import FOCAL_LENGTH

MIN_SMEAR = 1.5
"""Pixels; a shorter one is lost in the defocus."""
FOCUS_MM = 600
"""Where a laptop's camera is sharp: at a face, not at a badge held up to it."""
SPOT_TO_SIGMA = 1 / 4
"""Standard deviation of a disc of light over its diameter."""
FINE = 8
"""Parts of a pixel in which a smear is drawn."""
FADED = 4
"""Radii of a reflection beyond which nothing of it is left."""


def defocus(lens: Lens, distance_mm: float) -> float:
    """Standard deviation of the blur, pixels of a frame of 480 rows, of a card at this distance.

    A point out of focus is a disc of diameter f A |1/z - 1/z0| (thin lens; f in pixels, A the aperture).
    """
    spot = FOCAL_LENGTH * 480 * lens.aperture * abs(1 / distance_mm - 1 / FOCUS_MM)
    return float(np.hypot(lens.defocus, spot * SPOT_TO_SIGMA))


def blurred(picture: Gray, sigma: float, lens: Lens, scale: float) -> Gray:
    """Out of focus by `sigma`, smeared along a line by motion; `scale` is pixels here for one of 480 rows."""
    soft = cv2.GaussianBlur(picture, (0, 0), sigma * scale)
    length = lens.motion * scale
    if length >= MIN_SMEAR:
        soft = cv2.filter2D(soft, -1, _smear(length, lens.motion_angle))
    blurry: Gray = soft.astype(np.float32, copy=False)
    return blurry


def _smear(length: float, angle: float) -> Gray:
    """A kernel that spreads a point along a line through its middle."""
    side = (int(np.ceil(length)) | 1) + 2
    fine = np.zeros((side * FINE, side * FINE), np.float32)
    middle = (side * FINE - 1) / 2
    along = np.array([np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))]) * length * FINE / 2
    ends = np.rint([middle - along, middle + along]).astype(int).tolist()
    cv2.line(fine, ends[0], ends[1], 1.0, thickness=FINE // 2)
    kernel = cv2.resize(fine, (side, side), interpolation=cv2.INTER_AREA)
    smear: Gray = (kernel / kernel.sum()).astype(np.float32)
    return smear


def light_up(picture: Gray, light: Light, subject_middle: tuple[float, float], subject_height: float) -> None:
    """Put uneven light, a veil of stray light and a lamp's reflection on a picture, in place.

    Where and how large the subject is, is in the picture's pixels.
    """
    rows, columns = picture.shape
    angle = np.deg2rad(light.gradient_angle)
    through = light.gain * (1 - light.flare)
    across = (np.arange(columns, dtype=np.float32) / columns - 0.5) * np.cos(angle)
    down = (np.arange(rows, dtype=np.float32) / rows - 0.5) * np.sin(angle)
    slope = 2 * light.gradient * through
    picture *= (slope * across)[None, :] + (through + slope * down)[:, None]
    picture += light.gain * light.flare * 0.6
    if light.glare:
        _reflect(picture, light.glare, light.gain, subject_middle, subject_height)


def _reflect(picture: Gray, glare: Glare, gain: float, middle: tuple[float, float], height: float) -> None:
    """Add an oval bright spot that fades outwards."""
    radius = glare.radius * height
    centre = np.array([middle[0] + glare.across * height, middle[1] + glare.down * height])
    first = np.maximum(np.floor(centre - FADED * radius), 0).astype(int)
    last = np.minimum(np.ceil(centre + FADED * radius), picture.shape[::-1]).astype(int)
    if (last <= first).any():
        return
    across = np.arange(first[0], last[0], dtype=np.float32)[None, :] - centre[0]
    down = np.arange(first[1], last[1], dtype=np.float32)[:, None] - centre[1]
    angle = np.deg2rad(glare.angle)
    along = (across * np.cos(angle) + down * np.sin(angle)) / radius
    aside = (down * np.cos(angle) - across * np.sin(angle)) / (radius * glare.aspect)
    spot = np.exp(-(along**2 + aside**2) / 2) * (glare.strength * gain)
    picture[first[1] : last[1], first[0] : last[0]] += spot.astype(np.float32)
