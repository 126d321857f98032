"""Colleagues: who they are, what they may do, how they sign in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel

from harmony.grants import Grant
from harmony.model import Role
from harmony_server.api.dependencies import GrantHolder, Services, ServicesDep
from harmony_server.api.routers import api_router
from harmony_server.api.routes.admin.models import LeadDep
from harmony_server.api.staff_account import HeldGrant, SchoolName, display_name, told_grants
from harmony_server.api.times import utc
from harmony_server.staff import colleagues
from harmony_server.staff.colleagues import Colleague
from harmony_server.store import SoughtStaff, Transaction

router = api_router("/api/v1/admin")

MOST = 200


class StaffRow(BaseModel):
    """One of the staff."""

    id: str
    username: str
    display_name: str
    role: Literal["teacher", "administrator"]
    """What the roster calls them."""
    schools: list[SchoolName]
    grants: list[HeldGrant]
    second_step: Literal["passkey", "totp"] | None
    """What they do it with, the best of it; null if nothing is set up."""
    invited_until: str | None
    """Until when an invitation is good that they did not follow yet."""
    last_seen_at: str | None
    """When they last signed in."""
    may_invite: bool
    """Whether whoever asks may invite them."""


class StaffList(BaseModel):
    """Some of the staff, by family name."""

    people: list[StaffRow]
    more: bool
    """Whether there are more than were asked for."""


@router.get("/people", summary="Colleagues and their grants", operation_id="admin_people")
async def admin_people(
    services: ServicesDep,
    staff: LeadDep,
    q: Annotated[str, Query(max_length=100)] = "",
    role: Literal["teacher", "administrator"] | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 100,
) -> StaffList:
    """Find staff by any part of their names, or by what the roster calls them; a lead finds their school's.

    Without either: whoever was given a grant.
    """
    sought = SoughtStaff(q, Role(role) if role else None, holders=not q.strip() and role is None)
    return await services.store.run(_found, services, staff, sought, limit)


def _found(services: Services, staff: GrantHolder, sought: SoughtStaff, limit: int) -> StaffList:
    with services.store.read() as tx:
        found = colleagues.find(tx, staff.grants, sought, count=limit + 1, now=services.now())
        rows = [_row(tx, each, staff.grants) for each in found[:limit]]
    return StaffList(people=rows, more=len(found) > limit)


def _row(tx: Transaction, colleague: Colleague, mine: Iterable[Grant]) -> StaffRow:
    person = colleague.person
    schools = tx.places.schools(person.school_ids).values()
    taught = [(None, colleague.taught)] if colleague.taught else []
    given = [(record.id, record.grant) for record in colleague.given]
    return StaffRow.model_validate(
        {
            "id": person.id,
            "username": person.username,
            "display_name": display_name(person),
            "role": person.role.value,
            "schools": sorted(
                (SchoolName(id=each.id, name=each.name) for each in schools), key=lambda each: each.name
            ),
            "grants": told_grants(tx, [*given, *taught]),
            "second_step": colleague.second_step,
            "invited_until": _utc(colleague.invited_until),
            "last_seen_at": _utc(colleague.last_sign_in_at),
            "may_invite": colleague.may_be_invited_by(mine),
        }
    )


def _utc(time: float | None) -> str | None:
    return None if time is None else utc(time)
