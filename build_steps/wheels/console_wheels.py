"""The staff console's own Python: the wheel its runtime is compiled from, and those that micropip brings."""

from __future__ import annotations

from pathlib import Path

from build_steps import stamp
from build_steps.paths import PY
from build_steps.wheels import wheel_file
from build_steps.wheels.wheel_file import Metadata

VERSION = "0.1.0"
CONSOLE = ("harmony", "harmony_art", "harmony_print", "harmony_console")
"""The packages that the console is made of; what it does not import is left out when it is compiled."""
OPTIONAL = {
    "harmony_charts": (),
    "harmony_preview": ("harmony/roster", "harmony/findings.py", "harmony/spelling.py"),
}
"""Packages that are a wheel each, for micropip to install once the console works; what else is in each."""


def console() -> Path:
    """The wheel of the console, as sources: for the runtime's build, and for a bench of micropip."""
    return _wheel("harmony_console", CONSOLE, "Harmony Portal's staff console, in the browser.")


def optional() -> list[Path]:
    """The wheels of OPTIONAL."""
    summary = "A part of Harmony Portal's staff console."
    return [_wheel(name, (name, *others), summary) for name, others in OPTIONAL.items()]


def _wheel(name: str, parts: tuple[str, ...], summary: str) -> Path:
    folders = [PY / part for part in parts]
    inputs = [*folders, Path(__file__), Path(wheel_file.__file__)]
    metadata = Metadata(name, VERSION, "py3-none-any", summary, ">=3.14", None, {})
    made = stamp.folder(f"wheel-{name}", inputs, lambda out: _write(out, metadata, folders))
    (wheel,) = made.glob("*.whl")
    return wheel


def _write(out: Path, metadata: Metadata, folders: list[Path]) -> None:
    files = [path for folder in folders for path in stamp.files_of(folder) if path.suffix in (".py", ".toml")]
    content = {
        path.relative_to(PY).as_posix(): path.read_bytes() for path in files if path.name != "ruff.toml"
    }
    wheel_file.write(out, metadata, content)
