"""The decoder's sources and its compiler, by pip from whatever index pip is set up for, checked by hash.

pip builds an sdist's metadata even when it only downloads, by running the sdist's build backend and whatever
that needs. Here pip is given a backend of that name which only repeats the metadata that the sdist states of
itself, so nothing that was downloaded runs, and nothing beyond the two pinned packages is fetched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from build_steps import stamp
from build_steps.paths import LOCKS

LOCK = LOCKS / "wheels-build.txt"
BACKEND = Path(__file__).with_name("sdist_backend.py")


@dataclass(frozen=True)
class Sources:
    """Where things were unpacked."""

    sdist: Path
    """The folder of the sdist; its name ends in the version."""
    ziglang: Path
    """The folder of the ziglang package; `zig` (or zig.exe) is in it, its headers below `lib`."""

    @property
    def version(self) -> str:
        """The version of zxing-cpp."""
        return self.sdist.name.rpartition("-")[2]

    @property
    def zig(self) -> Path:
        """The compiler."""
        return self.ziglang / ("zig.exe" if os.name == "nt" else "zig")


def fetch(name: str, build_backend: str, cache: Path, report: Callable[[str], None]) -> Sources:
    """Fetch and unpack the pinned sdist `name` and ziglang, once; `build_backend` is the one the sdist names.

    Raises SystemExit, with pip's words, when something cannot be had or its hash differs.
    """
    done = cache / f"sources-{stamp.digest(LOCK, BACKEND, name, build_backend)}"
    if not done.exists():
        report("fetching its sources and its compiler")
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache, prefix="fetching-") as temporary:
            unpacked = _fetch(name, build_backend, Path(temporary))
            if not done.exists():  # another build may have been faster
                unpacked.rename(done)
        for old in set(cache.glob("sources-*")) - {done}:
            shutil.rmtree(old)
    (sdist,) = done.glob(f"sdist/{name.replace('-', '_')}-*")
    return Sources(sdist, done / "ziglang")


def _fetch(name: str, build_backend: str, temporary: Path) -> Path:
    downloads = temporary / "downloads"
    only = ["--no-deps", "--require-hashes", f"--no-binary={name}", "--only-binary=ziglang"]
    backends = _install_backend(build_backend, temporary / "backends")
    _pip(["download", *only, "--no-build-isolation", "-r", LOCK, "--dest", downloads], python_path=backends)
    (wheel,) = downloads.glob("ziglang-*.whl")
    installed = temporary / "installed"
    _pip(["install", "--no-deps", "--no-index", "--no-compile", "--target", installed, wheel])
    unpacked = temporary / "unpacked"
    (archive,) = downloads.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        # Pythons before 3.11.4 have no filter; the archive's pinned hash vouches for its content either way.
        tar.extraction_filter = getattr(tarfile, "data_filter", None)
        tar.extractall(unpacked / "sdist")  # noqa: S202  see above
    shutil.move(installed / "ziglang", unpacked / "ziglang")
    return unpacked


def _install_backend(dotted: str, folder: Path) -> Path:
    """Put the metadata-only backend where Python finds it under the sdist's backend's name."""
    module = folder.joinpath(*dotted.split(".")).with_suffix(".py")
    module.parent.mkdir(parents=True)
    shutil.copyfile(BACKEND, module)
    return folder


def _pip(arguments: list[str | Path], python_path: Path | None = None) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(python_path or "")}
    run = subprocess.run(
        [str(part) for part in command], env=environment, capture_output=True, text=True, check=False
    )
    if run.returncode != 0:
        tail = "\n".join((run.stdout + run.stderr).splitlines()[-15:])
        raise SystemExit(f"The decoder's sources could not be fetched:\n{tail}")
