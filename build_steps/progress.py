"""Progress on the terminal: one line a step, alive while the step runs, plain lines where there is none."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

TICK_S = 0.2
PLAIN_TICK_S = 15.0
"""How often a long step says in a log that it is alive."""


class Step:
    """One slow step; `say` replaces the words behind its title."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.detail = ""
        self.started = time.monotonic()
        self._live = sys.stdout.isatty()
        self._done = threading.Event()
        self._painter = threading.Thread(target=self._paint, daemon=True)

    def say(self, detail: str) -> None:
        """Tell what the step is doing now, in a few words."""
        self.detail = detail

    def start(self) -> None:
        """Begin to show the step."""
        if not self._live:
            print(f"... {self.title}", flush=True)
        self._painter.start()

    def finish(self, mark: str) -> None:
        """Leave one line behind: how it ended and how long it took."""
        self._done.set()
        self._painter.join()
        seconds = time.monotonic() - self.started
        clear = "\r\x1b[2K" if self._live else ""
        print(f"{clear}{mark:>3} {self.title} ({seconds:.1f} s)", flush=True)

    def _paint(self) -> None:
        while not self._done.wait(TICK_S if self._live else PLAIN_TICK_S):
            seconds = time.monotonic() - self.started
            line = f"... {self.title} {seconds:3.0f} s  {self.detail}"[:110]
            print(f"\r\x1b[2K{line}" if self._live else line, end="" if self._live else "\n", flush=True)


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Show a step from its start to its end."""
    current = Step(title)
    current.start()
    try:
        yield current
    except BaseException:
        current.finish("!!!")
        raise
    current.finish("ok")


def run(
    title: str, command: Sequence[str | Path], *, cwd: Path, note: Callable[[str], str | None] | None = None
) -> None:
    """Run a command as a step; its output is shown only if it fails.

    `note` turns a line of output into the words shown while it runs, or None for lines of no interest.
    Raises SystemExit with the command's last lines.
    """
    lines: list[str] = []
    with (
        step(title) as current,
        subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None  # noqa: S101  asked for by PIPE
        for line in process.stdout:
            lines.append(line.rstrip())
            current.say((note(lines[-1]) if note else lines[-1]) or current.detail)
        if process.wait() != 0:
            tail = "\n".join(lines[-25:])
            raise SystemExit(f"{title} failed (exit code {process.returncode}):\n{tail}")
