"""The built site: the same bytes each time, wherever it is built, and nothing in it that should not be."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_steps.site import headers
from tests.architecture.test_tree import committed_files

ROOT = Path(__file__).parents[2]


def files(site: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


def test_two_builds_are_the_same(dist: Path, tmp_path: Path) -> None:
    """A build in another folder gives the same bytes.

    All is made anew but what is kept by the hash of its content, the decoder, which has such a test of its
    own, and the profiling run: on a busy machine one may see a function run that another did not.
    """
    copy = tmp_path / "elsewhere"
    for path in committed_files():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    for shared in (".venv", "node_modules"):
        (copy / shared).symlink_to(ROOT / shared)
    for kept in ("zxing", "decoder", "wheels-pypi", "compressed", "runtime-profiling-run"):
        if (ROOT / ".cache" / kept).exists():  # no profiling run is kept where there was no browser yet
            shutil.copytree(ROOT / ".cache" / kept, copy / ".cache" / kept)
    subprocess.run(
        [sys.executable, "-m", "build_steps", "build"],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        check=True,
        capture_output=True,
    )
    first, second = files(dist), files(copy / "dist")
    assert sorted(first) == sorted(second)
    assert [name for name, content in first.items() if second[name] != content] == []


@pytest.mark.parametrize("suffix", [".br", ".gz"])
def test_large_files_travel_compressed(dist: Path, suffix: str) -> None:
    """The runtime, the scripts and the pages each have both compressed forms beside them."""
    for pattern in ("index.html", "es/index.html", "assets/*.mjs", "assets/*.css", "runtime/*/*.wasm"):
        found = list(dist.glob(pattern))
        assert found
        for path in found:
            assert path.with_name(path.name + suffix).stat().st_size < path.stat().st_size


def test_no_page_names_another_origin(dist: Path) -> None:
    """Nothing in a page, a style or a script of ours loads from anywhere else."""
    own = [*dist.glob("*.html"), *dist.glob("es/*.html"), *dist.glob("assets/*")]
    for path in own:
        if path.suffix in (".html", ".css", ".mjs"):
            text = path.read_text("utf-8")
            loads = re.findall(r"(?:src|href)=\"(https?://[^\"]+)\"|url\((https?://[^)]+)\)", text)
            assert loads == [], path.name


def test_every_page_may_be_asked_for_anew(dist: Path) -> None:
    """No page is kept by a browser without asking; what has its hash in its name is kept for good."""
    text = (dist / "_headers").read_text("utf-8")
    rules = dict(re.findall(r"^(/\S*)\n((?:  .+\n)+)", text, re.MULTILINE))
    assert "no-cache" in rules["/"]
    assert "no-cache" in rules["/es/"]
    assert "no-cache" in rules["/family/"]
    assert "immutable" in rules["/assets/*"]
    assert set(headers.EVERYWHERE) <= set(re.findall(r"^  ([\w-]+):", rules["/*"], re.MULTILINE))
