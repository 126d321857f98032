"""Doing a second step: by an authenticator's code, a recovery code or a passkey.

A try is counted before its outcome is told, and given back when it was right. Codes are computed and
signatures checked before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from harmony_server.accounts import recovery_codes, totp
from harmony_server.accounts.passkeys import PasskeyRefused, RelyingParty, assertion_options, check_assertion
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.accounts.sealing import Seal
from harmony_server.accounts.second_step import Completed, Method, complete, is_invited
from harmony_server.accounts.sessions import CurrentSession
from harmony_server.accounts.throttle import Throttle
from harmony_server.badges.keys import KeyRing, Rng
from harmony_server.store import PasskeyRecord, Store, Transaction

EVENT = "second_step"
PURPOSE = "second_step"
CHALLENGE_S = 5 * 60
"""How long a passkey may take."""

Use = Callable[[Transaction], bool]
"""Uses up what was shown, if it still counts."""


class SecondSteps:
    """Takes second steps; everything here blocks while the store works."""

    def __init__(self, store: Store, keys: Callable[[], KeyRing], now: Callable[[], float], rng: Rng) -> None:
        self._store = store
        self._now = now
        self._rng = rng
        self._pepper = keys().pepper
        self._seal = Seal(self._pepper)
        self._throttle = Throttle(self._pepper)

    def by_totp(self, session: CurrentSession, code: str) -> Completed:
        """Take an authenticator's code; raises AccessRefused (`wrong_second_step`, `too_many_tries`)."""
        person_id = session.person.id
        with self._store.read() as tx:
            record = tx.totp.get(person_id)
        sealed = record.sealed if record else None
        secret = self._seal.open(sealed, owner=person_id) if sealed else None
        step = totp.step_of(secret, code, self._now()) if secret else None
        return self._take(session, Method.TOTP, lambda tx: _use_step(tx, person_id, sealed, step))

    def by_recovery_code(self, session: CurrentSession, code: str) -> Completed:
        """Take a recovery code, which is used up by it; raises as `by_totp` does."""
        hashed, now = recovery_codes.code_hash(code, self._pepper), self._now()
        person_id = session.person.id
        return self._take(session, Method.RECOVERY, lambda tx: tx.recovery_codes.use(person_id, hashed, now))

    def passkey_options(self, session: CurrentSession, party: RelyingParty) -> dict[str, object]:
        """What a browser needs to ask for one of the person's passkeys (WebAuthn, as JSON)."""
        with self._store.read() as tx:
            passkeys = tx.passkeys.of(session.person.id)
        challenge, options = assertion_options(passkeys, party, self._rng)
        until = self._now() + CHALLENGE_S
        which = session.record.public_id
        self._store.write(lambda tx: tx.passkey_challenges.put(which, PURPOSE, challenge, until))
        return options

    def by_passkey(
        self, session: CurrentSession, credential: dict[str, object], party: RelyingParty
    ) -> Completed:
        """Take a passkey's answer to the challenge that this session was given; raises as `by_totp` does."""
        now, which = self._now(), session.record.public_id
        challenge = self._store.write(lambda tx: tx.passkey_challenges.take(which, PURPOSE, now))
        with self._store.read() as tx:
            passkeys = tx.passkeys.of(session.person.id)
        use: Use = _use_nothing
        if challenge is not None:
            try:
                passkey, count = check_assertion(credential, passkeys, party, challenge)
                use = partial(_use_passkey, passkey=passkey, count=count, now=now)
            except PasskeyRefused:
                use = _use_nothing
        return self._take(session, Method.PASSKEY, use)

    def _take(self, session: CurrentSession, method: Method, use: Use) -> Completed:
        if is_invited(session.record):
            # What was set up before is what the invitation replaces.
            raise AccessRefused("wrong_second_step")
        outcome = self._store.write(partial(self._conclude, session, method, use))
        if isinstance(outcome, AccessRefused):
            raise outcome  # only now, after what was counted is kept
        return outcome

    def _conclude(
        self, session: CurrentSession, method: Method, use: Use, tx: Transaction
    ) -> Completed | AccessRefused:
        person_id, now = session.person.id, self._now()
        tx.people.lock(person_id)
        guessable = method is Method.TOTP
        reservation = self._throttle.reserve_second_step(
            tx, person_id=person_id, method=method, guessable=guessable, now=now
        )
        if reservation.wait_s > 0:
            return AccessRefused("too_many_tries", retry_after_s=reservation.wait_s)
        if not use(tx):
            tx.audit.add(EVENT, "wrong_second_step", now=now, person_id=person_id, amr=method)
            return AccessRefused("wrong_second_step")
        self._throttle.give_back(tx, reservation)
        return complete(tx, session.record, method, now=now, rng=self._rng)


def _use_step(tx: Transaction, person_id: str, sealed: str | None, step: int | None) -> bool:
    """Whether it is the first code accepted of its time step, and of the secret that counts."""
    record = tx.totp.get(person_id)
    if record is None or step is None or record.sealed != sealed or step <= (record.last_step or 0):
        return False
    tx.totp.accepted(person_id, step)
    return True


def _use_passkey(tx: Transaction, *, passkey: PasskeyRecord, count: int, now: float) -> bool:
    if passkey not in tx.passkeys.of(passkey.person_id):
        return False  # removed, or used meanwhile
    tx.passkeys.used(passkey.id, count, now)
    return True


def _use_nothing(_tx: Transaction) -> bool:
    return False
