"""Substitutes: a badge for one class until a time, and the browsers that came in by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from harmony_server.store.locking import lock, locking
from harmony_server.store.students import Scope
from harmony_server.store.tables import classes, substitute_sessions, substitutes


@dataclass(frozen=True)
class SubstituteRecord:
    """One substitute's badge. Like any other it is not stored: its key makes it again."""

    id: str
    class_id: str
    given_by: str
    name: str
    badge_id: str
    kid: str
    given_at: float
    until: float
    ended_at: float | None
    last_used_at: float | None

    def is_open(self, now: float) -> bool:
        """Whether the badge opens its class."""
        return self.ended_at is None and now < self.until


class Substitutes:
    """Substitutes by id, by badge, by session."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: SubstituteRecord) -> None:
        """Record a new one."""
        self._connection.execute(insert(substitutes).values(**record.__dict__))

    def get(self, substitute_id: str) -> SubstituteRecord | None:
        """A substitute; nobody else ends it before this transaction ends."""
        return self._one(select(substitutes).where(substitutes.c.id == substitute_id))

    def by_badge(self, badge_id: str) -> SubstituteRecord | None:
        """The substitute of a badge; likewise."""
        return self._one(select(substitutes).where(substitutes.c.badge_id == badge_id))

    def by_session(self, token_hash: str) -> tuple[SubstituteRecord, float] | None:
        """Who a session belongs to, and when it was last used."""
        query = select(substitutes, substitute_sessions.c.seen_at).join(
            substitute_sessions, substitute_sessions.c.substitute_id == substitutes.c.id
        )
        row = self._connection.execute(query.where(substitute_sessions.c.token_hash == token_hash)).first()
        return (_record(row), row.seen_at) if row else None

    def of(self, scope: Scope, given_by: str, *, now: float) -> list[SubstituteRecord]:
        """Those whose time is not over, of a scope's classes and those that somebody gave, by time."""
        query = select(substitutes).join(classes, classes.c.id == substitutes.c.class_id)
        query = query.where(substitutes.c.ended_at.is_(None), substitutes.c.until > now)
        if not scope.everything:
            query = query.where(
                or_(
                    substitutes.c.given_by == given_by,
                    classes.c.id.in_(scope.class_ids),
                    classes.c.school_id.in_(scope.school_ids),
                )
            )
        return [_record(row) for row in self._connection.execute(query.order_by(substitutes.c.until))]

    def end(self, substitute_id: str, now: float) -> None:
        """End one, and forget its sessions."""
        this = update(substitutes).where(substitutes.c.id == substitute_id)
        self._connection.execute(this.values(ended_at=now))
        theirs = substitute_sessions.c.substitute_id == substitute_id
        self._connection.execute(delete(substitute_sessions).where(theirs))

    def begin_session(self, substitute_id: str, token_hash: str, now: float) -> None:
        """Record a browser that came in by the badge."""
        session = {"token_hash": token_hash, "substitute_id": substitute_id}
        self._connection.execute(insert(substitute_sessions).values(begun_at=now, seen_at=now, **session))
        this = update(substitutes).where(substitutes.c.id == substitute_id)
        self._connection.execute(this.values(last_used_at=now))

    def touch_session(self, token_hash: str, now: float) -> None:
        """Record that a session was used."""
        this = substitute_sessions.c.token_hash == token_hash
        self._connection.execute(update(substitute_sessions).where(this).values(seen_at=now))

    def end_session(self, token_hash: str) -> None:
        """Forget a session; nothing happens if there is none."""
        this = substitute_sessions.c.token_hash == token_hash
        self._connection.execute(delete(substitute_sessions).where(this))

    def _one(self, query: Any) -> SubstituteRecord | None:
        lock(self._connection, locking(query))
        row = self._connection.execute(query).first()
        return _record(row) if row else None


def _record(row: Row[Any]) -> SubstituteRecord:
    return SubstituteRecord(
        row.id,
        row.class_id,
        row.given_by,
        row.name,
        row.badge_id,
        row.kid,
        row.given_at,
        row.until,
        row.ended_at,
        row.last_used_at,
    )
