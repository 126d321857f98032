"""The paths of a drawing's arrows: along the axes, from side to side, round at the bends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import copysign, hypot

Point = tuple[float, float]

BEND = 10.0
HEAD = (11.0, 5.0)
"""Length and half the width of an arrow's head."""
_GAP = 3.0
"""Between the tip and the box."""
_OUTWARDS = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}


def side_point(at: tuple[float, float, float, float], side: str, along: float) -> Point:
    """The point just outside a rectangle's side, `along` from that side's left or upper end."""
    x, y, width, height = at
    if side in ("left", "right"):
        return (x - _GAP if side == "left" else x + width + _GAP), y + along
    return x + along, (y - _GAP if side == "top" else y + height + _GAP)


def route(start: Point, leaving: str, end: Point, entering: str, via: float | None) -> list[Point]:
    """The corners of a path that leaves one side and enters another, at right angles."""
    flat, upright = _OUTWARDS[leaving][0] != 0, _OUTWARDS[entering][1] != 0
    if flat and upright:
        return [start, (end[0], start[1]), end]
    if not flat and not upright:
        return [start, (start[0], end[1]), end]
    if flat:
        middle = (start[0] + end[0]) / 2 if via is None else via
        return _straightened([start, (middle, start[1]), (middle, end[1]), end])
    middle = (start[1] + end[1]) / 2 if via is None else via
    return _straightened([start, (start[0], middle), (end[0], middle), end])


def path(points: Sequence[Point], both: bool) -> str:
    """SVG's `d` of a path, its bends rounded; it ends where its heads begin."""
    line = list(points)
    line[-1] = _towards(line[-1], line[-2], HEAD[0] - 2)
    if both:
        line[0] = _towards(line[0], line[1], HEAD[0] - 2)
    d = f"M{_pair(line[0])}"
    for before, bend, after in zip(line, line[1:], line[2:], strict=False):
        radius = min(BEND, _length(before, bend) / 2, _length(bend, after) / 2)
        d += f"L{_pair(_towards(bend, before, radius))}Q{_pair(bend)} {_pair(_towards(bend, after, radius))}"
    return f"{d}L{_pair(line[-1])}"


def head(before: Point, tip: Point) -> str:
    """SVG's `d` of the head of an arrow that comes from `before`."""
    x, y = _towards(tip, before, HEAD[0])
    across = (0, HEAD[1]) if y == tip[1] else (HEAD[1], 0)
    left, right = (x - across[0], y - across[1]), (x + across[0], y + across[1])
    return f"M{_pair(tip)}L{_pair(left)}L{_pair(right)}z"


def label_at(points: Sequence[Point], beside: str) -> tuple[Point, str]:
    """Where an arrow's words stand, and how: above its longest part, or beside it where that is upright."""
    first, last = max(pairwise(points), key=lambda part: _length(*part))
    x, y = (first[0] + last[0]) / 2, (first[1] + last[1]) / 2
    if first[1] == last[1]:
        return (x, y - 7), "middle"
    return ((x - 9, y + 4), "end") if beside == "left" else ((x + 9, y + 4), "start")


def _straightened(points: list[Point]) -> list[Point]:
    """Without the two bends in the middle, where start and end face each other."""
    in_line = points[1] == points[2]
    return [points[0], points[3]] if in_line else points


def _towards(point: Point, other: Point, distance: float) -> Point:
    dx, dy = other[0] - point[0], other[1] - point[1]
    return (
        (point[0] + copysign(distance, dx), point[1]) if dx else (point[0], point[1] + copysign(distance, dy))
    )


def _length(first: Point, last: Point) -> float:
    return hypot(last[0] - first[0], last[1] - first[1])


def _pair(point: Point) -> str:
    return f"{point[0]:g} {point[1]:g}"
