"""Mail that waits to be sent, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from harmony_server.store.mail_tables import mail_queue

AT_ONCE = 500


class MailState(StrEnum):
    """Where a mail is on its way."""

    WAITING = "waiting"
    SENDING = "sending"
    """A worker has it, and has not yet said that the message is complete."""
    HANDED_OVER = "handed_over"
    """All of it went to the mail server, whose answer is not known yet."""
    SENT = "sent"
    FAILED = "failed"


_HELD = (MailState.SENDING, MailState.HANDED_OVER)


@dataclass(frozen=True)
class WantedMail:
    """A mail that somebody asks for: to a person, to whoever has a user name, or to an address."""

    kind: str
    language: str
    person_id: str | None = None
    account: str | None = None
    """What was typed as a user name."""
    address: str | None = None


@dataclass(frozen=True)
class QueuedMail:
    """One mail. `due_at` says when it may be taken: next, or again where its worker was never heard of."""

    id: str
    kind: str
    language: str
    person_id: str | None
    account: str | None
    address: str | None
    message_id: str
    state: MailState
    attempts: int
    due_at: float
    reason: str | None
    asked_at: float
    ended_at: float | None


class MailQueue:
    """The queue, which several workers share."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, wanted: WantedMail, *, mail_id: str, message_id: str, now: float) -> None:
        """Have a mail sent."""
        state = {"state": MailState.WAITING.value, "attempts": 0, "due_at": now, "asked_at": now}
        values = {"id": mail_id, "message_id": message_id, **asdict(wanted), **state}
        self._connection.execute(insert(mail_queue), values)

    def take(self, now: float, *, until: float) -> QueuedMail | None:
        """The next mail that is due, as it was before; from now on and until then it is of whoever asks.

        One whose holder was not heard of is taken again: its state tells how far it was.
        """
        states = [MailState.WAITING.value, *(each.value for each in _HELD)]
        due = select(mail_queue).where(mail_queue.c.state.in_(states), mail_queue.c.due_at <= now)
        first = due.order_by(mail_queue.c.due_at).limit(1).with_for_update(skip_locked=True)
        row = self._connection.execute(first).first()
        if row is None:
            return None
        taken = {"state": MailState.SENDING.value, "due_at": until, "attempts": row.attempts + 1}
        self._set(row.id, **taken)
        return _mail(row)

    def whose(self, mail_id: str, person_id: str) -> None:
        """Record who has the user name that was typed, and forget that."""
        self._set(mail_id, person_id=person_id, account=None)

    def hand_over(self, mail_id: str, attempt: int, *, until: float) -> bool:
        """Record that the message will be complete with what is sent next; False if somebody else has it."""
        mine = update(mail_queue).where(
            mail_queue.c.id == mail_id,
            mail_queue.c.state == MailState.SENDING.value,
            mail_queue.c.attempts == attempt,
        )
        changed = mine.values(state=MailState.HANDED_OVER.value, due_at=until)
        return self._connection.execute(changed).rowcount == 1

    def put_off(self, mail_id: str, attempt: int, *, until: float, reason: str) -> None:
        """Have it tried again."""
        values = {"state": MailState.WAITING.value, "due_at": until, "reason": reason}
        self._of_attempt(mail_id, attempt, values)

    def end(self, mail_id: str, attempt: int, state: MailState, now: float, reason: str | None) -> None:
        """Record what became of it, and forget where it went."""
        values = {"state": state.value, "ended_at": now, "reason": reason, "address": None, "account": None}
        self._of_attempt(mail_id, attempt, values)

    def drop(self, mail_id: str) -> None:
        """Forget a mail that is for nobody."""
        self._connection.execute(delete(mail_queue).where(mail_queue.c.id == mail_id))

    def hurry(self, now: float) -> None:
        """Have everything tried now that waited for a mail server which answers again."""
        waiting = mail_queue.c.state == MailState.WAITING.value
        late = update(mail_queue).where(waiting, mail_queue.c.attempts > 0, mail_queue.c.due_at > now)
        self._connection.execute(late.values(due_at=now))

    def counts(self) -> Mapping[str, int]:
        """How many there are in each state."""
        query = select(mail_queue.c.state, func.count()).group_by(mail_queue.c.state)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def not_sent(self, count: int) -> list[QueuedMail]:
        """Those that failed, or were put off: the last that were asked for first."""
        tried = or_(
            mail_queue.c.state == MailState.FAILED.value,
            mail_queue.c.state == MailState.WAITING.value,
        )
        query = select(mail_queue).where(tried).order_by(mail_queue.c.asked_at.desc()).limit(count)
        return [_mail(row) for row in self._connection.execute(query)]

    def forget_ended_before(self, time: float) -> bool:
        """Forget some of what ended before; says whether there was any."""
        old = select(mail_queue.c.id).where(mail_queue.c.ended_at < time).limit(AT_ONCE)
        mine = old.with_for_update(skip_locked=True)
        return self._connection.execute(delete(mail_queue).where(mail_queue.c.id.in_(mine))).rowcount > 0

    def _of_attempt(self, mail_id: str, attempt: int, values: Mapping[str, object]) -> None:
        held = mail_queue.c.state.in_([each.value for each in _HELD])
        mine = update(mail_queue).where(mail_queue.c.id == mail_id, mail_queue.c.attempts == attempt, held)
        self._connection.execute(mine.values(**values))

    def _set(self, mail_id: str, **values: object) -> None:
        self._connection.execute(update(mail_queue).where(mail_queue.c.id == mail_id).values(**values))


def _mail(row: Row[Any]) -> QueuedMail:
    return QueuedMail(**{**row._asdict(), "state": MailState(row.state)})
