"""People as the store knows them, and where each belongs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from harmony.model import Membership, Person, Role
from harmony_server.store.tables import enrollments, people


@dataclass(frozen=True)
class KnownPerson:
    """A person of the roster, or one who was in an earlier roster (`active` is False)."""

    person: Person
    active: bool

    @property
    def can_sign_in(self) -> bool:
        """In the latest roster and not switched off there."""
        return self.active and self.person.enabled


class People:
    """Reads people; the roster writes them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: str) -> KnownPerson | None:
        """The person with this sourcedId."""
        row = self._connection.execute(select(people).where(people.c.id == person_id)).first()
        return known_person(row) if row else None

    def by_username(self, username: str) -> KnownPerson | None:
        """The person who signs in with this name in any letter case; who is active comes first."""
        query = select(people).where(people.c.username_key == username_key(username))
        row = self._connection.execute(query.order_by(people.c.active.desc(), people.c.id)).first()
        return known_person(row) if row else None

    def find(self, username_or_id: str) -> KnownPerson | None:
        """The person an operator means: by username (the student id) or else by sourcedId."""
        return self.by_username(username_or_id) or self.get(username_or_id)

    def all(self) -> list[KnownPerson]:
        """Everybody, by username."""
        rows = self._connection.execute(select(people).order_by(people.c.username_key, people.c.id))
        return [known_person(row) for row in rows]

    def membership(self, person: Person) -> Membership:
        """Where a person belongs, for deciding which apps they see."""
        query = select(enrollments.c.class_id).where(enrollments.c.person_id == person.id)
        return Membership(
            role=person.role,
            grades=frozenset(person.grades),
            school_ids=frozenset(person.school_ids),
            class_ids=frozenset(self._connection.scalars(query)),
        )


def username_key(username: str) -> str:
    """What makes two spellings the same name: composed (Unicode NFC), without letter case."""
    return unicodedata.normalize("NFC", username.strip()).casefold()


def known_person(row: Row[Any]) -> KnownPerson:
    """A row of `people` as a value."""
    person = Person(
        id=row.id,
        username=row.username,
        given_name=row.given_name,
        family_name=row.family_name,
        role=Role(row.role),
        grades=tuple(row.grades),
        school_ids=tuple(row.school_ids),
        enabled=row.enabled,
    )
    return KnownPerson(person, active=row.active)
