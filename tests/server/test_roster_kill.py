"""A process killed in the middle of an import, for real: the roster is the old one or the new one, whole."""

from __future__ import annotations

import csv
import io
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from harmony.model import ExternalKind
from harmony_server.settings.config import load
from harmony_server.store import Store, StoreUnavailable, open_store
from harmony_server.store.tables import enrollments
from harmony_server.store.versions import VERSION
from tests.running import HARMONY, harmony
from tests.server.engines import on_both_engines
from tests.unit.oneroster_files import EXPORT

pytestmark = on_both_engines

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
            people, classes, places = tx.roster.people(), tx.roster.classes(), tx.roster.enrollments()
            names = tx.external_ids.by_portal_id
            numbers = {
                portal_id: int(external_id[1:])
                for kind in (ExternalKind.PERSON, ExternalKind.CLASS)
                for portal_id, (external_id,) in names(kind).items()
            }
    finally:
        store.close()
    assert (len(people), len(classes), len(places)) == (PEOPLE, CLASSES, ENROLLMENTS)
    return (
        {person.given_name.split()[1] for person in people}
        | {each.title.split()[1] for each in classes}
        | {generation(numbers[each.class_id], numbers[each.person_id]) for each in places}
    )


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Last year's export and this year's."""
    folder = tmp_path_factory.mktemp("exports")
    return write_export(folder / "old.zip", "old"), write_export(folder / "new.zip", "new")


@pytest.fixture
def data(tmp_path: Path, new_database_url: str, exports: tuple[Path, Path]) -> Path:
    """A district that holds the old roster."""
    data = tmp_path / "data"
    harmony("init", "--name", "Maple", "--url", "https://portal.example", "--data", data)
    if new_database_url:
        settings = data / "district.toml"
        server = f'\n[server]\ndatabase_url = "{new_database_url}"\n'
        settings.write_text(settings.read_text("utf-8") + server, "utf-8")
    harmony("roster", "import", exports[0], "--data", data)
    return data


def ahead(store: Store) -> int:
    """How many enrollments are written that do not count yet."""
    with store.read() as tx:
        waiting = select(func.count()).select_from(enrollments).where(enrollments.c.since > VERSION)
        return int(tx.roster._connection.execute(waiting).scalar_one())


def is_importing(store: Store) -> bool:
    """Whether another process holds the right to import."""
    try:
        with store.importing():
            return False
    except StoreUnavailable:
        return True


def _started(data: Path, export: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [HARMONY, "roster", "import", export, "--data", data],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


MOMENTS: dict[str, Callable[[Store], bool]] = {
    "it reads": is_importing,
    "its first rows are written": lambda store: ahead(store) > 0,
    "half of its rows are written": lambda store: ahead(store) > ENROLLMENTS / 2,
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_import_leaves_the_old_roster_whole(
    data: Path, exports: tuple[Path, Path], moment: str
) -> None:
    """T-26: `kill -9` whenever it may be: nothing of it ever counts, and the next import succeeds."""
    store = open_store(load(data))
    deadline = time.monotonic() + WAIT_S
    try:
        importing = _started(data, exports[1])
        while not MOMENTS[moment](store):
            if importing.poll() == 1:  # told to wait: we had looked just then whether it imports
                importing = _started(data, exports[1])
            assert importing.poll() is None, "the import was over before it could be killed"
            assert time.monotonic() < deadline
        importing.send_signal(signal.SIGKILL)
        assert importing.wait() == -signal.SIGKILL
        while is_importing(store):  # until the database has noticed
            assert time.monotonic() < deadline
    finally:
        store.close()
    assert generations(data) == {"old"}
    harmony("roster", "import", exports[1], "--data", data)
    assert generations(data) == {"new"}
