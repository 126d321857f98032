"""A PEP 517 build backend that only repeats an sdist's own metadata; see zxing_sources.py.

pip runs it inside the unpacked sdist, in a process of its own.
"""

from __future__ import annotations

from email import message_from_bytes
from pathlib import Path


def prepare_metadata_for_build_wheel(metadata_directory: str, _config_settings: object = None) -> str:
    """Write the sdist's PKG-INFO as a wheel's metadata; returns the name of its folder (PEP 517)."""
    stated = Path("PKG-INFO").read_bytes()
    headers = message_from_bytes(stated)
    folder = Path(metadata_directory, f"{headers['Name'].replace('-', '_')}-{headers['Version']}.dist-info")
    folder.mkdir()
    (folder / "METADATA").write_bytes(stated)
    return folder.name


def build_wheel(*_: object) -> str:
    """Refuse: this backend is for fetching, not for building (PEP 517 wants the function to be there)."""
    raise SystemExit("This sdist is only fetched, never built by pip.")
