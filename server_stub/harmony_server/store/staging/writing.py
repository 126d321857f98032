"""Writing a difference ahead of its time, a little at each step, and having all of it count at once.

What an import adds or ends is written by steps, in an order in which nothing refers to what is not there yet.
What it changes in place is written when it lands: names of schools and classes, which are few, and those of
people, which the database then copies from where they wait. What these were before is kept for the import
after, so that it can be undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection, text

from harmony_server.store.filling import filling
from harmony_server.store.locking import locks_rows


@dataclass(frozen=True)
class Step:
    """Some rows of a difference, from one number to another, and what is written for them."""

    statement: str
    first: int
    last: int


def steps(connection: Connection, rows: int = 2000) -> Iterator[Step]:
    """All that a difference adds and ends, so many rows at a time."""
    for table, what, statement in _WRITTEN:
        bounds = text(f"SELECT min(n), max(n) FROM {table} WHERE {what}")  # noqa: S608
        first, last = connection.execute(bounds).one()
        if first is not None:
            for start in range(first, last + 1, rows):
                yield Step(
                    statement.replace("THESE", f"{what} AND n BETWEEN :first AND :last"),
                    start,
                    start + rows - 1,
                )


_WRITTEN = (
    # Whoever leaves frees a username; references come after what they refer to.
    (
        "to_person",
        "what = 'gone'",
        "UPDATE people SET until = :v WHERE until IS NULL AND id IN (SELECT id FROM to_person WHERE THESE)",
    ),
    (
        "to_school",
        "what = 'new'",
        "INSERT INTO schools (id, name, since) SELECT id, name, :v FROM to_school WHERE THESE",
    ),
    (
        "to_class",
        "what = 'new'",
        """INSERT INTO classes (id, title, school_id, since)
           SELECT id, title, school_id, :v FROM to_class WHERE THESE""",
    ),
    (
        "to_person",
        "what = 'new'",
        """INSERT INTO people (id, username, username_key, given_name, family_name, role, picture, colour,
             search_key, enabled, since)
           SELECT id, username, CASE WHEN waits = 1 THEN id ELSE username_key END, given_name, family_name,
             role, picture, colour, search_key, enabled = 1, :v FROM to_person WHERE THESE""",
    ),
    (
        "to_person",
        "(rewritten = 1 OR waits = 1)",
        """INSERT INTO person_changes (id, username, username_key, given_name, family_name, role, picture,
             colour, search_key, enabled, since)
           SELECT id, username, username_key, given_name, family_name, role, picture, colour, search_key,
             enabled = 1, :v
           FROM to_person WHERE THESE""",
    ),
    (
        "to_person",
        "rewritten = 1",
        """INSERT INTO former_people (id, username, username_key, given_name, family_name, role, enabled,
             search_key, since, was_until)
           SELECT id, username, username_key, given_name, family_name, role, enabled, search_key, :v, until
           FROM people
           WHERE id IN (SELECT id FROM to_person WHERE THESE)""",
    ),
    (
        "to_school",
        "what IN ('changed', 'back')",
        """INSERT INTO former_places (kind, id, name, school_id, since, was_until)
           SELECT 'school', id, name, NULL, :v, until FROM schools
           WHERE id IN (SELECT id FROM to_school WHERE THESE)""",
    ),
    (
        "to_class",
        "what IN ('changed', 'back')",
        """INSERT INTO former_places (kind, id, name, school_id, since, was_until)
           SELECT 'class', id, title, school_id, :v, until FROM classes
           WHERE id IN (SELECT id FROM to_class WHERE THESE)""",
    ),
    (
        "to_class",
        "what = 'gone'",
        "UPDATE classes SET until = :v WHERE until IS NULL AND id IN (SELECT id FROM to_class WHERE THESE)",
    ),
    (
        "to_school",
        "what = 'gone'",
        "UPDATE schools SET until = :v WHERE until IS NULL AND id IN (SELECT id FROM to_school WHERE THESE)",
    ),
    (
        "to_grade",
        "what = 'gone'",
        """UPDATE person_grades SET until = :v WHERE until IS NULL AND (person_id, grade) IN
           (SELECT person_id, grade FROM to_grade WHERE THESE)""",
    ),
    (
        "to_grade",
        "what = 'new'",
        """INSERT INTO person_grades (person_id, grade, since)
           SELECT person_id, grade, :v FROM to_grade WHERE THESE""",
    ),
    (
        "to_member",
        "what = 'gone'",
        """UPDATE person_schools SET until = :v WHERE until IS NULL AND (person_id, school_id) IN
           (SELECT person_id, school_id FROM to_member WHERE THESE)""",
    ),
    (
        "to_member",
        "what = 'new'",
        """INSERT INTO person_schools (person_id, school_id, since)
           SELECT person_id, school_id, :v FROM to_member WHERE THESE""",
    ),
    (
        "to_enrollment",
        "what = 'gone'",
        """UPDATE enrollments SET until = :v WHERE until IS NULL AND (class_id, person_id, role) IN
           (SELECT class_id, person_id, role FROM to_enrollment WHERE THESE)""",
    ),
    (
        "to_enrollment",
        "what = 'new'",
        """INSERT INTO enrollments (class_id, person_id, role, since)
           SELECT class_id, person_id, role, :v FROM to_enrollment WHERE THESE""",
    ),
    (
        "to_name",
        "what = 'gone'",
        """UPDATE external_ids SET until = :v WHERE until IS NULL AND source = :source
           AND (kind, external_id) IN (SELECT kind, external_id FROM to_name WHERE THESE)""",
    ),
    (
        "to_name",
        "what = 'new'",
        """INSERT INTO external_ids (kind, external_id, source, portal_id, since)
           SELECT kind, external_id, :source, portal_id, :v FROM to_name WHERE THESE""",
    ),
)


class Staged:
    """What is staged, written to the district's tables in the transaction that the connection is in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, step: Step, *, version: int, source: str) -> None:
        """Write one step of the import that will be `version`; nobody sees it yet.

        The transaction raises StoreConflict for a reference to nothing, or a username used twice.
        """
        known = {"first": step.first, "last": step.last, "v": version, "source": source}
        used = {name: value for name, value in known.items() if f":{name}" in step.statement}
        self._connection.execute(text(step.statement), used)

    def filling(self) -> AbstractContextManager[None]:
        """While the block runs, the district's tables have no more indexes and references than they need.

        Only where there is nobody yet: see `harmony_server.store.filling`.
        """
        return filling(self._connection)

    def land(self, version: int) -> None:
        """Write what an import changes in place."""
        if locks_rows(self._connection):
            # Who comes just now is in before, and out with the others, or meets the new roster.
            self._connection.execute(text(_LOCK))
        for statement in (*_PLACES, *_PEOPLE):
            self._connection.execute(text(statement), {"v": version} if ":v" in statement else {})

    def end_sessions(self) -> None:
        """End the sessions of who can enter no more: coming back to the roster must not revive them."""
        self._connection.execute(text("DELETE FROM sessions WHERE person_id IN (SELECT id FROM losing)"))


