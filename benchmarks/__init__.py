"""Benchmarks: what users would wait for, side by side with what they would pick instead.

Each is run by `python3 build.py bench NAME --json FILE` and writes

    {"bench", "machine", "rows": [{"what", "case", "metric", "unit", "median", "min", "max", "runs"}],
     "ratios": {name: number}}

Absolute times belong to the machine they were taken on; the ratios travel better.
"""
