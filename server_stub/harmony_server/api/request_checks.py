"""What must hold of a request before anything in it is looked at: whose page sent it, and over what.

`routers.api_router` puts them before each of its routes.
"""

from __future__ import annotations

from fastapi import Request

from harmony_server.api.connection import is_secure
from harmony_server.api.dependencies import Services
from harmony_server.api.problem_docs import raises
from harmony_server.api.problems import Problem
from harmony_server.settings.addresses import origin_of

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing (RFC 9110, section 9.2.1); the checks let them pass."""


@raises("cross_site", "insecure_connection")
async def check_request(request: Request) -> None:
    """Raise the problem `cross_site` or `insecure_connection` for a change that is not to be made."""
    # One dependency for both: each costs more than what it does.
    if request.method not in SAFE_METHODS:
        _refuse_cross_site(request)
        _refuse_insecure(request)


def _refuse_cross_site(request: Request) -> None:
    """Raise the problem `cross_site` if a browser says that another site's page asks for a change.

    Both headers are set by the browser and out of a page's reach (Fetch Metadata; RFC 6454, section 7). A
    request with neither was not made by a page.
    """
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Problem("cross_site")
    origin = request.headers.get("origin")
    if origin is None or origin == _own_origin(request):
        return
    services: Services = request.app.state.services
    if origin != services.config.portal_url:
        raise Problem("cross_site")


def _refuse_insecure(request: Request) -> None:
    """Raise the problem `insecure_connection` for a change over plain http from anywhere but this machine."""
    if not is_secure(request):
        raise Problem("insecure_connection")


def _own_origin(request: Request) -> str | None:
    try:
        return origin_of(f"{request.url.scheme}://{request.headers.get('host', '')}")
    except ValueError:
        return None
