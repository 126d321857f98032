"""Attacks on a badge's signature, and with signatures and badges that were copied."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.testclient import TestClient

from harmony.badge.signing import sign
from harmony.badge.token import BadgeToken, encode_base64url
from tests.attacks.forging import refusal
from tests.district import CODE, LEO, MIA, District

ORDER = 2**252 + 27742317777372353535851937790883648493
"""The order L of the base point of Ed25519 (RFC 8032, section 5.1)."""


def test_a_malleable_signature(client: TestClient, token: BadgeToken) -> None:
    """T-01: S + L is a second number with which a lax verifier would agree (RFC 8032, section 8.4)."""
    point, scalar = token.signature[:32], int.from_bytes(token.signature[32:], "little")
    for factor in (1, 2, 15):
        other = replace(token, signature=point + (scalar + factor * ORDER).to_bytes(32, "little"))
        assert refusal(client, other.jwt) == "badge_bad_signature"
        assert refusal(client, other.decimal) == "badge_bad_signature"


@pytest.mark.parametrize(
    "signature",
    [b"\0" * 64, b"\xff" * 64, b"\1" + b"\0" * 63, b"\1" + b"\0" * 30 + b"\x80" + b"\0" * 32],
    ids=["zeros", "ones", "identity", "identity-negative"],
)
def test_degenerate_signatures(client: TestClient, token: BadgeToken, signature: bytes) -> None:
    """T-01: points of small order and numbers out of range sign nothing."""
    assert refusal(client, replace(token, signature=signature).jwt) == "badge_bad_signature"


@pytest.mark.parametrize("size", [0, 1, 32, 63, 65, 128])
def test_signatures_of_another_size(client: TestClient, token: BadgeToken, size: int) -> None:
    """T-01: a signature has 64 bytes."""
    signature = token.signature.ljust(size, b"\0")[:size]
    assert refusal(client, f"{token.signing_input}.{encode_base64url(signature)}") == "not_a_badge"


def test_another_badges_signature(district: District, client: TestClient, token: BadgeToken) -> None:
    """T-01: Leo's signature under Mia's id opens neither's dashboard."""
    leo = district.badge(LEO)
    assert refusal(client, replace(token, signature=leo.signature).jwt) == "badge_bad_signature"
    assert refusal(client, replace(leo, signature=token.signature).decimal) == "badge_bad_signature"


def test_a_key_of_ones_own(client: TestClient, token: BadgeToken) -> None:
    """T-01: whoever copies a badge's id and signs it anew has signed nothing."""
    forged = sign(badge_id=token.badge_id, district=CODE, kid=token.kid, key=Ed25519PrivateKey.generate())
    assert refusal(client, forged.jwt) == "badge_bad_signature"


def test_a_copied_badge_ends_with_the_original(
    district: District, client: TestClient, token: BadgeToken
) -> None:
    """T-02: a photo of a badge is worth as much as the badge: nothing, once it is void or replaced."""
    photo = token.decimal
    district.new_badge(MIA)
    assert refusal(client, photo) == "badge_replaced"
    newest = district.badge(MIA)
    district.void(MIA)
    assert refusal(client, newest.decimal) == "badge_void"
    district.badge(MIA)
    assert refusal(client, photo) == "badge_replaced"
    assert refusal(client, newest.decimal) == "badge_void"
