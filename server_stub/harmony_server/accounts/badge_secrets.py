"""What a child knows beside a badge: how it is kept, how often it may be tried, a sign-in that waits for it.

Kept as argon2id of an HMAC under the district's pepper. Whoever has a copy of the database alone can try
nothing: the pepper is not in it. Whoever has the pepper too pays one argon2 for each of the few thousand
there are, for each child anew: a secret number holds up whoever found a badge, not whoever took the server.

Tries are counted by badge, in the database, before they are looked at: three are free, then the waits
double, and after `MOST_WRONG` in a row the badge opens no more until a grown-up resets the secret. A right
one forgives three wrong ones, once a day, so that a child's slips add up to nothing, and whoever has a copy
of the badge gets three a day and no more. Another badge of the child's is counted anew: what a thief did
with the lost one holds up nobody.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field, replace

from harmony.badge.signing import VerifiedBadge
from harmony.model import AuthenticationMethod, Person
from harmony.people.badge_secret import CHOSEN, MOST_WRONG, SecondStepRule, SecretKind
from harmony_server.accounts import sessions
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.accounts.throttle_marks import Backoff
from harmony_server.badges.keys import Rng
from harmony_server.store import BadgeSecret, Mark, SecretTries, Transaction, WaitingSignIn

WAITS_S = 5 * 60
"""How long a badge that was shown waits for its second step, in the browser where it was shown."""
PACE = Backoff(free=3, first_wait_s=30, max_wait_s=15 * 60)
FORGIVEN = 3
FORGIVEN_EVERY_S = 20 * 3600
RESET = "second_step_reset"


@dataclass(frozen=True)
class Secret:
    """What was tapped."""

    kind: SecretKind
    text: str = field(repr=False)
    """The digits, or the two pictures as `pictures_text` writes them."""

    @property
    def length(self) -> int:
        """Digits, or pictures."""
        return len(self.text) if self.kind is SecretKind.PIN else CHOSEN

    def keyed(self, pepper: bytes, person_id: str) -> str:
        """What goes into argon2: another for every person, and nothing without the pepper."""
        parts = "badge secret", person_id, self.kind.value, self.text
        return hmac.new(pepper, "\0".join(parts).encode(), "sha256").hexdigest()


@dataclass(frozen=True)
class Asked:
    """What is asked beside a badge."""

    kind: SecretKind
    length: int
    is_set: bool
    """False where the child is to choose it now."""
    is_locked: bool
    """Too many were wrong: a grown-up resets it."""
    wait_s: float
    """Seconds until the next try."""
    left_s: float
    """Seconds until the badge has to be shown again."""


@dataclass(frozen=True)
class Waiting:
    """Whose badge was shown, what is asked beside it, and the id of the sign-in that waits for it."""

    person: Person
    token: str = field(repr=False)
    asked: Asked


def begin(
    tx: Transaction,
    person: Person,
    badge: VerifiedBadge,
    rule: SecondStepRule,
    *,
    replacing: str | None,
    now: float,
    rng: Rng,
) -> Waiting:
    """Have a sign-in wait for its second step. The session that the request came with ends here and now."""
    if replacing:
        tx.sessions.end(sessions.token_hash(replacing))
    tx.waiting_sign_ins.forget_before(now)
    token = sessions.new_token(rng)
    waiting = WaitingSignIn(sessions.token_hash(token), person.id, badge.badge_id, badge.kid, now + WAITS_S)
    tx.waiting_sign_ins.add(waiting)
    return Waiting(person, token, asked(tx, waiting, rule, now))


def waiting(tx: Transaction, token: str | None, now: float) -> WaitingSignIn:
    """The sign-in that waits in a browser; raises AccessRefused (`second_step_over`)."""
    found = tx.waiting_sign_ins.get(sessions.token_hash(token)) if token else None
    if found is None or now >= found.expires_at:
        raise AccessRefused("second_step_over")
    return found


def asked(tx: Transaction, sign_in: WaitingSignIn, rule: SecondStepRule, now: float) -> Asked:
    """What is asked of whoever waits."""
    secret = current(tx, sign_in.person_id, rule)
    tries = _tries(tx, sign_in.badge_id)
    return Asked(
        kind=rule.kind,
        length=secret.length if secret else length_of(rule),
        is_set=secret is not None,
        is_locked=_is_locked(tries, rule.kind),
        wait_s=_wait(tries, now),
        left_s=sign_in.expires_at - now,
    )


def length_of(rule: SecondStepRule) -> int:
    """How many digits, or pictures, a child is to choose."""
    return rule.digits if rule.kind is SecretKind.PIN else CHOSEN


def current(tx: Transaction, person_id: str, rule: SecondStepRule) -> BadgeSecret | None:
    """A child's secret, if it is of the kind that is asked for; else it is chosen anew."""
    secret = tx.badge_secrets.get(person_id)
    return secret if secret and secret.kind == rule.kind else None


