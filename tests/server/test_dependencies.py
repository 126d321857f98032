"""What a route is made of: who is signed in, who holds a grant, a body; each refused and described."""

from __future__ import annotations

import json
import secrets
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from harmony.grants import Grant, GrantKind
from harmony.model import Person
from harmony_server.accounts import grants
from harmony_server.api.problem_docs import codes_of
from tests.district import ADA, MIA, TILDA, District
from tests.server.staff import BADGES, ME, NOBODYS, ROOMS, staff_router
from tests.server.staff_world import staff_client

JSON = {"Content-Type": "application/json"}
ROOM = {"name": "Maple 1", "chairs": [1, 2]}


@pytest.fixture
def staffed(district: District) -> District:
    """The district, with routes for staff."""
    district.app().include_router(staff_router())
    return district


def signed_in(district: District, person: Person) -> TestClient:
    """A browser that a person signed in at, second step and all."""
    return staff_client(district, person)


def give(district: District, person: Person, kind: GrantKind) -> str:
    """Give a person a grant, of the one school where it is of a school; returns that school's id."""
    with district.store.begin() as tx:
        (school,) = tx.roster.schools()
        grant = Grant(kind, school_id=None if kind is GrantKind.DISTRICT_ADMINISTRATOR else school.id)
        grants.give(tx, person, grant, by=None, now=district.clock(), rng=secrets.token_bytes)
    return school.id


def code_of(answer: httpx2.Response) -> str | None:
    """The problem code of an answer; None if it is none."""
    return None if answer.is_success else str(answer.json()["code"])


def test_whoever_is_signed_in_is_known(staffed: District) -> None:
    """T-33: a route that asks for a session gets the person, and never runs without one."""
    assert signed_in(staffed, MIA).get(ME).json() == MIA.given_name
    assert code_of(staffed.client().get(ME)) == "not_signed_in"


def test_a_session_that_is_over_is_cleared_everywhere(staffed: District) -> None:
    """T-13: whichever route learns that a session is over makes the browser forget it."""
    client = signed_in(staffed, MIA)
    staffed.clock.advance(24 * 3600)
    assert code_of(client.get(ME)) == "session_expired"
    assert dict(client.cookies) == {}


@pytest.mark.parametrize("person", [MIA, TILDA, ADA], ids=lambda person: person.role.value)
def test_without_a_grant_nobody_is_let_in(staffed: District, person: Person) -> None:
    """T-33: whatever the roster calls somebody, without a grant they are refused, and stay signed in."""
    client = signed_in(staffed, person)
    assert code_of(client.get(BADGES)) == "forbidden"
    assert code_of(client.post(ROOMS, json=ROOM)) == "forbidden"
    assert client.get(ME).json() == person.given_name


def test_a_grant_lets_in_where_it_is_asked_for(staffed: District) -> None:
    """T-33: a route gets the grants it asked for; another grant is not one of them."""
    school = give(staffed, TILDA, GrantKind.BADGE_MANAGER)
    tilda = signed_in(staffed, TILDA)
    assert tilda.get(BADGES).json() == [school]
    assert code_of(tilda.post(ROOMS, json=ROOM)) == "forbidden"


@pytest.mark.parametrize("kind", [GrantKind.SCHOOL_LEAD, GrantKind.DISTRICT_ADMINISTRATOR])
def test_one_of_several_grants_is_enough(staffed: District, kind: GrantKind) -> None:
    """A route may be for several kinds of staff; it is told which grant somebody came in by."""
    give(staffed, ADA, kind)
    ada = signed_in(staffed, ADA)
    assert ada.post(ROOMS, json=ROOM).json() == {"room": ROOM, "by": [kind.value]}
    assert code_of(ada.get(BADGES)) == "forbidden"


def test_a_rule_without_a_grant_means_nobody(staffed: District) -> None:
    """T-33: a route that forgot to say which grant it asks for is closed to everybody."""
    give(staffed, ADA, GrantKind.DISTRICT_ADMINISTRATOR)
    assert code_of(signed_in(staffed, ADA).get(NOBODYS)) == "forbidden"


def test_a_strangers_body_is_not_read(staffed: District) -> None:
    """T-15: who may not ask is told so, whatever they sent."""
    assert code_of(staffed.client().post(ROOMS, content=b"{", headers=JSON)) == "not_signed_in"
    assert code_of(signed_in(staffed, MIA).post(ROOMS, content=b"{", headers=JSON)) == "forbidden"


@pytest.mark.parametrize(
    ("body", "code", "where"),
    [
        (b"{", "malformed_json", None),
        (b'{"name": "a", "name": "b"}', "malformed_json", None),
        (b'{"name": "a", "chairs": [{"x": 1, "x": 2}]}', "malformed_json", None),
        (b'{"name": "' + b"x" * 65_536 + b'"}', "body_too_large", None),
        (b"[]", "invalid_request", ""),
        (b"{}", "invalid_request", "name"),
        (b'{"name": 7}', "invalid_request", "name"),
        (b'{"name": "a", "chairs": [1, "2"]}', "invalid_request", "chairs.1"),
        (b'{"name": "a", "tables": 1}', "invalid_request", "tables"),
    ],
)
def test_any_body_is_read_as_strictly(staffed: District, body: bytes, code: str, where: str | None) -> None:
    """T-15: a body of any model is bounded, unambiguous JSON of its exact shape, and told where it is not."""
    give(staffed, ADA, GrantKind.DISTRICT_ADMINISTRATOR)
    answer = signed_in(staffed, ADA).post(ROOMS, content=body, headers=JSON)
    assert code_of(answer) == code
    assert [error["where"] for error in answer.json().get("errors", [])] == ([] if where is None else [where])


def test_what_a_route_is_made_of_is_described(staffed: District) -> None:
    """Body, problems and the need of a session stand in the description, with nothing written by hand."""
    description = staffed.app().openapi()
    operation: dict[str, Any] = description["paths"][ROOMS]["post"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert (schema["title"], schema["required"], schema["additionalProperties"]) == ("Room", ["name"], False)
    assert operation["security"] == [{"session": []}]
    assert set(codes_of(operation)) == {
        *("cross_site", "insecure_connection"),
        *("not_signed_in", "session_expired", "account_disabled", "forbidden", "unavailable"),
        "second_step_required",
        *("unsupported_media_type", "body_too_large", "malformed_json", "invalid_request"),
    }
    assert "forbidden" not in codes_of(description["paths"][ME]["get"])
    assert json.dumps(description)
