"""What staff do their second step with: looking at it, setting it up, taking it away.

Where an invitation began the session, the first thing set up takes the place of whatever there was, ends the
invitation, and is the session's second step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from harmony.people.ids import new_id
from harmony_server.accounts import recovery_codes, totp
from harmony_server.accounts.passkeys import (
    NewPasskey,
    PasskeyRefused,
    RelyingParty,
    check_creation,
    creation_options,
)
from harmony_server.accounts.refusals import AccessRefused, OutOfReach
from harmony_server.accounts.sealing import Seal
from harmony_server.accounts.second_step import Completed, Method, complete, is_invited, standing_of
from harmony_server.accounts.second_steps import CHALLENGE_S
from harmony_server.accounts.sessions import CurrentSession
from harmony_server.badges.keys import KeyRing, Rng
from harmony_server.store import PasskeyRecord, Store, StoreConflict, Transaction

PURPOSE = "new_passkey"
MOST_PASSKEYS = 20


@dataclass(frozen=True)
class OwnFactors:
    """What somebody has set up."""

    passkeys: tuple[PasskeyRecord, ...]
    totp: bool
    recovery_codes_left: int


class Factors:
    """Sets up second steps; everything here blocks while the store works."""

    def __init__(self, store: Store, keys: Callable[[], KeyRing], now: Callable[[], float], rng: Rng) -> None:
        self._store = store
        self._now = now
        self._rng = rng
        self._pepper = keys().pepper
        self._seal = Seal(self._pepper)

    def of(self, person_id: str) -> OwnFactors:
        """What a person has set up."""
        with self._store.read() as tx:
            standing = standing_of(tx, person_id)
            return OwnFactors(tuple(tx.passkeys.of(person_id)), standing.totp, standing.recovery_codes_left)

    def propose_totp(self, person_id: str) -> str:
        """A new authenticator secret; it counts once a code of it was typed, and the former one till then."""
        secret = totp.new_secret(self._rng)
        sealed = self._seal.seal(secret, owner=person_id, rng=self._rng)

        def propose(tx: Transaction) -> None:
            tx.people.lock(person_id)
            tx.totp.propose(person_id, sealed)

        self._store.write(propose)
        return secret

    def confirm_totp(self, session: CurrentSession, code: str) -> Completed:
        """Have the new secret count; raises AccessRefused (`wrong_second_step`) for another's code."""
        person_id, now = session.person.id, self._now()
        with self._store.read() as tx:
            record = tx.totp.get(person_id)
        pending = record.pending if record else None
        secret = self._seal.open(pending, owner=person_id) if pending else None
        step = totp.step_of(secret, code, now) if secret else None
        if step is None:
            raise AccessRefused("wrong_second_step")

        def keep(tx: Transaction) -> None:
            current = tx.totp.get(person_id)
            if current is None or current.pending != pending:
                raise AccessRefused("wrong_second_step")
            tx.totp.confirm(person_id, step, now)

        return self._store.write(partial(self._set_up, session, Method.TOTP, keep))

    def passkey_options(self, session: CurrentSession, party: RelyingParty) -> dict[str, Any]:
        """What a browser needs to make a passkey (WebAuthn, as JSON)."""
        with self._store.read() as tx:
            passkeys = tx.passkeys.of(session.person.id)
        challenge, options = creation_options(session.person, passkeys, party, self._rng)
        until, which = self._now() + CHALLENGE_S, session.record.public_id
        self._store.write(lambda tx: tx.passkey_challenges.put(which, PURPOSE, challenge, until))
        return options

    def add_passkey(
        self, session: CurrentSession, credential: dict[str, Any], name: str, party: RelyingParty
    ) -> Completed:
        """Keep what a browser made; raises AccessRefused (`wrong_second_step`) where it proves nothing."""
        now, which = self._now(), session.record.public_id
        challenge = self._store.write(lambda tx: tx.passkey_challenges.take(which, PURPOSE, now))
        try:
            made = check_creation(credential, party, challenge or "")
        except PasskeyRefused:
            raise AccessRefused("wrong_second_step") from None
        passkey = self._record(session.person.id, made, name, now)

        def keep(tx: Transaction) -> None:
            if len(tx.passkeys.of(passkey.person_id)) >= MOST_PASSKEYS:
                raise AccessRefused("too_many_passkeys")
            tx.passkeys.add(passkey)

        try:
            return self._store.write(partial(self._set_up, session, Method.PASSKEY, keep))
        except StoreConflict:  # somebody has it already
            raise AccessRefused("wrong_second_step") from None

    def remove_passkey(self, session: CurrentSession, passkey_id: str) -> None:
        """Forget a passkey. Raises OutOfReach, and AccessRefused (`last_second_step`) for all there is."""
        person_id = session.person.id

        def remove(tx: Transaction) -> None:
            tx.people.lock(person_id)
            if passkey_id not in {each.id for each in tx.passkeys.of(person_id)}:
                raise OutOfReach
            tx.passkeys.forget(person_id, passkey_id)
            self._removed(tx, person_id, Method.PASSKEY)

        self._store.write(remove)

    def remove_totp(self, session: CurrentSession) -> None:
        """Forget the authenticator; raises AccessRefused as above. Nothing happens if there is none."""
        person_id = session.person.id

        def remove(tx: Transaction) -> None:
            tx.people.lock(person_id)
            if standing_of(tx, person_id).totp:
                tx.totp.forget(person_id)
                self._removed(tx, person_id, Method.TOTP)

        self._store.write(remove)

    def new_recovery_codes(self, session: CurrentSession) -> list[str]:
        """Ten new codes; those before are good for nothing. Raises AccessRefused (`second_step_required`)."""
        codes = recovery_codes.draw(self._rng)
        hashes = [recovery_codes.code_hash(each, self._pepper) for each in codes]
        person_id, now = session.person.id, self._now()

        def replace(tx: Transaction) -> None:
            tx.people.lock(person_id)
            if is_invited(session.record) or not standing_of(tx, person_id).is_set_up:
                raise AccessRefused("second_step_required")
            tx.recovery_codes.replace(person_id, hashes, now)
            tx.audit.add("second_step_set", "ok", now=now, person_id=person_id, amr=Method.RECOVERY)

        self._store.write(replace)
        return codes

    def _set_up(
        self, session: CurrentSession, method: Method, keep: Callable[[Transaction], None], tx: Transaction
    ) -> Completed:
        person_id, now = session.person.id, self._now()
        tx.people.lock(person_id)
        if is_invited(session.record):
            _make_room(tx, person_id, method, now)
        keep(tx)
        tx.audit.add("second_step_set", "ok", now=now, person_id=person_id, amr=method)
        return complete(tx, session.record, method, now=now, rng=self._rng)

    def _removed(self, tx: Transaction, person_id: str, method: Method) -> None:
        if not standing_of(tx, person_id).is_set_up:
            raise AccessRefused("last_second_step")
        tx.audit.add("second_step_removed", "ok", now=self._now(), person_id=person_id, amr=method)

    def _record(self, person_id: str, made: NewPasskey, name: str, now: float) -> PasskeyRecord:
        return PasskeyRecord(
            id=new_id(self._rng),
            person_id=person_id,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=name,
            created_at=now,
            last_used_at=now,
        )


def _make_room(tx: Transaction, person_id: str, method: Method, now: float) -> None:
    """End the invitation that is being followed, and what the person did their second step with before.

    Raises AccessRefused (`invitation_over`) if it was ended already.
    """
    if not tx.invitations.end_of(person_id, now):
        raise AccessRefused("invitation_over")
    tx.passkeys.forget(person_id)
    tx.recovery_codes.replace(person_id, (), now)
    if method is not Method.TOTP:  # else it takes the place of the one before
        tx.totp.forget(person_id)
