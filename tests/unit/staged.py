"""Reading rosters in tests: through the tables in which every import is staged, but in memory."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any, cast

from sqlalchemy import Connection, Engine, StaticPool, create_engine, text

from harmony.model import Role
from harmony.roster import (
    Files,
    MemoryFiles,
    Options,
    Origin,
    Reading,
    Roster,
    RosterClass,
    RosterEnrollment,
    RosterPerson,
    RosterSchool,
    grades,
)
from harmony.roster.facts import ClassFact, EnrollmentFact, Fact, Kind, PersonFact, SchoolFact
from harmony_server.roster.checking import Check
from harmony_server.roster.standing import STANDING, NothingStands, after_standing
from harmony_server.store.sqlite import Workbench
from harmony_server.store.staging import Loader, Staging, tables
from harmony_server.store.tables import metadata

DEFAULTS = Options()


def read(
    contents: Mapping[str, bytes], options: Options = DEFAULTS, standing: Roster | None = None
) -> Roster:
    """What the files of an export say, applied to what stands if they hold changes; raises RosterError."""
    return read_files(MemoryFiles(contents), options, standing)


def read_files(files: Files, options: Options = DEFAULTS, standing: Roster | None = None) -> Roster:
    """The same of files wherever they are."""
    reading = Reading(files, options)
    with _staging() as staging, staging.working() as bench:
        loader = Loader(bench, secrets.token_bytes)
        facts = after_standing(reading.facts(), reading.diagnostics, lambda kinds: _standing(standing, kinds))
        loader.load(facts, lambda _: None)
        staging.index(tables.AFTER_LOADING)
        check = Check(bench, loader, reading.diagnostics)
        check.rows()
        check.references()
        check.enrollments(options.tolerated_orphans)
        return _roster(bench.connection, loader.files, reading)


def _standing(roster: Roster | None, kinds: frozenset[Kind]) -> Iterator[Fact]:
    """What stands of some kinds."""
    if roster is None:
        raise NothingStands
    types = {
        Kind.SCHOOL: SchoolFact,
        Kind.CLASS: ClassFact,
        Kind.PERSON: PersonFact,
        Kind.ENROLLMENT: EnrollmentFact,
    }
    for fact in roster.facts():
        if isinstance(fact, tuple(types[kind] for kind in kinds if kind in types)):
            yield cast(PersonFact, fact)._replace(at=STANDING)


def _nothing_stands() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.begin() as connection:
        metadata.create_all(connection)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.isolation_level = None
    return engine


_ENGINE = _nothing_stands()


@contextmanager
def _staging() -> Iterator[Staging]:
    """Tables of one reading's own, gone afterwards."""
    with _ENGINE.connect() as connection:
        try:
            yield Staging(Workbench(connection, 0), nullcontext())
        finally:
            connection.rollback()
            for kind, name in connection.execute(text("SELECT type, name FROM temp.sqlite_master")).all():
                if kind in ("table", "view"):
                    connection.exec_driver_sql(f"DROP {kind} temp.{name}")
            connection.commit()


def _roster(connection: Connection, files: list[str], reading: Reading) -> Roster:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in connection.execute(text(query))]

    told = reading.diagnostics.read()
    members = rows(
        "SELECT m.person_n, s.id FROM in_member m JOIN in_school s ON s.id = m.school_ref ORDER BY m.rowid"
    )
    in_grades = rows("SELECT person_n, grade FROM in_grade")
    people = rows(
        "SELECT n, id, username, given_name, family_name, role, enabled, file, line FROM in_person ORDER BY n"
    )
    return Roster(
        schools=tuple(RosterSchool(*each) for each in rows("SELECT id, name FROM in_school ORDER BY n")),
        classes=tuple(
            RosterClass(*each) for each in rows("SELECT id, title, school_ref FROM in_class ORDER BY n")
        ),
        people=tuple(
            RosterPerson(
                who,
                username,
                given,
                family,
                Role(role),
                grades.ordered({grade for n_, grade in in_grades if n_ == n}) if role == "student" else (),
                tuple(dict.fromkeys(school for n_, school in members if n_ == n)),
                bool(enabled),
                Origin(files[file], line),
            )
            for n, who, username, given, family, role, enabled, file, line in people
        ),
        enrollments=tuple(
            RosterEnrollment(in_class, who, Role(role))
            for in_class, who, role in rows(
                "SELECT c.id, p.id, h.role FROM held h JOIN in_class c ON c.n = h.class_n "
                "JOIN in_person p ON p.n = h.person_n ORDER BY c.n, p.n, h.role"
            )
        ),
        skipped=told.left_out,
        warnings=told.notes,
        dropped=told.dropped,
    )
