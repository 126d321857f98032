"""What wraps every request: one host answered to, HEAD answered as GET, headers against misuse."""

from __future__ import annotations

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from harmony_server.api.connection import is_of_this_machine
from harmony_server.api.problems import Problem
from harmony_server.settings.addresses import origin_of

HEALTH = ("/healthz", "/readyz")
DEFAULT_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""For every answer that is not a file: files of the site bring a policy of their own."""
_DEFAULTS = {name.lower().encode(): value.encode() for name, value in DEFAULT_HEADERS.items()}
_POLICY = b"content-security-policy"


class DefaultHeaders:
    """Adds `DEFAULT_HEADERS` to every response that does not come with a policy of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = message["headers"] = list(message.get("headers", ()))
                if not any(name == _POLICY for name, _ in headers):
                    headers[:] = [pair for pair in headers if pair[0] not in _DEFAULTS]
                    headers.extend(_DEFAULTS.items())
            await send(message)

        await self._app(scope, receive, send_with_headers)


class HeadAsGet:
    """Answers HEAD with the headers that GET would have had (RFC 9110, section 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self._app({**scope, "method": "GET"}, receive, send_without_body)


class OneHost:
    """Answers to the portal's own host alone, so that no answer ever depends on what a request calls it.

    On the machine itself it may be called by the machine's name, and whoever watches its health calls it by
    address.
    """

    def __init__(self, app: ASGIApp, portal_url: str) -> None:
        self._app = app
        self._portal_url = portal_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer with the problem `wrong_host`."""
        app = (
            self._app if scope["type"] != "http" or self._is_ours(scope) else Problem("wrong_host").response()
        )
        await app(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        request = HTTPConnection(scope)
        named = self._is_named(request.headers.get("host", ""))
        return named or scope["path"] in HEALTH or is_of_this_machine(request)

    def _is_named(self, host: str) -> bool:
        try:
            return origin_of(f"https://{host}") == self._portal_url
        except ValueError:
            return False
