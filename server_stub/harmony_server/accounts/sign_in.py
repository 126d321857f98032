"""From what somebody shows at the door to a session: the one place where signing in is decided.

A badge is checked in this order: shape, district, key, signature, record, state, person. A password is
counted by the throttle before it is looked at. Every outcome is in the audit log, by person id at most;
tries that the throttle turned away are not, because the failures that led there are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from harmony.badge.signing import VerifiedBadge
from harmony.errors import BadgeError
from harmony.model import AuthenticationMethod, Person
from harmony.spelling import folded
from harmony_server.accounts import sessions
from harmony_server.accounts.passwords import PasswordVerifier
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.accounts.throttle import Throttle
from harmony_server.badges import lifecycle
from harmony_server.badges.keys import KeyRing, Rng
from harmony_server.settings.config import Config
from harmony_server.store import Store, Transaction

EVENT = "sign_in"


@dataclass(frozen=True)
class ClientContext:
    """Where a request comes from, as far as signing in needs it."""

    address: str
    session: str | None
    """The session id the request carries, if any."""


@dataclass(frozen=True)
class SignedIn:
    """A person and the id of the session that was begun for them."""

    person: Person
    session: str


@dataclass(frozen=True)
class _Refusal:
    code: str
    person_id: str | None = None


@dataclass(frozen=True)
class _Guess:
    """A password guess that the throttle has counted, and what it is held against."""

    account: str
    person_id: str | None
    password_hash: str | None


class Authentication:
    """Signs people in, by badge or by password."""

    def __init__(
        self,
        config: Config,
        store: Store,
        keys: Callable[[], KeyRing],
        now: Callable[[], float],
        rng: Rng,
    ) -> None:
        self._config = config
        self._store = store
        self._keys = keys
        self._now = now
        self._rng = rng
        self._throttle = Throttle(keys().pepper)
        self._verifier = PasswordVerifier()

    def by_badge(self, text: str, client: ClientContext) -> SignedIn:
        """Sign in whoever holds this badge; raises AccessRefused."""
        now = self._now()
        try:
            badge = lifecycle.verify(text, self._keys().at(now), district=self._config.code)
        except BadgeError as error:
            raise self._bad_badge(error.code, client, now) from None
        with self._store.begin() as tx:
            verdict = _badge_owner(tx, badge)
            if isinstance(verdict, Person):
                tx.badges.used(badge.badge_id, now)
            outcome = self._record(tx, verdict, AuthenticationMethod.BADGE, client, now)
        return _unless_refused(outcome)

    def by_password(self, username: str, password: str, client: ClientContext) -> SignedIn:
        """Sign in whoever knows this password; raises AccessRefused, Busy among them."""
        now = self._now()
        guess = self._reserve(username, client, now)
        # No transaction is open while argon2 works: it would keep everybody else out.
        checked = self._verifier.check(guess.password_hash, password)
        with self._store.begin() as tx:
            verdict: Person | _Refusal = _Refusal("wrong_credentials", guess.person_id)
            if checked is not None:
                self._throttle.succeeded(tx, account=guess.account, address=client.address, now=now)
                verdict = _password_owner(tx, guess)
            if isinstance(verdict, Person) and checked not in (None, guess.password_hash):
                tx.credentials.put(verdict.id, checked, now)
            outcome = self._record(tx, verdict, AuthenticationMethod.PASSWORD, client, now)
        return _unless_refused(outcome)

    def _bad_badge(self, code: str, client: ClientContext, now: float) -> AccessRefused:
        with self._store.begin() as tx:
            wait = self._throttle.count_bad_badge(tx, address=client.address, now=now)
            if wait <= 0:
                tx.audit.add(EVENT, code, now=now, amr=AuthenticationMethod.BADGE)
        return _too_many_tries(wait) if wait > 0 else AccessRefused(code)

    def _reserve(self, username: str, client: ClientContext, now: float) -> _Guess:
        account = folded(username)
        with self._store.begin() as tx:
            wait = self._throttle.reserve(tx, account=account, address=client.address, now=now)
            known = tx.people.by_username(username)
            credential = tx.credentials.get(known.person.id) if known else None
        if wait > 0:
            raise _too_many_tries(wait)
        return _Guess(
            account, known.person.id if known else None, credential.password_hash if credential else None
        )

    def _record(
        self,
        tx: Transaction,
        verdict: Person | _Refusal,
        amr: AuthenticationMethod,
        client: ClientContext,
        now: float,
    ) -> SignedIn | _Refusal:
        """Record the outcome, and begin a session if it is a person."""
        if isinstance(verdict, _Refusal):
            tx.audit.add(EVENT, verdict.code, now=now, person_id=verdict.person_id, amr=amr)
            return verdict
        tx.sessions.forget_begun_before(
            now - max(limit.max_s for limit in self._config.session_limits.values())
        )
        session = sessions.begin(tx, verdict, amr=amr, replacing=client.session, now=now, rng=self._rng)
        tx.audit.add(EVENT, "ok", now=now, person_id=verdict.id, amr=amr)
        return SignedIn(verdict, session)


def _badge_owner(tx: Transaction, badge: VerifiedBadge) -> Person | _Refusal:
    try:
        person_id = lifecycle.owner(tx, badge)
    except lifecycle.BadgeRefused as refused:
        return _Refusal(refused.code, refused.person_id)
    return _enabled_person(tx, person_id)


def _password_owner(tx: Transaction, guess: _Guess) -> Person | _Refusal:
    """Whom a right password lets in, unless it was changed while it was being checked."""
    tx.people.lock(*filter(None, [guess.person_id]))
    credential = tx.credentials.get(guess.person_id) if guess.person_id else None
    if guess.person_id is None or credential is None or credential.password_hash != guess.password_hash:
        return _Refusal("wrong_credentials", guess.person_id)
    return _enabled_person(tx, guess.person_id)


def _enabled_person(tx: Transaction, person_id: str) -> Person | _Refusal:
    known = tx.people.get(person_id)
    if known is None or not known.can_sign_in:
        return _Refusal("account_disabled", person_id)
    return known.person


def _unless_refused(outcome: SignedIn | _Refusal) -> SignedIn:
    """Raised only now, after the transaction that recorded the refusal is kept."""
    if isinstance(outcome, _Refusal):
        raise AccessRefused(outcome.code)
    return outcome


def _too_many_tries(wait_s: float) -> AccessRefused:
    return AccessRefused("too_many_tries", retry_after_s=wait_s)
