"""The `harmony` command run inside the test's process, on a small imported district."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner, Result

from harmony_server.cli import app
from tests.server.test_roster_zip import zipped
from tests.unit.oneroster_files import export


@dataclass(frozen=True)
class Command:
    """Runs commands on one data folder; a traceback fails the test."""

    data: Path

    def __call__(self, *arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        """Run one command line."""
        result = CliRunner().invoke(app, [*map(str, arguments), "--data", str(self.data)], input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result


def imported_district(folder: Path) -> Command:
    """A district in `folder`/data that has imported `folder`/roster.zip."""
    run = Command(folder / "data")
    assert run("init", "--name", "Maple", "--url", "https://portal.example").exit_code == 0
    assert run("roster", "import", zipped(folder / "roster.zip", export())).exit_code == 0
    return run


def refused(result: Result) -> str:
    """What a refused command said: on standard error, with exit code 1."""
    assert result.exit_code == 1, result.output
    return str(result.stderr)
