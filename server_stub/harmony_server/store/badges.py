"""The record of every badge: whose it is and whether it still opens the door."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, insert, select, update

from harmony.model import BadgeState
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
        query = select(badges).where(
            badges.c.person_id.in_(person_ids), badges.c.state == BadgeState.ISSUED.value
        )
        return {row.person_id: record(row) for row in self._connection.execute(query)}

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

    def add(self, *, badge_id: str, person_id: str, kid: str, now: float) -> None:
        """Record a newly issued badge."""
        values = {"badge_id": badge_id, "person_id": person_id, "kid": kid, "issued_at": now}
        self._connection.execute(insert(badges).values(state=BadgeState.ISSUED.value, **values))

    def end(self, badge_id: str, state: BadgeState, now: float) -> None:
        """Record that a badge is void or replaced from now on."""
        self._set(badge_id, state=state.value, ended_at=now)

    def used(self, badge_id: str, now: float) -> None:
        """Record that somebody signed in with a badge."""
        _USED.rows(self._connection, which=badge_id, now=now)

    def _set(self, badge_id: str, **values: object) -> None:
        self._connection.execute(update(badges).where(badges.c.badge_id == badge_id).values(**values))


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
    )
