"""Help for a child who is locked out: a back-up code, a temporary badge, a new secret, ending sessions."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Annotated

from pydantic import BaseModel, Field

from harmony.badge.symbol import symbol
from harmony_server.api.body import Closed, json_body
from harmony_server.api.dependencies import ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.routes.staff.changing import Seen, change
from harmony_server.api.staff_member import HelperDep, StaffMemberDep
from harmony_server.api.symbols import rows_of
from harmony_server.api.times import utc
from harmony_server.staff import help as policy

router = api_router("/api/v1/staff/students/{student_id}")


class BackupCodeGiven(BaseModel):
    """A back-up code, told once."""

    code: str
    expires_at: str


class Hours(Closed):
    """For how long a temporary badge opens."""

    hours: Annotated[int, Field(ge=1, le=policy.LONGEST_HOURS)]


class TemporaryBadge(BaseModel):
    """A badge that opens for some hours, told once."""

    badge: str
    """What its code says: the link, or the bare number."""
    digits: str
    symbol: list[str]
    """The QR code row by row, 1 for a dark module, without its quiet zone."""
    expires_at: str


@router.post(
    "/backup-code",
    status_code=201,
    summary="A back-up code for a student",
    operation_id="give_backup_code",
    responses=documented("not_found", "forbidden", "too_many_tries", "unavailable"),
)
async def give_backup_code(services: ServicesDep, staff: HelperDep, student_id: str) -> BackupCodeGiven:
    """Make a code for one sign-in within 20 minutes; the one before ends."""
    give = partial(policy.give_code, asker=staff.asker, student_id=student_id, pepper=services.keys().pepper)
    given = await services.store.run(
        services.store.write, partial(give, now=services.now(), rng=secrets.token_bytes)
    )
    return BackupCodeGiven(code=given.code, expires_at=utc(given.expires_at))


@router.delete(
    "/backup-code",
    status_code=204,
    summary="End a student's back-up code",
    operation_id="end_backup_code",
    responses=documented("not_found", "forbidden", "unavailable"),
)
async def end_backup_code(services: ServicesDep, staff: HelperDep, student_id: str) -> None:
    """End the code, if there is one."""
    end = partial(policy.end_code, asker=staff.asker, student_id=student_id, now=services.now())
    await services.store.run(services.store.write, end)


@router.post(
    "/temporary-badge",
    status_code=201,
    summary="A temporary badge for a student",
    operation_id="give_temporary_badge",
    responses=documented("not_found", "forbidden", "changed_meanwhile", "unavailable"),
)
async def give_temporary_badge(
    services: ServicesDep,
    staff: StaffMemberDep,
    student_id: str,
    hours: Annotated[Hours, json_body(Hours)],
    seen: Seen = None,
) -> TemporaryBadge:
    """Make a badge that opens for some hours beside the printed one; the temporary one before ends."""
    keys = services.keys().at(services.now())
    give = partial(policy.temporary_badge, asker=staff.asker, student_id=student_id, keys=keys, seen=seen)
    _, issued, until = await change(
        services, staff, partial(give, hours=hours.hours, rng=secrets.token_bytes)
    )
    token = issued.token(services.config.code)
    drawn = symbol(token, portal_url=services.config.portal_url)
    return TemporaryBadge(
        badge=drawn.text, digits=token.decimal, symbol=rows_of(drawn), expires_at=utc(until)
    )


@router.delete(
    "/temporary-badge",
    status_code=204,
    summary="End a student's temporary badge",
    operation_id="end_temporary_badge",
    responses=documented("not_found", "forbidden", "unavailable"),
)
async def end_temporary_badge(services: ServicesDep, staff: StaffMemberDep, student_id: str) -> None:
    """End the temporary badge, if there is one, and what any badge of the student began."""
    end = partial(policy.end_temporary_badge, asker=staff.asker, student_id=student_id, now=services.now())
    await change(services, staff, end)


@router.delete(
    "/second-step",
    status_code=204,
    summary="Have a student choose anew what their badge asks for",
    operation_id="reset_second_step",
    responses=documented("not_found", "forbidden", "changed_meanwhile", "unavailable"),
)
async def reset_second_step(
    services: ServicesDep, staff: StaffMemberDep, student_id: str, seen: Seen = None
) -> None:
    """Forget the secret number or pictures, and end what a badge of the student's began."""
    reset = partial(policy.reset_second_step, asker=staff.asker, student_id=student_id, seen=seen)
    await change(services, staff, partial(reset, now=services.now()))


@router.delete(
    "/sessions",
    status_code=204,
    summary="Sign a student out everywhere",
    operation_id="end_student_sessions",
    responses=documented("not_found", "forbidden", "unavailable"),
)
async def end_sessions(services: ServicesDep, staff: StaffMemberDep, student_id: str) -> None:
    """End every session of the student."""
    end = partial(policy.end_sessions, asker=staff.asker, student_id=student_id, session_id=None)
    await change(services, staff, partial(end, now=services.now()))


@router.delete(
    "/sessions/{student_session_id}",
    status_code=204,
    summary="Sign a student out on one device",
    operation_id="end_student_session",
    responses=documented("not_found", "forbidden", "unavailable"),
)
async def end_session(
    services: ServicesDep, staff: StaffMemberDep, student_id: str, student_session_id: str
) -> None:
    """End one session of the student."""
    end = partial(
        policy.end_sessions, asker=staff.asker, student_id=student_id, session_id=student_session_id
    )
    await change(services, staff, partial(end, now=services.now()))
