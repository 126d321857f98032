"""How long a badge waits beside heavy work: guesses at passwords, printing, rosters.

One badge comes every `EVERY_S`, whether or not those before it are answered yet: who waits holds up nobody
who is measured.
"""

from __future__ import annotations

import multiprocessing
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from multiprocessing.synchronize import Event
from pathlib import Path

from benchmarks.results import Results, Row, percentile
from benchmarks.server import load
from benchmarks.server.contenders import OURS, SESSION, Running
from benchmarks.server.district import District
from benchmarks.server.load import Connection, Load, as_json
from build_steps.progress import Step
from tests.running import HARMONY, harmony

BADGE = "badge sign-in"
MARK = " beside "
"""Stands in the name of each case of these."""
EVERY_S = 0.025
QUIET_S = 10
GUESSES_AT_ONCE = 100
GUESSES = 300
"""Two at most for each account: more would be told to wait, and cost nothing."""

QUIET, STORM = "nothing", "100 wrong passwords at once"
SHEET, CHECK, IMPORT = "a school's badges printed", "a roster of {:,} checked", "a roster of {:,} imported"

Work = Callable[[], AbstractContextManager[Callable[[], bool]]]
"""Begins; what it gives says whether it still goes on."""


def measure(
    district: District, running: Running, engine: str, results: Results, *, students: int, current: Step
) -> None:
    """Measure it on one engine, with rosters of so many students, and put it among the results."""
    works = _works(district, running, students)
    found = {}
    for name, work in works.items():
        current.say(name)
        with work() as goes_on:
            found[name] = load.pace(running.port, running.scenarios[BADGE], EVERY_S, goes_on)
    _tell(found, engine, results)


def _works(district: District, running: Running, students: int) -> Mapping[str, Work]:
    roster, sheet = district.data.parent / "large.zip", district.data.parent / "badges.pdf"
    harmony("demo", "--out", roster, "--students", str(students))
    accepted = "--accept-removals", "--accept-new-people"
    return {
        QUIET: partial(_time, QUIET_S),
        STORM: partial(_guesses, district, running),
        SHEET: partial(_command, district, "badge", "print", "--school", "s-0", "--out", sheet),
        CHECK.format(students): partial(_command, district, "roster", "check", roster, *accepted),
        IMPORT.format(students): partial(_command, district, "roster", "import", roster, *accepted),
    }


@contextmanager
def _time(seconds: float) -> Iterator[Callable[[], bool]]:
    end = time.monotonic() + seconds
    yield lambda: time.monotonic() < end


@contextmanager
def _guesses(district: District, running: Running) -> Iterator[Callable[[], bool]]:
    """From a process of its own: what measures the badges has its interpreter to itself."""
    spawn = multiprocessing.get_context("spawn")
    begun = spawn.Event()
    storm = spawn.Process(target=_storm, args=(running.port, district.usernames, GUESSES, begun))
    storm.start()
    try:
        while not begun.wait(1) and storm.is_alive():
            pass
        yield storm.is_alive
    finally:
        storm.join()
    if storm.exitcode:
        raise SystemExit("The storm of guesses broke off.")


def _storm(port: int, usernames: Sequence[str], guesses: int, begun: Event) -> None:
    async def guess(connection: Connection, turn: int) -> int:
        body, headers = as_json({"username": usernames[turn % len(usernames)], "password": "no-such-otters"})
        return (await connection.ask("POST", SESSION, body, headers)).status

    begun.set()
    load.put(port, guess, at_once=GUESSES_AT_ONCE, turns=guesses)


@contextmanager
def _command(district: District, *arguments: str | Path) -> Iterator[Callable[[], bool]]:
    command = [HARMONY, *arguments, "--data", district.data]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        yield lambda: process.poll() is None
        said = process.stderr.read().decode() if process.stderr else ""
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, arguments))} was refused:\n{said}")


def _tell(found: Mapping[str, Load], engine: str, results: Results) -> None:
    usual = percentile(found[QUIET].ms, 50)
    for name, done in found.items():
        case = f"{BADGE}{MARK}{name}, {engine}"
        figures = {f"p{percent}": percentile(done.ms, percent) for percent in (50, 95, 99)}
        figures["longest delay"] = max(done.ms) - usual
        for metric, value in figures.items():
            results.rows.append(Row.of(OURS, case, metric, "ms", [value]))
        refused = sum(count for status, count in done.statuses.items() if status != 201)
        results.rows.append(Row.of(OURS, case, "not served", "", [float(refused)]))
    over = percentile(found[STORM].ms, 95) / percentile(found[QUIET].ms, 95)
    results.ratio(f"{BADGE}, {engine}: p95{MARK}{STORM} over its quiet p95", over)
