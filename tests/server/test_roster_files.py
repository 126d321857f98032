"""The folder a roster may come in, and files that go by in pieces."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from harmony.roster import Files, Reading
from harmony.roster.facts import EnrollmentFacts
from harmony_server.roster.archive import opened
from tests.server.test_roster_zip import refusal, zipped
from tests.unit.oneroster_files import EXPORT, export
from tests.unit.staged import read, read_files


def test_a_folder_of_csv_files_is_a_roster(tmp_path: Path) -> None:
    """Whoever unpacked it, or has it made into a folder, need not zip it; nothing else there is looked at."""
    for name, content in (export() | {"notes.txt": b"hi", "._users.csv": b""}).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "old").mkdir()
    with opened(tmp_path) as files:
        assert read_files(files) == read(export())


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    """T-24: whoever may drop files into a folder does not choose which files of this machine are read."""
    for name, content in export(orgs=None).items():
        (tmp_path / name).write_bytes(content)
    secret = tmp_path / "elsewhere"
    secret.write_bytes(export()["orgs.csv"])
    (tmp_path / "orgs.csv").symlink_to(secret)
    assert "orgs.csv: is missing" in refusal(tmp_path)


def test_a_file_is_never_in_memory_whole(tmp_path: Path) -> None:
    """Of a large file only the beginning is unpacked when its first rows are told."""
    rows = "".join(f"x{n},,,room-12,maple,u1,student,,,\n" for n in range(25_000))
    file = zipped(tmp_path / "roster.zip", export(enrollments=EXPORT["enrollments.csv"] + rows))
    with opened(file) as files:
        watched = _Watched(files)
        facts = Reading(watched).facts()
        assert any(isinstance(fact, EnrollmentFacts) for fact in facts)
        assert watched.streams[-1].tell() < 100_000 < len(rows)
        assert sum(len(fact.people) for fact in facts if isinstance(fact, EnrollmentFacts)) > 24_000


class _Watched:
    """Files that remember the streams they gave."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.streams: list[BinaryIO] = []

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def open(self, name: str) -> BinaryIO:
        self.streams.append(_Counted(self._files.open(name)))  # type: ignore[arg-type]
        return self.streams[-1]


class _Counted(io.RawIOBase):
    """A stream that knows how much was read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        content = self._stream.read(len(buffer))
        buffer[: len(content)] = content
        self._read += len(content)
        return len(content)

    def tell(self) -> int:
        return self._read

    def close(self) -> None:
        self._stream.close()
        super().close()
