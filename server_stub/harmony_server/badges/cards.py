"""A person's badge as a card: issued if need be, and its printing put on record."""

from __future__ import annotations

import secrets

from harmony.badge.symbol import symbol
from harmony.model import AuthenticationMethod, Person
from harmony_print import MODULE_MM, Card
from harmony_server.badges import lifecycle
from harmony_server.badges.keys import KeyRing
from harmony_server.settings.config import Config
from harmony_server.store import Transaction


def card_of(
    tx: Transaction,
    person: Person,
    config: Config,
    keys: KeyRing,
    *,
    name: bool,
    module_mm: float = MODULE_MM,
) -> Card:
    """The card of a person, with the first name if `name`. Every copy of a key leaves a line in the audit.

    Raises KeyRingError when a new badge is needed and every key has expired.
    """
    token = lifecycle.current_or_issue(
        tx, person.id, keys, keys.now, secrets.token_bytes, district=config.code
    )
    tx.audit.add("badge_printed", "ok", now=keys.now, person_id=person.id, amr=AuthenticationMethod.BADGE)
    drawn = symbol(token, portal_url=config.portal_url)
    return Card(drawn, person.picture, person.given_name if name else None, module_mm)
