"""`build.py serve`, the first command of the README, as a new user runs it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.running import free_port

ROOT = Path(__file__).parents[2]


def door(*arguments: str | Path | int, home: Path = ROOT) -> list[str]:
    """The command line of build.py."""
    return [sys.executable, str(home / "build.py"), *map(str, arguments)]


def refusal(*arguments: str | Path | int) -> str:
    """What a command that cannot be done says; never a traceback."""
    done = subprocess.run(door(*arguments), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_serve_says_where_it_is_and_ends_when_told(dist: Path, tmp_path: Path, how: signal.Signals) -> None:
    """It makes the demo district, prints the way in, answers, and takes its server with it when it ends."""
    data, port = tmp_path / "district", free_port()
    process = subprocess.Popen(
        door("serve", "--data", data, "--port", port), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = ""
    while "Stop it with" not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    (address,) = re.findall(r"open at (\S+)", said)
    username, password = re.findall(r"Demo student +(\S+)\s+password +(\S+)", said)[0]
    assert httpx2.get(f"{address}/readyz").status_code == 200
    answer = httpx2.post(f"{address}/api/v1/session", json={"username": username, "password": password})
    assert answer.status_code == 201
    assert Path(re.findall(r"Demo badges +(\S+)", said)[0]).read_bytes().startswith(b"%PDF")
    process.send_signal(how)
    process.communicate(timeout=30)
    assert process.returncode == 0
    with pytest.raises(httpx2.TransportError):
        httpx2.get(f"{address}/readyz")


def test_a_taken_port_is_told_before_anything_is_made(dist: Path, tmp_path: Path) -> None:
    """Another server there would answer in this one's place; its data folder is not even made."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refusal("serve", "--data", tmp_path / "district", "--port", port)
    assert f"Nothing can listen on port {port}" in said
    assert not (tmp_path / "district").exists()


def test_a_folder_of_other_things_is_left_alone(dist: Path, tmp_path: Path) -> None:
    """A demo district is only ever made in a folder that is empty or not there."""
    (tmp_path / "letter.txt").write_text("Dear all")
    said = refusal("serve", "--data", tmp_path, "--port", free_port())
    assert "holds no district" in said
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    assert "holds no district" in refusal("serve", "--data", tmp_path / "letter.txt", "--port", free_port())
    below = refusal("serve", "--data", tmp_path / "letter.txt" / "below", "--port", free_port())
    assert "cannot be made" in below


def test_a_mistyped_command_installs_nothing(tmp_path: Path) -> None:
    """Usage is told at once, with exit code 2, before any environment is made."""
    shutil.copy(ROOT / "build.py", tmp_path)
    shutil.copytree(ROOT / "build_steps", tmp_path / "build_steps")
    done = subprocess.run(
        door("surve", home=tmp_path),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 2
    assert "invalid choice: 'surve'" in done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {"build.py", "build_steps"}
