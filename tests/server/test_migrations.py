"""Databases of earlier versions: brought up to date, nobody notices."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from harmony.badge.signing import sign
from harmony.badge.token import BadgeToken
from harmony.model import BadgeState, ExternalKind, Person, Role
from harmony.people.pictures import picture_for
from harmony_server.badges.keys import KeyRing
from harmony_server.sso.keys import OidcKeys
from harmony_server.store.schema import metadata
from tests.district import APPS_TOML, CODE, PASSWORD, START, District, badge_body, move
from tests.server.engines import on_both_engines
from tests.server.old_databases import restore
from tests.server.test_sessions import COOKIE

pytestmark = on_both_engines

SQL = Path(__file__).parent / "databases" / "0001.sql"
SESSIONS = {
    "p-mia": "05pp3h_JKhh944-_s27LsnWxhcsCErdpLZu5rzRCwTo",
    "p-tilda": "GC79lNYdWEwgmAarO2rTCbmxg2Wj1ZVYxyzZJfABPB4",
}
"""What the browsers hold that were signed in at the time, a minute after `START`."""
MIAS_BADGE = "VT9rndt7khyH"
MIAS_OLD_BADGE = "ok8CRRgELPPY"
LEOS_VOID_BADGE = "kY6YK3HeinWx"


@pytest.fixture
def more() -> str:
    """What else was in the database, as SQL."""
    return ""


@pytest.fixture
def old(tmp_path: Path, more: str, new_database_url: str) -> Iterator[District]:
    """The district of version 0001, opened by this version."""
    move(tmp_path, new_database_url)
    (tmp_path / "apps.toml").write_text(APPS_TOML, "utf-8")
    KeyRing.create(tmp_path, START, secrets.token_bytes)
    OidcKeys.ensure(tmp_path, START, secrets.token_bytes)
    script = SQL.read_text("utf-8") + more
    restore(script, version="0001", file=tmp_path / "harmony.db", database_url=new_database_url)
    district = District(tmp_path)
    district.clock.advance(120)
    yield district
    district.store.close()


def badge(district: District, badge_id: str) -> BadgeToken:
    """A badge as it was printed then: the same record, signed with the district's key."""
    key = district.keys.signing_key
    return sign(badge_id=badge_id, district=CODE, kid=key.kid, key=key.private)


def person(district: District, external_id: str) -> Person:
    """Somebody by what the roster of the time called them."""
    with district.store.read() as tx:
        (known,) = tx.people.by_external_id(external_id)
    return known.person


def sign_in(district: District, body: dict[str, str]) -> tuple[int, str]:
    """What a sign-in answers: the status, and who it is or what is wrong."""
    response = district.client().post("/api/v1/session", json=body)
    answer = response.json()
    return response.status_code, answer["person"]["given_name"] if "person" in answer else answer["code"]


def test_the_tables_are_those_the_code_expects(old: District) -> None:
    """A migrated database is like a new one."""
    with old.store.read() as tx:
        connection = tx.audit._connection
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").all() == [("ok",)]


def test_migrating_twice_changes_nothing(old: District) -> None:
    """Opening it again finds nothing to do."""
    mia = person(old, "p-mia")
    again = District(old.data)
    assert person(again, "p-mia") == mia
    again.store.close()


def test_everybody_has_an_id_of_the_portals_own(old: District) -> None:
    """What the roster called somebody is an external id now, of the source that a district has by itself."""
    with old.store.read() as tx:
        people = tx.people.all()
        names = {each.person.id: tx.external_ids.of(ExternalKind.PERSON, each.person.id) for each in people}
        schools, classes = tx.roster.schools(), tx.roster.classes()
        places = [
            tx.external_ids.by_portal_id(ExternalKind.SCHOOL),
            tx.external_ids.by_portal_id(ExternalKind.CLASS),
        ]
    assert {(name.source, name.id) for (name,) in names.values()} == {
        ("sis", f"p-{who}") for who in ("mia", "leo", "tilda", "ada", "dora", "lars")
    }
    assert {len(own) for own in names} == {20}
    assert {(each.name, *places[0][each.id]) for each in schools} == {
        ("Maple Street School", "maple"),
        ("Birch Hill School", "birch"),
    }
    assert {(each.title, *places[1][each.id]) for each in classes} == {
        ("First grade", "maple-01"),
        ("Sixth grade", "birch-06"),
    }


def test_people_are_as_they_were(old: District) -> None:
    """Names, role, grades, schools, who is switched off and who has left."""
    with old.store.read() as tx:
        known = {each.person.username: each for each in tx.people.all()}
        schools = {each.id: each.name for each in tx.roster.schools()}
    mia, tilda, lars = (known[name].person for name in ("S1001", "tilda", "S1004"))
    assert (mia.given_name, mia.family_name, mia.role) == ("Miabelle", "Quillfeather", Role.STUDENT)
    assert (mia.grades, tilda.grades) == (("01",), ())
    assert {schools[each] for each in tilda.school_ids} == {"Maple Street School", "Birch Hill School"}
    assert {schools[each] for each in lars.school_ids} == {"Maple Street School"}
    assert {name for name, each in known.items() if not each.active} == {"S1004"}
    assert {name for name, each in known.items() if not each.person.enabled} == {"S1003"}


