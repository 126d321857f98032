"""The challenges that passkeys are to sign: each is taken once, by the session it was made for."""

from __future__ import annotations

from sqlalchemy import Connection, delete

from harmony_server.store.staff_tables import passkey_challenges
from harmony_server.store.upserting import upsert


class PasskeyChallenges:
    """One challenge a session and purpose."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, session: str, purpose: str, challenge: str, expires_at: float) -> None:
        """Keep a challenge, in place of the one before."""
        values = {"session": session, "purpose": purpose, "challenge": challenge, "expires_at": expires_at}
        self._connection.execute(upsert(self._connection, passkey_challenges), values)

    def take(self, session: str, purpose: str, now: float) -> str | None:
        """A challenge that is good still, which nobody gets again; None if there is none."""
        self._connection.execute(delete(passkey_challenges).where(passkey_challenges.c.expires_at <= now))
        its = passkey_challenges.c.session == session, passkey_challenges.c.purpose == purpose
        taken = delete(passkey_challenges).where(*its).returning(passkey_challenges.c.challenge)
        challenge: str | None = self._connection.execute(taken).scalar_one_or_none()
        return challenge
