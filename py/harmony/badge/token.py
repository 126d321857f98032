"""The forms of one badge: JWT, 78 packed bytes, one decimal number, a link.

A badge *is* a compact JWT (RFC 7519, signature per RFC 8037):

    header   {"alg":"EdDSA","kid":"<2 hex digits>","typ":"badge+jwt"}
    payload  {"iss":"<district: 4 base64url characters>","jti":"<badge id: 12 base64url characters>"}

On paper it is the same content packed:

    bytes   0        1     2..4       5..13      14..77
            version  kid   district   badge id   Ed25519 signature

read as one big-endian number and written in decimal. The leading version byte is 1, so the number always
has 186 digits and starts with 2 to 5: a leaked badge can be searched for with `[2-5][0-9]{185}`.
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

import jwt

from harmony.errors import NotABadge

PACKED_VERSION = 1
PACKED_BYTES = 78
DECIMAL_DIGITS = 186
DISTRICT_BYTES = 3
BADGE_ID_BYTES = 9
SIGNATURE_BYTES = 64
FINGERPRINTS = 2**61 - 1
"""How many there are: a prime, so that every digit of a badge counts."""

TOKEN_TYPE = "badge+jwt"  # noqa: S105  a media type, not a password
ALGORITHM = "EdDSA"

MAX_TEXT = 512
"""No form of a badge is longer; anything beyond is refused unread."""

_LINK = re.compile(r"https?://[^/?#\s]+/(?:[a-z]{2}/)?#(?P<decimal>[0-9]+)", re.IGNORECASE | re.ASCII)
_DECIMAL = re.compile(r"[0-9]+", re.ASCII)
_KID = re.compile(r"[0-9a-f]{2}")


@dataclass(frozen=True)
class BadgeToken:
    """A badge that was read but not verified: it may be anybody's, and may be forged.

    `repr` shows no secret: the signature is what makes a badge a key.
    """

    kid: str
    """Which of the district's keys signed it: 2 lower-case hexadecimal digits."""
    district: str
    """The issuing district: 4 base64url characters (3 bytes)."""
    badge_id: str
    """The badge's own random id: 12 base64url characters (9 bytes)."""
    signature: bytes
    """Ed25519 signature over `signing_input`, 64 bytes."""

    def __repr__(self) -> str:
        return f"BadgeToken(kid={self.kid!r}, district={self.district!r}, badge_id={self.badge_id!r})"

    @property
    def signing_input(self) -> str:
        """What is signed: `base64url(header).base64url(payload)` (RFC 7515, section 5.1)."""
        header = {"alg": ALGORITHM, "kid": self.kid, "typ": TOKEN_TYPE}
        payload = {"iss": self.district, "jti": self.badge_id}
        return f"{_encode_json(header)}.{_encode_json(payload)}"

    @property
    def jwt(self) -> str:
        """The compact JWT, byte for byte as it was signed."""
        return f"{self.signing_input}.{encode_base64url(self.signature)}"

    @property
    def packed(self) -> bytes:
        """The 78 bytes that stand in the QR code."""
        return (
            bytes([PACKED_VERSION])
            + bytes.fromhex(self.kid)
            + decode_base64url(self.district)
            + decode_base64url(self.badge_id)
            + self.signature
        )

    @property
    def decimal(self) -> str:
        """The packed bytes as one decimal number of 186 digits."""
        return str(int.from_bytes(self.packed, "big"))

    @property
    def fingerprint(self) -> str:
        """By which a page knows a badge again; nothing of the badge can be told from these 61 bits."""
        return str(int.from_bytes(self.packed, "big") % FINGERPRINTS)


def parse(text: str) -> BadgeToken:
    """Read a badge from whatever a camera or a request gives: a link, a decimal number or a JWT.

    Raises NotABadge when the text is none of them, or is one with anything added, missing or written in
    another way: each badge has exactly one JWT, and only that one is taken.
    """
    if len(text) > MAX_TEXT:
        raise NotABadge("The text is too long for a badge.")
    if link := _LINK.fullmatch(text):
        return from_decimal(link["decimal"])
    if _DECIMAL.fullmatch(text):
        return from_decimal(text)
    return from_jwt(text)


def from_decimal(digits: str) -> BadgeToken:
    """Read the number on a printed badge; raises NotABadge unless it is one in its only spelling."""
    if len(digits) != DECIMAL_DIGITS or not _DECIMAL.fullmatch(digits):
        raise NotABadge(f"A badge's number has {DECIMAL_DIGITS} digits.")
    number = int(digits)
    if number.bit_length() > PACKED_BYTES * 8:
        raise NotABadge("The number is too large for a badge.")
    return from_packed(number.to_bytes(PACKED_BYTES, "big"))


def from_packed(packed: bytes) -> BadgeToken:
    """Unpack 78 bytes; raises NotABadge on a wrong length or a version this code does not know."""
    if len(packed) != PACKED_BYTES:
        raise NotABadge(f"A packed badge has {PACKED_BYTES} bytes.")
    if packed[0] != PACKED_VERSION:
        raise NotABadge("The badge is of a version this portal does not know.")
    return BadgeToken(
        kid=packed[1:2].hex(),
        district=encode_base64url(packed[2:5]),
        badge_id=encode_base64url(packed[5:14]),
        signature=packed[14:],
    )


def from_jwt(text: str) -> BadgeToken:
    """Take a compact JWT apart without verifying it; raises NotABadge unless it is the canonical text."""
    try:
        parts = jwt.api_jws.PyJWS().decode_complete(text, options={"verify_signature": False})
        payload = json.loads(parts["payload"])
        token = BadgeToken(
            kid=_matching(parts["header"]["kid"], _KID),
            district=_base64url_of(payload["iss"], DISTRICT_BYTES),
            badge_id=_base64url_of(payload["jti"], BADGE_ID_BYTES),
            signature=parts["signature"],
        )
    except (jwt.InvalidTokenError, KeyError, TypeError, ValueError, RecursionError):
        raise NotABadge("The text is not a badge.") from None
    if len(token.signature) != SIGNATURE_BYTES or token.jwt != text:
        raise NotABadge("The text is not written as a badge is.")
    return token


def encode_base64url(data: bytes) -> str:
    """Base64url without padding (RFC 7515, section 2)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def decode_base64url(text: str) -> bytes:
    """The bytes of base64url text whose padding was dropped."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _encode_json(value: dict[str, str]) -> str:
    return encode_base64url(json.dumps(value, separators=(",", ":")).encode("ascii"))


def _matching(value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError("not written as in a badge")
    return value


def _base64url_of(value: object, size: int) -> str:
    """The value itself, if it is base64url text of so many bytes in its only spelling."""
    if isinstance(value, str):
        data = decode_base64url(value)
        if len(data) == size and encode_base64url(data) == value:
            return value
    raise ValueError("not written as in a badge")
