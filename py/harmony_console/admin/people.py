"""People and grants: who may do what, giving it and taking it back, inviting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from harmony_console.admin.base import Listing
from harmony_console.tables import Row
from harmony_console.view import Event, Handler, Place

if TYPE_CHECKING:
    from harmony_console import api_types as api

GrantKind = Literal["badge_manager", "school_lead", "district_administrator"]
OF_A_SCHOOL: tuple[GrantKind, ...] = ("badge_manager", "school_lead")
OF_THE_DISTRICT: GrantKind = "district_administrator"
LETTERS = 2
"""From as many letters on people are searched for who hold no grant."""


class People(Listing):
    """The list of whoever holds a grant, and whoever was searched for."""

    name: ClassVar[str] = "people"
    template: ClassVar[str] = "people"
    columns: ClassVar[Sequence[str]] = ("name", "may")
    searched: ClassVar[Sequence[str]] = ("name", "may")

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._schools: list[api.SchoolBadges] = []
        self._more = False
        """Whether there are more than were told."""
        self._invitation: dict[str, Any] | None = None
        self._chosen: Row | None = None
        self._asked = ""
        """What was searched for last."""

    async def ask(self, query: Mapping[str, str]) -> Sequence[Row]:
        """Whoever holds a grant."""
        self._invitation = self._chosen = None
        self._schools = (await self._at.client.badge_counts())["schools"]
        return self._take(await self._at.client.admin_people())

    def _take(self, found: api.StaffList) -> list[Row]:
        self._more = found["more"]
        return [self._row(each) for each in found["people"]]

    @property
    def _kinds(self) -> Sequence[GrantKind]:
        """What whoever is in may give, and take back: a lead the badges of their school alone."""
        mine = {grant["kind"] for grant in self._at.page.me().get("grants", ())}
        return (*OF_A_SCHOOL, OF_THE_DISTRICT) if OF_THE_DISTRICT in mine else OF_A_SCHOOL[:1]

    def _row(self, person: api.StaffRow) -> Row:
        schools = {each["id"] for each in self._schools}

        def may_take(grant: api.HeldGrant) -> bool:
            school = grant.get("school")
            return grant["kind"] in self._kinds and (school is None or school["id"] in schools)

        return person_row(person, self._at, may_take)

    def about(self) -> dict[str, Any]:
        """The form beside the list: whom, and what they may do."""
        return {
            "kinds": [
                {
                    "id": kind,
                    "title": self._at.words.say(f"grants.{kind}"),
                    "input": f"grant-kind-{kind}",
                    "checked": not place,
                }
                for place, kind in enumerate(self._kinds)
            ],
            "schools": [{"id": each["id"], "name": each["name"]} for each in self._schools],
            "chosen": self._chosen["name"] if self._chosen else "",
            "person": self._chosen["id"] if self._chosen else "",
            "url": self._invitation["url"] if self._invitation else "",
            "until": self._invitation["until"] if self._invitation else "",
            "invited": self._invitation["name"] if self._invitation else "",
        }

    def table(self) -> dict[str, Any]:
        """The rows, and whether a longer name would tell more of those there are."""
        return {**super().table(), "more": self._more}

    async def on_search(self, event: Event) -> None:
        """Whoever is searched for may hold no grant yet: the server knows them all."""
        typed = self._asked = str(event["value"]).strip()
        found = await self._at.client.admin_people(q=typed if len(typed) >= LETTERS else "")
        if typed == self._asked:  # an answer that comes late says nothing any more
            self._rows = self._take(found)
            self._typed = typed if len(typed) < LETTERS else ""
            data = self.table()
            self._at.page.draw("rows", "people-rows", data)
            self._at.page.say(str(data["found"]))

    async def on_choose(self, event: Event) -> None:
        """To whom a grant is to be given."""
        self._chosen = next((row for row in self._rows if row["id"] == event["id"]), None)
        self.draw()
        self._at.page.focus("#grant-kind-badge_manager")

    async def on_give(self, event: Event) -> None:
        """Give a grant. Raises Refused."""
        kind: GrantKind = event["kind"]
        school = None if kind == OF_THE_DISTRICT else event.get("school")
        await self._at.client.give_grant({"person_id": event["person"], "kind": kind, "school_id": school})
        await self._again(self._at.words.say("people.given"))

    async def on_take(self, event: Event) -> None:
        """Take a grant back: its holder's sessions end. Raises Refused."""
        await self._at.client.take_grant_back(str(event["grant"]))
        await self._again(self._at.words.say("people.taken"))

    async def on_invite(self, event: Event) -> None:
        """Make an invitation, to be printed or sent. Raises Refused."""
        made = await self._at.client.invite({"person_id": str(event["id"])})
        until = self._at.words.moment(made["expires_at"], self._at.now())
        self._invitation = {"url": made["url"], "until": until, "name": event.get("name", "")}
        self.draw()
        self._at.page.focus("#invitation")

    async def on_print(self, _: Event) -> None:
        """Print the invitation."""
        self._at.page.print()

    async def _again(self, said: str) -> None:
        self._rows = self._take(await self._at.client.admin_people())
        self._chosen, self._typed = None, ""
        self.draw()
        self._at.page.say(said)

    handlers: ClassVar[Mapping[str, Handler]] = {
        **Listing.handlers,
        "search": on_search,
        "choose": on_choose,
        "give": on_give,
        "take": on_take,
        "invite": on_invite,
        "print": on_print,
    }


def person_row(
    person: api.StaffRow, place: Place, may_take: Callable[[api.HeldGrant], bool]
) -> dict[str, Any]:
    """A person as the list shows them, and what whoever is in may do about them."""
    words = place.words
    grants = [
        {
            "grant": each["id"] or "",
            "may_take": bool(each["id"]) and may_take(each),
            "text": (text := grant_text(each, place)),
            "says": words.say("people.take_from", grant=text, name=person["display_name"]),
        }
        for each in person["grants"]
    ]
    step = person.get("second_step")
    invited = person.get("invited_until")
    return {
        "id": person["id"],
        "name": person["display_name"],
        "may": ", ".join(str(each["text"]) for each in grants) or words.say("people.nothing"),
        "grants": [each for each in grants if each["grant"]],
        "may_invite": person["may_invite"],
        "give_says": words.say("people.give_to", name=person["display_name"]),
        "invite_says": words.say("people.invite_whom", name=person["display_name"]),
        "step": words.say(f"people.step_{step or 'none'}"),
        "invited": words.say("people.invited", until=words.moment(invited, place.now())) if invited else "",
    }


def grant_text(grant: api.HeldGrant, place: Place) -> str:
    """What a grant lets somebody do, and where."""
    kind = place.words.say(f"grants.{grant['kind']}")
    school = grant.get("school")
    return place.words.say("grants.at", kind=kind, school=school["name"]) if school else kind
