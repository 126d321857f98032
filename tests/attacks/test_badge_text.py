"""Attacks on a badge's claims and spelling: one badge has one text."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest
from starlette.testclient import TestClient

from harmony.badge.token import BadgeToken
from tests.attacks.forging import header_of, payload_of, refusal, signed
from tests.district import CODE, LEO, District


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
