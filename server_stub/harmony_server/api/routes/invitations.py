"""Invitations: making one for a colleague, and following one's own."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from fastapi import Request, Response
from pydantic import BaseModel, StringConstraints

from harmony.grants import GrantKind
from harmony.model import Person
from harmony_server.accounts.invitations import NewInvitation, invite
from harmony_server.accounts.second_step import Need
from harmony_server.api.body import Closed, json_body
from harmony_server.api.cookies import set_session
from harmony_server.api.dependencies import ClientContextDep, GrantHolder, Services, ServicesDep, with_grant
from harmony_server.api.languages import STAFF_LANGUAGES, StaffLanguage
from harmony_server.api.problem_docs import documented
from harmony_server.api.problems import Problem
from harmony_server.api.routers import api_router
from harmony_server.api.times import utc
from harmony_server.mail.asking import ask
from harmony_server.mail.kinds import Kind
from harmony_server.settings.mail import is_address
from harmony_server.store import Transaction, WantedMail

router = api_router("/api/v1")

InvitingDep = Annotated[
    GrantHolder,
    with_grant(GrantKind.SCHOOL_LEAD, GrantKind.DISTRICT_ADMINISTRATOR, second_step=Need.FRESH),
]
PortalId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,20}$")]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
OVER = ("invitation_over", "too_many_tries", "unavailable")
OF_PASSWORDS = ("password_too_short", "password_too_long", "password_unseen", "password_easy_to_guess")


class Invitee(Closed):
    """Who is to be invited."""

    person_id: PortalId
    mail_to: Annotated[str, StringConstraints(min_length=3, max_length=254)] | None = None
    """Where the link is to be mailed; null to be told it."""
    language: StaffLanguage = STAFF_LANGUAGES[0]
    """In which language it is mailed."""


class Invitation(BaseModel):
    """A link to be handed over; it is told this once."""

    url: str | None
    """Null where it is mailed: then whoever gets the mail has it, and nobody else."""
    expires_at: str


class InvitationToken(Closed):
    """What stands behind the `#` of an invitation's link."""

    token: Token


class Invited(BaseModel):
    """Whom an invitation is for."""

    given_name: str
    username: str


class InvitedTo(Invited):
    """Whom an invitation is for, and what they are to set up, in this order."""

    needs: list[Literal["password", "second_step"]]


class InvitationAnswer(Closed):
    """An invitation that is followed, with the password that is to be set."""

    token: Token
    password: Annotated[str, StringConstraints(min_length=1, max_length=1024)]


@router.post(
    "/admin/invitations",
    status_code=201,
    summary="Invite a colleague",
    operation_id="invite",
    responses=documented("forbidden", "not_found", "no_grant", "no_mail"),
)
async def invite_colleague(
    services: ServicesDep, staff: InvitingDep, body: Annotated[Invitee, json_body(Invitee)]
) -> Invitation:
    """Make a link by which somebody who holds a grant sets a password and a second step, or sets them anew.

    It is good for seven days; what they were sent before is good for nothing. A school lead invites their
    school's teachers and badge managers. Who administers the district and has a second step already is
    invited by the operator alone.
    """
    made = await services.store.run(_invite, services, staff, body)
    url = None if body.mail_to else made.url(services.config.portal_url)
    return Invitation(url=url, expires_at=utc(made.expires_at))


@router.post(
    "/invitations/look",
    summary="Whom an invitation is for",
    operation_id="look_at_invitation",
    responses=documented(*OVER),
)
async def look(
    services: ServicesDep,
    client: ClientContextDep,
    body: Annotated[InvitationToken, json_body(InvitationToken)],
) -> InvitedTo:
    """Tell whoever has the link whom it is for. That changes nothing."""
    person = await services.store.run(services.invitations.look, body.token, client)
    return InvitedTo(
        given_name=person.given_name, username=person.username, needs=["password", "second_step"]
    )


@router.post(
    "/invitations/accept",
    status_code=201,
    summary="Follow an invitation",
    operation_id="accept_invitation",
    responses=documented(*OVER, *OF_PASSWORDS),
)
async def accept(
    request: Request,
    response: Response,
    services: ServicesDep,
    client: ClientContextDep,
    body: Annotated[InvitationAnswer, json_body(InvitationAnswer)],
) -> Invited:
    """Set the password, end every session, and begin one in which a second step can be set up, and no more.

    The invitation is used up once a second step is set up, which takes the place of any before.
    """
    accepted = await services.invitations.accept(body.token, body.password, client)
    set_session(request, response, accepted.session)
    return Invited(given_name=accepted.person.given_name, username=accepted.person.username)


def _invite(services: Services, staff: GrantHolder, body: Invitee) -> NewInvitation:
    if body.mail_to is not None and not is_address(body.mail_to):
        said = {"where": "mail_to", "message": "This is no mail address."}
        raise Problem("invalid_request", errors=[said])
    return services.store.write(partial(_make, services=services, by=staff.person, body=body))


def _make(tx: Transaction, *, services: Services, by: Person, body: Invitee) -> NewInvitation:
    now, rng = services.now(), services.rng
    made = invite(tx, body.person_id, by=by, now=now, rng=rng)
    if body.mail_to is not None:
        wanted = WantedMail(Kind.INVITATION, body.language, person_id=body.person_id, address=body.mail_to)
        if not ask(tx, services.config, wanted, now=now, rng=rng):
            raise Problem("no_mail")
    return made
