"""SVG path data (SVG 1.1, section 8.3) as PDF path construction operators (ISO 32000-1, 8.5.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import atan2, ceil, cos, pi, radians, sin, sqrt, tan

_TOKENS = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}
"""How many numbers a command takes."""

Point = tuple[float, float]
Command = tuple[str, tuple[float, ...]]


def operators(d: str) -> str:
    """The path `d` in PDF operators, in its own units. Raises ValueError for commands not known here."""
    return " ".join(_Pen().draw(d))


def length(value: float) -> str:
    """A number as PDF takes it, to a thousandth: never with an exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


class _Pen:
    """Follows a path and keeps what relative commands refer to."""

    def __init__(self) -> None:
        self._at: Point = (0, 0)
        self._start: Point = (0, 0)

    def draw(self, d: str) -> Iterator[str]:
        for command, numbers in _commands(d):
            yield from self._one(command, numbers)

    def _one(self, command: str, numbers: tuple[float, ...]) -> Iterator[str]:
        kind = command.upper()
        if kind == "Z":
            self._at = self._start
            yield "h"
            return
        before = self._at
        points = self._points(kind, numbers, before if command.islower() else (0, 0))
        self._at = points[-1]
        if kind == "M":
            self._start = self._at
            yield _written(points, "m")
        elif kind == "C":
            yield _written(points, "c")
        elif kind == "Q":
            yield _written(_raised(before, *points), "c")
        elif kind == "A":
            radius_x, radius_y, turn, large, sweep = numbers[:5]
            curves = _arc(before, self._at, (radius_x, radius_y), radians(turn), large != sweep, sweep == 1)
            yield from (_written(curve, "c") for curve in curves)
        else:
            yield _written(points, "l")

    def _points(self, kind: str, numbers: tuple[float, ...], origin: Point) -> list[Point]:
        """The points of a command, absolute."""
        if kind == "H":
            return [(origin[0] + numbers[0], self._at[1])]
        if kind == "V":
            return [(self._at[0], origin[1] + numbers[0])]
        if kind == "A":
            numbers = numbers[5:]
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return [(origin[0] + x, origin[1] + y) for x, y in pairs]


def _commands(d: str) -> Iterator[Command]:
    """The commands of a path, repeated ones written out."""
    command, numbers = "", list[float]()
    for token in (*_TOKENS.findall(d), ""):
        if token and not token.isalpha():
            numbers.append(float(token))
            continue
        yield from _repeated(command, numbers)
        command, numbers = token, []


def _repeated(command: str, numbers: list[float]) -> Iterator[Command]:
    if not command:
        return
    if command.upper() not in _NUMBERS:
        raise ValueError(f"{command} is no path command that is known here.")
    each = _NUMBERS[command.upper()]
    if not each:
        yield command, ()
    for first in range(0, len(numbers), each or 1):
        yield command, tuple(numbers[first : first + each])
        command = {"M": "L", "m": "l"}.get(command, command)


def _written(points: list[Point], operator: str) -> str:
    return f"{' '.join(f'{length(x)} {length(y)}' for x, y in points)} {operator}"


def _raised(start: Point, control: Point, end: Point) -> list[Point]:
    """A quadratic curve as a cubic one."""

    def towards(point: Point) -> Point:
        return tuple(a + 2 / 3 * (b - a) for a, b in zip(point, control, strict=True))  # type: ignore[return-value]

    return [towards(start), towards(end), end]


def _arc(
    start: Point, end: Point, radii: Point, turn: float, positive: bool, sweep: bool
) -> Iterator[list[Point]]:
    """An elliptical arc as cubic curves of a quarter at most (SVG 1.1, appendix F.6.5)."""
    (x1, y1), (x2, y2) = start, end
    half = _turned(((x1 - x2) / 2, (y1 - y2) / 2), -turn)
    # Radii too small to reach are made just large enough (F.6.6).
    short = max(1.0, sqrt((half[0] / radii[0]) ** 2 + (half[1] / radii[1]) ** 2))
    rx, ry = radii[0] * short, radii[1] * short
    u, v = half[0] / rx, half[1] / ry
    beside = sqrt(max(0.0, 1 / (u * u + v * v) - 1)) * (1 if positive else -1)
    centre = (beside * v, -beside * u)  # on the unit circle
    from_, to = (u - centre[0], v - centre[1]), (-u - centre[0], -v - centre[1])
    first = atan2(from_[1], from_[0])
    angle = (atan2(to[1], to[0]) - first) % (2 * pi)
    if not sweep:
        angle -= 2 * pi
    middle = _turned((centre[0] * rx, centre[1] * ry), turn)
    middle = (middle[0] + (x1 + x2) / 2, middle[1] + (y1 + y2) / 2)

    def point(on_circle: Point) -> Point:
        x, y = _turned((on_circle[0] * rx, on_circle[1] * ry), turn)
        return middle[0] + x, middle[1] + y

    pieces = max(1, ceil(abs(angle) / (pi / 2) - 1e-9))
    for piece in range(pieces):
        a, b = first + angle * piece / pieces, first + angle * (piece + 1) / pieces
        reach = 4 / 3 * tan((b - a) / 4)
        near = (cos(a) - reach * sin(a), sin(a) + reach * cos(a))
        far = (cos(b) + reach * sin(b), sin(b) - reach * cos(b))
        yield [point(near), point(far), point((cos(b), sin(b)))]


def _turned(point: Point, angle: float) -> Point:
    x, y = point
    return x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)
