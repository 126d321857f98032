"""The pages' own scripts, workers and styles, bundled into files named by their content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from build_steps.site import scripts
from build_steps.site.manifests import Page
from build_steps.site.output import SiteOutput
from build_steps.site.programs import Program

Fragments = Mapping[str, Mapping[str, Mapping[str, str]]]
"""The HTML of late parts by the page's name, the part's and the language."""


@dataclass(frozen=True)
class LatePart:
    """The addresses of what the script loads when it wants."""

    files: Mapping[str, str]
    """Script and style, by their suffix without its dot."""
    html: Mapping[str, str]
    """By language: each page says where its own is, in `data-late-NAME` of its `<html>`."""
    name: str = ""

    @property
    def constant(self) -> Mapping[str, object]:
        """By what the script finds them: `html` is the one of `document.documentElement.dataset`."""
        name = "".join(each.title() for each in ("late", *self.name.split("-")))
        return {**self.files, "html": name[0].lower() + name[1:]} if self.html else self.files

    def paths(self, language: str) -> list[str]:
        """The paths in the site of what readers of a language load."""
        own = [self.html[language]] if self.html else []
        return [address.lstrip("/") for address in (*self.files.values(), *own)]


@dataclass(frozen=True)
class PageAssets:
    """The addresses of what a page loads."""

    style: str | None = None
    script: str | None = None
    workers: tuple[str, ...] = ()
    late: Mapping[str, LatePart] = field(default_factory=dict)

    @property
    def loaded(self) -> list[str]:
        """The paths in the site of what the page's own HTML loads."""
        return [address.lstrip("/") for address in (self.style, self.script) if address]

    @property
    def paths(self) -> list[str]:
        """The paths in the site of all that it cannot do without."""
        return [*self.loaded, *(address.lstrip("/") for address in self.workers)]


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
    constants = {name: value for each in page.programs for name, value in programs[each].constants.items()}
    workers = {name: _write(output, web / name, "worker", constants) for name in page.workers}
    constants |= {_constant_of(name): address for name, address in workers.items()}
    html = fragments.get(page.name, {})
    late = {part: _write_late(output, web, page, part, html.get(part, {})) for part in page.late}
    if late:
        constants["LATE"] = {name: part.constant for name, part in late.items()}
    return PageAssets(
        style=_write(output, web / page.style, "style", {}) if page.style else None,
        script=_write(output, web / page.script, "script", constants) if page.script else None,
        workers=tuple(workers.values()),
        late=late,
    )


def _write(output: SiteOutput, source: Path, purpose: str, constants: Mapping[str, object]) -> str:
    """Bundle a script or style; returns its address."""
    content = scripts.bundle(source, constants=constants)
    return "/" + output.write_hashed(source.stem, source.suffix, content, purpose)


def _write_late(output: SiteOutput, web: Path, page: Page, part: str, html: Mapping[str, str]) -> LatePart:
    purpose = f"late part of a page: {part}"
    bundled = [web / name for name in page.late[part] if not name.endswith(".html")]
    return LatePart(
        {source.suffix.lstrip("."): _write(output, source, purpose, {}) for source in bundled},
        {
            language: "/" + output.write_hashed(f"{part}-{language}", ".html", text.encode(), purpose)
            for language, text in html.items()
        },
        part,
    )


def _constant_of(worker: str) -> str:
    """The name by which a script finds its worker: DECODER_WORKER_URL for scan/decoder-worker.mjs."""
    return f"{PurePosixPath(worker).stem.upper().replace('-', '_')}_URL"
