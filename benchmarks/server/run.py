"""The whole server bench: each contender under each load, in turns."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psycopg

from benchmarks.results import Results, Row, percentile
from benchmarks.server import beside, contenders, district, load, processor
from benchmarks.server.contenders import FLOOR, OURS, RIVAL, Running
from benchmarks.server.district import District
from build_steps import npm, postgresql
from build_steps.progress import Step, step
from tests.postgresql import PostgreSQL
from tests.running import free_port

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
BADGE, PASSWORD = "badge sign-in", "password sign-in"
DURABLE = ("listen_addresses=127.0.0.1", "max_connections=300", "log_min_messages=fatal")
"""PostgreSQL as it comes: what is committed is on the disk."""
WARM_UP = 150
"""Turns for each worker: PostgreSQL plans a statement ten times on each connection, then keeps the plan."""


@dataclass(frozen=True)
class Extent:
    """How much is run."""

    turns: int
    password_turns: int
    at_once: tuple[int, ...]
    workers: tuple[int, ...]
    rounds: int
    students: int = district.STUDENTS
    roster: int = 100_000
    """Students of the roster that is read beside sign-ins; 0 leaves this out."""


FULL = Extent(600, 120, (10, 50, 200), (1, 2, 4), 3)
QUICK = Extent(300, 20, (10,), (1,), 1, roster=4000)


@dataclass(frozen=True)
class Contender:
    """A server to load, and the process of its database, if it has one."""

    name: str
    case: str
    start: Callable[[], AbstractContextManager[Running]]
    database: int | None = None
    district: District | None = None
    """Whose sign-ins are measured beside heavy work, too."""
    workers: int = 1


@dataclass(frozen=True)
class Measured:
    """One load of one server."""

    load: load.Load
    server_s: float
    database_s: float


def run(*, quick: bool) -> Results:
    """Run every contender in turns; about 15 minutes unless `quick`. Raises SystemExit without PostgreSQL."""
    return measure(QUICK if quick else FULL)


def measure(extent: Extent) -> Results:
    """The same to this extent."""
    results = Results("server")
    found: dict[tuple[str, str, str], list[Measured]] = defaultdict(list)
    npm.ensure()
    with tempfile.TemporaryDirectory() as folder, durable_postgresql() as database:
        all_contenders = list(_contenders(Path(folder), database, extent))
        for turn in range(extent.rounds):
            for contender in all_contenders:
                with step(f"{contender.name}, {contender.case}, {turn + 1} of {extent.rounds}") as current:
                    _measure(contender, extent, found, current)
        _tell(found, results)
        _compare(results, extent)
        for contender in all_contenders if extent.roster else ():
            _measure_beside(contender, extent, results)
    return results


def _measure_beside(contender: Contender, extent: Extent, results: Results) -> None:
    if contender.district is None:
        return
    with (
        step(f"{contender.name}, {contender.case}, beside heavy work") as current,
        contender.start() as running,
    ):
        load.put(running.port, running.scenarios[BADGE], at_once=8, turns=WARM_UP)
        beside.measure(
            contender.district, running, contender.case, results, students=extent.roster, current=current
        )


@contextmanager
def durable_postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL that commits to the disk; raises SystemExit where there is none."""
    programs = postgresql.ensure()
    if programs is None:
        raise SystemExit("This bench compares the engines, so it needs PostgreSQL.")
    server = PostgreSQL(programs, settings=DURABLE, in_memory=False)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _contenders(folder: Path, database: PostgreSQL, extent: Extent) -> Iterator[Contender]:
    yield from _on_sqlite(folder, extent.students)
    for workers in extent.workers:
        yield from _on_postgresql(folder, database, workers, extent.students)
    yield Contender(RIVAL, "in memory", contenders.rival)


def _on_sqlite(folder: Path, students: int) -> Iterator[Contender]:
    port, home = free_port(), folder / "sqlite"
    home.mkdir()
    with step("A district on SQLite"):
        made = district.make(home, port, students)
    yield Contender(OURS, SQLITE, lambda: contenders.ours(made, port, 1), district=made)
    yield Contender(FLOOR, SQLITE, lambda: contenders.bare(str(home / "floor.db"), free_port(), 1))


