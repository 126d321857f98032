"""The second step by an authenticator's code or a recovery code: once each, counted, and never alone."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from harmony_server.accounts.second_step import FRESH_S
from harmony_server.accounts.throttle import SECOND_STEPS
from harmony_server.accounts.totp import WINDOW
from harmony_server.store import staff_tables
from tests.district import MIA, TILDA, District, badge_body, password_body
from tests.server.engines import on_both_engines
from tests.server.second_steps import (
    FACTORS,
    ME,
    RECOVERY,
    STEP_S,
    code,
    code_of,
    type_code,
    with_totp,
    wrong,
)
from tests.server.staff_world import COOKIE, MANU, people_two_schools, staff_client

pytestmark = on_both_engines

SESSION = "/api/v1/session"
DASHBOARD = "/api/v1/dashboard"
OWN_SESSIONS = "/api/v1/staff/sessions"


@pytest.fixture
def schools(district: District) -> District:
    """Two schools with their staff."""
    return people_two_schools(district)


@pytest.fixture
def secret(schools: District) -> str:
    """The secret of Tilda's authenticator."""
    return with_totp(schools, TILDA)


def at_the_door(district: District) -> TestClient:
    """A browser at which Tilda just typed her password."""
    client = district.client()
    assert client.post(SESSION, json=password_body(TILDA)).status_code == 201
    return client


def test_password_and_code_open_the_console(schools: District, secret: str) -> None:
    """The password says that a second step is needed; the code is it, and the page is told each time."""
    client = schools.client()
    answer = client.post(SESSION, json=password_body(TILDA)).json()
    assert answer["staff"] == {"second_step": "needed"}
    me = client.get(ME).json()
    assert (me["person"]["given_name"], me["grants"], me["session"]) == (TILDA.given_name, [], None)
    assert me["second_step"] == {
        "state": "needed",
        "done": False,
        "fresh_seconds_left": 0,
        "methods": ["totp"],
        "recovery_codes_left": 0,
    }
    assert code_of(client.get(OWN_SESSIONS)) == "second_step_required"
    done = type_code(client, code(schools, secret)).json()["second_step"]
    assert (done["done"], done["fresh_seconds_left"]) == (True, FRESH_S)
    me = client.get(ME).json()
    assert [(each["kind"], [c["title"] for c in each["classes"]]) for each in me["grants"]] == [
        ("teacher", ["First grade"])
    ]
    assert me["session"] == {"idle_seconds_left": 1800, "longest_seconds_left": 12 * 3600}
    assert client.get(DASHBOARD).json()["staff"] == {"second_step": "done"}
    (own,) = client.get(OWN_SESSIONS).json()["sessions"]
    assert (own["amr"], own["current"]) == (["pwd", "totp"], True)


def test_children_and_badges_have_no_second_step(schools: District) -> None:
    """T-45: A child is asked for none, and a badge found on a teacher's desk leads to none."""
    assert schools.client().post(SESSION, json=password_body(MIA)).json()["staff"] is None
    client = schools.client()
    assert client.post(SESSION, json=badge_body(schools.badge(TILDA))).json()["staff"] is None
    assert code_of(client.get(ME)) == "not_signed_in"
    assert client.get(DASHBOARD).status_code == 200


def test_a_password_alone_sets_nothing_up(schools: District) -> None:
    """T-45: Who learned a password before its owner set a second step up cannot set up one of their own."""
    client = at_the_door(schools)
    assert client.get(ME).json()["second_step"]["state"] == "not_set_up"
    assert code_of(client.post(f"{FACTORS}/totp")) == "second_step_required"
    assert code_of(client.post(f"{FACTORS}/passkey-options")) == "second_step_required"
    assert code_of(type_code(client, "123456")) == "wrong_second_step"


def test_the_session_has_another_id_after_the_first_second_step(schools: District, secret: str) -> None:
    """T-61: What was read of a session before its second step is worth no more than a password."""
    client = at_the_door(schools)
    thief = schools.client()
    thief.cookies.set(COOKIE, client.cookies[COOKIE])
    assert type_code(client, code(schools, secret)).status_code == 200
    assert code_of(thief.get(ME)) == "not_signed_in"
    before = client.cookies[COOKIE]
    schools.clock.advance(STEP_S)
    assert type_code(client, code(schools, secret)).status_code == 200
    assert client.cookies[COOKIE] == before


@pytest.mark.parametrize("steps", range(-WINDOW - 1, WINDOW + 2))
def test_a_code_is_good_for_the_half_minutes_around_it(schools: District, secret: str, steps: int) -> None:
    """Clocks differ by half a minute, and typing takes as long: no more than that."""
    answer = type_code(at_the_door(schools), code(schools, secret, steps))
    assert code_of(answer) == (None if abs(steps) <= WINDOW else "wrong_second_step")


