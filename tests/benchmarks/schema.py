"""The published form of a bench's results."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from benchmarks.results import Results

SCHEMA = json.loads((Path(__file__).parent / "results_schema.json").read_text("utf-8"))


def check(results: Results) -> None:
    """Raise if what would be written is not as published, or a figure lies outside its own range."""
    jsonschema.validate(json.loads(results.text()), SCHEMA)
    for row in results.rows:
        assert row.min <= row.median <= row.max, row
