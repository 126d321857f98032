"""The wheel comes out the same wherever and whenever it is built, and says what it is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest

from build_steps.paths import CACHE, LOCKS, NODE_MODULES, ROOT, WHEELS
from build_steps.zxing_wheel import RUNTIME

BUILD = """
import sys
from pathlib import Path
from build_steps import zxing_wheel
print(zxing_wheel.build(Path(sys.argv[1]), Path(sys.argv[2]), lambda _: None))
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the build needs, under a path of another length."""
    copy = tmp_path_factory.mktemp("a checkout somewhere else")
    for folder in (ROOT / "build_steps", LOCKS, WHEELS):
        shutil.copytree(folder, copy / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / NODE_MODULES.name / "pyodide").mkdir(parents=True)
    for name in (RUNTIME.name, "pyodide-lock.json"):
        shutil.copyfile(RUNTIME.with_name(name), copy / NODE_MODULES.name / "pyodide" / name)
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
    (library,) = cache.rglob("libzxing.so")
    compiled = library.stat().st_mtime_ns
    again = build(checkout, tmp_path / "out again", cache)
    assert again.read_bytes() == wheel.read_bytes()
    assert library.stat().st_mtime_ns == compiled


def test_what_the_wheel_says(wheel: Path) -> None:
    """Its name, tag and metadata are those of PyPI's package for the Pyodide that is shipped."""
    assert wheel.name == "zxing_cpp-3.1.1-py3-none-pyemscripten_2026_0_wasm32.whl"
    with zipfile.ZipFile(wheel) as archive:
        metadata = message_from_bytes(archive.read("zxing_cpp-3.1.1.dist-info/METADATA"))
        tags = message_from_bytes(archive.read("zxing_cpp-3.1.1.dist-info/WHEEL"))
    assert (metadata["Name"], metadata["Version"]) == ("zxing-cpp", "3.1.1")
    assert tags["Tag"] == "py3-none-pyemscripten_2026_0_wasm32"
