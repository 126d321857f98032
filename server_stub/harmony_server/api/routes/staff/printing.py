"""Badges on paper: a class's for the browser to draw, a school's as a file that the server makes."""

from __future__ import annotations

import secrets
from functools import partial
from typing import Annotated

from fastapi import Response
from pydantic import BaseModel, Field

from harmony.people.ids import new_id
from harmony_print import FARTHEST_NUDGE_MM, Layout
from harmony_server.api.body import Closed, json_body
from harmony_server.api.dependencies import Services, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.problems import Problem
from harmony_server.api.routers import api_router
from harmony_server.api.routes.staff.layouts import known_layouts
from harmony_server.api.routes.staff.models import PictureName
from harmony_server.api.routes.staff.voiding import Chosen
from harmony_server.api.staff_member import StaffMember, StaffMemberDep, moment_of
from harmony_server.staff import print_jobs, prints
from harmony_server.staff.print_jobs import Printing
from harmony_server.staff.prints import MOST_IN_BROWSER, CardData, Holder

router = api_router("/api/v1/staff")

Nudge = Annotated[float, Field(ge=-FARTHEST_NUDGE_MM, le=FARTHEST_NUDGE_MM)]


class PrintOptions(Closed):
    """How a file of the server's is laid out; a browser that draws has its own."""

    start: Annotated[int, Field(ge=1, le=1000)] = 1
    nudge: Annotated[list[Nudge], Field(min_length=2, max_length=2)] = Field(
        default_factory=lambda: [0.0, 0.0]
    )
    """Right and down, in millimetres."""
    name_in_front: bool = False
    name_on_back: bool = False
    lines: bool = True
    """The school and the class too, as far as the district prints them."""
    cover: bool = False
    alignment: bool = False


class Print(Chosen):
    """Whose badges are printed, on what."""

    layout: Annotated[str, Field(min_length=1, max_length=64)]
    options: PrintOptions = PrintOptions()
    only_without: bool = False
    """Leave out whoever has a badge that works."""


class CardToDraw(BaseModel):
    """What is drawn on one card."""

    student_id: str
    given_name: str
    family_name: str
    picture: PictureName
    lines: list[str]
    """The school and the class, as far as the district prints them."""
    badge: str
    """What the code says, as on paper."""


class JobName(BaseModel):
    """A print that the server makes."""

    id: str


class Printed(BaseModel):
    """Cards to draw, or a print that the server makes."""

    cards: list[CardToDraw]
    print_id: str | None
    job: JobName | None


@router.post(
    "/badges/print",
    summary="Print badges",
    operation_id="print_badges",
    responses=documented("not_found", "forbidden", "fresh_second_step_required", "unavailable"),
)
async def print_badges(
    services: ServicesDep,
    staff: StaffMemberDep,
    response: Response,
    wanted: Annotated[Print, json_body(Print)],
) -> Printed:
    """Issue badges where need be, put the copies on record, and give the cards to draw.

    For a school, or more than 200 badges, the server makes a file: 202, and a second step done lately.
    """
    choice, now, config = wanted.choice(), services.now(), services.config
    if choice.school_id is not None:
        staff.asked_lately(now)
    layout = (await services.store.run(known_layouts, services)).get(wanted.layout)
    if layout is None:
        said = {"where": "layout", "message": "There is no such layout."}
        raise Problem("invalid_request", errors=[said])
    look = partial(prints.holders, asker=staff.asker, choice=choice, at=moment_of(services), config=config)
    found = await services.store.run(
        services.store.read_with, partial(look, only_without=wanted.only_without)
    )
    if choice.school_id is None and len(found) <= MOST_IN_BROWSER:
        drawn = await services.store.run(_cards, services, staff, found, layout)
        name = new_id(secrets.token_bytes)
        return Printed(cards=[_card(each) for each in drawn], print_id=name, job=None)
    staff.asked_lately(now)
    job_id = await services.store.run(_begin, services, staff, wanted, layout, found)
    response.status_code = 202
    return Printed(cards=[], print_id=job_id, job=JobName(id=job_id))


def _cards(services: Services, staff: StaffMember, found: list[Holder], layout: Layout) -> list[CardData]:
    keys = services.keys().at(services.now())
    return list(prints.cards(services.store, staff.asker, found, services.config, keys, layout.id))


def _begin(services: Services, staff: StaffMember, wanted: Print, layout: Layout, found: list[Holder]) -> str:
    options = wanted.options.model_dump()
    options["start"] = min(options["start"], layout.per_page)
    across, down = options.pop("nudge")
    with services.store.read() as tx:
        names = {each.id: each.name for each in tx.roster.schools()}
    title = ", ".join(filter(None, (names.get(wanted.school_id or ""), wanted.grade)))
    printing = Printing(
        wanted.choice(),
        layout.id,
        nudge=(across, down),
        only_without=wanted.only_without,
        title=title,
        **options,
    )
    job = print_jobs.begin(
        services.store, staff.asker, printing, len(found), now=services.now(), rng=secrets.token_bytes
    )
    print_jobs.run(services.config.data, job)
    return job.id


def _card(card: CardData) -> CardToDraw:
    person = card.holder.person
    return CardToDraw(
        student_id=person.id,
        given_name=person.given_name,
        family_name=person.family_name,
        picture=PictureName(name=person.picture.name, colour=person.picture.colour),
        lines=list(card.holder.lines),
        badge=card.text,
    )
