"""Who looks at pictures: the eyes, Python, and every way in which one or both of them are not there.

The workers here say what a test has them say; tests/browser/test_eyes.py has real ones.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.javascript import evaluate

PROGRAM = """
import { DecoderDelivery } from "./scan/decoder-loader.mjs";
import { Scanner } from "./scan/scanner.mjs";
console.warn = () => {};
globalThis.DECODER_WORKER_URL = "eyes";
globalThis.PYTHON_WORKER_URL = "python";
const told = [], workers = {};
globalThis.Worker = class extends EventTarget {
  constructor(url) {
    super();
    workers[url] = this;
    told.push(`+${url}`);
    this.url = url;
  }
  postMessage({ type, turn }) { told.push(`${this.url} gets ${type}${turn ? ` of ${turn}` : ""}`); }
  terminate() { told.push(`-${this.url}`); }
  says(data) { this.dispatchEvent(Object.assign(new Event("message"), { data })); }
  breaks() { this.dispatchEvent(new Event("error")); }
};
const waiting = new Set();
globalThis.setInterval = (tick) => { waiting.add(tick); return tick; };
globalThis.clearInterval = (tick) => waiting.delete(tick);
const ticks = (count) => { while (count--) for (const tick of [...waiting]) tick(); };
const tries = [];
const bring = () => new Promise((resolve, reject) => tries.push({ resolve, reject }));
const hear = ({ type, cause }) => told.push(cause ? `${type}: ${cause}` : type);
const scanner = new Scanner(hear, new DecoderDelivery(bring));
const decoder = {
  comes: () => tries.shift().resolve({}),
  fails: () => tries.shift().reject({ reason: "missing" }),
};
const frame = () => scanner.look("frame", { close: () => told.push("closed") });
const eyes = (type, more) => workers.eyes.says({ type, ...more });
const python = (type, more) => workers.python.says({ type, ...more });
const failed = { type: "failed", cause: "damaged", reason: "" };
scanner.start();
for (const step of %s) {
  await new Promise((resolve) => setTimeout(resolve));
  told.push(`(${step})`);
  eval(step);
}
await new Promise((resolve) => setTimeout(resolve));
const result = { told, boot: scanner.boot, sees: scanner.sees };
setTimeout(() => process.exit()); // the scanner still waits for Python
"""

DECODER = "decoder.comes()"
NO_DECODER = "decoder.fails()"
EYES = "eyes('seeing')"
PYTHON = "python('ready')"
NO_EYES = "workers.eyes.breaks()"
NO_PYTHON = "python('failed', failed)"
BROKEN = "python('failed', { ...failed, cause: 'broken' })"


def run(*steps: str) -> Any:
    """Start, then take steps; all that was told and sent, each step in brackets, and how it stands then."""
    return evaluate(PROGRAM % json.dumps(steps))


def after(step: str, told: list[str]) -> list[str]:
    """What a step, the last of its kind, led to."""
    start = len(told) - told[::-1].index(f"({step})")
    end = next((i for i in range(start, len(told)) if told[i].startswith("(")), len(told))
    return told[start:end]


def test_the_eyes_are_opened_first() -> None:
    """Python's worker begins only when they look, and gets the same decoder."""
    told = run(DECODER, EYES)["told"]
    assert told[0] == "+eyes"
    assert after(DECODER, told) == ["eyes gets decoder"]
    assert after(EYES, told) == ["seeing", "+python", "python gets decoder"]


def test_python_takes_over() -> None:
    """When Python is there the eyes end, and it gets the frames."""
    end = run(DECODER, EYES, PYTHON, "frame()")
    assert after(PYTHON, end["told"]) == ["-eyes", "ready"]
    assert after("frame()", end["told"]) == ["python gets frame"]
    assert end["boot"] == "ready"


def test_a_frame_that_the_eyes_have_is_answered_by_them() -> None:
    """They end only after their last word, which the page hears, and the next frame is Python's."""
    looked = "eyes('looked', { turn: 0 })"
    told = run(DECODER, EYES, "frame()", PYTHON, looked, "frame()")["told"]
    assert after(PYTHON, told) == ["ready"]
    assert after(looked, told) == ["looked", "-eyes"]
    assert after("frame()", told) == ["python gets frame"]


def test_a_badge_that_the_eyes_are_about_to_name_is_waited_for() -> None:
    """Checking is not the last word."""
    checking, badge = "eyes('checking', { turn: 0 })", "eyes('badge', { turn: 0 })"
    told = run(DECODER, EYES, "frame()", checking, PYTHON, badge)["told"]
    assert after(PYTHON, told) == ["ready"]
    assert after(badge, told) == ["badge", "-eyes"]


