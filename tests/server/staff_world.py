"""Two schools with their staff, for tests of who may do what: every kind of grant, and somebody of each.

Whatever is theirs stands at Maple; `FOREIGN` has the same things of Birch, out of reach of all but the
district's administrator, and `MISSING` what never was.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.testclient import TestClient

from harmony.grants import Grant, GrantKind
from harmony.model import AuthenticationMethod, Enrollment, Person, Role, School, SchoolClass
from harmony.people.ids import new_id
from harmony_server.accounts import grants, sessions
from harmony_server.accounts.second_step import FRESH_S, Method
from harmony_server.accounts.sessions import Shown
from harmony_server.roster.uploads import About, Uploads
from harmony_server.staff import print_jobs
from harmony_server.store import OperationRecord, PasskeyRecord, PrintJob, SubstituteRecord
from tests.district import ADA, ENROLLMENT, FIRST, FISH, LARS, MAPLE, ORIGIN, PEOPLE, TILDA, District, put

COOKIE = "__Host-harmony"
BIRCH = School("school-birch", "Birch Hill School")
SEVENTH = SchoolClass("class-birch-07", "Seventh grade", BIRCH.id)
_AT_MAPLE, _AT_BIRCH = frozenset({MAPLE.id}), frozenset({BIRCH.id})
NICO = Person("p-nico", "S2001", "Nicodemus", "Vale", Role.STUDENT, FISH, ("07",), _AT_BIRCH)
BRUNO = Person("p-bruno", "bruno", "Bruno", "Hale", Role.TEACHER, FISH, (), _AT_BIRCH)
OTTO = Person("p-otto", "otto", "Otto", "Marsh", Role.TEACHER, FISH, (), _AT_MAPLE)
"""Of the staff, and without any grant."""
MANU = Person("p-manu", "manu", "Manuela", "Brook", Role.TEACHER, FISH, (), _AT_MAPLE)
LENA = Person("p-lena", "lena", "Lena", "Stone", Role.ADMINISTRATOR, FISH, (), _AT_MAPLE)
STAFF: Mapping[GrantKind, Person] = MappingProxyType(
    {
        GrantKind.TEACHER: TILDA,
        GrantKind.BADGE_MANAGER: MANU,
        GrantKind.SCHOOL_LEAD: LENA,
        GrantKind.DISTRICT_ADMINISTRATOR: ADA,
    }
)
"""Who holds each grant: of Maple or its first grade, and of the district."""

FOREIGN: Mapping[str, str] = MappingProxyType(
    {"student_id": NICO.id, "class_id": SEVENTH.id, "school_id": BIRCH.id, "person_id": BRUNO.id}
)
MISSING = "AAAAAAAAAAAAAAAAAAAA"
"""An id that nothing has."""


def people_two_schools(district: District) -> District:
    """Make the synthetic district one of two schools, and give its staff their grants."""
    put(
        district.store,
        (*PEOPLE, NICO, BRUNO, OTTO, MANU, LENA),
        schools=[MAPLE, BIRCH],
        classes=[FIRST, SEVENTH],
        enrollments=[
            ENROLLMENT,
            Enrollment(FIRST.id, TILDA.id, Role.TEACHER),
            Enrollment(SEVENTH.id, NICO.id, Role.STUDENT),
            Enrollment(SEVENTH.id, BRUNO.id, Role.TEACHER),
        ],
    )
    for kind, person in STAFF.items():
        if kind is not GrantKind.TEACHER:
            school = None if kind is GrantKind.DISTRICT_ADMINISTRATOR else MAPLE.id
            _give(district, person, Grant(kind, school))
    with district.store.begin() as tx:
        if password := tx.credentials.get(LARS.id):
            for person in (BRUNO, OTTO, MANU, LENA):
                tx.credentials.put(person.id, password.password_hash, district.clock())
    return district


def staff_client(
    district: District,
    person: Person,
    *,
    second_step: bool = True,
    stale: bool = False,
    amr: AuthenticationMethod = AuthenticationMethod.PASSWORD,
) -> TestClient:
    """A browser at which somebody signed in, and did a second step: just now, or some time ago (`stale`)."""
    client, now = district.client(), district.clock()
    with district.store.begin() as tx:
        token = sessions.begin(tx, person, Shown(amr), replacing=None, now=now, rng=secrets.token_bytes)
        if second_step:
            hashed = sessions.token_hash(token)
            done_at = now - FRESH_S if stale else now
            tx.sessions.second_step_done(hashed, Method.TOTP, done_at, new_hash=hashed, amr=amr)
            tx.sessions.touch(hashed, now)
    client.cookies.set(COOKIE, token, domain=ORIGIN.partition("://")[2], path="/")
    return client


def session_id(district: District, person: Person) -> str:
    """What a session of a person is called by whoever sees it; begun now."""
    return sessions.token_hash(staff_client(district, person).cookies[COOKIE])[:20]


def operation_id(district: District, person: Person) -> str:
    """What an operation of a person is called that can be undone; done now."""
    now, name = district.clock(), new_id(secrets.token_bytes)
    with district.store.begin() as tx:
        tx.operations.add(OperationRecord(name, "void", person.id, now, now + 600, None))
    return name


def grant_id(district: District, person: Person) -> str:
    """A grant that Bruno holds at Birch, or a colleague of whoever else asks at Maple; given now."""
    holder, school = (BRUNO, BIRCH) if person is BRUNO else (OTTO, MAPLE)
    _give(district, holder, Grant(GrantKind.BADGE_MANAGER, school.id))
    with district.store.read() as tx:
        return tx.grants.held_by(holder.id)[0].id


def passkey_id(district: District, person: Person) -> str:
    """A passkey of a person, which is not all they have; made now."""
    made = new_id(secrets.token_bytes)
    with district.store.begin() as tx:
        for number, each in enumerate((made, new_id(secrets.token_bytes))):
            tx.passkeys.add(PasskeyRecord(each, person.id, f"{number}{made}", "", 0, "", 0, None))
    return made


def print_job_id(district: District, person: Person) -> str:
    """What a print of a person is called that is done, with its file."""
    now, name = district.clock(), new_id(secrets.token_bytes)
    with district.store.begin() as tx:
        tx.print_jobs.add(PrintJob(name, person.id, "{}", "done", 1, 1, 1, now, now, stop=False))
    path = print_jobs.file_of(district.data, name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"%PDF-1.4")
    return name


def preview_id(district: District, _person: Person) -> str:
    """What a roster is called that was looked at just now: a zip that is none."""
    uploads = Uploads(district.data)
    name = uploads.keep([("roster.zip", [b"no zip"])], secrets.token_bytes)
    with district.store.read() as tx:
        uploads.remember(name, About(district.clock(), tx.roster.version(), ""))
    return name


def substitute_id(district: District, person: Person, class_id: str) -> str:
    """What a substitute of a class is called whom a person let in just now."""
    now, name = district.clock(), new_id(secrets.token_bytes)
    with district.store.begin() as tx:
        record = SubstituteRecord(
            name, class_id, person.id, "Jo", name[:12], "01", now, now + 3600, None, None
        )
        tx.substitutes.add(record)
    return name


@dataclass(frozen=True)
class Thing:
    """An object that an operation names: one of whoever asks, and one out of their reach."""

    own: Callable[[District, Person], str]
    foreign: Callable[[District, Person], str]


def _give(district: District, person: Person, grant: Grant) -> None:
    with district.store.begin() as tx:
        grants.give(tx, person, grant, by=None, now=district.clock(), rng=secrets.token_bytes)
