"""The second step of a badge: choosing a secret, once, and tapping it from then on.

Only the browser where a badge was shown can go on, for a few minutes, and once. Nothing is open meanwhile.
Whether the badge still opens is asked again in the end, by the very question that lets in whoever needs no
second step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from harmony.model import AuthenticationMethod, Person
from harmony.people.badge_secret import SecondStepRule, SecretKind, is_easy_pin, rule_for
from harmony_server.accounts import badge_secrets, sessions
from harmony_server.accounts.badge_secrets import Asked, Secret
from harmony_server.accounts.owners import Refusal, waiting_holder
from harmony_server.accounts.refusals import AccessRefused, Busy
from harmony_server.accounts.sessions import Shown
from harmony_server.accounts.sign_in import Authentication, ClientContext, SignedIn, unless_refused
from harmony_server.accounts.throttle import network_of
from harmony_server.settings.config import Config
from harmony_server.store import BadgeSecret, SecretTries, Store, Transaction, Visitor, WaitingSignIn

Outcome = SignedIn | Refusal | AccessRefused


@dataclass(frozen=True)
class _Try:
    """A try that was counted, and what it is held against."""

    sign_in: WaitingSignIn
    secret: BadgeSecret
    before: SecretTries


class BadgeSecondSteps:
    """Takes second steps of badges, and what children choose for them."""

    def __init__(
        self,
        config: Config,
        store: Store,
        pepper: bytes,
        now: Callable[[], float],
        authentication: Authentication,
    ) -> None:
        self._rules = config.second_steps
        self._store = store
        self._pepper = pepper
        self._now = now
        self._authentication = authentication

    def look(self, token: str | None) -> tuple[Person, Asked]:
        """Who waits in a browser, and for what; raises AccessRefused (`second_step_over`). It blocks."""
        now = self._now()
        with self._store.read() as tx:
            sign_in = badge_secrets.waiting(tx, token, now)
            visitor, rule = self._visitor(tx, sign_in)
            return visitor.person, badge_secrets.asked(tx, sign_in, rule, now)

    async def take(self, token: str | None, secret: Secret, client: ClientContext) -> SignedIn:
        """Sign in whoever waits, if this is their secret.

        Raises AccessRefused: `wrong_second_step`, with the wait before the next try, `second_step_locked`,
        `too_many_tries`, `second_step_over`, Busy, and what badges are refused with.
        """
        lane = network_of(client.address)
        async with self._authentication.verifier.turn(lane):
            tried = await self._store.written(partial(self._count, token, secret.kind))
            try:
                typed = secret.keyed(self._pepper, tried.secret.person_id)
                checked = await self._authentication.verifier.check(tried.secret.secret_hash, typed)
            except Busy:
                await self._store.written(lambda tx: badge_secrets.give_back(tx, tried.before))
                raise
        conclude = self._right if checked is not None else self._wrong
        return unless_refused(await self._store.written(partial(conclude, tried, client)))

    async def choose(self, token: str | None, secret: Secret, client: ClientContext) -> SignedIn:
        """Keep the first secret of whoever waits, and sign them in.

        Raises AccessRefused: `second_step_easy`, `second_step_unfit`, `second_step_set` where another browser
        was quicker, `second_step_over`, Busy, and what badges are refused with.
        """
        person, asked = await self._store.run(self.look, token)
        _check(secret, asked, person)
        keyed = secret.keyed(self._pepper, person.id)
        lane = network_of(client.address)
        hashed = await self._authentication.verifier.hash(keyed, _refuse_nothing, lane=lane)
        kept = BadgeSecret(person.id, secret.kind, secret.length, hashed, self._now())
        return unless_refused(await self._store.written(partial(self._keep, token, kept, client)))

    def _count(self, token: str | None, kind: SecretKind, tx: Transaction) -> _Try:
        now = self._now()
        sign_in = badge_secrets.waiting(tx, token, now)
        _, rule = self._visitor(tx, sign_in)
        secret = badge_secrets.current(tx, sign_in.person_id, rule)
        if secret is None:
            raise AccessRefused("second_step_unfit")
        return _Try(sign_in, secret, badge_secrets.count_try(tx, sign_in, rule.kind, now))

    def _wrong(self, tried: _Try, _client: ClientContext, tx: Transaction) -> AccessRefused:
        now, secret = self._now(), tried.secret
        code = "wrong_second_step"
        tx.audit.add("second_step", code, now=now, person_id=secret.person_id, amr=secret.kind)
        return badge_secrets.refusal(tx, tried.sign_in.badge_id, SecretKind(secret.kind), now)

    def _right(self, tried: _Try, client: ClientContext, tx: Transaction) -> Outcome:
        sign_in = tried.sign_in
        tx.people.lock(sign_in.person_id)
        if tx.badge_secrets.get(sign_in.person_id) != tried.secret:
            return AccessRefused("second_step_over")  # it was reset while it was being checked
        badge_secrets.forgive(tx, tried.before, self._now())
        return self._let_in(tx, sign_in, tried.secret.kind, client)

    def _keep(
        self, token: str | None, secret: BadgeSecret, client: ClientContext, tx: Transaction
    ) -> Outcome:
        now = self._now()
        tx.people.lock(secret.person_id)
        sign_in = badge_secrets.waiting(tx, token, now)
        before = tx.badge_secrets.get(secret.person_id)
        if before and before.kind != secret.kind:
            tx.badge_secrets.forget(secret.person_id)  # the school asks for another kind now
        if not tx.badge_secrets.add(secret):
            raise AccessRefused("second_step_set")
        tx.audit.add("second_step_set", "ok", now=now, person_id=secret.person_id, amr=secret.kind)
        return self._let_in(tx, sign_in, secret.kind, client)

    def _let_in(self, tx: Transaction, sign_in: WaitingSignIn, kind: str, client: ClientContext) -> Outcome:
        """Begin the session, if the badge still opens; the sign-in waits no more."""
        if not tx.waiting_sign_ins.end(sign_in.token_hash):
            return AccessRefused("second_step_over")
        now, badge = self._now(), AuthenticationMethod.BADGE
        verdict = waiting_holder(tx, sign_in, now)
        shown = Shown(badge, sign_in.kid, sign_in.badge_id, client.device)
        outcome = self._authentication.let_in(tx, verdict, shown, client, now)
        if isinstance(outcome, SignedIn):
            this = sessions.token_hash(outcome.session)
            tx.sessions.second_step_done(this, kind, now, new_hash=this, amr=badge)
            tx.audit.add("second_step", "ok", now=now, person_id=sign_in.person_id, amr=kind)
        return outcome

    def _visitor(self, tx: Transaction, sign_in: WaitingSignIn) -> tuple[Visitor, SecondStepRule]:
        visitor = tx.door.by_id(sign_in.person_id)
        rule = rule_for(self._rules, visitor.membership) if visitor else None
        if visitor is None or rule is None:  # the roster or the settings changed: the badge says what holds
            raise AccessRefused("second_step_over")
        return visitor, rule


def _check(secret: Secret, asked: Asked, person: Person) -> None:
    """Refuse what is not to be chosen."""
    if asked.is_set:
        raise AccessRefused("second_step_set")
    if (secret.kind, secret.length) != (asked.kind, asked.length):
        raise AccessRefused("second_step_unfit")
    if secret.kind is SecretKind.PIN and is_easy_pin(secret.text, username=person.username):
        raise AccessRefused("second_step_easy")


def _refuse_nothing(_keyed: str) -> None:
    """A keyed hash has nothing in it that somebody chose."""
