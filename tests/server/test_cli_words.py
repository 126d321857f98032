"""`harmony words check`: what of the texts is to be mended."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from harmony_server.cli import app
from harmony_words import languages


def test_the_texts_of_the_built_site_are_in_order(dist: Path) -> None:
    """Nothing is missing, unused or still English; by language it is told how many no speaker has read."""
    done = CliRunner().invoke(app, ["words", "check", "--site", str(dist)])
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[1:] if line.strip()] == [each.code for each in languages()]


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path) -> None:
    """Rather than have every text called unused."""
    done = CliRunner().invoke(app, ["words", "check", "--site", str(tmp_path)])
    assert done.exit_code == 1
    assert "is no built site" in done.stderr
