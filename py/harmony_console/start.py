"""What PyScript runs: `await begin()`."""

from harmony_console.edge.browser import begin

__all__ = ["begin"]
