"""Whoever is at the door, or inside: what is shown, whose it is and where they belong, by one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, ScalarSelect, Select, Table, bindparam, func, select, true

from harmony.model import ExternalKind, Membership, Person
from harmony_server.store.badges import BadgeRecord
from harmony_server.store.badges import record as badge_record
from harmony_server.store.people import KnownPerson, known_person, listed, whole
from harmony_server.store.prepared import Prepared
from harmony_server.store.sessions import SessionRecord
from harmony_server.store.sessions import record as session_record
from harmony_server.store.tables import badges, enrollments, external_ids, people, person_schools, sessions
from harmony_server.store.versions import LATEST, has_begun, holds

BETWEEN = "\x1f"
"""Stands between the names of places: rosters are read without control characters."""


@dataclass(frozen=True)
class Visitor(KnownPerson):
    """Somebody, and where they belong."""

    membership: Membership


class Door:
    """Asks for a person by what they show."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_badge(self, badge_id: str) -> tuple[BadgeRecord, Visitor] | None:
        """A badge and whose it is; nobody ends the badge before this transaction ends."""
        row = _BY_BADGE.first(self._connection, which=badge_id)
        return (badge_record(row), _visitor(row)) if row else None

    def by_session(self, token_hash: str) -> tuple[SessionRecord, Visitor] | None:
        """A session and whose it is, whether or not its time is over."""
        row = _BY_SESSION.first(self._connection, which=token_hash)
        return (session_record(row), _visitor(row)) if row else None

    def by_id(self, person_id: str) -> Visitor | None:
        """A person by their own id."""
        row = _BY_ID.first(self._connection, which=person_id)
        return _visitor(row) if row else None

    def membership(self, person: Person) -> Membership:
        """Where a person belongs, for deciding which apps they see."""
        return _membership(person, _BY_ID.first(self._connection, which=person.id))


def _visitor(row: Any) -> Visitor:
    known = known_person(row)
    return Visitor(known.person, known.active, _membership(known.person, row))


def _membership(person: Person, row: Any) -> Membership:
    return Membership(
        role=person.role,
        grades=frozenset(person.grades),
        schools=frozenset(row.school_names.split(BETWEEN) if row.school_names else ()),
        classes=frozenset(row.class_names.split(BETWEEN) if row.class_names else ()),
    )


def _names(kind: ExternalKind, table: Table, column: Column[Any]) -> ScalarSelect[Any]:
    """Every external id of the places in which a table puts a person, in one text."""
    # Neither a join nor the kind as it stands: SQLite would begin with all places of the district.
    own = select(column).where(table.c.person_id == people.c.id, holds(table, LATEST.c.version))
    of_kind = func.coalesce(external_ids.c.kind, "") == kind.value
    names = select(listed(external_ids.c.external_id, BETWEEN)).where(
        external_ids.c.portal_id.in_(own.correlate(people, LATEST)),
        of_kind,
        holds(external_ids, LATEST.c.version),
    )
    return names.correlate(people, LATEST).scalar_subquery()


_VISITOR = (
    *whole(LATEST.c.version),
    _names(ExternalKind.SCHOOL, person_schools, person_schools.c.school_id).label("school_names"),
    _names(ExternalKind.CLASS, enrollments, enrollments.c.class_id).label("class_names"),
)


def _shown(table: Table, column: Column[Any]) -> Select[Any]:
    """What is shown at the door, by this column, with whose it is."""
    whose = table.join(people, people.c.id == table.c.person_id).join(LATEST, true())
    return select(table, *_VISITOR).select_from(whose).where(column == bindparam("which"))


# The badge is locked and not its holder: who ends it writes to its row, and ends its sessions after that.
_BY_BADGE = Prepared(_shown(badges, badges.c.badge_id).with_for_update(key_share=True, of=badges))
_BY_SESSION = Prepared(_shown(sessions, sessions.c.token_hash))
_BY_ID = Prepared(
    select(*_VISITOR)
    .select_from(people.join(LATEST, true()))
    .where(people.c.id == bindparam("which"), has_begun(people, LATEST.c.version))
)
