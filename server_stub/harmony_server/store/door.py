"""Whoever is at the door, or inside: what is shown, whose it is and where they belong, by one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    Column,
    Connection,
    Insert,
    ScalarSelect,
    Select,
    Table,
    and_,
    bindparam,
    insert,
    or_,
    select,
    true,
    update,
)

from harmony.model import BadgeState, ExternalKind, Membership, Person
from harmony_server.store.audit import Audit
from harmony_server.store.badges import BadgeRecord, Badges
from harmony_server.store.badges import record as badge_record
from harmony_server.store.locking import locks_rows
from harmony_server.store.people import KnownPerson, known_person, listed, whole
from harmony_server.store.prepared import Prepared
from harmony_server.store.sessions import NewSession, SessionRecord, Sessions
from harmony_server.store.sessions import record as session_record
from harmony_server.store.tables import (
    audit,
    badges,
    enrollments,
    external_ids,
    people,
    person_schools,
    sessions,
)
from harmony_server.store.unindexed import unindexed
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
        """A badge and whose it is; `let_in_by_badge` says whether it is still so."""
        row = _BY_BADGE.first(self._connection, which=badge_id)
        return (badge_record(row), _visitor(row)) if row else None

    def by_session(self, token_hash: str) -> tuple[SessionRecord, Visitor] | None:
        """A session and whose it is, whether or not its time is over."""
        row = _BY_SESSION.first(self._connection, which=token_hash)
        return (session_record(row), _visitor(row)) if row else None

    def let_in_by_badge(self, badge_id: str, session: NewSession, event: str) -> bool:
        """Record a badge's use, the session that it begins, and the event; False if it ended meanwhile.

        Whoever ends the badge writes to its row, and ends its sessions after that: they come before this, and
        it finds nothing to record, or after it, and find the session.
        """
        if locks_rows(self._connection):
            values = {"which": badge_id, "event": event, "outcome": "ok", **vars(session)}
            return bool(_LET_IN.rows(self._connection, **values))
        Badges(self._connection).used(badge_id, session.now)
        Sessions(self._connection).add(session)
        who = {"person_id": session.person_id, "amr": session.amr}
        Audit(self._connection).add(event, "ok", now=session.now, **who)
        return True

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
    named = and_(external_ids.c.portal_id == column, unindexed(external_ids.c.kind) == kind.value)
    names = (
        select(listed(external_ids.c.external_id, BETWEEN))
        .select_from(table.join(external_ids, named))
        .where(
            table.c.person_id == people.c.id,
            holds(table, LATEST.c.version),
            holds(external_ids, LATEST.c.version),
        )
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


_BY_BADGE = Prepared(_shown(badges, badges.c.badge_id))
_BY_SESSION = Prepared(_shown(sessions, sessions.c.token_hash))
_BY_ID = Prepared(
    select(*_VISITOR)
    .select_from(people.join(LATEST, true()))
    .where(people.c.id == bindparam("which"), has_begun(people, LATEST.c.version))
)


def _let_in() -> Insert:
    """All that a sign-in by badge writes, in one statement: each is a way to another machine and back."""
    is_open = or_(*(badges.c.state == state.value for state in (BadgeState.ISSUED, BadgeState.TEMPORARY)))
    opens = and_(badges.c.badge_id == bindparam("which"), is_open)
    used = update(badges).where(opens).values(last_used_at=bindparam("now")).returning(badges.c.badge_id)
    once = used.cte("used")
    session = {name: name for name in ("token_hash", "person_id", "amr", "kid", "device")}
    begun = _from(once, sessions, session | {"created_at": "now", "last_seen_at": "now"}).cte("begun")
    event = {name: name for name in ("event", "outcome", "person_id", "amr")} | {"at": "now"}
    return _from(once, audit, event).add_cte(begun).returning(audit.c.id)


def _from(rows: CTE, table: Table, values: Mapping[str, str]) -> Insert:
    """Insert these values, a parameter by column, once for each of the rows."""
    given = [bindparam(value, type_=table.c[name].type).label(name) for name, value in values.items()]
    return insert(table).from_select(list(values), select(*given).select_from(rows)).inline()


_LET_IN = Prepared(_let_in())
