"""What web/scan/python-worker.mjs calls: one object with a method a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harmony_browser.scanner.host import BrowserHost, DecoderPicture, zxingcpp
from harmony_browser.scanner.scan_worker import ScanWorker

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from harmony.badge.token import BadgeToken


class Endpoint:
    """Hands the page's messages to the scan worker.

    `post` tells the page a JSON text; `ask(name)` resolves to a public document of the server.
    """

    def __init__(self, post: Any, ask: Any) -> None:
        self._worker = ScanWorker(BrowserHost(post, ask))

    def set_decoder(self, decoder: Any) -> None:
        """Use the decoder that the worker runs already; to be called before the first picture."""
        zxingcpp.adopt(decoder)

    def prepare(self) -> Awaitable[None]:
        """Fetch what checking a badge needs."""
        return self._worker.prepare()

    def frame(self, source: Any, used: str) -> Awaitable[None] | None:
        """Look at a camera frame; a badge in it is handed on when the result resolves.

        `used` is the fingerprint of the badge that does not count, or empty.
        """
        return self._presented(self._worker.frame(DecoderPicture(source), used))

    def photo(self, source: Any, _used: str) -> Awaitable[None] | None:
        """Look at a chosen photo, likewise; in that every badge counts."""
        return self._presented(self._worker.photo(DecoderPicture(source)))

    def reset(self) -> None:
        """Start afresh, for the next child."""
        self._worker.reset()

    def _presented(self, token: BadgeToken | None) -> Awaitable[None] | None:
        return None if token is None else self._worker.present(token)
