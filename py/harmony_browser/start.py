"""What worker.mjs calls: one object with a method a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from harmony_browser.host import BrowserHost, CanvasPicture, PixelBuffer
from harmony_browser.scan_worker import ScanWorker

if TYPE_CHECKING:
    from collections.abc import Awaitable


class Endpoint:
    """Hands the page's messages to the scan worker."""

    def __init__(self, post: Any) -> None:
        self._worker = ScanWorker(BrowserHost(post))
        self._buffer = PixelBuffer()

    def prepare(self) -> Awaitable[None]:
        """Fetch what checking a badge needs."""
        return self._worker.prepare()

    def frame(self, source: Any) -> Awaitable[None]:
        """Look at a camera frame."""
        return self._worker.frame(CanvasPicture(source, self._buffer))

    def photo(self, source: Any) -> Awaitable[None]:
        """Look at a chosen photo."""
        return self._worker.photo(CanvasPicture(source, self._buffer))

    def retry(self) -> Awaitable[None]:
        """Send the kept badge again."""
        return self._worker.retry()

    def forget(self) -> None:
        """Forget the kept badge."""
        self._worker.forget()
