"""A district of two thousand, made by the commands an administrator uses: roster, badges, passwords."""

from __future__ import annotations

import csv
import time
from dataclasses import dataclass
from pathlib import Path

from harmony_server.accounts import passwords
from harmony_server.settings import config
from harmony_server.store import open_store
from tests.running import harmony

STUDENTS = 2000
WITH_PASSWORD = 200
PASSWORD = "three-slow-otters"  # noqa: S105  of invented people


@dataclass(frozen=True)
class District:
    """A data folder, and what opens its door."""

    data: Path
    badges: tuple[str, ...]
    """Of every student, as the number in the code."""
    usernames: tuple[str, ...]
    """Of those who have `PASSWORD`."""


def make(folder: Path, port: int, students: int, database_url: str = "") -> District:
    """Make it in an empty folder, for a server on a port; in a file of its own, or in an empty database."""
    data, roster, exported = folder / "data", folder / "roster.zip", folder / "badges.csv"
    harmony("init", "--name", "Bench", "--url", f"http://localhost:{port}", "--data", data)
    if database_url:
        settings = data / config.FILE
        settings.write_text(
            f'{settings.read_text("utf-8")}\n[server]\ndatabase_url = "{database_url}"\n', "utf-8"
        )
    harmony("demo", "--out", roster, "--students", str(students))
    harmony("roster", "import", roster, "--data", data)
    harmony("badge", "export", "--all", "--out", exported, "--data", data)
    with exported.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    usernames = tuple(row["student_id"] for row in rows[:WITH_PASSWORD])
    _set_passwords(data, usernames)
    return District(data, tuple(row["badge"] for row in rows), usernames)


def _set_passwords(data: Path, usernames: tuple[str, ...]) -> None:
    """One for all of them, hashed once: to check it costs as much as if each had been hashed."""
    hashed = passwords.hash_password(PASSWORD)
    store = open_store(config.load(data))
    try:
        for username in usernames:
            with store.begin() as tx:
                known = tx.people.by_username(username)
                if known is not None:
                    passwords.set_password(tx, known.person.id, hashed, time.time())
    finally:
        store.close()
