"""The second step of a badge: what it waits for, doing it, choosing it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request, Response
from pydantic import Discriminator, Field, StringConstraints, Tag

from harmony.people.badge_secret import CHOSEN, PICTURES, SecretKind, pictures_text
from harmony_server.accounts.badge_secrets import Secret
from harmony_server.accounts.refusals import AccessRefused
from harmony_server.accounts.sign_in import SignedIn
from harmony_server.api.badge_second_step import SecondStepAsked, second_step_asked
from harmony_server.api.body import Closed, json_body
from harmony_server.api.cookies import clear_waiting, set_session, waiting_of
from harmony_server.api.dashboard import Dashboard, dashboard_of
from harmony_server.api.dependencies import ClientContextDep, Services, ServicesDep
from harmony_server.api.problem_docs import documented
from harmony_server.api.routers import api_router
from harmony_server.api.routes.session import BADGE_PROBLEMS

router = api_router("/api/v1/session/second-step")

OF_A_BADGE = ("badge_unknown", *BADGE_PROBLEMS[-3:], "account_disabled")
"""What became of the badge since it was shown."""


class Pin(Closed):
    """A secret number."""

    pin: Annotated[str, StringConstraints(pattern=r"^[0-9]{4,6}$")]


class Pictures(Closed):
    """Two pictures, in whatever order."""

    pictures: Annotated[
        list[Annotated[str, Field(json_schema_extra={"enum": list(PICTURES)})]],
        Field(min_length=CHOSEN, max_length=CHOSEN),
    ]


def _kind(value: Any) -> str:
    return "pictures" if isinstance(value, dict) and "pictures" in value else "pin"


SecretShown = Annotated[
    Annotated[Pin, Tag("pin")] | Annotated[Pictures, Tag("pictures")], Discriminator(_kind)
]


@router.get(
    "",
    summary="What a badge waits for in this browser",
    operation_id="badge_second_step",
    responses=documented("second_step_over", "unavailable"),
)
async def look(request: Request, services: ServicesDep) -> SecondStepAsked:
    """Answer as the sign-in did: the page may have been loaded anew since."""
    person, asked = await services.store.run(services.badge_second_steps.look, waiting_of(request))
    return second_step_asked(person, asked)


@router.post(
    "",
    status_code=201,
    summary="Do the second step of a badge",
    operation_id="badge_second_step_take",
    responses=documented(
        "wrong_second_step",
        "second_step_locked",
        "second_step_unfit",
        "second_step_over",
        *OF_A_BADGE,
        "too_many_tries",
        "unavailable",
    ),
)
async def take(
    request: Request,
    response: Response,
    services: ServicesDep,
    client: ClientContextDep,
    shown: Annotated[SecretShown, json_body(SecretShown)],
) -> Dashboard:
    """Begin the session and answer with the dashboard, if the secret is right."""
    secret = _secret(shown)
    signed_in = await services.badge_second_steps.take(waiting_of(request), secret, client)
    return _answer(request, response, services, signed_in)


@router.post(
    "/choice",
    status_code=201,
    summary="Choose the second step of a badge",
    operation_id="badge_second_step_choose",
    responses=documented(
        "second_step_easy",
        "second_step_unfit",
        "second_step_set",
        "second_step_over",
        *OF_A_BADGE,
        "unavailable",
    ),
)
async def choose(
    request: Request,
    response: Response,
    services: ServicesDep,
    client: ClientContextDep,
    chosen: Annotated[SecretShown, json_body(SecretShown)],
) -> Dashboard:
    """Keep the secret, begin the session, and answer with the dashboard. Of two at once one is kept."""
    secret = _secret(chosen)
    signed_in = await services.badge_second_steps.choose(waiting_of(request), secret, client)
    return _answer(request, response, services, signed_in)


def _secret(shown: Pin | Pictures) -> Secret:
    if isinstance(shown, Pin):
        return Secret(SecretKind.PIN, shown.pin)
    text = pictures_text(shown.pictures)
    if text is None:
        raise AccessRefused("second_step_unfit")
    return Secret(SecretKind.PICTURES, text)


def _answer(request: Request, response: Response, services: Services, signed_in: SignedIn) -> Dashboard:
    set_session(request, response, signed_in.session)
    clear_waiting(request, response)
    who, apps, config = signed_in, services.apps(), services.config
    return dashboard_of(who.person, who.membership, who.left, apps, config, staff=who.staff)
