"""The Content Security Policy (CSP level 3) of the pages, and what a page may add to it.

The strictest that still lets WebAssembly run and a chosen picture be drawn (`blob:`): no inline script or
style, no eval, nothing from any other origin.
"""

from __future__ import annotations

from collections.abc import Mapping

Additions = Mapping[str, tuple[str, ...]]
"""Sources that a page adds, by directive."""

STRICT = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob:",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""The policy of every page that adds nothing."""

ALLOWED: Mapping[str, frozenset[str]] = {
    "img-src": frozenset({"data:"}),
    "font-src": frozenset({"'self'"}),
    "frame-src": frozenset({"'self'", "blob:"}),
}
"""What a page may add: things to see that it made itself. No script, no style, no other origin, ever."""


def text(additions: Additions) -> str:
    """The header's value; a directive that `STRICT` lacks begins with what is added."""
    own = {name: " ".join([*STRICT.get(name, "").split(), *sources]) for name, sources in additions.items()}
    return "; ".join(f"{name} {value}" for name, value in {**STRICT, **own}.items())


def problem(additions: Additions) -> str | None:
    """Why a page may not have these additions, or None if it may."""
    for directive, sources in additions.items():
        if directive not in ALLOWED:
            return f"{directive} may not be widened, only {', '.join(ALLOWED)}"
        for source in sources:
            if source not in ALLOWED[directive]:
                return f"{directive} may not have {source}, only {', '.join(sorted(ALLOWED[directive]))}"
    return None
