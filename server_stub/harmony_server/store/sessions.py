"""Who is signed in. A session is found by the hash of its id, never by the id itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from harmony_server.store.asking import some_at_a_time
from harmony_server.store.prepared import Prepared
from harmony_server.store.tables import sessions

AT_ONCE = 100
PUBLIC_ID_LENGTH = 20
"""Hexadecimal digits of the hash: 80 bits, which no two sessions share."""


@dataclass(frozen=True)
class SessionRecord:
    """One signed-in browser."""

    token_hash: str
    """SHA-256 of the session id, 64 hexadecimal digits."""
    person_id: str
    amr: str
    """The `AuthenticationMethod` that was shown at the door."""
    created_at: float
    last_seen_at: float
    kid: str | None
    """The key of the badge it began with; None where it began with something else."""
    device: str | None
    """What kind of device the browser said it runs on; nothing else of what it said is kept."""
    second_step: str | None
    """Which second step was done last; None where none was."""
    second_step_at: float | None

    @property
    def public_id(self) -> str:
        """What the session is called where its owner sees it; it opens nothing."""
        return self.token_hash[:PUBLIC_ID_LENGTH]


@dataclass(frozen=True)
class NewSession:
    """A session that begins."""

    token_hash: str
    person_id: str
    amr: str
    now: float
    kid: str | None = None
    device: str | None = None


_COLUMNS = [each.name for each in fields(SessionRecord)]
_BY_HASH = Prepared(select(sessions).where(sessions.c.token_hash == bindparam("which")))
_ADDED = Prepared(
    insert(sessions)
    .values(
        token_hash=bindparam("token_hash"),
        person_id=bindparam("person_id"),
        amr=bindparam("amr"),
        kid=bindparam("kid"),
        device=bindparam("device"),
        created_at=bindparam("now"),
        last_seen_at=bindparam("now"),
    )
    .inline()
)
_TOUCHED = Prepared(
    update(sessions).where(sessions.c.token_hash == bindparam("which")).values(last_seen_at=bindparam("now"))
)
_ENDED = Prepared(delete(sessions).where(sessions.c.token_hash == bindparam("which")))
_OLD_FORGOTTEN = delete(sessions).where(
    sessions.c.token_hash.in_(
        select(sessions.c.token_hash)
        .where(sessions.c.created_at < bindparam("time"))
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)  # what another forgets just now is forgotten
    )
)


class Sessions:
    """Session records."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, token_hash: str) -> SessionRecord | None:
        """The session with this hash, whether or not its time is over."""
        row = _BY_HASH.first(self._connection, which=token_hash)
        return record(row) if row else None

    def of_person(self, person_id: str) -> list[SessionRecord]:
        """Every session of a person that was not ended, newest first."""
        query = select(sessions).where(sessions.c.person_id == person_id)
        rows = self._connection.execute(query.order_by(sessions.c.created_at.desc(), sessions.c.token_hash))
        return [record(row) for row in rows]

    def add(self, session: NewSession) -> None:
        """Record a new session."""
        _ADDED.rows(self._connection, **vars(session))

    def second_step_done(self, token_hash: str, method: str, now: float, *, new_hash: str, amr: str) -> None:
        """Record that a second step was done in a session, which is found by another hash from now on.

        `amr` is what it counts as begun with from now on.
        """
        values = {"second_step": method, "second_step_at": now, "last_seen_at": now, "amr": amr}
        self._connection.execute(
            update(sessions).where(sessions.c.token_hash == token_hash).values(token_hash=new_hash, **values)
        )

    def touch(self, token_hash: str, now: float) -> None:
        """Record that the session was used."""
        _TOUCHED.rows(self._connection, which=token_hash, now=now)

    def end(self, token_hash: str) -> None:
        """Forget a session; nothing happens if there is none."""
        _ENDED.rows(self._connection, which=token_hash)

    def end_of_person(self, person_id: str, *, amr: str) -> None:
        """Forget every session a person began in one way."""
        self._connection.execute(
            delete(sessions).where(sessions.c.person_id == person_id, sessions.c.amr == amr)
        )

    def end_of_people(self, person_ids: Collection[str], *, amr: str | None = None) -> None:
        """Forget every session of some people, or those that began in one way."""
        if person_ids:
            theirs = delete(sessions).where(sessions.c.person_id == bindparam("whose"))
            if amr is not None:
                theirs = theirs.where(sessions.c.amr == amr)
            self._connection.execute(theirs, [{"whose": each} for each in person_ids])

    def count_begun_by(self, kid: str) -> int:
        """How many sessions a badge of this key began."""
        query = select(func.count()).select_from(sessions).where(sessions.c.kid == kid)
        return self._connection.execute(query).scalar_one()

    def end_begun_by(self, kid: str) -> int:
        """Forget sessions that a badge of this key began: some at each call; how many."""
        some = select(sessions.c.token_hash).where(sessions.c.kid == kid).limit(AT_ONCE)
        mine = some.with_for_update(skip_locked=True)
        return self._connection.execute(delete(sessions).where(sessions.c.token_hash.in_(mine))).rowcount

    def count_by_method(
        self, person_ids: Collection[str], *, begun_since: float, seen_since: float
    ) -> dict[str, int]:
        """How many sessions several people have that are not over, by what they began with."""
        counts: dict[str, int] = defaultdict(int)
        query = (
            select(sessions.c.amr, func.count())
            .where(sessions.c.created_at > begun_since, sessions.c.last_seen_at > seen_since)
            .group_by(sessions.c.amr)
        )
        for some in some_at_a_time(person_ids):
            for row in self._connection.execute(query.where(sessions.c.person_id.in_(some))):
                counts[row[0]] += row[1]
        return counts

    def on_two_devices(self, person_ids: Collection[str], *, amr: str, within_s: float) -> set[str]:
        """Who of several people began two sessions in one way, one soon after the other, and has both."""
        first, second = sessions.alias(), sessions.alias()
        later = second.c.created_at - first.c.created_at
        pairs = select(first.c.person_id).join(second, second.c.person_id == first.c.person_id)
        of_one_kind = (first.c.amr == amr) & (second.c.amr == amr)
        query = pairs.where(
            of_one_kind, first.c.token_hash != second.c.token_hash, later >= 0, later <= within_s
        )
        return {
            who
            for some in some_at_a_time(person_ids)
            for who in self._connection.scalars(query.where(first.c.person_id.in_(some)).distinct())
        }

    def forget_begun_before(self, time: float) -> None:
        """Forget sessions that are too old to be good for anybody: some at each call."""
        self._connection.execute(_OLD_FORGOTTEN, {"time": time})


def record(row: Any) -> SessionRecord:
    """A row with the columns of a session as a value."""
    return SessionRecord(**{name: getattr(row, name) for name in _COLUMNS})
