"""One frame: from what is held up to what the camera gives."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from simcam import card, conditions, optics, pose, room, sensor
from simcam.card import Card, Gray
from simcam.conditions import Shot

SIZE = (640, 480)
"""Width and height, pixels."""
SUPERSAMPLING = 2
"""Edges are drawn at twice the frame's resolution, then averaged."""


def frame(
    matrix: Sequence[Sequence[bool]],
    *,
    height_fraction: float,
    seed: int,
    severity: str | None = None,
    size: tuple[int, int] = SIZE,
) -> NDArray[np.uint8]:
    """A gray frame, height x width, of a symbol printed on a card and held before the camera.

    `matrix` holds rows of modules, True for dark, without quiet zone. `height_fraction` is the symbol's side,
    seen straight on, over the frame's height (0.35 is a good guide). `severity` is one of "mild", "moderate",
    "hard"; without it the seed draws one, 40 : 40 : 20. `size` is (width, height). Raises KeyError for
    another severity.
    """
    shot = conditions.draw(seed, severity)
    return shoot(card.of_matrix(matrix, shot.dot_gain), shot, height_fraction, size)


def picture_frame(
    picture: NDArray[np.uint8],
    *,
    height_fraction: float,
    seed: int,
    severity: str | None = None,
    size: tuple[int, int] = SIZE,
) -> NDArray[np.uint8]:
    """The same of any card: a picture of it as it stands on paper, height x width gray or x 3 RGB.

    `height_fraction` is the height of the whole picture over the frame's.
    """
    return shoot(card.of_picture(picture), conditions.draw(seed, severity), height_fraction, size)


def shoot(held: Card, shot: Shot, height_fraction: float, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Take the frame of a card under given conditions; lengths as for `frame`."""
    subject_height = height_fraction * size[1]
    fine = held.resampled(1.15 * SUPERSAMPLING * subject_height / held.height)
    view = pose.place(fine, shot.pose, height_fraction, size)
    large_size = (size[0] * SUPERSAMPLING, size[1] * SUPERSAMPLING)
    large: Gray = cv2.resize(room.background(shot.background, size), large_size).astype(
        np.float32, copy=False
    )
    enlarge = np.diag([SUPERSAMPLING, SUPERSAMPLING, 1.0])
    cv2.warpPerspective(
        fine.picture,
        enlarge @ view,
        large_size,
        dst=large,
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_TRANSPARENT,
    )
    soft = optics.blurred(large, shot.lens, SUPERSAMPLING * size[1] / 480)
    small = cv2.resize(soft, size, interpolation=cv2.INTER_AREA).astype(np.float32, copy=False)
    across, down = pose.corners(fine, view).mean(axis=0)
    return sensor.taken(optics.lit(small, shot.light, (across, down), subject_height), shot.sensor)
