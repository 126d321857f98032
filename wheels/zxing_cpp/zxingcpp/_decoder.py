"""The decoder: a WebAssembly module of its own, called through Pyodide's bridge to JavaScript.

Its memory is apart from Python's. A page that already runs one hands it over by `adopt`; otherwise the module
that lies beside this file in the wheel is started when it is first needed.
"""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING, Any

try:
    import js
    from pyodide.ffi import to_js
except ImportError as missing:
    raise ImportError("This zxingcpp is for Pyodide; elsewhere install zxing-cpp from PyPI.") from missing

if TYPE_CHECKING:
    from typing_extensions import Buffer

MODULE = os.path.join(os.path.dirname(__file__), "decoder.wasm")
SCRATCH_BYTES = 32
MAX_BYTES = 2**30
"""Under this, no size wraps around where C counts in 32 bits."""


class Decoder:
    """A running module: its exported functions as attributes, and its memory."""

    def __init__(self, exports: Any) -> None:
        """`exports` is the JavaScript object of a module whose constructors have run."""
        self.exports = exports
        self._memory = exports.memory
        self.scratch: int = exports.malloc(SCRATCH_BYTES)
        """The address of SCRATCH_BYTES bytes for what a call returns by address."""

    def __getattr__(self, name: str) -> Any:
        """An exported function; kept, because each access across the bridge costs."""
        function = getattr(self.exports, name)
        setattr(self, name, function)
        return function

    def allocate(self, size: int) -> int:
        """The address of `size` new bytes, to be given to `free`; raises MemoryError if there are none."""
        address: int = self.malloc(size) if size < MAX_BYTES else 0
        if not address:
            raise MemoryError(f"the decoder has no memory for {size} bytes")
        return address

    def read(self, address: int, size: int) -> bytes:
        """Copy bytes out of the module's memory."""
        copied: bytes = js.Uint8Array.new(self._memory.buffer, address, size).to_bytes()
        return copied

    def write(self, address: int, content: Buffer) -> None:
        """Copy contiguous bytes into the module's memory."""
        size = memoryview(content).nbytes
        js.Uint8Array.new(self._memory.buffer, address, size).assign(content)

    def text(self, address: int) -> str:
        """Copy a text that ends in NUL."""
        return self.read(address, self.strlen(address)).decode()


_running: Decoder | None = None


def adopt(decoder: Any) -> None:
    """Use a decoder that the page runs already: any JavaScript object with the module's `exports`.

    Raises RuntimeError once another one is in use: what was made by that would mean nothing to this.
    """
    global _running  # noqa: PLW0603  one decoder for all, as there is one library on CPython
    if _running is None:
        _running = Decoder(decoder.exports)
    elif _running.exports != decoder.exports:
        raise RuntimeError("another decoder is in use already")


def running() -> Decoder:
    """The adopted decoder, or the wheel's own, started now if need be.

    Raises RuntimeError if none was adopted and the package came without one.
    """
    global _running  # noqa: PLW0603  as above
    if _running is None:
        _running = _start()
    return _running


def _start() -> Decoder:
    try:
        with open(MODULE, "rb") as file:
            content = to_js(file.read())
    except OSError as missing:
        raise RuntimeError("zxingcpp has no decoder: it came without one, and adopted none") from missing
    instance = js.WebAssembly.Instance.new(js.WebAssembly.Module.new(content))
    instance.exports._initialize()
    return Decoder(instance.exports)
