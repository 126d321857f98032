"""The `harmony` command: everything a district does with its portal from a terminal.

Exit codes: 0 done, 1 refused (a sentence on standard error says why), 2 not a command.
"""

from harmony_server.cli.commands import app, main

__all__ = ["app", "main"]
