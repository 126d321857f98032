"""Over what a request came, and from where."""

from __future__ import annotations

from fastapi import Request

from harmony.addresses import is_loopback
from harmony_server.settings.addresses import host_of


def is_secure(request: Request) -> bool:
    """Whether nobody between browser and server can read along."""
    return request.url.scheme == "https" or is_loopback(host_of(request.headers.get("host", "")))


def client_address(request: Request) -> str:
    """The address of whoever sent the request; empty where there is none, as on a Unix socket."""
    return request.client.host if request.client else ""
