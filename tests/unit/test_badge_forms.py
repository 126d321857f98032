"""The forms of a badge: one content, and back again to the letter."""

from __future__ import annotations

import json
import re

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harmony.badge.signing import VerifiedBadge, sign, verify
from harmony.badge.token import (
    DECIMAL_DIGITS,
    PACKED_BYTES,
    BadgeToken,
    decode_base64url,
    encode_base64url,
    from_decimal,
    from_jwt,
    from_packed,
    parse,
)
from tests.unit.badges import DISTRICT, KEY, KID, badge, tokens

LEAKED = re.compile(r"[2-5][0-9]{185}")


@given(tokens)
def test_every_form_says_the_same(token: BadgeToken) -> None:
    """JWT, packed bytes, number and link are read back as the very same badge."""
    assert from_jwt(token.jwt) == token
    assert from_packed(token.packed) == token
    assert from_decimal(token.decimal) == token
    for text in (token.jwt, token.decimal, f"HTTPS://PORTAL.EXAMPLE/#{token.decimal}"):
        assert parse(text) == token
        assert parse(text).jwt == token.jwt


@given(tokens)
def test_sizes_are_fixed(token: BadgeToken) -> None:
    """78 bytes, 186 digits: what fits the QR code, and what a scan for leaked badges looks for."""
    assert len(token.packed) == PACKED_BYTES
    assert len(token.decimal) == DECIMAL_DIGITS
    assert LEAKED.fullmatch(token.decimal)


@given(tokens)
def test_a_badge_is_a_jwt_as_pyjwt_makes_it(token: BadgeToken) -> None:
    """PyJWT, asked for the same content, writes the same text, and takes ours for its own."""
    text = jwt.encode(
        {"iss": token.district, "jti": token.badge_id},
        KEY,
        algorithm="EdDSA",
        headers={"kid": token.kid, "typ": "badge+jwt"},
        sort_headers=True,
    )
    assert text == token.jwt
    assert jwt.get_unverified_header(token.jwt) == {"alg": "EdDSA", "kid": token.kid, "typ": "badge+jwt"}
    claims = jwt.decode(
        token.jwt, KEY.public_key(), algorithms=["EdDSA"], options={"require": ["iss", "jti"]}
    )
    assert claims == {"iss": token.district, "jti": token.badge_id}


@given(tokens)
def test_the_signing_input_is_what_rfc_7515_says(token: BadgeToken) -> None:
    """Header and payload are compact JSON in base64url, with nothing but their own members."""
    header, payload = (json.loads(decode_base64url(part)) for part in token.signing_input.split("."))
    assert header == {"alg": "EdDSA", "kid": token.kid, "typ": "badge+jwt"}
    assert payload == {"iss": token.district, "jti": token.badge_id}
    KEY.public_key().verify(token.signature, token.signing_input.encode())


@given(tokens)
def test_a_real_badge_verifies(token: BadgeToken) -> None:
    """What the district signed, the district takes."""
    verified = verify(token, expected_district=token.district, keys={token.kid: KEY.public_key()})
    assert verified == VerifiedBadge(token.kid, token.district, token.badge_id)


def test_signing_again_gives_the_same_badge() -> None:
    """EdDSA is deterministic (RFC 8032): a reprinted card is the same card."""
    again = sign(badge_id="AbCd_efGh-12", district=DISTRICT, kid=KID, key=KEY)
    assert again == badge()


def test_a_badge_shows_no_secret_when_printed() -> None:
    """T-12: a badge in a log or a traceback cannot be used."""
    token = badge()
    for shown in (repr(token), str(token), f"{token!r}"):
        assert encode_base64url(token.signature) not in shown
        assert repr(token.signature) not in shown
        assert token.decimal not in shown


@pytest.mark.parametrize(
    "prefix",
    [
        "HTTPS://PORTAL.EXAMPLE/#",
        "https://portal.example/#",
        "http://localhost:8000/#",
        "https://portal.example:8443/#",
        "https://portal.example/es/#",
    ],
)
def test_links_of_every_portal_are_read(prefix: str) -> None:
    """A link opens whatever host it names: the badge inside says whose it is."""
    assert parse(prefix + badge().decimal) == badge()


@given(st.binary(max_size=80))
def test_base64url_comes_back(data: bytes) -> None:
    """Encoding drops the padding and decoding does without it."""
    text = encode_base64url(data)
    assert "=" not in text
    assert decode_base64url(text) == data
