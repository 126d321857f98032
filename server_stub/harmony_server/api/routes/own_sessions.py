"""Staff's own sessions: where they are signed in, and ending it there."""

from __future__ import annotations

from pydantic import BaseModel

from harmony_server.accounts import sessions
from harmony_server.api.dependencies import Services, ServicesDep, StaffDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.times import utc
from harmony_server.store import SessionRecord

router = api_router("/api/v1/staff")


class OwnSession(BaseModel):
    """A browser that somebody is signed in at."""

    id: str
    device: str | None
    """Chromebook, iPad, iPhone, Android, Windows, Mac or Linux; null for any other."""
    begun_at: str
    last_seen_at: str
    """To within a minute."""
    current: bool
    amr: list[str]
    """What it began with, and the second step that was done last."""


class OwnSessions(BaseModel):
    """Every browser that somebody is signed in at, the newest first."""

    sessions: list[OwnSession]


@router.get("/sessions", summary="Where I am signed in", operation_id="staff_sessions")
async def own_sessions(services: ServicesDep, staff: StaffDep) -> OwnSessions:
    """List the sessions of whoever asks that are not over."""
    records = await services.store.run(_of, services, staff.person.id)
    return OwnSessions(sessions=[told(each, staff.session.record) for each in records])


@router.delete(
    "/sessions/{session_id}",
    status_code=204,
    summary="End a session of mine",
    operation_id="end_staff_session",
    responses=documented("not_found"),
)
async def end_own_session(session_id: str, services: ServicesDep, staff: StaffDep) -> None:
    """End one of the sessions of whoever asks, also the one they ask in."""
    await services.store.run(_end, services, staff.person.id, session_id)


def _of(services: Services, person_id: str) -> list[SessionRecord]:
    return sessions.of_person(services.store, person_id, services.config.limits_for, services.now())


def _end(services: Services, person_id: str, session_id: str) -> None:
    services.store.write(lambda tx: sessions.end_by_public_id(tx, person_id, session_id, now=services.now()))


def told(record: SessionRecord, current: SessionRecord) -> OwnSession:
    """A session as it is told to its owner."""
    return OwnSession(
        id=record.public_id,
        device=record.device,
        begun_at=utc(record.created_at),
        last_seen_at=utc(record.last_seen_at),
        current=record.token_hash == current.token_hash,
        amr=[record.amr, *([record.second_step] if record.second_step else [])],
    )
