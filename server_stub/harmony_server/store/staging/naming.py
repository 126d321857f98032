"""From what a source calls schools, classes and people to who they are in the portal.

What the source named before is the same again. What it names for the first time is matched to what stands
and has no id in these files: what only other sources have named, and what this source calls otherwise now.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from sqlalchemy import text

from harmony.model import ExternalKind
from harmony.spelling import folded
from harmony_server.store.engine import Workbench

AT_ONCE = 5000
_TABLE = {
    ExternalKind.SCHOOL: "in_school",
    ExternalKind.CLASS: "in_class",
    ExternalKind.PERSON: "in_person",
}
ORDER = (ExternalKind.SCHOOL, ExternalKind.CLASS, ExternalKind.PERSON)
"""Classes are matched within their schools, so these come first."""


class Pair(NamedTuple):
    """Somebody of the files who may be somebody who stands."""

    n: int
    file: int
    line: int
    moved: bool
    """Whether the same source named them before, by another id."""
    same_given: bool
    """Whether the given names are the same when folded."""
    same_family: bool


class Naming:
    """Gives what is staged its portal ids, a kind at a time, in `ORDER`."""

    def __init__(self, bench: Workbench, source: str) -> None:
        self._bench = bench
        self._connection = bench.connection
        self._source = source

    def take_named(self, kind: ExternalKind) -> None:
        """Give their ids to all that the source has named before."""
        self._run(_TAKE_NAMED, kind)
        if kind is ExternalKind.CLASS:
            self._run(_SCHOOL_OF_CLASS, kind)

    def take_listed(self, kind: ExternalKind) -> int:
        """The same for what is on the list of moved ids; how many these are."""
        return self._run(_TAKE_LISTED, kind)

    def find(self, kind: ExternalKind, *, moved: bool) -> None:
        """Find who stands and is like what is new, each like nobody else; `moved` also by other ids."""
        for table in ("candidate", "found"):
            self._connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        if not self._connection.execute(text(_ANY_NEW.replace("in_thing", _TABLE[kind]))).first():
            return
        self._fill_candidates(kind, moved=moved)
        self._run(_FIND, kind)

    def pairs(self) -> Iterator[Pair]:
        """The people that were found, with whether they are called the same."""
        for row in self._connection.execute(text(_PAIRS)).all():
            given = row.given_name == row.was_given or folded(row.given_name) == folded(row.was_given)
            family = row.family_name == row.was_family or folded(row.family_name) == folded(row.was_family)
            yield Pair(row.n, row.file, row.line, row.old is not None, given, family)

    def reject(self, numbers: list[int]) -> None:
        """Take back what was found of these people: they are somebody else."""
        for n in numbers:
            self._connection.execute(text("DELETE FROM found WHERE n = :n"), {"n": n})

    def take_found(self, kind: ExternalKind) -> tuple[int, int]:
        """Give their ids to those who were found; how many only others had named, and how many moved."""
        count = self._connection.execute(text("SELECT count(*), count(old) FROM found")).one()
        self._run(_TAKE_FOUND, kind)
        return count[0] - count[1], count[1]

    def take_fresh(self, kind: ExternalKind) -> None:
        """Give new ids to all others, and put on record what the source calls now what."""
        for statement in (_END_LISTED, _END_FOUND, _ADD_NAMES, _TAKE_FRESH):
            self._run(statement, kind)

    def take_own(self, kind: ExternalKind) -> None:
        """Take the ids of the files for the portal's own, and record no names."""
        self._run("UPDATE in_thing SET portal_id = id", kind)
        if kind is ExternalKind.CLASS:
            self._run(_SCHOOL_OF_CLASS, kind)

    def _fill_candidates(self, kind: ExternalKind, *, moved: bool) -> None:
        which = _NOT_IN_FILES if moved else _NOT_NAMED
        query = text(_CANDIDATES[kind] + which.replace("in_thing", _TABLE[kind]))
        rows = self._connection.execute(
            query, {"kind": kind.value, "source": self._source}, execution_options={"yield_per": AT_ONCE}
        )
        candidates = ((row.id, row.place, folded(row.key)) for row in rows)
        while some := list(islice(candidates, AT_ONCE)):
            self._bench.fill("candidate", ("portal_id", "place", "key"), some)
        self._bench.know("candidate")

    def _run(self, statement: str, kind: ExternalKind) -> int:
        named = {"kind": kind.value, "source": self._source}
        query = text(statement.replace("in_thing", _TABLE[kind]).replace("the_place", _PLACE[kind]))
        used = {name: value for name, value in named.items() if f":{name}" in statement}
        return self._connection.execute(query, used).rowcount


