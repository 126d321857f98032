"""The browser itself, as `scan_worker.Host`: the only module that imports `js` and `pyodide`."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import js
from pyodide.ffi import JsException, to_js
from pyodide.http import pyfetch

from harmony.badge.token import decode_base64url
from harmony_browser.scan_worker import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from harmony.badge.token import BadgeToken
    from harmony.scan.looks import Look
    from harmony_browser.messages import Message

ANSWER_WITHIN_S = 15
"""A server that has not answered by then counts as unreachable; the badge is kept for another try."""


class PixelBuffer:
    """One piece of memory for the pixels of every look; it grows to the largest and stays."""

    def __init__(self) -> None:
        self._memory = bytearray()

    def view(self, size: int) -> memoryview:
        """The first `size` bytes, to be filled anew."""
        if len(self._memory) < size:
            self._memory = bytearray(size)
        return memoryview(self._memory)[:size]


class CanvasPicture:
    """A picture that worker.mjs holds and draws."""

    def __init__(self, source: Any, buffer: PixelBuffer) -> None:
        self.width: int = source.width
        self.height: int = source.height
        self._source = source
        self._buffer = buffer

    def pixels(self, look: Look) -> memoryview:
        """Draw a part of the picture on the worker's canvas and copy its pixels, RGBA."""
        view = self._buffer.view(look.out_width * look.out_height * 4)
        drawn = self._source.draw(look.x, look.y, look.width, look.height, look.out_width, look.out_height)
        drawn.assign_to(view)
        return view


class BrowserHost:
    """Network, WebCrypto and clock of a browser's worker."""

    def __init__(self, post: Any) -> None:
        self._post = post
        self._district: str | None = None
        self._keys: dict[str, Any] = {}

    def post(self, message: Message) -> None:
        """Send a message to the page as JSON text."""
        self._post(json.dumps(message))

    def now(self) -> float:
        """Seconds since the worker began."""
        return float(js.performance.now()) / 1000

    async def district(self) -> str | None:
        """The district of this portal; asked for once, and again only while it is not known."""
        if self._district is None:
            self._district = (await self._json("/api/v1/portal")).get("district")
        return self._district

    async def keys(self) -> Mapping[str, object]:
        """The published keys as WebCrypto keys; none where this browser has no Ed25519."""
        if not self._keys:
            for key in (await self._json("/.well-known/jwks.json")).get("keys", []):
                try:
                    self._keys[key["kid"]] = await _import_key(key)
                except JsException:
                    break
        return self._keys

    async def holds(self, token: BadgeToken) -> bool:
        """Verify the signature by WebCrypto (Ed25519, RFC 8032)."""
        signature, signed = to_js(token.signature), to_js(token.signing_input.encode())
        key = self._keys[token.kid]
        return bool(await js.crypto.subtle.verify("Ed25519", key, signature, signed))

    async def exchange(self, badge: str) -> Reply:
        """Send a badge to the server; raises OSError when no answer comes in time."""
        return await _fetch(
            "/api/v1/session",
            method="POST",
            headers={"Content-Type": "application/json"},
            body=json.dumps({"badge": badge}),
        )

    async def _json(self, path: str) -> Message:
        """A public document of the server, or an empty one if it cannot be had now."""
        try:
            reply = await _fetch(path)
        except OSError:
            return {}
        return reply.body if reply.status == 200 else {}


async def _fetch(path: str, **options: Any) -> Reply:
    try:
        response = await asyncio.wait_for(pyfetch(path, **options), ANSWER_WITHIN_S)
        text = await response.string()
    except (JsException, TimeoutError) as error:
        raise OSError("no answer from the server") from error
    try:
        body = json.loads(text)
    except ValueError:
        body = {}
    return Reply(response.status, body if isinstance(body, dict) else {})


async def _import_key(jwk: dict[str, str]) -> Any:
    """An Ed25519 public key (RFC 8037 JWK) for WebCrypto; raises JsException where it has no Ed25519."""
    raw = to_js(decode_base64url(jwk["x"]))
    return await js.crypto.subtle.importKey("raw", raw, "Ed25519", False, to_js(["verify"]))
