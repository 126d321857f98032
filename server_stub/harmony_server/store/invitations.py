"""Invitations to set a password and a second step. A link is found by its hash, never by itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from harmony_server.store.staff_tables import invitations


@dataclass(frozen=True)
class InvitationRecord:
    """One invitation."""

    id: str
    token_hash: str
    """SHA-256 of what its link holds, 64 hexadecimal digits."""
    person_id: str
    made_by: str | None
    """A person's id; None where it was the operator of the machine."""
    made_at: float
    expires_at: float
    ended_at: float | None

    def is_open(self, now: float) -> bool:
        """Whether it can still be followed."""
        return self.ended_at is None and now < self.expires_at


class Invitations:
    """Invitations: ended, never deleted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_hash(self, token_hash: str) -> InvitationRecord | None:
        """The invitation with this hash, open or not."""
        query = select(invitations).where(invitations.c.token_hash == token_hash)
        row = self._connection.execute(query).first()
        return InvitationRecord(**row._asdict()) if row else None

    def open_until(self, person_ids: Collection[str], now: float) -> dict[str, float]:
        """By person, until when the invitation is good that they did not follow yet."""
        query = (
            select(invitations.c.person_id, func.max(invitations.c.expires_at))
            .where(invitations.c.person_id.in_(person_ids))
            .where(invitations.c.ended_at.is_(None), invitations.c.expires_at > now)
            .group_by(invitations.c.person_id)
        )
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def add(self, invitation: InvitationRecord) -> None:
        """Record a new invitation."""
        self._connection.execute(insert(invitations), vars(invitation))

    def renew(self, person_id: str, token_hash: str, now: float) -> bool:
        """Have a person's open invitation found by another hash; says whether there is one."""
        theirs = invitations.c.person_id == person_id, invitations.c.ended_at.is_(None)
        renewed = update(invitations).where(*theirs, invitations.c.expires_at > now)
        return self._connection.execute(renewed.values(token_hash=token_hash)).rowcount > 0

    def end_of(self, person_id: str, now: float) -> bool:
        """End every invitation of a person that is not ended; says whether there were any."""
        theirs = invitations.c.person_id == person_id, invitations.c.ended_at.is_(None)
        ended = update(invitations).where(*theirs).values(ended_at=now)
        return self._connection.execute(ended).rowcount > 0
