"""The decoder's wheel for Pyodide: zxing-cpp, for QR codes alone, bound by ctypes; see wheels/README.md."""

from __future__ import annotations

import json
import re
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from build_steps import stamp, wasm, wheel_file, zxing_compile, zxing_sources
from build_steps.paths import NODE_MODULES, WHEELS
from build_steps.zxing_compile import Workshop
from build_steps.zxing_sources import Sources

HOME = WHEELS / "zxing_cpp"
PYODIDE = NODE_MODULES / "pyodide"
RUNTIME = PYODIDE / "pyodide.asm.wasm"

LIBRARY = "libzxing.so"

LOADER_GIVES = frozenset({"__memory_base", "__table_base"})
"""Globals that Emscripten's loader makes for each side module: where its data and its functions were put."""

COMPILED_BY = ("zxing_compile.py", "zxing_sources.py", "sdist_backend.py")
"""The steps whose change may change the library."""


def build(out_dir: Path, cache_dir: Path, report: Callable[[str], None]) -> Path:
    """Build the wheel into `out_dir`, remove older ones from there, and return its path.

    What was compiled is kept in `cache_dir`. Two builds of the same inputs give the same bytes, wherever the
    checkout and the folders are. `report` is told in a few words what is going on. Raises SystemExit, in
    plain words, when the sources cannot be had, the compiler fails, or the library does not fit the Pyodide
    in node_modules.
    """
    recipe = tomllib.loads((HOME / "recipe.toml").read_text("utf-8"))
    tag = _platform_tag(recipe["pyodide_abi"])
    cache = cache_dir / "zxing"
    sdist = recipe["sdist"]
    sources = zxing_sources.fetch(sdist["name"], sdist["build_backend"], cache, report)
    library = _library(recipe, sources, cache, report)
    check(library, RUNTIME)
    out_dir.mkdir(parents=True, exist_ok=True)
    wheel = wheel_file.write(out_dir, _metadata(sdist["name"], sources, tag), _content(library))
    for old in set(out_dir.glob("*.whl")) - {wheel}:
        old.unlink()
    return wheel


def check(library: Path, runtime: Path) -> None:
    """End the build, naming the symbols, if a side module needs what the main module does not export."""
    if missing := unmet(wasm.interface(library), wasm.interface(runtime)):
        raise SystemExit(
            f"{library.name} does not fit {runtime.name}, which lacks what it imports:\n  "
            + "\n  ".join(missing)
            + "\nPyodide's ABI or the compiler has changed; wheels/README.md says what to do."
        )


def unmet(side: wasm.Interface, main: wasm.Interface) -> list[str]:
    """What a side module imports that neither the main module, its loader, nor itself provides: `kind name`.

    A symbol wanted by address (`GOT.func`, `GOT.mem`) is a function, or a global that holds an address.
    """
    by_address = {"GOT.func": "func", "GOT.mem": "global"}
    return [
        f"{kind} {one.name}"
        for one in side.imports
        if one.name not in LOADER_GIVES
        and (kind := by_address.get(one.module, one.kind))
        not in (main.exports.get(one.name), side.exports.get(one.name))
    ]


def _platform_tag(abi: str) -> str:
    """The wheel's platform tag (PEP 783); ends the build if the recipe is for another ABI than Pyodide's."""
    found = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"]["abi_version"]
    if found != abi:
        raise SystemExit(
            f"The recipe of the decoder's wheel is for Pyodide ABI {abi}; node_modules has {found}. "
            "wheels/README.md says how to move it."
        )
    return f"pyemscripten_{abi}_wasm32"


def _library(recipe: Mapping[str, Any], sources: Sources, cache: Path, report: Callable[[str], None]) -> Path:
    """The side module, compiled unless it stands in the cache."""
    exports = _c_functions()
    steps = [Path(__file__).with_name(name) for name in COMPILED_BY]
    inputs: list[str | Path] = [
        json.dumps(recipe),
        HOME / "config_site.h",
        HOME / "character_sets.c",
        zxing_sources.LOCK,
        *steps,
    ]
    done = cache / f"library-{stamp.digest(*inputs, *exports)}"
    if not (done / LIBRARY).exists():
        with tempfile.TemporaryDirectory(dir=cache, prefix="compiling-") as temporary:
            workshop = Workshop(recipe, HOME, sources, Path(temporary))
            library = zxing_compile.library(workshop, exports, report)
            done.mkdir(exist_ok=True)
            library.replace(done / LIBRARY)
    return done / LIBRARY


def _c_functions() -> list[str]:
    """The functions of zxing-cpp's C API that the Python module calls; the library needs no others."""
    text = (HOME / "zxingcpp" / "_capi.py").read_text("utf-8")
    return sorted(set(re.findall(r'"(ZXing_\w+)"', text)))


def _metadata(name: str, sources: Sources, platform_tag: str) -> wheel_file.Metadata:
    license_text = (sources.sdist / "LICENSE").read_bytes()
    return wheel_file.Metadata(
        name=name,
        version=sources.version,
        tag=f"py3-none-{platform_tag}",
        summary="zxing-cpp's QR code reader for Pyodide, bound by ctypes under the names of PyPI's zxingcpp",
        requires_python=">=3.12",
        license="Apache-2.0",
        license_files={"LICENSE": license_text},
    )


def _content(library: Path) -> dict[str, bytes]:
    files: Iterable[Path] = [*(HOME / "zxingcpp").glob("*.py"), HOME / "zxingcpp" / "py.typed", library]
    return {f"zxingcpp/{path.name}": path.read_bytes() for path in files}
