"""The service worker, with the exact list of what it may keep; the list makes its version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from build_steps.site import scripts
from build_steps.site.assets import PageAssets
from build_steps.site.manifests import Page
from build_steps.site.output import SiteOutput, short_hash
from build_steps.site.pages import ICON, INDEX
from build_steps.site.programs import Program

SOURCE = "offline/service-worker.mjs"
FILE = "service-worker.js"


def write(
    output: SiteOutput,
    web: Path,
    pages: Iterable[Page],
    assets: Mapping[str, PageAssets],
    programs: Mapping[str, Program],
) -> None:
    """Write it for the pages that are kept offline, with all that these load and fetch."""
    kept = [page for page in pages if page.offline]
    needed = [programs[name] for name in dict.fromkeys(name for page in kept for name in page.programs)]
    shell = {
        "pages": _by_language(output, _pages(kept)),
        "assets": _listed(output, [ICON, *(path for page in kept for path in assets[page.name].paths)]),
        "late": _by_language(output, _late(assets[page.name] for page in kept)),
        "programs": _listed(output, (path for program in needed for path in program.files)),
        "deferred": _listed(output, (path for program in needed for path in program.deferred)),
        "alternatives": _listed(output, (path for program in needed for path in program.alternatives)),
        "folders": _folders(each for each in programs.values() if each not in needed),
    }
    version = short_hash(json.dumps(shell).encode())
    script = scripts.bundle(web / SOURCE, constants={"SHELL": {"version": version, **shell}})
    output.write(FILE, script, "service worker")


def _pages(kept: Iterable[Page]) -> Iterator[tuple[str, str]]:
    """Pages with their languages."""
    return ((page.path_in(language), language.code) for page in kept for language in page.languages)


def _late(assets: Iterable[PageAssets]) -> Iterator[tuple[str, str | None]]:
    """The files of late parts with their languages; scripts and styles have none."""
    for part in (part for each in assets for part in each.late.values()):
        of_language = {address: code for code, address in part.html.items()}
        for address in (*part.files.values(), *part.html.values()):
            yield address.lstrip("/"), of_language.get(address)


def _by_language(output: SiteOutput, found: Iterable[tuple[str, str | None]]) -> dict[str, dict[str, object]]:
    """Files as `_listed`, each with the language whose readers alone need it."""
    languages = dict(sorted(found))
    listed = _listed(output, languages)
    codes = ({"language": code} if code else {} for code in languages.values())
    return {address: facts | code for (address, facts), code in zip(listed.items(), codes, strict=True)}


def _folders(programs: Iterable[Program]) -> list[str]:
    """Where the files of programs lie that only some pages fetch.

    They are kept by their folders alone, whose names change with what is in them.
    """
    paths = [path for program in programs for path in (*program.files, *program.deferred)]
    return sorted({f"/{path.rpartition('/')[0]}/" for path in paths if path.startswith("runtime/")})


def _listed(output: SiteOutput, paths: Iterable[str]) -> dict[str, dict[str, object]]:
    """Files by their address; a folder's is that of its index page."""
    return {f"/{path.removesuffix(INDEX)}": output.kept_facts(path) for path in paths}
