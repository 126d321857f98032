"""Answers to browsers that come from an app, and to apps' own servers, in the words of OAuth 2.0."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from harmony.apps import App
from harmony_server.api.connection import is_secure
from harmony_server.api.dependencies import Services
from harmony_server.api.problems import Problem
from harmony_server.settings.addresses import origin_of
from harmony_server.sso.errors import OAuthError
from harmony_words import FIRST, best, languages

FROM_APP = "from-app.html"
"""The page where somebody signs in whom an app wants to know."""
REFUSED = "app-refused.html"
NOT_OPEN = "app-down.html"

ANYBODYS = {"Access-Control-Allow-Origin": "*"}
"""No cookie is taken at these addresses, so any page may ask, as an app that runs in a browser must."""
PREFLIGHT = {
    **ANYBODYS,
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "3600",
}


def issuer_of(request: Request, services: Services) -> str:
    """Who gives the tokens: the district's own address, or whatever it is called while it is being tried."""
    if not services.config.any_host:
        return services.config.portal_url
    try:
        return origin_of(f"{request.url.scheme}://{request.headers.get('host', '')}")
    except ValueError:
        return services.config.portal_url


def refuse_insecure(request: Request) -> None:
    """Raise where secrets would cross the network in the clear."""
    if not is_secure(request):
        raise Problem("insecure_connection")


def refuse_embedded(request: Request) -> None:
    """Raise where another page asks for this in a frame, as a picture or by a script (Fetch Metadata)."""
    if request.headers.get("sec-fetch-dest", "document") != "document":
        raise Problem("cross_site")


def goes(address: str) -> Response:
    """Send a browser on, by GET whatever it came by."""
    return RedirectResponse(address, 303)


def door(request_id: str, ui_locales: str | None = None) -> Response:
    """Send a browser to the portal's own door, which knows by the id who wants it."""
    language = best((ui_locales or "").split(), languages()) or FIRST
    return goes(f"/{language.folder}{FROM_APP}#continue={request_id}")


def not_open(app: App, *, again: bool = False) -> Response:
    """Send a browser where it says that an app does not open just now, or that it asks `again` and again."""
    return goes(f"/{NOT_OPEN}#{'again' if again else 'down'}={app.id}")


def refused(request: Request, services: Services, problem: Problem, page: str = REFUSED) -> Response:
    """Say what cannot be answered: by a page to a person, as a problem to whoever writes the app."""
    shown = services.pages.in_place_of(problem, page, request.headers) if services.pages else None
    return shown or problem.response()


def oauth_refusal(error: OAuthError) -> Response:
    """A refusal to an app's own server (RFC 6749, section 5.2)."""
    content = {"error": error.error} | ({"error_description": error.description} if error.description else {})
    headers = dict(ANYBODYS)
    if error.status == 401:
        is_token = error.error == "invalid_token"
        headers["WWW-Authenticate"] = (
            f'Bearer error="{error.error}"' if is_token else 'Basic realm="harmony", charset="UTF-8"'
        )
    return JSONResponse(content, error.status, headers=headers)


def told(content: dict[str, Any], status: int = 200) -> Response:
    """An answer to an app's own server; nobody keeps it."""
    return JSONResponse(
        content, status, headers={**ANYBODYS, "Cache-Control": "no-store", "Pragma": "no-cache"}
    )
