"""Staff, found by name, school or what they hold; and how they do their second step."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, exists, select

from harmony.grants import may_hold
from harmony.model import Person, Role
from harmony_server.store.asking import some_at_a_time
from harmony_server.store.finding import plain
from harmony_server.store.people import ROWS, known_person
from harmony_server.store.staff_tables import passkeys, totp
from harmony_server.store.tables import grants, people, person_schools
from harmony_server.store.versions import holds


@dataclass(frozen=True)
class SoughtStaff:
    """Which of the staff are looked for."""

    words: str = ""
    """Parts of names or usernames, in any order."""
    role: Role | None = None
    holders: bool = False
    """Only whoever was given a grant."""


class Colleagues:
    """Reads staff: whoever may hold a grant and can sign in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, sought: SoughtStaff, *, schools: Collection[str] | None, count: int) -> list[Person]:
        """So many of the staff, by family name; of these schools alone, or of all where that is None."""
        roles = [role.value for role in Role if may_hold(role) and sought.role in (None, role)]
        wanted = [holds(people), people.c.enabled, people.c.role.in_(roles)]
        words = plain(sought.words).split()
        wanted += [people.c.search_key.contains(each, autoescape=True) for each in words]
        if schools is not None:
            there = exists().where(
                person_schools.c.person_id == people.c.id,
                person_schools.c.school_id.in_(schools),
                holds(person_schools),
            )
            wanted.append(there)
        if sought.holders:
            wanted.append(exists().where(grants.c.person_id == people.c.id, grants.c.ended_at.is_(None)))
        order = people.c.family_name, people.c.given_name, people.c.id
        rows = self._connection.execute(ROWS.where(*wanted).order_by(*order).limit(count))
        return [known_person(row).person for row in rows]

    def second_steps(self, person_ids: Collection[str]) -> dict[str, str]:
        """What each does their second step with, the best of it; not of who has none."""
        found: dict[str, str] = {}
        for some in some_at_a_time(person_ids):
            with_code = select(totp.c.person_id).where(totp.c.person_id.in_(some), totp.c.sealed.is_not(None))
            found |= dict.fromkeys(self._connection.scalars(with_code), "totp")
            with_key = select(passkeys.c.person_id).where(passkeys.c.person_id.in_(some))
            found |= dict.fromkeys(self._connection.scalars(with_key), "passkey")
        return found
