"""The command line of the benches: `python3 build.py bench [NAME …]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from benchmarks import docs
from benchmarks.results import Results
from build_steps.paths import CACHE

BENCHES = ("scan", "startup", "server", "sso", "roster", "console")


def main() -> None:
    """Run one bench, or all of them one after another."""
    arguments = _parser().parse_args()
    for name in [arguments.name] if arguments.name else BENCHES:
        results = Results.read(arguments.earlier) if arguments.earlier else _RUN[name](arguments)
        console = Console(width=None if sys.stdout.isatty() else 132)
        results.show(console)
        written = arguments.json or CACHE / "bench" / f"{name}.json"
        results.write(written)
        console.print(f"Written to {written}")
        if arguments.docs:
            docs.update(results)
            console.print(f"Tables and plot put into {docs.PAGE}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py bench",
        description="Measures the portal side by side with what one could use instead. Without a name all "
        "benches run, one after another.",
        epilog="scan: how often and how fast badges are read. startup: how long until a page is usable, sees "
        "its first frame and has its scanner. server: sign-ins a second and what one costs. sso: the same of "
        "signing in to apps, beside npm's oidc-provider. roster: what "
        "importing one takes beside a bare load. console: its "
        "Python beside stock PyScript. Run them on a machine that does nothing else.",
    )
    parser.add_argument("name", nargs="?", choices=BENCHES, help="which bench; all if left out")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write (default .cache/bench/)")
    parser.add_argument("--quick", action="store_true", help="a few frames and runs: whether it works at all")
    parser.add_argument("--wrong", type=int, metavar="N", help="scan: frames of wrong cards (default 50000)")
    parser.add_argument("--docs", action="store_true", help="put tables and plots into docs/performance.md")
    parser.add_argument(
        "--from", dest="earlier", type=Path, metavar="FILE", help="run nothing; take an earlier run's JSON"
    )
    return parser


def _scan(arguments: argparse.Namespace) -> Results:
    from benchmarks.scan import run  # noqa: PLC0415  each bench loads only what it needs

    return run.run(quick=arguments.quick, wrong_frames=arguments.wrong)


def _startup(arguments: argparse.Namespace) -> Results:
    from benchmarks.startup import run  # noqa: PLC0415

    return run.run(quick=arguments.quick)


def _server(arguments: argparse.Namespace) -> Results:
    from benchmarks.server import run  # noqa: PLC0415

    return run.run(quick=arguments.quick)


def _sso(arguments: argparse.Namespace) -> Results:
    from benchmarks.sso import run  # noqa: PLC0415

    return run.run(quick=arguments.quick)


def _roster(arguments: argparse.Namespace) -> Results:
    from benchmarks.roster import run  # noqa: PLC0415

    return run.run(quick=arguments.quick)


def _console(arguments: argparse.Namespace) -> Results:
    from benchmarks.console import run  # noqa: PLC0415

    return run.run(quick=arguments.quick)


_RUN: dict[str, Callable[[argparse.Namespace], Results]] = {
    "scan": _scan,
    "startup": _startup,
    "server": _server,
    "sso": _sso,
    "console": _console,
    "roster": _roster,
}

if __name__ == "__main__":
    main()
