"""Turning everything that can go wrong into a problem document, and telling no more than it says."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Match

from harmony_server.accounts.refusals import AccessRefused, NoSession
from harmony_server.api.cookies import clear_session
from harmony_server.api.middleware import DEFAULT_HEADERS
from harmony_server.api.problems import Problem
from harmony_server.store import StoreUnavailable

STORE_RETRY_S = 2
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

log = logging.getLogger("harmony")


def add_handlers(app: FastAPI) -> None:
    """Make an app answer every exception with a problem."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(AccessRefused, _refused)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(RequestValidationError, _not_found)
    app.add_exception_handler(StoreUnavailable, _unavailable)
    app.add_exception_handler(ClientDisconnect, _client_disconnected)
    app.add_exception_handler(Exception, _server_error)


async def _problem(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)  # noqa: S101  tells the type checker what Starlette guarantees
    return error.response()


async def _refused(request: Request, error: Exception) -> Response:
    """The one place where a refusal becomes a problem, by its code; the cookie of no session is cleared."""
    assert isinstance(error, AccessRefused)  # noqa: S101  likewise
    response = Problem(error.code, retry_after_s=error.retry_after_s).response()
    if isinstance(error, NoSession):
        clear_session(request, response)
    return response


async def _http_exception(request: Request, error: Exception) -> Response:
    """What the router itself raises: no such address, or no such method there."""
    if isinstance(error, HTTPException) and error.status_code == 405:
        return Problem("method_not_allowed", headers={"Allow": ", ".join(_allowed(request))}).response()
    return Problem("not_found").response()


async def _not_found(_request: Request, _error: Exception) -> Response:
    """Only addresses are validated by the framework, and one that cannot be is nowhere."""
    return Problem("not_found").response()


async def _unavailable(_request: Request, error: Exception) -> Response:
    log.error("The database could not be used: %s", type(error.__cause__ or error).__name__)
    return Problem("unavailable", retry_after_s=STORE_RETRY_S).response()


async def _client_disconnected(_request: Request, _error: Exception) -> Response:
    """Nobody hears this: the browser hung up in the middle of its request."""
    return Problem("malformed_json").response()


async def _server_error(_request: Request, _error: Exception) -> Response:
    """The server logs the error itself; the answer says nothing of it, and passes no middleware."""
    return Problem("server_error", headers=DEFAULT_HEADERS).response()


def _allowed(request: Request) -> list[str]:
    """Every method that some route takes at the request's address; HEAD wherever there is GET."""
    scope = {"type": "http", "path": request.scope["path"], "root_path": "", "headers": []}
    methods = [
        method
        for method in METHODS
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in request.app.routes)
    ]
    return ["GET", "HEAD", *methods[1:]] if "GET" in methods else methods
