"""Files of which is known how much of them was read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, Protocol, cast

from harmony.roster.files import Files


class SizedFiles(Files, Protocol):
    """Files of which is known how much they hold, whether it is read or not."""

    size: int
    """Bytes."""


class Metered:
    """Files of which is known how much was read, and how much there is."""

    def __init__(self, files: SizedFiles) -> None:
        self._files = files
        self.read = 0
        """Bytes."""
        self.size = files.size
        """Bytes of all of them."""

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def open(self, name: str) -> BinaryIO:
        """The content from its beginning."""
        return cast(BinaryIO, _Counted(self._files.open(name), self))


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted."""

    def __init__(self, stream: BinaryIO, meter: Metered) -> None:
        self._stream = stream
        self._meter = meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        count = self._stream.readinto(buffer)  # type: ignore[attr-defined]
        self._meter.read += count
        return int(count)

    def close(self) -> None:
        self._stream.close()
        super().close()
