"""What is held up: badges of this district, and all that must not be taken for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from harmony.badge.signing import sign
from harmony.badge.symbol import symbol
from harmony.badge.token import BADGE_ID_BYTES, DECIMAL_DIGITS, BadgeToken, encode_base64url
from harmony_server.demo.district import PORTAL_URL

Matrix = tuple[tuple[bool, ...], ...]


@dataclass(frozen=True)
class Card:
    """A symbol held up, and who may be let in by it."""

    kind: str
    modules: Matrix
    text: str
    """What an honest decoder reads."""
    owner: str | None
    """Given name of the one person whom it may sign in; None if it may sign in nobody."""


def badge_cards(holders: Mapping[str, BadgeToken]) -> list[Card]:
    """Real badges as they are printed."""
    return [_badge("badge", token, owner) for owner, token in holders.items()]


def wrong_cards(holders: Mapping[str, BadgeToken], seed: int) -> list[Card]:
    """Other codes, badges of other districts, forged and damaged badges; each list follows from its seed."""
    rng = np.random.default_rng(seed)
    cards = [_code("other code", text) for text in _other_texts(rng)]
    cards.append(_code("forged", f"2{_digits(rng)}"))  # the form of a badge, all made up
    for owner, token in holders.items():
        cards.append(_badge("other district", _of_other_district(rng)))
        cards.append(_badge("forged", replace(token, badge_id=_badge_id(rng))))
        cards.append(_badge("forged", replace(token, signature=rng.bytes(64))))
        cards.append(_badge("forged", _signed_by_nobody(token, rng)))
        cards += [_damaged(token, owner, share, rng) for share in (0.02, 0.05, 0.1, 0.2)]
    return cards


def _badge(kind: str, token: BadgeToken, owner: str | None = None) -> Card:
    drawn = symbol(token, portal_url=PORTAL_URL)
    return Card(kind, drawn.modules, drawn.text, owner)


def _code(kind: str, text: str) -> Card:
    code = segno.make(text, micro=False, error="m")
    return Card(kind, tuple(tuple(bool(dark) for dark in row) for row in code.matrix), text, None)


def _other_texts(rng: np.random.Generator) -> list[str]:
    return [
        "https://lunch.example/menu?week=47",
        "WIFI:T:WPA;S:library;P:reading-is-fun;;",
        "BEGIN:VCARD\nFN:A. Librarian\nEND:VCARD",
        "978-3-16-148410-0",
        f"9{_digits(rng)}",
        f"HTTPS://PORTAL.MAPLE.EXAMPLE/#9{_digits(rng)}",
        "HTTPS://PORTAL.MAPLE.EXAMPLE/",
        "x" * 120,
    ]


def _digits(rng: np.random.Generator) -> str:
    """All but the first of as many digits as a badge has."""
    return "".join(map(str, rng.integers(0, 10, DECIMAL_DIGITS - 1)))


def _of_other_district(rng: np.random.Generator) -> BadgeToken:
    return sign(badge_id=_badge_id(rng), district="ZZZZ", kid="01", key=_key(rng))


def _signed_by_nobody(token: BadgeToken, rng: np.random.Generator) -> BadgeToken:
    """A real id and district under a signature of a stranger's key."""
    return sign(badge_id=token.badge_id, district=token.district, kid=token.kid, key=_key(rng))


def _damaged(token: BadgeToken, owner: str, share: float, rng: np.random.Generator) -> Card:
    """A real badge with modules turned over: scratched a little, or beyond what correction can mend.

    Read right it is still this person's badge; read wrong it must open nothing.
    """
    drawn = symbol(token, portal_url=PORTAL_URL)
    modules = np.array(drawn.modules)
    inside = rng.random(modules.shape) < share
    inside[:9, :9] = inside[:9, -9:] = inside[-9:, :9] = (
        False  # without its corners nothing looks like a code
    )
    damaged = modules ^ inside
    return Card("damaged", tuple(map(tuple, damaged.tolist())), drawn.text, owner)


def _badge_id(rng: np.random.Generator) -> str:
    return encode_base64url(rng.bytes(BADGE_ID_BYTES))


def _key(rng: np.random.Generator) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(rng.bytes(32))
