"""The end of a key that leaked: no badge it signed is left, nor anybody who came in with one.

The ring of keys is what counts at the door, and `KeyRing.end` comes first. What is done here puts it on
record: badges are void, also on a machine to which the ring was not brought yet, and sessions are gone for
good. One that a sign-in begins meanwhile is refused at its first use, for its key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import repeat, takewhile

from harmony.model import AuthenticationMethod, BadgeState
from harmony_server.store import Store, Transaction

ENDED = "key_ended"
AT_ONCE = 100
"""Badges in one transaction: a few milliseconds."""


@dataclass(frozen=True)
class Reach:
    """What the end of a key takes away."""

    badges: int
    """Badges that open now, each to be printed again."""
    sessions: int
    """Sessions that a badge of this key began."""


def reach(tx: Transaction, kid: str) -> Reach:
    """How far the end of a key would reach."""
    return Reach(tx.badges.count_issued(kid), tx.sessions.count_begun_by(kid))


def end_badges(store: Store, kid: str, now: float) -> Iterator[int]:
    """End all that a key opened, in short transactions as these are taken; how many badges each ended.

    To be done again if it broke off. Raises StoreUnavailable.
    """
    store.write(lambda tx: tx.audit.add(ENDED, kid, now=now))
    yield from _until_none_is_left(store, partial(_end_some, kid=kid, now=now))
    for _ in _until_none_is_left(store, lambda tx: tx.sessions.end_begun_by(kid)):
        yield 0


def _until_none_is_left(store: Store, step: Callable[[Transaction], int]) -> Iterator[int]:
    yield from takewhile(bool, store.write_in_steps(repeat(step)))


def _end_some(tx: Transaction, kid: str, now: float) -> int:
    holders = tx.badges.holders(kid, count=AT_ONCE)
    tx.people.lock(*holders)
    ended = tx.badges.end_of_key(kid, holders, BadgeState.VOID, now)
    badge, void = AuthenticationMethod.BADGE, BadgeState.VOID.value
    tx.audit.add_for_each(ended, "badge_ended", void, now=now, amr=badge)
    return len(holders)
