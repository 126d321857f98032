"""Response headers of the site, in the `_headers` format that static hosts and our own server read.

The student's pages get the strictest policy there is that still lets WebAssembly run: no inline script or
style, no eval, nothing from any other origin, the camera for this site alone.
"""

from __future__ import annotations

from collections.abc import Iterable

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
"""Content Security Policy (CSP level 3) of every page for students and families."""

EVERYWHERE = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), display-capture=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
ASK_EACH_TIME = {"Cache-Control": "no-cache"}


def text(page_names: Iterable[str]) -> str:
    """The whole file: headers for every path, then how long what may be kept.

    A path gets the headers of every rule that matches it, so no two rules may name the same header for one.
    """
    rules = {
        "/*": EVERYWHERE,
        "/assets/*": FOREVER,
        "/runtime/*": FOREVER,
        "/wheels/*": ASK_EACH_TIME,
        "/art/*": ASK_EACH_TIME,
        "/service-worker.js": ASK_EACH_TIME,
        "/build-report.json": ASK_EACH_TIME,
    }
    for name in page_names:
        rules[f"/{name}"] = ASK_EACH_TIME
        if name.endswith("index.html"):
            rules[f"/{name.removesuffix('index.html')}"] = ASK_EACH_TIME
    return "".join(_rule(path, values) for path, values in rules.items())


def _rule(path: str, values: dict[str, str]) -> str:
    return "".join([f"{path}\n", *(f"  {name}: {value}\n" for name, value in values.items())])
