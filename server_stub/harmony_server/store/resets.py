"""Links by which a forgotten password is set anew, found by the hash of their token."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from harmony_server.store.account_tables import password_resets

AT_ONCE = 500


@dataclass(frozen=True)
class ResetRecord:
    """A link that was sent and not used yet."""

    token_hash: str
    person_id: str
    mail_id: str
    expires_at: float


class PasswordResets:
    """Links by token and by person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, token_hash: str) -> ResetRecord | None:
        """The link with this token, whether or not its time is over."""
        query = select(password_resets).where(password_resets.c.token_hash == token_hash)
        row = self._connection.execute(query).first()
        return ResetRecord(**row._asdict()) if row else None

    def put(self, record: ResetRecord) -> None:
        """Record a link, in place of the one that the same mail had at an earlier try."""
        self.forget_of_mail(record.mail_id)
        self._connection.execute(insert(password_resets), vars(record))

    def forget_of_mail(self, mail_id: str) -> None:
        """Forget the link of a mail that did not arrive."""
        self._connection.execute(delete(password_resets).where(password_resets.c.mail_id == mail_id))

    def forget_of(self, person_id: str) -> None:
        """Forget every link of a person."""
        self._connection.execute(delete(password_resets).where(password_resets.c.person_id == person_id))

    def forget_ended_before(self, time: float) -> bool:
        """Forget some whose time was over before; says whether there was any."""
        old = select(password_resets.c.token_hash).where(password_resets.c.expires_at < time).limit(AT_ONCE)
        mine = old.with_for_update(skip_locked=True)
        gone = delete(password_resets).where(password_resets.c.token_hash.in_(mine))
        return self._connection.execute(gone).rowcount > 0
