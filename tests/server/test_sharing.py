"""Devices that several children use: whom a badge asks, how soon one is left, whether there may be doors."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from harmony_server.settings.config import ConfigError, load
from tests.district import DISTRICT_TOML, LEO, MIA, TILDA, District, badge_body, password_body
from tests.server.engines import on_both_engines

SESSION = "/api/v1/session"
DASHBOARD = "/api/v1/dashboard"
SHARING = """
[sharing]
doors = true
away_minutes = 5
[sharing.is_this_you]
grades = ["01"]
schools = ["maple"]
[[sharing.idle]]
minutes = 10
grades = ["PK", "01"]
[[sharing.idle]]
minutes = 20
schools = ["maple"]
"""

pytestmark = on_both_engines


@pytest.fixture
def sharing(district: District) -> TestClient:
    """A browser in a district whose children share devices."""
    settings = district.data / "district.toml"
    settings.write_text(settings.read_text("utf-8") + SHARING, "utf-8")
    district.config = load(district.data)
    return district.client()


def test_only_a_badge_asks_is_this_you_and_once(district: District, sharing: TestClient) -> None:
    """T-81: A badge is held up by whoever has it; a password says who somebody is, and so does the answer."""
    assert sharing.post(SESSION, json=badge_body(district.badge(MIA))).json()["ask_who"] is True
    assert sharing.get(DASHBOARD).json()["ask_who"] is False
    assert sharing.post(SESSION, json=badge_body(district.badge(LEO))).json()["ask_who"] is False
    assert sharing.post(SESSION, json=badge_body(district.badge(TILDA))).json()["ask_who"] is False
    assert sharing.post(SESSION, json=password_body()).json()["ask_who"] is False


def test_idle_time_is_set_by_grade_and_school(district: District, sharing: TestClient) -> None:
    """T-13: The first rule that fits counts, for students alone; the session ends on the server after it."""
    idle = {}
    for person in (MIA, LEO, TILDA):
        answer = sharing.post(SESSION, json=badge_body(district.badge(person))).json()
        idle[person.id] = answer["session"]["idle_seconds_left"]
        assert answer["session"]["away_seconds"] == 300
    assert idle == {MIA.id: 600, LEO.id: 1200, TILDA.id: 1800}
    sharing.post(SESSION, json=badge_body(district.badge(MIA)))
    district.clock.advance(590)
    assert sharing.get(DASHBOARD).status_code == 200
    district.clock.advance(601)
    assert sharing.get(DASHBOARD).json()["code"] == "session_expired"


def test_doors_and_the_question_are_off_by_themselves(district: District, client: TestClient) -> None:
    """T-82: Nothing is kept on a school's device, and nobody is asked, unless the district says so."""
    assert client.get("/api/v1/portal").json()["doors"] is False
    assert client.post(SESSION, json=badge_body(district.badge())).json()["ask_who"] is False


def test_a_district_may_allow_doors(sharing: TestClient) -> None:
    """T-82: The page is told before anybody signs in."""
    assert sharing.get("/api/v1/portal").json()["doors"] is True


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[sharing.is_this_you]\n", "everyone = true, or schools, grades"),
        ('[sharing.is_this_you]\neveryone = true\ngrades = ["01"]\n', "everyone = true, or schools, grades"),
        ('[sharing.is_this_you]\ngrades = ["1"]\n', "must be one of"),
        ("[sharing]\naway_minutes = 1\n", "sharing.away_minutes"),
        ("[[sharing.idle]]\nminutes = 5\n", "sharing.idle.0"),
    ],
)
def test_whom_a_setting_is_for_is_said(district: District, text: str, said: str) -> None:
    """A rule that says nobody, or everybody twice, is no rule."""
    (district.data / "district.toml").write_text(DISTRICT_TOML + text, "utf-8")
    with pytest.raises(ConfigError) as refused:
        load(district.data)
    assert said in str(refused.value)
