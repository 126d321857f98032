"""Over what a request came, and from where."""

from __future__ import annotations

from fastapi import Request
from starlette.requests import HTTPConnection

from harmony.addresses import is_loopback
from harmony_server.settings.addresses import host_of

FORWARDING = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
)
"""Headers by which a proxy says that it stands in between."""


_SECURE = "harmony.secure"


def is_secure(request: Request) -> bool:
    """Whether nobody between browser and server can read along."""
    scope = request.scope
    if _SECURE not in scope:  # it is asked for again and again while one request is answered
        scope[_SECURE] = scope["scheme"] == "https" or is_of_this_machine(request)
    return bool(scope[_SECURE])


def is_of_this_machine(request: HTTPConnection) -> bool:
    """Whether a request was made on this machine, to it by its own name, with no proxy in between.

    A proxy that says nothing of itself is known by the page that asks: it was loaded from elsewhere.
    """
    origin = request.headers.get("origin")
    return (
        is_loopback(host_of(request.headers.get("host", "")))
        and is_loopback(client_address(request))
        and not any(name in request.headers for name in FORWARDING)
        and (origin is None or is_loopback(host_of(origin.partition("://")[2])))
    )


def client_address(request: HTTPConnection) -> str:
    """The address of whoever sent the request; empty where there is none, as on a Unix socket."""
    return request.client.host if request.client else ""
