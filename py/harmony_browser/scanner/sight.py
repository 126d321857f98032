"""What has been seen of one picture so far: its codes, and which of them are badges."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from harmony.badge.token import parse
from harmony.errors import NotABadge
from harmony.scan import held_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    from harmony.badge.token import BadgeToken
    from harmony.scan.detection import Detection


class Sight:
    """The codes of one picture, as one variant after another shows them."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._detections: list[Detection] = []
        self._codes: list[held_up.Code] = []
        self.tokens: dict[str, BadgeToken] = {}
        """The badges that were read, by their fingerprints."""

    def add(self, detections: Iterable[Detection]) -> None:
        """Take in what was found in a variant, or by soft decoding."""
        for one in detections:
            token = _token(one.text)
            if token:
                self.tokens[token.fingerprint] = token
            self._detections.append(replace(one, text=None) if token else one)
            self._codes.append(held_up.Code(token.fingerprint if token else None, one.corners))

    def held_up(self) -> BadgeToken | None:
        """The badge that is held up; None if there is none, or it cannot be told apart."""
        held = held_up.held_up(self._codes, width=self._width, height=self._height)
        return self.tokens[held] if held else None

    def are_several(self) -> bool:
        """Whether two badges were read."""
        return len(self.tokens) > 1

    def largest_side(self) -> float:
        """Of all codes, over the height of the picture."""
        return max((one.side for one in self._detections), default=0)

    def shown(self) -> list[Detection]:
        """All codes, for a hint; what badges say is left out."""
        return self._detections


def _token(text: str | None) -> BadgeToken | None:
    try:
        return parse(text or "")
    except NotABadge:
        return None
