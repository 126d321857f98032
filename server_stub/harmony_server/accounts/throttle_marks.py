"""How much of a rate has been used up, and how long to wait for more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from harmony_server.store import Mark, Transaction

NOTHING_USED = Mark(0, 0)
FORGET_AFTER_S = 24 * 3600


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


class Marks:
    """The marks of one transaction as they count at one moment, each read once."""

    def __init__(self, tx: Transaction, now: float) -> None:
        self._stored = tx.throttle
        self._now = now
        self._read: dict[str, Mark] = {}

    def read(self, *keys: str) -> None:
        """Read those that were not read yet, by one question."""
        new = [key for key in keys if key not in self._read]
        self._read |= dict.fromkeys(new, NOTHING_USED) | self._stored.get(new)

    def used(self, key: str, policy: Policy) -> float:
        """How much of what a policy allows is used up."""
        return policy.used(self._mark(key), self._now)

    def wait(self, subjects: Subjects) -> float:
        """Seconds until all of these allow one more."""
        self.read(*subjects)
        return max((policy.wait(self._mark(key), self._now) for key, policy in subjects.items()), default=0)

    def count(self, subjects: Subjects) -> dict[str, tuple[Mark, Mark]]:
        """Count one more for each, and tell what was changed: the mark before, and after."""
        counted = {
            key: (self._mark(key), Mark(self.used(key, policy) + 1, self._now))
            for key, policy in subjects.items()
        }
        self._stored.put({key: after for key, (_, after) in counted.items()})
        return counted

    def is_ahead(self, key: str) -> bool:
        """Whether a mark that is dated ahead on purpose still is."""
        self.read(key)
        return self._read[key] != NOTHING_USED and self._read[key].updated_at >= self._now

    def _mark(self, key: str) -> Mark:
        self.read(key)
        mark = self._read[key]
        if mark.updated_at > self._now:
            # A clock ran ahead. Put right for good, or the mark would not age before that time comes.
            mark = self._read[key] = Mark(mark.level, self._now)
            self._stored.put({key: mark})
        return mark
