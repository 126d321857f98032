"""Which picture and colour a person has on their card, their dashboard and "Is this you?".

Decoration, never identity: two people may share them, and nothing is ever decided by them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

PICTURES = ("fish", "boat", "sun", "leaf", "bell", "snail", "kite", "moon")
COLOURS = ("coral", "marigold", "teal", "sky")


@dataclass(frozen=True)
class Picture:
    """A drawing's name, one of `PICTURES`, and the colour behind it, one of `COLOURS`."""

    name: str
    colour: str


def picture_for(person_id: str) -> Picture:
    """The picture of a person: always the same for one sourcedId, spread evenly by SHA-256."""
    digest = hashlib.sha256(person_id.encode()).digest()
    return Picture(PICTURES[digest[0] % len(PICTURES)], COLOURS[digest[1] % len(COLOURS)])
