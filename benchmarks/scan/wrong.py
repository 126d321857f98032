"""Cards that may open nothing, among badges that may: nobody is let in who does not hold their own badge."""

from __future__ import annotations

from benchmarks.results import Results, Row
from benchmarks.scan.frames import BURST, Attempt
from benchmarks.scan.harness import OURS, SEED, Harness
from build_steps.progress import Step

FRACTIONS = (0.25, 0.35, 0.5, 0.7)
SEVERITIES = ("mild", "mild", "moderate")
CONTROL_EVERY = 25
"""One instant in so many shows a real badge: a bench that could accept nothing would show nothing."""


def measure(harness: Harness, count: int, results: Results, current: Step) -> None:
    """Show so many frames and note who was let in."""
    plan = _plan(harness, max(1, count // BURST))
    harness.begin(plan)
    opened_before = harness.portal.opened
    accepted, mistaken, refused = 0, 0, 0
    for done, (number, outcomes) in enumerate(harness.bursts()):
        current.say(f"{done * BURST} of {count} frames, {mistaken} wrongly accepted")
        owner = harness.cards[plan[number].card].owner
        for outcome in outcomes:
            accepted += outcome["owner"] is not None
            refused += outcome["refused"] is not None
            mistaken += outcome["owner"] is not None and outcome["owner"] != owner
    opened = harness.portal.opened - opened_before
    shown = len(plan) * BURST
    for metric, value in (
        ("wrong acceptances", mistaken + max(0, opened - accepted)),
        ("right acceptances", accepted - mistaken),
        ("refused after reading", refused),
    ):
        results.rows.append(Row(OURS, "wrong cards", metric, "frames", value, value, value, shown))


def _plan(harness: Harness, bursts: int) -> list[Attempt]:
    wrong = len(harness.cards) - harness.badges
    return [
        Attempt(
            card=turn % harness.badges if turn % CONTROL_EVERY == 0 else harness.badges + turn % wrong,
            severity=SEVERITIES[turn % len(SEVERITIES)],
            height_fraction=FRACTIONS[turn % len(FRACTIONS)],
            seed=SEED + 1_000_000 + turn,
        )
        for turn in range(bursts)
    ]
