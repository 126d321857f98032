"""Origins, hosts, databases and time zones, as settings and requests write them."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

DATABASES = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
"""How a database's address may begin, and what it then means."""


def origin_of(url: str) -> str:
    """The origin (RFC 6454) of an http or https address that is nothing but an origin.

    Raises ValueError on anything else: a badge's link has no room for a path.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must begin with https:// and name a host")
    if parts.path not in ("", "/") or parts.query or parts.fragment or parts.username is not None:
        raise ValueError("must be only https:// and the host, without anything behind")
    default_port = {"http": ":80", "https": ":443"}[parts.scheme]
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(default_port)}"


def timezone_name(name: str) -> str:
    """A name from the IANA time zone database; raises ValueError for any other."""
    if name not in available_timezones():
        raise ValueError("must be a time zone such as America/Chicago")
    return name


def database_address(url: str) -> str:
    """The address of a database, with the driver that we have; raises ValueError for any other."""
    try:
        parsed = make_url(url)
        return parsed.set(drivername=DATABASES[parsed.drivername]).render_as_string(hide_password=False)
    except (ArgumentError, ValueError, KeyError):
        # Nothing of it is repeated: it may hold a password.
        raise ValueError("must be like postgresql://user:password@host/database") from None


@lru_cache(maxsize=1024)
def host_of(authority: str) -> str:
    """The host in a Host header, without its port; empty if there is none to be made out."""
    try:
        return urlsplit(f"//{authority}").hostname or ""
    except ValueError:
        return ""
