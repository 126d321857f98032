"""The record, on the screen and as a file, and sign-ins over time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from harmony_server.api.dependencies import GrantHolder, Services, ServicesDep
from harmony_server.api.routers import api_router
from harmony_server.api.routes.admin.models import AdministratorDep, LeadDep
from harmony_server.api.times import utc
from harmony_server.staff import record
from harmony_server.store import Called, Recorded, RecordWanted

router = api_router("/api/v1/admin")

PAGE = 100
AT_ONCE = 1000
"""Events that are in memory at a time while a file is written."""
MOST_DAYS = 400


class Somebody(BaseModel):
    """A person in the record."""

    id: str
    name: str | None
    """Null for whoever was erased."""


class AuditEntry(BaseModel):
    """One event."""

    id: int
    at: str
    event: str
    outcome: str | None
    """Null where all went well."""
    by: Somebody | None
    """Who did it; null for the person themself, the operator of the machine, and the portal."""
    about: Somebody | None
    method: str | None
    note: str | None


class AuditPage(BaseModel):
    """Some of the record, newest first."""

    entries: list[AuditEntry]
    next: int | None
    """What `before` has to be for what comes behind these; null at the end."""
    events: list[str]
    """Every name that an event can have."""


class DayOfSignIns(BaseModel):
    """How many came in on a day, and by what."""

    day: date
    badge: int
    password: int
    backup_code: int
    total: int


class SignIns(BaseModel):
    """Sign-ins by day, oldest first."""

    days: list[DayOfSignIns]


class CsvResponse(StreamingResponse):
    """Comma-separated values (RFC 4180)."""

    media_type = "text/csv; charset=utf-8"


async def wanted_of(
    services: ServicesDep,
    since: Annotated[date | None, Query(alias="from", description="The first day.")] = None,
    until: Annotated[date | None, Query(alias="to", description="The last day.")] = None,
    event: Annotated[str | None, Query(max_length=32)] = None,
    person: Annotated[
        str | None, Query(max_length=20, description="Whom it was about, or who did it.")
    ] = None,
) -> RecordWanted:
    """What is asked for; days are those of the district's time zone."""
    zone = services.config.timezone
    return RecordWanted(
        since=record.day_begins(since, zone) if since else None,
        until=record.day_begins(until + timedelta(days=1), zone) if until else None,
        event=event or None,
        person_id=person or None,
    )


WantedDep = Annotated[RecordWanted, Depends(wanted_of)]


@router.get("/audit", summary="The record", operation_id="admin_audit")
async def audit(
    services: ServicesDep,
    staff: LeadDep,
    wanted: WantedDep,
    before: Annotated[int | None, Query(ge=1, le=2**63 - 1)] = None,
) -> AuditPage:
    """Answer with a hundred events, newest first; a school lead reads what is about their school's people."""
    entries, names = await services.store.run(_page, services, _reached(wanted, staff), before)
    return AuditPage(
        entries=[_told(each, names) for each in entries[:PAGE]],
        next=entries[PAGE - 1].id if len(entries) > PAGE else None,
        events=list(record.EVENTS),
    )


@router.get(
    "/audit.csv",
    summary="The record as a file",
    operation_id="admin_audit_csv",
    response_class=CsvResponse,
    responses={200: {"content": {"text/csv": {}}}},
)
async def audit_csv(services: ServicesDep, staff: LeadDep, wanted: WantedDep) -> CsvResponse:
    """Write all of it that is asked for, piece by piece, as long as it is listened to."""
    name = {"Content-Disposition": 'attachment; filename="harmony-record.csv"'}
    return CsvResponse(_pieces(services, _reached(wanted, staff)), headers=name)


@router.get("/sign-ins", summary="Sign-ins by day", operation_id="admin_sign_ins")
async def sign_ins(
    services: ServicesDep, _staff: AdministratorDep, days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 30
) -> SignIns:
    """Count who came in on each of the last days, by what they showed; days without any are there too."""
    return SignIns(days=await services.store.run(_counted, services, days))


def _reached(wanted: RecordWanted, staff: GrantHolder) -> RecordWanted:
    reach = record.within_reach(staff.grants)
    return RecordWanted(wanted.since, wanted.until, wanted.event, wanted.person_id, reach)


def _page(
    services: Services, wanted: RecordWanted, before: int | None
) -> tuple[list[Recorded], dict[str, Called]]:
    with services.store.read() as tx:
        entries = tx.record.find(wanted, before=before, count=PAGE + 1)
        return entries, record.called(tx, entries)


async def _pieces(services: Services, wanted: RecordWanted) -> AsyncIterator[str]:
    yield record.as_csv([record.COLUMNS])
    before: int | None = None
    while True:
        text, before = await services.store.run(_piece, services, wanted, before)
        yield text
        if before is None:
            return


def _piece(services: Services, wanted: RecordWanted, before: int | None) -> tuple[str, int | None]:
    with services.store.read() as tx:
        return record.whole(tx, wanted, before=before, count=AT_ONCE)


def _counted(services: Services, count: int) -> list[DayOfSignIns]:
    zone = services.config.timezone
    days = record.last_days(count, zone, services.now())
    bounds = [record.day_begins(each, zone) for each in (*days, days[-1] + timedelta(days=1))]
    with services.store.read() as tx:
        counts = tx.record.sign_ins(bounds)
    return [
        DayOfSignIns(
            day=day,
            badge=by.get("badge", 0),
            password=by.get("pwd", 0),
            backup_code=by.get("otp", 0),
            total=sum(by.values()),
        )
        for day, by in zip(days, counts, strict=True)
    ]


def _told(each: Recorded, names: dict[str, Called]) -> AuditEntry:
    return AuditEntry(
        id=each.id,
        at=utc(each.at),
        event=each.event,
        outcome=None if each.outcome == "ok" else each.outcome,
        by=_somebody(each.by_id, names),
        about=_somebody(each.person_id, names),
        method=each.amr,
        note=each.note,
    )


def _somebody(person_id: str | None, names: dict[str, Called]) -> Somebody | None:
    if person_id is None:
        return None
    known = names.get(person_id)
    return Somebody(id=person_id, name=known.name if known else None)
