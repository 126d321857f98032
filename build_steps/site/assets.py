"""The pages' own scripts, workers and styles, bundled into files named by their content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_steps.site import scripts
from build_steps.site.manifests import Page
from build_steps.site.output import SiteOutput
from build_steps.site.programs import Program

Fragments = Mapping[str, Mapping[str, str]]
"""The rendered late parts by the page's name and by language."""


@dataclass(frozen=True)
class PageAssets:
    """The addresses of what a page loads."""

    style: str | None = None
    script: str | None = None
    workers: tuple[str, ...] = ()
    late: tuple[str, ...] = ()

    @property
    def loaded(self) -> list[str]:
        """The paths in the site of what the page's own HTML loads."""
        return [address.lstrip("/") for address in (self.style, self.script) if address]

    @property
    def paths(self) -> list[str]:
        """The paths in the site of all that it cannot do without."""
        return [*self.loaded, *(address.lstrip("/") for address in self.workers)]

    @property
    def late_paths(self) -> list[str]:
        """The paths in the site of what the script loads when it wants."""
        return [address.lstrip("/") for address in self.late]


def bundle(
    output: SiteOutput,
    web: Path,
    pages: Iterable[Page],
    programs: Mapping[str, Program],
    fragments: Fragments,
) -> dict[str, PageAssets]:
    """Write the bundles of every page; by the page's name."""
    return {page.name: _bundle_page(output, web, page, programs, fragments) for page in pages}


def _bundle_page(
    output: SiteOutput, web: Path, page: Page, programs: Mapping[str, Program], fragments: Fragments
) -> PageAssets:
    def write(name: str, purpose: str, constants: Mapping[str, object]) -> str:
        content = scripts.bundle(web / name, constants=constants)
        file = PurePosixPath(name)
        return "/" + output.write_hashed(file.stem, file.suffix, content, purpose)

    constants = {name: value for each in page.programs for name, value in programs[each].constants.items()}
    workers = {name: write(name, "worker", constants) for name in page.workers}
    constants |= {_constant_of(name): address for name, address in workers.items()}
    late: dict[str, str] = {
        PurePosixPath(name).suffix.lstrip("."): write(name, "late part of a page", {})
        for name in page.late
        if not name.endswith(".html")
    }
    rendered = {
        language: "/"
        + output.write_hashed(f"{page.name}-{language}", ".html", text.encode(), "late part of a page")
        for language, text in fragments.get(page.name, {}).items()
    }
    if page.late:
        constants["LATE"] = {**late, "html": rendered}
    return PageAssets(
        style=write(page.style, "style", {}) if page.style else None,
        script=write(page.script, "script", constants) if page.script else None,
        workers=tuple(workers.values()),
        late=(*late.values(), *rendered.values()),
    )


def _constant_of(worker: str) -> str:
    """The name by which a script finds its worker: DECODER_WORKER_URL for scan/decoder-worker.mjs."""
    return f"{PurePosixPath(worker).stem.upper().replace('-', '_')}_URL"
