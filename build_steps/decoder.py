"""The decoder: zxing-cpp's QR reader and our pixel work as one WebAssembly module; see decoder/README.md."""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from build_steps import decoder_compile, progress, stamp, wasm, zxing_sources
from build_steps.decoder_compile import Workshop
from build_steps.paths import CACHE, DECODER
from build_steps.zxing_sources import Sources

MODULE = "decoder.wasm"

LOADER_GIVES: frozenset[str] = frozenset()
"""What web/decoder.mjs and the Python module give the decoder as imports: nothing."""

COMPILED_BY = ("decoder_compile.py", "zxing_sources.py", "sdist_backend.py")
"""The steps whose change may change the module."""


def build() -> Path:
    """Build decoder.wasm, showing progress, and return its path."""
    with progress.step("The decoder") as step:
        return compiled(CACHE, step.say)


def compiled(cache_dir: Path, report: Callable[[str], None]) -> Path:
    """The path of decoder.wasm, compiled unless it stands in `cache_dir`.

    Two builds of the same inputs give the same bytes, wherever the checkout and the cache are. `report` is
    told in a few words what is going on. Raises SystemExit, in plain words, when the sources cannot be had,
    the compiler fails, or the module wants from its loader what that does not give.
    """
    recipe, cache = read_recipe(), cache_dir / "decoder"
    sources = fetch(cache_dir, report)
    steps = [Path(__file__).with_name(name) for name in COMPILED_BY]
    own = [path for path in stamp.files_of(DECODER) if path.suffix != ".md"]
    done = cache / stamp.digest(json.dumps(recipe), zxing_sources.LOCK, *own, *steps)
    if not (done / MODULE).exists():
        cache.mkdir(parents=True, exist_ok=True)
        _compile(recipe, sources, done, report)
    return done / MODULE


def read_recipe() -> Mapping[str, Any]:
    """What decoder/recipe.toml says."""
    return tomllib.loads((DECODER / "recipe.toml").read_text("utf-8"))


def fetch(cache_dir: Path, report: Callable[[str], None]) -> Sources:
    """zxing-cpp's sources and the compiler, as the recipe names them."""
    sdist = read_recipe()["sdist"]
    return zxing_sources.fetch(sdist["name"], sdist["build_backend"], cache_dir / "zxing", report)


def _compile(recipe: Mapping[str, Any], sources: Sources, done: Path, report: Callable[[str], None]) -> None:
    with tempfile.TemporaryDirectory(dir=done.parent, prefix="compiling-") as temporary:
        workshop = Workshop(recipe, DECODER, sources, Path(temporary))
        module = decoder_compile.module(workshop, report)
        check(module)
        done.mkdir(exist_ok=True)
        module.replace(done / MODULE)


def check(module: Path) -> None:
    """End the build, naming the symbols, if the module imports what its loader does not give."""
    wanted = [one for one in wasm.interface(module).imports if one.name not in LOADER_GIVES]
    if wanted:
        raise SystemExit(
            f"{module.name} imports what nobody gives it:\n  "
            + "\n  ".join(f"{one.kind} {one.module}.{one.name}" for one in wanted)
            + "\nA source calls something of the system; decoder/README.md says what to do."
        )
