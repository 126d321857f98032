"""The wheels a browser installs."""

from build_steps.wheels import console_wheels
from build_steps.wheels.build import build, store_uncompressed

__all__ = ["build", "console_wheels", "store_uncompressed"]
