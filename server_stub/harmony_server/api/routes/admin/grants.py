"""Giving colleagues grants, and taking them back."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from pydantic import BaseModel

from harmony.grants import Grant, GrantKind
from harmony_server.api.body import Closed, json_body
from harmony_server.api.dependencies import GrantHolder, Services, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.problems import Problem
from harmony_server.api.routers import api_router
from harmony_server.api.routes.admin.models import FreshLeadDep, PortalId
from harmony_server.api.staff_account import HeldGrant, told_grants
from harmony_server.staff import colleagues

router = api_router("/api/v1/admin/grants")


class NewGrant(Closed):
    """What somebody is to be given."""

    person_id: PortalId
    kind: Literal["badge_manager", "school_lead", "district_administrator"]
    school_id: PortalId | None = None
    """The school it is for; null for a district administrator."""


class GivenGrant(BaseModel):
    """The grant that is held now."""

    grant: HeldGrant


@router.post(
    "",
    status_code=201,
    summary="Give a colleague a grant",
    operation_id="give_grant",
    responses=documented("forbidden", "not_found", "invalid_request"),
)
async def give_grant(
    services: ServicesDep, staff: FreshLeadDep, body: Annotated[NewGrant, json_body(NewGrant)]
) -> GivenGrant:
    """Give it from now on; nothing happens if they hold it. A lead hands on the badges of their school."""
    return GivenGrant(grant=await services.store.run(_give, services, staff, body))


@router.delete(
    "/{grant_id}",
    status_code=204,
    summary="Take a grant back",
    operation_id="take_grant_back",
    responses=documented("forbidden", "not_found", "last_administrator"),
)
async def take_grant_back(grant_id: str, services: ServicesDep, staff: FreshLeadDep) -> None:
    """End it from now on, and every session of whoever held it."""
    taking = partial(colleagues.take_back, by=staff.person, grant_id=grant_id, now=services.now())
    await services.store.run(services.store.write, taking)


def _give(services: Services, staff: GrantHolder, body: NewGrant) -> HeldGrant:
    try:
        grant = Grant(GrantKind(body.kind), body.school_id)
    except ValueError:
        said = {"where": "school_id", "message": f"A {body.kind} is of a school, or of none."}
        raise Problem("invalid_request", errors=[said]) from None
    giving = partial(
        colleagues.give,
        by=staff.person,
        person_id=body.person_id,
        grant=grant,
        now=services.now(),
        rng=services.rng,
    )
    record = services.store.write(giving)
    with services.store.read() as tx:
        (told,) = told_grants(tx, [(record.id, record.grant)])
    return told
