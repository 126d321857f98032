"""How often a password may be guessed. Everything counted is in the database: a restart forgives nothing.

A guess is counted before it is checked, and given back when it was right or was never checked, so guesses
made at the same time cannot slip through together. Nobody is held up by another:

- badges that we signed are not counted;
- whoever signed in at an address before answers there for their own slips alone;
- the first tries at each account, as a class makes them on its first day, have an allowance of their own;
- guesses at names that have no password use up nothing that others need. An address that makes many of them
  gets the answer it would have had, and nothing is checked for it any more.
"""

from __future__ import annotations

import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

from harmony.model import Person
from harmony_server.accounts.throttle_marks import (
    FORGET_AFTER_S,
    NOTHING_USED,
    Backoff,
    Bucket,
    Marks,
    Subjects,
)
from harmony_server.store import Mark, Transaction

FORGET_EVERY_S = 1
"""How often a process drops what is older, where guesses come."""
KNOWN_FOR_S = 60 * 24 * 3600
"""How long an account is known at an address where its password was right: longer than the holidays."""

PER_ACCOUNT_AND_ADDRESS = Backoff(free=5, first_wait_s=30, max_wait_s=15 * 60)
"""One child mistyping: five tries are more than a slip needs; after them guessing by hand is pointless."""
PER_ACCOUNT = Bucket(capacity=30, refill_interval_s=120)
"""One account guessed at from many addresses: 30 an hour, 263 000 a year at most."""
FIRST_TRIES = 2
"""A slip and the right password: so many of an account's tries at an address are first ones."""
FIRST_PER_ADDRESS = Bucket(capacity=3000, refill_interval_s=2)
"""First tries at one address: a school is one address, and all of it comes on its first day."""
PER_ADDRESS = Bucket(capacity=300, refill_interval_s=2)
"""Further tries at one address, whatever the accounts: whoever waits, waits two seconds."""
NOBODY_PER_ADDRESS = Bucket(capacity=30, refill_interval_s=2)
"""Names without a password that are worth a check, so that the time tells nothing: a class's slips. Nobody
waits for this one."""
BAD_BADGES = Bucket(capacity=300, refill_interval_s=2)
"""What is no badge of ours, from one address; counted apart, so that it holds up no password."""

CODES_PER_PERSON = Bucket(capacity=10, refill_interval_s=600)
"""Back-up codes guessed for one child while it has one: 12 of a million in the 20 minutes that one lasts."""
CODES_PER_SCHOOL = Bucket(capacity=200, refill_interval_s=30)
"""The same for all children of a school together: 240 in 20 minutes."""
CODES_PER_ADDRESS = Bucket(capacity=60, refill_interval_s=20)
"""Wrong codes from one address, whoever they are for: two slips of each child of a class."""
SECOND_STEPS = Bucket(capacity=8, refill_interval_s=3 * 3600)
"""Second steps of one person by one method: eight a day, of which three codes in a million are right."""
UNGUESSABLE = Bucket(capacity=60, refill_interval_s=10)
"""Recovery codes and passkeys: it only bounds the work. Whoever knows a password keeps nobody from them."""
INVITATIONS = Bucket(capacity=60, refill_interval_s=2)
"""Invitations looked for from one address. They cannot be guessed; it bounds the work."""


@dataclass(frozen=True)
class Reservation:
    """What came of asking for one guess."""

    wait_s: float
    """Seconds to wait; nothing was counted then."""
    worth_checking: bool = True
    """False where there is nothing to find, and the address had its share of such checks."""
    counted: Mapping[str, tuple[Mark, Mark]] = field(default_factory=dict)
    """What was counted, by key: the mark before, and after."""


