"""From what somebody shows at the door to a session: the one place where signing in is decided.

A badge is checked in this order: shape, district, key, signature, record, state, person; then it may wait for
its second step (`badge_second_steps`). A password is counted by the throttle before it is looked at. Every
outcome is in the audit log, by person id at most; tries that the throttle turned away, or left unchecked, are
not, because the failures that led there are.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from harmony.badge.signing import VerifiedBadge
from harmony.errors import BadgeError
from harmony.model import AuthenticationMethod, Membership, Person
from harmony.people.badge_secret import rule_for
from harmony.spelling import folded
from harmony_server.accounts import backup_codes, badge_secrets, sessions
from harmony_server.accounts.badge_secrets import Waiting
from harmony_server.accounts.hashing import Hashing, HashingHere
from harmony_server.accounts.owners import Refusal, badge_holder, code_holder, password_owner
from harmony_server.accounts.passwords import PasswordVerifier
from harmony_server.accounts.refusals import AccessRefused, Busy
from harmony_server.accounts.second_step import State, state_of
from harmony_server.accounts.sessions import Shown, TimeLeft
from harmony_server.accounts.throttle import Reservation, Throttle, network_of
from harmony_server.badges import lifecycle
from harmony_server.badges.keys import KeyRing, Rng
from harmony_server.settings.config import Config
from harmony_server.settings.processors import processors
from harmony_server.store import Store, Transaction, Visitor

EVENT = "sign_in"
FORGET_EVERY_S = 10 * 60
"""How often a process looks for sessions that are too old for anybody: at each sign-in would be a waste."""


@dataclass(frozen=True)
class ClientContext:
    """Where a request comes from, as far as signing in needs it."""

    address: str
    session: str | None
    """The session id the request carries, if any."""
    device: str | None = None
    """What kind of device it comes from, where its browser says."""


@dataclass(frozen=True)
class SignedIn:
    """A person, where they belong, the id of the session that was begun for them, and how long it is good."""

    person: Person
    membership: Membership
    session: str
    left: TimeLeft
    staff: State | None
    """How far they are with their second step; None for whom there is none."""


@dataclass(frozen=True)
class _Guess:
    """A password guess that the throttle has counted, and what it is held against."""

    account: str
    reservation: Reservation
    person_id: str | None
    password_hash: str | None


class Authentication:
    """Signs people in, by badge, by password or by a back-up code."""

    def __init__(
        self,
        config: Config,
        store: Store,
        keys: Callable[[], KeyRing],
        now: Callable[[], float],
        rng: Rng,
        hashing: Hashing | None = None,
    ) -> None:
        self._config = config
        self._store = store
        self._keys = keys
        self._now = now
        self._rng = rng
        self._throttle = Throttle(keys().pepper)
        at_once = max(1, (processors() - 1) // config.workers)  # one is left to everybody else
        self.verifier = PasswordVerifier(at_once, hashing or HashingHere())
        """Checks and hashes passwords, for whoever has to: what is heavy stands in one line."""
        self._forgot_at = -math.inf
        self._refusal_s = 0.05
        """How long it last took to refuse a wrong password."""

    async def by_badge(self, text: str, client: ClientContext) -> SignedIn | Waiting:
        """Sign in whoever holds this badge, or have it wait for its second step; raises AccessRefused."""
        badge, now = await self.verified(text, client), self._now()
        work = partial(self._open_by_badge, badge, client, now)
        outcome = await self._store.written(work, brief=True)
        return outcome if isinstance(outcome, Waiting) else unless_refused(outcome)

    async def verified(self, text: str, client: ClientContext) -> VerifiedBadge:
        """A badge of this district, whoever's it is; what is none is counted. Raises AccessRefused."""
        now = self._now()
        try:
            return lifecycle.verify(text, self._keys().at(now), district=self._config.code)
        except BadgeError as error:
            raise await self._store.written(partial(self._bad_badge, error.code, client, now)) from None

    async def by_backup_code(self, username: str, code: str, client: ClientContext) -> SignedIn:
        """Sign in the child to whom staff gave this code, once.

        Raises AccessRefused: `wrong_credentials` whatever of the two is wrong, `too_many_tries`.
        """
        work = partial(self._open_by_code, username, code, client, self._now())
        return unless_refused(await self._store.written(work))

    async def by_password(self, username: str, password: str, client: ClientContext) -> SignedIn:
        """Sign in whoever knows this password; raises AccessRefused, Busy among them.

        Who waits holds no thread and no transaction: all of it is done in a turn, so that however many guess
        at once, few of them are at the database.
        """
        async with self.verifier.turn(network_of(client.address)):
            guess = await self._store.written(partial(self._reserve, username, client, self._now()))
            if guess.reservation.worth_checking:
                return await self._checked(guess, password, client)
        await asyncio.sleep(self._refusal_s)
        raise AccessRefused("wrong_credentials")

    async def _checked(self, guess: _Guess, password: str, client: ClientContext) -> SignedIn:
        if guess.reservation.wait_s > 0:
            raise _too_many_tries(guess.reservation.wait_s)
        begun = time.monotonic()
        try:
            checked = await self.verifier.check(guess.password_hash, password)
        except Busy:
            await self._store.written(partial(self._give_back, guess))
            raise
        conclude = partial(self._conclude, guess, checked, client, self._now())
        outcome = await self._store.written(conclude)
        if checked is None:
            self._refusal_s = time.monotonic() - begun
        return unless_refused(outcome)

    async def hash_password(self, password: str, refuse: Callable[[str], None], client: ClientContext) -> str:
        """What is kept of a new password, unless `refuse` raises; no thread waits. Raises Busy."""
        return await self.verifier.hash(password, refuse, lane=network_of(client.address))

    def _open_by_badge(
        self, badge: VerifiedBadge, client: ClientContext, now: float, tx: Transaction
    ) -> SignedIn | Waiting | Refusal:
        verdict = badge_holder(tx, badge, now)
        if isinstance(verdict, Visitor) and (rule := rule_for(self._config.second_steps, verdict.membership)):
            return badge_secrets.begin(
                tx, verdict.person, badge, rule, replacing=client.session, now=now, rng=self._rng
            )
        shown = Shown(AuthenticationMethod.BADGE, badge.kid, badge.badge_id, client.device)
        return self.let_in(tx, verdict, shown, client, now)

    def _open_by_code(
        self, username: str, code: str, client: ClientContext, now: float, tx: Transaction
    ) -> SignedIn | Refusal | AccessRefused:
        known = tx.people.by_username(username)
        holder = known.person if known and backup_codes.live(tx, known.person.id, now) else None
        reservation = self._throttle.reserve_code(tx, person=holder, address=client.address, now=now)
        if reservation.wait_s > 0:
            return _too_many_tries(reservation.wait_s)
        verdict: Visitor | Refusal = Refusal("wrong_credentials", known.person.id if known else None)
        hashed = backup_codes.code_hash(self._keys().pepper, holder.id if holder else "", code)
        if holder and backup_codes.redeem(tx, holder.id, hashed, now):
            self._throttle.give_back(tx, reservation)
            verdict = code_holder(tx, holder.id)
        return self.let_in(
            tx, verdict, Shown(AuthenticationMethod.BACKUP_CODE, device=client.device), client, now
        )

    def _conclude(
        self, guess: _Guess, checked: str | None, client: ClientContext, now: float, tx: Transaction
    ) -> SignedIn | Refusal:
        """Record what came of a guess; `checked` is the hash to keep if it was right."""
        verdict: Visitor | Refusal = Refusal("wrong_credentials", guess.person_id)
        if checked is not None:
            where = {"account": guess.account, "address": client.address}
            self._throttle.succeeded(tx, guess.reservation, **where, now=now)
            verdict = password_owner(tx, guess.person_id, guess.password_hash)
        if isinstance(verdict, Visitor) and checked not in (None, guess.password_hash):
            tx.credentials.put(verdict.person.id, checked, now)
        return self.let_in(
            tx, verdict, Shown(AuthenticationMethod.PASSWORD, device=client.device), client, now
        )

    def _give_back(self, guess: _Guess, tx: Transaction) -> None:
        self._throttle.give_back(tx, guess.reservation)

    def _bad_badge(self, code: str, client: ClientContext, now: float, tx: Transaction) -> AccessRefused:
        wait = self._throttle.count_bad_badge(tx, address=client.address, now=now)
        if wait > 0:
            return _too_many_tries(wait)
        tx.audit.add(EVENT, code, now=now, amr=AuthenticationMethod.BADGE)
        return AccessRefused(code)

    def _reserve(self, username: str, client: ClientContext, now: float, tx: Transaction) -> _Guess:
        account = folded(username)
        person_id, password_hash = tx.credentials.by_username(username) or (None, None)
        reservation = self._throttle.reserve(
            tx, account=account, address=client.address, has_password=password_hash is not None, now=now
        )
        return _Guess(account, reservation, person_id, password_hash)

    def let_in(
        self,
        tx: Transaction,
        verdict: Visitor | Refusal,
        shown: Shown,
        client: ClientContext,
        now: float,
    ) -> SignedIn | Refusal:
        """Record the outcome, and begin a session if it is a person."""
        if isinstance(verdict, Refusal):
            tx.audit.add(EVENT, verdict.code, now=now, person_id=verdict.person_id, amr=shown.amr)
            return verdict
        person = verdict.person
        self._forget_old_sessions(tx, now)
        session = sessions.begin(
            tx, person, shown, replacing=client.session, now=now, rng=self._rng, event=EVENT
        )
        limits = sessions.limits_of(tx, person, verdict.membership, self._config.limits_for)
        staff = state_of(tx, person, shown.amr, done=False)
        left = TimeLeft(limits.idle_s, limits.max_s)
        return SignedIn(person, verdict.membership, session, left, staff)

    def _forget_old_sessions(self, tx: Transaction, now: float) -> None:
        if abs(now - self._forgot_at) >= FORGET_EVERY_S:
            tx.sessions.forget_begun_before(
                now - max(limit.max_s for limit in self._config.session_limits.values())
            )
            self._forgot_at = now


def unless_refused(outcome: SignedIn | Refusal | AccessRefused) -> SignedIn:
    """What came of it; a refusal is raised only now, after the transaction that recorded it is kept."""
    if isinstance(outcome, AccessRefused):
        raise outcome
    if isinstance(outcome, Refusal):
        raise AccessRefused(outcome.code)
    return outcome


def _too_many_tries(wait_s: float) -> AccessRefused:
    return AccessRefused("too_many_tries", retry_after_s=wait_s)
