"""PyScript, as its npm package has it: the files of it that the console needs."""

from __future__ import annotations

import json
from pathlib import Path

from build_steps import npm, stamp
from build_steps.paths import NODE_MODULES
from build_steps.wheels import wheel_file
from build_steps.wheels.wheel_file import Metadata

PACKAGE = NODE_MODULES / "@pyscript" / "core"
HOME = PACKAGE / "dist"
MODULES = PACKAGE / "src" / "stdlib" / "pyscript"
NEEDED = ("core.js", "core-*.js", "error-*.js")
"""Its door, its core, and the plug-in that has to be told to stay silent. No editor, no terminal, no graph of
packages: these it loads only where a page asks for them."""


def files() -> list[Path]:
    """The files, sorted by name."""
    npm.ensure()
    return sorted(path for pattern in NEEDED for path in HOME.glob(pattern))


def python() -> Path:
    """Its Python modules as a wheel, which the console's library is compiled from.

    The page's script has them as texts, to be written and compiled at every start.
    """
    npm.ensure()
    described = json.loads((PACKAGE / "package.json").read_text("utf-8"))
    metadata = Metadata(
        "pyscript", described["version"], "py3-none-any", described["description"], ">=3.14", None, {}
    )
    inputs = [MODULES, described["version"], Path(__file__), Path(wheel_file.__file__)]
    made = stamp.folder("wheel-pyscript", inputs, lambda out: _write(out, metadata))
    (wheel,) = made.glob("*.whl")
    return wheel


def _write(out: Path, metadata: Metadata) -> None:
    modules = sorted(MODULES.glob("*.py"))
    wheel_file.write(out, metadata, {f"pyscript/{path.name}": path.read_bytes() for path in modules})
