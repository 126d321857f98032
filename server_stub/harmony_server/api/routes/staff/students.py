"""Finding students, and all that staff see of one."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel

from harmony.model import Role
from harmony_server.api.dependencies import ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.routes.staff.models import FoundStudent, found_student
from harmony_server.api.staff_member import StaffMemberDep, moment_of
from harmony_server.api.times import utc, utc_if
from harmony_server.staff import students as policy
from harmony_server.staff.reach import Right, is_young
from harmony_server.staff.students import MOST_FOUND, Whole

router = api_router("/api/v1/staff")

SHORT_ID = 6
"""Characters of an id that tell it from others of the same person, and open nothing."""


class FoundStudents(BaseModel):
    """Students who were looked for."""

    students: list[FoundStudent]
    more: bool
    """Whether there are more than were asked for."""


class BadgeStory(BaseModel):
    """A badge that a student has or had."""

    badge_id_short: str
    card_number: int
    """The how many-th badge of this student it is, from 1."""
    state: str
    issued_at: str
    ended_at: str | None
    ended_reason: str | None
    ended_by: str | None
    last_used_at: str | None
    temporary_until: str | None


class OpenSession(BaseModel):
    """A browser in which a student is signed in."""

    id: str
    device: str | None
    begun_at: str
    last_seen_at: str
    method: str


class SignInTold(BaseModel):
    """A try to come in."""

    at: str
    method: str | None
    outcome: str


class ChangeTold(BaseModel):
    """Something that was done about a student."""

    at: str
    what: str
    outcome: str
    by: str | None
    note: str | None


class LiveCode(BaseModel):
    """A back-up code that is good just now; never the code itself."""

    expires_at: str


class SecondStepTold(BaseModel):
    """What a student's badge asks for; never the secret itself."""

    kind: Literal["pin", "pictures"]
    set_at: str | None
    """Null where the student chooses it with the next badge."""
    wrong_tries: int
    is_locked: bool
    """Too many tries were wrong: the badge opens nothing until the secret is reset."""


class WholeStudent(BaseModel):
    """All that staff see of a student."""

    student: FoundStudent
    badges: list[BadgeStory]
    sessions: list[OpenSession]
    sign_ins: list[SignInTold]
    changes: list[ChangeTold]
    backup_code: LiveCode | None
    second_step: SecondStepTold | None
    """Null where the badge alone opens."""
    can: list[str]
    """What whoever asks may do with this student."""


@router.get(
    "/students",
    summary="Students by any part of a name or number",
    operation_id="staff_students",
    responses=documented("unavailable"),
)
async def students(
    services: ServicesDep,
    staff: StaffMemberDep,
    q: Annotated[str, Query(max_length=200)] = "",
    school: str | None = None,
    grade: str | None = None,
    limit: Annotated[int, Query(ge=1, le=MOST_FOUND)] = 50,
) -> FoundStudents:
    """Find students in reach, from two letters on; accents and case make no difference."""
    find = partial(policy.find, reach=staff.reach, at=moment_of(services), text=q)
    found, more = await services.store.run(
        services.store.read_with, partial(find, school_id=school, grade=grade, count=limit)
    )
    return FoundStudents(students=[found_student(each) for each in found], more=more)


@router.get(
    "/students/{student_id}",
    summary="All that staff see of a student",
    operation_id="staff_student",
    responses=documented("not_found", "unavailable"),
)
async def student(services: ServicesDep, staff: StaffMemberDep, student_id: str) -> WholeStudent:
    """Answer with the student's badges, sessions, sign-ins, and what was done about them."""
    limits = services.config.session_limits[Role.STUDENT]
    see = partial(policy.whole, reach=staff.reach, at=moment_of(services), limits=limits)
    see = partial(see, rules=services.config.second_steps)
    seen = await services.store.run(services.store.read_with, partial(see, student_id=student_id))
    return whole_student(seen)


def whole_student(whole: Whole) -> WholeStudent:
    """A student with everything, as it is told."""
    code = whole.backup_code
    return WholeStudent(
        student=found_student(whole.found),
        badges=_badges(whole),
        sessions=[
            OpenSession(
                id=each.public_id,
                device=each.device,
                begun_at=utc(each.created_at),
                last_seen_at=utc(each.last_seen_at),
                method=each.amr,
            )
            for each in whole.sessions
        ],
        sign_ins=[
            SignInTold(at=utc(each.at), method=each.amr, outcome=each.outcome) for each in whole.sign_ins
        ],
        changes=[
            ChangeTold(
                at=utc(each.entry.at),
                what=each.entry.event,
                outcome=each.entry.outcome,
                by=each.by,
                note=each.entry.note,
            )
            for each in whole.changes
        ],
        backup_code=LiveCode(expires_at=utc(code.expires_at)) if code else None,
        second_step=_second_step(whole),
        can=sorted(_can(whole)),
    )


def _second_step(whole: Whole) -> SecondStepTold | None:
    asked = whole.second_step
    if asked is None:
        return None
    return SecondStepTold(
        kind=asked.kind.value,
        set_at=utc_if(asked.set_at),
        wrong_tries=asked.wrong,
        is_locked=asked.is_locked,
    )


def _can(whole: Whole) -> frozenset[Right]:
    """What may be done; young students open no account themselves."""
    rights = whole.within.rights
    return rights - {Right.SLIP} if is_young(whole.within.person) else rights


def _badges(whole: Whole) -> list[BadgeStory]:
    count = len(whole.badges)
    return [
        BadgeStory(
            badge_id_short=each.badge_id[:SHORT_ID],
            card_number=count - place,
            state=each.state.value,
            issued_at=utc(each.issued_at),
            ended_at=utc_if(each.ended_at),
            ended_reason=each.ended_reason,
            ended_by=whole.names.get(each.ended_by or ""),
            last_used_at=utc_if(each.last_used_at),
            temporary_until=utc_if(each.opens_until),
        )
        for place, each in enumerate(whole.badges)
    ]
