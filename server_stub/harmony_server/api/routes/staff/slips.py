"""Slips for students who open their accounts themselves: what printing them would do, and their pages."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from fastapi import Response
from pydantic import BaseModel

from harmony_print import PAPERS
from harmony_server.accounts.claims import Claims
from harmony_server.api.body import json_body
from harmony_server.api.dependencies import Services, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.problems import Problem
from harmony_server.api.routers import api_router
from harmony_server.api.routes.staff.voiding import Chosen
from harmony_server.api.staff_member import StaffMember, StaffMemberDep
from harmony_server.printing.slips import SlipFor, slips_pdf
from harmony_server.staff import slips as policy
from harmony_server.staff.choosing import Choice
from harmony_server.staff.slips import MOST_AT_ONCE, Meant
from harmony_words import languages_with

router = api_router("/api/v1/staff/slips")

LANGUAGES = tuple(each.code for each in languages_with(["slip"]))


class SlipsWanted(Chosen):
    """Whose slips, in which words, on which paper."""

    language: str = LANGUAGES[0]
    paper: Literal["letter", "a4"] = "letter"


class SlipsWill(BaseModel):
    """What printing slips would do."""

    slips: int
    left_out: int
    """Of the chosen, who open no account by a slip."""
    with_slip: int
    """Who have one already: it opens nothing any more."""
    with_password: int
    """Who have a password already: with the slip they can set another."""
    days: int
    """How long a slip works."""


@router.post(
    "/look",
    summary="What printing slips would do",
    operation_id="look_at_slips",
    responses=documented("not_found", "forbidden", "unavailable"),
)
async def look_at_slips(
    services: ServicesDep, staff: StaffMemberDep, wanted: Annotated[Chosen, json_body(Chosen)]
) -> SlipsWill:
    """Tell who would get one, and what that would end; nothing is made."""
    meant = await services.store.run(_meant, services, staff, wanted.choice())
    return SlipsWill(
        slips=len(meant.people),
        left_out=meant.left_out,
        with_slip=meant.with_slip,
        with_password=meant.with_password,
        days=services.config.claiming.slip_days,
    )


@router.post(
    "",
    summary="Print slips",
    operation_id="print_slips",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {}}},
        **documented("not_found", "forbidden", "fresh_second_step_required", "unavailable"),
    },
)
async def print_slips(
    services: ServicesDep, staff: StaffMemberDep, wanted: Annotated[SlipsWanted, json_body(SlipsWanted)]
) -> Response:
    """Make a slip for each who opens an account by one, eight a page; those they had are void.

    For a school or a grade of it the second step must have been done lately.
    """
    choice = wanted.choice()
    if choice.school_id is not None:
        staff.asked_lately(services.now())
    if wanted.language not in LANGUAGES:
        raise _invalid("language", f"There are: {', '.join(LANGUAGES)}.")
    content = await services.store.run(_made, services, staff, choice, wanted)
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="slips.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


def _made(services: Services, staff: StaffMember, choice: Choice, wanted: SlipsWanted) -> bytes:
    meant = _meant(services, staff, choice)
    if not meant.people:
        raise _invalid("", "None of them opens an account by a slip.")
    if len(meant.people) > MOST_AT_ONCE:
        raise _invalid("", f"At most {MOST_AT_ONCE} at once: choose a grade or a class.")
    made = _claims(services).make_slips(services.store, meant.people, now=services.now(), by=staff.person.id)
    wanted_slips = [
        SlipFor(each.person, each.code, each.expires_at, _school(each.person.school_ids, meant.schools))
        for each in made
    ]
    return b"".join(slips_pdf(wanted_slips, services.config, PAPERS[wanted.paper], wanted.language))


def _meant(services: Services, staff: StaffMember, choice: Choice) -> Meant:
    look = partial(policy.meant, asker=staff.asker, choice=choice, may_claim=_claims(services).may_claim)
    return services.store.read_with(partial(look, now=services.now()))


def _claims(services: Services) -> Claims:
    return Claims(services.config, services.keys().pepper, services.rng)


def _school(school_ids: frozenset[str], names: dict[str, str]) -> str:
    return next((names[each] for each in sorted(school_ids) if each in names), "")


def _invalid(where: str, message: str) -> Problem:
    return Problem("invalid_request", errors=[{"where": where, "message": message}])
