"""Response headers of the site, in the `_headers` format that static hosts and our own server read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from build_steps.site import policy
from build_steps.site.manifests import Page

FILE = "_headers"
POLICY = "Content-Security-Policy"

EVERYWHERE = {
    POLICY: policy.text({}),
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), display-capture=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # The dashboard keeps a hold on the tabs of apps, to close them; whoever opens the portal has none on it.
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
"""For every path; the policy only where no page has one of its own."""

IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
REVALIDATE = {"Cache-Control": "no-cache"}

FILES = {
    "/assets/*": IMMUTABLE,
    "/runtime/*": IMMUTABLE,
    "/wheels/*": REVALIDATE,
    "/art/*": REVALIDATE,
    "/service-worker.js": REVALIDATE,
    "/build-report.json": REVALIDATE,
}
"""For what is no page."""


def text(pages: Iterable[Page]) -> str:
    """The whole file: headers for every path, then how long what may be kept.

    A path gets the headers of every rule that matches it, and hosts join what two rules say of one header:
    two policies would both hold. So no two rules may name the same header for one path. Once a page has a
    policy of its own, the rule for every path has none, and each of the others brings it.
    """
    listed = list(pages)
    of_pages = {address: page for page in listed for address in _addresses(page)}
    rules = {**FILES, **{address: {"Cache-Control": page.cache} for address, page in of_pages.items()}}
    if not any(page.policy for page in listed):
        return _file({"/*": EVERYWHERE, **rules})
    own = {address: policy.text(page.policy) for address, page in of_pages.items()}
    apart = {name: value for name, value in EVERYWHERE.items() if name != POLICY}
    each = {path: {**values, POLICY: own.get(path, EVERYWHERE[POLICY])} for path, values in rules.items()}
    return _file({"/*": apart, **each})


def _addresses(page: Page) -> Iterator[str]:
    """Every address of a page: a folder's is that of its index page, and some hosts leave out `.html`."""
    for path in sorted(page.paths):
        yield f"/{path}"
        yield f"/{path.removesuffix('index.html').removesuffix('.html')}"


def _file(rules: Mapping[str, Mapping[str, str]]) -> str:
    return "".join(_rule(path, values) for path, values in rules.items())


def _rule(path: str, values: Mapping[str, str]) -> str:
    return "".join([f"{path}\n", *(f"  {name}: {value}\n" for name, value in values.items())])
