"""Who signed in to which app, and what the app was given for it: codes and tokens, as hashes alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, bindparam, delete, exists, insert, select, update

from harmony_server.store.sign_on_tables import sign_on_tokens, sign_ons, used_assertions
from harmony_server.store.tables import sessions
from harmony_server.store.upserting import insert_new

AT_ONCE = 100


@dataclass(frozen=True)
class SignOnRecord:
    """One sign-in to one app."""

    id: str
    client_id: str
    person_id: str
    session_hash: str
    """Of the portal's session that it began with."""
    scope: str
    claims: str
    """What the app asked for by name, as JSON (OpenID Connect Core 1.0, section 5.5)."""
    amr: str
    auth_time: float
    created_at: float
    ended_at: float | None = None
    """When the app gave its tokens back or misused one; None for the most."""
    told_at: float | None = None
    """When the app was told that the session is over."""


@dataclass(frozen=True)
class IssuedToken:
    """A code or token, with what it was given for."""

    token_hash: str
    kind: str
    """`code`, `access` or `refresh`."""
    expires_at: float
    used_at: float | None
    details: str | None
    sign_on: SignOnRecord
    session_is_open: bool
    """Whether the portal still knows the session that it began with."""


# Made once: what an app asks is asked thousands of times a minute.
_ADDED = insert(sign_ons)
_TOKENS_ADDED = insert(sign_on_tokens)
_FOUND = (
    select(
        sign_on_tokens,
        *(column.label(f"of_{column.name}") for column in sign_ons.c),
        exists().where(sessions.c.token_hash == sign_ons.c.session_hash).label("session_is_open"),
    )
    .join(sign_ons, sign_ons.c.id == sign_on_tokens.c.sign_on_id)
    .where(sign_on_tokens.c.token_hash == bindparam("which"))
)
_USED = (
    update(sign_on_tokens)
    .where(sign_on_tokens.c.token_hash == bindparam("which"), sign_on_tokens.c.used_at.is_(None))
    .values(used_at=bindparam("now"))
)


class SignOns:
    """Sign-ins to apps, with their codes and tokens."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, sign_on: SignOnRecord) -> None:
        """Record a sign-in."""
        self._connection.execute(_ADDED, asdict(sign_on))

    def add_token(
        self, token_hash: str, kind: str, sign_on_id: str, expires_at: float, details: str | None = None
    ) -> None:
        """Record a code or token of a sign-in."""
        values = {"token_hash": token_hash, "kind": kind, "sign_on_id": sign_on_id, "details": details}
        self._connection.execute(_TOKENS_ADDED, values | {"expires_at": expires_at, "used_at": None})

    def find(self, token_hash: str) -> IssuedToken | None:
        """A code or token by its hash, whether or not it is still good."""
        row = self._connection.execute(_FOUND, {"which": token_hash}).first()
        if row is None:
            return None
        values = row._asdict()
        of = {name.removeprefix("of_"): value for name, value in values.items() if name.startswith("of_")}
        return IssuedToken(
            row.token_hash,
            row.kind,
            row.expires_at,
            row.used_at,
            row.details,
            SignOnRecord(**of),
            bool(row.session_is_open),
        )

    def use(self, token_hash: str, now: float) -> bool:
        """Use what is good once; says whether nobody did before. Of two at once one has it."""
        return self._connection.execute(_USED, {"which": token_hash, "now": now}).rowcount == 1

    def expire(self, token_hash: str, now: float) -> None:
        """Let one token be good no longer."""
        this = update(sign_on_tokens).where(sign_on_tokens.c.token_hash == token_hash)
        self._connection.execute(this.values(expires_at=now))

    def end(self, sign_on_id: str, now: float) -> None:
        """Let nothing of a sign-in be good any longer."""
        this = update(sign_ons).where(sign_ons.c.id == sign_on_id, sign_ons.c.ended_at.is_(None))
        self._connection.execute(this.values(ended_at=now))

    def clients_of(self, session_hash: str) -> set[str]:
        """The apps that somebody signed in to with a session."""
        query = select(sign_ons.c.client_id).where(sign_ons.c.session_hash == session_hash).distinct()
        return set(self._connection.execute(query).scalars())

    def take_untold(self, client_ids: Collection[str], now: float) -> list[SignOnRecord]:
        """Some sign-ins to these apps whose session is over; nobody else takes the same."""
        over = ~exists().where(sessions.c.token_hash == sign_ons.c.session_hash)
        untold = select(sign_ons).where(
            sign_ons.c.client_id.in_(client_ids), sign_ons.c.told_at.is_(None), over
        )
        rows = self._connection.execute(untold.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
        ids = [row.id for row in rows]
        if ids:
            self._connection.execute(update(sign_ons).where(sign_ons.c.id.in_(ids)).values(told_at=now))
        return [SignOnRecord(**row._asdict()) for row in rows]

    def use_assertion(self, assertion_hash: str, expires_at: float) -> bool:
        """Note that a client's assertion was used; says whether it was not before."""
        values = {"assertion_hash": assertion_hash, "expires_at": expires_at}
        return insert_new(self._connection, used_assertions, values)

    def forget_before(self, time: float) -> None:
        """Drop what was good until then at the latest: some at each call."""
        for table, key in (
            (sign_on_tokens, sign_on_tokens.c.token_hash),
            (used_assertions, used_assertions.c.assertion_hash),
        ):
            old = select(key).where(table.c.expires_at < time).limit(AT_ONCE)
            mine = old.with_for_update(skip_locked=True)
            self._connection.execute(delete(table).where(key.in_(mine)))
        has_tokens = exists().where(sign_on_tokens.c.sign_on_id == sign_ons.c.id)
        bare = select(sign_ons.c.id).where(sign_ons.c.created_at < time, ~has_tokens).limit(AT_ONCE)
        mine = bare.with_for_update(skip_locked=True)
        self._connection.execute(delete(sign_ons).where(sign_ons.c.id.in_(mine)))
