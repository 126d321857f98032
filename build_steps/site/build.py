"""The static site in dist/: pages, scripts, styles, runtime and wheels, ready for any host."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyodide_runtime
from build_steps import chromium, decoder, stamp, wheels
from build_steps.paths import CACHE, DIST, SITE_SOURCES, WEB
from build_steps.progress import step
from build_steps.site import compression, headers, pages, report, scripts

STAMP = CACHE / "site.stamp"

NOT_KEPT = "demo-app.html"
"""The one page that is no way to the dashboard, in whatever language."""
WORKERS = ("decoder-worker", "python-worker")
"""The page's workers, each with a script of its name in web/scan/: the decoder's looks first."""
ICON = "art/portal.svg"
"""The one drawing that every page loads by its address."""


def ensure(kind: str | None = None) -> Path:
    """Build the site unless it stands as its sources would build it; returns its folder.

    `kind` is one of pyodide_runtime.KINDS; without it, the best that can be made here.
    """
    wanted = stamp.digest(kind or "", *SITE_SOURCES)
    if not (DIST.exists() and STAMP.exists() and STAMP.read_text("utf-8") == wanted):
        build(kind=kind)
        STAMP.write_text(wanted, "utf-8")
    return DIST


@dataclass(frozen=True)
class Parts:
    """What is compiled and fetched before a site is written."""

    wheels: list[Path]
    decoder: Mapping[str, Path]


def parts() -> Parts:
    """Compile and fetch what a site is made of."""
    return Parts(wheels.build(), decoder.build())


def build(target: Path = DIST, kind: str | None = None) -> Path:
    """Build the whole site; returns its folder. Two builds of the same sources are byte-identical."""
    made = parts()
    python = pyodide_runtime.build(made.wheels, kind, stage(made))
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    site = _Site(fresh)
    with step("Pages, scripts and styles"):
        assets = _write(site, python, made)
    compression.compress(fresh)
    site.write(report.NAME, report.text(fresh, runtime=python.kind, milestones=site.milestones(assets)))
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target


def profile(times: int) -> None:
    """Take the profile of the split runtime anew, by some rehearsals in a browser."""
    made = parts()
    kept = pyodide_runtime.keep_profile(made.wheels, stage(made), chromium.ensure(), times)
    print(f"    {kept} functions ran; their names are kept in pyodide_runtime/hot_functions.txt.")


def stage(made: Parts) -> pyodide_runtime.Stage:
    """A site for the runtime's rehearsal: the whole flow, nothing packed."""
    scripts_of_site = [path for path in stamp.files_of(WEB) if path.suffix == ".mjs"]
    return pyodide_runtime.Stage(
        sources=(*scripts_of_site, *made.wheels, *made.decoder.values()),
        write=lambda python, root: _write(_Site(root, packed=False), python, made),
    )


def _write(site: _Site, python: pyodide_runtime.Runtime, made: Parts) -> dict[str, str]:
    """Write everything but the packed forms and the report; returns the paths of the assets."""
    constants = site.add_runtime(python, made.wheels) | site.add_decoder(made.decoder)
    assets = site.add_assets(constants)
    names = site.add_pages(assets)
    site.add_service_worker(names, assets)
    site.write("_headers", headers.text(names))
    return assets


