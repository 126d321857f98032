"""Where a route of the interface is added: behind the checks that none of them may forget."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from harmony_server.api.request_checks import check_request


def api_router(prefix: str = "") -> APIRouter:
    """A router whose routes pass the request checks before anything else of them runs."""
    return APIRouter(prefix=prefix, dependencies=[Depends(check_request)])
