"""Whose badges can be printed from here: groups of a class, what was chosen, a grade, a school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harmony_console.client import Client
from harmony_console.words import Words

Row = Mapping[str, Any]
SHOWN = 200
"""Students of a grade or a school that a preview asks for; the server itself draws them all."""


@dataclass(frozen=True)
class Group:
    """Some students whose badges can be printed."""

    id: str
    title: str
    rows: tuple[Row, ...]
    asked: Mapping[str, Any]
    """How the server is asked for them."""
    more: bool = False
    """Whether there are more than those known here."""


@dataclass(frozen=True)
class Offered:
    """The groups that a page offers, and of what."""

    title: str
    groups: tuple[Group, ...]
    classes: tuple[Row, ...]
    """All classes to choose from."""
    class_id: str

    def group(self, wanted: str) -> Group | None:
        """One of the groups; the first where there is none of that name."""
        found = [each for each in self.groups if each.id == wanted]
        return next(iter((*found, *self.groups)), None)


async def offered(client: Client, words: Words, query: Mapping[str, str]) -> Offered:
    """The groups for an address's query: `class`, `students`, `school` with `grade`. Raises Refused."""
    if "school" in query and "class" not in query:
        return await _of_school(client, words, query)
    classes = (await client.get("staff/classes"))["classes"]
    class_id = query.get("class") or (classes[0]["id"] if classes else "")
    if not class_id:
        return Offered("", (), (), "")
    answer = await client.get(f"staff/classes/{class_id}")
    chosen = frozenset(filter(None, query.get("students", "").split(",")))
    title = answer["class"]["title"]
    groups = groups_of_class(answer["class"], answer["students"], chosen, words)
    return Offered(title, groups, tuple(classes), class_id)


def groups_of_class(
    of: Mapping[str, Any], rows: Sequence[Row], chosen: frozenset[str], words: Words
) -> tuple[Group, ...]:
    """What was chosen in the list first, then the class, then those without a printed badge."""
    without = tuple(row for row in rows if row["badge"] != "working" or not row.get("printed_at"))
    picked = tuple(row for row in rows if row["id"] in chosen)
    whole = {"class_id": of["id"]}
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


async def _of_school(client: Client, words: Words, query: Mapping[str, str]) -> Offered:
    school, grade = query["school"], query.get("grade", "")
    answer = await client.get("staff/students", {"school": school, "grade": grade, "limit": str(SHOWN)})
    rows = tuple(answer["students"])
    name = rows[0]["school"]["name"] if rows else ""
    title = words.say("print.grade", grade=grade, school=name) if grade else name
    asked = {"school_id": school, **({"grade": grade} if grade else {})}
    group = Group("school", words.say("print.all", title=title), rows, asked, bool(answer.get("more")))
    return Offered(title, (group,) if rows else (), (), "")
