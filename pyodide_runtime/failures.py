"""What making a runtime fails by, where Pyodide is not as these steps know it."""

from __future__ import annotations

import struct
import subprocess
import traceback
from pathlib import Path

from pyodide_runtime.wasm.binary import BadModule

MISREADINGS = (LookupError, ArithmeticError, MemoryError, ValueError, struct.error)
"""A name or a number that is not where it was, or stands for something else; none of them says so itself."""
FAILURES = (RuntimeError, OSError, subprocess.SubprocessError, *MISREADINGS)
"""All that another Pyodide, a tool or a browser can cause: the next kind of runtime is the fallback.

What is left, above all TypeError, AttributeError and NameError, can only be a mistake in these steps, whose
types are checked: that ends the build.
"""


def describe(reason: Exception) -> str:
    """A failure in words; a misreading has none of its own, so its kind and its place are told with it."""
    if isinstance(reason, BadModule) or not isinstance(reason, MISREADINGS):
        return str(reason)
    place = traceback.extract_tb(reason.__traceback__)[-1]
    found = f"{type(reason).__name__}: {reason}; {Path(place.filename).name}, line {place.lineno}"
    return f"something is not as in the Pyodide that is known ({found})"
