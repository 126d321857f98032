"""The ladder of looks: each frame is read as it is, and once more in another way that changes every frame.

A small or slightly blurred symbol is read more often from an enlarged picture, a large noisy one from a
reduced picture. No single way wins, so they take turns; a child holds a badge up for many frames.
"""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_PLAIN = 1280
"""Pixels on the long side that a frame is first read at; a larger one (a photo, a 4K camera) is reduced."""
LONGEST_ENLARGED = 2560
"""Pixels on the long side of an enlarged look; more costs time and gains nothing."""


@dataclass(frozen=True)
class Look:
    """A part of a frame, in frame pixels, and the size in pixels it is drawn at before decoding."""

    x: int
    y: int
    width: int
    height: int
    out_width: int
    out_height: int


def plain(width: int, height: int) -> Look:
    """The whole frame, at its own size unless that is very large."""
    return _part(width, height, share=1, scale=min(1, LONGEST_PLAIN / max(width, height)))


def second(turn: int, width: int, height: int) -> Look:
    """Another way to look at the same frame; `turn` counts the frames."""
    share, scale = _TURNS[turn % len(_TURNS)]
    base = min(1, LONGEST_PLAIN / max(width, height))
    longest = max(width, height) * share
    return _part(width, height, share=share, scale=min(base * scale, LONGEST_ENLARGED / longest))


_TURNS = ((1, 2), (0.6, 3), (1, 0.5), (0.8, 2))
"""Share of the frame around its middle, and how much larger it is drawn."""


def _part(width: int, height: int, *, share: float, scale: float) -> Look:
    part_width, part_height = max(1, round(width * share)), max(1, round(height * share))
    return Look(
        x=(width - part_width) // 2,
        y=(height - part_height) // 2,
        width=part_width,
        height=part_height,
        out_width=max(1, round(part_width * scale)),
        out_height=max(1, round(part_height * scale)),
    )
