"""Two versions of one site, and what its service worker keeps of them."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from pathlib import Path

import brotli

import pyodide_runtime
from build_steps import site as making
from build_steps.site import report

OLD_WORDS, NEW_WORDS = "Hello! Come in.", "Hello! Walk in."
"""The heading of the first page, before and after; of one length, so that nothing else has to change."""


def shell_of(site: Path, *languages: str) -> list[str]:
    """The addresses of pages, styles, scripts and drawings that the service worker keeps for some readers."""
    read = (None, *(languages or ("en",)))
    groups = [_languages(site, group) for group in ("pages", "assets", "late")]
    return [path for group in groups for path, language in group.items() if language in read or path == "/"]


def program_of(site: Path) -> list[str]:
    """The addresses of all that is kept once Python scans frames: the runtime and the decoder."""
    return _listed(site, "programs")


def later_of(site: Path) -> list[str]:
    """The addresses of what is kept only after somebody scanned: the cold half of a split runtime."""
    return _listed(site, "deferred")


def newer_site(site: Path, folder: Path) -> Path:
    """The next version of a site: other words on its first page, and the service worker that goes with it."""
    newer = Path(shutil.copytree(site, folder / "newer"))
    page, script = newer / "index.html", newer / "service-worker.js"
    before = _sha256(page)
    _replace(page, OLD_WORDS, NEW_WORDS)
    _replace(script, before, _sha256(page))
    version = re.search(r'version:"(\w+)"', script.read_text("utf-8"))
    assert version
    _replace(script, version[1], "newer")
    return newer


def newer_site_with_another_runtime(site: Path, folder: Path) -> Path:
    """The next version of a site, made by the build with a runtime of another kind and so of another name."""
    before = json.loads((site / report.NAME).read_text("utf-8"))["runtime"]
    made = making.build_artifacts()
    stage = making.stage(made)
    python = pyodide_runtime.build(made.wheels, "stock" if before == "slim" else "slim", stage)
    stage.write(python, folder / "of another kind")
    return newer_site(folder / "of another kind", folder)


def weights(site: Path, paths: list[str]) -> dict[str, int]:
    """How many bytes each of a site's files has."""
    return {path: (site / path.lstrip("/")).stat().st_size for path in paths}


def _listed(site: Path, group: str) -> list[str]:
    return list(_languages(site, group))


def _languages(site: Path, group: str) -> dict[str, str | None]:
    """The files of a group, each with the language whose readers alone need it."""
    script = (site / "service-worker.js").read_text("utf-8")
    found = re.search(group + r':\{((?:"/[^"]*":\{[^}]*\},?)*)\}', script)
    assert found
    entries = re.findall(r'"(/[^"]*)":\{([^}]*)\}', found[1])
    code = re.compile(r'language:"([^"]+)"')
    return {path: (said[1] if (said := code.search(facts)) else None) for path, facts in entries}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _replace(path: Path, old: str, new: str) -> None:
    content = path.read_bytes()
    assert old.encode() in content
    content = content.replace(old.encode(), new.encode())
    path.write_bytes(content)
    path.with_name(f"{path.name}.br").write_bytes(brotli.compress(content))
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, mtime=0))
