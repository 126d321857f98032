"""Rows that tell of the same thing become one, and each person gets the role that all of them tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from harmony.roster.facts import Kind

PORTAL = "('student', 'teacher', 'administrator')"
"""Who has a place in the portal: `harmony.model.PORTAL_ROLES`."""
_TABLE = {Kind.SCHOOL: "in_school", Kind.CLASS: "in_class", Kind.PERSON: "in_person"}
_SAME = {
    Kind.SCHOOL: "a.name = b.name",
    Kind.CLASS: "a.title = b.title AND a.school_ref = b.school_ref",
    Kind.PERSON: """a.like_key = b.like_key AND a.given_name = b.given_name
        AND a.family_name = b.family_name AND coalesce(a.role, '') = coalesce(b.role, '')
        AND a.enabled = b.enabled""",
}


class Repeated(NamedTuple):
    """A row that has the id, or the username, of an earlier one. File 0 is what stood before."""

    id: str
    file: int
    line: int
    earlier_file: int
    earlier_line: int


def drop_gone(connection: Connection) -> None:
    """Take out what a later row says is gone; where only changes came, also what is left out now."""
    for kind, table in _TABLE.items():
        connection.execute(text(_DROP_GONE.replace("in_thing", table)), {"kind": kind.value})
    connection.execute(text(_DROP_ENDED))


_DROP_GONE = """
DELETE FROM in_thing WHERE EXISTS (
  SELECT 1 FROM in_left_out l WHERE l.kind = :kind AND l.id = in_thing.id AND l.n > in_thing.n
  AND (l.why = 'gone' OR in_thing.file = 0))
"""
_DROP_ENDED = """
DELETE FROM in_enrollment WHERE EXISTS (SELECT 1 FROM in_ended x WHERE x.class_ref = in_enrollment.class_ref
  AND x.person_ref = in_enrollment.person_ref AND x.n > in_enrollment.n)
"""


def find_repeated(connection: Connection, kind: Kind) -> None:
    """Note each row of a kind beside the one of its id that is kept: the first of those in the files."""
    connection.execute(text("DELETE FROM repeated"))
    connection.execute(text(_FIND_REPEATED.replace("in_thing", _TABLE[kind])))


_FIND_REPEATED = """
INSERT INTO repeated (n, keeper)
SELECT a.n, k.keeper FROM
  (SELECT id, coalesce(min(CASE WHEN file > 0 THEN n END), min(n)) AS keeper
   FROM in_thing GROUP BY id HAVING count(*) > 1) k
  JOIN in_thing a ON a.id = k.id WHERE a.n <> k.keeper
"""


def same_again(connection: Connection, kind: Kind) -> list[Any]:
    """By file: the first line of a row that says of an id what an earlier one did, and how many there are."""
    query = _REPEATED_ROWS + " AND " + _SAME[kind] + " GROUP BY a.file"
    counted = "SELECT a.file, min(a.line) AS line, count(*) AS number" + query
    return list(connection.execute(text(counted.replace("in_thing", _TABLE[kind]))))


def contradicting(connection: Connection, kind: Kind) -> Iterator[Repeated]:
    """Rows that say of an id something else than an earlier one did."""
    columns = "SELECT a.id, a.file, a.line, b.file, b.line"
    query = columns + _REPEATED_ROWS + " AND NOT (" + _SAME[kind] + ") ORDER BY a.n"
    return map(Repeated._make, connection.execute(text(query.replace("in_thing", _TABLE[kind]))))


_REPEATED_ROWS = """
 FROM repeated r JOIN in_thing a ON a.n = r.n JOIN in_thing b ON b.n = r.keeper WHERE a.file > 0
"""


def merge_repeated(connection: Connection, kind: Kind) -> None:
    """Keep one row for each id; schools and grades that any of a person's rows has are theirs."""
    if kind is Kind.PERSON:
        for statement in _MERGE_PEOPLE:
            connection.execute(text(statement))
    connection.execute(
        text("DELETE FROM in_thing WHERE n IN (SELECT n FROM repeated)".replace("in_thing", _TABLE[kind]))
    )


_MERGE_PEOPLE = (
    # What stood of somebody is replaced, but for what a file without roles cannot tell.
    """DELETE FROM in_grade WHERE person_n IN
       (SELECT r.n FROM repeated r JOIN in_person s ON s.n = r.n WHERE s.file = 0)""",
    """DELETE FROM in_member WHERE person_n IN
       (SELECT r.n FROM repeated r JOIN in_person s ON s.n = r.n JOIN in_person k ON k.n = r.keeper
        WHERE s.file = 0 AND k.role IS NOT NULL)""",
    """UPDATE in_person SET role = (SELECT s.role FROM repeated r JOIN in_person s ON s.n = r.n
       WHERE r.keeper = in_person.n AND s.file = 0)
       WHERE role IS NULL AND n IN (SELECT r.keeper FROM repeated r JOIN in_person s ON s.n = r.n
       WHERE s.file = 0)""",
    "UPDATE in_member SET person_n = r.keeper FROM repeated r WHERE r.n = in_member.person_n",
    "UPDATE in_grade SET person_n = r.keeper FROM repeated r WHERE r.n = in_grade.person_n",
)


def take_places(connection: Connection) -> None:
    """Give each person the role that their places tell, and the schools and grades of these."""
    for statement in _PLACES:
        connection.execute(text(statement))


