"""Where a tile may lead. Children tap it: it must run no script, show no password and be encrypted."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from harmony.addresses import is_loopback

MAX_LINK = 2000
"""Characters; what every browser and proxy still takes."""

_ALLOWED = 'Give an address that starts with "https://", or a path on this site that starts with one "/".'


def link_problem(link: str) -> str | None:
    """What is wrong with a link, in a sentence that says what to do; None if it may be used."""
    if len(link) > MAX_LINK:
        return f"is longer than {MAX_LINK} characters."
    if "\\" in link or any(not character.isprintable() or character.isspace() for character in link):
        return "holds a space, a backslash or a control character. Write those as %20 and the like."
    if link.startswith("/"):
        return f'starts with "//", which is another site. {_ALLOWED}' if link.startswith("//") else None
    try:
        parts = urlsplit(link)
        return _address_problem(parts, parts.hostname, parts.port)
    except ValueError:
        return f"is not an address. {_ALLOWED}"


def _address_problem(parts: SplitResult, host: str | None, port: int | None) -> str | None:
    """What is wrong with an absolute address; taking `host` and `port` apart is what may raise."""
    if parts.scheme not in ("https", "http"):
        return f"is not a web address. {_ALLOWED}"
    if not host or port == 0:
        return f"names no site. {_ALLOWED}"
    if parts.username is not None or parts.password is not None:
        return "holds a user name or password. Every child could read it: take it out."
    if parts.scheme == "http" and not is_loopback(host):
        return "is not encrypted: start it with https:// (http:// is only for this machine)."
    return None
