"""Where things are in the project's tree."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
"""Built parts, each under the hash of what it was built from. Safe to delete."""
DECODER = ROOT / "decoder"
DIST = ROOT / "dist"
DATA = ROOT / "data"
LOCKS = ROOT / "locks"
NODE_MODULES = ROOT / "node_modules"
PY = ROOT / "py"
SERVER = ROOT / "server_stub"
VENV = ROOT / ".venv"
WEB = ROOT / "web"
WHEELS = ROOT / "wheels"
SITE_SOURCES = (
    *(WEB, PY, LOCKS, DECODER, WHEELS),
    *(ROOT / "build_steps", ROOT / "pyodide_runtime", ROOT / "package-lock.json"),
)
"""All that a built site depends on."""
