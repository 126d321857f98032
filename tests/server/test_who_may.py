"""T-33 over the whole OpenAPI: every operation for staff refuses every wrong role, school and class."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from harmony.grants import GrantKind
from harmony.model import AuthenticationMethod, Person
from harmony_server.accounts.second_step import Need
from tests.district import MIA, District
from tests.server.staff_world import MISSING, OTTO, STAFF, people_two_schools, staff_client
from tests.server.test_every_operation import Operation, operations
from tests.server.who_may import THINGS, WHO_MAY, Rule

STAFFS = re.compile(r"/api/v1/(staff|admin)/")
NAME = re.compile(r"\{(\w+)\}")
DESCRIBED: dict[str, Operation] = {}
LINES = [(name, kind) for name, rule in WHO_MAY.items() for kind in GrantKind if kind in rule.who]
CLOSED = [(name, kind) for name, rule in WHO_MAY.items() for kind in GrantKind if kind not in rule.who]


@pytest.fixture
def schools(district: District) -> District:
    """Two schools with their staff."""
    return people_two_schools(district)


def operation(district: District, name: str) -> Operation:
    """The operation of this id; described once for all districts, as that takes longer than a test."""
    if not DESCRIBED:
        DESCRIBED.update({each.id: each for each in operations(district.app())})
    return DESCRIBED[name]


def names_in(each: Operation, rule: Rule) -> set[str]:
    """The things that an operation is about."""
    return set(NAME.findall(each.path + json.dumps(rule.body) + rule.query)) & set(THINGS)


def ask(
    district: District, client: TestClient, name: str, things: dict[str, str] | None = None
) -> httpx2.Response:
    """Ask for an operation about these things; about what never was where none is given."""
    each, rule = operation(district, name), WHO_MAY[name]

    def filled(text: str) -> str:
        return NAME.sub(lambda found: (things or {}).get(found[1], MISSING), text)

    body: Any = None if rule.body is None else json.loads(filled(json.dumps(rule.body)))
    return client.request(each.method, filled(each.path) + filled(rule.query), json=body)


def code_of(answer: httpx2.Response) -> str | None:
    """The problem code of an answer; None if it is none."""
    return None if answer.is_success else str(answer.json()["code"])


def own(district: District, name: str, person: Person) -> dict[str, str]:
    """Things within somebody's reach."""
    named = names_in(operation(district, name), WHO_MAY[name])
    return {each: THINGS[each].own(district, person) for each in named}


def test_every_operation_for_staff_is_in_the_table(district: District) -> None:
    """T-33: an operation that nobody wrote down who may is found."""
    described = {each.id for each in operations(district.app()) if STAFFS.match(each.path)}
    assert described == set(WHO_MAY)


@pytest.mark.parametrize("name", WHO_MAY)
def test_strangers_students_and_staff_without_grants_get_nothing(schools: District, name: str) -> None:
    """T-33: who is not signed in, a child, and a colleague who was given nothing, whatever they ask about."""
    assert code_of(ask(schools, schools.client(), name)) == "not_signed_in"
    for person in (MIA, OTTO):
        assert code_of(ask(schools, staff_client(schools, person), name)) == "forbidden"


@pytest.mark.parametrize(("name", "kind"), CLOSED)
def test_another_grant_is_not_enough(schools: District, name: str, kind: GrantKind) -> None:
    """T-33: a grant of another kind opens nothing, not even about one's own school or class."""
    things = own(schools, name, STAFF[kind])
    assert code_of(ask(schools, staff_client(schools, STAFF[kind]), name, things)) == "forbidden"


@pytest.mark.parametrize(("name", "kind"), LINES)
def test_a_password_alone_is_not_enough(schools: District, name: str, kind: GrantKind) -> None:
    """T-45: without the second step nothing is told, and a badge found on a desk never gets so far."""
    person, need = STAFF[kind], WHO_MAY[name].need
    things = own(schools, name, person)
    by_badge = staff_client(schools, person, amr=AuthenticationMethod.BADGE)
    assert code_of(ask(schools, by_badge, name, things)) == "not_signed_in"
    if need is not Need.NONE:
        by_password = staff_client(schools, person, second_step=False)
        assert code_of(ask(schools, by_password, name, things)) == "second_step_required"
    if need in (Need.FRESH, Need.SET_UP):
        long_ago = staff_client(schools, person, stale=True)
        assert code_of(ask(schools, long_ago, name, things)) == "fresh_second_step_required"


@pytest.mark.parametrize(("name", "kind"), LINES)
def test_what_is_anothers_is_as_if_it_were_not_there(schools: District, name: str, kind: GrantKind) -> None:
    """T-33: another school's and another's things answer to the letter as what never was."""
    person, rule = STAFF[kind], WHO_MAY[name]
    for each in names_in(operation(schools, name), rule):
        client, within = staff_client(schools, person), own(schools, name, person)
        missing = ask(schools, client, name, within | {each: MISSING})
        assert (missing.status_code, code_of(missing)) == (404, "not_found")
        if kind not in rule.all_within_reach:
            foreign = ask(schools, client, name, within | {each: THINGS[each].foreign(schools, person)})
            assert (foreign.status_code, foreign.json()) == (404, missing.json())


@pytest.mark.parametrize(("name", "kind"), LINES)
def test_whoever_may_is_let_in(schools: District, name: str, kind: GrantKind) -> None:
    """The table is true the other way too: each of them can do it, about what is theirs."""
    person = STAFF[kind]
    answer = ask(schools, staff_client(schools, person), name, own(schools, name, person))
    assert answer.status_code == WHO_MAY[name].answers, answer.text
