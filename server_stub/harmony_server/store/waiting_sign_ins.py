"""Sign-ins by badge that wait for their second step, found by the hash of an id that the browser carries."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select

from harmony_server.store.tables import waiting_sign_ins

AT_ONCE = 100


@dataclass(frozen=True)
class WaitingSignIn:
    """A badge that was shown in one browser."""

    token_hash: str
    person_id: str
    badge_id: str
    kid: str
    expires_at: float


class WaitingSignIns:
    """Sign-ins that wait."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, waiting: WaitingSignIn) -> None:
        """Keep one."""
        self._connection.execute(insert(waiting_sign_ins), asdict(waiting))

    def get(self, token_hash: str) -> WaitingSignIn | None:
        """The one with this hash, whether or not its time is over."""
        query = select(waiting_sign_ins).where(waiting_sign_ins.c.token_hash == token_hash)
        row = self._connection.execute(query).first()
        return WaitingSignIn(**row._asdict()) if row else None

    def end(self, token_hash: str) -> bool:
        """Forget one; says whether it was there. Of two at once one has it."""
        this = delete(waiting_sign_ins).where(waiting_sign_ins.c.token_hash == token_hash)
        return self._connection.execute(this).rowcount == 1

    def forget_before(self, time: float) -> None:
        """Forget what nobody went on with in time: some at each call."""
        old = select(waiting_sign_ins.c.token_hash).where(waiting_sign_ins.c.expires_at < time).limit(AT_ONCE)
        mine = old.with_for_update(skip_locked=True)
        gone = delete(waiting_sign_ins).where(waiting_sign_ins.c.token_hash.in_(mine))
        self._connection.execute(gone)
