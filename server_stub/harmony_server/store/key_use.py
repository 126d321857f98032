"""How many badges that open each key signed, by school: what a key's end would have to be printed anew."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from harmony.model import BadgeState
from harmony_server.store.tables import badges, people, person_schools
from harmony_server.store.versions import holds


class KeyUse:
    """Counts badges by their keys."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_key(self) -> dict[str, int]:
        """The badges that open, of people of the latest roster, by the id of their key."""
        query = select(badges.c.kid, func.count()).join(people, people.c.id == badges.c.person_id)
        open_ = badges.c.state == BadgeState.ISSUED.value, holds(people)
        return {
            row[0]: row[1] for row in self._connection.execute(query.where(*open_).group_by(badges.c.kid))
        }

    def by_school(self) -> dict[tuple[str, str], int]:
        """The same by key and school; whoever is at two schools counts at both."""
        query = (
            select(badges.c.kid, person_schools.c.school_id, func.count())
            .join(people, people.c.id == badges.c.person_id)
            .join(person_schools, person_schools.c.person_id == badges.c.person_id)
            .where(badges.c.state == BadgeState.ISSUED.value, holds(people), holds(person_schools))
            .group_by(badges.c.kid, person_schools.c.school_id)
        )
        return {(row[0], row[1]): row[2] for row in self._connection.execute(query)}
