"""A school's badges as one file, which a process of its own writes page by page.

Nobody at the door shares a thread or an interpreter with the drawing. The file stands in the data folder, its
owner's alone, until it is fetched and removed, a day at most. Stopping keeps the pages that are there.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from harmony.people.ids import new_id
from harmony_server.accounts.refusals import AccessRefused, OutOfReach
from harmony_server.badges.keys import Rng
from harmony_server.staff.choosing import Choice
from harmony_server.staff.reach import Asker
from harmony_server.store import PrintJob, Store, Transaction

FOLDER = "prints"
KEEP_S = 24 * 3600
"""How long the file is kept that nobody removes."""
LOST_AFTER_S = 60
"""After so long without a word from its process a print has failed."""
AT_ONCE = 2
"""Prints that run at a time: each takes a processor."""
RETRY_S = 30


class State(StrEnum):
    """How far a print is."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True)
class Printing:
    """What is printed, and how."""

    choice: Choice
    layout: str
    start: int = 1
    nudge: tuple[float, float] = (0, 0)
    name_in_front: bool = False
    name_on_back: bool = False
    lines: bool = True
    cover: bool = False
    alignment: bool = False
    only_without: bool = False
    title: str = ""


def begin(store: Store, asker: Asker, printing: Printing, total: int, *, now: float, rng: Rng) -> PrintJob:
    """Record a print; `run` makes it. Raises AccessRefused (`unavailable`) while others run."""
    wanted = json.dumps(asdict(printing))
    job = PrintJob(new_id(rng), asker.id, wanted, State.RUNNING, total, 0, 0, now, now, stop=False)

    def add(tx: Transaction) -> None:
        if tx.print_jobs.count_running(state=State.RUNNING, seen_since=now - LOST_AFTER_S) >= AT_ONCE:
            raise AccessRefused("unavailable", retry_after_s=RETRY_S)
        tx.print_jobs.add(job)

    store.write(add)
    return job


def run(data: Path, job: PrintJob) -> None:
    """Have a process of its own make the print; it goes on whatever becomes of this one."""
    command = [sys.executable, "-m", "harmony_server.staff.print_worker", str(data.absolute()), job.id]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603  our own program, and an id of our own
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    threading.Thread(target=process.wait, daemon=True).start()  # or it would lie about when it has ended


def one_of(tx: Transaction, asker: Asker, job_id: str, *, now: float) -> PrintJob:
    """A print of one's own as it is now; raises OutOfReach."""
    job = tx.print_jobs.get(job_id)
    if job is None or job.by_id != asker.id:
        raise OutOfReach
    if job.state == State.RUNNING and now - job.seen_at > LOST_AFTER_S:
        return PrintJob(**{**job.__dict__, "state": State.FAILED.value})
    return job


def stop(store: Store, data: Path, asker: Asker, job_id: str, *, now: float) -> None:
    """Stop a print that runs, or remove one that is done. Raises OutOfReach."""

    def mark(tx: Transaction) -> PrintJob:
        job = one_of(tx, asker, job_id, now=now)
        if job.state == State.RUNNING:
            tx.print_jobs.update(job_id, stop=True)
        else:
            tx.print_jobs.forget(job_id)
        return job

    if store.write(mark).state != State.RUNNING:
        file_of(data, job_id).unlink(missing_ok=True)


def file_of(data: Path, job_id: str) -> Path:
    """Where the file of a print stands."""
    return data / FOLDER / f"{job_id}.pdf"


def printing_of(job: PrintJob) -> Printing:
    """What a print is to be."""
    wanted = json.loads(job.wanted)
    choice = wanted.pop("choice")
    students = choice.pop("students")
    wanted["nudge"] = tuple(wanted["nudge"])
    return Printing(Choice(None if students is None else tuple(students), **choice), **wanted)


def forget_old(store: Store, data: Path, *, now: float) -> None:
    """Remove files and records of prints that are older than they are kept."""
    with store.read() as tx:
        old = tx.print_jobs.begun_before(now - KEEP_S)
    for job_id in old:
        file_of(data, job_id).unlink(missing_ok=True)
        store.write(lambda tx, which=job_id: tx.print_jobs.forget(which))  # type: ignore[misc]
