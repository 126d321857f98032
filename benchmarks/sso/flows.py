"""One complete code flow over a live session: the authorization request, the tokens, the user information."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from benchmarks.server.contenders import SESSION
from benchmarks.server.load import Connection, Scenario, as_json
from harmony_server.sso.token_endpoint import challenge_of

CLIENT, CALLBACK = "bench", "https://client.example/callback"
SECRET = "benchbenchbenchbenchbenchbenchbench"  # noqa: S105  of an invented app
VERIFIER = "a-verifier-that-every-flow-of-the-bench-shares"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
Cookies = Mapping[str, str]


@dataclass(frozen=True)
class Provider:
    """Where a provider's endpoints are."""

    authorize: str
    token: str
    user_information: str


OURS = Provider("/oidc/authorize", "/oidc/token", "/oidc/userinfo")
RIVAL = Provider("/auth", "/token", "/me")


def flow(provider: Provider, sessions: list[Cookies]) -> Scenario:
    """One flow a turn; the status of the user information, or of the step that came to nothing."""
    form = {"client_id": CLIENT, "client_secret": SECRET, "redirect_uri": CALLBACK}
    more = {"grant_type": "authorization_code", "code_verifier": VERIFIER}

    async def one(connection: Connection, turn: int) -> int:
        headers = _cookie(sessions[turn % len(sessions)])
        asked = await connection.ask("GET", _request(provider, turn), headers=headers)
        code = parse_qs(urlsplit(asked.header("location")).query).get("code")
        if not code:
            return asked.status
        body = urlencode({**form, **more, "code": code[0]}).encode()
        tokens = await connection.ask("POST", provider.token, body, FORM)
        if tokens.status != 200:
            return tokens.status
        bearer = f"Bearer {json.loads(tokens.body)['access_token']}"
        told = await connection.ask("GET", provider.user_information, headers={"Authorization": bearer})
        return told.status

    return one


def _request(provider: Provider, turn: int) -> str:
    asked = {
        "client_id": CLIENT,
        "redirect_uri": CALLBACK,
        "response_type": "code",
        "scope": "openid",
        "state": f"state-{turn}",
        "nonce": f"nonce-{turn}",
        "code_challenge": challenge_of(VERIFIER),
        "code_challenge_method": "S256",
    }
    return f"{provider.authorize}?{urlencode(asked)}"


def with_badges(port: int, badges: tuple[str, ...], sessions: int) -> list[Cookies]:
    """The cookies of sessions that begin with badges at the portal."""

    async def sign_in(connection: Connection, turn: int) -> Cookies:
        body, headers = as_json({"badge": badges[turn % len(badges)]})
        return (await connection.ask("POST", SESSION, body, headers)).cookies

    return _signed_in(port, sign_in, sessions)


def by_redirects(port: int, sessions: int) -> list[Cookies]:
    """The cookies of sessions at oidc-provider, each begun on the way of a first flow."""

    async def sign_in(connection: Connection, turn: int) -> Cookies:
        cookies: dict[str, str] = {}
        path = _request(RIVAL, turn)
        for _step in range(4):
            answer = await connection.ask("GET", path, headers=_cookie(cookies))
            cookies |= answer.cookies
            to = urlsplit(answer.header("location"))
            if f"https://{to.hostname}" == CALLBACK.rpartition("/")[0]:
                break
            path = f"{to.path}?{to.query}" if to.query else to.path
        return {name: value for name, value in cookies.items() if name.startswith("_session")}

    return _signed_in(port, sign_in, sessions)


def _signed_in(
    port: int, sign_in: Callable[[Connection, int], Awaitable[Cookies]], count: int
) -> list[Cookies]:
    async def all_of_them() -> list[Cookies]:
        connection = Connection(port)
        found = [await sign_in(connection, turn) for turn in range(count)]
        connection.close()
        return found

    sessions = asyncio.run(all_of_them())
    if not all(sessions):
        raise SystemExit("A server of the bench let nobody in.")
    return sessions


def _cookie(cookies: Cookies) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
