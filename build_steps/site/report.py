"""What the site weighs: every file with its purpose, and all that travels until a milestone is reached.

`build-report.json` in the site holds
`{"runtime": KIND, "files": [{"path", "purpose", SIZES}], "milestones": {"usable": {SIZES}, …}}`,
where SIZES are `"raw"`, `"gzip"` and `"brotli"`.
All sizes are bytes of content, without the headers that travel with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from build_steps.site.assets import PageAssets
from build_steps.site.manifests import Page
from build_steps.site.pages import ICON
from build_steps.site.programs import Program

NAME = "build-report.json"

FORMS = {"raw": "", "gzip": ".gz", "brotli": ".br"}
"""How a file can travel, and what its name then ends in."""

Milestones = Mapping[str, Iterable[str]]
"""The paths of all that has to arrive until something works, by its name."""


def milestones(
    pages: Iterable[Page], assets: Mapping[str, PageAssets], programs: Mapping[str, Program]
) -> Milestones:
    """The milestones of every page, as their manifests group them; a page counts in its first language."""
    found = {}
    for page in pages:
        own = assets[page.name]
        groups = {
            "page": [page.path, ICON, *own.loaded],
            "workers": [path for path in own.paths if path not in own.loaded],
            "programs": [path for name in page.programs for path in programs[name].files],
            **{name: part.paths(page.languages[0].code) for name, part in own.late.items()},
        }
        for milestone, names in page.milestones.items():
            found[milestone] = [path for name in names for path in groups[name]]
    return found


def text(root: Path, *, purposes: Mapping[str, str], runtime: str, milestones: Milestones) -> str:
    """The report on a finished site. A file without a purpose does not belong there and ends the build."""
    files = {name: _sizes(root / name) for name in _names(root)}
    for name in files:
        if name not in purposes:
            raise SystemExit(f"{name} has no purpose: whoever writes it must say what it is for.")
    return json.dumps(
        {
            "runtime": runtime,
            "files": [{"path": name, "purpose": purposes[name], **sizes} for name, sizes in files.items()],
            "milestones": {
                milestone: {form: sum(files[name][form] for name in set(names)) for form in FORMS}
                for milestone, names in milestones.items()
            },
        },
        indent=1,
    )


def _names(root: Path) -> list[str]:
    """Every file of the site but those that only are another's compressed form."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    packed = [path.with_name(path.name + suffix) for path in files for suffix in FORMS.values() if suffix]
    return [path.relative_to(root).as_posix() for path in files if path not in set(packed)]


def _sizes(path: Path) -> dict[str, int]:
    forms = {form: path.with_name(path.name + suffix) for form, suffix in FORMS.items()}
    return {form: (each if each.exists() else path).stat().st_size for form, each in forms.items()}
