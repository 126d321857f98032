"""A PostgreSQL of the tests' own: a folder, a socket and a port that nobody else has, ended with the run."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL

from tests.running import free_port

USER = "harmony"
READY_WITHIN_S = 60
MEMORY_BYTES = 1024**3
SETTINGS = (
    # What a machine's power failure would cost is not what these tests are about; a killed process is.
    "fsync=off",
    "full_page_writes=off",
    "listen_addresses=127.0.0.1",
    "max_connections=100",
    "shared_buffers=32MB",
    "autovacuum_naptime=1h",
    "log_min_messages=fatal",
    "deadlock_timeout=20ms",
)


@dataclass
class PostgreSQL:
    """A server that ends with the process which started it, whatever becomes of that."""

    programs: Path
    settings: Sequence[str] = SETTINGS
    in_memory: bool = True
    folder: Path = field(init=False)
    port: int = field(init=False)
    _names = count(1)

    def __post_init__(self) -> None:
        # Where an unprivileged user may go: pytest's own folders are root's alone, if it is root's.
        self.folder = Path(
            tempfile.mkdtemp(prefix="harmony-postgresql-", dir=_in_memory() if self.in_memory else None)
        )
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody")
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        options = ("--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={USER}")
        making = self._run("initdb", "-D", self.folder / "data", *options)
        assert making.wait(timeout=READY_WITHIN_S) == 0, self._said()

    @property
    def pid(self) -> int:
        """The process id of the server, under which all others are."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = [f"-c{setting}" for setting in (*self.settings, f"unix_socket_directories={self.folder}")]
        self._process = self._run("postgres", "-D", self.folder / "data", f"-p{self.port}", *options)
        deadline = time.monotonic() + READY_WITHIN_S
        while not self._answers():
            assert self._process.poll() is None, self._said()
            assert time.monotonic() < deadline, self._said()
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a failing machine would: at once, with nothing written that was not yet."""
        children = _children(self.pid)
        for pid in (self.pid, *children):
            with suppress(ProcessLookupError):  # a worker that came to its end meanwhile
                os.kill(pid, signal.SIGKILL)
        assert self._process is not None
        self._process.wait()
        deadline = time.monotonic() + READY_WITHIN_S
        while any(map(_runs, children)):  # they hold the shared memory
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def stop(self) -> None:
        """End it, and take its folder away."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)  # "fast": connections are ended
        self._process.wait(timeout=60)
        shutil.rmtree(self.folder)

    def url(self, database: str = "postgres") -> str:
        """The address of a database, as a district writes it in its settings."""
        address = URL.create("postgresql", USER, host="127.0.0.1", port=self.port, database=database)
        return address.render_as_string(hide_password=False)

    def new_database(self, template: str = "template0") -> str:
        """The name of a new database: empty, or a copy of another that nobody is connected to."""
        name = f"district_{next(self._names)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The address of a new database, which is there for as long as the block runs."""
        name = self.new_database(template)
        yield self.url(name)
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _execute(self, command: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(command.encode())

    def _run(self, program: str, *arguments: str | Path) -> subprocess.Popen[bytes]:
        """Run one of its programs as nobody in particular, as it insists, and no longer than we run."""
        nobody: dict[str, Any] = {"user": "nobody", "group": "nogroup", "extra_groups": ()}
        with (self.folder / "log").open("ab") as log:
            process: subprocess.Popen[bytes] = subprocess.Popen(
                ["setpriv", "--pdeathsig=INT", self.programs / program, *arguments],
                cwd="/",
                stdout=log,
                stderr=log,
                **nobody if os.geteuid() == 0 else {},
            )
        return process

    def _said(self) -> str:
        return (self.folder / "log").read_text("utf-8")

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url(), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True


def _in_memory() -> Path | None:
    """A folder that no disk is waited for, if there is room for some dozen databases."""
    memory = Path("/dev/shm")  # noqa: S108  below it the folder has a name that nobody can guess
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > MEMORY_BYTES else None


def _children(pid: int) -> Sequence[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    return [int(child) for child in listed.split()]


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
