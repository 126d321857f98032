"""The classes of whoever asks, and the list of one."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from pydantic import BaseModel, Field

from harmony_server.api.dependencies import ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.routes.staff.models import SchoolName, StudentRow, school_name, student_row
from harmony_server.api.staff_member import HelperDep, moment_of
from harmony_server.staff import classes as policy
from harmony_server.staff.classes import ClassOverview

router = api_router("/api/v1/staff")


class ClassCounts(BaseModel):
    """A class, and what is counted of its students."""

    id: str
    title: str
    school: SchoolName
    grades: list[str]
    students: int
    in_today: int
    without_badge: int
    co_teachers: list[str]
    """Names of whoever else teaches it."""
    mine: bool


class Classes(BaseModel):
    """Classes by title."""

    classes: list[ClassCounts]


class ClassList(BaseModel):
    """A class and its students, by first name."""

    school_class: Annotated[ClassCounts, Field(alias="class")]
    students: list[StudentRow]


@router.get(
    "/classes",
    summary="The classes of whoever asks, or of a school",
    operation_id="staff_classes",
    responses=documented("not_found", "unavailable"),
)
async def classes(services: ServicesDep, staff: HelperDep, school: str | None = None) -> Classes:
    """List classes with what is counted of them; without a school those taught, and those of schools led."""
    found = await services.store.run(
        services.store.read_with,
        partial(
            policy.overviews,
            reach=staff.asker.reach,
            at=moment_of(services),
            asked_by=staff.person_id,
            school_id=school,
        ),
    )
    return Classes(classes=[_counts(each) for each in found])


@router.get(
    "/classes/{class_id}",
    summary="A class and its students",
    operation_id="staff_class",
    responses=documented("not_found", "unavailable"),
)
async def class_list(services: ServicesDep, staff: HelperDep, class_id: str) -> ClassList:
    """List who is in a class: who came today, who has a badge, who never came."""
    overview, rows = await services.store.run(
        services.store.read_with,
        partial(
            policy.class_list,
            reach=staff.asker.reach,
            at=moment_of(services),
            class_id=class_id,
            asked_by=staff.person_id,
        ),
    )
    students = [student_row(row) for row in rows]
    return ClassList.model_validate({"class": _counts(overview), "students": students})


def _counts(overview: ClassOverview) -> ClassCounts:
    return ClassCounts(
        id=overview.school_class.id,
        title=overview.school_class.title,
        school=school_name(overview.school),
        grades=list(overview.grades),
        students=overview.counts.students,
        in_today=overview.counts.in_today,
        without_badge=overview.counts.without_badge,
        co_teachers=list(overview.co_teachers),
        mine=overview.mine,
    )
