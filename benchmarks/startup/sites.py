"""The sites that are compared: ours over each kind of runtime, and the pages of benchmarks/pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyodide_runtime
from benchmarks.pages import FOLDER
from build_steps import npm, site, stamp
from build_steps.paths import CACHE, NODE_MODULES, SITE_SOURCES
from build_steps.site import compression, scripts

PLAIN = "plain JavaScript"
PYSCRIPT = "PyScript"

SOURCES = SITE_SOURCES
HEADERS = """\
/*
  Content-Security-Policy: default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:
  Permissions-Policy: camera=(self)
  Cache-Control: public, max-age=31536000, immutable
/
  Cache-Control: no-cache
"""
"""Of the pages compared with: all but the page itself may be kept, and a policy under which PyScript runs."""
PYSCRIPT_WHEELS = ("harmony", "pyjwt", "segno", "zxing_cpp")


@dataclass(frozen=True)
class Contender:
    """A site and what it is called in the tables."""

    name: str
    folder: Path


def build() -> list[Contender]:
    """Every site that can be built here; each is kept until its sources change."""
    contenders = [Contender(f"ours, {kind}", _ours(kind)) for kind in pyodide_runtime.KINDS]
    # Where split cannot be made, the build makes slim in its place: not to be told twice.
    contenders = [each for each in contenders if _kind(each.folder) == each.name.removeprefix("ours, ")]
    stock = _ours("stock")
    return [
        *contenders,
        Contender(PYSCRIPT, _made("pyscript", lambda folder: _pyscript(folder, stock))),
        Contender(PLAIN, plain_javascript()),
    ]


def plain_javascript() -> Path:
    """The page in plain JavaScript; returns its folder."""
    return _made("javascript", _javascript)


def _ours(kind: str) -> Path:
    wanted = stamp.digest(kind, *SOURCES)
    folder, note = CACHE / "bench" / f"site-{kind}", CACHE / "bench" / f"site-{kind}.stamp"
    if not (folder.exists() and note.exists() and note.read_text("utf-8") == wanted):
        folder.parent.mkdir(parents=True, exist_ok=True)
        site.build(folder, kind)
        note.write_text(wanted, "utf-8")
    return folder


def _kind(folder: Path) -> str:
    report: Mapping[str, str] = json.loads((folder / "build-report.json").read_text("utf-8"))
    return report["runtime"]


def _made(name: str, make: Callable[[Path], None]) -> Path:
    """A rival's site, made anew: that takes no time worth keeping it for."""
    folder = CACHE / "bench" / f"site-{name}"
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "assets").mkdir(parents=True)
    shutil.copy(FOLDER / name / "index.html", folder)
    (folder / "assets" / "page.mjs").write_bytes(scripts.bundle(FOLDER / name / "page.mjs"))
    (folder / "_headers").write_text(HEADERS, "utf-8")
    make(folder)
    compression.compress(folder)
    return folder


def _javascript(folder: Path) -> None:
    npm.ensure()
    worker = scripts.bundle(FOLDER / "javascript" / "worker.mjs")
    (folder / "assets" / "worker.mjs").write_bytes(worker)
    shutil.copy(NODE_MODULES / "zxing-wasm/dist/reader/zxing_reader.wasm", folder / "assets")


def _pyscript(folder: Path, stock: Path) -> None:
    """PyScript with the very runtime and wheels of our stock site."""
    shutil.copytree(
        NODE_MODULES / "@pyscript/core/dist", folder / "pyscript", ignore=shutil.ignore_patterns("*.map")
    )
    for part in ("runtime", "wheels"):
        shutil.copytree(stock / part, folder / part, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    shutil.copy(FOLDER / "pyscript" / "main.py", folder / "assets")
    homes = [path.parent for path in (folder / "runtime").glob("*/pyodide.mjs")]
    (home,) = (each for each in homes if not (each / pyodide_runtime.CONSOLE_PYTHON).exists())
    wheels = [
        f"/wheels/{wheel.name}"
        for name in PYSCRIPT_WHEELS
        for wheel in (folder / "wheels").glob(f"{name}-*.whl")
    ]
    config = {"interpreter": f"/runtime/{home.name}/pyodide.mjs", "packages": wheels}
    (folder / "assets" / "pyscript.json").write_text(json.dumps(config), "utf-8")
