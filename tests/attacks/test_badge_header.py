"""Attacks on a badge's header: algorithm, key and type."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import serialization
from starlette.testclient import TestClient

from harmony.badge.token import BadgeToken, encode_base64url
from tests.attacks.forging import header_of, payload_of, refusal, signed, text_of
from tests.district import District


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE", ""])
def test_alg_none(client: TestClient, token: BadgeToken, alg: str) -> None:
    """T-01: an unsigned badge, with and without its two dots (CVE-2015-9235 and its kind)."""
    start = f"{text_of(header_of(token, alg=alg))}.{text_of(payload_of(token))}"
    for text in (f"{start}.", start, f"{start}.{encode_base64url(token.signature)}"):
        assert refusal(client, text) == "not_a_badge"


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
@pytest.mark.parametrize("form", ["raw", "pem", "der"])
def test_hmac_with_the_public_key(
    district: District, client: TestClient, token: BadgeToken, algorithm: str, form: str
) -> None:
    """T-01: the public key, which everybody has, used as an HMAC secret (CVE-2016-5431, CVE-2022-29217)."""
    public = district.keys.signing_key.private.public_key()
    encodings = {
        "raw": (serialization.Encoding.Raw, serialization.PublicFormat.Raw),
        "pem": (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
        "der": (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo),
    }
    secret = public.public_bytes(*encodings[form])
    signing_input = f"{text_of(header_of(token, alg=algorithm))}.{text_of(payload_of(token))}"
    mac = hmac.new(secret, signing_input.encode(), getattr(hashlib, f"sha{algorithm[2:]}")).digest()
    for signature in (mac, mac.ljust(64, b"\0")):
        assert refusal(client, f"{signing_input}.{encode_base64url(signature)}") == "not_a_badge"


@pytest.mark.parametrize("alg", ["ES256", "RS256", "Ed25519", "eddsa", "EdDSA ", None])
def test_other_algorithms(district: District, client: TestClient, token: BadgeToken, alg: str | None) -> None:
    """T-01: even rightly signed, a badge that names another algorithm is none."""
    assert refusal(client, signed(district, header_of(token, alg=alg), payload_of(token))) == "not_a_badge"


def test_a_swapped_kid(district: District, client: TestClient, token: BadgeToken) -> None:
    """T-01: a badge cannot be moved to another key, known or unknown."""
    assert refusal(client, replace(token, kid="02").jwt) == "badge_unknown_key"
    type(district.keys).rotate(district.data, district.clock(), lambda size: b"\x07" * size)
    assert refusal(client, replace(token, kid="02").jwt) == "badge_bad_signature"


@pytest.mark.parametrize(
    "kid",
    [
        "../../keys/01",
        "../../../dev/null",
        "/dev/null",
        "01.pem",
        "01\0",
        "01' OR '1'='1",
        "http://evil.example/jwks.json",
        "0",
        "001",
        "0A",
        "１0",
        "",
        1,
        None,
        ["01"],
        {"kid": "01"},
    ],
)
def test_a_kid_is_two_digits_and_never_a_path(
    district: District, client: TestClient, token: BadgeToken, kid: object
) -> None:
    """T-01: a kid is looked up in a list, never on disk, in a database or on the network."""
    assert refusal(client, signed(district, header_of(token, kid=kid), payload_of(token))) == "not_a_badge"


@pytest.mark.parametrize(
    "members",
    [
        {"jwk": {"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}},
        {"jku": "https://evil.example/jwks.json"},
        {"x5u": "https://evil.example/cert.pem"},
        {"x5c": ["AAAA"]},
        {"crit": ["exp"]},
        {"crit": ["b64"], "b64": False},
        {"zip": "DEF"},
        {"cty": "JWT"},
        {"typ": "JWT"},
        {"typ": "at+jwt"},
        {"typ": "Badge+JWT"},
        {"typ": "application/badge+jwt"},
        {"typ": None},
    ],
)
def test_headers_that_bring_their_own_rules(
    district: District, client: TestClient, token: BadgeToken, members: dict[str, object]
) -> None:
    """T-01: a header with another type, a key of its own or any further member is no badge's."""
    assert refusal(client, signed(district, header_of(token, **members), payload_of(token))) == "not_a_badge"
