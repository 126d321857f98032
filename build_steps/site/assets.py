"""The pages' own scripts, workers and styles, bundled into files named by their content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_steps.site import scripts
from build_steps.site.manifests import Page
from build_steps.site.output import SiteOutput
from build_steps.site.programs import Program


@dataclass(frozen=True)
class PageAssets:
    """The addresses of what a page loads."""

    style: str | None = None
    script: str | None = None
    workers: tuple[str, ...] = ()

    @property
    def loaded(self) -> list[str]:
        """The paths in the site of what the page's own HTML loads."""
        return [address.lstrip("/") for address in (self.style, self.script) if address]

    @property
    def paths(self) -> list[str]:
        """The paths in the site of all."""
        return [*self.loaded, *(address.lstrip("/") for address in self.workers)]


def bundle(
    output: SiteOutput, web: Path, pages: Iterable[Page], programs: Mapping[str, Program]
) -> dict[str, PageAssets]:
    """Write the bundles of every page; by the page's name."""
    return {page.name: _bundle_page(output, web, page, programs) for page in pages}


def _bundle_page(output: SiteOutput, web: Path, page: Page, programs: Mapping[str, Program]) -> PageAssets:
    def write(name: str, purpose: str, constants: Mapping[str, object]) -> str:
        content = scripts.bundle(web / name, constants=constants)
        file = PurePosixPath(name)
        return "/" + output.write_hashed(file.stem, file.suffix, content, purpose)

    constants = {name: value for each in page.programs for name, value in programs[each].constants.items()}
    workers = {name: write(name, "worker", constants) for name in page.workers}
    constants |= {_constant_of(name): address for name, address in workers.items()}
    return PageAssets(
        style=write(page.style, "style", {}) if page.style else None,
        script=write(page.script, "script", constants) if page.script else None,
        workers=tuple(workers.values()),
    )


def _constant_of(worker: str) -> str:
    """The name by which a script finds its worker: DECODER_WORKER_URL for scan/decoder-worker.mjs."""
    return f"{PurePosixPath(worker).stem.upper().replace('-', '_')}_URL"
