"""Badges have keys of their own: nothing else is signed with them, and nothing else passes for a badge."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import jwt
import pytest
from starlette.testclient import TestClient

import harmony_server
from harmony.badge.token import BadgeToken
from tests.attacks.forging import header_of, payload_of, refusal, signed
from tests.district import ORIGIN, District

SERVER = Path(harmony_server.__file__).parent
HAS_THE_RING = re.compile(r"badges\.keys import .*\b(KeyRing|Key)\b")
BADGE_KEYS = "/.well-known/badge-keys.json"
ID_TOKEN_CLAIMS = ["iss", "sub", "aud", "exp", "iat"]
"""Those that every id token has (OpenID Connect Core 1.0, section 2)."""


@pytest.mark.parametrize("typ", ["badge+jwt", "JWT", None])
def test_an_id_token_is_no_badge(
    district: District, client: TestClient, token: BadgeToken, typ: str | None
) -> None:
    """T-34: even signed with a badge's key, and with a badge's id in it, an id token opens nothing."""
    now = int(district.clock())
    claims: dict[str, object] = {"sub": "x", "aud": "app", "iat": now, "exp": now + 300, "nonce": "n"}
    for payload in (payload_of(token, iss=ORIGIN, **claims), payload_of(token, **claims)):
        assert refusal(client, signed(district, header_of(token, typ=typ), payload)) == "not_a_badge"


def test_a_badge_is_no_id_token(client: TestClient, token: BadgeToken) -> None:
    """T-34: an app that took the badges' keys for those of id tokens would still not take a badge."""
    key = jwt.PyJWKSet.from_dict(client.get(BADGE_KEYS).json())[token.kid]
    with pytest.raises(jwt.MissingRequiredClaimError):
        jwt.decode(token.jwt, key, algorithms=["EdDSA"], options={"require": ID_TOKEN_CLAIMS})


def test_badge_keys_are_not_where_id_tokens_are_verified(client: TestClient) -> None:
    """T-34: `jwks.json` is OpenID Connect's address, and the badges' keys are not at it."""
    badges, tokens = client.get(BADGE_KEYS), client.get("/.well-known/jwks.json")
    assert badges.headers["content-type"] == tokens.headers["content-type"] == "application/jwk-set+json"
    assert {key["alg"] for key in badges.json()["keys"]} == {"EdDSA"}
    assert {key["alg"] for key in tokens.json()["keys"]} == {"RS256", "ES256"}


def test_nothing_but_badges_is_signed_with_a_badges_key() -> None:
    """T-34: of all that can have the ring, only what signs badges touches a private key."""
    holders = {
        path.relative_to(SERVER).as_posix()
        for path in SERVER.rglob("*.py")
        if HAS_THE_RING.search(source := path.read_text("utf-8")) and _names_private_key(source)
    }
    assert holders == {"badges/lifecycle.py"}


def _names_private_key(source: str) -> bool:
    nodes = ast.walk(ast.parse(source))
    return any(isinstance(node, ast.Attribute) and node.attr == "private" for node in nodes)
