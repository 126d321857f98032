"""The wheels a browser installs."""

from build_steps.wheels.build import build, store_uncompressed

__all__ = ["build", "store_uncompressed"]
