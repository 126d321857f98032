"""How much of each kind a difference adds, changes, ends and brings back: in all, and at each school."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, text

from harmony.people.changes import KINDS, Changes, Figures, SchoolChanges

_KINDS = {
    "schools": ("to_school", "now_schools"),
    "classes": ("to_class", "now_classes"),
    "people": ("to_person", "now_people"),
    "enrollments": ("to_enrollment", "now_enrollments"),
}


def changes(connection: Connection) -> dict[str, Changes]:
    """The figures by kind; whoever is back is added."""
    return {kind: _changes(connection, *tables) for kind, tables in _KINDS.items()}


def _changes(connection: Connection, differing: str, standing: str) -> Changes:
    counted = text(f"SELECT what, count(*) FROM {differing} GROUP BY what")  # noqa: S608
    count = defaultdict(int, {row[0]: row[1] for row in connection.execute(counted)})
    before = connection.execute(text(f"SELECT count(*) FROM {standing}")).scalar_one()  # noqa: S608
    return Changes(
        added=count["new"] + count["back"],
        changed=count["changed"],
        removed=count["gone"],
        unchanged=before - count["changed"] - count["gone"],
        back=count["back"],
    )


class AtSchool(NamedTuple):
    """How many people at a school, or at none, can enter, and how many of them could not any more."""

    school: str
    """Its name; empty for those at none."""
    there: int
    losing: int


def losing(connection: Connection) -> list[AtSchool]:
    """Where anybody loses the door."""
    return [AtSchool(*row) for row in connection.execute(text(_LOSING))]


def losing_teachers(connection: Connection) -> tuple[int, int]:
    """How many teachers can enter, and how many of them could not any more."""
    row = connection.execute(text(_LOSING_TEACHERS)).one()
    return row[0], row[1]


def losing_people(connection: Connection) -> tuple[int, int]:
    """The same of everybody."""
    row = connection.execute(text(_LOSING_PEOPLE)).one()
    return row[0], row[1]


_LOSING = """
SELECT coalesce(s.name, '') AS school, count(*) AS there, count(l.id) AS losing
FROM now_people p LEFT JOIN now_members m ON m.person_id = p.id LEFT JOIN now_schools s ON s.id = m.school_id
LEFT JOIN losing l ON l.id = p.id WHERE p.enabled GROUP BY m.school_id, s.name HAVING count(l.id) > 0
ORDER BY school
"""
_LOSING_TEACHERS = """
SELECT count(*), count(l.id) FROM now_people p LEFT JOIN losing l ON l.id = p.id
WHERE p.enabled AND p.role = 'teacher'
"""
_LOSING_PEOPLE = (
    "SELECT count(*), count(l.id) FROM now_people p LEFT JOIN losing l ON l.id = p.id WHERE p.enabled"
)


def by_school(connection: Connection) -> tuple[SchoolChanges, ...]:
    """What changes at every school that has anything, by the schools' names."""
    for statement in _MEMBERS:
        connection.execute(text(statement))
    names = {row.id: row.name for row in connection.execute(text(_NAMES))}
    figures: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for row in _counts(connection):
        figures[row.school_id][row.kind][row.what] += int(row.number)
    schools = (SchoolChanges(names.get(school, school), _figures(kinds)) for school, kinds in figures.items())
    return tuple(sorted(schools, key=lambda each: each.name))


def _counts(connection: Connection) -> Iterator[Row[Any]]:
    for query in (_THERE, _CHANGED, _CLASSES_THERE, _CLASSES, _ENROLLMENTS_THERE, _ENROLLMENTS):
        yield from connection.execute(text(query)).all()


def _figures(kinds: dict[str, dict[str, int]]) -> dict[str, Figures]:
    made = {}
    for kind in KINDS:
        if kind in kinds:
            count = kinds[kind]
            same = count["there"] - count["changed"] - count["gone"]
            made[kind] = Figures(count["new"], count["changed"], count["gone"], count["back"], same)
    return {kind: each for kind, each in made.items() if each != Figures()}


