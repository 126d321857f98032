"""Both halves of the border between page and worker speak the one language of messages.schema.json."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from harmony.scan.hints import Guidance, Hint
from harmony_browser import messages

WEB = Path(__file__).parents[2] / "web"
SCHEMA = json.loads((WEB / "messages.schema.json").read_text("utf-8"))

SAID_BY_PYTHON = [
    *(messages.looked(Guidance(hint, lit)) for hint in Hint for lit in (0, 1, 2)),
    messages.checking(),
    messages.refused("badge_bad_signature"),
]


def names(side: str) -> set[str]:
    """The message types of one direction."""
    return {entry["$ref"].rsplit("/", 1)[1] for entry in SCHEMA["$defs"][side]["oneOf"]}


@pytest.mark.parametrize("message", SAID_BY_PYTHON, ids=lambda message: str(message["type"]))
def test_what_python_says_is_in_the_schema(message: messages.Message) -> None:
    """Every message the worker's Python can make is one the page was promised."""
    schema = {"$ref": "#/$defs/toPage", "$defs": SCHEMA["$defs"]}
    assert list(Draft202012Validator(schema).iter_errors(message)) == []


def test_the_page_knows_every_message() -> None:
    """The page's types name exactly the schema's messages to the page."""
    types = (WEB / "types.d.ts").read_text("utf-8")
    declared = types[types.index("export type PageMessage") : types.index("export type WorkerMessage")]
    assert set(re.findall(r'type: "([a-z-]+)"', declared)) == names("toPage")


def test_the_worker_handles_every_message() -> None:
    """The worker has a branch for each message the page may send, and for no other."""
    worker = (WEB / "worker.mjs").read_text("utf-8")
    assert set(re.findall(r'data\.type === "([a-z-]+)"', worker)) == names("toWorker")
