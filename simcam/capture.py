"""From what is held up to what the camera gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice

import cv2
import numpy as np
from numpy.typing import NDArray

from simcam import card, conditions, optics, pose, room, sensor, sequence
from simcam.card import Card, Gray
from simcam.conditions import Shot
from simcam.pose import View

SIZE = (640, 480)
"""Width and height, pixels."""
SUPERSAMPLING = 2
"""Edges are drawn at twice the frame's resolution, then averaged."""
STRIDE = 16
"""Fine pixels between the points at which the card's place is worked out; between them it is linear."""


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
    "hard" or a suite of them, "guided" or "mixed" (the default). `size` is (width, height). Raises KeyError
    for another severity.
    """
    shot = conditions.draw(seed, severity)
    return shoot(card.of_matrix(matrix, shot.dot_gain), shot, height_fraction, size)


def attempt(
    matrix: Sequence[Sequence[bool]],
    *,
    height_fraction: float,
    seed: int,
    severity: str | None = None,
    size: tuple[int, int] = SIZE,
    skip: int = 0,
) -> Iterator[NDArray[np.uint8]]:
    """Frames of one scan attempt, without end: what "read within N frames" is about; arguments of `frame`.

    The hand trembles about one pose, the light drifts, the camera's exposure is wrong at first and settles.
    The first `skip` frames are passed over, at no cost.
    """
    scene = conditions.draw(seed, severity)
    return film(card.of_matrix(matrix, scene.dot_gain), scene, seed, height_fraction, size, skip)


def burst(
    matrix: Sequence[Sequence[bool]],
    *,
    height_fraction: float,
    seed: int,
    severity: str | None = None,
    size: tuple[int, int] = SIZE,
) -> Iterator[NDArray[np.uint8]]:
    """Frames that differ by the sensor's noise alone, without end: many for little; arguments of `frame`."""
    shot = conditions.draw(seed, severity)
    received = _received(card.of_matrix(matrix, shot.dot_gain), shot, height_fraction, size)
    first = shot.sensor.noise_seed
    return (sensor.taken(received, replace(shot.sensor, noise_seed=first + turn)) for turn in count())


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
    shot = conditions.draw(seed, severity)
    return shoot(card.of_picture(picture), shot, height_fraction, size)


def film(
    held: Card, scene: Shot, seed: int, height_fraction: float, size: tuple[int, int], skip: int = 0
) -> Iterator[NDArray[np.uint8]]:
    """The frames of a scan attempt of any card; the first `skip` pass unseen, while the camera settles."""
    shots = islice(sequence.shots(scene, seed), skip, None)
    return (shoot(held, shot, height_fraction, size) for shot in shots)


def shoot(held: Card, shot: Shot, height_fraction: float, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Take the frame of a card under given conditions; lengths as for `frame`."""
    return sensor.taken(_received(held, shot, height_fraction, size), shot.sensor)


def _received(held: Card, shot: Shot, height_fraction: float, size: tuple[int, int]) -> Gray:
    """The light that reaches the sensor."""
    subject_height = height_fraction * size[1]
    fine = held.resampled(1.15 * SUPERSAMPLING * subject_height / held.height)
    view = pose.place(fine, shot.pose, height_fraction, size, shot.shutter)
    scene = room.background(shot.background, size).copy()
    _put_card(scene, view, shot)
    across, down = view.corners().mean(axis=0)
    optics.light_up(scene, shot.light, (across, down), subject_height)
    return scene


@dataclass(frozen=True)
class _Box:
    """A part of the frame, pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def size(self) -> tuple[int, int]:
        return self.right - self.left, self.bottom - self.top


def _put_card(scene: Gray, view: View, shot: Shot) -> None:
    """Draw the card, blurred as it is, over the room, which stands still and out of the hand's reach."""
    scale = view.size[1] / 480
    sigma = optics.defocus(shot.lens, view.distance_mm)
    reach = (3 * sigma + shot.lens.motion + shot.shutter.sway) * scale + 2
    box = _box_around(view, reach)
    if min(box.size) <= 0:
        return
    layers = _drawn(view, box)
    light, cover = cv2.split(optics.blurred(layers, sigma, shot.lens, scale))
    part = scene[box.top : box.bottom, box.left : box.right]
    part *= 1 - cover
    part += light


def _box_around(view: View, reach: float) -> _Box:
    outline = view.outline()
    left, top = np.maximum(np.floor(outline.min(axis=0) - reach), 0).astype(int)
    right, bottom = np.minimum(np.ceil(outline.max(axis=0) + reach), view.size).astype(int)
    return _Box(int(left), int(top), int(right), int(bottom))


def _drawn(view: View, box: _Box) -> Gray:
    """The card's reflected light and its cover of the room, each 0 to 1: rows x columns x 2."""
    columns, rows = (side * SUPERSAMPLING for side in box.size)
    cells = [-(-side // STRIDE) + 2 for side in (columns, rows)]  # one more all around, to be cut off
    across = box.left + (np.arange(cells[0]) * STRIDE - STRIDE / 2) / SUPERSAMPLING
    down = box.top + (np.arange(cells[1]) * STRIDE - STRIDE / 2) / SUPERSAMPLING
    # OpenCV counts from the middle of a pixel.
    coarse = view.shown(np.stack(np.meshgrid(across, down), axis=-1)) - 0.5
    columns_at, rows_at = (
        cv2.resize(part, None, fx=STRIDE, fy=STRIDE)[STRIDE : STRIDE + rows, STRIDE : STRIDE + columns]
        for part in cv2.split(coarse.astype(np.float32))
    )
    edges = cv2.remap(view.card.covered, columns_at, rows_at, cv2.INTER_LINEAR)
    return cv2.resize(edges, box.size, interpolation=cv2.INTER_AREA).astype(np.float32) / np.float32(255)
