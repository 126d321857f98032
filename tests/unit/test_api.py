"""The page's talk with the server: what an answer becomes, and what leaving does to it."""

from __future__ import annotations

from typing import Any

from tests.javascript import evaluate

PROGRAM = """
import * as api from "./shared/api.mjs";
const asked = [], leaving = new AbortController();
globalThis.fetch = async (path, { method, signal }) => {
  asked.push(method);
  if (%s) leaving.abort();
  if (%s) signal.throwIfAborted();
  return new Response(method === "POST" ? "{}" : null, { status: method === "POST" ? 201 : 204 });
};
const answer = await api.signIn({ badge: "1" }, leaving.signal);
const result = { kind: answer.kind, asked };
"""


def sign_in(*, leaves: bool, in_time: bool = True) -> dict[str, Any]:
    """Sign in; perhaps leave meanwhile, before the server's answer or too late to stop it."""
    result: dict[str, Any] = evaluate(
        PROGRAM % (f"{str(leaves).lower()} && method === 'POST'", str(in_time).lower())
    )
    return result


def test_an_answer_is_taken() -> None:
    """Whoever stays is signed in."""
    assert sign_in(leaves=False) == {"kind": "ok", "asked": ["POST"]}


def test_leaving_breaks_the_request_off() -> None:
    """T-31: The server may have answered a request that is broken off, so what it may have begun is ended."""
    assert sign_in(leaves=True) == {"kind": "unreachable", "asked": ["POST", "DELETE"]}


def test_a_session_that_crossed_with_the_leaving_is_ended() -> None:
    """T-31: The answer came all the same: its session is ended at once and shown to nobody."""
    assert sign_in(leaves=True, in_time=False) == {"kind": "unreachable", "asked": ["POST", "DELETE"]}
