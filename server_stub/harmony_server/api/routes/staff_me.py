"""Who is at the console: their grants, their second step, how long their session lasts."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel

from harmony.grants import GrantKind
from harmony_server.accounts.grants import taught_by
from harmony_server.accounts.second_step import Need, Standing, standing_of
from harmony_server.api.dependencies import GrantHolder, Services, ServicesDep, with_grant
from harmony_server.api.routers import api_router
from harmony_server.api.staff_account import (
    HeldGrant,
    SecondStep,
    display_name,
    second_step_of,
    told_grants,
)
from harmony_server.settings.config import Config

router = api_router("/api/v1/staff")

UNDO_MINUTES = 10
"""For how long a void can be undone."""


class StaffPerson(BaseModel):
    """Whoever asks."""

    id: str
    username: str
    given_name: str
    family_name: str
    display_name: str


class StaffSession(BaseModel):
    """Whole seconds until the session ends by itself."""

    idle_seconds_left: int
    longest_seconds_left: int


class ConsoleSettings(BaseModel):
    """What the console must know of the district."""

    portal_name: str
    district: str
    """The district's code."""
    portal_url: str
    phone: str | None
    timezone: str
    undo_minutes: int
    print_school: bool
    print_class: bool


class Me(BaseModel):
    """Whoever is at the console. Before the second step nothing but who they are, and what it takes."""

    person: StaffPerson
    second_step: SecondStep
    grants: list[HeldGrant]
    session: StaffSession | None
    settings: ConsoleSettings | None


@router.get("/me", summary="Who I am, and what I may do", operation_id="staff_me")
async def staff_me(
    services: ServicesDep,
    staff: Annotated[GrantHolder, with_grant(*GrantKind, second_step=Need.NONE)],
) -> Me:
    """Answer whoever holds a grant, also before their second step. Asking makes the session last longer."""
    standing, grants = await services.store.run(_told, services, staff)
    person, left, record = staff.person, staff.session.left, staff.session.record
    done = record.second_step_at is not None
    return Me(
        person=StaffPerson(
            id=person.id,
            username=person.username,
            given_name=person.given_name,
            family_name=person.family_name,
            display_name=display_name(person),
        ),
        second_step=second_step_of(standing, record, services.now()),
        grants=grants if done else [],
        session=StaffSession(idle_seconds_left=int(left.idle_s), longest_seconds_left=int(left.longest_s))
        if done
        else None,
        settings=_settings(services.config) if done else None,
    )


def _told(services: Services, staff: GrantHolder) -> tuple[Standing, list[HeldGrant]]:
    with services.store.read() as tx:
        given = [(record.id, record.grant) for record in tx.grants.held_by(staff.person.id)]
        taught = taught_by(tx, staff.person)
        grants = told_grants(tx, [*given, *([(None, taught)] if taught else [])])
        return standing_of(tx, staff.person.id), grants


def _settings(config: Config) -> ConsoleSettings:
    return ConsoleSettings(
        portal_name=config.name,
        district=config.code,
        portal_url=config.portal_url,
        phone=config.phone,
        timezone=config.timezone,
        undo_minutes=UNDO_MINUTES,
        print_school=config.print_school,
        print_class=config.print_class,
    )
