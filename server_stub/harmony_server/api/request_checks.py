"""What must hold of a request before anything in it is looked at: whose page sent it, and over what."""

from __future__ import annotations

from fastapi import Request

from harmony_server.api.dependencies import Given
from harmony_server.api.problems import Problem
from harmony_server.settings.addresses import host_of, is_loopback, origin_of


async def refuse_cross_site(request: Request, services: Given) -> None:
    """Raise the problem `cross_site` if a browser says that another site's page made this request.

    Both headers are set by the browser and out of a page's reach (Fetch Metadata; RFC 6454, section 7). A
    request with neither was not made by a page.
    """
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise Problem("cross_site")
    origin = request.headers.get("origin")
    if origin is not None and origin not in (_own_origin(request), services.config.portal_url):
        raise Problem("cross_site")


async def refuse_insecure(request: Request) -> None:
    """Raise the problem `insecure_connection` for plain http from anywhere but this machine."""
    if not is_secure(request):
        raise Problem("insecure_connection")


def is_secure(request: Request) -> bool:
    """Whether nobody between browser and server can read along."""
    return request.url.scheme == "https" or is_loopback(host_of(request.headers.get("host", "")))


def _own_origin(request: Request) -> str | None:
    try:
        return origin_of(f"{request.url.scheme}://{request.headers.get('host', '')}")
    except ValueError:
        return None
