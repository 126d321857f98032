"""Running a relying party that is a program of its own, and being its browser."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx2

from build_steps import npm
from build_steps.paths import ROOT
from tests.district import badge_body
from tests.relying_parties.world import World

SCRIPTS = Path(__file__).parent
Browse = Callable[[str], str]
"""Takes a browser to an address, and gives the address that it came back to."""


def run(script: str, browse: Browse, **told: Any) -> dict[str, Any]:
    """What one script says in the end; fails with what it said on standard error."""
    command = [npm.node(), SCRIPTS / script, json.dumps(told)]
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            said = json.loads(line)
            if "done" in said:
                return dict(said["done"])
            process.stdin.write(f"{browse(said['go'])}\n")
            process.stdin.flush()
        raise AssertionError(process.stderr.read())


class HttpBrowser:
    """A browser as far as redirects and cookies go; it signs in by badge where it is asked to."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._client = httpx2.Client(base_url=world.issuer, timeout=60)

    def __call__(self, address: str) -> str:
        """Follow redirects until one leads to the app."""
        for _ in range(8):
            if not address.startswith((self._world.issuer, "/")):
                return address
            address = self._step(address)
        raise AssertionError("the portal leads round and round")

    def sign_out(self) -> None:
        """Leave the portal."""
        assert self._client.delete("/api/v1/session").status_code == 204

    def close(self) -> None:
        """Let go of its connections."""
        self._client.close()

    def _step(self, address: str) -> str:
        answer = self._client.get(address)
        assert answer.status_code == 303, (address, answer.text)
        location = answer.headers["location"]
        page, _, request_id = location.partition("#continue=")
        if not request_id:
            return str(location)
        assert page == "/from-app.html"
        badge = self._world.district.badge()
        assert self._client.post("/api/v1/session", json=badge_body(badge)).status_code == 201
        return f"/continue?id={request_id}"