def _on_postgresql(folder: Path, database: PostgreSQL, workers: int, students: int) -> Iterator[Contender]:
    case = f"{POSTGRESQL}, {workers} worker{'s' * (workers > 1)}"
    port, home = free_port(), folder / f"postgresql-{workers}"
    home.mkdir()
    address = database.url(database.new_database())
    with step(f"A district on {case}"):
        made = district.make(home, port, students, address)
        settle(address)
    floor = database.url(database.new_database())
    beside_work = made if workers == 1 else None
    yield Contender(
        OURS, case, lambda: contenders.ours(made, port, workers), database.pid, beside_work, workers
    )
    bare = partial(contenders.bare, floor, free_port(), workers)
    yield Contender(FLOOR, case, bare, database.pid, workers=workers)


def settle(address: str) -> None:
    """Have PostgreSQL look after its tables now, as it does by itself within minutes of an import."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def _measure(
    contender: Contender,
    extent: Extent,
    found: dict[tuple[str, str, str], list[Measured]],
    current: Step,
) -> None:
    with contender.start() as running:
        for name, scenario in running.scenarios.items():
            turns = extent.password_turns if name == PASSWORD else extent.turns
            warm_up = min(WARM_UP * contender.workers, turns)
            load.put(running.port, scenario, at_once=16, turns=warm_up)
            for at_once in extent.at_once:
                current.say(f"{name}, {at_once} at once")
                before = spent(running.pid, contender.database)
                done = load.put(running.port, scenario, at_once=at_once, turns=turns)
                server_s, database_s = (
                    now - then
                    for now, then in zip(spent(running.pid, contender.database), before, strict=True)
                )
                case = f"{name}, {contender.case}, {at_once} at once"
                found[contender.name, case, name].append(Measured(done, server_s, database_s))


def spent(server: int, database: int | None) -> tuple[float, float]:
    """Processor time of a server and of its database so far, in seconds."""
    return processor.seconds(server), processor.seconds(database) if database else 0


def _tell(found: dict[tuple[str, str, str], list[Measured]], results: Results) -> None:
    for (who, case, _), rounds in found.items():
        for (metric, unit), values in figures(rounds).items():
            results.rows.append(Row.of(who, case, metric, unit, values))


def figures(rounds: list[Measured]) -> dict[tuple[str, str], list[float]]:
    """Of each round: rate, waiting, processor time a turn, and how many turns came to nothing."""
    loads = [each.load for each in rounds]
    waits = {
        (f"p{percent}", "ms"): [percentile(one.ms, percent) for one in loads] for percent in (50, 95, 99)
    }
    return {
        ("turns a second", ""): [len(one.ms) / one.seconds for one in loads],
        **waits,
        ("server", "ms CPU"): [1000 * each.server_s / len(each.load.ms) for each in rounds],
        ("database", "ms CPU"): [1000 * each.database_s / len(each.load.ms) for each in rounds],
        ("not served", ""): [float(_not_served(one)) for one in loads],
    }


def _not_served(done: load.Load) -> int:
    return sum(count for status, count in done.statuses.items() if status not in {200, 201})


def _compare(results: Results, extent: Extent) -> None:
    cases = [SQLITE, *(f"{POSTGRESQL}, {n} worker{'s' * (n > 1)}" for n in extent.workers)]
    for case in cases:
        for at_once in extent.at_once:
            where = f"{BADGE}, {case}, {at_once} at once"
            rate = [results.find(who, where, "turns a second").median for who in (OURS, FLOOR)]
            server = [results.find(who, where, "server").median for who in (OURS, FLOOR)]
            results.ratio(f"{where}: rate over the floor's", rate[0] / rate[1])
            if server[1]:  # a few turns may take less than the system counts in
                results.ratio(f"{where}: server's processor time over the floor's", server[0] / server[1])
    for at_once in extent.at_once if {1, 2} <= set(extent.workers) else ():
        one, two = (
            results.find(OURS, f"{BADGE}, {POSTGRESQL}, {n}, {at_once} at once", "turns a second").median
            for n in ("1 worker", "2 workers")
        )
        results.ratio(f"{BADGE}, {POSTGRESQL}, {at_once} at once: rate of 2 workers over 1", two / one)
    for at_once in extent.at_once:
        ours = results.find(OURS, f"{BADGE}, {SQLITE}, {at_once} at once", "server").median
        rival = results.find(RIVAL, f"{BADGE}, in memory, {at_once} at once", "server").median
        results.ratio(f"{BADGE}, {at_once} at once: processor time over {RIVAL}'s login", ours / rival)
