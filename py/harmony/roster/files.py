"""The files of a roster, wherever they are: a zip, a folder, or a browser's memory."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Protocol

STEM_ALIASES = {"enrolments": "enrollments", "enrollment": "enrollments", "enrolment": "enrollments"}
"""Names of files that leave no doubt, though no standard has them."""


class Files(Protocol):
    """Files by name. Each may be opened several times, and none has to be."""

    def __iter__(self) -> Iterator[str]:
        """The names, without folders."""

    def open(self, name: str) -> BinaryIO:
        """The content from its beginning; raises RosterError for what is damaged or too large."""


class MemoryFiles:
    """Files that are in memory already."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def open(self, name: str) -> BinaryIO:
        """The content from its beginning."""
        return io.BytesIO(self._contents[name])


def stem(name: str) -> str:
    """What a file is called apart from capitals and ending: `users` of `Users.CSV`."""
    plain = name.rsplit(".", 1)[0].strip().lower()
    return STEM_ALIASES.get(plain, plain)
