"""The service worker, with the exact list of what it may keep; the list makes its version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
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
        "pages": _listed(output, sorted(path for page in kept for path in page.paths)),
        "assets": _listed(output, [ICON, *(path for page in kept for path in assets[page.name].paths)]),
        "late": _listed(output, (path for page in kept for path in assets[page.name].late_paths)),
        "programs": _listed(output, (path for program in needed for path in program.files)),
        "deferred": _listed(output, (path for program in needed for path in program.deferred)),
        "alternatives": _listed(output, (path for program in needed for path in program.alternatives)),
        "folders": _folders(each for each in programs.values() if each not in needed),
    }
    version = short_hash(json.dumps(shell).encode())
    script = scripts.bundle(web / SOURCE, constants={"SHELL": {"version": version, **shell}})
    output.write(FILE, script, "service worker")


def _folders(programs: Iterable[Program]) -> list[str]:
    """Where the files of programs lie that only some pages fetch.

    They are kept by their folders alone, whose names change with what is in them.
    """
    paths = [path for program in programs for path in (*program.files, *program.deferred)]
    return sorted({f"/{path.rpartition('/')[0]}/" for path in paths if path.startswith("runtime/")})


def _listed(output: SiteOutput, paths: Iterable[str]) -> dict[str, dict[str, object]]:
    """Files by their address; a folder's is that of its index page."""
    return {f"/{path.removesuffix(INDEX)}": output.kept_facts(path) for path in paths}
