"""Which badge is held up where several can be seen: the one clearly larger and nearer to the guide, or none.

web/scan/held-up.mjs is the same rule for the decoder alone; held-up.test.json holds both to the same cases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

CLEARLY_LARGER = 2.0
"""Area of the badge held up over that of any other: its sides are 1.4 times as long. Neighbours on a sheet
that was taken at an angle differ by less."""
SECONDS_ALONE = 0.5
"""How long no two badges have looked alike before one is taken: a frame that misses one decides nothing."""

Corners = Sequence[float]
"""x0, y0, ... x3, y3 around a code."""


@dataclass(frozen=True)
class Code:
    """A code in a picture."""

    badge: str | None
    """Which badge it says; None if it could not be read, or says something else."""
    corners: Corners


def held_up(codes: Sequence[Code], *, width: float, height: float) -> str | None:
    """The badge held up in a picture of this size; None if there is none, or it cannot be told apart."""
    badges = [code for code in codes if code.badge is not None]
    best = max(badges, key=_area, default=None)
    if best is None:
        return None
    rivals = (code for code in codes if code.badge != best.badge)
    return None if any(_rivals(code, best, width, height) for code in rivals) else best.badge


def are_several(codes: Sequence[Code]) -> bool:
    """Whether two badges can be read in a picture; one that is seen twice is one."""
    return len({code.badge for code in codes if code.badge is not None}) > 1


class Choice:
    """Takes no badge while two have just been alike, though a frame may show a single one."""

    def __init__(self) -> None:
        self._several_at = float("-inf")

    def may_take(self, held: object | None, *, several: bool, now: float) -> bool:
        """Whether the badge held up in a frame is taken, seconds `now` on a clock that only goes forward."""
        if held is None and several:
            self._several_at = now
        return held is not None and not self.is_open(now)

    def is_open(self, now: float) -> bool:
        """Whether two badges could not be told apart a moment ago."""
        return now - self._several_at < SECONDS_ALONE


def _rivals(other: Code, best: Code, width: float, height: float) -> bool:
    """Whether another code may be the one held up: a badge not clearly behind, or any code before it."""
    nearer = _distance(other, width / 2, height / 2) < _distance(best, width / 2, height / 2)
    if other.badge is not None:
        return nearer or _area(best) < CLEARLY_LARGER * _area(other)
    return nearer and _area(other) > _area(best) and not _is_same_place(other, best)


def _is_same_place(one: Code, other: Code) -> bool:
    """Whether two codes cover each other: one code, seen twice, of which one look could not be read."""
    return 4 * _distance(one, *_middle(other)) ** 2 < max(_area(one), _area(other))


def _area(code: Code) -> float:
    """Of the quadrangle, by the shoelace formula."""
    xs, ys = code.corners[::2], code.corners[1::2]
    return abs(sum(xs[i - 1] * ys[i] - xs[i] * ys[i - 1] for i in range(len(xs)))) / 2


def _middle(code: Code) -> tuple[float, float]:
    return sum(code.corners[::2]) / 4, sum(code.corners[1::2]) / 4


def _distance(code: Code, x: float, y: float) -> float:
    middle = _middle(code)
    return hypot(middle[0] - x, middle[1] - y)