_HERE = f"(pl.role IN {PORTAL})"
_PLACES = (
    f"""INSERT INTO place_role (person_n, role)
        SELECT person_n, role FROM
          (SELECT p.n AS person_n, pl.role AS role, row_number() OVER (PARTITION BY p.n
             ORDER BY CASE WHEN {_HERE} THEN 0 ELSE 1 END, pl.is_primary DESC, pl.n) AS place
           FROM in_place pl JOIN in_person p ON p.id = pl.person_ref) ranked WHERE place = 1""",  # noqa: S608
    """UPDATE in_person SET role = r.role FROM place_role r WHERE r.person_n = in_person.n""",
    f"""INSERT INTO in_member (person_n, school_ref, file, line)
        SELECT p.n, pl.school_ref, pl.file, pl.line
        FROM in_place pl JOIN in_person p ON p.id = pl.person_ref WHERE {_HERE}""",  # noqa: S608
    """INSERT INTO in_grade (person_n, grade)
       SELECT p.n, g.grade FROM in_place_grade g JOIN in_place pl ON pl.n = g.place_n
       JOIN in_person p ON p.id = pl.person_ref""",
)


def undecided(connection: Connection) -> list[Any]:
    """By file: the first line of somebody's roles of which several are here and none is primary."""
    return list(connection.execute(text(_UNDECIDED)))


_UNDECIDED = f"""
SELECT file, min(line) AS line, count(*) AS number FROM
  (SELECT min(pl.file) AS file, min(pl.line) AS line
   FROM in_place pl JOIN in_person p ON p.id = pl.person_ref JOIN place_role r ON r.person_n = p.n
   WHERE {_HERE} OR r.role NOT IN {PORTAL}
   GROUP BY p.n HAVING count(DISTINCT pl.role) > 1 AND max(pl.is_primary) = 0) people
GROUP BY file
"""  # noqa: S608


def leave_out_people(connection: Connection) -> list[Any]:
    """Leave out who has no place in the portal; why, and how many."""
    counts = list(connection.execute(text(_COUNT_OUTSIDE)))
    if counts:
        connection.execute(text(_LEAVE_OUT))
        connection.execute(text(f"DELETE FROM in_person WHERE NOT ({_INSIDE})"))  # noqa: S608
    return counts


_INSIDE = f"coalesce(role, '') IN {PORTAL}"
_COUNT_OUTSIDE = f"""
SELECT coalesce(role, 'no role') AS why, count(*) AS number FROM in_person
WHERE NOT ({_INSIDE}) GROUP BY role ORDER BY why
"""  # noqa: S608
_LEAVE_OUT = f"""
INSERT INTO in_left_out (n, kind, id, why)
SELECT n, 'person', id, coalesce(role, 'no role') FROM in_person WHERE NOT ({_INSIDE})
"""  # noqa: S608


def same_usernames(connection: Connection) -> Iterator[Repeated]:
    """People whose username is, folded, that of an earlier one."""
    return map(Repeated._make, connection.execute(text(_SAME_USERNAMES)))


_SAME_USERNAMES = """
SELECT a.id, a.file, a.line, b.file, b.line FROM
  (SELECT like_key, min(n) AS first FROM in_person WHERE like_key <> '' GROUP BY like_key
   HAVING count(*) > 1) k
  JOIN in_person a ON a.like_key = k.like_key JOIN in_person b ON b.n = k.first
WHERE a.n <> k.first ORDER BY a.n
"""


def alike(connection: Connection, kind: Kind) -> list[tuple[str, str]]:
    """Pairs of ids of a kind that differ in nothing but capitals or the like; the first few of them."""
    rows = connection.execute(text(_ALIKE.replace("in_thing", _TABLE[kind])))
    return [(row.one, row.other) for row in rows]


_ALIKE = """
SELECT b.id AS one, a.id AS other FROM
  (SELECT key, min(n) AS first FROM in_thing WHERE key <> '' GROUP BY key HAVING count(*) > 1) k
  JOIN in_thing a ON a.key = k.key JOIN in_thing b ON b.n = k.first
WHERE a.n <> k.first ORDER BY a.n LIMIT 1000
"""


def left_out(connection: Connection) -> list[Any]:
    """How many rows of each kind were read and not wanted, by why."""
    query = "SELECT kind, why, count(*) AS number FROM in_left_out GROUP BY kind, why ORDER BY kind, why"
    return list(connection.execute(text(query)))


def of_no_school(connection: Connection) -> list[Any]:
    """Classes of what is known to be no school; the first few."""
    return list(connection.execute(text(_OF_NO_SCHOOL)))


_OF_NO_SCHOOL = """
SELECT c.file, c.line, c.school_ref FROM in_class c WHERE EXISTS (SELECT 1 FROM in_left_out l
  WHERE l.kind = 'school' AND l.why = 'organisation' AND l.id = c.school_ref)
AND NOT EXISTS (SELECT 1 FROM in_school s WHERE s.id = c.school_ref) ORDER BY c.n LIMIT 1000
"""


def leave_out_classes(connection: Connection, why: str) -> int:
    """Leave out classes whose school is not here; how many they are."""
    nowhere = "NOT EXISTS (SELECT 1 FROM in_school s WHERE s.id = in_class.school_ref)"
    lost = connection.execute(text(f"SELECT count(*) FROM in_class WHERE {nowhere}")).scalar_one()  # noqa: S608
    if lost:
        leaving = f"""INSERT INTO in_left_out (n, kind, id, why)
            SELECT n, 'class', id, :why FROM in_class WHERE {nowhere}"""  # noqa: S608
        connection.execute(text(leaving), {"why": why})
        connection.execute(text(f"DELETE FROM in_class WHERE {nowhere}"))  # noqa: S608
    return int(lost)


def is_empty(connection: Connection, kind: Kind) -> bool:
    """Whether nothing of a kind is left."""
    return connection.execute(text(f"SELECT 1 FROM {_TABLE[kind]} LIMIT 1")).first() is None  # noqa: S608
