"""What leads and administrators do with colleagues: finding them, giving grants, taking them back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from harmony.grants import Grant, GrantKind, holds, looks_after, may_hold, schools_led
from harmony.model import Person
from harmony_server.accounts import grants
from harmony_server.accounts.invitations import invites
from harmony_server.accounts.refusals import AccessRefused, OutOfReach
from harmony_server.badges.keys import Rng
from harmony_server.store import GrantRecord, SoughtStaff, Transaction


@dataclass(frozen=True)
class Colleague:
    """Somebody of the staff, with what an administrator needs to see of them."""

    person: Person
    given: tuple[GrantRecord, ...]
    taught: Grant | None
    """What follows from the classes they teach."""
    second_step: str | None
    """What they do it with, the best of it."""
    invited_until: float | None
    """Until when an invitation is good that they did not follow yet."""
    last_sign_in_at: float | None

    def may_be_invited_by(self, held: Iterable[Grant]) -> bool:
        """Whether somebody who holds these grants may invite them."""
        theirs = [*(record.grant for record in self.given), *([self.taught] if self.taught else [])]
        return bool(theirs) and invites(held, self.person, theirs, is_set_up=self.second_step is not None)


def find(
    tx: Transaction, held: Iterable[Grant], sought: SoughtStaff, *, count: int, now: float
) -> list[Colleague]:
    """Colleagues within reach of who holds these grants, by family name."""
    mine = tuple(held)
    everywhere = holds(mine, GrantKind.DISTRICT_ADMINISTRATOR)
    people = tx.colleagues.find(sought, schools=None if everywhere else schools_led(mine), count=count)
    ids = [person.id for person in people]
    steps, invited = tx.colleagues.second_steps(ids), tx.invitations.open_until(ids, now)
    seen = tx.history.last_sign_ins(ids, since=0)
    return [
        Colleague(
            person,
            tuple(tx.grants.held_by(person.id)),
            grants.taught_by(tx, person),
            steps.get(person.id),
            invited.get(person.id),
            seen[person.id].at if person.id in seen else None,
        )
        for person in people
    ]


def give(tx: Transaction, by: Person, person_id: str, grant: Grant, *, now: float, rng: Rng) -> GrantRecord:
    """Give a colleague a grant, or find that they hold it. Raises OutOfReach, AccessRefused (`forbidden`)."""
    tx.people.lock(person_id)
    mine, person = grants.grants_of(tx, by), _colleague(tx, by, person_id)
    if grant.school_id is not None and not _knows_school(tx, mine, grant.school_id):
        raise OutOfReach
    grants.give(tx, person, grant, by=by, now=now, rng=rng)
    return next(record for record in tx.grants.held_by(person_id) if record.grant == grant)


def take_back(tx: Transaction, by: Person, grant_id: str, *, now: float) -> None:
    """Take a grant back, and end their sign-ins. Raises as `give` does, and AccessRefused.

    `last_administrator` where nobody would be left to give one.
    """
    record = tx.grants.get(grant_id)
    if record is None or record.ended_at is not None:
        raise OutOfReach
    tx.people.lock(record.person_id)
    mine, person = grants.grants_of(tx, by), _colleague(tx, by, record.person_id)
    if record.grant.school_id is not None and not _knows_school(tx, mine, record.grant.school_id):
        raise OutOfReach
    if record.grant.kind is GrantKind.DISTRICT_ADMINISTRATOR and tx.grants.holders(record.grant.kind) <= {
        person.id
    }:
        raise AccessRefused("last_administrator")
    grants.take_back(tx, person, record.grant, by=by, now=now)


def _colleague(tx: Transaction, by: Person, person_id: str) -> Person:
    known = tx.people.get(person_id)
    if known is None or not known.can_sign_in or not may_hold(known.person.role):
        raise OutOfReach
    if not looks_after(grants.grants_of(tx, by), known.person):
        raise OutOfReach
    return known.person


def _knows_school(tx: Transaction, mine: Iterable[Grant], school_id: str) -> bool:
    held = tuple(mine)
    everywhere = holds(held, GrantKind.DISTRICT_ADMINISTRATOR)
    return bool(tx.places.schools([school_id])) if everywhere else school_id in schools_led(held)