_PLACES = (
    """UPDATE schools SET name = d.name, until = NULL FROM to_school d
       WHERE d.id = schools.id AND d.what IN ('changed', 'back')""",
    """UPDATE classes SET title = d.title, school_id = d.school_id, until = NULL FROM to_class d
       WHERE d.id = classes.id AND d.what IN ('changed', 'back')""",
)
_PEOPLE = (
    # Two may swap their usernames in one roster: whoever gets another lets go first.
    """UPDATE people SET username_key = people.id FROM person_changes c
       WHERE c.since = :v AND c.id = people.id
       AND (people.username_key <> c.username_key OR people.until IS NOT NULL)""",
    """UPDATE people SET username = c.username, given_name = c.given_name, family_name = c.family_name,
         role = c.role, picture = c.picture, colour = c.colour, search_key = c.search_key,
         enabled = c.enabled FROM person_changes c
       WHERE c.since = :v AND c.id = people.id""",
    """UPDATE people SET username_key = c.username_key, until = NULL FROM person_changes c
       WHERE c.since = :v AND c.id = people.id
       AND (people.username_key <> c.username_key OR people.until IS NOT NULL)""",
)


_LOCK = """
SELECT p.id FROM people p WHERE p.id IN (SELECT id FROM losing) ORDER BY p.id FOR NO KEY UPDATE OF p
"""
