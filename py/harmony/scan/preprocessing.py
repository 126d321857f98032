"""Preprocessing variants of a frame: it is read as it is, then in variants that take turns, as time allows.

Between the two a badge's code is soft decoded where there seems to be one (decoder/pixels/modules.h); the
variants of the schedule are for what that does not find. What makes a symbol unreadable
decides what helps: a small or soft one is read from an enlarged, sharpened picture, a noisy or smeared one
after smoothing. No single variant wins, and a child holds a badge up for many frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MAX_PLAIN_SIDE = 1280
"""Pixels on the long side that a frame is first read at; a larger one (a photo, a 4K camera) is reduced."""
MAX_ENLARGED_SIDE = 2560
"""Pixels on the long side of an enlarged variant; more costs time and gains nothing."""
MIN_SCALE = 1.25
"""An enlarged variant that may not be larger than this shows a part of the frame instead."""


class Filter(StrEnum):
    """What is done to the pixels of a variant before it is enlarged, by the C beside the decoder."""

    NONE = "none"
    SHARPEN = "sharpen"
    """For small modules."""
    DEBLUR = "deblur"
    """For noise and wide blur."""
    INVERT = "invert"
    """For a badge light on dark."""


@dataclass(frozen=True)
class Area:
    """A part of a frame, in its pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Variant:
    """A part of a frame, and the size in pixels and the way it is drawn in before decoding."""

    area: Area
    out_width: int
    out_height: int
    filter: Filter = Filter.NONE

    @property
    def pixels(self) -> int:
        """How many pixels are decoded: what a variant costs."""
        return self.out_width * self.out_height


@dataclass(frozen=True)
class Step:
    """A step of the schedule: how much larger, filtered how."""

    scale: float
    filter: Filter


SCHEDULE = (
    Step(3, Filter.SHARPEN),
    Step(2, Filter.DEBLUR),
    Step(3, Filter.NONE),
)
"""What is done to whole frames, in turn."""
RARE = (
    Step(0.5, Filter.NONE),
    Step(1, Filter.INVERT),
)
"""What few pictures need and is done seldom, to the plain variant: large modules, badges light on dark."""
CENTRE_CROP = 0.6
"""Of each side, the share that is taken when all would cost too much: the middle, where the guide is."""


def plain(width: int, height: int) -> Variant:
    """The whole frame, at its own size unless that is very large."""
    return _scaled(whole(width, height), _plain_scale(width, height), Filter.NONE)


def rare(turn: int, width: int, height: int) -> Variant:
    """The next of the rare variants, for `turn` counting up: about what the plain one costs, at most."""
    step = RARE[turn % len(RARE)]
    return _scaled(whole(width, height), step.scale * _plain_scale(width, height), step.filter)


def whole(width: int, height: int) -> Area:
    """All of a frame."""
    return Area(0, 0, width, height)


def every(width: int, height: int) -> Iterator[Variant]:
    """Every variant of a picture that has no next frame."""
    yield plain(width, height)
    yield from (rare(turn, width, height) for turn in range(len(RARE)))
    for step in SCHEDULE:
        for area in (whole(width, height), _centre(whole(width, height))):
            if variant := _fitting(area, step, float("inf")):
                yield variant


def scheduled(turn: int, width: int, height: int, *, max_pixels: float = float("inf")) -> Variant | None:
    """The next variant of the schedule, for `turn` counting up; None if it would have too many pixels."""
    step = SCHEDULE[turn % len(SCHEDULE)]
    frame = whole(width, height)
    return _fitting(frame, step, max_pixels) or _fitting(_centre(frame), step, max_pixels)


def clipped(area: Area, width: int, height: int) -> Area:
    """The part of an area that lies within a frame of this size; a pixel at the edge if none does."""
    left, top = min(max(0, area.x), width - 1), min(max(0, area.y), height - 1)
    right, bottom = min(width, area.x + area.width), min(height, area.y + area.height)
    return Area(left, top, max(1, right - left), max(1, bottom - top))


def _plain_scale(width: int, height: int) -> float:
    return min(1, MAX_PLAIN_SIDE / max(width, height))


def _fitting(area: Area, step: Step, max_pixels: float) -> Variant | None:
    """A variant made smaller to fit; None if little enlargement would be left."""
    longest = max(area.width, area.height)
    scale = min(step.scale, MAX_ENLARGED_SIDE / longest)
    fits = (max_pixels / (area.width * area.height)) ** 0.5
    if fits < min(scale, MIN_SCALE):
        return None
    return _scaled(area, min(scale, fits), step.filter)


def _centre(frame: Area) -> Area:
    width = max(1, round(frame.width * CENTRE_CROP))
    height = max(1, round(frame.height * CENTRE_CROP))
    return Area((frame.width - width) // 2, (frame.height - height) // 2, width, height)


def _scaled(area: Area, scale: float, filter_: Filter) -> Variant:
    return Variant(area, max(1, round(area.width * scale)), max(1, round(area.height * scale)), filter_)
