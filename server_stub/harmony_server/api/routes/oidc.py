"""OpenID Connect for browsers: an app sends one here, and it goes back with an answer.

The checks against other sites' requests do not stand before these: other sites send people here on purpose.
Nothing changes by it but what the app itself is told, and what could (signing out) asks first.
"""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from harmony_server.accounts import sessions
from harmony_server.accounts.refusals import NoSession
from harmony_server.accounts.sessions import CurrentSession
from harmony_server.api.answers import (
    door,
    goes,
    issuer_of,
    not_open,
    refuse_embedded,
    refuse_insecure,
    refused,
)
from harmony_server.api.cookies import clear_session
from harmony_server.api.dependencies import (
    ClientContextDep,
    Services,
    ServicesDep,
    SessionIfAnyDep,
    session_of_token,
)
from harmony_server.api.form import Parameters, form_of, query_of
from harmony_server.api.problems import Problem
from harmony_server.sso.errors import Untrusted
from harmony_server.sso.provider import Goes, Looping, Waits
from harmony_server.store import Store

router = APIRouter(include_in_schema=False)

SIGN_OUT, SIGNED_OUT = "/sign-out.html", "/signed-out.html"
"""The pages that ask whether somebody wants to sign out, and that say it is done."""


@router.get("/oidc/authorize")
async def authorize(request: Request, services: ServicesDep, client: ClientContextDep) -> Response:
    """Answer an app's request, or have somebody sign in first."""
    refuse_insecure(request)
    refuse_embedded_unless_quiet(request)
    return await _authorize(request, services, query_of(request), client.session, has_cookies=True)


@router.post("/oidc/authorize")
async def authorize_by_post(request: Request, services: ServicesDep) -> Response:
    """The same by a form, with which no cookie comes from another site: who it is shows at the next step."""
    refuse_insecure(request)
    refuse_embedded(request)
    return await _authorize(request, services, await form_of(request), None, has_cookies=False)


@router.get("/continue")
async def go_on(request: Request, services: ServicesDep, session: SessionIfAnyDep) -> Response:
    """Answer a request that waited for somebody to sign in; `answer=no` for who would rather not."""
    refuse_insecure(request)
    refuse_embedded(request)
    query = query_of(request).values
    go_on_ = partial(services.sign_on.go_on, wanted=query.get("answer") != "no")
    try:
        step = await services.store.run(go_on_, query.get("id"), session, issuer_of(request, services))
    except Untrusted as untrusted:
        return refused(request, services, Problem("app_refused", detail=str(untrusted)))
    return goes(step.address) if isinstance(step, Goes) else door(step.request_id)


@router.get("/oidc/logout")
async def logout(
    request: Request, services: ServicesDep, client: ClientContextDep, session: SessionIfAnyDep
) -> Response:
    """Sign somebody out at an app's wish, where that is sure; else ask."""
    refuse_insecure(request)
    return await _logout(request, services, client.session, session, query_of(request))


@router.post("/oidc/logout")
async def logout_by_post(
    request: Request, services: ServicesDep, client: ClientContextDep, session: SessionIfAnyDep
) -> Response:
    """The same by a form; from another site it comes without a cookie, and then nobody is signed out."""
    refuse_insecure(request)
    return await _logout(request, services, client.session, session, await form_of(request))


def refuse_embedded_unless_quiet(request: Request) -> None:
    """A frame may ask with prompt=none, as browser libraries do; from another site it has no cookie."""
    if query_of(request).values.get("prompt") != "none":
        refuse_embedded(request)


async def _authorize(
    request: Request,
    services: Services,
    asked: Parameters,
    token: str | None,
    *,
    has_cookies: bool,
) -> Response:
    issuer = issuer_of(request, services)

    def work() -> Goes | Waits:  # who it is and what they are answered, by one wait for the store
        session = _session_if_any(services, token) if has_cookies else None
        return services.sign_on.authorize(
            asked.values, session, issuer, repeated=asked.repeated, has_cookies=has_cookies
        )

    try:
        step = await services.store.run(work)
    except Untrusted as untrusted:
        return refused(request, services, Problem("app_refused", detail=str(untrusted)))
    except Looping as looping:
        return not_open(looping.app, again=True)
    if isinstance(step, Waits):
        if not has_cookies:
            return goes(f"/continue?id={step.request_id}")
        return door(step.request_id, asked.values.get("ui_locales"))
    return goes(step.address)


def _session_if_any(services: Services, token: str | None) -> CurrentSession | None:
    try:
        return session_of_token(services, token)
    except NoSession:
        return None


async def _logout(
    request: Request,
    services: Services,
    token: str | None,
    session: CurrentSession | None,
    asked: Parameters,
) -> Response:
    decided = services.sign_on.logout(asked.values, session, issuer_of(request, services))
    if decided.ends_session and token:
        await services.store.run(_end, services.store, token, services.now())
        services.sign_on.back_channel.soon()
    if decided.address is None and session is not None and not decided.ends_session:
        return goes(SIGN_OUT)
    response = goes(decided.address or SIGNED_OUT)
    if decided.ends_session:
        clear_session(request, response)
    return response


def _end(store: Store, token: str, now: float) -> None:
    store.write(lambda tx: sessions.end(tx, token, now))
