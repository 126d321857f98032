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
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from typing import TypeAlias

from harmony.model import Person
from harmony_server.store import Mark, Transaction

NOTHING_USED = Mark(0, 0)
FORGET_AFTER_S = 24 * 3600
KNOWN_FOR_S = 60 * 24 * 3600
"""How long an account is known at an address where its password was right: longer than the holidays."""


@dataclass(frozen=True)
class Bucket:
    """So many at once, and one more every so often: a rate, which never locks anybody out."""

    capacity: int
    refill_interval_s: float

    def used(self, mark: Mark, now: float) -> float:
        """How much of the capacity is taken at `now`."""
        return max(0, mark.level - max(0, now - mark.updated_at) / self.refill_interval_s)

    def wait(self, mark: Mark, now: float) -> float:
        """Seconds until there is room for one more."""
        return max(0, self.used(mark, now) + 1 - self.capacity) * self.refill_interval_s


@dataclass(frozen=True)
class Backoff:
    """Some tries free, then waits that double. The mark's level counts the tries that failed."""

    free: int
    first_wait_s: float
    max_wait_s: float

    def used(self, mark: Mark, now: float) -> float:
        """How many tries failed and are not forgotten."""
        return mark.level if now - mark.updated_at < FORGET_AFTER_S else 0

    def wait(self, mark: Mark, now: float) -> float:
        """Seconds until the next try may be made."""
        beyond = int(self.used(mark, now)) - self.free
        if beyond < 0:
            return 0
        # 2**20 times the first wait is beyond any longest wait; larger powers would only overflow.
        wait = min(self.first_wait_s * (1 << min(beyond, 20)), self.max_wait_s)
        return min(max(0, mark.updated_at + wait - now), self.max_wait_s)


Policy: TypeAlias = Bucket | Backoff
Subjects: TypeAlias = dict[str, Policy]
"""What is counted, by key."""

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

    def reserve(
        self, tx: Transaction, *, account: str, address: str, has_password: bool, now: float
    ) -> Reservation:
        """Count one guess, or say how many seconds to wait and count nothing.

        How long somebody waits does not depend on `has_password`, or it would tell who is here.
        """
        tx.throttle.forget_before(now - FORGET_AFTER_S)
        network, marks = network_of(address), _Marks(tx, now)
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
        tx.throttle.put(self._key("known", account, network), Mark(0, now + KNOWN_FOR_S))
        self.give_back(tx, reservation)
        tx.throttle.forget(self._key("account+address", account, network))

    def give_back(self, tx: Transaction, reservation: Reservation) -> None:
        """Make a guess uncounted that was right, or that nobody looked at."""
        for key, (before, after) in reservation.counted.items():
            mark = tx.throttle.get(key) or NOTHING_USED
            tx.throttle.put(key, before if mark == after else Mark(max(0, mark.level - 1), mark.updated_at))

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
        marks, keyed = _Marks(tx, now), {self._key(*each): rate for each, rate in subjects.items()}
        wait = marks.wait(dict(keyed))
        return Reservation(wait) if wait > 0 else Reservation(0, counted=marks.count(dict(keyed)))

    def _subjects(self, marks: _Marks, account: str, network: str) -> tuple[Subjects, Subjects]:
        """What counts tries at this account alone, and what those at every account of an address together."""
        here = self._key("account+address", account, network)
        own: Subjects = {here: PER_ACCOUNT_AND_ADDRESS}
        if marks.is_ahead(self._key("known", account, network)):
            return own, {}
        own |= {self._key("account", account): PER_ACCOUNT}
        if marks.used(here, PER_ACCOUNT_AND_ADDRESS) < FIRST_TRIES:
            return own, {self._key("address, first", network): FIRST_PER_ADDRESS}
        return own, {self._key("address", network): PER_ADDRESS}

    def _key(self, *parts: str) -> str:
        # What is typed as a user name may be somebody's password: only who has the pepper can guess it back.
        return hmac.new(self._pepper, "\0".join(parts).encode(), "sha256").hexdigest()


def _reserve(tx: Transaction, subjects: Subjects, now: float) -> Reservation:
    marks = _Marks(tx, now)
    wait = marks.wait(subjects)
    return Reservation(wait) if wait > 0 else Reservation(0, counted=marks.count(subjects))


class _Marks:
    """The marks of one transaction as they count at one moment, each read once."""

    def __init__(self, tx: Transaction, now: float) -> None:
        self._stored = tx.throttle
        self._now = now
        self._read: dict[str, Mark] = {}

    def used(self, key: str, policy: Policy) -> float:
        """How much of what a policy allows is used up."""
        return policy.used(self._mark(key), self._now)

    def wait(self, subjects: Subjects) -> float:
        """Seconds until all of these allow one more."""
        return max((policy.wait(self._mark(key), self._now) for key, policy in subjects.items()), default=0)

    def count(self, subjects: Subjects) -> dict[str, tuple[Mark, Mark]]:
        """Count one more for each, and tell what was changed: the mark before, and after."""
        counted = {}
        for key, policy in subjects.items():
            after = Mark(self.used(key, policy) + 1, self._now)
            counted[key] = self._mark(key), after
            self._stored.put(key, after)
        return counted

    def is_ahead(self, key: str) -> bool:
        """Whether a mark that is dated ahead on purpose still is."""
        mark = self._stored.get(key)
        return mark is not None and mark.updated_at >= self._now

    def _mark(self, key: str) -> Mark:
        if key not in self._read:
            mark = self._stored.get(key) or NOTHING_USED
            if mark.updated_at > self._now:
                # A clock ran ahead. Put right for good, or the mark would not age before that time comes.
                mark = Mark(mark.level, self._now)
                self._stored.put(key, mark)
            self._read[key] = mark
        return self._read[key]


def network_of(address: str) -> str:
    """What of an address belongs to one household or school: all of IPv4, the first half of IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address) or parsed.ipv4_mapped:
        return str(getattr(parsed, "ipv4_mapped", parsed))
    return str(IPv6Address(int(parsed) >> 64 << 64))
