"""The decoder: zxing-cpp's QR reader and our pixel work as one WebAssembly module; see decoder/README.md."""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from build_steps import npm, progress, stamp
from build_steps.decoder import compilation, wasm_interface, zxing_sources
from build_steps.decoder.compilation import Workshop
from build_steps.decoder.zxing_sources import Sources
from build_steps.paths import CACHE, DECODER

SIMD, PLAIN = "simd", "plain"
"""The builds of the recipe: for engines that have WebAssembly's SIMD, and for all others."""

LOADER_GIVES: frozenset[str] = frozenset()
"""What web/scan/decoder.mjs and the Python module give the decoder as imports: nothing."""

COMPILED_BY = ("compilation.py", "zxing_sources.py", "sdist_backend.py")
"""The steps whose change may change the module."""


def build() -> dict[str, Path]:
    """Build the decoder, showing progress; the path of each module by the name of its build."""
    npm.ensure()
    with progress.step("The decoder") as step:
        return {name: compiled(name, CACHE, step.say) for name in (SIMD, PLAIN)}


def compiled(build_name: str, cache_dir: Path, report: Callable[[str], None]) -> Path:
    """The path of one build's module, compiled unless it stands in `cache_dir`.

    Two builds of the same inputs give the same bytes, wherever the checkout and the cache are. `report` is
    told in a few words what is going on. Raises SystemExit, in plain words, when the sources cannot be had,
    the compiler fails, or the module wants from its loader what that does not give.
    """
    recipe = read_recipe()
    sources = fetch(cache_dir, report)
    steps = [Path(__file__).with_name(name) for name in COMPILED_BY]
    own = [path for path in stamp.files_of(DECODER) if path.suffix not in (".md", ".toml")]
    key = stamp.digest(json.dumps(recipe), zxing_sources.LOCK, *own, *steps, _binaryen())
    done = cache_dir / "decoder" / key / f"{build_name}.wasm"
    if not done.exists():
        done.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=done.parent, prefix="compiling-") as temporary:
            flags = recipe["builds"][build_name]
            workshop = Workshop(recipe, DECODER, sources, Path(temporary), flags)
            module = compilation.module(workshop, lambda said: report(f"{build_name}: {said}"))
            check(module)
            module.replace(done)
        stamp.evict_oldest(done.parent.parent)
    return done


def _binaryen() -> str:
    """The version of the optimizer."""
    package = json.loads((compilation.WASM_OPT.parents[1] / "package.json").read_text("utf-8"))
    return str(package["version"])


def read_recipe() -> Mapping[str, Any]:
    """What decoder/recipe.toml says."""
    return tomllib.loads((DECODER / "recipe.toml").read_text("utf-8"))


def fetch(cache_dir: Path, report: Callable[[str], None]) -> Sources:
    """zxing-cpp's sources and the compiler, as the recipe names them."""
    sdist = read_recipe()["sdist"]
    return zxing_sources.fetch(sdist["name"], sdist["build_backend"], cache_dir / "zxing", report)


def check(module: Path) -> None:
    """End the build, naming the symbols, if the module imports what its loader does not give."""
    wanted = [one for one in wasm_interface.interface(module).imports if one.name not in LOADER_GIVES]
    if wanted:
        raise SystemExit(
            f"{module.name} imports what nobody gives it:\n  "
            + "\n  ".join(f"{one.kind} {one.module}.{one.name}" for one in wanted)
            + "\nA source calls something of the system; decoder/README.md says what to do."
        )
