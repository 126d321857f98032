"""What staff are told of themselves: their second step, their grants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import BaseModel

from harmony.grants import Grant
from harmony.model import Person
from harmony_server.accounts.second_step import Standing, fresh_s_left
from harmony_server.store import SessionRecord, Transaction


class SecondStep(BaseModel):
    """How far a session is with its second step, and what it can be done with."""

    state: Literal["done", "needed", "not_set_up"]
    done: bool
    fresh_seconds_left: int
    """For how long it counts as just done; 0 if it does not."""
    methods: list[Literal["passkey", "totp", "recovery"]]
    """What there is to do it with, the best first."""
    recovery_codes_left: int


class SchoolName(BaseModel):
    """A school."""

    id: str
    name: str


class ClassTitle(BaseModel):
    """A class."""

    id: str
    title: str


class HeldGrant(BaseModel):
    """Something that somebody may do."""

    id: str | None
    """Null for what follows from the roster: nobody gave it, and nobody takes it back here."""
    kind: Literal["teacher", "badge_manager", "school_lead", "district_administrator"]
    school: SchoolName | None
    classes: list[ClassTitle]
    """Those a teacher teaches; empty for every other kind."""


def second_step_of(standing: Standing, session: SessionRecord, now: float) -> SecondStep:
    """A session's second step, as it is told."""
    done = session.second_step_at is not None
    state = "done" if done else "needed" if standing.is_set_up else "not_set_up"
    return SecondStep.model_validate(
        {
            "state": state,
            "done": done,
            "fresh_seconds_left": int(fresh_s_left(session, now)),
            "methods": [method.value for method in standing.methods],
            "recovery_codes_left": standing.recovery_codes_left,
        }
    )


def display_name(person: Person) -> str:
    """A person's name as colleagues know it."""
    return f"{person.given_name} {person.family_name}"


def told_grants(tx: Transaction, grants: Iterable[tuple[str | None, Grant]]) -> list[HeldGrant]:
    """Grants with the names of their schools and classes; ids are None where the roster says so."""
    pairs = list(grants)
    schools = tx.places.schools({grant.school_id for _, grant in pairs if grant.school_id})
    classes = tx.places.classes({each for _, grant in pairs for each in grant.class_ids})
    return [
        HeldGrant(
            id=grant_id,
            kind=grant.kind.value,
            school=SchoolName(id=grant.school_id, name=schools[grant.school_id].name)
            if grant.school_id
            else None,
            classes=sorted(
                (
                    ClassTitle(id=each, title=classes[each].title)
                    for each in grant.class_ids
                    if each in classes
                ),
                key=lambda each: (each.title, each.id),
            ),
        )
        for grant_id, grant in pairs
    ]
