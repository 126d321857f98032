"""Setting up an authenticator: told once, counted once confirmed, replaced without a gap."""

from __future__ import annotations

import pyotp
import pytest
from starlette.testclient import TestClient

from tests.district import TILDA, District
from tests.server.engines import on_both_engines
from tests.server.second_steps import FACTORS, STEP_S, code, code_of, type_code, with_totp, wrong
from tests.server.staff_world import people_two_schools, staff_client

pytestmark = on_both_engines


@pytest.fixture
def schools(district: District) -> District:
    """Two schools with their staff."""
    return people_two_schools(district)


@pytest.fixture
def client(schools: District) -> TestClient:
    """A browser at which Tilda just did her second step."""
    return staff_client(schools, TILDA)


def confirm(client: TestClient, digits: str) -> str | None:
    """The problem code when a code is typed to confirm the new secret; None if it counts now."""
    return code_of(client.post(f"{FACTORS}/totp/confirm", json={"code": digits}))


def test_a_new_secret_counts_once_it_is_confirmed(schools: District, client: TestClient) -> None:
    """Until somebody typed a code of the new secret, the old one goes on; then it is worth nothing."""
    old = with_totp(schools, TILDA)
    told = client.post(f"{FACTORS}/totp").json()
    new = told["secret"]
    assert pyotp.parse_uri(told["uri"]).secret == new
    assert "Maple%20Valley%20Schools:tilda" in told["uri"]
    assert all(set(row) <= {"0", "1"} and len(row) == len(told["symbol"]) for row in told["symbol"])
    assert confirm(client, wrong(schools, new)) == "wrong_second_step"
    assert code_of(type_code(client, code(schools, old))) is None
    schools.clock.advance(STEP_S)
    assert confirm(client, code(schools, new)) is None
    assert confirm(client, code(schools, new)) == "wrong_second_step"
    schools.clock.advance(STEP_S)
    assert code_of(type_code(client, code(schools, old))) == "wrong_second_step"
    assert code_of(type_code(client, code(schools, new))) is None
    assert client.get(FACTORS).json() == {"passkeys": [], "totp": True, "recovery_codes_left": 0}


def test_the_code_that_confirmed_is_used_up(schools: District, client: TestClient) -> None:
    """T-62: The first code of a secret opens nothing afterwards."""
    new = client.post(f"{FACTORS}/totp").json()["secret"]
    digits = code(schools, new)
    assert confirm(client, digits) is None
    assert code_of(type_code(client, digits)) == "wrong_second_step"


def test_recovery_codes_stand_for_something(schools: District) -> None:
    """Nobody gets recovery codes who has nothing that they would stand in for."""
    assert code_of(staff_client(schools, TILDA).post(f"{FACTORS}/recovery-codes")) == "second_step_required"
