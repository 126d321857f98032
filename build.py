#!/usr/bin/env python3
"""The one door: runs, builds, tests and measures Harmony Portal. Needs Python 3.11 or newer, nothing else.

    python3 build.py serve    build what is missing, then run the portal with a demo district
    python3 build.py build    build the wheels and the static site into dist/
    python3 build.py test     checks and all tests
    python3 build.py check    lint, types, import rules
    python3 build.py bench    benchmarks, side by side with the alternatives
    python3 build.py screenshots  take the README's pictures anew
    python3 build.py docs     draw the architecture in docs/ anew
    python3 build.py profile  see anew what of Python a sign-in needs, for the split runtime
    python3 build.py lock     resolve the dependency locks anew

`python3 build.py COMMAND --help` tells more about each.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  whoever has an older Python deserves a sentence, not a traceback
    sys.exit(f"Harmony Portal needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

from build_steps import environment
from build_steps.__main__ import parser

if __name__ == "__main__":
    parser().parse_args()  # a mistake is told before anything is installed
    environment.run_inside(sys.argv[1:])
