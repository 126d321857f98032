"""Compiles zxing-cpp into a side module for Pyodide, by zig's clang and wasm-ld, as the recipe says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_steps.zxing_sources import Sources

OVERLAY = "<overlay>"
"""How the recipe calls the folder made of its `overlay` headers."""


@dataclass(frozen=True)
class Workshop:
    """What a compilation needs: the parsed recipe and its folder, the sources, an empty folder to work in."""

    recipe: Mapping[str, Any]
    home: Path
    sources: Sources
    folder: Path

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


def library(workshop: Workshop, exports: Iterable[str], report: Callable[[str], None]) -> Path:
    """Compile and link the side module that exports the C functions named; returns its path.

    Raises SystemExit with the compiler's words.
    """
    _prepare(workshop)
    parts = [*_batches(workshop), *_own_sources(workshop)]
    report(f"compiling {len(parts)} parts")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [pool.submit(_compile, workshop, part) for part in parts]
        for done, future in enumerate(as_completed(running), start=1):
            if failure := future.exception():
                pool.shutdown(cancel_futures=True)
                raise failure
            report(f"compiled {done} of {len(parts)} parts")
    report("linking")
    return _link(workshop, [_object(workshop, part) for part in parts], exports)


def _prepare(workshop: Workshop) -> None:
    """Write the headers that the compilation needs beside those of the sdist and of zig."""
    headers = workshop.recipe["headers"]
    for name in headers["overlay"]:
        target = workshop.folder / "overlay" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(workshop.sources.ziglang / headers["overlay_from"] / name, target)
    template = (workshop.sources.sdist / "core" / "Version.h.in").read_text("utf-8")
    text = version_header(template, workshop.sources.version, workshop.recipe["compile"]["enabled"])
    (workshop.folder / "generated").mkdir()
    (workshop.folder / "generated" / "Version.h").write_text(text, "utf-8")
    (workshop.folder / "objects").mkdir()
    (workshop.folder / "batches").mkdir()


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


def _batches(workshop: Workshop) -> Iterator[Path]:
    """Files that each include some of the sdist's sources, so that the headers they share are read once."""
    rules = workshop.recipe["compile"]
    root = workshop.sources.sdist
    found = {path.relative_to(root) for pattern in rules["sources"] for path in root.glob(pattern)}
    units = sorted(path.as_posix() for path in found if path.as_posix() not in rules["leave_out"])
    for number, start in enumerate(range(0, len(units), rules["batch"])):
        batch = workshop.folder / "batches" / f"batch{number}.cpp"
        lines = [f'#include "{unit}"\n' for unit in units[start : start + rules["batch"]]]
        batch.write_text("".join(lines), "utf-8")
        yield batch


def _own_sources(workshop: Workshop) -> list[Path]:
    return [workshop.home / name for name in workshop.recipe["compile"]["own_sources"]]


def _object(workshop: Workshop, part: Path) -> Path:
    return workshop.folder / "objects" / f"{part.name}.o"


def _compile(workshop: Workshop, part: Path) -> None:
    is_c = part.suffix == ".c"
    # `zig clang++` only prints its usage; the driver's mode has to be asked for.
    driver = ["-x", "c"] if is_c else ["--driver-mode=g++", "-x", "c++"]
    _run(workshop, "clang", *driver, *_flags(workshop, is_c=is_c), "-c", part, "-o", _object(workshop, part))


def _flags(workshop: Workshop, *, is_c: bool) -> list[str | Path]:
    compile_rules, headers = workshop.recipe["compile"], workshop.recipe["headers"]
    folders = headers["c"] if is_c else headers["cxx"] + headers["c"]
    overlay, ziglang = workshop.folder / "overlay", workshop.sources.ziglang
    flags: list[str | Path] = [*compile_rules["flags"], *compile_rules["c_flags" if is_c else "cxx_flags"]]
    flags += [f"-I{folder}" for folder in [workshop.folder / "generated", *compile_rules["include"]]]
    for folder in folders:
        flags += ["-isystem", overlay if folder == OVERLAY else ziglang / folder]
    if not is_c:
        flags += ["-include", workshop.home / "config_site.h"]
    # Messages name the source file they come from; no path of this machine shall go into the library so.
    renamed = {
        workshop.sources.sdist: "zxing-cpp",
        workshop.home: "recipe",
        workshop.folder: "work",
        ziglang: "zig",
    }
    return flags + [f"-ffile-prefix-map={path}={name}" for path, name in renamed.items()]


def _link(workshop: Workshop, objects: list[Path], exports: Iterable[str]) -> Path:
    target = workshop.folder / "libzxing.so"
    wanted = [f"--export={name}" for name in sorted(exports)]
    _run(workshop, "wasm-ld", *workshop.recipe["link"]["flags"], *wanted, *objects, "-o", target)
    return target


def _run(workshop: Workshop, *arguments: str | Path) -> None:
    command = [str(workshop.sources.zig), *map(str, arguments)]
    run = subprocess.run(
        command,
        cwd=workshop.sources.sdist,
        env=workshop.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        raise SystemExit(f"zig {arguments[0]} failed:\n{run.stderr[-4000:]}")
