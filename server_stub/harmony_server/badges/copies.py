"""Copies of people's badges: issued if need be and put on record, and only then signed, drawn or written.

Each copy of a key leaves a line in the audit. Nobody at the door waits for any of it: what is written is
written in short transactions, some people at each.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from types import MappingProxyType

from harmony.badge.symbol import symbol
from harmony.badge.token import BadgeToken
from harmony.model import AuthenticationMethod, Person
from harmony_print import MODULE_MM, Card
from harmony_server.badges.keys import KeyRing
from harmony_server.badges.lifecycle import IssuedBadge, issued_or_new
from harmony_server.settings.config import Config
from harmony_server.store import Store, Transaction

AT_ONCE = 25
PRINTED = "badge_printed"
EXPORTED = "badge_exported"


def cards_of(
    store: Store,
    people: Iterable[Person],
    config: Config,
    keys: KeyRing,
    *,
    name: bool,
    module_mm: float = MODULE_MM,
) -> list[Card]:
    """The cards of people, with the first name if `name`.

    Raises KeyRingError when a new badge is needed and every key has expired.
    """
    return [
        Card(
            symbol(token, portal_url=config.portal_url),
            person.picture,
            person.given_name if name else None,
            module_mm,
        )
        for person, token in tokens_of(store, people, config, keys, event=PRINTED)
    ]


def tokens_of(
    store: Store,
    people: Iterable[Person],
    config: Config,
    keys: KeyRing,
    *,
    event: str,
    by: Mapping[str, str | None] = MappingProxyType({}),
) -> Iterator[tuple[Person, BadgeToken]]:
    """Each person with their badge, as they are taken; on record as `event`. Raises as `cards_of` does.

    `by` says in the record who did it, and a word more (`note`).
    """
    remaining = iter(people)
    while some := list(islice(remaining, AT_ONCE)):
        step = partial(_issue, people=some, keys=keys, event=event, by=by)
        for issued in store.write_in_steps([step]):
            for person in some:
                yield person, issued[person.id].token(config.code)


def _issue(
    tx: Transaction, people: list[Person], keys: KeyRing, event: str, by: Mapping[str, str | None]
) -> Mapping[str, IssuedBadge]:
    ids = [person.id for person in people]
    issued = issued_or_new(tx, ids, keys, keys.now, secrets.token_bytes)
    tx.audit.add_for_each(ids, event, "ok", now=keys.now, amr=AuthenticationMethod.BADGE, **by)
    return issued
