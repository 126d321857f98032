"""The ladder of looks: a frame is read as it is, then in other ways that take turns, as time allows.

Between the two a badge's code is told module by module where there seems to be one
(decoder/pixels/modules.h); these looks are for what that does not find. What makes a symbol unreadable
decides what helps: a small or soft one is read from an enlarged, sharpened picture, a noisy or smeared one
after smoothing. No single way wins, and a child holds a badge up for many frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LONGEST_PLAIN = 1280
"""Pixels on the long side that a frame is first read at; a larger one (a photo, a 4K camera) is reduced."""
LONGEST_ENLARGED = 2560
"""Pixels on the long side of an enlarged look; more costs time and gains nothing."""
LEAST_SCALE = 1.25
"""An enlarged look that may not be larger than this shows a part of the frame instead."""


class Filter(StrEnum):
    """What is done to the pixels of a look before it is enlarged, by the C beside the decoder."""

    NONE = "none"
    SHARPEN = "sharpen"
    """For small modules."""
    DEBLUR = "deblur"
    """For noise and wide blur."""


@dataclass(frozen=True)
class Area:
    """A part of a frame, in its pixels."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Look:
    """A part of a frame, and the size in pixels and the way it is drawn in before decoding."""

    area: Area
    out_width: int
    out_height: int
    filter: Filter = Filter.NONE

    @property
    def pixels(self) -> int:
        """How many pixels are decoded: what a look costs."""
        return self.out_width * self.out_height


@dataclass(frozen=True)
class Way:
    """A kind of look: how much larger, filtered how."""

    scale: float
    filter: Filter


TURNS = (
    Way(3, Filter.SHARPEN),
    Way(2, Filter.DEBLUR),
    Way(3, Filter.NONE),
)
"""Ways to look at a whole frame again, in turn."""
SHARE_OF_MIDDLE = 0.6
"""What a look shows when the whole frame would cost too much: the middle, where the guide is."""


def plain(width: int, height: int) -> Look:
    """The whole frame, at its own size unless that is very large."""
    return _drawn(whole(width, height), min(1, LONGEST_PLAIN / max(width, height)), Filter.NONE)


def whole(width: int, height: int) -> Area:
    """All of a frame."""
    return Area(0, 0, width, height)


def every(width: int, height: int) -> Iterator[Look]:
    """All the ways to look at a picture that has no next frame."""
    yield plain(width, height)
    for way in TURNS:
        for area in (whole(width, height), _middle(whole(width, height))):
            if look := _fitting(area, way, float("inf")):
                yield look


def again(turn: int, width: int, height: int, *, most_pixels: float = float("inf")) -> Look | None:
    """One of the ways to look at a whole frame again; `turn` counts them."""
    way = TURNS[turn % len(TURNS)]
    frame = whole(width, height)
    return _fitting(frame, way, most_pixels) or _fitting(_middle(frame), way, most_pixels)


def clipped(area: Area, width: int, height: int) -> Area:
    """The part of an area that lies within a frame of this size; a pixel at the edge if none does."""
    left, top = min(max(0, area.x), width - 1), min(max(0, area.y), height - 1)
    right, bottom = min(width, area.x + area.width), min(height, area.y + area.height)
    return Area(left, top, max(1, right - left), max(1, bottom - top))


def _fitting(area: Area, way: Way, most_pixels: float) -> Look | None:
    """The look that a way asks for, made smaller to fit; None if little enlargement would be left."""
    longest = max(area.width, area.height)
    scale = min(way.scale, LONGEST_ENLARGED / longest)
    fits = (most_pixels / (area.width * area.height)) ** 0.5
    if fits < min(scale, LEAST_SCALE):
        return None
    return _drawn(area, min(scale, fits), way.filter)


def _middle(frame: Area) -> Area:
    width = max(1, round(frame.width * SHARE_OF_MIDDLE))
    height = max(1, round(frame.height * SHARE_OF_MIDDLE))
    return Area((frame.width - width) // 2, (frame.height - height) // 2, width, height)


def _drawn(area: Area, scale: float, filter_: Filter) -> Look:
    return Look(area, max(1, round(area.width * scale)), max(1, round(area.height * scale)), filter_)