def test_a_code_is_good_once(schools: District, secret: str) -> None:
    """T-62: A code that was watched being typed opens nothing a second time, nor does one before it."""
    first, earlier = code(schools, secret), code(schools, secret, -1)
    client, thief = at_the_door(schools), at_the_door(schools)
    assert code_of(type_code(client, first)) is None
    assert code_of(type_code(thief, first)) == "wrong_second_step"
    assert code_of(type_code(thief, earlier)) == "wrong_second_step"
    schools.clock.advance(STEP_S)
    assert code_of(type_code(thief, first)) == "wrong_second_step"
    assert code_of(type_code(thief, code(schools, secret))) is None


def test_codes_are_not_guessed(schools: District, secret: str) -> None:
    """T-63: Tries are counted for the person, whatever the session; then even the right code has to wait."""
    for _ in range(int(SECOND_STEPS.capacity)):
        assert code_of(type_code(at_the_door(schools), wrong(schools, secret))) == "wrong_second_step"
    answer = type_code(at_the_door(schools), code(schools, secret))
    assert code_of(answer) == "too_many_tries"
    assert answer.json()["retry_after"] == SECOND_STEPS.refill_interval_s
    schools.clock.advance(SECOND_STEPS.refill_interval_s)
    assert code_of(type_code(at_the_door(schools), code(schools, secret))) is None


def test_who_knows_a_password_keeps_nobody_out(schools: District, secret: str) -> None:
    """T-63: Somebody's endless wrong codes leave its owner the printed ones, and the other way round."""
    own = staff_client(schools, TILDA)
    codes = own.post(f"{FACTORS}/recovery-codes").json()["codes"]
    thief = at_the_door(schools)
    while code_of(type_code(thief, wrong(schools, secret))) != "too_many_tries":
        pass
    assert code_of(own.post(RECOVERY, json={"code": codes[0]})) is None
    while code_of(thief.post(RECOVERY, json={"code": "none"})) != "too_many_tries":
        pass
    schools.clock.advance(60)
    assert code_of(own.post(RECOVERY, json={"code": codes[1]})) is None


def test_right_codes_are_not_counted(schools: District, secret: str) -> None:
    """Whoever does their second step often, and slips now and then, is never made to wait."""
    client = at_the_door(schools)
    for _ in range(3 * int(SECOND_STEPS.capacity)):
        schools.clock.advance(STEP_S)
        assert code_of(type_code(client, code(schools, secret))) is None


def test_recovery_codes_are_good_once_each(schools: District, secret: str) -> None:
    """T-62: Ten are told once; each opens once, however it is typed, and new ones end those before."""
    client = staff_client(schools, TILDA)
    first, second, *rest = client.post(f"{FACTORS}/recovery-codes").json()["codes"]
    assert len({first, second, *rest}) == 10
    assert client.get(ME).json()["second_step"]["recovery_codes_left"] == 10
    lost = at_the_door(schools)
    typed = first.upper().replace("-", " ")
    assert code_of(lost.post(RECOVERY, json={"code": typed})) is None
    assert code_of(lost.post(RECOVERY, json={"code": first})) == "wrong_second_step"
    assert lost.get(ME).json()["second_step"]["recovery_codes_left"] == 9
    assert lost.post(f"{FACTORS}/recovery-codes").status_code == 201
    assert code_of(lost.post(RECOVERY, json={"code": second})) == "wrong_second_step"


def test_codes_of_another_open_nothing(schools: District, secret: str) -> None:
    """T-45: A colleague's printed codes and authenticator are the colleague's alone."""
    codes = staff_client(schools, TILDA).post(f"{FACTORS}/recovery-codes").json()["codes"]
    other = staff_client(schools, MANU, second_step=False)
    with_totp(schools, MANU)
    assert code_of(other.post(RECOVERY, json={"code": codes[0]})) == "wrong_second_step"
    assert code_of(type_code(other, code(schools, secret))) == "wrong_second_step"


def test_nothing_that_opens_is_stored_in_the_clear(schools: District, secret: str) -> None:
    """T-12: Who gets a copy of the database reads neither a secret nor a code."""
    codes = staff_client(schools, TILDA).post(f"{FACTORS}/recovery-codes").json()["codes"]
    with schools.store.read() as tx:
        connection = tx.audit._connection
        rows = [
            str(tuple(row))
            for table in (staff_tables.totp, staff_tables.recovery_codes)
            for row in connection.execute(table.select())
        ]
    assert len(rows) == 11
    for told in (secret, *codes, *(each.replace("-", "") for each in codes)):
        assert not any(told in row for row in rows)


def test_every_second_step_is_on_record(schools: District, secret: str) -> None:
    """What was right and what was not can be seen afterwards, by person and by what was shown."""
    client = at_the_door(schools)
    type_code(client, wrong(schools, secret))
    type_code(client, code(schools, secret))
    with schools.store.read() as tx:
        seen = [(each.event, each.outcome, each.person_id, each.amr) for each in tx.audit.last(2)]
    assert seen == [
        ("second_step", "ok", TILDA.id, "totp"),
        ("second_step", "wrong_second_step", TILDA.id, "totp"),
    ]
