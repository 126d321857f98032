"""A badge's way to the server: what is told of each answer, and when the badge is kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.javascript import evaluate

DASHBOARD = {"person": {"given_name": "Zoë"}, "apps": []}
SIGNED_IN = {"kind": "ok", "body": DASHBOARD}
AWAY = {"kind": "unreachable"}

PROGRAM = """
import { Exchange } from "./student/sign-in-client.mjs";
const { answers, steps } = %s;
const told = [], sent = [];
const exchange = new Exchange((outcome, proof) => told.push([outcome, proof]), async (proof) => {
  sent.push(proof);
  const answer = answers.shift();
  await new Promise((resolve) => setTimeout(resolve, 5));
  return answer;
});
let last = Promise.resolve();
for (const step of steps) {
  if (step === "forget") exchange.forget();
  else if (step === "wait") await last;
  else last = step === "retry" ? exchange.retry() : exchange.send({ badge: step });
}
await last;
await new Promise((resolve) => setTimeout(resolve, 20));
const result = { told, sent };
"""


def exchange(answers: list[dict[str, Any]], *steps: str) -> tuple[list[dict[str, Any]], list[str]]:
    """Send badges ("A"), "retry", "forget" and "wait" for the last; the outcomes, and the badges sent."""
    result = evaluate(PROGRAM % json.dumps({"answers": answers, "steps": steps}))
    assert all(proof in result["sent"] for _, proof in result["told"])
    return [outcome for outcome, _ in result["told"]], [proof["badge"] for proof in result["sent"]]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (SIGNED_IN, {"type": "signed-in", "dashboard": DASHBOARD}),
        (AWAY, {"type": "unreachable"}),
        (
            {"kind": "refused", "code": "badge_void", "retryAfter": None},
            {"type": "refused", "code": "badge_void", "retryAfter": None},
        ),
        (
            {"kind": "refused", "code": "too_many_tries", "retryAfter": 8},
            {"type": "refused", "code": "too_many_tries", "retryAfter": 8},
        ),
    ],
    ids=["signed in", "away", "refused", "wait"],
)
def test_each_answer_is_one_outcome(answer: dict[str, Any], outcome: dict[str, Any]) -> None:
    """Whatever the server says is told once."""
    assert exchange([answer], "A") == ([outcome], ["A"])


def test_an_unreachable_server_gets_the_kept_badge_later() -> None:
    """The badge is kept and sent again, as often as needed, without a second scan."""
    told, sent = exchange([AWAY, AWAY, SIGNED_IN], "A", "wait", "retry", "wait", "retry")
    assert [message["type"] for message in told] == ["unreachable", "unreachable", "signed-in"]
    assert sent == ["A", "A", "A"]


def test_an_answered_badge_is_not_kept() -> None:
    """Once the server has spoken, Try again sends nothing."""
    _, sent = exchange([SIGNED_IN], "A", "wait", "retry")
    assert sent == ["A"]


def test_a_forgotten_badge_is_not_sent_again() -> None:
    """The next child's Try again never sends the last child's badge."""
    _, sent = exchange([AWAY], "A", "wait", "forget", "retry")
    assert sent == ["A"]


def test_an_answer_that_comes_too_late_is_nobodys() -> None:
    """A child who left before the answer came is not shown to the next one."""
    told, _ = exchange([SIGNED_IN, AWAY], "A", "forget", "B")
    assert told == [{"type": "unreachable"}]
