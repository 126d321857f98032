"""The wheel comes out the same wherever and whenever it is built, and says what it is."""

from __future__ import annotations

import base64
import csv
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from email import message_from_bytes
from importlib.metadata import version
from pathlib import Path

import pytest

from build_steps.decoder import compilation, sdist_backend
from build_steps.paths import CACHE, DECODER, LOCKS, NODE_MODULES, ROOT, WHEELS

VERSION = version("zxing-cpp")
DIST_INFO = f"zxing_cpp-{VERSION}.dist-info"

BUILD = """
import sys
from pathlib import Path
from build_steps.wheels import zxing_wheel
print(zxing_wheel.build(Path(sys.argv[1]), Path(sys.argv[2]), lambda _: None))
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the build needs, under a path of another length."""
    copy = tmp_path_factory.mktemp("a checkout somewhere else")
    for folder in (ROOT / "build_steps", DECODER, LOCKS, WHEELS):
        shutil.copytree(folder, copy / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / NODE_MODULES.name).symlink_to(NODE_MODULES)  # the optimizer; no part of what is built
    return copy


def build(checkout: Path, out: Path, cache: Path) -> Path:
    """Build the wheel in a process of its own, which knows nothing of this checkout."""
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    command = [sys.executable, "-c", BUILD, str(out), str(cache)]
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.splitlines()[-1])


def test_another_checkout_gives_the_same_bytes(wheel: Path, checkout: Path, tmp_path: Path) -> None:
    """Compiled and packed anew elsewhere it is the same wheel; a second build there compiles nothing."""
    cache = tmp_path / "another cache"
    (cache / "zxing").mkdir(parents=True)
    (sources,) = (CACHE / "zxing").glob("sources-*")
    (cache / "zxing" / sources.name).symlink_to(sources)  # fetched once is enough: hashes pin what it is
    first = build(checkout, tmp_path / "out", cache)
    assert first.name == wheel.name
    assert first.read_bytes() == wheel.read_bytes()
    (library,) = cache.rglob("plain.wasm")
    compiled = library.stat().st_mtime_ns
    again = build(checkout, tmp_path / "out again", cache)
    assert again.read_bytes() == wheel.read_bytes()
    assert library.stat().st_mtime_ns == compiled


def test_what_the_wheel_says(wheel: Path) -> None:
    """Its name and version are those of the package that stands for it on CPython; any Pyodide takes it."""
    assert wheel.name == f"zxing_cpp-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        metadata = message_from_bytes(archive.read(f"{DIST_INFO}/METADATA"))
        tags = message_from_bytes(archive.read(f"{DIST_INFO}/WHEEL"))
        assert b"Apache License" in archive.read(f"{DIST_INFO}/licenses/LICENSE")
    assert (metadata["Name"], metadata["Version"]) == ("zxing-cpp", VERSION)
    assert tags["Tag"] == "py3-none-any"


def test_every_file_is_recorded_and_stored(wheel: Path) -> None:
    """RECORD names every file with its hash and size, and none is compressed or dated."""
    with zipfile.ZipFile(wheel) as archive:
        recorded = {
            row[0]: row[1:] for row in csv.reader(archive.read(f"{DIST_INFO}/RECORD").decode().splitlines())
        }
        assert recorded.pop(f"{DIST_INFO}/RECORD") == ["", ""]
        files = {entry.filename: entry for entry in archive.infolist()}
        for name, (digest, size) in recorded.items():
            content = archive.read(name)
            own = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
            assert (digest, size) == (f"sha256={own}", str(len(content)))
    assert set(files) == {*recorded, f"{DIST_INFO}/RECORD"}
    assert {entry.compress_type for entry in files.values()} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in files.values()} == {(1980, 1, 1, 0, 0, 0)}


def test_version_header() -> None:
    """Version.h.in is filled in as CMake would: named switches on, others off, the version in parts."""
    template = (
        "#cmakedefine READERS\n#cmakedefine WRITERS\n#cmakedefine01 QRCODE\n#cmakedefine01 AZTEC\n"
        "#define STR "
        "@PROJECT_VERSION_MAJOR@.@PROJECT_VERSION_MINOR@.@PROJECT_VERSION_PATCH@@ZXING_VERSION_SUFFIX@"
    )
    assert compilation.version_header(template, "3.1.4", ["READERS", "QRCODE"]) == (
        "#define READERS\n/* #undef WRITERS */\n#define QRCODE 1\n#define AZTEC 0\n#define STR 3.1.4"
    )


def test_backend_repeats_the_metadata(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The backend that pip is given for a download writes down what the sdist says, and builds nothing."""
    stated = b"Metadata-Version: 2.4\nName: some-package\nVersion: 1.2\n\nAbout it.\n"
    (tmp_path / "PKG-INFO").write_bytes(stated)
    monkeypatch.chdir(tmp_path)
    folder = sdist_backend.prepare_metadata_for_build_wheel(str(tmp_path))
    assert folder == "some_package-1.2.dist-info"
    assert (tmp_path / folder / "METADATA").read_bytes() == stated
    with pytest.raises(SystemExit, match="never built"):
        sdist_backend.build_wheel(str(tmp_path))
