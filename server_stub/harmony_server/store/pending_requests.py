"""What apps asked for and nobody has answered yet, found by the hash of an id that the browser carries."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select

from harmony_server.store.sign_on_tables import pending_requests

AT_ONCE = 100


@dataclass(frozen=True)
class PendingRequest:
    """One request that waits."""

    id_hash: str
    kind: str
    """`authorize`: of a browser; `pushed`: of an app's server (RFC 9126); `launch`: of a tile."""
    client_id: str
    parameters: str
    """As they came, as JSON."""
    created_at: float
    expires_at: float


class PendingRequests:
    """Requests that wait for somebody to sign in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, request: PendingRequest) -> None:
        """Keep a request."""
        self._connection.execute(insert(pending_requests), asdict(request))

    def get(self, id_hash: str) -> PendingRequest | None:
        """The request with this hash, whether or not its time is over."""
        query = select(pending_requests).where(pending_requests.c.id_hash == id_hash)
        row = self._connection.execute(query).first()
        return PendingRequest(**row._asdict()) if row else None

    def take(self, id_hash: str) -> bool:
        """Drop a request that is answered now; says whether it was there. Of two at once one has it."""
        this = delete(pending_requests).where(pending_requests.c.id_hash == id_hash)
        return self._connection.execute(this).rowcount == 1

    def forget_before(self, time: float) -> None:
        """Drop what nobody answered in time: some at each call."""
        old = select(pending_requests.c.id_hash).where(pending_requests.c.expires_at < time).limit(AT_ONCE)
        mine = old.with_for_update(skip_locked=True)
        self._connection.execute(delete(pending_requests).where(pending_requests.c.id_hash.in_(mine)))
