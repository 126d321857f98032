"""A router of the kind that a portal's staff will use, for tests of what routes are made of."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from harmony.grants import GrantKind
from harmony_server.api.body import Closed, json_body
from harmony_server.api.dependencies import GrantHolder, SignedInDep, with_grant
from harmony_server.api.routers import api_router

ME = "/api/v1/me"
BADGES = "/api/v1/staff/badges"
ROOMS = "/api/v1/staff/rooms"
NOBODYS = "/api/v1/staff/nobodys"


class Room(Closed):
    """A body with something inside something."""

    name: Annotated[str, StringConstraints(max_length=20)]
    chairs: list[int] = Field(default_factory=list)


def staff_router() -> APIRouter:
    """Routes for whoever is signed in, for badge managers, for whoever leads a school, and for nobody."""
    router = api_router()

    @router.get(ME, summary="Me", operation_id="me")
    def me(person: SignedInDep) -> str:
        """Say who is signed in."""
        return person.given_name

    @router.get(BADGES, summary="Badges", operation_id="staff_badges")
    def badges(manager: Annotated[GrantHolder, with_grant(GrantKind.BADGE_MANAGER)]) -> list[str | None]:
        """List the schools whose badges somebody manages."""
        return [grant.school_id for grant in manager.grants]

    @router.post(ROOMS, summary="A new room", operation_id="staff_new_room", status_code=201)
    def new_room(
        staff: Annotated[GrantHolder, with_grant(GrantKind.SCHOOL_LEAD, GrantKind.DISTRICT_ADMINISTRATOR)],
        room: Annotated[Room, json_body(Room)],
    ) -> dict[str, Any]:
        """Answer with what was sent, and by what right."""
        return {"room": room.model_dump(), "by": [grant.kind.value for grant in staff.grants]}

    @router.get(NOBODYS, summary="Nobody's", operation_id="nobodys", dependencies=[with_grant()])
    def nobodys() -> None:
        """Answer nobody: the rule names no grant."""

    return router
