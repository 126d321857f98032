"""Signing in, the dashboard, signing out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from harmony_server.accounts import sessions
from harmony_server.accounts.sign_in import Visit
from harmony_server.api.body import PROBLEMS_OF_A_BODY, BadgeProof, Proof, read_proof
from harmony_server.api.cookies import clear_session, session_of, set_session
from harmony_server.api.dashboard import Dashboard, dashboard_of
from harmony_server.api.dependencies import Given
from harmony_server.api.problems import Problem, documented
from harmony_server.api.request_checks import refuse_cross_site, refuse_insecure

SIGN_IN_PROBLEMS = (
    "not_a_badge",
    "badge_other_district",
    "badge_unknown_key",
    "badge_bad_signature",
    "badge_unknown",
    "badge_void",
    "badge_replaced",
    "badge_expired",
    "account_disabled",
    "wrong_credentials",
    "too_many_tries",
    "cross_site",
    "insecure_connection",
    "unavailable",
    *PROBLEMS_OF_A_BODY,
)

router = APIRouter(prefix="/api/v1")


@router.post(
    "/session",
    status_code=201,
    summary="Sign in with a badge or a password",
    operation_id="sign_in",
    dependencies=[Depends(refuse_cross_site), Depends(refuse_insecure)],
    responses=documented(*SIGN_IN_PROBLEMS),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Proof"}}},
        }
    },
)
def sign_in(
    request: Request, response: Response, services: Given, proof: Annotated[Proof, Depends(read_proof)]
) -> Dashboard:
    """Begin a session and answer with the dashboard. A session the request came with ends."""
    visit = Visit(request.client.host if request.client else "", session_of(request))
    if isinstance(proof, BadgeProof):
        signed_in = services.authentication.by_badge(proof.badge, visit)
    else:
        signed_in = services.authentication.by_password(proof.username, proof.password, visit)
    set_session(request, response, signed_in.session)
    return dashboard_of(signed_in.person, services.store, services.apps())


@router.get(
    "/dashboard",
    summary="The dashboard of whoever is signed in",
    operation_id="dashboard",
    responses=documented("not_signed_in", "session_expired", "account_disabled", "unavailable"),
)
def dashboard(request: Request, services: Given) -> Dashboard:
    """Answer as the sign-in did."""
    try:
        person = sessions.current(
            services.store, session_of(request), services.config.session_limits, services.now()
        )
    except sessions.NoSession as over:
        cleared = Response()
        clear_session(request, cleared)
        raise Problem(over.code, headers={"Set-Cookie": cleared.headers["set-cookie"]}) from None
    return dashboard_of(person, services.store, services.apps())


@router.delete(
    "/session",
    status_code=204,
    summary="Sign out",
    operation_id="sign_out",
    dependencies=[Depends(refuse_cross_site)],
    responses=documented("cross_site", "unavailable"),
)
def sign_out(request: Request, response: Response, services: Given) -> None:
    """End the session, if there is one, and clear its cookie."""
    if session := session_of(request):
        with services.store.begin() as tx:
            sessions.end(tx, session, services.now())
    clear_session(request, response)
