"""What the pages' scripts fetch by themselves: the Python runtime with its wheels, the decoder, PyScript."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyodide_runtime
from build_steps import decoder, wheels
from build_steps.site import pyscript
from build_steps.site.output import SiteOutput, short_hash


@dataclass(frozen=True)
class Artifacts:
    """What is compiled and fetched before a site is written."""

    wheels: list[Path]
    decoder: Mapping[str, Path]
    console: pyodide_runtime.Runtime


@dataclass(frozen=True)
class Program:
    """A program in the site: its files by their path, and the constant by which scripts find them."""

    constants: Mapping[str, object]
    files: tuple[str, ...]
    """All that has to arrive before it runs."""
    deferred: tuple[str, ...] = ()
    """What is fetched only once it is called for."""
    alternatives: tuple[str, ...] = ()
    """What some browsers fetch in place of another file."""


def build_artifacts() -> Artifacts:
    """Compile and fetch what the programs of a site are made of."""
    built = wheels.build()
    sources = [*built, wheels.console_wheels.console(), pyscript.python()]
    return Artifacts(built, decoder.build(), pyodide_runtime.console(sources, pyscript.files()))


def publish(output: SiteOutput, python: pyodide_runtime.Runtime, artifacts: Artifacts) -> dict[str, Program]:
    """Write every program into the site; by the names that manifests know."""
    return {
        "runtime": _publish_runtime(output, python, artifacts.wheels),
        "decoder": _publish_decoder(output, artifacts.decoder),
        "console": _publish_console(output, artifacts),
    }


def _publish_runtime(output: SiteOutput, python: pyodide_runtime.Runtime, built: Sequence[Path]) -> Program:
    folder = _publish_folder(output, python.files)
    _publish_wheels(output, built)
    output.compress()  # now, because progress is told in bytes as they travel
    installed = [f"wheels/{wheel.name}" for wheel in python.wheels]
    files = (*(f"{folder}/{name}" for name in pyodide_runtime.FIRST), *installed)
    deferred = tuple(f"{folder}/{name}" for name in python.files if name not in pyodide_runtime.FIRST)
    constant = {
        "kind": python.kind,
        "url": f"/{folder}/",
        "info": python.info,
        "wheels": [f"/{path}" for path in installed],
        "sizes": {f"/{path}": output.file_facts(path) for path in files},
        "cold": {f"/{path}": output.file_facts(path) for path in deferred},
    }
    return Program({"RUNTIME": constant}, files, deferred)


def _publish_console(output: SiteOutput, artifacts: Artifacts) -> Program:
    """PyScript, and the runtime that it starts; micropip and what it installs come when called for."""
    core = _publish_folder(output, {path.name: path for path in pyscript.files()})
    folder = _publish_folder(output, artifacts.console.files)
    index = pyodide_runtime.lock(artifacts.wheels)
    output.write(f"{folder}/pyodide-lock.json", index, "runtime")
    output.compress()
    names = (*pyodide_runtime.FIRST, pyodide_runtime.CONSOLE_PYTHON, "pyodide-lock.json")
    files = (*(f"{core}/{path.name}" for path in pyscript.files()), *(f"{folder}/{name}" for name in names))
    optional = {path.name.split("-")[0]: f"wheels/{path.name}" for path in wheels.console_wheels.optional()}
    (micropip,) = [f"wheels/{each.name}" for each in artifacts.wheels if each.name.startswith("micropip-")]
    later = (f"{folder}/{pyodide_runtime.LATER}", micropip, *optional.values())
    constant = {
        "core": f"/{core}/core.js",
        "interpreter": f"/{folder}/pyodide.mjs",
        "python": f"/{folder}/{pyodide_runtime.CONSOLE_PYTHON}",
        "later": f"/{folder}/{pyodide_runtime.LATER}",
        "wheels": {name: f"/{path}" for name, path in optional.items()},
        "sizes": {f"/{path}": output.file_facts(path) for path in files},
    }
    return Program({"CONSOLE": constant}, files, later)


def _publish_wheels(output: SiteOutput, built: Sequence[Path]) -> None:
    """The wheels, and the stock runtime: micropip, which installs them, needs more than a student does."""
    folder = _publish_folder(output, pyodide_runtime.stock(built).files)
    output.write(f"{folder}/pyodide-lock.json", pyodide_runtime.lock(built), "runtime")
    for wheel in built:
        output.write(f"wheels/{wheel.name}", wheel.read_bytes(), "wheel")
    entries = [
        {
            "name": wheel.name.split("-")[0].replace("_", "-"),
            "url": f"/wheels/{wheel.name}",
            "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        }
        for wheel in built
    ]
    index = json.dumps({"runtime": f"/{folder}/", "wheels": entries}, indent=1)
    output.write("wheels/index.json", index, "index of wheels")


def _publish_folder(output: SiteOutput, files: Mapping[str, Path]) -> str:
    """Copy a runtime's files into a folder named by their content; returns the folder's path."""
    contents = {name: path.read_bytes() for name, path in sorted(files.items())}
    folder = f"runtime/{short_hash(b''.join(contents.values()))}"
    for name, content in contents.items():
        purpose = "cold half of the runtime" if name == pyodide_runtime.COLD_HALF else "runtime"
        output.write(f"{folder}/{name}", content, purpose)
    return folder


def _publish_decoder(output: SiteOutput, built: Mapping[str, Path]) -> Program:
    """Both builds of the decoder; the page takes the one that its engine can run."""
    simd = output.write_hashed("decoder", ".wasm", built[decoder.SIMD].read_bytes(), "decoder")
    plain = output.write_hashed("decoder-plain", ".wasm", built[decoder.PLAIN].read_bytes(), "decoder")
    output.compress()
    facts = [{"url": f"/{path}", **output.file_facts(path)} for path in (simd, plain)]
    return Program({"DECODER": {**facts[0], "plain": facts[1]}}, (simd,), alternatives=(plain,))
