"""What stands in, in a browser's Python, for compiled code that the unit tests import.

Nothing that is tested is among it: `harmony`, PyJWT, segno and the project's own `zxingcpp` are the real
ones, and so are pytest and all of hypothesis that is Python.
"""

from __future__ import annotations

import math
import struct
import sys
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any

from jwt import register_algorithm
from jwt.algorithms import NoneAlgorithm
from pyodide.code import run_js
from pyodide.ffi import to_js

PKCS8 = bytes.fromhex("302e020100300506032b657004220420")
"""What stands before the 32 bytes of an Ed25519 key in DER (RFC 8410)."""
ED25519 = """(crypto) => ({
  secret: (der) => crypto.createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8" }),
  open: (key) => crypto.createPublicKey(key),
  sign: (data, key) => new Uint8Array(crypto.sign(null, data, key)),
  verify: (signature, data, key) => crypto.verify(null, data, key, signature),
})"""


def install(crypto: Any) -> None:
    """Let them be imported; `crypto` is Node's module, which signs and verifies."""
    key = SimpleNamespace(from_private_bytes=partial(PrivateKey, run_js(ED25519)(crypto)))
    _module("cryptography.hazmat.primitives.asymmetric.ed25519", {"Ed25519PrivateKey": key})
    register_algorithm("EdDSA", Algorithm())
    _module("hypothesis._native", {"__version__": "0.0"})
    _module("hypothesis._native.internal.cathetus", {"__getattr__": _uncalled})
    _module("hypothesis._native.internal.floats", FLOATS)


class PublicKey:
    """An Ed25519 key of `cryptography`, by Node."""

    def __init__(self, node: Any, key: Any) -> None:
        self._node, self._key = node, key

    def verify(self, signature: bytes, data: bytes) -> None:
        """Raises ValueError unless the signature holds."""
        if not self._node.verify(to_js(signature), to_js(data), self._key):
            raise ValueError("the signature does not hold")


class PrivateKey:
    """The same with its secret."""

    def __init__(self, node: Any, seed: bytes) -> None:
        self._node, self._key = node, node.secret(to_js(PKCS8 + seed))

    def public_key(self) -> PublicKey:
        """Its public half."""
        return PublicKey(self._node, self._node.open(self._key))

    def sign(self, data: bytes) -> bytes:
        """A signature of 64 bytes."""
        signature: bytes = self._node.sign(to_js(data), self._key).to_bytes()
        return signature


class Algorithm(NoneAlgorithm):
    """PyJWT's EdDSA with such keys: it has one of its own only where `cryptography` is."""

    def prepare_key(self, key: Any) -> Any:
        """The key as it is."""
        return key

    def sign(self, msg: bytes, key: Any) -> bytes:
        """Sign."""
        signature: bytes = key.sign(msg)
        return signature

    def verify(self, msg: bytes, key: Any, sig: bytes) -> bool:
        """Whether a signature holds."""
        try:
            key.verify(sig, msg)
        except ValueError:
            return False
        return True


def _module(name: str, content: dict[str, Any]) -> None:
    """A module of this content, in packages that hold nothing else."""
    parts = name.split(".")
    for length in range(1, len(parts) + 1):
        made = ModuleType(".".join(parts[:length]))
        made.__path__ = []
        if made.__name__ != "hypothesis":
            sys.modules[made.__name__] = sys.modules.get(made.__name__) or made
    sys.modules[name].__dict__.update(content)


def _uncalled(name: str) -> Any:
    """A function that is imported but never called, since no test of ours draws a float."""
    if name.startswith("__"):
        raise AttributeError(name)
    return partial(_fail, name)


def _fail(name: str, *_arguments: Any, **_options: Any) -> Any:
    # Not left open: a test that came to call it would fail by this, in place of by a wrong number.
    raise NotImplementedError(f"{name} is compiled code, which a browser's Python has not")


FLOATS: dict[str, Any] = {
    "float_to_int": lambda value: struct.unpack("<Q", struct.pack("<d", value))[0],
    "int_to_float": lambda value: struct.unpack("<d", struct.pack("<Q", value))[0],
    "next_up": lambda value: math.nextafter(value, math.inf),
    "next_down": lambda value: math.nextafter(value, -math.inf),
    "width_smallest_normals": {64: sys.float_info.min}.__getitem__,
    "__getattr__": _uncalled,
}
"""What hypothesis calls of its compiled part as it is imported, and the rest."""
