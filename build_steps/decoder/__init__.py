"""The decoder: compiled for browsers, and its pixel work for the machine that tests it."""

from build_steps.decoder.build import PLAIN, SIMD, build, check, compiled, fetch, read_recipe

__all__ = ["PLAIN", "SIMD", "build", "check", "compiled", "fetch", "read_recipe"]
