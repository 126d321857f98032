"""What is in the library, what stays out of it, and what is replaced by something smaller."""

from __future__ import annotations

from pathlib import Path

ROOTS = (
    "harmony_browser.scanner.start",  # what the worker starts; it imports all the rest
    "encodings.ascii",  # found by name when text is decoded, never imported by a statement
    "encodings.latin_1",
    "linecache",  # only once there is an error to tell
    "traceback",
)
"""What is compiled, with all that it imports."""
EXCLUDED = frozenset(
    {
        *("_opcode_metadata", "_pyrepl", "_ssl", "_strptime", "bisect", "bz2", "calendar", "codeop"),
        *("compression", "concurrent", "dis", "email", "encodings.cp437", "fnmatch", "glob", "http"),
        *("ipaddress", "locale", "logging", "lzma", "ntpath", "opcode", "pathlib", "quopri", "random"),
        *("selectors", "shutil", "signal", "socket", "ssl", "string", "subprocess", "sysconfig", "tempfile"),
        *("urllib", "zipfile", "jwt.jwk_set_cache", "jwt.jwks_client"),
        *("asyncio.base_events", "asyncio.base_subprocess", "asyncio.graph", "asyncio.log"),
        *("asyncio.selector_events", "asyncio.sslproto", "asyncio.staggered", "asyncio.streams"),
        *("asyncio.subprocess", "asyncio.trsock", "pyodide.http.pyxhr"),
        *("inspect.Signature", "inspect.getattr_static"),
    }
)
"""What is imported, but never called by the portal's flow; `tree_shaking` says what becomes of imports."""

_SHIMS = Path(__file__).with_name("shims")
SHIMS = {
    "_colorize": _SHIMS / "colours.py",
    "_pyodide.docstring": _SHIMS / "docstrings.py",
    "annotationlib": _SHIMS / "annotationlib.py",
    "asyncio.unix_events": _SHIMS / "unix_events.py",
    "inspect": _SHIMS / "inspect.py",
    "pyodide._package_loader": _SHIMS / "package_loader.py",
    "typing": _SHIMS / "typing_forms.py",
}
"""Modules whose place a smaller one takes, with as much of their interface as the portal's flow uses."""
OWN = ("harmony", "harmony_browser", "zxingcpp")
"""The packages whose tracebacks somebody will read: they keep the lines of their instructions."""
