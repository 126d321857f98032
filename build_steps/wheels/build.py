"""The wheels a browser installs: our own, the decoder's, and the pinned ones from PyPI."""

from __future__ import annotations

import calendar
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

from build_steps import npm, progress, stamp
from build_steps.environment import PYTHON, pip_command
from build_steps.paths import CACHE, LOCKS, PY, ROOT
from build_steps.wheels import console_wheels, zxing_wheel

BROWSER_PYTHON = "3.14"
"""The Python inside the pinned Pyodide; wheels are chosen for it, not for the one that builds."""


def build() -> list[Path]:
    """Build or fetch every wheel for the browser; returns their paths, sorted by name."""
    npm.ensure()
    made = [_harmony(), _zxing(), *console_wheels.optional(), *_from_pypi()]
    return sorted(made, key=lambda wheel: wheel.name)


def store_uncompressed(source: Path, target: Path) -> None:
    """Repack a wheel without compression and without dates: what travels is then brotli's whole text."""
    with zipfile.ZipFile(source) as packed, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as plain:
        for name in sorted(packed.namelist(), key=lambda name: (".dist-info/" in name, name)):
            entry = zipfile.ZipInfo(name, stamp.EPOCH)
            entry.external_attr = 0o644 << 16
            plain.writestr(entry, packed.read(name))


def _harmony() -> Path:
    inputs = [PY / "pyproject.toml", PY / "harmony", PY / "harmony_browser", Path(__file__)]
    return _only_wheel(stamp.folder("wheel-harmony", inputs, _make_harmony))


def _make_harmony(out: Path) -> None:
    packed = out / "packed"
    with progress.step("The harmony wheel"):
        subprocess.run(
            [PYTHON, "-m", "hatchling", "build", "-t", "wheel", "-d", packed],
            cwd=PY,
            check=True,
            capture_output=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(calendar.timegm(stamp.EPOCH))},
        )
        wheel = _only_wheel(packed)
        store_uncompressed(wheel, out / wheel.name)
        shutil.rmtree(packed)


def _zxing() -> Path:
    with progress.step("The zxing-cpp wheel for Pyodide") as step:
        return zxing_wheel.build(CACHE / "wheel-zxing", CACHE, step.say)


def _from_pypi() -> list[Path]:
    inputs = [LOCKS / "browser.txt"]
    return sorted(stamp.folder("wheels-pypi", inputs, _download).glob("*.whl"))


def _download(out: Path) -> None:
    download = pip_command("download", "--no-deps")
    chosen = ["--require-hashes", "--only-binary=:all:", "--python-version", BROWSER_PYTHON]
    progress.run(
        "Wheels from PyPI for the browser",
        [*download, *chosen, "--dest", out, "-r", LOCKS / "browser.txt"],
        cwd=ROOT,
    )


def _only_wheel(folder: Path) -> Path:
    (wheel,) = folder.glob("*.whl")
    return wheel
