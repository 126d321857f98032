"""The whole bench of signing in to apps: the portal and npm's oidc-provider on each store, in turns."""

from __future__ import annotations

import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.results import Results, Row
from benchmarks.server import contenders, district, load
from benchmarks.server.contenders import OURS, RIVAL, Running
from benchmarks.server.district import District
from benchmarks.server.run import (
    POSTGRESQL,
    SQLITE,
    WARM_UP,
    Measured,
    durable_postgresql,
    figures,
    settle,
    spent,
)
from benchmarks.sso import flows
from build_steps import npm
from build_steps.paths import ROOT
from build_steps.progress import step
from harmony_server.settings import config
from tests.postgresql import PostgreSQL
from tests.running import free_port

FLOW = "code flow"
AT_ONCE = 8
RIVAL_SCRIPT = Path(__file__).parent / "rival" / "server.mjs"
RIVALS_NODE = 22
"""What oidc-provider asks for, and what has SQLite in it."""
APP = f"""
[[app]]
id = "{flows.CLIENT}"
name = "Bench"
[app.who]
everyone = true
[app.oidc]
client_secret_file = "secrets/bench"
redirect_uris = ["{flows.CALLBACK}"]
"""


@dataclass(frozen=True)
class Extent:
    """How much is run."""

    turns: int
    workers: tuple[int, ...]
    rounds: int
    students: int = district.STUDENTS
    warm_up: int = WARM_UP
    """Flows for each worker."""
    sessions: int = 400
    """Signed in before anything is measured: so many that none of them looks like a loop."""
    engines: tuple[str, ...] = (SQLITE, POSTGRESQL)


FULL = Extent(600, (1, 2, 4), 3)
QUICK = Extent(200, (1,), 1)


@dataclass(frozen=True)
class Contender:
    """A provider on one store, and the process of its database, if it has one."""

    name: str
    case: str
    start: Callable[[], AbstractContextManager[Running]]
    workers: int
    database: int | None = None


def run(*, quick: bool) -> Results:
    """Run both in turns; about 8 minutes unless `quick`. Raises SystemExit without PostgreSQL."""
    return measure(QUICK if quick else FULL)


def measure(extent: Extent) -> Results:
    """The same to this extent."""
    results = Results("sso")
    found: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    npm.ensure()
    with tempfile.TemporaryDirectory() as folder, durable_postgresql() as database:
        all_contenders = list(_contenders(Path(folder), database, extent))
        for turn in range(extent.rounds):
            for contender in all_contenders:
                with step(f"{contender.name}, {contender.case}, {turn + 1} of {extent.rounds}"):
                    found[contender.name, contender.case].append(_measure(contender, extent))
    for (who, case), rounds in found.items():
        for (metric, unit), values in figures(rounds).items():
            results.rows.append(Row.of(who, case, metric, unit, values))
    _compare(results, list(dict.fromkeys(case for _, case in found)))
    return results


def _contenders(folder: Path, database: PostgreSQL, extent: Extent) -> Iterator[Contender]:
    """Both of them beside each other, store by store."""
    for engine in extent.engines:
        home = folder / engine
        home.mkdir()
        port = free_port()
        address = database.url(database.new_database()) if engine == POSTGRESQL else ""
        with step(f"A district on {engine}"):
            made = _with_app(district.make(home, port, extent.students, address))
            if address:
                settle(address)
        for workers in extent.workers:
            case = f"{FLOW}, {engine}, {workers} worker{'s' * (workers > 1)}"
            kept = database.url(database.new_database()) if address else str(home / f"rival-{workers}.db")
            pid = database.pid if address else None
            yield Contender(OURS, case, partial(_ours, made, port, workers, extent.sessions), workers, pid)
            yield Contender(RIVAL, case, partial(rival, kept, workers, extent.sessions), workers, pid)


def _with_app(made: District) -> District:
    settings = config.load(made.data)
    with settings.apps.open("a", encoding="utf-8") as file:
        file.write(APP)
    secrets = made.data / "secrets"
    secrets.mkdir(exist_ok=True)
    (secrets / "bench").write_text(flows.SECRET, "utf-8")
    return made


@contextmanager
def _ours(made: District, port: int, workers: int, sessions: int) -> Iterator[Running]:
    with contenders.ours(made, port, workers) as running:
        cookies = flows.with_badges(port, made.badges, sessions)
        yield Running(running.pid, port, {FLOW: flows.flow(flows.OURS, cookies)})


@contextmanager
def rival(store: str, workers: int, sessions: int) -> Iterator[Running]:
    """Npm's oidc-provider over a file of SQLite's, or an address of PostgreSQL's."""
    port = free_port()
    command = [str(part) for part in (npm.node(RIVALS_NODE), RIVAL_SCRIPT, store, port, workers)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            if not process.stdout or process.stdout.readline().strip() != b"ready":
                raise SystemExit("oidc-provider did not start.")
            yield Running(
                process.pid, port, {FLOW: flows.flow(flows.RIVAL, flows.by_redirects(port, sessions))}
            )
        finally:
            process.terminate()


def _measure(contender: Contender, extent: Extent) -> Measured:
    with contender.start() as running:
        scenario = running.scenarios[FLOW]
        load.put(running.port, scenario, at_once=2 * AT_ONCE, turns=extent.warm_up * contender.workers)
        before = spent(running.pid, contender.database)
        done = load.put(running.port, scenario, at_once=AT_ONCE, turns=extent.turns)
        after = spent(running.pid, contender.database)
    return Measured(done, after[0] - before[0], after[1] - before[1])


def _compare(results: Results, cases: list[str]) -> None:
    for case in cases:
        rate, server, database = (
            [results.find(who, case, metric).median for who in (OURS, RIVAL)]
            for metric in ("turns a second", "server", "database")
        )
        results.ratio(f"{case}: rate over {RIVAL}'s", rate[0] / rate[1])
        processor = [both[0] + both[1] for both in zip(server, database, strict=True)]
        if processor[1]:  # a few flows may take less than the system counts in
            results.ratio(f"{case}: processor time over {RIVAL}'s", processor[0] / processor[1])
