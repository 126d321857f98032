"""What may not stand in any committed file, and what must."""

from __future__ import annotations

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REGISTRIES = re.compile(
    rb"py" rb"pi\.org|python" rb"hosted\.org|registry\." rb"npmjs|deb\." rb"debian\.org|yarn" rb"pkg\.com"
)
SOURCES = (".py", ".mjs", ".js", ".ts", ".c", ".h", ".cpp", ".css", ".html")
WRITTEN_BY = "Written by `python3 build.py"
MACHINE_PATHS = re.compile(rb"(?<![\w.])/(?:root|home/\w+)/")


def committed_files() -> list[Path]:
    """Every file git tracks, or would if it were added."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_registry_is_named() -> None:
    """Locks carry hashes; where packages come from is the machine's own setting."""
    guilty = [path for path in committed_files() if REGISTRIES.search(path.read_bytes())]
    assert guilty == []


def test_no_path_of_one_machine_is_named() -> None:
    """Nothing depends on where somebody keeps the project."""
    guilty = [path for path in committed_files() if MACHINE_PATHS.search(path.read_bytes())]
    assert guilty == []


def test_every_locked_package_has_a_hash() -> None:
    """A package that changes behind its version is not installed."""
    for lock in (ROOT / "locks").glob("*.txt"):
        for block in re.split(r"\n(?=\S)", lock.read_text("utf-8")):
            if "==" in block.splitlines()[0]:
                assert "--hash=sha256:" in block, block.splitlines()[0]


@pytest.mark.parametrize("lock", sorted((ROOT / "locks").glob("*.txt")), ids=lambda path: path.name)
def test_locks_hold_no_options(lock: Path) -> None:
    """A lock says what, never from where."""
    options = [line for line in lock.read_text("utf-8").splitlines() if re.match(r"\s*--(?!hash=)", line)]
    assert options == []


def test_no_folder_of_tests_is_left_out(pytestconfig: pytest.Config) -> None:
    """Pytest passes by folders of certain names, without a word."""
    left_out = pytestconfig.getini("norecursedirs")
    tests = [path.relative_to(ROOT) for path in committed_files() if path.is_relative_to(ROOT / "tests")]
    folders = {folder.name for path in tests for folder in path.parents}
    assert len(folders) > 10
    assert [name for name in folders for pattern in left_out if fnmatch(name, pattern)] == []


def test_files_stay_small() -> None:
    """A source file fits into a head: 250 lines, a little more for tables of data.

    What is written by a command is not read but looked up in.
    """
    sources = [path for path in committed_files() if path.suffix in SOURCES]
    texts = {path.name: path.read_text("utf-8") for path in sources}
    written = {name for name, text in texts.items() if WRITTEN_BY in text.partition("\n")[0]}
    assert written <= {"api.d.ts", "operations.py"}
    long = {name: count for name, text in texts.items() if (count := len(text.splitlines())) > 270}
    assert long.keys() <= written
