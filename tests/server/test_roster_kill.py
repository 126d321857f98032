"""A process killed in the middle of an import, for real: the roster is the old one or the new one, whole."""

from __future__ import annotations

import csv
import io
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from harmony.model import ExternalKind
from harmony_server.settings.config import load
from harmony_server.store import open_store
from tests.running import HARMONY, harmony
from tests.unit.oneroster_files import EXPORT

PEOPLE = 8000
CLASSES = 100
ENROLLMENTS = 24_000
WAIT_S = 60


def write_export(path: Path, year: str) -> Path:
    """An export of many students, who and whose classes have the generation in their names."""
    tables: dict[str, list[list[object]]] = {
        "classes.csv": [[f"c{n}", "", "", f"Class {year}", *[""] * 5, "maple", ""] for n in range(CLASSES)],
        "users.csv": [
            [f"u{n}", "", "", "true", "maple", "student", n, "", f"Given {year}", "Family", *[""] * 8]
            for n in range(PEOPLE)
        ],
        "enrollments.csv": [
            [n, "", "", f"c{class_of(n, year)}", "maple", f"u{n % PEOPLE}", "student", *[""] * 3]
            for n in range(ENROLLMENTS)
        ],
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in EXPORT.items():
            archive.writestr(name, as_csv(text.splitlines()[0], tables[name]) if name in tables else text)
    return path


def class_of(number: int, year: str) -> int:
    """The class of an enrollment: nobody is in the same one in both generations."""
    shift = number // PEOPLE + (ENROLLMENTS // PEOPLE if year == "new" else 0)
    return (number + shift) % CLASSES


def generation(class_number: int, person_number: int) -> str:
    """The one generation in which somebody is in a class."""
    return "old" if (class_number - person_number) % CLASSES < ENROLLMENTS / PEOPLE else "new"


def as_csv(header: str, rows: list[list[object]]) -> str:
    """Rows under a header."""
    out = io.StringIO()
    out.write(f"{header}\n")
    csv.writer(out).writerows(rows)
    return out.getvalue()


def generations(data: Path) -> set[str]:
    """What generations the stored roster is made of, after counting that it is whole."""
    store = open_store(load(data))
    try:
        with store.read() as tx:
            people, classes, enrollments = tx.roster.people(), tx.roster.classes(), tx.roster.enrollments()
            names = tx.external_ids.by_portal_id
            numbers = {
                portal_id: int(external_id[1:])
                for kind in (ExternalKind.PERSON, ExternalKind.CLASS)
                for portal_id, (external_id,) in names(kind).items()
            }
    finally:
        store.close()
    assert (len(people), len(classes), len(enrollments)) == (PEOPLE, CLASSES, ENROLLMENTS)
    return (
        {person.given_name.split()[1] for person in people}
        | {each.title.split()[1] for each in classes}
        | {generation(numbers[each.class_id], numbers[each.person_id]) for each in enrollments}
    )


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Last year's export and this year's."""
    folder = tmp_path_factory.mktemp("exports")
    return write_export(folder / "old.zip", "old"), write_export(folder / "new.zip", "new")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, exports: tuple[Path, Path]) -> Path:
    """A district that holds the old roster."""
    data = tmp_path_factory.mktemp("district") / "data"
    harmony("init", "--name", "Maple", "--url", "https://portal.example", "--data", data)
    harmony("roster", "import", exports[0], "--data", data)
    return data


def log_size(data: Path) -> int:
    """Bytes in SQLite's write-ahead log: it grows while a transaction is under way."""
    try:
        return (data / "harmony.db-wal").stat().st_size
    except FileNotFoundError:
        return 0


@pytest.mark.parametrize("written", [1, 500_000, 1_200_000])
def test_a_killed_import_leaves_the_old_roster_whole(
    data: Path, exports: tuple[Path, Path], written: int
) -> None:
    """T-26: `kill -9` once so many bytes of the transaction are on disk: nothing of it ever counts."""
    started = log_size(data)
    importing = subprocess.Popen(
        [HARMONY, "roster", "import", exports[1], "--data", data],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + WAIT_S
    while log_size(data) < started + written:
        assert importing.poll() is None, "the import was over before it could be killed"
        assert time.monotonic() < deadline
    importing.send_signal(signal.SIGKILL)
    assert importing.wait() == -signal.SIGKILL
    assert generations(data) == {"old"}


def test_after_a_killed_import_the_next_one_succeeds(data: Path, exports: tuple[Path, Path]) -> None:
    """A half-written transaction stands in nobody's way."""
    harmony("roster", "import", exports[1], "--data", data)
    assert generations(data) == {"new"}
