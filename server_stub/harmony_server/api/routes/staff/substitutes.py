"""Substitutes' pages: making one, listing them, ending them; and coming in by one."""

from __future__ import annotations

import secrets
from datetime import UTC
from functools import partial
from typing import Annotated

from fastapi import Request, Response
from pydantic import AwareDatetime, BaseModel, Field, StringConstraints

from harmony.badge.symbol import symbol
from harmony_server.accounts import sessions
from harmony_server.api.body import Closed, json_body
from harmony_server.api.cookies import clear_session, set_substitute
from harmony_server.api.dependencies import ClientContextDep, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.problems import Problem
from harmony_server.api.routers import api_router
from harmony_server.api.routes.session import BADGE_PROBLEMS, BadgeProof
from harmony_server.api.routes.staff.models import ClassName
from harmony_server.api.routes.staff.voiding import Id
from harmony_server.api.staff_member import StaffMemberDep, SubstituteDep, leave_as_substitute
from harmony_server.api.symbols import rows_of
from harmony_server.api.times import utc, utc_if
from harmony_server.staff import substitutes as policy
from harmony_server.staff.substitutes import Substitute, UntilRefused

router = api_router("/api/v1")

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class NewSubstitute(Closed):
    """For which class, until when."""

    class_id: Id
    until: Annotated[AwareDatetime, Field(strict=False)]
    name: Name


class SubstituteTold(BaseModel):
    """A substitute whose time is not over."""

    id: str
    class_: Annotated[ClassName, Field(serialization_alias="class")]
    name: str
    until: str
    given_by: str
    last_used_at: str | None


class SubstitutesTold(BaseModel):
    """Those of one's classes."""

    substitutes: list[SubstituteTold]


class SubstitutePage(BaseModel):
    """What is printed on the page; told once."""

    id: str
    until: str
    badge: str
    """The link that the code says: it opens the console and comes in."""
    digits: str
    symbol: list[str]
    """The QR code of the badge row by row, 1 for a dark module, without its quiet zone."""


class SubstituteSession(BaseModel):
    """What a substitute may see, and until when."""

    class_: Annotated[ClassName, Field(serialization_alias="class")]
    name: str
    until: str


@router.post(
    "/staff/substitutes",
    status_code=201,
    summary="A substitute's page for a class",
    operation_id="give_substitute",
    responses=documented("not_found", "forbidden", "unavailable"),
)
async def give_substitute(
    services: ServicesDep, staff: StaffMemberDep, wanted: Annotated[NewSubstitute, json_body(NewSubstitute)]
) -> SubstitutePage:
    """Make a badge that opens the class's list and back-up codes, for 14 days at most."""
    keys, until = services.keys().at(services.now()), wanted.until.astimezone(UTC).timestamp()
    give = partial(policy.give, asker=staff.asker, class_id=wanted.class_id, name=wanted.name, until=until)
    try:
        record, issued = await services.store.run(
            services.store.write, partial(give, keys=keys, rng=secrets.token_bytes)
        )
    except UntilRefused:
        said = {"where": "until", "message": "Within the next 14 days."}
        raise Problem("invalid_request", errors=[said]) from None
    token = issued.token(services.config.code)
    drawn = symbol(token, portal_url=services.config.portal_url)
    return SubstitutePage(
        id=record.id, until=utc(record.until), badge=drawn.text, digits=token.decimal, symbol=rows_of(drawn)
    )


@router.get(
    "/staff/substitutes",
    summary="The substitutes of my classes",
    operation_id="substitutes",
    responses=documented("unavailable"),
)
async def substitutes(services: ServicesDep, staff: StaffMemberDep) -> SubstitutesTold:
    """List those whose time is not over."""
    look = partial(policy.listed, asker=staff.asker, now=services.now())
    found = await services.store.run(services.store.read_with, look)
    return SubstitutesTold(
        substitutes=[
            SubstituteTold(
                id=each.record.id,
                class_=_class(each),
                name=each.record.name,
                until=utc(each.record.until),
                given_by=each.given_by,
                last_used_at=utc_if(each.record.last_used_at),
            )
            for each in found
        ]
    )


@router.delete(
    "/staff/substitutes/{substitute_id}",
    status_code=204,
    summary="End a substitute's page",
    operation_id="end_substitute",
    responses=documented("not_found", "unavailable"),
)
async def end_substitute(services: ServicesDep, staff: StaffMemberDep, substitute_id: str) -> None:
    """End it, and whoever came in by it."""
    end = partial(policy.end, asker=staff.asker, substitute_id=substitute_id, now=services.now())
    await services.store.run(services.store.write, end)


@router.post(
    "/substitute-session",
    status_code=201,
    summary="Come in by a substitute's badge",
    operation_id="substitute_sign_in",
    responses=documented(*BADGE_PROBLEMS, "too_many_tries", "unavailable"),
)
async def come_in(
    request: Request,
    response: Response,
    services: ServicesDep,
    client: ClientContextDep,
    proof: Annotated[BadgeProof, json_body(BadgeProof)],
) -> SubstituteSession:
    """Begin a session that sees one class, and gives codes in it. A session of somebody's own ends."""
    verified = await services.authentication.verified(proof.badge, client)
    work = partial(policy.come_in, badge=verified, now=services.now(), rng=secrets.token_bytes)
    found, token = await services.store.run(services.store.write, work)
    if client.session:
        await services.store.written(partial(sessions.end, token=client.session, now=services.now()))
        services.sign_on.back_channel.soon()
        clear_session(request, response)
    set_substitute(request, response, token)
    return _session(found)


@router.get(
    "/substitute-session",
    summary="What a substitute may see",
    operation_id="substitute_session",
    responses=documented("unavailable"),
)
async def session(found: SubstituteDep) -> SubstituteSession:
    """Tell the class, and until when."""
    return _session(found)


@router.delete(
    "/substitute-session",
    status_code=204,
    summary="Leave as a substitute",
    operation_id="substitute_sign_out",
    responses=documented("unavailable"),
)
async def leave(request: Request, response: Response, services: ServicesDep) -> None:
    """End the session, if there is one, and clear its cookie."""
    await leave_as_substitute(request, response, services)


def _session(found: Substitute) -> SubstituteSession:
    return SubstituteSession(class_=_class(found), name=found.record.name, until=utc(found.record.until))


def _class(found: Substitute) -> ClassName:
    return ClassName(id=found.school_class.id, title=found.school_class.title)
