"""Writing badges as a forger would: any header and payload, rightly signed or not."""

from __future__ import annotations

import json

from starlette.testclient import TestClient

from harmony.badge.token import BadgeToken, encode_base64url
from tests.district import District


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
