"""The record of every badge: whose it is and whether it still opens the door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, insert, select, update

from harmony.model import BadgeState
from harmony_server.store.asking import some_at_a_time
from harmony_server.store.prepared import Prepared
from harmony_server.store.tables import badges


@dataclass(frozen=True)
class BadgeRecord:
    """One badge. The token itself is not stored: the key makes the same one again."""

    badge_id: str
    person_id: str
    kid: str
    state: BadgeState
    issued_at: float
    ended_at: float | None
    last_used_at: float | None
    ended_by: str | None = None
    """A person's id; None where the operator of the machine or the portal itself ended it."""
    ended_reason: str | None = None
    opens_until: float | None = None
    """For a temporary badge, when it opens no more."""


_BY_ID = Prepared(select(badges).where(badges.c.badge_id == bindparam("which")))
_USED = Prepared(
    update(badges).where(badges.c.badge_id == bindparam("which")).values(last_used_at=bindparam("now"))
)


class Badges:
    """Badge records. The database allows one issued badge per person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, badge_id: str) -> BadgeRecord | None:
        """The record of a badge id."""
        row = _BY_ID.first(self._connection, which=badge_id)
        return record(row) if row else None

    def issued_to(self, person_id: str) -> BadgeRecord | None:
        """The one badge with which a person can sign in now."""
        query = select(badges).where(
            badges.c.person_id == person_id, badges.c.state == BadgeState.ISSUED.value
        )
        row = self._connection.execute(query).first()
        return record(row) if row else None

    def issued_to_any(self, person_ids: Collection[str]) -> dict[str, BadgeRecord]:
        """The same for several people, by id; whoever has none is left out."""
        issued = select(badges).where(badges.c.state == BadgeState.ISSUED.value)
        return {
            row.person_id: record(row)
            for some in some_at_a_time(person_ids)
            for row in self._connection.execute(issued.where(badges.c.person_id.in_(some)))
        }

    def of_any(self, person_ids: Collection[str]) -> dict[str, list[BadgeRecord]]:
        """Every badge that several people ever had, newest first, by person; not of who had none."""
        found: dict[str, list[BadgeRecord]] = defaultdict(list)
        for some in some_at_a_time(person_ids):
            query = select(badges).where(badges.c.person_id.in_(some))
            for row in self._connection.execute(query.order_by(badges.c.issued_at.desc(), badges.c.badge_id)):
                found[row.person_id].append(record(row))
        return dict(found)

    def kids(self) -> set[str]:
        """The ids of the keys that signed the badges which open now."""
        query = select(badges.c.kid).where(badges.c.state == BadgeState.ISSUED.value).distinct()
        return set(self._connection.execute(query).scalars())

    def count_issued(self, kid: str) -> int:
        """How many badges open now that a key signed."""
        query = select(func.count()).select_from(badges).where(_opens(kid))
        return self._connection.execute(query).scalar_one()

    def holders(self, kid: str, *, count: int) -> list[str]:
        """So many of the people whose badge a key signed, by id."""
        query = select(badges.c.person_id).where(_opens(kid)).order_by(badges.c.person_id).limit(count)
        return list(self._connection.execute(query).scalars())

    def end_of_key(self, kid: str, person_ids: Collection[str], state: BadgeState, now: float) -> list[str]:
        """Record that these people's badges of a key are ended; gives whose were."""
        theirs = update(badges).where(_opens(kid), badges.c.person_id.in_(person_ids))
        ended = theirs.values(state=state.value, ended_at=now).returning(badges.c.person_id)
        return list(self._connection.execute(ended).scalars())

    def of(self, person_id: str) -> list[BadgeRecord]:
        """Every badge a person ever had, newest first."""
        query = select(badges).where(badges.c.person_id == person_id)
        rows = self._connection.execute(query.order_by(badges.c.issued_at.desc(), badges.c.badge_id))
        return [record(row) for row in rows]

    def add(
        self, *, badge_id: str, person_id: str, kid: str, now: float, opens_until: float | None = None
    ) -> None:
        """Record a newly issued badge; a temporary one if it opens until a time."""
        state = BadgeState.ISSUED if opens_until is None else BadgeState.TEMPORARY
        values = {"badge_id": badge_id, "person_id": person_id, "kid": kid, "issued_at": now}
        self._connection.execute(insert(badges).values(state=state.value, opens_until=opens_until, **values))

    def temporary_of(self, person_id: str) -> list[BadgeRecord]:
        """A person's temporary badges that nobody ended, whether or not their time is over."""
        query = select(badges).where(
            badges.c.person_id == person_id, badges.c.state == BadgeState.TEMPORARY.value
        )
        return [record(row) for row in self._connection.execute(query)]

    def get_any(self, badge_ids: Collection[str]) -> list[BadgeRecord]:
        """The records of several badge ids; of one that is unknown there is none."""
        return [
            record(row)
            for some in some_at_a_time(badge_ids)
            for row in self._connection.execute(select(badges).where(badges.c.badge_id.in_(some)))
        ]

    def end(
        self,
        badge_ids: Collection[str],
        state: BadgeState,
        now: float,
        *,
        by: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Record that badges are void or replaced from now on."""
        self._set(badge_ids, state=state.value, ended_at=now, ended_by=by, ended_reason=reason)

    def restore(self, badge_ids: Collection[str]) -> None:
        """Record that badges open again that were ended."""
        opens = BadgeState.ISSUED.value
        self._set(badge_ids, state=opens, ended_at=None, ended_by=None, ended_reason=None)

    def used(self, badge_id: str, now: float) -> None:
        """Record that somebody signed in with a badge."""
        _USED.rows(self._connection, which=badge_id, now=now)

    def _set(self, badge_ids: Collection[str], **values: object) -> None:
        for some in some_at_a_time(badge_ids):
            self._connection.execute(update(badges).where(badges.c.badge_id.in_(some)).values(**values))


def _opens(kid: str) -> ColumnElement[bool]:
    return and_(badges.c.kid == kid, badges.c.state == BadgeState.ISSUED.value)


def record(row: Any) -> BadgeRecord:
    """A row with the columns of a badge as a value."""
    return BadgeRecord(
        badge_id=row.badge_id,
        person_id=row.person_id,
        kid=row.kid,
        state=BadgeState(row.state),
        issued_at=row.issued_at,
        ended_at=row.ended_at,
        last_used_at=row.last_used_at,
        ended_by=row.ended_by,
        ended_reason=row.ended_reason,
        opens_until=row.opens_until,
    )
