"""Named attacks on badges, made on the running application with a real badge and a real key in hand."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.testclient import TestClient

from harmony.badge.signing import sign
from harmony.badge.token import BadgeToken, encode_base64url
from tests.district import CODE, LEO, MIA, District, badge_body

ORDER = 2**252 + 27742317777372353535851937790883648493
"""The order L of the base point of Ed25519 (RFC 8032, section 5.1)."""


def refusal(client: TestClient, text: str) -> str:
    """The code with which a text is refused; fails if it is not, or if anybody is then signed in."""
    response = client.post("/api/v1/session", json={"badge": text})
    assert response.status_code in (400, 401, 403), response.text
    assert "set-cookie" not in response.headers
    assert client.get("/api/v1/dashboard").status_code == 401
    return str(response.json()["code"])


def text_of(part: str) -> str:
    """A JSON text in base64url, as it stands in a JWT."""
    return encode_base64url(part.encode())


def header_of(token: BadgeToken, **changes: object) -> str:
    """The badge's header with some members changed or added; None removes one."""
    members = {"alg": "EdDSA", "kid": token.kid, "typ": "badge+jwt"} | changes
    return json.dumps(
        {name: value for name, value in members.items() if value is not None}, separators=(",", ":")
    )


def payload_of(token: BadgeToken, **changes: object) -> str:
    """The badge's payload, likewise."""
    members = {"iss": token.district, "jti": token.badge_id} | changes
    return json.dumps(
        {name: value for name, value in members.items() if value is not None}, separators=(",", ":")
    )


def signed(district: District, header: str, payload: str) -> str:
    """A JWT of any content, rightly signed with the district's own key."""
    signing_input = f"{text_of(header)}.{text_of(payload)}"
    return (
        f"{signing_input}.{encode_base64url(district.keys.signing_key.private.sign(signing_input.encode()))}"
    )


@pytest.fixture
def token(district: District) -> BadgeToken:
    """Mia's badge, which opens."""
    token = district.badge(MIA)
    assert district.client().post("/api/v1/session", json=badge_body(token)).status_code == 201
    return token


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


@pytest.mark.parametrize(
    "members",
    [
        {"role": "administrator"},
        {"sub": "p-ada"},
        {"exp": 4_102_444_800},
        {"aud": "portal"},
        {"jti": None},
        {"iss": None},
        {"jti": 1},
        {"jti": ["AAAAAAAAAAAA"]},
        {"jti": "AAAAAAAAAAA"},
        {"jti": "' OR 1=1 --a"},
        {"iss": "q3Z"},
        {"iss": [CODE]},
    ],
)
def test_claims_that_no_badge_has(
    district: District, client: TestClient, token: BadgeToken, members: dict[str, object]
) -> None:
    """T-01: even rightly signed, a payload with more, fewer or other members is no badge's."""
    assert refusal(client, signed(district, header_of(token), payload_of(token, **members))) == "not_a_badge"


def test_an_id_with_more_than_its_letters(district: District, client: TestClient, token: BadgeToken) -> None:
    """T-02: padding and spaces, which a lax decoder drops, do not make a second id of the same badge."""
    badge_id = token.badge_id
    for other in (f"{badge_id}=", f"{badge_id}==", f"{badge_id[:4]} {badge_id[4:]}", f"{badge_id}\n"):
        refusal(client, signed(district, header_of(token), payload_of(token, jti=other)))


def test_json_that_can_be_read_in_two_ways(district: District, client: TestClient, token: BadgeToken) -> None:
    """T-01: members twice, in another order, with spaces or escapes: one badge has one spelling."""
    header, payload, leo = header_of(token), payload_of(token), district.badge(LEO)
    spellings = [
        (header, payload[:-1] + f',"jti":"{leo.badge_id}"}}'),
        (header, payload.replace('"jti"', f'"jti":"{leo.badge_id}","jti"')),
        (header[:-1] + ',"alg":"none"}', payload),
        (header.replace('"alg"', '"alg":"none","alg"'), payload),
        (header, f'{{"jti":"{token.badge_id}","iss":"{CODE}"}}'),
        (header, payload.replace(":", ": ")),
        (header, payload + " "),
        (header, payload.replace("jti", "\\u006ati")),
        (header, f"[{payload}]"),
        (header, f'"{token.badge_id}"'),
        (header, "null"),
        (header, "\ufeff" + payload),
    ]
    for spelling in spellings:
        assert refusal(client, signed(district, *spelling)) == "not_a_badge", spelling


def test_the_same_text_written_otherwise(client: TestClient, token: BadgeToken) -> None:
    """T-01: padding, spaces, letter case, other alphabets and stray bits do not make a second valid text."""
    header, payload, signature = token.jwt.split(".")
    spare_bits = signature[:-1] + chr(ord(signature[-1]) + 1)
    ordinary = urlsafe_b64encode(token.signature).decode().replace("-", "+").replace("_", "/")
    for text in (
        f"{header}=.{payload}.{signature}",
        f"{header}.{payload}=.{signature}",
        f"{header}.{payload}.{signature}==",
        f" {token.jwt}",
        f"{token.jwt}\n",
        f"{header}.{payload}.\n{signature}",
        f"{header}.{payload}.{signature[:40]} {signature[40:]}",
        f"{header}.{payload}.{signature}.",
        f"{header}.{payload}.{signature}.{signature}",
        f"{header}..{signature}",
        f".{payload}.{signature}",
        f"Bearer {token.jwt}",
        f"{header}.{payload}.{spare_bits}",
        f"{header}.{payload}.{ordinary}",
        token.jwt.lower(),
        token.jwt.upper(),
        token.jwt.replace(".", "。"),
        token.jwt.replace(".", "\0."),
        json.dumps({"protected": header, "payload": payload, "signature": signature}),
    ):
        assert refusal(client, text) == "not_a_badge", text


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


def test_digits_of_other_alphabets(client: TestClient, token: BadgeToken) -> None:
    """T-01: what Python's int() would take for digits is no badge's number, bare or in a link."""
    for zero in ("٠", "०", "０", "𝟎"):
        digits = "".join(chr(ord(zero) + int(digit)) for digit in token.decimal)
        assert refusal(client, digits) == "not_a_badge"
        assert refusal(client, f"https://portal.example/#{digits}") == "not_a_badge"
    assert refusal(client, f"{token.decimal[:93]}_{token.decimal[93:]}") == "not_a_badge"


def test_guessing_the_number(client: TestClient, token: BadgeToken) -> None:
    """T-01: the numbers beside a real badge's are not badges, and say so by their signature."""
    for step in (-(10**9), -1, 1, 10**9):
        assert refusal(client, str(int(token.decimal) + step)) == "badge_bad_signature"


def test_what_works_on_a_database(client: TestClient) -> None:
    """T-15: texts made for a database, a shell or a template are no badge and no name."""
    for text in ("' OR '1'='1", '"; DROP TABLE badges; --', "{{7*7}}", "$(id)", "%00", "../../etc/passwd"):
        assert refusal(client, text) == "not_a_badge"
        body = {"username": text, "password": text}
        assert client.post("/api/v1/session", json=body).json()["code"] == "wrong_credentials"
