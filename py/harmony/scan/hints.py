"""One calm hint at a time: what to do next with the badge, and how many of the door's arcs are lit.

A hint needs some poor frames in a row and stays for a while, so that nothing flickers before a child who
is trying to hold a card still.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from harmony.scan.detection import Detection
from harmony.scan.preprocessing import Area

FRAMES_BEFORE_HINT = 5
SECONDS_BETWEEN_HINTS = 1.5
SECONDS_BEFORE_ARC_DROPS = 0.6
"""A code that was just seen is not gone because one frame did not show it."""
TOO_DARK = 45.0
"""Mean brightness (0 to 255) under which a badge is hardly read."""
TOO_FAINT = 60.0
"""Contrast (0 to 255) of a located code: of codes that are read one in twenty has less than 84."""
TOO_SHINY = 0.02
"""Share of a located code that glares: of codes that are read one in twenty has more than 0.013."""
TOO_FAR = 0.22
TOO_CLOSE = 0.85
"""Side of the code over the height of the frame. Under the first its modules are a pixel or two."""
SYMBOL_MODULES = 37
"""Modules of a badge's code, each way."""


class Hint(StrEnum):
    """What to tell the child, most urgent first."""

    WRONG = "wrong"
    ONE = "one"
    AGAIN = "again"
    LIGHT = "light"
    TILT = "tilt"
    FURTHER = "further"
    CLOSER = "closer"
    STILL = "still"
    LOOK = "look"


@dataclass(frozen=True)
class Measures:
    """What a part of a frame is like, measured by the C beside the decoder."""

    brightness: float
    """Mean, 0 (black) to 255."""
    contrast: float
    """From the dark to the light parts, 0 to 255."""
    sharpness: float
    """Of its edges, 0 (none) to 1."""
    glare: float
    """Share of its pixels that are saturated, 0 to 1."""


@dataclass(frozen=True)
class Guidance:
    """What the page shows over the camera: a hint, and 0 to 2 lit arcs (the third means read)."""

    hint: Hint
    lit: int


class Guide:
    """Watches frames and says what to tell; give it every frame that was not a badge."""

    def __init__(self) -> None:
        self._shown = Hint.LOOK
        self._shown_since = float("-inf")
        self._coming = Hint.LOOK
        self._frames = 0
        self._lit = 0
        self._lit_since = float("-inf")
        self._seen_at = float("-inf")

    def observe(
        self,
        seen: Sequence[Detection],
        *,
        frame: Measures,
        code: Measures | None,
        now: float,
        known: Hint | None = None,
    ) -> Guidance:
        """Take in one frame: what was seen in it, and the measures of it all and of the largest code.

        What was read of `seen` is no badge; of badges that were read and are not taken, `known` says why.
        `now` is in seconds on any clock that only goes forward.
        """
        hint = _hint_for(seen, frame, code, known)
        if self._coming is Hint.ONE:
            pass  # it says itself when it is over
        elif hint is Hint.LOOK and now - self._seen_at < SECONDS_BEFORE_ARC_DROPS:
            hint = self._coming
        elif seen:
            self._seen_at = now
        self._settle(hint, now)
        self._light(_arcs_for(seen), now)
        return Guidance(self._shown, self._lit)

    def _settle(self, hint: Hint, now: float) -> None:
        self._frames = self._frames + 1 if hint == self._coming else 1
        self._coming = hint
        rested = now - self._shown_since >= SECONDS_BETWEEN_HINTS and self._frames >= FRAMES_BEFORE_HINT
        if hint != self._shown and (rested or self._shown is Hint.ONE):
            self._shown, self._shown_since = hint, now

    def _light(self, arcs: int, now: float) -> None:
        if arcs >= self._lit or now - self._lit_since >= SECONDS_BEFORE_ARC_DROPS:
            self._lit, self._lit_since = arcs, now


def largest(seen: Sequence[Detection]) -> Detection | None:
    """The code that hints are about."""
    return max(seen, key=lambda detection: detection.side, default=None)


def too_close(module: float, width: int, height: int) -> Detection | None:
    """A code of which the edge cuts so much that only a finder is seen, by the pixels of its modules."""
    side = SYMBOL_MODULES * module / height
    whole = (0.0, 0.0, width, 0.0, width, height, 0.0, height)
    return Detection(None, side, Area(0, 0, width, height), whole) if side > TOO_CLOSE else None


def _hint_for(seen: Sequence[Detection], frame: Measures, code: Measures | None, known: Hint | None) -> Hint:
    if any(detection.text is not None for detection in seen):
        return Hint.WRONG
    if known is not None:
        return known
    if frame.brightness < TOO_DARK or (code is not None and code.contrast < TOO_FAINT):
        return Hint.LIGHT
    if code is not None and code.glare > TOO_SHINY:
        return Hint.TILT
    return _distance_hint(largest(seen))


def _distance_hint(code: Detection | None) -> Hint:
    if code is None:
        return Hint.LOOK
    if code.side > TOO_CLOSE:
        return Hint.FURTHER
    return Hint.CLOSER if code.side < TOO_FAR else Hint.STILL


def _arcs_for(seen: Sequence[Detection]) -> int:
    code = largest(seen)
    if code is None:
        return 0
    return 2 if TOO_FAR <= code.side <= TOO_CLOSE else 1
