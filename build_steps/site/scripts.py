"""The page's scripts and styles, bundled and minified by esbuild."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

from build_steps import npm
from build_steps.paths import NODE_MODULES, ROOT

TARGET = "es2022"
"""Every browser that can run the runtime's WebAssembly knows at least this."""


def bundle(entry: Path, *, constants: Mapping[str, object] | None = None) -> bytes:
    """One file from an entry and all it imports. `constants` replaces bare names by JSON values."""
    define = [f"--define:{name}={json.dumps(value)}" for name, value in (constants or {}).items()]
    command = [
        npm.node(),
        NODE_MODULES / "esbuild" / "bin" / "esbuild",
        entry,
        "--bundle",
        "--minify",
        "--format=esm",
        "--charset=utf8",
        "--legal-comments=none",
        f"--target={TARGET}",
        *define,
    ]
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{entry.name} could not be bundled:\n{done.stderr.decode()}")
    return done.stdout
