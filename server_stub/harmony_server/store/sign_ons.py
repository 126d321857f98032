"""Who signed in to which app, and what the app was given for it: tokens, as hashes alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from harmony_server.store.people import KnownPerson, known_person, whole
from harmony_server.store.prepared import Prepared, inserting
from harmony_server.store.sign_on_tables import sign_on_tokens, sign_ons, used_assertions
from harmony_server.store.tables import people, sessions
from harmony_server.store.upserting import insert_new
from harmony_server.store.versions import LATEST, has_begun

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
    """A token, with what it was given for."""

    token_hash: str
    kind: str
    """`access` or `refresh`."""
    expires_at: float
    used_at: float | None
    sign_on: SignOnRecord
    session_is_open: bool
    """Whether the portal still knows the session that it began with."""
    known: KnownPerson
    """Who signed in, as the roster has them now."""


@dataclass(frozen=True)
class Whose:
    """Who signed in, as the roster has them now, and whether their session goes on."""

    known: KnownPerson
    session_is_open: bool


_OF = [each.name for each in fields(SignOnRecord)]
_TOKEN = ("token_hash", "kind", "expires_at", "used_at")
_BEGUN = {
    dialect: Prepared(
        insert(sign_ons)
        .values({name: bindparam(name) for name in _OF})
        .on_conflict_do_nothing()
        .returning(sign_ons.c.id)
    )
    for dialect, insert in (("postgresql", postgresql.insert), ("sqlite", sqlite.insert))
}
_TOKEN_ADDED = inserting(sign_on_tokens, *_TOKEN, "sign_on_id")
_FOUND = Prepared(
    select(
        *(sign_on_tokens.c[name].label(f"token_{name}") for name in _TOKEN),
        *(sign_ons.c[name].label(f"of_{name}") for name in _OF),
        exists().where(sessions.c.token_hash == sign_ons.c.session_hash).label("session_is_open"),
        *whole(LATEST.c.version),
    )
    .select_from(
        sign_on_tokens.join(sign_ons, sign_ons.c.id == sign_on_tokens.c.sign_on_id)
        .join(people, people.c.id == sign_ons.c.person_id)
        .join(LATEST, true())
    )
    .where(sign_on_tokens.c.token_hash == bindparam("which"), has_begun(people, LATEST.c.version))
)
_WHOSE = Prepared(
    select(
        exists().where(sessions.c.token_hash == bindparam("which")).label("session_is_open"),
        *whole(LATEST.c.version),
    )
    .select_from(people.join(LATEST, true()))
    .where(people.c.id == bindparam("who"), has_begun(people, LATEST.c.version))
)
_USED = Prepared(
    update(sign_on_tokens)
    .where(sign_on_tokens.c.token_hash == bindparam("which"), sign_on_tokens.c.used_at.is_(None))
    .values(used_at=bindparam("now"))
    .returning(sign_on_tokens.c.token_hash)
)


class SignOns:
    """Sign-ins to apps, with their tokens."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, sign_on: SignOnRecord) -> bool:
        """Record a sign-in; says whether it was not begun before. Of two at once one has it."""
        begun = _BEGUN[self._connection.dialect.name]
        return bool(begun.rows(self._connection, **_values(sign_on)))

    def whose(self, sign_on: SignOnRecord) -> Whose | None:
        """Who signed in."""
        values = {"who": sign_on.person_id, "which": sign_on.session_hash}
        row = _WHOSE.first(self._connection, **values)
        return Whose(known_person(row), row.session_is_open) if row else None

    def add_token(self, token_hash: str, kind: str, sign_on_id: str, expires_at: float) -> None:
        """Record a token of a sign-in."""
        values = {"token_hash": token_hash, "kind": kind, "sign_on_id": sign_on_id}
        _TOKEN_ADDED.rows(self._connection, **values, expires_at=expires_at, used_at=None)

    def find(self, token_hash: str) -> IssuedToken | None:
        """A token by its hash, whether or not it is still good, and whose it is."""
        row = _FOUND.first(self._connection, which=token_hash)
        return _issued(row) if row else None

    def use(self, token_hash: str, now: float) -> bool:
        """Use what is good once; says whether nobody did before. Of two at once one has it."""
        return bool(_USED.rows(self._connection, which=token_hash, now=now))

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


def _issued(row: Any) -> IssuedToken:
    token = {name: getattr(row, f"token_{name}") for name in _TOKEN}
    sign_on = SignOnRecord(**{name: getattr(row, f"of_{name}") for name in _OF})
    return IssuedToken(**token, sign_on=sign_on, session_is_open=row.session_is_open, known=known_person(row))


def _values(sign_on: SignOnRecord) -> dict[str, Any]:
    return {name: getattr(sign_on, name) for name in _OF}
