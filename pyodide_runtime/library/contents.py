"""What is in the libraries, what stays out of them, and what is replaced by something smaller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_SHIMS = Path(__file__).with_name("shims")


@dataclass(frozen=True)
class Contents:
    """What one library is made of."""

    roots: tuple[str, ...]
    """What is compiled, with all that it imports."""
    excluded: frozenset[str]
    """What is imported, but never called before anything else is loaded; `tree_shaking` says what becomes of
    imports."""
    shims: Mapping[str, Path]
    """Modules whose place a smaller one takes, with as much of their interface as is used."""
    own: tuple[str, ...]
    """The packages whose tracebacks somebody will read: they keep the lines of their instructions."""
    stand_ins: tuple[str, ...] = ()
    """Modules that only a page has."""
    whole: tuple[str, ...] = ()
    """Packages that can only be imported in a page: each of their modules is compiled."""
    later: tuple[str, ...] = ()
    """What is compiled into a second library, with all it imports that the first has not."""
    never: frozenset[str] = field(default=frozenset())
    """Of those excluded, what the second library has not either."""
    absent: frozenset[str] = field(default=frozenset())
    """What is in no library, and imported only to see whether it is there."""


_ASYNCIO_OF_SERVERS = frozenset(
    {
        *("asyncio.base_events", "asyncio.base_subprocess", "asyncio.graph", "asyncio.log"),
        *("asyncio.selector_events", "asyncio.sslproto", "asyncio.staggered", "asyncio.streams"),
        *("asyncio.subprocess", "asyncio.trsock"),
    }
)
_OF_ONE_PROCESS = frozenset(
    {"_ssl", "concurrent", "selectors", "signal", "socket", "ssl", "subprocess", "pyodide.http.pyxhr"}
)
"""A browser has neither sockets nor processes."""

STUDENT = Contents(
    roots=(
        "harmony_browser.scanner.start",  # what the worker starts; it imports all the rest
        "encodings.ascii",  # found by name when text is decoded, never imported by a statement
        "encodings.latin_1",
        "linecache",  # only once there is an error to tell
        "traceback",
    ),
    excluded=frozenset(
        {
            *_ASYNCIO_OF_SERVERS,
            *_OF_ONE_PROCESS,
            *("_opcode_metadata", "_pyrepl", "_strptime", "bisect", "bz2", "calendar", "codeop"),
            *("compression", "dis", "email", "encodings.cp437", "fnmatch", "glob", "http"),
            *("ipaddress", "locale", "logging", "lzma", "ntpath", "opcode", "pathlib", "quopri", "random"),
            *("shutil", "string", "sysconfig", "tempfile", "urllib", "zipfile"),
            *("jwt.jwk_set_cache", "jwt.jwks_client", "inspect.Signature", "inspect.getattr_static"),
        }
    ),
    shims={
        "_colorize": _SHIMS / "colours.py",
        "_pyodide.docstring": _SHIMS / "docstrings.py",
        "annotationlib": _SHIMS / "annotationlib.py",
        "asyncio.unix_events": _SHIMS / "unix_events.py",
        "inspect": _SHIMS / "inspect.py",
        "pyodide._package_loader": _SHIMS / "package_loader.py",
        "typing": _SHIMS / "typing_forms.py",
    },
    own=("harmony", "harmony_browser", "zxingcpp"),
)
"""The student's worker."""

_LATER = frozenset(
    {
        *("selectors", "signal", "subprocess"),
        *("calendar", "csv", "email", "ipaddress", "gzip", "importlib.metadata"),
        *(
            "encodings.cp437",
            "importlib.resources",
            "logging",
            "quopri",
            "random",
            "statistics",
            "string",
            "sysconfig",
        ),
        *("tarfile", "tempfile", "tomllib", "zipfile"),
    }
)
_NAMED_BY_MICROPIP = frozenset({"selectors", "signal", "subprocess"})
"""It imports these and never calls them."""
_NEVER = frozenset(
    {
        *_ASYNCIO_OF_SERVERS,
        *(_OF_ONE_PROCESS - _NAMED_BY_MICROPIP),
        *("_pyrepl", "_strptime", "codeop", "http", "jwt", "locale", "pydoc"),
        *("rlcompleter", "unittest", "urllib.error", "urllib.request", "urllib.response"),
        *("segno.writers", "xml.sax"),  # a code becomes a path in harmony_print
    }
)
CONSOLE = Contents(
    roots=(
        "harmony_console.start",
        *("asyncio", "base64", "collections", "functools", "html", "inspect", "io", "json", "pathlib"),
        "encodings.ascii",
        "encodings.latin_1",
        *("linecache", "pyodide.http", "traceback"),
    ),
    excluded=_LATER | _NEVER,
    shims={
        "_colorize": _SHIMS / "colours.py",
        "_pyodide.docstring": _SHIMS / "docstrings.py",
        "asyncio.unix_events": _SHIMS / "unix_events.py",
    },
    own=("harmony", "harmony_art", "harmony_console", "harmony_print"),
    stand_ins=("pyscript",),
    whole=("pyscript",),
    later=(
        *(
            "micropip",
            "_sysconfigdata__emscripten_wasm32-emscripten",
            "csv",
            "email.parser",
            "encodings.cp437",
        ),
        *("encodings.utf_16", "encodings.utf_8_sig", "pkgutil"),
        *("html.parser", "importlib.metadata", "sysconfig", "tarfile", "tempfile", "zipfile"),
    ),
    never=_NEVER,
    absent=frozenset({"bz2", "lzma", "compression.bz2", "compression.lzma", "compression.zstd"}),
)
"""The staff console. The second line of its roots is what PyScript's own modules import; the second library
is what micropip needs, and what it installs: a roster's reader finds encodings and formats by their names."""