class Throttle:
    """Counts guesses by account and address, under keyed hashes."""

    def __init__(self, pepper: bytes) -> None:
        self._pepper = pepper
        self._forgot_at = -math.inf

    def reserve(
        self, tx: Transaction, *, account: str, address: str, has_password: bool, now: float
    ) -> Reservation:
        """Count one guess, or say how many seconds to wait and count nothing.

        How long somebody waits does not depend on `has_password`, or it would tell who is here.
        """
        self._forget_old(tx, now)
        network, marks = network_of(address), Marks(tx, now)
        own, shared = self._subjects(marks, account, network)
        if (wait := marks.wait(own | shared)) > 0:
            return Reservation(wait)
        if has_password:
            return Reservation(0, counted=marks.count(own | shared))
        nobody: Subjects = {self._key("nobody", network): NOBODY_PER_ADDRESS}
        worth_checking = marks.wait(nobody) <= 0
        return Reservation(0, worth_checking, marks.count(own | nobody if worth_checking else own))

    def succeeded(
        self, tx: Transaction, reservation: Reservation, *, account: str, address: str, now: float
    ) -> None:
        """Give back a guess that was right, forget the wrong ones made here, and know the account here."""
        network = network_of(address)
        # Dated ahead: what is old is forgotten, and this only then.
        tx.throttle.put({self._key("known", account, network): Mark(0, now + KNOWN_FOR_S)})
        self.give_back(tx, reservation)
        tx.throttle.forget(self._key("account+address", account, network))

    def give_back(self, tx: Transaction, reservation: Reservation) -> None:
        """Make a guess uncounted that was right, or that nobody looked at."""
        marks = tx.throttle.get([*reservation.counted])
        given_back = {}
        for key, (before, after) in reservation.counted.items():
            mark = marks.get(key, NOTHING_USED)
            given_back[key] = before if mark == after else Mark(max(0, mark.level - 1), mark.updated_at)
        tx.throttle.put(given_back)

    def count_bad_badge(self, tx: Transaction, *, address: str, now: float) -> float:
        """Count a badge that is not ours, or say how many seconds to wait."""
        return _reserve(tx, {self._key("badge", network_of(address)): BAD_BADGES}, now).wait_s

    def reserve_second_step(
        self, tx: Transaction, *, person_id: str, method: str, guessable: bool, now: float
    ) -> Reservation:
        """Count one second step, or say how many seconds to wait and count nothing."""
        policy = SECOND_STEPS if guessable else UNGUESSABLE
        return _reserve(tx, {self._key("second step", person_id, method): policy}, now)

    def count_invitation(self, tx: Transaction, *, address: str, now: float) -> float:
        """Count a look for an invitation, or say how many seconds to wait."""
        return _reserve(tx, {self._key("invitation", network_of(address)): INVITATIONS}, now).wait_s

    def reserve_code(
        self, tx: Transaction, *, person: Person | None, address: str, now: float
    ) -> Reservation:
        """Count one guess at a back-up code, or say how many seconds to wait.

        `person` is a child who has a code just now. Where there is none, nothing can be found, and a
        stranger's guesses use up what their own address has, and nothing of a child's or a school's.
        """
        subjects: Subjects = {self._key("code+address", network_of(address)): CODES_PER_ADDRESS}
        if person is not None:
            subjects[self._key("code+person", person.id)] = CODES_PER_PERSON
            subjects |= {
                self._key("code+school", each): CODES_PER_SCHOOL for each in sorted(person.school_ids)
            }
        return _reserve(tx, subjects, now)

    def reserve_rate(
        self, tx: Transaction, subjects: Mapping[tuple[str, ...], Bucket], now: float
    ) -> Reservation:
        """Count one more of something at each of these, or say how many seconds to wait."""
        marks, keyed = Marks(tx, now), {self._key(*each): rate for each, rate in subjects.items()}
        wait = marks.wait(dict(keyed))
        return Reservation(wait) if wait > 0 else Reservation(0, counted=marks.count(dict(keyed)))

    def _subjects(self, marks: Marks, account: str, network: str) -> tuple[Subjects, Subjects]:
        """What counts tries at this account alone, and what those at every account of an address together."""
        known, here = (self._key(kind, account, network) for kind in ("known", "account+address"))
        anywhere = self._key("account", account)
        marks.read(known, here, anywhere)
        own: Subjects = {here: PER_ACCOUNT_AND_ADDRESS}
        if marks.is_ahead(known):
            return own, {}
        own[anywhere] = PER_ACCOUNT
        if marks.used(here, PER_ACCOUNT_AND_ADDRESS) < FIRST_TRIES:
            return own, {self._key("address, first", network): FIRST_PER_ADDRESS}
        return own, {self._key("address", network): PER_ADDRESS}

    def _forget_old(self, tx: Transaction, now: float) -> None:
        if abs(now - self._forgot_at) >= FORGET_EVERY_S:
            tx.throttle.forget_before(now - FORGET_AFTER_S)
            self._forgot_at = now

    def _key(self, *parts: str) -> str:
        # What is typed as a user name may be somebody's password: only who has the pepper can guess it back.
        return hmac.new(self._pepper, "\0".join(parts).encode(), "sha256").hexdigest()


def _reserve(tx: Transaction, subjects: Subjects, now: float) -> Reservation:
    marks = Marks(tx, now)
    wait = marks.wait(subjects)
    return Reservation(wait) if wait > 0 else Reservation(0, counted=marks.count(subjects))


def network_of(address: str) -> str:
    """What of an address belongs to one household or school: all of IPv4, the first half of IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address) or parsed.ipv4_mapped:
        return str(getattr(parsed, "ipv4_mapped", parsed))
    return str(IPv6Address(int(parsed) >> 64 << 64))
