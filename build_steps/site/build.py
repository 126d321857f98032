"""The static site in dist/: pages, scripts, styles, runtime and wheels, ready for any host."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyodide_runtime
from build_steps import chromium, stamp
from build_steps.paths import CACHE, DIST, SITE_SOURCES, WEB
from build_steps.progress import step
from build_steps.site import assets, headers, manifests, pages, programs, report, service_worker
from build_steps.site.output import SiteOutput
from build_steps.site.programs import Artifacts, build_artifacts

STAMP = CACHE / "site.stamp"
STATIC_FILES = {"robots.txt": "for crawlers"}
"""What is copied from web/static as it is, and what for."""


def ensure(kind: str | None = None) -> Path:
    """Build the site unless it stands as its sources would build it; returns its folder.

    `kind` is one of pyodide_runtime.KINDS; without it, the best that can be made here.
    """
    wanted = stamp.digest(kind or "", *SITE_SOURCES)
    if not (DIST.exists() and STAMP.exists() and STAMP.read_text("utf-8") == wanted):
        build(kind=kind)
        STAMP.write_text(wanted, "utf-8")
    return DIST


def build(target: Path = DIST, kind: str | None = None) -> Path:
    """Build the whole site; returns its folder. Two builds of the same sources are byte-identical."""
    artifacts = build_artifacts()
    python = pyodide_runtime.build(artifacts.wheels, kind, stage(artifacts))
    return publish(target, python, artifacts)


def publish(target: Path, python: pyodide_runtime.Runtime, artifacts: Artifacts, web: Path = WEB) -> Path:
    """Write a site of what was built, compressed and with its report, in place of the one at `target`."""
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    output = SiteOutput(fresh)
    with step("Pages, scripts and styles"):
        milestones = write(output, python, artifacts, web)
    output.compress()
    weighed = report.text(fresh, purposes=output.purposes, runtime=python.kind, milestones=milestones)
    output.write(report.NAME, weighed, "this report")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return target


def write(
    output: SiteOutput, python: pyodide_runtime.Runtime, artifacts: Artifacts, web: Path
) -> report.Milestones:
    """Write everything but the compressed forms and the report; returns what the report measures."""
    listed = manifests.read_all(web)
    published = programs.publish(output, python, artifacts)
    bundled = assets.bundle(output, web, listed, published, pages.render_late(web, listed))
    _write_pages(output, web, listed, bundled)
    service_worker.write(output, web, listed, bundled, published)
    output.write(headers.FILE, headers.text(listed), "for hosts")
    return report.milestones(listed, bundled, published)


def _write_pages(
    output: SiteOutput, web: Path, listed: list[manifests.Page], bundled: dict[str, assets.PageAssets]
) -> None:
    purposes = {path: f"page: {page.purpose}" for page in listed for path in page.paths}
    for path, text in pages.render(web, listed, bundled).items():
        output.write(path, text, purposes[path])
    for path, text in pages.drawing_files().items():
        output.write(path, text, "art")
    for name, purpose in STATIC_FILES.items():
        output.write(name, (web / "static" / name).read_bytes(), purpose)


def profile(times: int) -> None:
    """Take the profile of the split runtime anew, by some profiling runs in a browser."""
    artifacts = build_artifacts()
    kept = pyodide_runtime.keep_profile(artifacts.wheels, stage(artifacts), chromium.ensure(), times)
    print(f"    {kept} functions ran; their names are recorded in pyodide_runtime/profile/hot_functions.txt.")


def stage(artifacts: Artifacts) -> pyodide_runtime.Stage:
    """A site for the runtime's profiling runs: the whole flow, nothing compressed."""
    scripts = [path for path in stamp.files_of(WEB) if path.suffix == ".mjs"]
    return pyodide_runtime.Stage(
        sources=(*scripts, *artifacts.wheels, *artifacts.decoder.values()),
        write=lambda python, root: _write_uncompressed(root, python, artifacts),
    )


def _write_uncompressed(root: Path, python: pyodide_runtime.Runtime, artifacts: Artifacts) -> None:
    write(SiteOutput(root, compress=False), python, artifacts, WEB)
