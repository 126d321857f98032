"""Colleagues and their grants over HTTP: found, given, taken back, and over when somebody leaves."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from harmony.model import Person
from tests.district import ADA, FIRST, MAPLE, MIA, District
from tests.server.engines import on_both_engines
from tests.server.second_steps import ME, code_of, with_totp
from tests.server.staff_world import BIRCH, BRUNO, LENA, MANU, OTTO, people_two_schools, staff_client

pytestmark = on_both_engines

PEOPLE_ADDRESS = "/api/v1/admin/people"
GRANTS = "/api/v1/admin/grants"
BADGES = {"kind": "badge_manager", "school_id": MAPLE.id}


@pytest.fixture
def schools(district: District) -> District:
    """Two schools with their staff."""
    return people_two_schools(district)


@pytest.fixture
def admin(schools: District) -> TestClient:
    """A browser at which the district's administrator did a second step."""
    return staff_client(schools, ADA)


@pytest.fixture
def lead(schools: District) -> TestClient:
    """The same of Maple's lead."""
    return staff_client(schools, LENA)


def found(client: TestClient, query: str = "") -> dict[str, dict[str, Any]]:
    """The colleagues that somebody finds, by username."""
    return {each["username"]: each for each in client.get(PEOPLE_ADDRESS + query).json()["people"]}


def given(client: TestClient, person: Person, **grant: Any) -> Any:
    """The answer to giving a grant."""
    return client.post(GRANTS, json={"person_id": person.id, **grant})


def test_colleagues_are_told_with_what_they_may(schools: District, admin: TestClient) -> None:
    """Unasked, whoever was given something; by a part of a name any of the staff, never a child."""
    with_totp(schools, MANU)
    assert set(found(admin)) == {"ada", "lena", "manu"}
    manu = found(admin)["manu"]
    assert (manu["display_name"], manu["role"], manu["second_step"]) == ("Manuela Brook", "teacher", "totp")
    assert manu["schools"] == [{"id": MAPLE.id, "name": MAPLE.name}]
    assert [(each["kind"], each["school"]["name"]) for each in manu["grants"]] == [
        ("badge_manager", MAPLE.name)
    ]
    assert set(found(admin, "?q=oak")) == {"tilda"}
    (taught,) = found(admin, "?q=oak%20til")["tilda"]["grants"]
    assert (taught["id"], taught["classes"]) == (None, [{"id": FIRST.id, "title": FIRST.title}])
    assert found(admin, "?q=quillfeather") == {}
    assert set(found(admin, "?role=administrator")) == {"ada", "lena"}
    answer = admin.get(PEOPLE_ADDRESS + "?role=teacher&limit=2").json()
    assert (len(answer["people"]), answer["more"]) == (2, True)


def test_a_lead_finds_their_schools_colleagues(lead: TestClient) -> None:
    """T-33: Nobody of another school, whatever is typed."""
    assert set(found(lead)) == {"lena", "manu"}
    assert set(found(lead, "?role=teacher")) == {"tilda", "manu", "otto"}
    assert found(lead, "?q=bruno") == {}


def test_whom_one_may_invite_is_told(schools: District, admin: TestClient, lead: TestClient) -> None:
    """T-65: Who can do less than oneself, and holds something; of administrators none with a second step."""
    with_totp(schools, ADA)

    def told(client: TestClient) -> dict[str, bool]:
        return {name: each["may_invite"] for name, each in found(client, "?q=a").items()}

    assert told(admin) == {
        "ada": False,
        "lena": True,
        "manu": True,
        "otto": False,
        "tilda": True,
        "bruno": True,
    }
    assert told(lead) == {"lena": False, "manu": True, "otto": False, "tilda": True}
    for client, people in ((admin, (ADA, LENA, OTTO)), (lead, (LENA, MANU, OTTO))):
        for person in people:
            answer = client.post("/api/v1/admin/invitations", json={"person_id": person.id})
            assert (answer.status_code == 201) is told(client)[person.username]


def test_a_grant_is_given_and_taken_back(schools: District, admin: TestClient) -> None:
    """T-66: It holds until it is taken back, which ends whatever its holder has open at once."""
    answer = given(admin, OTTO, **BADGES)
    grant = answer.json()["grant"]
    assert (answer.status_code, grant["kind"], grant["school"]["id"]) == (201, "badge_manager", MAPLE.id)
    assert given(admin, OTTO, **BADGES).json()["grant"]["id"] == grant["id"]
    otto = staff_client(schools, OTTO)
    assert [each["id"] for each in otto.get(ME).json()["grants"]] == [grant["id"]]
    assert admin.delete(f"{GRANTS}/{grant['id']}").status_code == 204
    assert code_of(otto.get(ME)) == "not_signed_in"
    assert code_of(staff_client(schools, OTTO).get(ME)) == "forbidden"
    assert code_of(admin.delete(f"{GRANTS}/{grant['id']}")) == "not_found"
    with schools.store.read() as tx:
        recorded = [(each.event, each.outcome, each.person_id, each.by_id) for each in tx.audit.last(2)]
    assert recorded == [
        ("grant_taken_back", "badge_manager", OTTO.id, ADA.id),
        ("grant_given", "badge_manager", OTTO.id, ADA.id),
    ]


def test_a_lead_hands_on_badges_and_nothing_else(schools: District, lead: TestClient) -> None:
    """T-33: Of their own school; neither their own right nor anybody's above."""
    assert given(lead, OTTO, **BADGES).status_code == 201
    assert code_of(given(lead, OTTO, kind="school_lead", school_id=MAPLE.id)) == "forbidden"
    assert code_of(given(lead, OTTO, kind="district_administrator")) == "forbidden"
    assert code_of(given(lead, OTTO, kind="badge_manager", school_id=BIRCH.id)) == "not_found"
    with schools.store.read() as tx:
        (own,) = tx.grants.held_by(LENA.id)
        (above,) = tx.grants.held_by(ADA.id)
    assert code_of(lead.delete(f"{GRANTS}/{own.id}")) == "forbidden"
    assert code_of(lead.delete(f"{GRANTS}/{above.id}")) == "not_found"


@pytest.mark.parametrize(
    ("grant", "code"),
    [
        ({"kind": "badge_manager"}, "invalid_request"),
        ({"kind": "district_administrator", "school_id": MAPLE.id}, "invalid_request"),
        ({"kind": "teacher", "school_id": MAPLE.id}, "invalid_request"),
        ({"kind": "badge_manager", "school_id": "nowhere"}, "not_found"),
    ],
)
def test_a_grant_that_is_none_is_refused(admin: TestClient, grant: dict[str, str], code: str) -> None:
    """What does not fit its kind, or is of a school that is not there, is told apart."""
    assert code_of(given(admin, OTTO, **grant)) == code


def test_a_child_is_given_nothing(admin: TestClient) -> None:
    """T-33: For whoever gives grants, a student is nobody."""
    assert code_of(given(admin, MIA, **BADGES)) == "not_found"


def test_somebody_is_left_who_can_give(admin: TestClient) -> None:
    """The last administrator cannot give it up, or nobody could give anything; the next to last can."""
    own = found(admin)["ada"]["grants"][0]["id"]
    assert code_of(admin.delete(f"{GRANTS}/{own}")) == "last_administrator"
    assert given(admin, BRUNO, kind="district_administrator").status_code == 201
    assert admin.delete(f"{GRANTS}/{own}").status_code == 204