class _Site:
    """A site being written."""

    def __init__(self, root: Path, *, packed: bool = True) -> None:
        self.root = root
        self._packed = packed
        self.delivered: list[str] = []
        """Paths of all that the page and its workers fetch until Python looks at frames."""
        self.later: list[str] = []
        """Paths of what it fetches only once that is called for."""
        self.spare: list[str] = []
        """Paths of what some browsers fetch in place of another file."""

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

    def add_runtime(self, python: pyodide_runtime.Runtime, built: list[Path]) -> dict[str, object]:
        """Publish the runtime and the wheels; returns the constants by which Python's worker finds them."""
        folder = self._publish(python.files)
        plain = pyodide_runtime.stock(built)
        installing = self._publish(plain.files)  # micropip needs more of Python than a student does
        for wheel in built:
            self.write(f"wheels/{wheel.name}", wheel.read_bytes())
        self.write("wheels/index.json", _wheel_index(built, installing))
        self.write(f"{installing}/pyodide-lock.json", pyodide_runtime.lock(built))
        self._pack()  # now, because progress is told in bytes as they travel
        travelling = [f"wheels/{wheel.name}" for wheel in python.wheels]
        self.delivered = [*(f"{folder}/{name}" for name in pyodide_runtime.FIRST), *travelling]
        self.later = [f"{folder}/{name}" for name in python.files if name not in pyodide_runtime.FIRST]
        return {
            "RUNTIME": {
                "kind": python.kind,
                "url": f"/{folder}/",
                "info": python.info,
                "wheels": [f"/wheels/{wheel.name}" for wheel in python.wheels],
                "sizes": {f"/{name}": self._size(name) for name in self.delivered},
                "cold": {f"/{name}": self._size(name) for name in self.later},
            }
        }

    def add_decoder(self, built: Mapping[str, Path]) -> dict[str, object]:
        """Publish the decoder's builds; returns the constant by which the page finds the one it needs."""
        urls = [
            self.write_hashed("decoder", ".wasm", built[decoder.SIMD].read_bytes()),
            self.write_hashed("decoder-plain", ".wasm", built[decoder.PLAIN].read_bytes()),
        ]
        self._pack()
        self.delivered.append(urls[0].lstrip("/"))
        self.spare.append(urls[1].lstrip("/"))
        simd, plain = [{"url": url, **self._size(url.lstrip("/"))} for url in urls]
        return {"DECODER": {**simd, "plain": plain}}

    def _pack(self) -> None:
        if self._packed:
            compression.compress(self.root)

    def _publish(self, files: Mapping[str, Path]) -> str:
        """Copy a runtime's files into a folder named by their content; returns the folder's path."""
        contents = {name: path.read_bytes() for name, path in sorted(files.items())}
        digest = hashlib.sha256(b"".join(contents.values())).hexdigest()[:10]
        for name, content in contents.items():
            self.write(f"runtime/{digest}/{name}", content)
        return f"runtime/{digest}"

    def _facts(self, name: str) -> dict[str, object]:
        """By what a browser knows that a file is the one built here."""
        content = (self.root / name).read_bytes()
        return {"raw": len(content), "sha256": hashlib.sha256(content).hexdigest()}

    def _size(self, name: str) -> dict[str, object]:
        return {**self._facts(name), "travels": compression.travels(self.root / name)}

    def add_assets(self, constants: Mapping[str, object]) -> dict[str, str]:
        """Bundle scripts and styles; returns their URL paths by the names the templates use."""
        workers = {
            name: self.write_hashed(
                name, ".mjs", scripts.bundle(WEB / "scan" / f"{name}.mjs", constants=constants)
            )
            for name in WORKERS
        }
        addresses = {f"{name.upper().replace('-', '_')}_URL": path for name, path in workers.items()}
        boot = scripts.bundle(WEB / "student" / "boot.mjs", constants={**constants, **addresses})
        return {
            **workers,
            "boot": self.write_hashed("boot", ".mjs", boot),
            "family": self.write_hashed("family", ".mjs", scripts.bundle(WEB / "family" / "family.mjs")),
            "css": self.write_hashed("portal", ".css", scripts.bundle(WEB / "student" / "portal.css")),
        }

    def add_pages(self, assets: Mapping[str, str]) -> list[str]:
        """Render every page in every language; returns their paths in the site."""
        rendered = pages.render(WEB, assets)
        for name, text in rendered.items():
            self.write(name, text)
        for path in sorted((WEB / "static").iterdir()):
            self.write(path.name, path.read_bytes())
        return sorted(name for name in rendered if name.endswith(".html"))

    def add_service_worker(self, page_names: list[str], assets: Mapping[str, str]) -> None:
        """Write the service worker with the exact list of what it may keep; the list makes its version."""
        shell = {
            "pages": self._listed(name for name in page_names if not name.endswith(NOT_KEPT)),
            "parts": self._listed([ICON, *(path.lstrip("/") for path in assets.values())]),
            "files": self._listed(self.delivered),
            "later": self._listed(self.later),
            "spare": self._listed(self.spare),
        }
        version = hashlib.sha256(json.dumps(shell).encode()).hexdigest()[:10]
        script = scripts.bundle(
            WEB / "offline" / "service-worker.mjs", constants={"SHELL": {"version": version, **shell}}
        )
        self.write("service-worker.js", script)

    def _listed(self, names: Iterable[str]) -> dict[str, dict[str, object]]:
        """Files by their address; a folder's is that of its index page."""
        return {f"/{name.removesuffix('index.html')}": self._facts(name) for name in names}

    def milestones(self, assets: Mapping[str, str]) -> dict[str, list[str]]:
        """What has to arrive until the page can be used, and until Python looks at frames."""
        usable = ["index.html", ICON, assets["css"].lstrip("/"), assets["boot"].lstrip("/")]
        return {
            "usable": usable,
            "scanner_ready": [*usable, *(assets[name].lstrip("/") for name in WORKERS), *self.delivered],
        }


def _wheel_index(built: list[Path], installing: str) -> str:
    """What stands in wheels/: each wheel by name, address, SHA-256; and the runtime to install into."""
    entries = [
        {
            "name": wheel.name.split("-")[0].replace("_", "-"),
            "url": f"/wheels/{wheel.name}",
            "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        }
        for wheel in built
    ]
    return json.dumps({"runtime": f"/{installing}/", "wheels": entries}, indent=1)