def test_a_printed_card_keeps_its_picture(old: District) -> None:
    """The picture on the paper is the picture on the dashboard."""
    for name in ("p-mia", "p-leo", "p-tilda"):
        assert person(old, name).picture == picture_for(name)


def test_badges_open_or_not_as_before(old: District) -> None:
    """The issued one signs in, the void and the replaced ones say so."""
    assert sign_in(old, badge_body(badge(old, MIAS_BADGE))) == (201, "Miabelle")
    assert sign_in(old, badge_body(badge(old, MIAS_OLD_BADGE))) == (403, "badge_replaced")
    assert sign_in(old, badge_body(badge(old, LEOS_VOID_BADGE))) == (403, "badge_void")
    with old.store.read() as tx:
        records = tx.badges.of(person(old, "p-mia").id)
    assert {record.state for record in records} == {BadgeState.ISSUED, BadgeState.REPLACED}


@pytest.mark.parametrize(
    ("username", "answer"),
    [
        ("S1001", (201, "Miabelle")),
        ("tilda", (201, "Tilda")),
        ("S1003", (403, "account_disabled")),
        ("S1004", (403, "account_disabled")),
    ],
)
def test_passwords_work_as_before(old: District, username: str, answer: tuple[int, str]) -> None:
    """Who could sign in can, and who could not cannot."""
    assert sign_in(old, {"username": username, "password": PASSWORD}) == answer


@pytest.mark.parametrize(
    ("name", "apps"), [("p-mia", ["story", "numbers"]), ("p-tilda", ["numbers", "staff-room"])]
)
def test_open_sessions_stay_open(old: District, name: str, apps: list[str]) -> None:
    """Whoever was signed in is, and sees the same apps: by grade, by class and by role."""
    client = old.client()
    client.cookies.set(COOKIE, SESSIONS[name])
    dashboard = client.get("/api/v1/dashboard").json()
    assert dashboard["person"]["given_name"] == person(old, name).given_name
    assert [app["id"] for app in dashboard["apps"]] == apps


def test_the_audit_names_the_same_people(old: District) -> None:
    """Every entry is of the person it was of."""
    ids = {person(old, name).id: name for name in ("p-mia", "p-leo", "p-tilda", "p-lars")}
    with old.store.read() as tx:
        entries = tx.audit.last(99)
    assert [(entry.event, entry.outcome, ids[entry.person_id or ""]) for entry in reversed(entries)] == [
        ("badge_issued", "ok", "p-leo"),
        ("badge_ended", "void", "p-leo"),
        ("badge_issued", "ok", "p-mia"),
        ("badge_ended", "replaced", "p-mia"),
        ("badge_issued", "ok", "p-mia"),
        ("badge_issued", "ok", "p-lars"),
        ("sign_in", "ok", "p-mia"),
        ("sign_in", "ok", "p-tilda"),
        ("sign_in", "wrong_credentials", "p-leo"),
    ]


def test_an_enrollment_that_stood_twice_stands_once(old: District) -> None:
    """Of one role in one class there is one place."""
    with old.store.read() as tx:
        enrollments = tx.roster.enrollments()
    assert sorted(each.role for each in enrollments) == [Role.STUDENT, Role.TEACHER]


def row(who: str, username: str, *, active: bool = True) -> str:
    """Somebody of the time as SQL, the username's key as it was made then."""
    texts = (who, username, username.casefold(), who.title(), "Ash", "student", "[]", "[]")
    quoted = ", ".join(f"'{text}'" for text in texts)
    return f"INSERT INTO people VALUES({quoted}, 1, {int(active)});"


@pytest.mark.parametrize("more", [row("kim\u200b", "S\uff11\u0660\u0660\u0669\u200b")])
def test_names_are_found_as_they_look(old: District) -> None:
    """A username and an external id with what nobody sees in them are found by who types what is seen."""
    with old.store.read() as tx:
        by_username = tx.people.by_username("s1009")
        (by_external_id,) = tx.people.by_external_id("kim")
        (name,) = tx.external_ids.of(ExternalKind.PERSON, by_external_id.person.id)
    assert by_username == by_external_id
    assert name.id == "kim"


@pytest.mark.parametrize("order", ["seen", "unseen"])
@pytest.mark.parametrize(
    "more", [row("a", "S1009\u200b") + row("b", "S1009") + row("c", "\uff331009", active=False)]
)
def test_of_two_whose_names_look_the_same_one_is_found(old: District, order: str) -> None:
    """The one who was found by that name goes on; the other waits for a roster that tells them apart."""
    with old.store.read() as tx:
        known = tx.people.by_username("S1009" if order == "seen" else "S1009\u200b")
        kept = {each.person.given_name: each.person.username for each in tx.people.all()}
    assert known is not None
    assert known.person.given_name == "B"
    assert kept["A"] == "S1009\u200b"
