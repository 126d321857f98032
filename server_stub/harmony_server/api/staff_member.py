"""Whoever of the staff asks, and whom they see. Every route under `/api/v1/staff` begins with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from harmony.model import Person
from harmony_server.api.dependencies import Services, StaffDep
from harmony_server.staff.lists import Moment
from harmony_server.staff.reach import Asker, Reach, reach_of


@dataclass(frozen=True)
class StaffMember:
    """Somebody of the staff, with all that their grants reach."""

    person: Person
    reach: Reach

    @property
    def asker(self) -> Asker:
        """The same as policy knows them."""
        return Asker(self.person.id, self.reach)


async def staff_member(staff: StaffDep) -> StaffMember:
    """Whoever holds a grant of any kind and did a second step."""
    return StaffMember(staff.person, reach_of(staff.grants))


StaffMemberDep = Annotated[StaffMember, Depends(staff_member)]


def moment_of(services: Services) -> Moment:
    """Now, with the keys as they are."""
    now = services.now()
    return Moment(now, services.keys().at(now), services.config.timezone)
