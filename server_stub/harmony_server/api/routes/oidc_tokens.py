"""OpenID Connect for apps' own servers, and for apps that run in a browser: no cookie is taken here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from harmony_server.api.answers import ANYBODYS, PREFLIGHT, issuer_of, oauth_refusal, refuse_insecure, told
from harmony_server.api.dependencies import Services, ServicesDep
from harmony_server.api.form import MEDIA_TYPE, Parameters, form_of
from harmony_server.api.routes.portal import JwkSetResponse
from harmony_server.sso import discovery
from harmony_server.sso.clients import Client
from harmony_server.sso.errors import InvalidToken, OAuthError

router = APIRouter(include_in_schema=False)

CONFIGURATION = "/.well-known/openid-configuration"


@router.post(discovery.TOKEN)
async def token(request: Request, services: ServicesDep) -> Response:
    """Turn a code or refresh token into tokens."""

    def work(client: Client, form: Parameters, issuer: str) -> dict[str, Any]:
        return services.sign_on.exchange(client, form.values, issuer)

    return await _for_client(request, services, work)


@router.get(discovery.USER_INFORMATION)
@router.post(discovery.USER_INFORMATION)
async def user_information(request: Request, services: ServicesDep) -> Response:
    """Say what the app was granted of whoever signed in."""
    refuse_insecure(request)
    try:
        access_token = await _bearer(request)
        issuer = issuer_of(request, services)
        return told(await services.store.run(services.sign_on.user_information, access_token, issuer))
    except OAuthError as error:
        return oauth_refusal(error)


@router.get(CONFIGURATION)
async def configuration(request: Request, services: ServicesDep) -> Response:
    """The provider's metadata."""
    return JSONResponse(discovery.metadata(issuer_of(request, services)), headers=ANYBODYS)


@router.get(discovery.KEYS)
async def jwks(services: ServicesDep) -> Response:
    """The keys that sign for apps."""
    return JwkSetResponse(services.sign_on.jwks(), headers=ANYBODYS)


@router.options(CONFIGURATION)
@router.options(discovery.KEYS)
@router.options(discovery.TOKEN)
@router.options(discovery.USER_INFORMATION)
@router.options(discovery.REVOKE)
async def preflight() -> Response:
    """Another origin's page may ask here."""
    return Response(status_code=204, headers=PREFLIGHT)


@router.post(discovery.INTROSPECT)
async def introspect(request: Request, services: ServicesDep) -> Response:
    """Say what a token of this app is good for."""

    def work(client: Client, form: Parameters, issuer: str) -> dict[str, Any]:
        return services.sign_on.introspection(client, form.values.get("token"), issuer)

    return await _for_client(request, services, work)


@router.post(discovery.REVOKE)
async def revoke(request: Request, services: ServicesDep) -> Response:
    """Take a token back."""

    def work(client: Client, form: Parameters, _issuer: str) -> dict[str, Any]:
        services.sign_on.revoke(client, form.values.get("token"))
        return {}

    return await _for_client(request, services, work)


@router.post(discovery.PUSH)
async def push(request: Request, services: ServicesDep) -> Response:
    """Take an authorization request from the app's own server."""

    def work(client: Client, form: Parameters, _issuer: str) -> dict[str, Any]:
        return services.sign_on.push(client, form.values, repeated=form.repeated)

    return await _for_client(request, services, work, status=201)


async def _for_client(
    request: Request,
    services: Services,
    work: Callable[[Client, Parameters, str], dict[str, Any]],
    status: int = 200,
) -> Response:
    """Do what an app asks once it has proved to be that app."""
    refuse_insecure(request)
    form = await form_of(request)
    issuer = issuer_of(request, services)

    def prove_and_work() -> dict[str, Any]:
        if form.repeated:
            raise OAuthError("invalid_request", "A parameter is given twice.")
        authorization = request.headers.get("authorization")
        client = services.sign_on.prove(authorization, form.values, issuer, request.url.path)
        return work(client, form, issuer)

    try:
        return told(await services.store.run(prove_and_work), status)
    except OAuthError as error:
        return oauth_refusal(error)


async def _bearer(request: Request) -> str | None:
    """The access token of a request, from its header or form (RFC 6750, section 2), never its address."""
    header = request.headers.get("authorization")
    scheme, _, credentials = (header or "").partition(" ")
    is_form = request.headers.get("content-type", "").partition(";")[0].strip().lower() == MEDIA_TYPE
    in_form = (await form_of(request)).values.get("access_token") if is_form else None
    if header is None:
        return in_form
    if in_form is not None:
        raise OAuthError("invalid_request", "Give the access token in one way only.")
    if scheme.lower() != "bearer":
        raise InvalidToken
    return credentials.strip()
