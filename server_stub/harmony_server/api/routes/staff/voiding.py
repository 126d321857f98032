"""Voiding badges, one or many: what will happen, doing it, and taking it back for ten minutes."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from harmony.model import Role
from harmony_server.api.body import Closed, json_body
from harmony_server.api.dependencies import ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.problems import Problem
from harmony_server.api.routers import api_router
from harmony_server.api.routes.staff.changing import unless_changed
from harmony_server.api.staff_member import StaffMemberDep
from harmony_server.api.times import utc
from harmony_server.staff import voiding as policy
from harmony_server.staff.choosing import Choice
from harmony_server.staff.voiding import Reason, Voiding
from harmony_server.store import OperationRecord

router = api_router("/api/v1/staff")

Id = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[A-Za-z0-9_-]+$")]
MOST_STUDENTS = 2000


class Chosen(Closed):
    """Who is meant: some students, or a class, or a school or a grade of it."""

    students: Annotated[list[Id], Field(min_length=1, max_length=MOST_STUDENTS)] | None = None
    class_id: Id | None = None
    school_id: Id | None = None
    grade: Annotated[str, StringConstraints(min_length=2, max_length=2)] | None = None

    def choice(self) -> Choice:
        """The same as policy knows it; raises Problem unless it is one of them."""
        if sum(each is not None for each in (self.students, self.class_id, self.school_id)) != 1:
            said = {"where": "", "message": "Give students, or class_id, or school_id: one of them."}
            raise Problem("invalid_request", errors=[said])
        students = tuple(self.students) if self.students is not None else None
        return Choice(students, self.class_id, self.school_id, self.grade)


class Void(Chosen):
    """Whose badges are voided, and why."""

    reason: Annotated[Reason, Field(strict=False)]
    end_sessions: bool = False
    """All of theirs. Of badges that were lost or stolen, what they began ends in any case."""
    dry_run: bool = False
    seen: Annotated[dict[Id, int], Field(default_factory=dict, max_length=MOST_STUDENTS)]
    """By student the version that the page showed."""


class WillHappen(BaseModel):
    """What voiding would do."""

    void: int
    stay: int
    """Students who have no badge that opens: nothing changes for them."""
    sessions_end: int
    sessions_stay: int
    pages_to_reprint: int


class OperationTold(BaseModel):
    """Something that can be undone for a while."""

    id: str
    kind: str
    at: str
    undo_until: str
    count: int


class Voided(BaseModel):
    """What voiding does, or did."""

    will: WillHappen | None
    """Of a dry run, which changes nothing."""
    operation: OperationTold | None
    voided: int


class Operations(BaseModel):
    """One's own operations that can be undone still, newest first."""

    operations: list[OperationTold]


class Restored(BaseModel):
    """How many badges open again."""

    restored: int


@router.post(
    "/badges/void",
    summary="Void badges, or tell what that would do",
    operation_id="void_badges",
    responses=documented("not_found", "forbidden", "changed_meanwhile", "unavailable"),
)
async def void_badges(
    services: ServicesDep, staff: StaffMemberDep, wanted: Annotated[Void, json_body(Void)]
) -> Voided:
    """Void the badges that open of whoever is meant; passwords keep working."""
    voiding = Voiding(wanted.choice(), wanted.reason, wanted.end_sessions, wanted.seen)
    store, asker, now = services.store, staff.asker, services.now()
    if wanted.dry_run:
        limits = services.config.session_limits[Role.STUDENT]
        expect = partial(policy.expect, asker=asker, voiding=voiding, now=now, limits=limits)
        expected = await store.run(store.read_with, expect)
        return Voided(will=WillHappen(**expected.__dict__), operation=None, voided=0)
    void = partial(policy.void, store, asker, voiding, now=now, rng=secrets.token_bytes)
    operation, count = await unless_changed(services, staff, void)
    return Voided(will=None, operation=_told(operation, count), voided=count)


@router.get(
    "/operations",
    summary="What I can undo",
    operation_id="operations",
    responses=documented("unavailable"),
)
async def operations(services: ServicesDep, staff: StaffMemberDep) -> Operations:
    """List one's own operations of the last ten minutes that nobody undid."""
    recent = partial(policy.recent, asker=staff.asker, now=services.now())
    found = await services.store.run(services.store.read_with, recent)
    return Operations(operations=[_told(*each) for each in found])


@router.post(
    "/operations/{operation_id}/undo",
    summary="Undo an operation of mine",
    operation_id="undo_operation",
    responses=documented("not_found", "too_late_to_undo", "unavailable"),
)
async def undo(services: ServicesDep, staff: StaffMemberDep, operation_id: str) -> Restored:
    """Have its badges open again, but for those whose owners were given others meanwhile."""
    undone = partial(policy.undo, asker=staff.asker, operation_id=operation_id, now=services.now())
    return Restored(restored=await services.store.run(services.store.write, undone))


def _told(operation: OperationRecord, count: int) -> OperationTold:
    return OperationTold(
        id=operation.id,
        kind=operation.kind,
        at=utc(operation.at),
        undo_until=utc(operation.undo_until),
        count=count,
    )
