"""Badges on paper: whose they are, in which order, and the record of each copy.

A class is drawn in the browser, by the cards that `cards` gives; more than that by the server (`print_jobs`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from harmony.badge.symbol import symbol
from harmony.model import Person
from harmony_server.badges import copies
from harmony_server.badges.keys import KeyRing
from harmony_server.settings.config import Config
from harmony_server.staff.choosing import Choice, chosen
from harmony_server.staff.lists import BadgeStanding, Moment, standing
from harmony_server.staff.reach import Asker, InReach, Right
from harmony_server.store import BadgeRecord, Store, Transaction

MOST_IN_BROWSER = 200


@dataclass(frozen=True)
class Holder:
    """Whose badge it is, and where that is said on the card."""

    person: Person
    lines: tuple[str, ...]
    """The school and the class, as far as the district prints them."""
    class_title: str


@dataclass(frozen=True)
class CardData:
    """What a browser draws a card of."""

    holder: Holder
    text: str
    """What the code says, as on paper."""
    digits: str


def holders(
    tx: Transaction, asker: Asker, choice: Choice, at: Moment, config: Config, *, only_without: bool
) -> list[Holder]:
    """Whose badges are printed: by class, and in it by first name.

    `only_without` leaves out whoever has a badge that works. Raises OutOfReach, MissingGrant.
    """
    meant = chosen(tx, asker.reach, choice, Right.PRINT)
    if only_without:
        badges = tx.badges.of_any([each.person.id for each in meant])
        meant = [each for each in meant if not _has_one(badges.get(each.person.id, []), at)]
    schools = {school.id: school.name for school in tx.roster.schools()}
    found = [_holder(each, choice, schools, config) for each in meant]
    return sorted(found, key=lambda each: each.class_title)


def cards(
    store: Store, asker: Asker, printed: list[Holder], config: Config, keys: KeyRing, layout: str
) -> Iterator[CardData]:
    """The cards of whoever is printed, each issued if need be and on record.

    Raises KeyRingError when a new badge is needed and every key has expired.
    """
    people = [each.person for each in printed]
    by = {"by": asker.id, "note": layout[:64]}
    issued = copies.tokens_of(store, people, config, keys, event=copies.PRINTED, by=by)
    before = None
    for holder, (_, token) in zip(printed, issued, strict=True):
        if before is None:  # the same for every badge of a district: see `harmony.badge.symbol`
            before = symbol(token, portal_url=config.portal_url).text.removesuffix(token.decimal)
        yield CardData(holder, before + token.decimal, token.decimal)


def _has_one(badges: list[BadgeRecord], at: Moment) -> bool:
    return standing(badges, at.live_kids) is BadgeStanding.WORKING


def _holder(each: InReach, choice: Choice, schools: Mapping[str, str], config: Config) -> Holder:
    """The class is the one that was chosen, or else the first in the alphabet."""
    own = [one.title for one in each.classes if choice.class_id in (None, one.id)]
    title = own[0] if own else ""
    school = next((schools[one] for one in sorted(each.person.school_ids) if one in schools), "")
    lines = (school if config.print_school else "", title if config.print_class else "")
    return Holder(each.person, tuple(filter(None, lines)), title)
