"""Which picture and colour a person has on their card, their dashboard and "Is this you?".

Decoration, never identity: two people may share them, and nothing is ever decided by them.
"""

from __future__ import annotations

import hashlib

from harmony.model import Picture

PICTURES = ("fish", "boat", "sun", "leaf", "bell", "snail", "kite", "moon")
COLOURS = ("coral", "marigold", "teal", "sky")


def picture_for(external_id: str) -> Picture:
    """The picture that somebody new gets and then keeps, one of `PICTURES` before one of `COLOURS`.

    Spread evenly, by the SHA-256 of what the roster calls them.
    """
    digest = hashlib.sha256(external_id.encode()).digest()
    return Picture(PICTURES[digest[0] % len(PICTURES)], COLOURS[digest[1] % len(COLOURS)])