def count_try(tx: Transaction, sign_in: WaitingSignIn, kind: SecretKind, now: float) -> SecretTries:
    """Count a try as wrong before it is looked at, and give what was counted before it.

    Raises AccessRefused: `second_step_locked`, `too_many_tries`.
    """
    tx.people.lock(sign_in.person_id)
    before = _tries(tx, sign_in.badge_id)
    if _is_locked(before, kind):
        raise AccessRefused("second_step_locked")
    if (wait := _wait(before, now)) > 0:
        raise AccessRefused("too_many_tries", retry_after_s=wait)
    tx.badge_secrets.put_tries(replace(before, wrong=before.wrong + 1, tried_at=now))
    return before


def give_back(tx: Transaction, before: SecretTries) -> None:
    """Make a try uncounted that nobody looked at."""
    now = _tries(tx, before.badge_id)
    tx.badge_secrets.put_tries(replace(now, wrong=max(0, now.wrong - 1), tried_at=before.tried_at))


def forgive(tx: Transaction, before: SecretTries, now: float) -> None:
    """A try was right: make it uncounted, and once a day some of the wrong ones before it forgotten."""
    give_back(tx, before)
    after = _tries(tx, before.badge_id)
    if after.wrong and now - after.forgiven_at >= FORGIVEN_EVERY_S:
        tx.badge_secrets.put_tries(replace(after, wrong=max(0, after.wrong - FORGIVEN), forgiven_at=now))


def refusal(tx: Transaction, badge_id: str, kind: SecretKind, now: float) -> AccessRefused:
    """What is told of a wrong try: how long to wait before the next, or that there is none."""
    tries = _tries(tx, badge_id)
    if _is_locked(tries, kind):
        return AccessRefused("second_step_locked")
    return AccessRefused("wrong_second_step", retry_after_s=_wait(tries, now) or None)


def reset(tx: Transaction, person_id: str, *, by: str | None, now: float) -> bool:
    """Forget a child's secret, to be chosen anew with the next badge; says whether there was one.

    Whoever is in by a badge of theirs is out: it may be somebody else who chose it.
    """
    tx.people.lock(person_id)
    if not tx.badge_secrets.forget(person_id):
        return False
    tx.sessions.end_of_person(person_id, amr=AuthenticationMethod.BADGE)
    tx.audit.add(RESET, "ok", now=now, person_id=person_id, by=by)
    return True


def _tries(tx: Transaction, badge_id: str) -> SecretTries:
    return tx.badge_secrets.tries(badge_id) or SecretTries(badge_id, 0, 0, 0)


def _is_locked(tries: SecretTries, kind: SecretKind) -> bool:
    return tries.wrong >= MOST_WRONG[kind]


def _wait(tries: SecretTries, now: float) -> float:
    return PACE.wait(Mark(tries.wrong, tries.tried_at), now)
