"""What is new, the record of one's own students, a student's dashboard, and how many have badges."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel

from harmony.grants import GrantKind
from harmony_server.accounts.sessions import TimeLeft
from harmony_server.api.dashboard import DashboardApp, DashboardPerson, DashboardStart, dashboard_of
from harmony_server.api.dependencies import GrantHolder, ServicesDep, with_grant
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.routes.staff.changing import change
from harmony_server.api.staff_member import StaffMemberDep, moment_of
from harmony_server.api.times import utc, utc_if
from harmony_server.staff import news as policy
from harmony_server.staff import view_as as viewing
from harmony_server.staff.reach import reach_of
from harmony_server.store import BadgeCounts, Transaction

router = api_router("/api/v1")

Leader = Annotated[
    GrantHolder,
    with_grant(GrantKind.BADGE_MANAGER, GrantKind.SCHOOL_LEAD, GrantKind.DISTRICT_ADMINISTRATOR),
]


class Named(BaseModel):
    """Somebody by name."""

    id: str
    name: str


class RecordEntry(BaseModel):
    """Something that was done about a student."""

    id: int
    at: str
    event: str
    outcome: str
    by: Named | None
    about: Named | None
    note: str | None


class RecordPage(BaseModel):
    """What was done about one's own students, newest first."""

    entries: list[RecordEntry]
    next: int | None
    """Asked for as `before`, it gives older ones."""
    events: list[str]
    """What there is to look for."""


class RosterTold(BaseModel):
    """When the roster last came."""

    at: str | None


class NewsTold(BaseModel):
    """What is new since the day before began."""

    since: str
    students: list[Named]
    roster: RosterTold
    voids: list[RecordEntry]


class AppSeen(BaseModel):
    """A tile that a student sees: where it leads is left out."""

    id: str
    names: dict[str, str]
    icon: str | None
    background: str
    category: str


class SeenDashboard(BaseModel):
    """A student's dashboard as they see it. Nothing on it can be opened."""

    person: DashboardPerson
    search: bool
    start_here: DashboardStart | None
    apps: list[AppSeen]


class GradeBadges(BaseModel):
    """A grade of a school."""

    grade: str | None
    students: int
    working: int
    to_print: int
    void: int


class SchoolBadges(BaseModel):
    """A school, all its grades together and each."""

    id: str
    name: str
    students: int
    working: int
    to_print: int
    void: int
    grades: list[GradeBadges]


class BadgesTold(BaseModel):
    """The schools of whoever asks, by name."""

    schools: list[SchoolBadges]


@router.get(
    "/staff/news",
    summary="What is new since yesterday",
    operation_id="news",
    responses=documented("unavailable"),
)
async def news(services: ServicesDep, staff: StaffMemberDep) -> NewsTold:
    """Tell who came to one's classes, when the roster last came, and which badges colleagues voided."""
    look = partial(policy.news, asker=staff.asker, at=moment_of(services))
    found = await services.store.run(services.store.read_with, look)
    return NewsTold(
        since=utc(found.since),
        students=[Named(id=each.id, name=f"{each.given_name} {each.family_name}") for each in found.students],
        roster=RosterTold(at=utc_if(found.roster_at)),
        voids=[_entry(each) for each in found.voids],
    )


@router.get(
    "/staff/record",
    summary="What was done about my students",
    operation_id="staff_record",
    responses=documented("unavailable"),
)
async def record(
    services: ServicesDep,
    staff: StaffMemberDep,
    event: Annotated[str | None, Query(max_length=32)] = None,
    before: Annotated[int | None, Query(ge=0, le=2**62)] = None,
) -> RecordPage:
    """List the last sixty days a page at a time."""
    look = partial(policy.record, reach=staff.reach, at=moment_of(services), event=event, before=before)
    found, following = await services.store.run(services.store.read_with, look)
    return RecordPage(entries=[_entry(each) for each in found], next=following, events=list(policy.EVENTS))


@router.get(
    "/staff/students/{student_id}/view-as",
    summary="A student's dashboard as they see it",
    operation_id="view_as",
    responses=documented("not_found", "forbidden", "unavailable"),
)
async def view_as(services: ServicesDep, staff: StaffMemberDep, student_id: str) -> SeenDashboard:
    """Show it, with nothing to open, and put that on record."""
    look = partial(viewing.view, asker=staff.asker, student_id=student_id, now=services.now())
    person, membership = await change(services, staff, look)
    seen = dashboard_of(person, membership, TimeLeft(0, 0), services.apps(), services.config)
    return SeenDashboard(
        person=seen.person,
        search=seen.search,
        start_here=seen.start_here,
        apps=[_app(each) for each in seen.apps],
    )


@router.get(
    "/admin/badges",
    summary="How many students have a badge, by school and grade",
    operation_id="badge_counts",
    responses=documented("unavailable"),
)
async def badge_counts(services: ServicesDep, leader: Leader) -> BadgesTold:
    """Count the badges of the schools that somebody's grants are of."""
    reach, live = reach_of(leader.grants), moment_of(services).live_kids

    def count(tx: Transaction) -> tuple[dict[str, str], list[BadgeCounts]]:
        names = {each.id: each.name for each in tx.roster.schools()}
        seen = (
            names if reach.everything else {each: names[each] for each in reach.scope.school_ids & {*names}}
        )
        return seen, tx.badge_counts.by_grade(reach.scope, live)

    names, counts = await services.store.run(services.store.read_with, count)
    return BadgesTold(schools=_schools(names, counts))


def _schools(names: dict[str, str], counts: list[BadgeCounts]) -> list[SchoolBadges]:
    grades: dict[str, list[GradeBadges]] = defaultdict(list)
    for each in sorted(
        counts, key=lambda one: (one.grade not in ("PK", "KG"), one.grade != "PK", one.grade or "")
    ):
        values: dict[str, Any] = {"students": each.students, "working": each.working, "void": each.void}
        told = GradeBadges(grade=each.grade, to_print=each.students - each.working, **values)
        grades[each.school_id].append(told)
    return [
        SchoolBadges(
            id=school,
            name=name,
            students=sum(each.students for each in grades[school]),
            working=sum(each.working for each in grades[school]),
            to_print=sum(each.to_print for each in grades[school]),
            void=sum(each.void for each in grades[school]),
            grades=grades[school],
        )
        for school, name in sorted(names.items(), key=lambda one: one[1])
    ]


def _entry(event: policy.Event) -> RecordEntry:
    entry = event.entry
    by = Named(id=entry.by_id, name=event.by) if entry.by_id and event.by else None
    about = Named(id=entry.person_id, name=event.about) if entry.person_id and event.about else None
    return RecordEntry(
        id=event.number,
        at=utc(entry.at),
        event=entry.event,
        outcome=entry.outcome,
        by=by,
        about=about,
        note=entry.note,
    )


def _app(app: DashboardApp) -> AppSeen:
    return AppSeen(
        id=app.id,
        names=app.names,
        icon=app.icon,
        background=app.background,
        category=app.category,
    )
