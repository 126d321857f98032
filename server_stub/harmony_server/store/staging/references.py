"""References by id: which lead nowhere, and which only as the id is written in other capitals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import text

from harmony.roster.facts import Kind
from harmony.roster.references import MAX_APART, Missing
from harmony.spelling import folded
from harmony_server.store.engine import Workbench

AT_ONCE = 5000


@dataclass(frozen=True)
class Referring:
    """A column of staged rows that refers to a kind."""

    kind: Kind
    table: str
    column: str
    target: str


MEMBERS = Referring(Kind.SCHOOL, "in_member", "school_ref", "in_school")
CLASSES = Referring(Kind.SCHOOL, "in_class", "school_ref", "in_school")
PLACES = Referring(Kind.PERSON, "in_place", "person_ref", "in_person")
IN_CLASSES = Referring(Kind.CLASS, "in_enrollment", "class_ref", "in_class")
OF_PEOPLE = Referring(Kind.PERSON, "in_enrollment", "person_ref", "in_person")


class References:
    """The references of one column that lead nowhere as they are written."""

    def __init__(self, bench: Workbench, referring: Referring) -> None:
        self._bench = bench
        self._connection = bench.connection
        self._referring = referring
        self._find()

    def _find(self) -> None:
        self._connection.execute(text("DELETE FROM missing"))
        query = self._filled(
            "SELECT DISTINCT the_ref FROM from_table f WHERE the_ref <> '' "
            "AND NOT EXISTS (SELECT 1 FROM to_table t WHERE t.id = f.the_ref)"
        )
        found = self._connection.execute(query, execution_options={"yield_per": AT_ONCE})
        references = (row[0] for row in found)
        for some in _batches(references):
            self._bench.fill("missing", ("reference", "key"), [(each, folded(each)) for each in some])

    def respelt(self) -> list[Any]:
        """Read ids in other capitals as what each looks like; by file the first line, and how many."""
        for statement in (_FORGET_LEFT_OUT, _FIND_ALIKE):
            self._connection.execute(self._filled(statement), {"kind": self._referring.kind.value})
        counts = list(self._connection.execute(self._filled(_COUNT_ALIKE)))
        if counts:
            self._connection.execute(self._filled(_RESPELL))
            self._connection.execute(text("DELETE FROM missing WHERE target IS NOT NULL"))
        return counts

    def orphans(self) -> Iterator[tuple[int, list[Missing], int, int]]:
        """By file: the first ids that are nowhere, how many these are in all, and how many rows."""
        for row in self._connection.execute(self._filled(_COUNT_ORPHANS)).all():
            query = self._filled(_FIRST_ORPHANS)
            some = self._connection.execute(query, {"file": row.file, "count": MAX_APART + 1})
            first = [Missing(each.reference, each.line, each.number) for each in some]
            yield row.file, first, row.ids, row.number

    def _filled(self, statement: str) -> Any:
        """A statement about this column: its words are ours, no value is in it."""
        its = self._referring
        return text(
            statement.replace("from_table", its.table)
            .replace("to_table", its.target)
            .replace("the_ref", its.column)
        )


_FORGET_LEFT_OUT = """
DELETE FROM missing WHERE EXISTS
  (SELECT 1 FROM in_left_out l WHERE l.kind = :kind AND l.id = missing.reference)
"""
_FIND_ALIKE = """
UPDATE missing SET target = t.id FROM
  (SELECT key, min(id) AS id FROM to_table GROUP BY key HAVING count(*) = 1) t WHERE t.key = missing.key
"""
_COUNT_ALIKE = """
SELECT f.file, min(f.line) AS line, count(*) AS number
FROM missing m JOIN from_table f ON f.the_ref = m.reference
WHERE m.target IS NOT NULL AND f.file > 0 GROUP BY f.file
"""
_RESPELL = """
UPDATE from_table SET the_ref = m.target FROM missing m WHERE m.reference = from_table.the_ref
AND m.target IS NOT NULL
"""
_COUNT_ORPHANS = """
SELECT f.file, count(DISTINCT f.the_ref) AS ids, count(*) AS number
FROM missing m JOIN from_table f ON f.the_ref = m.reference WHERE f.file > 0 GROUP BY f.file ORDER BY f.file
"""
_FIRST_ORPHANS = """
SELECT f.the_ref AS reference, min(f.line) AS line, count(*) AS number
FROM missing m JOIN from_table f ON f.the_ref = m.reference WHERE f.file = :file
GROUP BY f.the_ref ORDER BY min(f.line), f.the_ref LIMIT :count
"""


def _batches(values: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(values, AT_ONCE)):
        yield some
