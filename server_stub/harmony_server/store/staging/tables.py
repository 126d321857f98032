"""The tables of one connection in which an import is made ready: nobody else sees them, and they end with it.

Those called `in_…` hold what files say, row by row, in the files' own ids. `n` counts all rows in the order
in which they came; `file` and `line` say where a row stands, and are 0 for what stood before the files came.
Those called `to_…` hold what must be written so that the roster is as wanted, in the portal's ids.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text

staged = MetaData()


def _n() -> Column[int]:
    return Column("n", Integer, primary_key=True, autoincrement=False)


def _counted() -> Column[int]:
    """A row's number, given as it is written."""
    return Column("n", Integer, primary_key=True, autoincrement=True)


def _text(*names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names]


def _numbers(*names: str) -> list[Column[int]]:
    return [Column(name, Integer) for name in names]


def _table(name: str, *columns: Column[int] | Column[str]) -> Table:
    return Table(name, staged, *columns, prefixes=["TEMPORARY"])


_NAMED = ("id", "key", "like_key", "fresh", "portal_id")
"""Of whatever has an id: that, as it looks; what it is matched by; the portal's id if new, and in the end."""

in_school = _table("in_school", _n(), *_text(*_NAMED, "name"), *_numbers("file", "line"))
in_class = _table(
    "in_class", _n(), *_text(*_NAMED, "title", "school_ref", "school_id"), *_numbers("file", "line")
)
in_person = _table(
    "in_person",
    _n(),
    *_text(*_NAMED, "username", "given_name", "family_name", "role", "picture", "colour", "search_key"),
    *_numbers("enabled", "file", "line"),
)
"""`like_key` is the username, folded. A role may be told by the person's places alone."""
in_member = _table("in_member", *_numbers("person_n"), *_text("school_ref"), *_numbers("file", "line"))
in_grade = _table("in_grade", *_numbers("person_n"), *_text("grade"))
in_place = _table(
    "in_place",
    _n(),
    *_text("person_ref", "role", "school_ref"),
    *_numbers("is_primary", "file", "line"),
)
in_place_grade = _table("in_place_grade", *_numbers("place_n"), *_text("grade"))
in_enrollment = _table(
    "in_enrollment", _n(), *_text("class_ref", "person_ref", "role"), *_numbers("file", "line")
)
in_ended = _table("in_ended", _n(), *_text("class_ref", "person_ref"))
in_left_out = _table("in_left_out", _n(), *_text("kind", "id", "why"))
in_moved = _table("in_moved", *_text("old", "new"))
"""What a list says that is called otherwise now."""

# What comes of those, on the way to a difference.
repeated = _table("repeated", _n(), *_numbers("keeper"))
place_role = _table("place_role", Column("person_n", Integer, primary_key=True), *_text("role"))
missing = _table("missing", Column("reference", Text, primary_key=True), *_text("key", "target"))
candidate = _table("candidate", Column("portal_id", String(20), primary_key=True), *_text("place", "key"))
found = _table("found", _n(), *_text("portal_id", "old"))
held = _table(
    "held",
    Column("class_n", Integer, primary_key=True, autoincrement=False),
    Column("person_n", Integer, primary_key=True, autoincrement=False),
    Column("role", Text, primary_key=True),
)
"""Who has what part in which class, each once."""
held.dialect_options["sqlite"]["with_rowid"] = False
class_count = _table("class_count", Column("class_id", Text, primary_key=True), *_numbers("there", "stay"))

to_school = _table("to_school", _counted(), *_text("id", "name", "what"))
to_class = _table("to_class", _counted(), *_text("id", "title", "school_id", "what"))
to_person = _table(
    "to_person",
    _counted(),
    *_text("id", "username", "username_key", "given_name", "family_name", "role", "picture", "colour"),
    *_text("search_key"),
    *_numbers("enabled"),
    *_text("what"),
    *_numbers("rewritten", "waits"),
)
"""`rewritten` is 1 where the person's own row says something else; `waits` where somebody has their username
until the import counts."""
to_member = _table("to_member", _counted(), *_text("person_id", "school_id", "what"))
to_grade = _table("to_grade", _counted(), *_text("person_id", "grade", "what"))
to_enrollment = _table("to_enrollment", _counted(), *_text("class_id", "person_id", "role", "what"))
to_name = _table("to_name", _counted(), *_text("kind", "external_id", "portal_id", "what"))
losing = _table("losing", Column("id", Text, primary_key=True))
"""People who can enter now and could not any more."""
was_member = _table("was_member", *_text("school_id", "kind", "person_id"))
will_member = _table("will_member", *_text("school_id", "kind", "person_id", "what"))

IMPORTED = (
    in_school,
    in_class,
    in_person,
    in_member,
    in_grade,
    in_place,
    in_place_grade,
    in_enrollment,
    in_ended,
    in_left_out,
    in_moved,
)
ALWAYS = [
    Index("to_grade_person_id", to_grade.c.person_id),
    Index("to_member_person_id", to_member.c.person_id),
    Index("candidate_place_key", candidate.c.place, candidate.c.key),
    Index("missing_key", missing.c.key),
    Index("repeated_keeper", repeated.c.keeper),
]
AFTER_LOADING = [
    Index("in_school_id", in_school.c.id),
    Index("in_class_id", in_class.c.id),
    Index("in_person_id", in_person.c.id),
    Index("in_member_person_n", in_member.c.person_n),
    Index("in_grade_person_n", in_grade.c.person_n),
    Index("in_left_out_kind_id", in_left_out.c.kind, in_left_out.c.id),
    Index("in_ended_class_ref", in_ended.c.class_ref, in_ended.c.person_ref),
]
AFTER_NAMING = [
    Index("in_school_portal_id", in_school.c.portal_id),
    Index("in_class_portal_id", in_class.c.portal_id),
    Index("in_person_portal_id", in_person.c.portal_id),
]
AFTER_COMPARING = [
    Index("to_school_id", to_school.c.id),
    Index("to_class_id", to_class.c.id),
    Index("to_person_id", to_person.c.id),
]

VIEWS = {
    "now_schools": "schools",
    "now_classes": "classes",
    "now_people": "people",
    "now_members": "person_schools",
    "now_grades": "person_grades",
    "now_enrollments": "enrollments",
    "now_names": "external_ids",
}
"""What stands, by the table in which it does."""
