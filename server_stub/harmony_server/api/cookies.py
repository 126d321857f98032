"""The session cookie: out of reach of scripts, of other hosts, and of plain http."""

from __future__ import annotations

from fastapi import Request, Response

from harmony_server.api.connection import is_secure

SECURE_NAME = "__Host-harmony"
"""The prefix makes the browser insist on Secure, Path=/ and no Domain (RFC 6265bis, section 4.1.3.2)."""
LOCAL_NAME = "harmony"
"""On http, which is this machine only; a browser takes the prefixed name over https alone."""


def session_of(request: Request) -> str | None:
    """The session id a request carries; none is taken that may have crossed the network in the clear."""
    return request.cookies.get(_name(request)) if is_secure(request) else None


def set_session(request: Request, response: Response, session: str) -> None:
    """Give the browser its session id, until it is closed."""
    # By hand: the standard library's cookies take as long as the database.
    attributes = "HttpOnly; Path=/; SameSite=lax"
    secure = "; Secure" if request.scope["scheme"] == "https" else ""
    response.headers.append("set-cookie", f"{_name(request)}={session}; {attributes}{secure}")


def clear_session(request: Request, response: Response) -> None:
    """Make the browser forget its session id."""
    secure = request.scope["scheme"] == "https"
    response.delete_cookie(_name(request), secure=secure, httponly=True, samesite="lax", path="/")


def waiting_of(request: Request) -> str | None:
    """The id that a badge which waits for its second step was given in this browser."""
    return request.cookies.get(_waiting(request)) if is_secure(request) else None


def set_waiting(request: Request, response: Response, token: str) -> None:
    """Have the browser go on with a badge's second step; whoever was signed in there is out."""
    clear_session(request, response)
    secure = request.scope["scheme"] == "https"
    response.set_cookie(_waiting(request), token, secure=secure, httponly=True, samesite="lax", path="/")


def clear_waiting(request: Request, response: Response) -> None:
    """Make the browser forget it, if it has it."""
    if _waiting(request) in request.cookies:
        secure = request.scope["scheme"] == "https"
        response.delete_cookie(_waiting(request), secure=secure, httponly=True, samesite="lax", path="/")


def substitute_of(request: Request) -> str | None:
    """The id of a substitute's session that a request carries, which is nobody's own."""
    return request.cookies.get(_substitute(request)) if is_secure(request) else None


def set_substitute(request: Request, response: Response, session: str) -> None:
    """Give the browser a substitute's session id, until it is closed."""
    secure = request.scope["scheme"] == "https"
    response.set_cookie(_substitute(request), session, secure=secure, httponly=True, samesite="lax", path="/")


def clear_substitute(request: Request, response: Response) -> None:
    """Make the browser forget it."""
    secure = request.scope["scheme"] == "https"
    response.delete_cookie(_substitute(request), secure=secure, httponly=True, samesite="lax", path="/")


def _waiting(request: Request) -> str:
    return f"{_name(request)}-second-step"


def _substitute(request: Request) -> str:
    return f"{_name(request)}-substitute"


def _name(request: Request) -> str:
    return SECURE_NAME if request.scope["scheme"] == "https" else LOCAL_NAME
