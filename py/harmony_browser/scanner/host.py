"""The browser itself, as `scan_worker.Host`: the only module that imports `js` and `pyodide`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import js
import zxingcpp as reader
from pyodide.ffi import JsException, to_js

from harmony.badge.token import decode_base64url
from harmony.scan.hints import Measures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from harmony.badge.token import BadgeToken
    from harmony.scan.detection import Corners, Image
    from harmony.scan.preprocessing import Area, Variant
    from harmony_browser.scanner.messages import Message


zxingcpp: Any = reader
"""The wheel for Pyodide, which has more than the stub of PyPI's knows."""


class DecoderPicture:
    """A picture in the decoder's memory, as web/scan/picture.mjs shows it."""

    def __init__(self, source: Any) -> None:
        self.width: int = source.width
        self.height: int = source.height
        self._source = source

    def image(self, variant: Variant) -> Image:
        """Have a variant made by the C beside the decoder; it stays where it is, until the next one."""
        area, size = variant.area, (variant.out_width, variant.out_height)
        made = self._source.view(area.x, area.y, area.width, area.height, *size, variant.filter.value)
        return zxingcpp.ImageView.in_decoder(made.address, made.width, made.height)

    def measure(self, area: Area) -> Measures:
        """Measure a part of the picture by the C beside the decoder."""
        found = self._source.measure(area.x, area.y, area.width, area.height)
        return Measures(found.brightness, found.contrast, found.sharpness, found.glare)

    def cut_finder(self) -> float:
        """Have the C beside the decoder look for a finder that the edge may cut."""
        return float(self._source.decoder.cutFinder())

    def accumulate(self, corners: Corners | None) -> Corners | None:
        """Have the C beside the decoder sample the modules of a badge's code."""
        found = self._source.decoder.accumulator.add(to_js(corners) if corners else None)
        return tuple(found.to_py()) if found else None  # null is no None here

    def draw(self, *, together: bool) -> Image:
        """Have the code drawn in the decoder's memory, until the next drawing."""
        made = self._source.decoder.accumulator.draw(together)
        return zxingcpp.ImageView.in_decoder(made.address, made.width, made.height)

    def reset(self) -> None:
        """Begin with another card."""
        self._source.decoder.accumulator.reset()


class BrowserHost:
    """Network, WebCrypto and clock of a browser's worker; the network by way of web/scan/python.mjs."""

    def __init__(self, post: Any, ask: Any) -> None:
        self._post = post
        self._ask = ask
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
            self._district = (await self._document("portal")).get("district")
        return self._district

    async def keys(self) -> Mapping[str, object]:
        """The published keys as WebCrypto keys; none where this browser has no Ed25519."""
        if not self._keys:
            for key in (await self._document("keys")).get("keys", []):
                try:
                    self._keys[key["kid"]] = await _import_key(key)
                except (JsException, AttributeError):  # no Ed25519; over plain http no WebCrypto at all
                    break
        return self._keys

    async def holds(self, token: BadgeToken) -> bool:
        """Verify the signature by WebCrypto (Ed25519, RFC 8032)."""
        signature, signed = to_js(token.signature), to_js(token.signing_input.encode())
        key = self._keys[token.kid]
        return bool(await js.crypto.subtle.verify("Ed25519", key, signature, signed))

    async def _document(self, name: str) -> Message:
        """A public document of the server, or an empty one if it cannot be had now."""
        text = await self._ask(name)
        document = json.loads(text) if text else {}
        return document if isinstance(document, dict) else {}


async def _import_key(jwk: dict[str, str]) -> Any:
    """An Ed25519 public key (RFC 8037 JWK) for WebCrypto; raises JsException or AttributeError without it."""
    raw = to_js(decode_base64url(jwk["x"]))
    return await js.crypto.subtle.importKey("raw", raw, "Ed25519", False, to_js(["verify"]))
