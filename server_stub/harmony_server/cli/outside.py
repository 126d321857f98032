"""What `harmony doctor` asks the portal from outside, as a visitor would, by its own address."""

from __future__ import annotations

import json
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from harmony.addresses import is_loopback
from harmony_server.cli.console import Refused
from harmony_server.settings.config import Config

FORGED = "192.0.2.66"
"""An address that is nobody's (RFC 5737): no proxy may have the server believe that we are there."""
PATIENCE_S = 10
MAX_BYTES = 65_536


class NotReached(Exception):
    """Nothing answers; perhaps it has not been started yet."""


@dataclass(frozen=True)
class _Answer:
    status: int
    content: bytes
    came_from: str
    """Our own address on the connection."""

    def member(self, name: str) -> Any:
        """A member of the JSON object that was answered; None if it is none."""
        try:
            return json.loads(self.content).get(name)
        except (ValueError, AttributeError):
            return None


def check(settings: Config) -> str:
    """Say how a visitor's request comes in; raises Refused where the proxy is wrong, and NotReached."""
    url = settings.portal_url
    seen = _get(url, "/api/v1/connection")
    if seen.status == 421:
        raise Refused(
            f"the proxy calls the server by another name. Have it pass on Host: {urlsplit(url).netloc}"
        )
    if seen.status in (502, 503, 504):
        raise NotReached(f"the proxy at {url} answers {seen.status}")
    if _get(url, "/api/v1/portal").member("district") != settings.code:
        raise Refused(f"what answers at {url} is not this district's server.")
    judge(https=seen.member("https"), address=seen.member("address"), came_from=seen.came_from)
    _refuse_plain_http(url)
    return f"{url} answers over https, and the server learns where visitors are"


def judge(*, https: bool | None, address: str | None, came_from: str) -> None:
    """Raise Refused if the server was told wrongly by the proxy over what a request came, and from where."""
    if not https:
        raise Refused(
            "the server does not learn that visitors come by https. Have the proxy send X-Forwarded-Proto, "
            f"and name its address in trusted_proxies of district.toml; requests come from {address}."
        )
    if is_loopback(came_from):
        return  # ours is a proxy's own address then: it tells nothing of a visitor's
    if address == FORGED:
        raise Refused(
            "the proxy passes on X-Forwarded-For as a visitor wrote it: anybody can seem to be anywhere, and "
            "guess on. Have it write the visitor's address itself."
        )
    if address is None or is_loopback(address):
        raise Refused(
            f"the server takes every visitor for {address}: all share one allowance of guesses. Have the "
            "proxy send X-Forwarded-For."
        )


def _get(url: str, path: str) -> _Answer:
    parts = urlsplit(url)
    connection = HTTPSConnection(
        parts.hostname or "", parts.port, timeout=PATIENCE_S, context=ssl.create_default_context()
    )
    return _answer(connection, path, url)


def _answer(connection: HTTPConnection, path: str, url: str) -> _Answer:
    try:
        connection.request("GET", path, headers={"X-Forwarded-For": FORGED, "User-Agent": "harmony doctor"})
        came_from: str = connection.sock.getsockname()[0]
        response = connection.getresponse()
        return _Answer(response.status, response.read(MAX_BYTES), came_from)
    except ssl.SSLCertVerificationError as error:
        raise Refused(f"no browser trusts the certificate of {url}: {error.verify_message}.") from None
    except ssl.SSLError:
        raise Refused(f"what listens at {url} does not speak https.") from None
    except (OSError, HTTPException) as error:
        raise NotReached(f"{url} does not answer from here ({type(error).__name__})") from None
    finally:
        connection.close()


def _refuse_plain_http(url: str) -> None:
    """Raise Refused if the portal is also shown over http, where browsers give no camera."""
    parts = urlsplit(url)
    if parts.port is not None:
        return
    plain = f"http://{parts.hostname}"
    try:
        answer = _answer(HTTPConnection(parts.hostname or "", timeout=PATIENCE_S), "/", plain)
    except NotReached:
        return
    if answer.status < 300:
        raise Refused(f"{plain} shows the page without https. Have the proxy lead on to {url}.")
