"""The static site in dist/: pages, scripts, styles, runtime and wheels, ready for any host."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from build_steps import compression, decoder, headers, pages, report, runtime, scripts, stamp, wheels
from build_steps.paths import CACHE, DECODER, DIST, LOCKS, PY, ROOT, WEB
from build_steps.progress import step

STAMP = CACHE / "site.stamp"

STUDENT_WHEELS = ("harmony", "pyjwt", "segno", "zxing_cpp")
"""What the student's worker unpacks; the other wheels are for pages that install by micropip."""

ICON = "art/portal.svg"
"""The one drawing that every page loads by its address."""


def ensure() -> Path:
    """Build the site unless it stands as its sources would build it; returns its folder."""
    inputs = (WEB, PY, LOCKS, DECODER, ROOT / "build_steps", ROOT / "wheels", ROOT / "package-lock.json")
    wanted = stamp.digest(*inputs)
    if not (DIST.exists() and STAMP.exists() and STAMP.read_text("utf-8") == wanted):
        build()
        STAMP.write_text(wanted, "utf-8")
    return DIST


def build(target: Path = DIST) -> Path:
    """Build the whole site; returns its folder. Two builds of the same sources are byte-identical."""
    built_wheels = wheels.build()
    python = runtime.stock()
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    site = _Site(fresh)
    constants = site.add_runtime(python, built_wheels) | site.add_decoder(decoder.build())
    with step("Pages, scripts and styles"):
        assets = site.add_assets(constants)
        names = site.add_pages(assets)
        site.write("_headers", headers.text(names))
    compression.compress(fresh)
    site.write(report.NAME, report.text(fresh, runtime=python.kind, milestones=site.milestones(assets)))
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target


class _Site:
    """A site being written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.delivered: list[str] = []
        """Paths of all that a worker fetches until Python looks at frames."""

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def write_hashed(self, stem: str, suffix: str, content: bytes) -> str:
        """Write under a name that changes with the content; returns the file's URL path."""
        digest = hashlib.sha256(content).hexdigest()[:10]
        name = f"assets/{stem}-{digest}{suffix}"
        self.write(name, content)
        return f"/{name}"

    def add_runtime(self, python: runtime.Runtime, built: list[Path]) -> dict[str, object]:
        """Copy Pyodide and the wheels; returns the constants by which the worker finds them."""
        contents = {name: path.read_bytes() for name, path in python.files.items()}
        digest = hashlib.sha256(b"".join(contents[name] for name in sorted(contents))).hexdigest()[:10]
        folder = f"runtime/{digest}"
        for name, content in contents.items():
            self.write(f"{folder}/{name}", content)
        for wheel in built:
            self.write(f"wheels/{wheel.name}", wheel.read_bytes())
        self.write("wheels/index.json", _wheel_index(built))
        self.write(f"{folder}/pyodide-lock.json", runtime.lock(python, built))
        compression.compress(self.root)  # now, because the worker tells progress in bytes as they travel
        student = [w for name in STUDENT_WHEELS for w in built if w.name.startswith(f"{name}-")]
        self.delivered = [f"{folder}/{name}" for name in contents] + [f"wheels/{w.name}" for w in student]
        return {
            "RUNTIME": {
                "kind": python.kind,
                "url": f"/{folder}/",
                "info": python.info,
                "wheels": [f"/wheels/{wheel.name}" for wheel in student],
                "sizes": {f"/{name}": self._size(name) for name in self.delivered},
            }
        }

    def add_decoder(self, module: Path) -> dict[str, object]:
        """Publish decoder.wasm; returns the constant by which the worker finds it."""
        url = self.write_hashed("decoder", ".wasm", module.read_bytes())
        compression.compress(self.root)
        return {"DECODER": {"url": url, **self._size(url.lstrip("/"))}}

    def _size(self, name: str) -> dict[str, object]:
        path = self.root / name
        return {
            "raw": path.stat().st_size,
            "travels": compression.travels(path),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }

    def add_assets(self, constants: Mapping[str, object]) -> dict[str, str]:
        """Bundle scripts and styles; returns their URL paths by the names the templates use."""
        worker = self.write_hashed("worker", ".mjs", scripts.bundle(WEB / "worker.mjs", constants=constants))
        boot = scripts.bundle(WEB / "boot.mjs", constants={"WORKER_URL": worker})
        return {
            "worker": worker,
            "boot": self.write_hashed("boot", ".mjs", boot),
            "css": self.write_hashed("portal", ".css", scripts.bundle(WEB / "css" / "portal.css")),
        }

    def add_pages(self, assets: Mapping[str, str]) -> list[str]:
        """Render every page in every language; returns their paths in the site."""
        rendered = pages.render(WEB, assets)
        for name, text in rendered.items():
            self.write(name, text)
        for path in sorted((WEB / "static").iterdir()):
            self.write(path.name, path.read_bytes())
        return sorted(name for name in rendered if name.endswith(".html"))

    def milestones(self, assets: Mapping[str, str]) -> dict[str, list[str]]:
        """What has to arrive until the page can be used, and until Python looks at frames."""
        usable = ["index.html", ICON, assets["css"].lstrip("/"), assets["boot"].lstrip("/")]
        return {
            "usable": usable,
            "scanner_ready": [*usable, assets["worker"].lstrip("/"), *self.delivered],
        }


def _wheel_index(built: list[Path]) -> str:
    """What stands in wheels/: for each wheel its name, its address, its SHA-256."""
    entries = [
        {
            "name": wheel.name.split("-")[0].replace("_", "-"),
            "url": f"/wheels/{wheel.name}",
            "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        }
        for wheel in built
    ]
    return json.dumps({"wheels": entries}, indent=1)
