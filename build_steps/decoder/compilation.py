"""Compiles the decoder into one WebAssembly module by zig's clang and wasm-ld, as its recipe says."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_steps import npm
from build_steps.decoder.zxing_sources import Sources
from build_steps.paths import NODE_MODULES

WASM_OPT = NODE_MODULES / "binaryen" / "bin" / "wasm-opt"


@dataclass(frozen=True)
class Workshop:
    """What a compilation needs: the parsed recipe and its folder, the sources, an empty folder to work in."""

    recipe: Mapping[str, Any]
    home: Path
    sources: Sources
    folder: Path
    flags: Sequence[str] = ()
    """Flags that this module is compiled with beyond the recipe's."""

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the compiler, whose own caches stay in the working folder as well."""
        zig_cache = str(self.folder / "zig-cache")
        own = {
            "ZIG_GLOBAL_CACHE_DIR": zig_cache,
            "ZIG_LOCAL_CACHE_DIR": zig_cache,
            "TMPDIR": str(self.folder),
        }
        return {**os.environ, **own}

    def place(self, name: str) -> Path:
        """The path of what the recipe calls OWN/…, SDIST/… or ZIG/…."""
        root, _, rest = name.partition("/")
        roots = {"OWN": self.home, "SDIST": self.sources.sdist, "ZIG": self.sources.ziglang}
        return roots[root] / rest


@dataclass(frozen=True)
class _Unit:
    """One file to compile, and the flags of its part."""

    source: Path
    flags: list[str]
    target: Path

    @property
    def is_c(self) -> bool:
        return self.source.suffix == ".c"


def module(workshop: Workshop, report: Callable[[str], None]) -> Path:
    """Compile and link decoder.wasm; returns its path. Raises SystemExit with the compiler's words."""
    _prepare(workshop)
    units = [unit for name in workshop.recipe["parts"] for unit in _units(workshop, name)]
    report(f"compiling {len(units)} parts")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [pool.submit(_compile, workshop, unit) for unit in units]
        for done, future in enumerate(as_completed(running), start=1):
            if failure := future.exception():
                pool.shutdown(cancel_futures=True)
                raise failure
            report(f"compiled {done} of {len(units)} parts")
    report("linking")
    linked = _link(workshop, [unit.target for unit in units])
    report("optimizing")
    return _optimize(workshop, linked)


def _prepare(workshop: Workshop) -> None:
    """Write the header that CMake would make of the sdist's template."""
    template = workshop.place("SDIST/core/Version.h.in").read_text("utf-8")
    text = version_header(template, workshop.sources.version, workshop.recipe["version"]["enabled"])
    (workshop.folder / "generated").mkdir()
    (workshop.folder / "generated" / "Version.h").write_text(text, "utf-8")


def version_header(template: str, version: str, enabled: Iterable[str]) -> str:
    """Fill in the sdist's Version.h.in as CMake's configure_file would, with the named switches on."""
    switches = set(enabled)

    def switch(match: re.Match[str]) -> str:
        kind, name = match.groups()
        if kind == "01":
            return f"#define {name} {int(name in switches)}"
        return f"#define {name}" if name in switches else f"/* #undef {name} */"

    major, minor, patch = version.split(".")
    values = {"MAJOR": major, "MINOR": minor, "PATCH": patch}
    text = re.sub(r"#cmakedefine(01|) (\w+)", switch, template)
    text = re.sub(r"@PROJECT_VERSION_(\w+)@", lambda match: values[match.group(1)], text)
    return text.replace("@ZXING_VERSION_SUFFIX@", "")


def _units(workshop: Workshop, name: str) -> Iterator[_Unit]:
    """What a part of the recipe compiles: its sources one by one, or batches that each include some."""
    part = workshop.recipe["parts"][name]
    left_out = {workshop.place(source) for source in part.get("leave_out", ())}
    sources = sorted({path for pattern in part["sources"] for path in _found(workshop, pattern)} - left_out)
    flags = [*part.get("flags", ()), *(f"-I{workshop.place(folder)}" for folder in part.get("include", ()))]
    folder = workshop.folder / name
    folder.mkdir()
    for number, batch in enumerate(_batched(sources, part.get("batch", 1))):
        source = batch[0] if len(batch) == 1 else folder / f"batch{number}.cpp"
        if len(batch) > 1:
            lines = [f'#include "{path.relative_to(workshop.sources.sdist).as_posix()}"\n' for path in batch]
            source.write_text("".join(lines), "utf-8")
        yield _Unit(source, flags, folder / f"{source.name}.o")


def _found(workshop: Workshop, pattern: str) -> list[Path]:
    """The files that a pattern means; ends the build if there are none."""
    whole = workshop.place(pattern)
    found = list(whole.parent.glob(whole.name))
    if not found:
        raise SystemExit(f"The decoder's recipe names {pattern}, which is not there.")
    return found


def _batched(sources: list[Path], size: int) -> Iterator[list[Path]]:
    for start in range(0, len(sources), size):
        yield sources[start : start + size]


def _compile(workshop: Workshop, unit: _Unit) -> None:
    # `zig clang++` only prints its usage; the driver's mode has to be asked for.
    driver = ["-x", "c"] if unit.is_c else ["--driver-mode=g++", "-x", "c++"]
    flags = [*_flags(workshop, is_c=unit.is_c), *unit.flags]
    _run(workshop, "clang", *driver, *flags, "-c", unit.source, "-o", unit.target)


def _flags(workshop: Workshop, *, is_c: bool) -> list[str | Path]:
    rules, headers = workshop.recipe["compile"], workshop.recipe["headers"]
    flags: list[str | Path] = [*rules["flags"], *workshop.flags, f"-I{workshop.folder / 'generated'}"]
    for folder in headers["c"] if is_c else headers["cxx"] + headers["c"]:
        flags += ["-isystem", workshop.place(folder)]
    if not is_c:
        flags += ["-include", workshop.home / "config_site.h"]
    flags += rules["c_flags" if is_c else "cxx_flags"]
    # Messages name the source file they come from; no path of this machine shall go into the module so.
    renamed = {
        workshop.sources.sdist: "zxing-cpp",
        workshop.home: "decoder",
        workshop.folder: "work",
        workshop.sources.ziglang: "zig",
    }
    return flags + [f"-ffile-prefix-map={path}={name}" for path, name in renamed.items()]


def _link(workshop: Workshop, objects: list[Path]) -> Path:
    target = workshop.folder / "linked.wasm"
    wanted = [f"--export={name}" for name in workshop.recipe["exports"]["names"]]
    _run(workshop, "wasm-ld", *workshop.recipe["link"]["flags"], *wanted, *objects, "-o", target)
    return target


def _optimize(workshop: Workshop, linked: Path) -> Path:
    target = workshop.folder / "decoder.wasm"
    flags = workshop.recipe["optimize"]["flags"]
    _call(workshop, [npm.node(), WASM_OPT, *flags, linked, "-o", target])
    return target


def _run(workshop: Workshop, *arguments: str | Path) -> None:
    _call(workshop, [workshop.sources.zig, *arguments])


def _call(workshop: Workshop, command: Sequence[str | Path]) -> None:
    run = subprocess.run(
        [str(part) for part in command],
        cwd=workshop.sources.sdist,
        env=workshop.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command[:2]))} failed:\n{run.stderr[-4000:]}")
