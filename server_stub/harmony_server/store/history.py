"""What happened to people, as the audit has it: one question for a whole list of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, select

from harmony_server.store.asking import some_at_a_time
from harmony_server.store.audit import AuditEntry, entry
from harmony_server.store.students import Scope, in_scope, is_student
from harmony_server.store.tables import audit, people

OK = "ok"


@dataclass(frozen=True)
class SignIn:
    """That somebody came in, and how."""

    at: float
    amr: str


class History:
    """Reads the audit by whom it is about."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last_sign_ins(self, person_ids: Collection[str], *, since: float) -> dict[str, SignIn]:
        """The last time each came in since a time, by person; not of who did not."""
        came_in = audit.c.event == "sign_in", audit.c.outcome == OK, audit.c.at >= since
        query = select(audit.c.person_id, audit.c.at, audit.c.amr).where(*came_in).order_by(audit.c.at)
        return {
            row.person_id: SignIn(row.at, row.amr or "")
            for some in some_at_a_time(person_ids)
            for row in self._connection.execute(query.where(audit.c.person_id.in_(some)))
        }

    def who_ever(self, person_ids: Collection[str], event: str) -> set[str]:
        """Those of several people to whom something ever happened, as far back as the audit is kept."""
        happened = exists().where(audit.c.person_id == people.c.id, audit.c.event == event)
        query = select(people.c.id).where(happened.where(audit.c.outcome == OK))
        return {
            who
            for some in some_at_a_time(person_ids)
            for who in self._connection.scalars(query.where(people.c.id.in_(some)))
        }

    def last_times(self, person_ids: Collection[str], event: str) -> dict[str, float]:
        """When something last happened to each, by person; not of whom it never did."""
        query = select(audit.c.person_id, func.max(audit.c.at)).where(audit.c.event == event)
        return {
            row[0]: row[1]
            for some in some_at_a_time(person_ids)
            for row in self._connection.execute(
                query.where(audit.c.person_id.in_(some)).group_by(audit.c.person_id)
            )
        }

    def newest(self, person_ids: Collection[str], events: Collection[str]) -> dict[str, int]:
        """The number of the newest of some events about each, by person; not of whom there is none."""
        query = select(audit.c.person_id, func.max(audit.c.id)).where(audit.c.event.in_(events))
        return {
            row[0]: row[1]
            for some in some_at_a_time(person_ids)
            for row in self._connection.execute(
                query.where(audit.c.person_id.in_(some)).group_by(audit.c.person_id)
            )
        }

    def of(self, person_id: str, events: Collection[str], *, count: int) -> list[AuditEntry]:
        """The newest of some events about one person, newest first."""
        query = select(audit).where(audit.c.person_id == person_id, audit.c.event.in_(events))
        rows = self._connection.execute(query.order_by(audit.c.at.desc(), audit.c.id.desc()).limit(count))
        return [entry(row) for row in rows]

    def about(
        self,
        scope: Scope,
        events: Collection[str],
        *,
        since: float,
        before: int | None = None,
        not_by: str | None = None,
        count: int,
    ) -> list[tuple[int, AuditEntry]]:
        """The newest of some events about the students of a scope, with their numbers, newest first.

        `before` gives those older than a number; `not_by` leaves out what one person did, and what nobody of
        the staff did.
        """
        students = select(people.c.id).where(is_student(), in_scope(scope))
        query = select(audit).where(
            audit.c.person_id.in_(students), audit.c.event.in_(events), audit.c.at >= since
        )
        if before is not None:
            query = query.where(audit.c.id < before)
        if not_by is not None:
            query = query.where(audit.c.by_id.is_not(None), audit.c.by_id != not_by)
        rows = self._connection.execute(query.order_by(audit.c.id.desc()).limit(count))
        return [(row.id, entry(row)) for row in rows]
