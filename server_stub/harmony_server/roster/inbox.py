"""A folder that somebody else drops rosters into: what is whole is taken, and moved on with its report.

A zip, or a folder of CSV files, is whole when nothing of it has changed for a while. What was imported goes
to `done`, what was refused to `refused`, each under a name that begins with the time, beside its report.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from harmony_server.roster import report as reports
from harmony_server.roster.work import Done

DONE, REFUSED = "done", "refused"
UNFINISHED = (".part", ".filepart", ".tmp", ".crdownload")
"""How the names of files end that are still on their way."""
SETTLED_S = 10.0
"""How long nothing of a roster may have changed until it counts as whole."""

_Look = tuple[tuple[str, int, int], ...]


@dataclass
class Inbox:
    """A folder, and what was seen in it so far."""

    folder: Path
    settled_s: float = SETTLED_S
    _seen: dict[Path, tuple[_Look, float]] = field(default_factory=dict)

    def waiting(self) -> list[Path]:
        """What is there and may not be whole yet, the oldest first."""
        found = [each for each in self.folder.iterdir() if self._is_roster(each)]
        return sorted(found, key=lambda each: (each.stat().st_mtime, each.name))

    def whole(self, now: float) -> list[Path]:
        """What is there and has not changed for long enough; `now` is any clock that only goes on."""
        looks = {each: _look(each) for each in self.waiting()}
        before, self._seen = self._seen, {}
        for each, look in looks.items():
            earlier = before.get(each)
            self._seen[each] = earlier if earlier and earlier[0] == look else (look, now)
        return [each for each in looks if now - self._seen[each][1] >= self.settled_s]

    def move_on(self, path: Path, done: Done, now: float) -> Path:
        """Move a roster to where it belongs by what became of it, and write its report; gives where it is.

        The report is for its owner alone, as a page and for programs.
        """
        place = self.folder / (REFUSED if done.refusal else DONE)
        place.mkdir(mode=0o700, exist_ok=True)
        to = _free(place, f"{datetime.fromtimestamp(now, UTC):%Y%m%dT%H%M%SZ}-{path.name}")
        path.rename(to)
        for ending in reports.ENDINGS:
            reports.write(done.report, to.with_name(f"{to.name}.report{ending}"))
        self._seen.pop(path, None)
        return to

    def _is_roster(self, path: Path) -> bool:
        """A zip, or a folder with CSV files in it; what a link leads to is none."""
        if path.name.startswith(".") or path.is_symlink() or path.suffix.lower() in UNFINISHED:
            return False
        if path.is_dir():
            return path.name not in (DONE, REFUSED) and any(path.glob("*.[cC][sS][vV]"))
        return path.suffix.lower() == ".zip"


def _look(path: Path) -> _Look:
    """All that would be another if somebody were still writing."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    stats = [(each.name, each.lstat()) for each in files]
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


def _free(place: Path, name: str) -> Path:
    """A path of this name, or one like it, where nothing is yet."""
    path, number = place / name, 1
    while path.exists():
        number += 1
        path = place / f"{number}-{name}"
    return path
