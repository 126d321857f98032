"""The commands of build.py, run inside the project's environment."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from build_steps.environment import PYTHON
from build_steps.paths import DATA, ROOT


def main() -> None:
    """Parse the command line and run one command."""
    arguments = parser().parse_args()
    try:
        arguments.run(arguments)
    except KeyboardInterrupt:
        sys.exit(130)


def parser() -> argparse.ArgumentParser:
    """What build.py understands; needs nothing installed."""
    parser = argparse.ArgumentParser(prog="build.py", description="Runs, builds, tests Harmony Portal.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="run the portal with a demo district")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    serve.add_argument("--data", type=Path, default=DATA, help="data folder (default ./data)")
    serve.set_defaults(run=_serve)
    build = commands.add_parser("build", help="build the wheels and the site into dist/")
    build.add_argument(
        "--runtime",
        choices=("split", "slim", "stock"),
        help="the kind of Pyodide for students (default: the best that can be made here)",
    )
    build.set_defaults(run=_build)
    test = commands.add_parser("test", help="checks and all tests")
    test.add_argument(
        "pytest", nargs="*", help="arguments for pytest, after --; the checks are then left out"
    )
    test.set_defaults(run=_test)
    commands.add_parser("check", help="lint, types, import rules").set_defaults(run=_check)
    # What begins with a dash is for the bench, --help too.
    bench = commands.add_parser("bench", help="benchmarks", add_help=False, prefix_chars="\0")
    bench.add_argument("arguments", nargs=argparse.REMAINDER)
    bench.set_defaults(run=_bench)
    pictures = commands.add_parser("screenshots", help="take the README's pictures anew")
    pictures.set_defaults(run=_screenshots)
    profile = commands.add_parser("profile", help="take the profile of the split runtime anew")
    profile.add_argument("--times", type=int, default=4, help="profiling runs to take (default 4)")
    profile.set_defaults(run=_profile)
    commands.add_parser("docs", help="draw the pictures of docs/ anew").set_defaults(run=_docs)
    commands.add_parser("api", help="write the console's types of the API anew").set_defaults(run=_api)
    lock = commands.add_parser("lock", help="resolve the dependency locks anew")
    lock.add_argument("--upgrade", action="store_true", help="take the newest versions")
    lock.set_defaults(run=_lock)
    return parser


def _serve(arguments: argparse.Namespace) -> None:
    from build_steps import serve  # noqa: PLC0415  each command loads only what it needs

    serve.run(host=arguments.host, port=arguments.port, data=arguments.data)


def _build(arguments: argparse.Namespace) -> None:
    from build_steps import site  # noqa: PLC0415

    site.ensure(arguments.runtime)


def _check(_: argparse.Namespace) -> None:
    from build_steps import checks  # noqa: PLC0415

    checks.run()


def _test(arguments: argparse.Namespace) -> None:
    from build_steps import checks, testing  # noqa: PLC0415

    if arguments.pytest:
        sys.exit(testing.some(arguments.pytest))
    checks.run()
    sys.exit(testing.all_of_them())


def _bench(arguments: argparse.Namespace) -> None:
    command = [str(PYTHON), "-m", "benchmarks", *arguments.arguments]
    sys.exit(subprocess.call(command, cwd=ROOT))


def _screenshots(_: argparse.Namespace) -> None:
    from build_steps import screenshots  # noqa: PLC0415

    screenshots.run()


def _profile(arguments: argparse.Namespace) -> None:
    from build_steps import site  # noqa: PLC0415

    site.profile(arguments.times)


def _docs(_: argparse.Namespace) -> None:
    from build_steps import docs  # noqa: PLC0415

    docs.run()


def _api(_: argparse.Namespace) -> None:
    from build_steps import api_types  # noqa: PLC0415

    api_types.run()


def _lock(arguments: argparse.Namespace) -> None:
    from build_steps import lock  # noqa: PLC0415

    lock.run(upgrade=arguments.upgrade)


if __name__ == "__main__":
    main()
