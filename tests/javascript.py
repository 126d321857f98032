"""The page's scripts outside a browser: a module is run by Node, and what it comes to is handed back."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from build_steps import npm

WEB = Path(__file__).parents[1] / "web"


def evaluate(source: str) -> Any:
    """Run a module as if it stood in web/, whose scripts it imports from "./"; its `result` as JSON."""
    program = f"{source}\nconsole.log(JSON.stringify(result));"
    program = program.replace('from "./', f'from "{WEB.as_uri()}/')
    command = [str(npm.node()), "--input-type=module", "--eval", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
