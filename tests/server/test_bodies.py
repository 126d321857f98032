"""Bodies that no page sends: each gets a refusal of its own, none of them an error of the server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.district import PASSWORD, District, badge_body

SESSION = "/api/v1/session"
JSON = {"Content-Type": "application/json"}
LIMIT = 64 * 1024


def code_of(client: TestClient, body: bytes, headers: dict[str, str] = JSON) -> tuple[int, str]:
    """Status and problem code of a raw body."""
    response = client.post(SESSION, content=body, headers=headers)
    return response.status_code, response.json()["code"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{'badge': 'x'}",
        b'{"badge": "x"} trailing',
        b'{"badge": "\xff\xfe"}',
        b'{"badge": "\\ud800"}',
        b'{"badge": NaN,}',
        b"\xef\xbb\xbf{}",
        b"[" * 10_000,
        b'{"badge":' * 5_000,
        b"[" * 5_000 + b"]" * 5_000,
        b'{"username": "a", "username": "b", "password": "c"}',
    ],
    ids=[
        "empty",
        "cut",
        "quotes",
        "trailing",
        "not-utf-8",
        "lone-surrogate",
        "comma",
        "byte-order-mark",
        "deep-array",
        "deep-object",
        "deep-and-closed",
        "twice",
    ],
)
def test_what_is_not_json_is_told_so(client: TestClient, body: bytes) -> None:
    """T-15: broken, mis-encoded and endlessly nested JSON is refused by the parser."""
    assert code_of(client, body) == (400, "malformed_json")


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ([], ""),
        ("badge", ""),
        (None, ""),
        (7, ""),
        ({}, "username"),
        ({"badge": 7}, "badge"),
        ({"badge": 10**400}, "badge"),
        ({"badge": None}, "badge"),
        ({"badge": ["x"]}, "badge"),
        ({"badge": "x", "username": "S1001"}, "username"),
        ({"username": "S1001"}, "password"),
        ({"username": "", "password": "x"}, "username"),
        ({"username": "S1001", "password": ""}, "password"),
        ({"username": "S1001", "password": True}, "password"),
        ({"username": {"$ne": ""}, "password": "x"}, "username"),
        ({"username": "S1001\0", "password": "x"}, "username"),
        ({"username": "S1001\n", "password": "x"}, "username"),
        ({"username": "S" * 256, "password": "x"}, "username"),
        ({"username": "S1001", "password": "x" * 1025}, "password"),
        ({"username": "S1001", "password": PASSWORD, "role": "administrator"}, "role"),
    ],
)
def test_what_is_of_another_shape_is_told_where(client: TestClient, body: Any, where: str) -> None:
    """T-15: wrong types, unknown and missing members are refused by place, without their value."""
    response = client.post(SESSION, content=json.dumps(body), headers=JSON)
    assert response.status_code == 422
    problem = response.json()
    assert problem["code"] == "invalid_request"
    assert where in [error["where"] for error in problem["errors"]]
    assert PASSWORD not in response.text


@pytest.mark.parametrize("text", ["", "\0", "x" * 60_000, "٣" * 186, "{}", "a.b.c", "🦊"])
def test_any_other_text_is_not_a_badge(client: TestClient, text: str) -> None:
    """T-15: whatever a camera may have read, the answer is that it is no badge."""
    assert code_of(client, json.dumps({"badge": text}).encode()) == (400, "not_a_badge")


def test_the_largest_body_is_read_and_a_larger_one_is_not(client: TestClient) -> None:
    """T-15: 64 KiB are read; one byte more is refused."""
    frame = len(json.dumps({"badge": ""}))
    assert code_of(client, json.dumps({"badge": "x" * (LIMIT - frame)}).encode()) == (400, "not_a_badge")
    assert code_of(client, json.dumps({"badge": "x" * (LIMIT - frame + 1)}).encode()) == (
        413,
        "body_too_large",
    )


def test_a_chunked_body_is_bounded_too(client: TestClient) -> None:
    """T-15: a body that does not say its length is refused as soon as it is too long."""
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(20):
            sent += 1
            yield b" " * 8192

    response = client.post(SESSION, content=endless(), headers=JSON)
    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "application/jsonx"],
)
def test_only_json_is_taken(client: TestClient, content_type: str) -> None:
    """T-16: a type that any site's form can send without asking first is not read."""
    body = json.dumps(badge_body_of("x")).encode()
    assert code_of(client, body, {"Content-Type": content_type}) == (415, "unsupported_media_type")


def badge_body_of(text: str) -> dict[str, str]:
    """A sign-in with any text for a badge."""
    return {"badge": text}


@pytest.mark.parametrize("content_type", ["application/json", "Application/JSON; charset=utf-8"])
def test_json_is_taken_however_it_is_written(district: District, content_type: str) -> None:
    """A media type is compared without letter case or parameters (RFC 9110, section 8.3.1)."""
    body = json.dumps(badge_body(district.badge())).encode()
    response = district.client().post(SESSION, content=body, headers={"Content-Type": content_type})
    assert response.status_code == 201
