"""Changing something about a student, and telling what is there now where somebody else was first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, TypeVar

from fastapi import Query

from harmony.model import Role
from harmony_server.api.dependencies import Services
from harmony_server.api.problems import Problem
from harmony_server.api.routes.staff.models import student_row
from harmony_server.api.staff_member import StaffMember, moment_of
from harmony_server.api.times import utc
from harmony_server.staff import lists, students
from harmony_server.staff.help import ChangedMeanwhile
from harmony_server.store import Transaction

T = TypeVar("T")

Seen = Annotated[int | None, Query(description="The student's `version` that the page showed.")]


async def change(services: Services, staff: StaffMember, work: Callable[[Transaction], T]) -> T:
    """What `work` gives in a transaction that writes; raises Problem (`changed_meanwhile`)."""
    return await unless_changed(services, staff, partial(services.store.write, work))


async def unless_changed(services: Services, staff: StaffMember, work: Callable[[], T]) -> T:
    """What `work` gives, done where it may block; raises Problem (`changed_meanwhile`)."""
    try:
        return await services.store.run(work)
    except ChangedMeanwhile as changed:
        limits = services.config.session_limits[Role.STUDENT]
        see = partial(students.whole, reach=staff.reach, at=moment_of(services), limits=limits)
        whole = await services.store.run(
            services.store.read_with, partial(see, student_id=changed.student_id)
        )
        raise Problem("changed_meanwhile", present=_present(whole)) from None


def _present(whole: students.Whole) -> dict[str, Any]:
    last = next((each for each in whole.changes if each.entry.event in lists.CHANGES), None)
    told = last and {"what": last.entry.event, "by": last.by, "at": utc(last.entry.at)}
    return {"student": student_row(whole.found.row).model_dump(), "last_change": told}
