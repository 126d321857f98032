"""How often a password may be guessed. Everything counted is in the database: a restart forgives nothing.

A guess is counted before it is checked and given back when it was right, so guesses made at the same time
cannot slip through together. A class behind one address is never locked out: badges that we signed are not
counted, and whoever signed in from there before is not held up by what others do there.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import TypeAlias

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
        return max(0, mark.updated_at + wait - now)


PER_ACCOUNT_AND_ADDRESS = Backoff(free=5, first_wait_s=30, max_wait_s=15 * 60)
"""One child mistyping: five tries are more than a slip needs; after them guessing by hand is pointless."""
PER_ACCOUNT = Bucket(capacity=30, refill_interval_s=120)
"""One account guessed at from many addresses: 30 an hour, 263 000 a year at most."""
PER_ADDRESS = Bucket(capacity=300, refill_interval_s=2)
"""Many accounts guessed at from one address. A school is one address: 30 children mistyping three times
each are 90 guesses in a minute, and whoever waits, waits two seconds."""
BAD_BADGES = Bucket(capacity=300, refill_interval_s=2)
"""What is no badge of ours, from one address; counted apart, so that it holds up no password."""

Policy: TypeAlias = Bucket | Backoff


class Throttle:
    """Counts guesses by account and address, under keyed hashes."""

    def __init__(self, pepper: bytes) -> None:
        self._pepper = pepper

    def reserve(self, tx: Transaction, *, account: str, address: str, now: float) -> float:
        """Count one guess, or say how many seconds to wait and count nothing."""
        tx.throttle.forget_before(now - FORGET_AFTER_S)
        return self._count(tx, self._subjects(tx, account, network_of(address), now), now)

    def succeeded(self, tx: Transaction, *, account: str, address: str, now: float) -> None:
        """Give back a guess that was right, forget the wrong ones made here, and know the account here."""
        network = network_of(address)
        for key, policy in self._subjects(tx, account, network, now).items():
            if isinstance(policy, Backoff):
                tx.throttle.forget(key)
            else:
                used = policy.used(tx.throttle.get(key) or NOTHING_USED, now)
                tx.throttle.put(key, Mark(max(0, used - 1), now))
        # Dated ahead: what is old is forgotten, and this only then.
        tx.throttle.put(self._known(account, network), Mark(0, now + KNOWN_FOR_S))

    def count_bad_badge(self, tx: Transaction, *, address: str, now: float) -> float:
        """Count a badge that is not ours, or say how many seconds to wait."""
        return self._count(tx, {self._key("badge", network_of(address)): BAD_BADGES}, now)

    def _count(self, tx: Transaction, subjects: dict[str, Policy], now: float) -> float:
        marks = {key: tx.throttle.get(key) or NOTHING_USED for key in subjects}
        wait = max(policy.wait(marks[key], now) for key, policy in subjects.items())
        if wait <= 0:
            for key, policy in subjects.items():
                tx.throttle.put(key, Mark(policy.used(marks[key], now) + 1, now))
        return wait

    def _subjects(self, tx: Transaction, account: str, network: str, now: float) -> dict[str, Policy]:
        subjects: dict[str, Policy] = {
            self._key("account+address", account, network): PER_ACCOUNT_AND_ADDRESS,
            self._key("account", account): PER_ACCOUNT,
        }
        known = tx.throttle.get(self._known(account, network))
        if known is None or known.updated_at < now:
            subjects[self._key("address", network)] = PER_ADDRESS
        return subjects

    def _known(self, account: str, network: str) -> str:
        return self._key("known", account, network)

    def _key(self, *parts: str) -> str:
        # What is typed as a user name may be somebody's password: only who has the pepper can guess it back.
        return hmac.new(self._pepper, "\0".join(parts).encode(), "sha256").hexdigest()


def network_of(address: str) -> str:
    """What of an address belongs to one household or school: all of IPv4, the first half of IPv6."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Address(int(parsed) >> 64 << 64))
