"""Badges by school and grade: how many work, how many are to be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from harmony_console.admin.base import Listing
from harmony_console.tables import Row
from harmony_console.view import Event, Handler, Place

COUNTS = ("students", "working", "to_print", "void")

LEADS = frozenset(("school_lead", "district_administrator"))
"""Who gives slips."""


class Badges(Listing):
    """The schools with their counts; one opens into its grades."""

    name: ClassVar[str] = "badges"
    template: ClassVar[str] = "badges"
    columns: ClassVar[Sequence[str]] = ("name", *COUNTS)

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._school = ""

    async def ask(self, query: Mapping[str, str]) -> Sequence[Row]:
        """The schools within reach."""
        schools = (await self._at.client.badge_counts())["schools"]
        self._school = query.get("school") or (schools[0]["id"] if len(schools) == 1 else "")
        return schools

    def about(self) -> dict[str, Any]:
        """The grades of the school that is open."""
        chosen = next((row for row in self._rows if row["id"] == self._school), None)
        grades = chosen["grades"] if chosen else []
        return {
            "total": self._at.words.say(
                "badges.lead",
                working=sum(row["working"] for row in self._rows),
                to_print=sum(row["to_print"] for row in self._rows),
            ),
            "school": chosen["name"] if chosen else "",
            "school_id": self._school,
            "grades": [self._grade(each) for each in grades],
            "leads": bool(LEADS & {grant["kind"] for grant in self._at.page.me().get("grants", ())}),
        }

    async def on_open(self, event: Event) -> None:
        """Open a school."""
        self._school = str(event["id"])
        self._at.page.note(self.name, {"school": self._school})
        self.draw()
        self._at.page.focus("#grades")

    async def on_print(self, event: Event) -> None:
        """Print the badges of a grade, or of a school."""
        grade = event.get("grade")
        self._at.page.go("print", {"school": self._school, **({"grade": str(grade)} if grade else {})})

    async def on_slips(self, event: Event) -> None:
        """Slips for a grade, or a school."""
        grade = event.get("grade")
        self._at.page.go("slips", {"school": self._school, **({"grade": str(grade)} if grade else {})})

    def _grade(self, row: Row) -> dict[str, Any]:
        says, grade = self._at.words.say, row["grade"]
        return {
            "grade": grade,
            "school": self._school,
            "print_says": says("badges.print_grade", grade=grade),
            "slips_says": says("badges.slips_grade", grade=grade),
            **{name: row[name] for name in COUNTS},
        }

    handlers: ClassVar[Mapping[str, Handler]] = {
        **Listing.handlers,
        "open": on_open,
        "print": on_print,
        "slips": on_slips,
    }
