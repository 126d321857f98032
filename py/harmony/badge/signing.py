"""Signing a badge and verifying one, both by PyJWT.

On the server the keys are those of PyJWT's cryptography back end. A browser has no such back end and
checks the same signing input with its own WebCrypto; see `harmony_browser.scanner.host`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jwt

from harmony.badge.token import ALGORITHM, TOKEN_TYPE, BadgeToken, from_jwt
from harmony.errors import BadSignature, OtherDistrict, UnknownKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


@dataclass(frozen=True)
class VerifiedBadge:
    """A badge whose signature held: this district made it. Whether it still opens is the record's to say."""

    kid: str
    district: str
    badge_id: str


def sign(*, badge_id: str, district: str, kid: str, key: Ed25519PrivateKey) -> BadgeToken:
    """Make a badge. EdDSA is deterministic (RFC 8032): the same arguments give the same badge again."""
    text = jwt.encode(
        {"iss": district, "jti": badge_id},
        key,
        algorithm=ALGORITHM,
        headers={"kid": kid, "typ": TOKEN_TYPE},
        sort_headers=True,
    )
    return from_jwt(text)


def check_origin(token: BadgeToken, *, expected_district: str, expected_kids: Mapping[str, object]) -> None:
    """Raise OtherDistrict or UnknownKey unless the badge names this district and one of its keys."""
    if token.district != expected_district:
        raise OtherDistrict("The badge belongs to another district.")
    if token.kid not in expected_kids:
        raise UnknownKey("The badge was signed with a key this district does not use.")


def verify(
    token: BadgeToken, *, expected_district: str, keys: Mapping[str, Ed25519PublicKey]
) -> VerifiedBadge:
    """Verify a badge against the keys of its district, by `kid`.

    Raises OtherDistrict, UnknownKey or BadSignature, in that order.
    """
    check_origin(token, expected_district=expected_district, expected_kids=keys)
    try:
        jwt.decode(
            token.jwt,
            keys[token.kid],
            algorithms=[ALGORITHM],
            issuer=expected_district,
            options={"require": ["iss", "jti"]},
        )
    except jwt.InvalidTokenError:
        raise BadSignature("The badge's signature does not hold.") from None
    return VerifiedBadge(kid=token.kid, district=token.district, badge_id=token.badge_id)
