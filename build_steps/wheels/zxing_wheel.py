"""The decoder's wheel for Pyodide: decoder.wasm under the names of PyPI's zxingcpp; see wheels/README.md."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from build_steps import decoder
from build_steps.decoder.zxing_sources import Sources
from build_steps.paths import NODE_MODULES, WHEELS
from build_steps.wheels import wheel_file

HOME = WHEELS / "zxing_cpp" / "zxingcpp"
PYODIDE = NODE_MODULES / "pyodide"

MODULE = "decoder.wasm"


def build(out_dir: Path, cache_dir: Path, report: Callable[[str], None]) -> Path:
    """Build the wheel into `out_dir`, remove older ones from there, and return its path.

    What was compiled is kept in `cache_dir`. Two builds of the same inputs give the same bytes, wherever the
    checkout and the folders are. `report` is told in a few words what is going on. Raises SystemExit, in
    plain words, when the decoder cannot be built.
    """
    module = decoder.compiled(decoder.PLAIN, cache_dir, report)  # Pyodide itself needs no SIMD
    metadata = _metadata(decoder.fetch(cache_dir, report))
    out_dir.mkdir(parents=True, exist_ok=True)
    wheel = wheel_file.write(out_dir, metadata, _content(module))
    for old in set(out_dir.glob("*.whl")) - {wheel}:
        old.unlink()
    return wheel


def _metadata(sources: Sources) -> wheel_file.Metadata:
    license_text = (sources.sdist / "LICENSE").read_bytes()
    return wheel_file.Metadata(
        name=decoder.read_recipe()["sdist"]["name"],
        version=sources.version,
        tag="py3-none-any",  # it depends on no Pyodide's ABI: only on its bridge to JavaScript
        summary="zxing-cpp's QR code reader for Pyodide, under the names of PyPI's zxingcpp",
        requires_python=">=3.12",
        license="Apache-2.0",
        license_files={"LICENSE": license_text},
    )


def _content(module: Path) -> dict[str, bytes]:
    own = {path.name: path.read_bytes() for path in [*HOME.glob("*.py"), HOME / "py.typed"]}
    files = {**own, MODULE: module.read_bytes()}
    return {f"zxingcpp/{name}": content for name, content in files.items()}
