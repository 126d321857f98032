"""Rosters that somebody hands over in the console: kept for a day, looked at, then applied or thrown away.

One that arrived by itself and looks short is held for a week, until an administrator has decided about it.

Each is a folder of the data folder, its owner's alone: the zip or the CSV files, and what was known of the
district when it was looked at. Nothing here knows how it came in.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from harmony.findings import Finding, RosterError, Said, said
from harmony.people.ids import new_id
from harmony_server.badges.keys import Rng

FOLDER = "uploads"
MAX_BYTES = 256 * 1024 * 1024
"""Of all files together; a district of 100 000 students has 6 MB as a zip, and 100 MB without one."""
MAX_FILES = 30
KEEP_S = 86_400
HOLD_S = 7 * 86_400
PIECE = 1 << 16
ABOUT = "about.json"
_ID = re.compile(r"[A-Za-z0-9_-]{20}")


class NoSuchUpload(Exception):
    """There is none of this id: it was applied, thrown away, or is too old."""


@dataclass(frozen=True)
class About:
    """What a preview was made under, so that what is applied is what was looked at."""

    at: float
    version: int
    """The import that counted then."""
    source: str
    by: str | None = None
    """Who handed it over, by person id."""
    held: bool = False
    """Whether it arrived by itself, and waits for somebody to decide."""


class Uploads:
    """The rosters that wait in a data folder."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER

    def keep(self, files: Iterable[tuple[str, Iterable[bytes]]], rng: Rng) -> str:
        """Keep one zip, or CSV files, each with its name and content in pieces; gives their id.

        Raises RosterError for what is neither, or too much, with nothing kept.
        """
        upload_id = new_id(rng)
        place = self._folder / upload_id
        self._folder.mkdir(mode=0o700, exist_ok=True)
        place.mkdir(mode=0o700)
        try:
            self._write(place, files)
        except BaseException:
            shutil.rmtree(place)
            raise
        return upload_id

    def roster(self, upload_id: str) -> Path:
        """The zip, or the folder with the CSV files; raises NoSuchUpload."""
        place = self._place(upload_id)
        return next(iter(sorted(place.glob("*.zip"))), place)

    def remember(self, upload_id: str, about: About) -> None:
        """Note what it was looked at under; raises NoSuchUpload."""
        (self._place(upload_id) / ABOUT).write_text(json.dumps(asdict(about)), "utf-8")

    def about(self, upload_id: str) -> About:
        """What it was looked at under; raises NoSuchUpload if it never was."""
        try:
            return About(**json.loads((self._place(upload_id) / ABOUT).read_text("utf-8")))
        except FileNotFoundError:
            raise NoSuchUpload(upload_id) from None

    def hold(self, path: Path, about: About, rng: Rng) -> None:
        """Keep a zip or a folder of CSV files for somebody to decide, in place of what was held before.

        Raises RosterError for what is too much.
        """
        for before in self.held():
            self.throw_away(before)
        files = sorted(path.glob("*.[cC][sS][vV]")) if path.is_dir() else [path]
        upload_id = self.keep([(each.name, _pieces(each)) for each in files], rng)
        self.remember(upload_id, about)

    def held(self) -> Mapping[str, About]:
        """What waits for somebody to decide, by id."""
        places = self._folder.iterdir() if self._folder.is_dir() else ()
        looked_at = {each.name: self.about(each.name) for each in places if (each / ABOUT).is_file()}
        return {name: about for name, about in looked_at.items() if about.held}

    def throw_away(self, upload_id: str) -> None:
        """Forget it; raises NoSuchUpload."""
        shutil.rmtree(self._place(upload_id))

    def expire(self, now: float) -> None:
        """Throw away whatever is older than a day, or a week if it is held: these are children's names."""
        held = self.held()
        for place in self._folder.iterdir() if self._folder.is_dir() else ():
            keep_s = HOLD_S if place.name in held else KEEP_S
            if place.is_dir() and place.stat().st_mtime < now - keep_s:
                shutil.rmtree(place)

    def _place(self, upload_id: str) -> Path:
        place = self._folder / upload_id
        if not _ID.fullmatch(upload_id) or not place.is_dir():
            raise NoSuchUpload(upload_id)
        return place

    def _write(self, place: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> None:
        left, names = MAX_BYTES, list[str]()
        for given, pieces in files:
            name = _plain(given)
            names.append(name)
            if len(names) > MAX_FILES or names.count(name) > 1:
                raise _refused(name, said("is one file too many, or there twice. Hand over one export."))
            with (place / name).open("xb") as file:
                for piece in pieces:
                    left -= len(piece)
                    if left < 0:
                        raise _refused(
                            name, said("is too large: {n} MB in all are taken.", n=MAX_BYTES // 1024**2)
                        )
                    file.write(piece)
        zips = sum(name.endswith(".zip") for name in names)
        if not names or (zips and len(names) > 1):
            raise _refused("the files", said("must be one .zip, or the .csv files of one export together."))


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            yield piece


def _plain(given: str) -> str:
    """A file's name in small letters, without a folder; raises RosterError for what is no zip and no CSV."""
    name = PurePosixPath(given.replace("\\", "/")).name.lower()
    if not re.fullmatch(r"[^/\0]{1,80}\.(zip|csv)", name) or name.startswith("."):
        raise _refused("the files", said("must be one .zip, or the .csv files of one export together."))
    return name


def _refused(name: str, why: Said) -> RosterError:
    return RosterError([Finding(name, why)])
