"""One calm hint at a time: what to do next with the badge, and how many of the door's arcs are lit.

A hint needs some poor frames in a row and stays for a while, so that nothing flickers before a child who
is trying to hold a card still.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from harmony.scan.reading import Sighting

FRAMES_BEFORE_HINT = 5
SECONDS_BETWEEN_HINTS = 1.5
SECONDS_BEFORE_ARC_DROPS = 0.6
TOO_DARK = 45.0
"""Mean brightness (0 to 255) under which a badge is hardly read."""
TOO_FAR = 0.22
TOO_CLOSE = 0.85
"""Side of the code over the height of the frame. Under the first its modules are a pixel or two."""


class Hint(StrEnum):
    """What to tell the child, most urgent first."""

    WRONG = "wrong"
    LIGHT = "light"
    FURTHER = "further"
    CLOSER = "closer"
    STILL = "still"
    LOOK = "look"


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

    def observe(self, sightings: Sequence[Sighting], *, brightness: float, now: float) -> Guidance:
        """Take in one frame; `now` is in seconds on any clock that only goes forward."""
        self._settle(_hint_for(sightings, brightness), now)
        self._light(_arcs_for(sightings), now)
        return Guidance(self._shown, self._lit)

    def _settle(self, hint: Hint, now: float) -> None:
        self._frames = self._frames + 1 if hint == self._coming else 1
        self._coming = hint
        rested = now - self._shown_since >= SECONDS_BETWEEN_HINTS
        if hint != self._shown and rested and self._frames >= FRAMES_BEFORE_HINT:
            self._shown, self._shown_since = hint, now

    def _light(self, arcs: int, now: float) -> None:
        if arcs >= self._lit or now - self._lit_since >= SECONDS_BEFORE_ARC_DROPS:
            self._lit, self._lit_since = arcs, now


def _hint_for(sightings: Sequence[Sighting], brightness: float) -> Hint:
    if any(sighting.text is not None for sighting in sightings):
        return Hint.WRONG
    if brightness < TOO_DARK:
        return Hint.LIGHT
    if not sightings:
        return Hint.LOOK
    side = max(sighting.side for sighting in sightings)
    if side > TOO_CLOSE:
        return Hint.FURTHER
    return Hint.CLOSER if side < TOO_FAR else Hint.STILL


def _arcs_for(sightings: Sequence[Sighting]) -> int:
    if not sightings:
        return 0
    return 2 if TOO_FAR <= max(sighting.side for sighting in sightings) <= TOO_CLOSE else 1
