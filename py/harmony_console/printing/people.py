"""Whose badges can be printed from here: groups of a class, what was chosen, a grade, a school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from harmony_console.client import Client
from harmony_console.words import Words

if TYPE_CHECKING:
    from harmony_console import api_types as api

SHOWN = 100
"""Students of a grade or a school that a preview asks for, as many as the server tells of at once.

It draws them all itself."""


class Chosen(TypedDict, total=False):
    """How the server is asked for some students: by one of these, a grade with its school."""

    students: list[str]
    class_id: str
    school_id: str
    grade: str


@dataclass(frozen=True)
class Group:
    """Some students whose badges can be printed."""

    id: str
    title: str
    rows: tuple[api.StudentRow | api.FoundStudent, ...]
    asked: Chosen
    more: bool = False
    """Whether there are more than those known here."""


@dataclass(frozen=True)
class Offered:
    """The groups that a page offers, and of what."""

    title: str
    groups: tuple[Group, ...]
    classes: tuple[api.ClassCounts, ...]
    """All classes to choose from."""
    class_id: str

    def group(self, wanted: str) -> Group | None:
        """One of the groups; the first where there is none of that name."""
        found = [each for each in self.groups if each.id == wanted]
        return next(iter((*found, *self.groups)), None)


async def offered(client: Client, words: Words, query: Mapping[str, str]) -> Offered:
    """The groups for an address's query: `class`, `students` of it or alone, `school` with `grade`.

    Raises Refused.
    """
    if "school" in query and "class" not in query:
        return await _of_school(client, words, query)
    chosen = tuple(filter(None, query.get("students", "").split(",")))
    if chosen and "class" not in query:
        return await _of_students(client, words, chosen)
    classes = (await client.staff_classes())["classes"]
    class_id = query.get("class") or (classes[0]["id"] if classes else "")
    if not class_id:
        return Offered("", (), (), "")
    answer = await client.staff_class(class_id)
    title = answer["class"]["title"]
    groups = groups_of_class(answer["class"], answer["students"], frozenset(chosen), words)
    return Offered(title, groups, tuple(classes), class_id)


def groups_of_class(
    of: api.ClassCounts, rows: Sequence[api.StudentRow], chosen: frozenset[str], words: Words
) -> tuple[Group, ...]:
    """What was chosen in the list first, then the class, then those without a printed badge."""
    without = tuple(row for row in rows if row["badge"] != "working" or not row.get("printed_at"))
    picked = tuple(row for row in rows if row["id"] in chosen)
    whole: Chosen = {"class_id": of["id"]}
    found = [
        Group("chosen", words.say("print.chosen", n=len(picked)), picked, {"students": sorted(chosen)}),
        Group("class", words.say("print.class", title=of["title"], n=len(rows)), tuple(rows), whole),
        Group(
            "without",
            words.say("print.without", n=len(without)),
            without,
            {"students": [row["id"] for row in without]},
        ),
    ]
    return tuple(group for group in found if group.rows)


async def _of_students(client: Client, words: Words, ids: Sequence[str]) -> Offered:
    rows = tuple([(await client.staff_student(each))["student"] for each in ids])
    title = words.say("print.chosen", n=len(rows))
    return Offered(title, (Group("chosen", title, rows, {"students": list(ids)}),), (), "")


async def _of_school(client: Client, words: Words, query: Mapping[str, str]) -> Offered:
    school, grade = query["school"], query.get("grade", "")
    answer = await client.staff_students(school=school, grade=grade, limit=SHOWN)
    rows = tuple(answer["students"])
    at = rows[0]["school"] if rows else None
    name = at["name"] if at else ""
    title = words.say("print.grade", grade=grade, school=name) if grade else name
    asked: Chosen = {"school_id": school}
    if grade:
        asked["grade"] = grade
    group = Group("school", words.say("print.all", title=title), rows, asked, bool(answer.get("more")))
    return Offered(title, (group,) if rows else (), (), "")