def test_what_was_forgotten_is_not_heard_of() -> None:
    """T-31: a badge that a worker named before it knew that the child has left is nobody's."""
    late = "eyes('badge', { turn: 0 })"
    told = run(DECODER, EYES, "frame()", "scanner.forget()", late, "frame()", "eyes('badge', { turn: 1 })")[
        "told"
    ]
    assert after(late, told) == []
    assert after("frame()", told) == ["eyes gets frame of 1"]
    assert told[-1] == "badge"


def test_without_python_the_eyes_go_on() -> None:
    """The start is over, with the reason; frames go where they went. Python's worker ends by itself."""
    end = run(DECODER, EYES, NO_PYTHON, "frame()")
    assert after(NO_PYTHON, end["told"]) == ["ready: damaged"]
    assert after("frame()", end["told"]) == ["eyes gets frame"]
    assert end["boot"] == "ready"


def test_without_eyes_python_is_waited_for() -> None:
    """Eyes that do not load are no failure while Python is coming."""
    end = run(NO_EYES, DECODER, PYTHON, "frame()")
    assert after(NO_EYES, end["told"]) == ["-eyes"]
    assert after(DECODER, end["told"]) == ["+python", "python gets decoder"]
    assert after(PYTHON, end["told"]) == ["ready"]
    assert after("frame()", end["told"]) == ["python gets frame"]


@pytest.mark.parametrize(
    "steps", [(DECODER, NO_EYES, NO_PYTHON), (DECODER, EYES, NO_PYTHON, NO_EYES)], ids=str
)
def test_without_both_nobody_looks(steps: tuple[str, ...]) -> None:
    """Whichever is lost last is the end, told once."""
    end = run(*steps)
    assert end["told"][-1] == "failed: damaged"
    assert end["told"].count("failed: damaged") == 1
    assert end["boot"] == "failed"
    assert not end["sees"]


@pytest.mark.parametrize("free", ["python('starting')", NO_PYTHON])
def test_the_decoder_is_asked_for_again_when_the_line_is_free(free: str) -> None:
    """One that did not come at first comes with Python's last byte, or when Python is lost."""
    end = run(NO_DECODER, free, DECODER, EYES)
    assert "eyes gets decoder" in after(DECODER, end["told"])
    assert end["sees"]


def test_without_a_decoder_nobody_looks() -> None:
    """Python cannot look without it either."""
    end = run(NO_DECODER, "python('starting')", NO_DECODER)
    assert after(NO_DECODER, end["told"]) == ["-eyes", "-python", "failed: missing"]


def test_python_that_breaks_down_is_replaced() -> None:
    """The eyes are opened again with the decoder that is there, and what Python had is shown again."""
    end = run(DECODER, EYES, PYTHON, "frame()", BROKEN, EYES, "frame()")
    assert after(BROKEN, end["told"]) == ["-python", "+eyes", "eyes gets decoder"]
    assert after(EYES, end["told"]) == ["seeing", "lost"]
    assert after("frame()", end["told"]) == ["eyes gets frame"]
    assert end["boot"] == "ready"


def test_a_worker_that_never_answers_is_given_up() -> None:
    """T-32: It is waited for in ten parts, of which one at most may pass while a device sleeps."""
    told = run(DECODER, EYES, PYTHON, "frame()", "ticks(9)", "ticks(1)")["told"]
    assert after("ticks(9)", told) == []
    assert after("ticks(1)", told) == ["-python", "+eyes", "eyes gets decoder"]


@pytest.mark.parametrize("said", ["looked", "badge", "refused", "checking"])
def test_a_worker_that_has_answered_is_not_waited_for(said: str) -> None:
    """Nor is one that has found a badge, and waits for the server."""
    answer = f"python('{said}', {{ turn: 0 }})"
    assert after("ticks(99)", run(DECODER, EYES, PYTHON, "frame()", answer, "ticks(99)")["told"]) == []


def test_a_frame_that_nobody_can_look_at_is_asked_for_again() -> None:
    """Eyes that are lost while the camera is on: the scan goes on with Python."""
    told = run(DECODER, EYES, "frame()", NO_EYES, "frame()", PYTHON, "frame()")["told"]
    assert "closed" in told
    assert after(PYTHON, told) == ["ready", "lost"]
    assert after("frame()", told) == ["python gets frame"]


def test_after_the_last_worker_is_lost_nobody_looks() -> None:
    """Python breaks down, then the eyes that took its place: that is told as the end."""
    end = run(DECODER, EYES, PYTHON, NO_PYTHON, EYES, NO_EYES)
    assert end["told"][-1] == "failed: damaged"
