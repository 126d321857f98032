"""The OpenAPI description is true of the running server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.running import Server

SCHEMATHESIS = Path(sys.executable).parent / "schemathesis"
SETTINGS = Path(__file__).parent / "schemathesis.toml"


def test_the_description_is_true(server: Server, tmp_path: Path) -> None:
    """Right, wrong and hostile requests made from the description get only the answers it describes.

    Schemathesis checks every status, header and body, unsupported methods, and that none is a server error;
    the seed is fixed, so that a failure comes again.
    """
    description = f"{server.address}/api/v1/openapi.json"
    fixed = ["--max-examples", "60", "--seed", "1", "--generation-deterministic", "--warnings", "off"]
    done = subprocess.run(
        [SCHEMATHESIS, "--config-file", SETTINGS, "run", description, *fixed, "--no-color"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout
    assert "Tested: 104" in done.stdout
