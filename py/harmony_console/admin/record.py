"""The record: who did what, when, to whom. Filters stand in the address; the file has the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlencode

from harmony_console.client import API
from harmony_console.view import Event, Handler, Place

if TYPE_CHECKING:
    from harmony_console import api_types as api

FILTERS = ("from", "to", "event", "person")
OF_ALL = ("school_lead", "district_administrator")


class Record:
    """The entries that the address asks for, the newest first."""

    name: ClassVar[str] = "record"

    def __init__(self, place: Place) -> None:
        self._at = place
        self._query: dict[str, str] = {}
        self._entries: list[api.AuditEntry | api.RecordEntry] = []
        self._events: list[str] = []
        self._next: Any = None

    async def show(self, query: Mapping[str, str]) -> None:
        """Draw the whole of it."""
        self._at.page.draw("", "console-waiting", {})
        self._query = {name: query[name] for name in FILTERS if query.get(name)}
        self._entries = []
        await self._ask({})
        self._draw()

    def leave(self) -> None:
        """Nothing runs here."""

    @property
    def _is_of_all(self) -> bool:
        kinds = {grant["kind"] for grant in self._at.page.me().get("grants", ())}
        return bool(kinds & set(OF_ALL))

    async def _ask(self, further: Mapping[str, str]) -> None:
        query, client = {**self._query, **further}, self._at.client
        answer: api.AuditPage | api.RecordPage
        if self._is_of_all:
            answer = await client.admin_audit(
                event=query.get("event"),
                from_=query.get("from"),
                to=query.get("to"),
                person=query.get("person"),
                before=query.get("before"),
            )
        else:
            answer = await client.staff_record(event=query.get("event"), before=query.get("before"))
        self._entries += answer["entries"]
        self._next = answer.get("next")
        self._events = answer.get("events") or self._events

    def _draw(self) -> None:
        words, only = self._at.words, self._query.get("person", "")
        self._at.page.draw(
            "",
            "record",
            {
                "rows": [entry_row(each, self._at, by_person=self._is_of_all) for each in self._entries],
                "of_all": self._is_of_all,
                "only": words.say("record.only", name=self._called(only)) if only else "",
                "found": words.say("record.shown", n=len(self._entries)),
                "more": self._next is not None,
                "from": self._query.get("from", ""),
                "to": self._query.get("to", ""),
                "events": [
                    {
                        "id": each,
                        "title": words.known("events", each),
                        "selected": each == self._query.get("event"),
                    }
                    for each in self._events
                ],
                "csv": f"{API}admin/audit.csv?{urlencode(self._query)}" if self._is_of_all else "",
            },
        )

    def _called(self, person: str) -> str:
        people = (each[part] for each in self._entries for part in ("by", "about"))
        return next((_name(each) for each in people if _id(each) == person), "") or person

    async def on_filter(self, event: Event) -> None:
        """Other filters: another address."""
        self._go({**event, "person": self._query.get("person")})

    async def on_person(self, event: Event) -> None:
        """Only what somebody did, or what was about them; without an id whoever it was."""
        self._go({**self._query, "person": event.get("id")})

    def _go(self, filters: Mapping[str, Any]) -> None:
        self._at.page.go(self.name, {name: str(filters[name]) for name in FILTERS if filters.get(name)})

    async def on_more(self, _: Event) -> None:
        """The entries before these."""
        await self._ask({"before": str(self._next)})
        self._draw()

    handlers: ClassVar[Mapping[str, Handler]] = {
        "filter": on_filter,
        "person": on_person,
        "more": on_more,
    }


def entry_row(entry: api.AuditEntry | api.RecordEntry, place: Place, *, by_person: bool) -> dict[str, Any]:
    """An entry as the table shows it; `by_person`: whether names lead to what they had to do with."""
    words = place.words
    what = words.known("events", entry["event"])
    note = entry.get("note") or entry.get("outcome")
    by, about = entry.get("by"), entry.get("about")
    return {
        "at": words.moment(entry["at"], place.now()),
        "by": _name(by) or words.say("record.portal"),
        "what": f"{what}, {words.known('notes', str(note))}" if note else what,
        "by_id": _id(by) if by_person else "",
        "about": _name(about),
        "about_id": _id(about) if by_person else "",
    }


def _id(person: Any) -> str:
    return str(person.get("id") or "") if isinstance(person, Mapping) else ""


def _name(person: Any) -> str:
    if isinstance(person, Mapping):
        return str(person.get("name") or "")
    return str(person or "")