_NAMES = """
SELECT id, name FROM now_schools WHERE id NOT IN (SELECT id FROM to_school)
UNION ALL SELECT id, name FROM to_school
"""
_KIND = "CASE WHEN {0}.role = 'student' THEN 'students' ELSE 'staff' END"
_MEMBERS = (
    "DELETE FROM was_member",
    "DELETE FROM will_member",
    f"""INSERT INTO was_member (school_id, kind, person_id) SELECT m.school_id, {_KIND.format("p")}, p.id
        FROM to_person d JOIN now_people p ON p.id = d.id JOIN now_members m ON m.person_id = p.id
        WHERE p.enabled""",  # noqa: S608
    f"""INSERT INTO will_member (school_id, kind, person_id, what)
        SELECT m.school_id, {_KIND.format("d")}, d.id, d.what
        FROM to_person d JOIN now_members m ON m.person_id = d.id
        WHERE d.what <> 'gone' AND d.enabled = 1 AND NOT EXISTS (SELECT 1 FROM to_member x
          WHERE x.person_id = m.person_id AND x.school_id = m.school_id AND x.what = 'gone')""",  # noqa: S608
    f"""INSERT INTO will_member (school_id, kind, person_id, what)
        SELECT x.school_id, {_KIND.format("d")}, d.id, d.what
        FROM to_person d JOIN to_member x ON x.person_id = d.id AND x.what = 'new'
        WHERE d.what <> 'gone' AND d.enabled = 1""",  # noqa: S608
)
_THERE = f"""
SELECT m.school_id, {_KIND.format("p")} AS kind, 'there' AS what, count(*) AS number
FROM now_members m JOIN now_people p ON p.id = m.person_id WHERE p.enabled
GROUP BY m.school_id, {_KIND.format("p")}
"""  # noqa: S608
_CHANGED = """
SELECT school_id, kind, what, count(*) AS number FROM
  (SELECT school_id, kind, person_id, CASE WHEN max(is_there) = 0 THEN 'gone'
     WHEN max(was_there) = 1 THEN 'changed' WHEN max(back) = 1 THEN 'back' ELSE 'new' END AS what
   FROM (SELECT school_id, kind, person_id, 1 AS is_there, 0 AS was_there,
           CASE WHEN what = 'back' THEN 1 ELSE 0 END AS back FROM will_member
         UNION ALL SELECT school_id, kind, person_id, 0, 1, 0 FROM was_member) members
   GROUP BY school_id, kind, person_id) each_member
GROUP BY school_id, kind, what
"""
_CLASSES_THERE = """
SELECT school_id, 'classes' AS kind, 'there' AS what, count(*) AS number FROM now_classes GROUP BY school_id
"""
_CLASSES = """
SELECT school_id, 'classes' AS kind, what, count(*) AS number FROM
  (SELECT d.school_id,
     CASE WHEN d.what = 'changed' AND d.school_id <> n.school_id THEN 'new' ELSE d.what END AS what
   FROM to_class d LEFT JOIN now_classes n ON n.id = d.id
   UNION ALL SELECT n.school_id, 'gone' FROM to_class d JOIN now_classes n ON n.id = d.id
   WHERE d.what = 'changed' AND d.school_id <> n.school_id) each_class GROUP BY school_id, what
"""
_ENROLLMENTS_THERE = """
SELECT c.school_id, 'enrollments' AS kind, 'there' AS what, sum(e.number) AS number FROM
  (SELECT class_id, count(*) AS number FROM now_enrollments GROUP BY class_id) e
  JOIN now_classes c ON c.id = e.class_id GROUP BY c.school_id
"""
_ENROLLMENTS = """
SELECT c.school_id, 'enrollments' AS kind, e.what, sum(e.number) AS number FROM
  (SELECT class_id, what, count(*) AS number FROM to_enrollment GROUP BY class_id, what) e
  JOIN (SELECT id, school_id FROM now_classes WHERE id NOT IN (SELECT id FROM to_class WHERE what <> 'gone')
        UNION ALL SELECT id, school_id FROM to_class WHERE what <> 'gone') c
  ON c.id = e.class_id GROUP BY c.school_id, e.what
"""


def people(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """Of everybody who is new, changed, gone or come back: which it is, the username, and the name."""
    for what, said in (("new", "added"), ("back", "come back"), ("changed", "changed"), ("gone", "gone")):
        for row in connection.execute(text(_PEOPLE), {"what": what}):
            yield said, row.username, f"{row.given_name} {row.family_name}"


_PEOPLE = """
SELECT username, given_name, family_name FROM to_person WHERE what = :what ORDER BY family_name, given_name
"""
