"""What the site weighs: every file with its purpose, and all that travels until a milestone is reached.

`build-report.json` in the site holds
`{"runtime": KIND, "files": [{"path", "purpose", SIZES}], "milestones": {"usable": {SIZES}, …}}`,
where SIZES are `"raw"`, `"gzip"` and `"brotli"`.
All sizes are bytes of content, without the headers that travel with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path

NAME = "build-report.json"

PURPOSES = {
    "*.html": "page",
    "assets/boot-*.mjs": "script",
    "assets/family-*.mjs": "script",
    "assets/portal-*.css": "style",
    "assets/decoder-worker-*.mjs": "worker",
    "assets/python-worker-*.mjs": "worker",
    "assets/decoder-*.wasm": "decoder",
    "service-worker.js": "service worker",
    "art/*": "art",
    "runtime/*/cold*": "cold half of the runtime",
    "runtime/*": "runtime",
    "wheels/index.json": "index of wheels",
    "wheels/*.whl": "wheel",
    "robots.txt": "for crawlers",
    "_headers": "for hosts",
}
"""What files are for, by pattern; the first that fits counts."""

FORMS = {"raw": "", "gzip": ".gz", "brotli": ".br"}
"""How a file can travel, and what its name then ends in."""


def text(root: Path, *, runtime: str, milestones: Mapping[str, Iterable[str]]) -> str:
    """The report on a finished site. `milestones` gives the paths that have to arrive for each."""
    files = {name: _sizes(root / name) for name in _names(root)}
    return json.dumps(
        {
            "runtime": runtime,
            "files": [{"path": name, "purpose": purpose(name), **sizes} for name, sizes in files.items()],
            "milestones": {
                milestone: {form: sum(files[name][form] for name in set(names)) for form in FORMS}
                for milestone, names in milestones.items()
            },
        },
        indent=1,
    )


def purpose(name: str) -> str:
    """What a file of the site is for; a file without a purpose does not belong there and ends the build."""
    for pattern, words in PURPOSES.items():
        if fnmatch(name, pattern):
            return words
    raise SystemExit(f"{name} has no purpose: name it in {__name__}, or do not publish it.")


def _names(root: Path) -> list[str]:
    """Every file of the site but those that only are another's packed form."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    packed = [path.with_name(path.name + suffix) for path in files for suffix in FORMS.values() if suffix]
    return [path.relative_to(root).as_posix() for path in files if path not in set(packed)]


def _sizes(path: Path) -> dict[str, int]:
    forms = {form: path.with_name(path.name + suffix) for form, suffix in FORMS.items()}
    return {form: (each if each.exists() else path).stat().st_size for form, each in forms.items()}
