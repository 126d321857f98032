"""Sending what is due, in one thread a process. Several share the queue; none sends what another has."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from threading import Event, Thread

from harmony_server.badges.keys import Rng
from harmony_server.mail import kinds
from harmony_server.mail.kinds import Desk, Draws
from harmony_server.mail.letters import Letter, message_of
from harmony_server.mail.transport import (
    LAST_REPLY_S,
    TIMEOUT_S,
    NotSent,
    TakenAway,
    Transport,
    Unknown,
    transport,
)
from harmony_server.settings.config import Config
from harmony_server.settings.mail import MailSettings
from harmony_server.store import MailState, QueuedMail, Store, StoreUnavailable, Transaction

MINUTE_S, HOUR_S = 60, 3600
WAITS_S = (MINUTE_S, 5 * MINUTE_S, 15 * MINUTE_S, HOUR_S, 3 * HOUR_S, *[6 * HOUR_S] * 6)
"""How long a mail waits after each try that failed: it outlives a mail server that is down for a day."""
LOOK_EVERY_S = 5
"""How often a worker looks for what another process asked for."""
HELD_S = 8 * TIMEOUT_S
"""How long a worker has for all but the last answer: connecting, six commands, the data."""
HANDED_OVER_S = LAST_REPLY_S + TIMEOUT_S
UNKNOWN = "no answer to the whole message: it may have arrived"
INTERRUPTED = "the server ended in the midst: it may have arrived"

log = logging.getLogger("harmony")


@dataclass(frozen=True)
class _Job:
    """A mail that this worker holds; `letter` is None where it is not to be sent."""

    mail: QueuedMail
    letter: Letter | None

    @property
    def attempt(self) -> int:
        return self.mail.attempts + 1


class MailWorker:
    """Sends what lies in the queue of a district that has a way for mail."""

    def __init__(
        self,
        config: Config,
        settings: MailSettings,
        store: Store,
        now: Callable[[], float],
        *,
        pepper: bytes,
        rng: Rng,
    ) -> None:
        self._config, self._settings, self._pepper = config, settings, pepper
        self._store, self._now, self._rng = store, now, rng
        self._stopping, self._woken = Event(), Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin to send, in a thread that ends with the process."""
        self._thread = Thread(target=self._run, name="mail", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look into the queue now."""
        self._woken.set()

    def stop(self, wait_s: float = 5) -> None:
        """Take no further mail; the one under way may still be sent."""
        self._stopping.set()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(wait_s)

    def drain(self) -> int:
        """Send what is due, over one connection; says how many were sent. Raises StoreUnavailable."""
        sent = 0
        with ExitStack() as stack:
            way: Transport | None = None
            while not self._stopping.is_set() and (job := self._take()):
                if job.letter is None:
                    continue
                try:
                    way = way or stack.enter_context(transport(self._settings))
                    self._send(job, job.letter, way)
                except NotSent as failure:
                    self._not_sent(job, failure)
                    if failure.unreachable:
                        break
                except (Unknown, TakenAway) as failure:
                    self._broken_off(job, failure)
                    break
                else:
                    sent += self._sent(job)
        return sent

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.drain()
            except StoreUnavailable:
                pass  # said where it was raised for somebody; it is tried again
            except Exception as fault:  # a fault of ours with one mail must not end all others
                log.error("A mail could not be sent: %s", type(fault).__name__)
            self._woken.wait(LOOK_EVERY_S)
            self._woken.clear()

    def _take(self) -> _Job | None:
        draws = Draws.of(self._rng)
        return self._store.write(partial(self._take_in, draws))

    def _take_in(self, draws: Draws, tx: Transaction) -> _Job | None:
        now = self._now()
        mail = tx.mail.take(now, until=now + HELD_S)
        if mail is None:
            return None
        if mail.state is MailState.HANDED_OVER:
            tx.mail.end(mail.id, mail.attempts + 1, MailState.FAILED, now, INTERRUPTED)
            return _Job(mail, None)
        letter = kinds.write(tx, mail, Desk(self._config, self._pepper, draws, now))
        if letter is None:
            tx.mail.drop(mail.id)
        return _Job(mail, letter)

    def _send(self, job: _Job, letter: Letter, way: Transport) -> None:
        message = message_of(letter, self._config, self._settings, self._now())
        way.send(message, partial(self._hand_over, job))

    def _hand_over(self, job: _Job) -> bool:
        until = self._now() + HANDED_OVER_S
        return self._store.write(lambda tx: tx.mail.hand_over(job.mail.id, job.attempt, until=until))

    def _sent(self, job: _Job) -> int:
        def write(tx: Transaction) -> None:
            tx.mail.end(job.mail.id, job.attempt, MailState.SENT, self._now(), None)
            if job.mail.attempts:
                tx.mail.hurry(self._now())

        self._store.write(write)
        return 1

    def _not_sent(self, job: _Job, failure: NotSent) -> None:
        again = failure.again and job.attempt <= len(WAITS_S)
        log.warning("Mail %s was not sent: %s", job.mail.id, failure.reason)

        def write(tx: Transaction) -> None:
            kinds.forget(tx, job.mail)
            if again:
                until = self._now() + WAITS_S[job.attempt - 1]
                tx.mail.put_off(job.mail.id, job.attempt, until=until, reason=failure.reason)
            else:
                tx.mail.end(job.mail.id, job.attempt, MailState.FAILED, self._now(), failure.reason)

        self._store.write(write)

    def _broken_off(self, job: _Job, failure: Exception) -> None:
        if isinstance(failure, Unknown):
            log.warning("Mail %s: %s", job.mail.id, UNKNOWN)
            end = partial(self._end_unknown, job)
            self._store.write(end)

    def _end_unknown(self, job: _Job, tx: Transaction) -> None:
        tx.mail.end(job.mail.id, job.attempt, MailState.FAILED, self._now(), UNKNOWN)
