"""Where a card comes to lie in the frame, seen through a pinhole camera, bent and read row by row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simcam.card import Card
from simcam.conditions import STILL, Pose, Shutter

Points = NDArray[np.float64]
"""Points, their two coordinates along the last axis."""

FOCAL_LENGTH = 1.2
"""Of the frame's height; about 45 degrees from top to bottom, as laptop cameras have."""
MARGIN = 1 / 80
"""Of the frame's height, kept free around the subject."""
STEP_BACK = 1.06
"""By how much farther a card is held that would not fit into the frame."""
TREMBLE = 1 / 3
"""How much of a tremble passes while a frame is read: 10 Hz in a thirtieth of a second."""
OUT_OF_SIGHT = -1e4
"""A card's coordinate for rays that miss the card."""


@dataclass(frozen=True)
class View:
    """A card before the camera. Lengths are in units of the subject's height, pixels where it says so."""

    card: Card
    pose: Pose
    shutter: Shutter
    size: tuple[int, int]
    """Of the frame: width, height in pixels."""
    distance: float
    shift: tuple[float, float] = (0, 0)

    def seen(self, points: Points) -> Points:
        """Pixels of the frame at which pixels of the card are seen, if the card is still meanwhile."""
        across, down, depth = np.moveaxis(self._in_room(points), -1, 0)
        return np.stack([across / depth, down / depth], axis=-1) * self._focal + self._middle

    def shown(self, pixels: Points) -> Points:
        """Pixels of the card that pixels of the frame show: rays meet the bent card, row after row."""
        offsets = (pixels - self._row_shift(pixels[..., 1]) - self._middle) / self._focal
        rays = np.concatenate([offsets, np.ones_like(offsets[..., :1])], axis=-1) @ self._turned
        origin = -np.array([*self.shift, self.distance]) @ self._turned
        reach = self._meeting(origin, rays)
        plane = origin[:2] + reach[..., None] * rays[..., :2]
        flat = self._flattened(plane)
        return np.where(np.isfinite(flat), flat * self.card.height + self._card_middle, OUT_OF_SIGHT)

    def corners(self) -> Points:
        """The subject's corners in the frame, 4 x 2: top left, top right, bottom right, bottom left."""
        left, top = self.card.left, self.card.top
        right, bottom = left + self.card.width, top + self.card.height
        return self.seen(np.array([[left, top], [right, top], [right, bottom], [left, bottom]]))

    def outline(self) -> Points:
        """Points around the edge of the whole card in the frame, N x 2 pixels."""
        rows, columns = self.card.picture.shape
        along = np.linspace(0, 1, 9)
        edges = [np.stack([along * columns, np.full(9, end * rows)], -1) for end in (0, 1)]
        edges += [np.stack([np.full(9, end * columns), along * rows], -1) for end in (0, 1)]
        return self.seen(np.concatenate(edges))

    @property
    def distance_mm(self) -> float:
        """From the lens to the card's middle."""
        return self.distance * self.card.height_mm

    def _in_room(self, points: Points) -> Points:
        """The room's coordinates of points of the card, after bending it."""
        flat = (points - self._card_middle) / self.card.height
        arc = flat @ self._bend_axis
        along = arc - self.pose.bend**2 * arc**3 / 6
        bent = flat + (along - arc)[..., None] * self._bend_axis
        rise = self.pose.bend * along**2 / 2
        place = np.concatenate([bent, rise[..., None]], axis=-1) @ self._turned.T
        room: Points = place + np.array([*self.shift, self.distance])
        return room

    def _meeting(self, origin: Points, rays: Points) -> Points:
        """How far along each ray it meets the parabola that the card is bent to; NaN where it does not."""
        start, along = origin[:2] @ self._bend_axis, rays[..., :2] @ self._bend_axis
        a = self.pose.bend / 2 * along**2
        b = self.pose.bend * start * along - rays[..., 2]
        c = self.pose.bend / 2 * start**2 - origin[2]
        with np.errstate(invalid="ignore", divide="ignore"):
            sum_ = -b - np.copysign(np.sqrt(b * b - 4 * a * c), b)
            first, second = 2 * c / sum_, sum_ / (2 * a)
            nearer = np.abs(start + second * along) < np.abs(start + first * along)
        meeting: Points = np.where(nearer, second, first)  # of two the one by the card's middle
        return meeting

    def _flattened(self, plane: Points) -> Points:
        """Where points of the bent card lie on the flat one: by length of arc, to the third order."""
        along = plane @ self._bend_axis
        flat: Points = plane + (self.pose.bend**2 * along**3 / 6)[..., None] * self._bend_axis
        return flat

    def _row_shift(self, rows: Points) -> Points:
        """Pixels by which the card has moved when each row is read."""
        angle, phase = np.deg2rad([self.shutter.angle, self.shutter.phase])
        time = rows / self.size[1] - 0.5
        way = np.sin(2 * np.pi * TREMBLE * time + phase) / (2 * np.sin(np.pi * TREMBLE))
        sway = self.shutter.sway * self.size[1] / 480
        shift: Points = sway * way[..., None] * np.array([np.cos(angle), np.sin(angle)])
        return shift

    @property
    def _focal(self) -> float:
        return FOCAL_LENGTH * self.size[1]

    @property
    def _middle(self) -> Points:
        return np.array(self.size) / 2

    @property
    def _card_middle(self) -> Points:
        return np.array([self.card.left + self.card.width / 2, self.card.top + self.card.height / 2])

    @property
    def _bend_axis(self) -> Points:
        angle = np.deg2rad(self.pose.bend_angle)
        return np.array([np.cos(angle), np.sin(angle)])

    @cached_property
    def _turned(self) -> Points:
        return _rotation(self.pose)


def place(
    card: Card, pose: Pose, height_fraction: float, size: tuple[int, int], shutter: Shutter = STILL
) -> View:
    """Hold the card so that its subject, seen straight on, has this share of the frame's height.

    The subject is then somewhere in the frame, wholly: a card that would stick out is held farther away.
    `size` is the frame's (width, height).
    """
    margin = MARGIN * size[1] + shutter.sway * size[1] / 480
    view = View(card, pose, shutter, size, FOCAL_LENGTH / (height_fraction * pose.nearness))
    while ((room := _room(view) - margin) < 0).any():
        view = replace(view, distance=view.distance * STEP_BACK)
    # Not all of the room: perspective stretches what is off the axis.
    across, down = 0.75 * room * (pose.across, pose.down) * view.distance / (FOCAL_LENGTH * size[1])
    return replace(view, shift=(float(across), float(down)))


def _room(view: View) -> Points:
    """Pixels free beside and above or below the subject, whichever is less."""
    seen = view.corners()
    room: Points = np.minimum(seen.min(axis=0), np.array(view.size) - seen.max(axis=0))
    return room


def _rotation(pose: Pose) -> NDArray[np.float64]:
    pitch, yaw, roll = np.deg2rad([pose.pitch, pose.yaw, pose.roll])
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_z = np.array([[np.cos(roll), -np.sin(roll), 0], [np.sin(roll), np.cos(roll), 0], [0, 0, 1]])
    rotation: NDArray[np.float64] = about_x @ about_y @ about_z
    return rotation