_PLACE = {ExternalKind.SCHOOL: "''", ExternalKind.CLASS: "i.school_id", ExternalKind.PERSON: "i.role"}
"""What beside the name, title or username makes two the same."""
_TAKE_NAMED = """
UPDATE in_thing SET portal_id = x.portal_id FROM now_names x
WHERE x.kind = :kind AND x.external_id = in_thing.id AND x.source = :source
"""
_SCHOOL_OF_CLASS = """
UPDATE in_class SET school_id =
  (SELECT coalesce(s.portal_id, s.fresh) FROM in_school s WHERE s.id = in_class.school_ref)
"""
_TAKE_LISTED = """
UPDATE in_thing SET portal_id = (SELECT x.portal_id FROM in_moved m JOIN now_names x
  ON x.kind = :kind AND x.external_id = m.old AND x.source = :source WHERE m.new = in_thing.id)
WHERE portal_id IS NULL AND id IN (SELECT m.new FROM in_moved m JOIN now_names x
  ON x.kind = :kind AND x.external_id = m.old AND x.source = :source
  WHERE NOT EXISTS (SELECT 1 FROM in_thing other WHERE other.id = m.old))
"""
_ANY_NEW = "SELECT 1 FROM in_thing WHERE portal_id IS NULL LIMIT 1"
_CANDIDATES = {
    ExternalKind.SCHOOL: "SELECT s.id, '' AS place, s.name AS key FROM now_schools s WHERE ",
    ExternalKind.CLASS: "SELECT s.id, s.school_id AS place, s.title AS key FROM now_classes s WHERE ",
    ExternalKind.PERSON: "SELECT s.id, s.role AS place, s.username_key AS key FROM now_people s WHERE ",
}
_NOT_NAMED = """
NOT EXISTS (SELECT 1 FROM now_names x WHERE x.portal_id = s.id AND x.kind = :kind AND x.source = :source)
"""
_NOT_IN_FILES = """
NOT EXISTS (SELECT 1 FROM now_names x WHERE x.portal_id = s.id AND x.kind = :kind AND x.source = :source
  AND EXISTS (SELECT 1 FROM in_thing i WHERE i.id = x.external_id))
"""
_FIND = """
INSERT INTO found (n, portal_id, old)
SELECT i.n, c.portal_id, x.external_id FROM
  (SELECT place, key, min(n) AS n FROM
     (SELECT the_place AS place, i.like_key AS key, i.n FROM in_thing i WHERE i.portal_id IS NULL) new
   GROUP BY place, key HAVING count(*) = 1) i
  JOIN candidate c ON c.place = i.place AND c.key = i.key
  LEFT JOIN now_names x ON x.portal_id = c.portal_id AND x.kind = :kind AND x.source = :source
WHERE NOT EXISTS (SELECT 1 FROM candidate other
  WHERE other.place = c.place AND other.key = c.key AND other.portal_id <> c.portal_id)
"""
_PAIRS = """
SELECT f.n, i.file, i.line, f.old, i.given_name, i.family_name, s.given_name AS was_given,
  s.family_name AS was_family
FROM found f JOIN in_person i ON i.n = f.n JOIN now_people s ON s.id = f.portal_id
WHERE i.given_name <> s.given_name OR i.family_name <> s.family_name ORDER BY f.n
"""
_TAKE_FOUND = """
UPDATE in_thing SET portal_id = (SELECT f.portal_id FROM found f WHERE f.n = in_thing.n)
WHERE n IN (SELECT n FROM found)
"""
_END_LISTED = """
INSERT INTO to_name (kind, external_id, portal_id, what)
SELECT :kind, x.external_id, x.portal_id, 'gone' FROM in_moved m
JOIN now_names x ON x.kind = :kind AND x.external_id = m.old AND x.source = :source
JOIN in_thing i ON i.id = m.new WHERE i.portal_id = x.portal_id AND m.old <> m.new
"""
_END_FOUND = """
INSERT INTO to_name (kind, external_id, portal_id, what)
SELECT :kind, f.old, f.portal_id, 'gone' FROM found f WHERE f.old IS NOT NULL
"""
_ADD_NAMES = """
INSERT INTO to_name (kind, external_id, portal_id, what)
SELECT :kind, i.id, coalesce(i.portal_id, i.fresh), 'new' FROM in_thing i
WHERE NOT EXISTS (SELECT 1 FROM now_names x
  WHERE x.kind = :kind AND x.external_id = i.id AND x.source = :source)
ORDER BY i.id
"""
_TAKE_FRESH = "UPDATE in_thing SET portal_id = fresh WHERE portal_id IS NULL"
