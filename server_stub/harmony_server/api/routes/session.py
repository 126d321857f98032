"""Signing in, the dashboard, signing out."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import Request, Response
from pydantic import Discriminator, StringConstraints, Tag

from harmony.grants import may_hold
from harmony_server.accounts import sessions
from harmony_server.accounts.badge_secrets import Waiting
from harmony_server.accounts.second_step import State, state_of
from harmony_server.accounts.sessions import CurrentSession
from harmony_server.api.badge_second_step import SecondStepAsked, second_step_asked
from harmony_server.api.body import Closed, json_body
from harmony_server.api.cookies import clear_session, clear_waiting, set_session, set_waiting, waiting_of
from harmony_server.api.dashboard import Dashboard, dashboard_of
from harmony_server.api.dependencies import (
    ClientContextDep,
    CurrentSessionDep,
    Services,
    ServicesDep,
    client_context,
    services_of,
)
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.staff_member import leave_as_substitute

BADGE_PROBLEMS = (
    "not_a_badge",
    "badge_other_district",
    "badge_unknown_key",
    "badge_bad_signature",
    "badge_unknown",
    "badge_void",
    "badge_replaced",
    "badge_expired",
)
"""In the order a badge is checked."""

router = api_router("/api/v1")


class BadgeProof(Closed):
    """A badge in any of its forms: JWT, decimal number or link."""

    badge: str


# No control characters: PostgreSQL cannot even look for a NUL.
Username = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]+$")]


class PasswordProof(Closed):
    """A student id and the password that goes with it."""

    username: Username
    password: Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class BackupCodeProof(Closed):
    """A student id and a back-up code that staff read aloud."""

    username: Username
    backup_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


def _kind(value: Any) -> str:
    shown = value if isinstance(value, dict) else {}
    return next((each for each in ("badge", "backup_code") if each in shown), "password")


Proof = Annotated[
    Annotated[BadgeProof, Tag("badge")]
    | Annotated[BackupCodeProof, Tag("backup_code")]
    | Annotated[PasswordProof, Tag("password")],
    Discriminator(_kind),
]


@router.post(
    "/session",
    status_code=201,
    summary="Sign in with a badge, a password or a back-up code",
    operation_id="sign_in",
    responses={
        202: {"model": SecondStepAsked, "description": "The badge is right, and waits for its second step."},
        **documented(
            *(*BADGE_PROBLEMS, "badge_of_substitute", "account_disabled", "wrong_credentials"),
            *("too_many_tries", "unavailable"),
        ),
    },
)
async def sign_in(
    request: Request, response: Response, proof: Annotated[Proof, json_body(Proof)]
) -> Dashboard | SecondStepAsked:
    """Begin a session and answer with the dashboard. Any session that the request came with ends.

    Where a badge alone does not open, nothing is open yet: the answer says what is asked beside it.
    """
    # A whole school comes here within minutes, and a dependency costs more than what these two do.
    services, client = await services_of(request), await client_context(request)
    if isinstance(proof, BadgeProof):
        opened = await services.authentication.by_badge(proof.badge, client)
        if isinstance(opened, Waiting):
            response.status_code = 202
            set_waiting(request, response, opened.token)
            return second_step_asked(opened.person, opened.asked)
        signed_in = opened
    elif isinstance(proof, BackupCodeProof):
        by_code = services.authentication.by_backup_code
        signed_in = await by_code(proof.username, proof.backup_code, client)
    else:
        signed_in = await services.authentication.by_password(proof.username, proof.password, client)
    if client.session:
        services.sign_on.back_channel.soon()
    await leave_as_substitute(request, response, services)
    set_session(request, response, signed_in.session)
    return dashboard_of(
        signed_in.person,
        signed_in.membership,
        signed_in.left,
        services.apps(),
        services.config,
        staff=signed_in.staff,
        badge_alone=isinstance(proof, BadgeProof),
    )


@router.get(
    "/dashboard",
    summary="The dashboard of whoever is signed in",
    operation_id="dashboard",
    responses=documented("unavailable"),
)
async def dashboard(services: ServicesDep, session: CurrentSessionDep) -> Dashboard:
    """Answer as the sign-in did. Asking makes the session last longer, up to its longest time."""
    is_student = not may_hold(session.person.role)
    staff = None if is_student else await services.store.run(_staff, services, session)
    apps, config = services.apps(), services.config
    return dashboard_of(session.person, session.membership, session.left, apps, config, staff=staff)


@router.delete(
    "/session",
    status_code=204,
    summary="Sign out",
    operation_id="sign_out",
    responses=documented("unavailable"),
)
async def sign_out(
    request: Request, response: Response, services: ServicesDep, client: ClientContextDep
) -> None:
    """End the session, if there is one, and clear its cookie; a badge waits for nothing any more."""
    if waiting := waiting_of(request):
        await services.store.written(lambda tx: tx.waiting_sign_ins.end(sessions.token_hash(waiting)))
        clear_waiting(request, response)
    if client.session:
        await services.store.written(partial(sessions.end, token=client.session, now=services.now()))
        services.sign_on.back_channel.soon()
    clear_session(request, response)


def _staff(services: Services, session: CurrentSession) -> State | None:
    done = session.record.second_step_at is not None
    with services.store.read() as tx:
        return state_of(tx, session.person, session.record.amr, done=done)
