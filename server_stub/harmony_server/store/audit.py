"""What happened at the door: by id, never a name, a password or a badge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from harmony_server.store.prepared import inserting
from harmony_server.store.tables import audit

AT_ONCE = 500
_ADDED = insert(audit)
_ONE_ADDED = inserting(audit, "at", "event", "outcome", "person_id", "amr", "by_id", "note")


@dataclass(frozen=True)
class AuditEntry:
    """One event."""

    at: float
    event: str
    """What happened: `sign_in`, `sign_out`, `badge_issued`, `badge_printed`, `badge_exported`, `badge_ended`,
    `password_set`, `key_ended`, `grant_given`, `grant_taken_back`, `roster_imported`, `roster_undone`,
    `person_erased`, `second_step`, `second_step_set`, `second_step_removed`, `session_ended`, `invited`,
    `invitation_accepted`, `backup_code`, `backup_code_ended`, `temporary_badge`, `temporary_badge_ended`,
    `badge_restored`, `sessions_ended`, `second_step_reset`, `app_added`, `app_changed`, `app_removed`,
    `app_undone`, `app_secret`."""
    outcome: str
    """`ok`, the stable code of the problem, or what it was about: a state, a kind of grant, a key."""
    person_id: str | None
    """Whom it was about; None where nobody was recognised."""
    amr: str | None
    """An `AuthenticationMethod`, where one was shown."""
    by_id: str | None = None
    """Who did it, by person id; None for the person themself, the operator of the machine, and the portal."""
    note: str | None = None
    """One plain word more, such as why."""


class Audit:
    """The audit log, append-only but for its retention."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        event: str,
        outcome: str,
        *,
        now: float,
        person_id: str | None = None,
        amr: str | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> None:
        """Record an event; `by` is who did it, where that is another than the person it is about."""
        about = {"person_id": person_id, "amr": amr, "by_id": by, "note": note}
        _ONE_ADDED.rows(self._connection, at=now, event=event, outcome=outcome, **about)

    def add_for_each(
        self,
        person_ids: Iterable[str],
        event: str,
        outcome: str,
        *,
        now: float,
        amr: str | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> None:
        """Record the same event for several people."""
        values = {"at": now, "event": event, "outcome": outcome, "amr": amr, "by_id": by, "note": note}
        if rows := [values | {"person_id": each} for each in person_ids]:
            self._connection.execute(_ADDED, rows)

    def last(self, count: int) -> list[AuditEntry]:
        """The newest events, newest first."""
        rows = self._connection.execute(select(audit).order_by(audit.c.id.desc()).limit(count))
        return [entry(row) for row in rows]

    def about(self, person_id: str, count: int) -> list[AuditEntry]:
        """The newest events about a person, newest first."""
        theirs = select(audit).where(audit.c.person_id == person_id)
        rows = self._connection.execute(theirs.order_by(audit.c.id.desc()).limit(count))
        return [entry(row) for row in rows]

    def forget_who(self, person_id: str) -> None:
        """Keep what happened, and forget who it was about, or by."""
        for column in (audit.c.person_id, audit.c.by_id):
            theirs = update(audit).where(column == person_id)
            self._connection.execute(theirs.values({column: None, audit.c.note: None}))

    def forget_before(self, time: float) -> bool:
        """Drop some events that are older than the district keeps them; says whether there were any."""
        old = select(audit.c.id).where(audit.c.at < time).limit(AT_ONCE)
        mine = old.with_for_update(skip_locked=True)  # several processes may start at once
        return self._connection.execute(delete(audit).where(audit.c.id.in_(mine))).rowcount > 0


def entry(row: Row[Any]) -> AuditEntry:
    """A row of the table as a value."""
    return AuditEntry(row.at, row.event, row.outcome, row.person_id, row.amr, row.by_id, row.note)
