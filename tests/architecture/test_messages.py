"""Both sides of the border between page and workers speak the one language of messages.schema.json."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from harmony.scan.hints import Guidance, Hint
from harmony_browser.scanner import messages

WEB = Path(__file__).parents[2] / "web"
SCHEMA = json.loads((WEB / "scan" / "messages.schema.json").read_text("utf-8"))

SAID_BY_PYTHON = [
    *(messages.looked(Guidance(hint, lit)) for hint in Hint for lit in (0, 1, 2)),
    messages.checking(),
    messages.badge("a.b.c", "42"),
    messages.refused("badge_bad_signature"),
]


def names(side: str) -> set[str]:
    """The message types of one direction."""
    return {entry["$ref"].rsplit("/", 1)[1] for entry in SCHEMA["$defs"][side]["oneOf"]}


@pytest.mark.parametrize("message", SAID_BY_PYTHON, ids=lambda message: str(message["type"]))
def test_what_python_says_is_in_the_schema(message: messages.Message) -> None:
    """Every message the worker's Python can make is one the page was promised."""
    schema = {"$ref": "#/$defs/toPage", "$defs": SCHEMA["$defs"]}
    assert list(Draft202012Validator(schema).iter_errors(message | {"turn": 1})) == []


def test_what_belongs_to_a_turn_says_so() -> None:
    """Exactly the messages that need a turn in the schema get one on their way out of a worker."""
    (listed,) = re.findall(r"OF_A_TURN = \[([^]]*)\]", (WEB / "scan" / "worker-loop.mjs").read_text("utf-8"))
    of_a_turn = {name for name in names("toPage") if "turn" in SCHEMA["$defs"][name]["required"]}
    assert set(re.findall(r'"([a-z]+)"', listed)) == of_a_turn


def test_the_page_knows_every_message() -> None:
    """The page's types name exactly the schema's messages to the page."""
    types = (WEB / "scan" / "types.d.ts").read_text("utf-8")
    declared = types[types.index("export type MessageToPage") : types.index("export type ScannerMessage")]
    assert set(re.findall(r'type: "([a-z-]+)"', declared)) == names("toPage")


def test_the_workers_handle_every_message() -> None:
    """What both workers are made of has a branch for each message the page may send, and for no other."""
    worker = (WEB / "scan" / "worker-loop.mjs").read_text("utf-8")
    assert set(re.findall(r'data\.type === "([a-z-]+)"', worker)) == names("toWorker")
