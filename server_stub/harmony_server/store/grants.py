"""What people were given to do in the portal. What follows from the roster is not here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, not_, or_, select, update

from harmony.grants import Grant, GrantKind
from harmony_server.store.prepared import Prepared
from harmony_server.store.tables import grants, people
from harmony_server.store.versions import holds


@dataclass(frozen=True)
class GrantRecord:
    """A grant that was given, and by whom."""

    id: str
    person_id: str
    grant: Grant
    given_by: str | None
    """A person's id; None where it was the operator of the machine."""
    given_at: float
    ended_at: float | None


_HELD = Prepared(
    select(grants)
    .where(grants.c.person_id == bindparam("who"), grants.c.ended_at.is_(None))
    .order_by(grants.c.given_at, grants.c.id)
)


class Grants:
    """Grant records: ended, never deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def held_by(self, person_id: str) -> list[GrantRecord]:
        """The grants that a person holds now, oldest first."""
        return [_record(row) for row in _HELD.rows(self._connection, who=person_id)]

    def get(self, grant_id: str) -> GrantRecord | None:
        """A grant, whether or not it is held still."""
        row = self._connection.execute(select(grants).where(grants.c.id == grant_id)).first()
        return _record(row) if row else None

    def holders(self, kind: GrantKind) -> set[str]:
        """Everybody of the latest roster who holds a grant of this kind now."""
        query = select(grants.c.person_id).join(people, people.c.id == grants.c.person_id)
        now = grants.c.kind == kind.value, grants.c.ended_at.is_(None), holds(people), people.c.enabled
        return set(self._connection.scalars(query.where(*now)))

    def end_of_leavers(self, now: float) -> set[str]:
        """End whatever is held by people who cannot sign in any more; gives who they were."""
        gone = select(people.c.id).where(or_(not_(holds(people)), not_(people.c.enabled)))
        theirs = update(grants).where(grants.c.ended_at.is_(None), grants.c.person_id.in_(gone))
        return set(self._connection.scalars(theirs.values(ended_at=now).returning(grants.c.person_id)))

    def add(self, *, grant_id: str, person_id: str, grant: Grant, given_by: str | None, now: float) -> None:
        """Record a grant that is given."""
        values = {"person_id": person_id, "kind": grant.kind.value, "school_id": grant.school_id}
        self._connection.execute(
            insert(grants).values(id=grant_id, given_by=given_by, given_at=now, **values)
        )

    def end(self, grant_id: str, now: float) -> None:
        """Record that a grant was taken back."""
        self._connection.execute(update(grants).where(grants.c.id == grant_id).values(ended_at=now))


def _record(row: Any) -> GrantRecord:
    return GrantRecord(
        id=row.id,
        person_id=row.person_id,
        grant=Grant(GrantKind(row.kind), row.school_id),
        given_by=row.given_by,
        given_at=row.given_at,
        ended_at=row.ended_at,
    )
