"""Slips with which older students open their accounts: for whom they are, and what a new one ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from harmony.model import Person
from harmony_server.staff.choosing import Choice, chosen
from harmony_server.staff.reach import Asker, Right
from harmony_server.store import Transaction

MOST_AT_ONCE = 600
"""A large grade; more is for the command, which nobody waits for."""


@dataclass(frozen=True)
class Meant:
    """Who gets a slip, and what that changes for them."""

    people: tuple[Person, ...]
    """In the order of first names."""
    left_out: int
    """How many of the chosen open no account by a slip."""
    with_slip: int
    """How many have one that opens, and opens nothing from then on."""
    with_password: int
    """How many have a password already: a slip lets them set another."""
    schools: dict[str, str]
    """Names of schools, by id."""


def meant(
    tx: Transaction, asker: Asker, choice: Choice, *, may_claim: Callable[[Person], bool], now: float
) -> Meant:
    """Look who is meant; nothing is made. Raises OutOfReach, MissingGrant."""
    everybody = [each.person for each in chosen(tx, asker.reach, choice, Right.SLIP)]
    people = tuple(person for person in everybody if may_claim(person))
    slips = [slip for person in people if (slip := tx.slips.of(person.id)) and slip.expires_at > now]
    return Meant(
        people,
        left_out=len(everybody) - len(people),
        with_slip=len(slips),
        with_password=sum(tx.credentials.get(person.id) is not None for person in people),
        schools={school.id: school.name for school in tx.roster.schools()},
    )
