"""What holds of every operation of the OpenAPI description: a new route is under these tests by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import sub
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

from harmony_server.api.problem_docs import codes_of
from harmony_server.api.request_checks import SAFE_METHODS
from tests.district import District

API_GUIDE = Path(__file__).parents[2] / "docs" / "api.md"
PUBLIC = {
    "portal",
    "phones",
    "password_words",
    "claim_look",
    "claim_complete",
    "reset_ask",
    "reset_look",
    "reset_complete",
    "connection",
    "badge_keys",
    "continuation",
    "icon",
    "healthz",
    "readyz",
    "sign_in",
    "sign_out",
    "badge_second_step",
    "badge_second_step_take",
    "badge_second_step_choose",
    "substitute_sign_in",
    "substitute_sign_out",
    "look_at_invitation",
    "accept_invitation",
}
"""Operations for whoever asks; every other one needs a session."""
OF_A_BODY = {"malformed_json", "body_too_large", "unsupported_media_type", "invalid_request"}
OF_A_SESSION = {"not_signed_in", "session_expired", "account_disabled"}
OF_THE_CHECKS = {"cross_site", "insecure_connection"}


@dataclass(frozen=True)
class Operation:
    """One method of one path, with its description."""

    method: str
    path: str
    described: dict[str, Any]

    @property
    def id(self) -> str:
        """The operationId."""
        return str(self.described.get("operationId"))

    @property
    def changes_something(self) -> bool:
        """Whether its method is not a safe one (RFC 9110, section 9.2.1)."""
        return self.method not in SAFE_METHODS

    @property
    def codes(self) -> set[str]:
        """The problem codes it documents."""
        return set(codes_of(self.described))

    def code_from(self, client: TestClient, **headers: str) -> str | None:
        """The problem that a bare request gets; None if it gets none."""
        answer = client.request(self.method, sub(r"\{\w+\}", "x", self.path), headers=headers)
        is_problem = answer.headers.get("content-type") == "application/problem+json"
        return str(answer.json()["code"]) if is_problem else None


def operations(app: FastAPI) -> Iterator[Operation]:
    """Every operation that an app describes."""
    for path, methods in app.openapi()["paths"].items():
        for method, described in methods.items():
            yield Operation(method.upper(), path, described)


def without_checks(district: District) -> list[str]:
    """The operations that change something and let a foreign page or plain http do it."""
    over_http = district.client(origin="http://portal.example")
    over_https = district.client()
    return [
        each.id
        for each in operations(district.app())
        if each.changes_something
        and (
            each.code_from(over_https, Origin="https://evil.example") != "cross_site"
            or each.code_from(over_https, **{"Sec-Fetch-Site": "cross-site"}) != "cross_site"
            or each.code_from(over_http) != "insecure_connection"
        )
    ]


def open_to_anybody(district: District) -> set[str]:
    """The operations that do not ask for a session."""
    client = district.client()
    return {each.id for each in operations(district.app()) if each.code_from(client) != "not_signed_in"}


def undocumented(app: FastAPI) -> dict[str, set[str]]:
    """The codes that operations can end with and do not say so."""
    missing = {}
    for each in operations(app):
        expected = OF_THE_CHECKS if each.changes_something else set()
        expected = expected | (OF_A_BODY if "requestBody" in each.described else set())
        expected = expected | (OF_A_SESSION if "security" in each.described else set())
        missing[each.id] = expected - each.codes
    return {name: codes for name, codes in missing.items() if codes}


def test_every_change_is_refused_to_other_sites_and_over_plain_http(district: District) -> None:
    """T-11, T-16: no operation that changes something forgets the request checks."""
    assert [each.id for each in operations(district.app()) if each.changes_something]
    assert without_checks(district) == []


def test_every_operation_is_public_by_name_or_needs_a_session(district: District) -> None:
    """T-33: an operation that nobody declared public answers nobody who is not signed in."""
    assert open_to_anybody(district) == PUBLIC
    with_security = {each.id for each in operations(district.app()) if "security" in each.described}
    assert with_security == {each.id for each in operations(district.app())} - PUBLIC


def test_a_route_that_forgot_everything_is_found(district: District) -> None:
    """T-11, T-16, T-33: these tests fail for a route of a plain router: unchecked, open, undocumented."""
    forgetful = APIRouter()

    @forgetful.post("/api/v1/forgetful", operation_id="forgetful")
    def change() -> None:
        """Change something for whoever asks."""

    district.app().include_router(forgetful)
    assert without_checks(district) == ["forgetful"]
    assert open_to_anybody(district) == PUBLIC | {"forgetful"}
    assert undocumented(district.app()) == {"forgetful": OF_THE_CHECKS}


def test_every_operation_says_what_it_is_and_how_it_ends(district: District) -> None:
    """Each has an id of its own, a summary, the problems of what it depends on, and a line in docs/api.md."""
    every = list(operations(district.app()))
    assert len({each.id for each in every}) == len(every)
    assert undocumented(district.app()) == {}
    guide = API_GUIDE.read_text("utf-8")
    for each in every:
        assert each.described["summary"]
        assert each.described["description"]
        assert f"`{each.method} {each.path}`" in guide


@pytest.mark.parametrize("site", ["same-origin", "same-site", "none", "cross-site"])
def test_looking_is_never_refused(district: District, site: str) -> None:
    """A link from anywhere may open what only shows something."""
    client = district.client()
    for each in operations(district.app()):
        if not each.changes_something:
            assert each.code_from(client, **{"Sec-Fetch-Site": site}) not in OF_THE_CHECKS
