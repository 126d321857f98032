"""How often a scan attempt is read within so many frames, by suite and size, by us and by others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from benchmarks.results import Results, Row, percentile
from benchmarks.scan.frames import Attempt
from benchmarks.scan.harness import OURS, RIVALS, SEED, Harness
from build_steps.progress import Step
from simcam import SUITES
from simcam.severities import SEVERITIES

WITHIN = (1, 3, 5, 10)
"""Frames: at 15 a second the last is two thirds of a second."""
SUITES_TOLD = ("mild", "moderate", "hard", "guided", "mixed")
GOALS = (("guided", 0.35, 5), ("guided", 0.25, 10), ("guided", 0.20, 10), ("mixed", 0.35, 10))


@dataclass
class Tally:
    """What one decoder made of the scan attempts of one severity and size."""

    tried: int = 0
    read_at: list[int] = field(default_factory=list)
    """For each scan attempt that was read, the number of the frame, from 0."""

    def share(self, within: int) -> float:
        """Of the scan attempts, those read within so many frames."""
        return sum(at < within for at in self.read_at) / self.tried


Key = tuple[str, str, float]
"""Decoder, severity, share of the frame's height."""
Counts = Mapping[float, tuple[int, int]]
"""By share of the frame's height: attempts of each severity that all decoders see, and that ours sees."""


def measure(harness: Harness, counts: Counts, results: Results, current: Step) -> None:
    """Hold badges up and note the rows."""
    plan, shared = _plan(counts, harness.badges)
    harness.begin(plan)
    tallies: dict[Key, Tally] = defaultdict(Tally)
    together: dict[Key, Tally] = defaultdict(Tally)
    frames: dict[str, int] = defaultdict(int)
    wrong: dict[str, int] = defaultdict(int)
    names = [(OURS, *RIVALS) if number in shared else (OURS,) for number in range(len(plan))]
    for done, (number, told) in enumerate(harness.attempts(names, frames=WITHIN[-1])):
        attempt = plan[number]
        current.say(f"{done} of {len(plan)} scan attempts, {attempt.severity}, {attempt.height_fraction:.0%}")
        for name, found in told.items():
            key = (name, attempt.severity, attempt.height_fraction)
            _count(tallies[key], found)
            if number in shared:
                _count(together[key], found)
            frames[name] += len(found["ms"])
            wrong[name] += len(found["wrong"])
    _tell(tallies, results)
    _compare(together, results)
    for name, count in frames.items():
        told_wrong = (wrong[name],) * 3
        results.rows.append(Row(name, "all frames", "wrong reads", "", *told_wrong, count))


def tell_times(results: Results, name: str, case: str, taken: list[float]) -> None:
    """Note the middle and the slow end of a step's time."""
    results.rows.append(Row.of(name, case, "ms per frame, p50", "ms", taken))
    slow = percentile(taken, 95)
    results.rows.append(Row.of(name, case, "ms per frame, p95", "ms", [slow]))


def _plan(counts: Counts, badges: int) -> tuple[list[Attempt], set[int]]:
    """The attempts, and which of them all decoders see; a seed is the same hand and room at every size."""
    plan: list[Attempt] = []
    shared: set[int] = set()
    for fraction, (together, alone) in counts.items():
        for severity in SEVERITIES:
            for seed in range(max(together, alone)):
                if seed < together:
                    shared.add(len(plan))
                plan.append(Attempt(seed % badges, severity, fraction, SEED + seed))
    return plan, shared


def _count(tally: Tally, found: Mapping[str, Any]) -> None:
    tally.tried += 1
    if found["at"] is not None:
        tally.read_at.append(found["at"])


def _tell(tallies: Mapping[Key, Tally], results: Results) -> None:
    names = list(dict.fromkeys(name for name, _, _ in tallies))
    fractions = sorted({fraction for _, _, fraction in tallies})
    for suite in SUITES_TOLD:
        for fraction in fractions:
            for name in names:
                for within in WITHIN:
                    results.rows.append(_row(tallies, name, suite, fraction, within))


def _compare(together: Mapping[Key, Tally], results: Results) -> None:
    """By how many percentage points we are ahead of the best of the others, on the attempts all have seen."""
    rivals = {name for name, _, _ in together} - {OURS}
    sizes = sorted({fraction for _, _, fraction in together})
    for suite, fraction, within in product(SUITES_TOLD, sizes, WITHIN):
        ours, tried = _share(together, OURS, suite, fraction, within)
        best = max(_share(together, name, suite, fraction, within)[0] for name in rivals)
        row = Row.of(OURS, case(suite, fraction), ahead(within), "points", [100 * (ours - best)])
        results.rows.append(replace(row, runs=tried))
        if (suite, fraction, within) in GOALS:
            results.ratio(f"points ahead of the best rival, {row.case}, {within} frames", row.median)


def _row(tallies: Mapping[Key, Tally], name: str, suite: str, fraction: float, within: int) -> Row:
    share, tried = _share(tallies, name, suite, fraction, within)
    return Row.of_share(name, case(suite, fraction), metric(within), share, tried)


def _share(
    tallies: Mapping[Key, Tally], name: str, suite: str, fraction: float, within: int
) -> tuple[float, int]:
    """Of a suite's scan attempts, the share that was read (0 to 1), and how many there were."""
    parts = {severity: tallies[name, severity, fraction] for severity in SUITES[suite]}
    share = sum(SUITES[suite][severity] * tally.share(within) for severity, tally in parts.items())
    return share, sum(tally.tried for tally in parts.values())


def case(suite: str, fraction: float) -> str:
    """The name of a suite at a size."""
    return f"{suite} {fraction:.0%}"


def metric(within: int) -> str:
    """The name of a share."""
    return f"read within {within} frame{'s' if within > 1 else ''}"


def ahead(within: int) -> str:
    """The name of a lead."""
    return f"ahead of the best rival within {within} frame{'s' if within > 1 else ''}"
