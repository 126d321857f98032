"""The whole roster bench: on each engine a bare load of some rows, and what imports of the same rows take."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.results import Results, Row
from benchmarks.roster import files
from benchmarks.roster.files import Files
from benchmarks.server import processor
from build_steps import postgresql
from build_steps.paths import ROOT
from build_steps.progress import step
from harmony_server.settings import config
from tests.postgresql import PostgreSQL
from tests.running import HARMONY, harmony

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
BARE, FIRST, CHANGED, UNCHANGED = "bare load", "first import", "1 % changed", "unchanged"
TIME, PROCESSOR, MEMORY = "time", "processor time", "peak memory"
DURABLE = ("listen_addresses=127.0.0.1", "log_min_messages=fatal")
"""PostgreSQL as it comes: what is committed is on the disk."""
GOALS = {
    f"{FIRST} / {BARE}": (FIRST, BARE),
    f"{CHANGED} / {FIRST}": (CHANGED, FIRST),
    f"{UNCHANGED} / {FIRST}": (UNCHANGED, FIRST),
}


@dataclass(frozen=True)
class Extent:
    """How much is run."""

    students: int
    fewer: int
    """Students of the smaller district, whose memory the larger one's is compared with."""
    rounds: int = 1


FULL = Extent(100_000, 10_000)
QUICK = Extent(2000, 500)


@dataclass(frozen=True)
class Cost:
    """What one command took: seconds, seconds of processors (the database's with it), and MB at its peak."""

    wall_s: float
    processor_s: float
    peak_mb: float


@dataclass(frozen=True)
class Engine:
    """Where a district is kept, and the process that keeps it, if it is another."""

    name: str
    url: str
    pid: int | None = None


def run(*, quick: bool) -> Results:
    """Run it; about five minutes unless `quick`. Leaves PostgreSQL out where there is none."""
    return measure(QUICK if quick else FULL)


def measure(extent: Extent) -> Results:
    """The same to this extent."""
    results = Results("roster")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with step("Two days of two districts"):
            large, small = files.make(folder, extent.students), files.make(folder, extent.fewer)
        results.ratio("people", large.people)
        results.ratio("enrollments", large.enrollments)
        for engine in (SQLITE, POSTGRESQL):
            found: dict[str, list[Cost]] = {}
            for turn in range(extent.rounds):
                for students, exports in ((extent.students, large), (extent.fewer, small)):
                    _measure(engine, students, exports, folder / f"{engine}-{students}-{turn}", found)
            if found:
                _tell(results, engine, found, extent)
    return results


def _measure(engine: str, students: int, exports: Files, home: Path, found: dict[str, list[Cost]]) -> None:
    """Every command on a district of its own, one after another."""
    home.mkdir()
    with _engine(engine, home / "bare.db") as bare:
        if bare is None:
            return
        load = (sys.executable, "-m", "benchmarks.roster.bare", exports.first, bare.url)
        _add(found, f"{BARE}, {students:,}", bare, load)
    with _engine(engine, home / "unused.db") as kept:
        assert kept is not None  # noqa: S101  it was there before
        data = _district(home / "data", kept)
        days = {FIRST: exports.first, CHANGED: exports.changed, UNCHANGED: exports.changed}
        for case, export in days.items():
            command = (HARMONY, "roster", "import", export, "--data", data)
            _add(found, f"{case}, {students:,}", kept, command)


def _add(found: dict[str, list[Cost]], case: str, engine: Engine, command: Sequence[str | Path]) -> None:
    with step(f"{engine.name}, {case}"):
        found.setdefault(case, []).append(cost(command, engine.pid))


def cost(command: Sequence[str | Path], database: int | None = None) -> Cost:
    """What a command takes; raises SystemExit if it fails."""
    before, started = _processor_s(database), time.monotonic()
    # A process of its own starts it: a child begins with the peak of whoever it was forked from.
    starter = (sys.executable, "-I", "-S", "-c", _STARTER, *map(str, command))
    done = subprocess.run(starter, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    wall = time.monotonic() - started
    if done.returncode:
        raise SystemExit(f"{command} ended with {done.returncode}")
    own, peak_kb = map(float, done.stdout.split())
    return Cost(wall, own + _processor_s(database) - before, peak_kb / 1024)


_STARTER = """
import resource, subprocess, sys
ended = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(ended)
"""


def _processor_s(pid: int | None) -> float:
    return processor.seconds(pid) if pid else 0.0


@contextmanager
def _engine(name: str, file: Path) -> Iterator[Engine | None]:
    """An empty database; None where there is no PostgreSQL."""
    if name == SQLITE:
        yield Engine(name, str(file))
        return
    programs = postgresql.ensure()
    if programs is None:
        yield None
        return
    server = PostgreSQL(programs, settings=DURABLE, in_memory=False)
    server.start()
    try:
        with server.database() as url:
            yield Engine(name, url, server.pid)
    finally:
        server.stop()


def _district(data: Path, engine: Engine) -> Path:
    harmony("init", "--name", "Bench", "--url", "https://portal.example", "--data", data)
    if engine.pid:
        settings = data / config.FILE
        text = f'{settings.read_text("utf-8")}\n[server]\ndatabase_url = "{engine.url}"\n'
        settings.write_text(text, "utf-8")
    return data


def _tell(results: Results, engine: str, found: dict[str, list[Cost]], extent: Extent) -> None:
    for case, costs in found.items():
        what, _, students = case.partition(", ")
        where = f"{engine}, {students}"
        results.rows += [
            Row.of(what, where, TIME, "s", [each.wall_s for each in costs]),
            Row.of(what, where, PROCESSOR, "s", [each.processor_s for each in costs]),
            Row.of(what, where, MEMORY, "MB", [each.peak_mb for each in costs]),
        ]
    large, small = (f"{engine}, {each:,}" for each in (extent.students, extent.fewer))
    for name, (one, other) in GOALS.items():
        for metric in (TIME, PROCESSOR):
            ratio = results.find(one, large, metric).median / results.find(other, large, metric).median
            results.ratio(f"{name}, {metric}, {engine}", ratio)
    memory = results.find(FIRST, large, MEMORY).median / results.find(FIRST, small, MEMORY).median
    results.ratio(f"{MEMORY} of {extent.students:,} / {extent.fewer:,} students, {engine}", memory)
