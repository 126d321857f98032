"""What people may do in the portal: who holds which grants, giving them, taking them back."""

from __future__ import annotations

from collections.abc import Iterable

from harmony.grants import Grant, may_give, may_hold, teacher_grant
from harmony.model import Person
from harmony.people.ids import new_id
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.badges.keys import Rng
from harmony_server.store import GrantRecord, Transaction


class GrantRefused(ValueError):
    """A grant that nobody can give to this person; the text says why."""


def grants_of(tx: Transaction, person: Person) -> tuple[Grant, ...]:
    """What a person may do: what they were given, and what follows from the classes they teach.

    Nothing is left of a grant while the roster calls its holder something that may hold none.
    """
    if not may_hold(person.role):
        return ()
    given = tuple(record.grant for record in tx.grants.held_by(person.id))
    taught = taught_by(tx, person)
    return (*given, taught) if taught else given


def taught_by(tx: Transaction, person: Person) -> Grant | None:
    """The grant that follows from the classes a person teaches; None if they teach none."""
    return teacher_grant(person.role, tx.people.enrollments(person.id))


def give(tx: Transaction, person: Person, grant: Grant, *, by: Person | None, now: float, rng: Rng) -> None:
    """Give a grant; nothing happens if the person holds it. `by` is None for the operator of the machine.

    Raises GrantRefused, and AccessRefused (`forbidden`) where it is not for `by` to give. The transaction
    raises StoreConflict when there is no such school.
    """
    _check(tx, grant, by)
    if not may_hold(person.role):
        raise GrantRefused(f"The roster says {person.role.value}: only staff may hold a grant.")
    tx.people.lock(person.id)
    if _held(tx.grants.held_by(person.id), grant):
        return
    giver = by.id if by else None
    tx.grants.add(grant_id=new_id(rng), person_id=person.id, grant=grant, given_by=giver, now=now)
    tx.audit.add("grant_given", grant.kind.value, now=now, person_id=person.id, by=giver)


def take_back(tx: Transaction, person: Person, grant: Grant, *, by: Person | None, now: float) -> bool:
    """Take a grant back and end the person's sessions; says whether they held it. Raises as `give` does."""
    _check(tx, grant, by)
    tx.people.lock(person.id)
    held = _held(tx.grants.held_by(person.id), grant)
    for record in held:
        tx.grants.end(record.id, now)
        taker = by.id if by else None
        tx.audit.add("grant_taken_back", grant.kind.value, now=now, person_id=person.id, by=taker)
    if held:  # whatever they have open shows what they may no longer see
        tx.sessions.end_of_people([person.id])
    return bool(held)


def _check(tx: Transaction, grant: Grant, by: Person | None) -> None:
    if grant.class_ids:
        raise GrantRefused("Who teaches a class is for the roster to say.")
    if by is not None and not may_give(grants_of(tx, by), grant):
        raise AccessRefused("forbidden")


def _held(records: Iterable[GrantRecord], grant: Grant) -> list[GrantRecord]:
    return [record for record in records if record.grant == grant]
