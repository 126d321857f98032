"""Where a card comes to lie in the frame, seen through a pinhole camera."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from simcam.card import Card
from simcam.conditions import Pose

Homography = NDArray[np.float64]
"""3 x 3, from the card's pixels to the frame's."""

FOCAL_LENGTH = 1.2
"""Of the frame's height; about 45 degrees from top to bottom, as laptop cameras have."""
MARGIN = 1 / 80
"""Of the frame's height, kept free around the subject."""
STEP_BACK = 1.06
"""By how much farther a card is held that would not fit into the frame."""


def place(card: Card, pose: Pose, height_fraction: float, size: tuple[int, int]) -> Homography:
    """Hold the card so that its subject, seen straight on, has this share of the frame's height.

    The subject is then somewhere in the frame, wholly: a card that would stick out is held farther away.
    `size` is the frame's (width, height).
    """
    frame = np.array(size, np.float64)
    margin = MARGIN * size[1]
    distance = FOCAL_LENGTH / height_fraction
    while True:
        seen = corners(card, _view(card, pose, (0, 0), distance, size))
        room = np.minimum(seen.min(axis=0), frame - seen.max(axis=0)) - margin
        if (room >= 0).all():
            break
        distance *= STEP_BACK
    shift = (
        0.75 * room * (pose.across, pose.down)
    )  # not all of it: perspective stretches what is off the axis
    focal = FOCAL_LENGTH * size[1]
    return _view(card, pose, (shift[0] * distance / focal, shift[1] * distance / focal), distance, size)


def corners(card: Card, view: Homography) -> NDArray[np.float64]:
    """The subject's corners in the frame, 4 x 2: top left, top right, bottom right, bottom left."""
    right, bottom = card.left + card.width, card.top + card.height
    flat = [[card.left, card.top], [right, card.top], [right, bottom], [card.left, bottom]]
    seen: NDArray[np.float64] = cv2.perspectiveTransform(np.array([flat], np.float64), view)[0]
    return seen


def _view(
    card: Card, pose: Pose, shift: tuple[float, float], distance: float, size: tuple[int, int]
) -> Homography:
    """The plane of the card, in units of its subject's height and about its middle, as the camera sees it."""
    unit = 1 / card.height
    middle = (card.left + card.width / 2, card.top + card.height / 2)
    to_plane = np.array([[unit, 0, -middle[0] * unit], [0, unit, -middle[1] * unit], [0, 0, 1]])
    turned = _rotation(pose)
    to_room = np.column_stack([turned[:, 0], turned[:, 1], [*shift, distance]])
    focal = FOCAL_LENGTH * size[1]
    camera = np.array([[focal, 0, size[0] / 2], [0, focal, size[1] / 2], [0, 0, 1]])
    view: Homography = camera @ to_room @ to_plane
    return view


def _rotation(pose: Pose) -> NDArray[np.float64]:
    pitch, yaw, roll = np.deg2rad([pose.pitch, pose.yaw, pose.roll])
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    rotation: NDArray[np.float64] = about_x @ about_y @ about_z
    return rotation
