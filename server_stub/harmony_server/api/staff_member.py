"""Whoever of the staff asks, and whom they see. Every route under `/api/v1/staff` begins with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import Depends, Request, Response

from harmony.grants import GrantKind
from harmony.model import Person
from harmony_server.accounts import second_step, sessions
from harmony_server.accounts.second_step import Need
from harmony_server.api.cookies import clear_substitute, substitute_of
from harmony_server.api.dependencies import (
    ClientContextDep,
    GrantHolder,
    Services,
    ServicesDep,
    StaffDep,
    current_session,
    with_grant,
)
from harmony_server.api.problem_docs import raises
from harmony_server.api.problems import Problem
from harmony_server.staff import substitutes
from harmony_server.staff.lists import Moment
from harmony_server.staff.reach import Asker, Reach, reach_of
from harmony_server.staff.substitutes import Substitute
from harmony_server.store import SessionRecord, Transaction


@dataclass(frozen=True)
class StaffMember:
    """Somebody of the staff, with all that their grants reach."""

    person: Person
    reach: Reach
    session: SessionRecord

    def asked_lately(self, now: float) -> None:
        """Raise SecondStepMissing unless the second step was done within the last minutes."""
        second_step.check(self.session, Need.FRESH, now)

    @property
    def asker(self) -> Asker:
        """The same as policy knows them."""
        return Asker(self.person.id, self.reach)


async def staff_member(staff: StaffDep) -> StaffMember:
    """Whoever holds a grant of any kind and did a second step."""
    return StaffMember(staff.person, reach_of(staff.grants), staff.session.record)


StaffMemberDep = Annotated[StaffMember, Depends(staff_member)]


@raises("not_signed_in", "session_expired", "account_disabled", "unavailable")
async def current_substitute(request: Request, services: ServicesDep) -> Substitute:
    """The substitute whose session the request carries; raises Problem."""
    look = partial(substitutes.current, services.store, substitute_of(request), now=services.now())
    found = await services.store.run(look)
    if found is None:
        raise Problem("not_signed_in")
    return found


SubstituteDep = Annotated[Substitute, Depends(current_substitute)]


async def leave_as_substitute(request: Request, response: Response, services: Services) -> None:
    """End a substitute's session, if the request carries one, and have the browser forget it."""
    if token := substitute_of(request):

        def end(tx: Transaction) -> None:
            tx.substitutes.end_session(sessions.token_hash(token))

        await services.store.run(services.store.write, end)
        clear_substitute(request, response)


_STAFF = with_grant(*GrantKind).dependency


@dataclass(frozen=True)
class Helper:
    """Whoever sees a class and gives back-up codes in it: staff, or a substitute."""

    asker: Asker
    person_id: str | None
    """None for a substitute."""


@raises("not_signed_in", "session_expired", "account_disabled", "forbidden", "second_step_required")
async def helper(request: Request, services: ServicesDep, client: ClientContextDep) -> Helper:
    """Whoever of the staff asks, or else a substitute; raises NoSession, MissingGrant, SecondStepMissing."""
    if client.session is None:
        look = partial(substitutes.current, services.store, substitute_of(request), now=services.now())
        if found := await services.store.run(look):
            return Helper(found.asker, None)
    holder: GrantHolder = await _STAFF(services, await current_session(services, client))
    return Helper(Asker(holder.person.id, reach_of(holder.grants)), holder.person.id)


HelperDep = Annotated[Helper, Depends(helper)]


def moment_of(services: Services) -> Moment:
    """Now, with the keys as they are."""
    now = services.now()
    return Moment(now, services.keys().at(now), services.config.timezone)
