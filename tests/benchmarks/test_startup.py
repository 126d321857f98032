"""The startup bench from end to end: our site and the plain page, cold, again, without the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.results import Results
from benchmarks.startup import run, sites, visits
from benchmarks.startup.run import READY, SCHOOL
from benchmarks.startup.sites import PLAIN, Contender
from benchmarks.startup.visits import COLD, MILESTONES, OFFLINE, SECOND, case
from tests.benchmarks import schema

pytestmark = pytest.mark.browser
OURS = "ours, as built"


@pytest.fixture(scope="module")
def results(dist: Path) -> Results:
    """One quick run of the two, with what they are compared by left out: it needs all of them."""
    with pytest.MonkeyPatch.context() as patch:
        contenders = [Contender(OURS, dist), Contender(PLAIN, sites.plain_javascript())]
        patch.setattr(sites, "build", lambda: contenders)
        patch.setattr(run, "_compare", lambda *_: None)
        return run.run(quick=True)


def found(results: Results, who: str, visit: str, metric: str) -> float:
    """The median of a metric at school, where a quick run goes."""
    return results.find(who, case(SCHOOL.name, visit), metric).median


def test_milestones_come_in_order(results: Results) -> None:
    """Usable first; figures as published; every visit that opened came to its scanner."""
    schema.check(results)
    for who, visit in ((OURS, COLD), (OURS, SECOND), (OURS, OFFLINE), (PLAIN, COLD), (PLAIN, SECOND)):
        usable, decoder, first, ready = (found(results, who, visit, each) for each in MILESTONES)
        assert 0 < usable < decoder <= min(first, ready)


def test_what_travels(results: Results) -> None:
    """A first visit brings the runtime, a second next to nothing, one without a server nothing."""
    travelled = "travelled until the scanner was ready"
    cold, second, offline = (found(results, OURS, visit, travelled) for visit in (COLD, SECOND, OFFLINE))
    assert cold > 500
    assert second < cold / 20
    assert offline == 0


def test_a_page_that_does_not_open_has_no_figures(results: Results) -> None:
    """Without a service worker there is no page without a server, and no row that says otherwise."""
    with pytest.raises(KeyError):
        found(results, PLAIN, OFFLINE, READY)


def test_each_place_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """In full, the same visits are paid at home and at school, and each place has its own ratios."""
    contenders = [Contender(name, Path()) for name in (run.SPLIT, run.STOCK, sites.PYSCRIPT, PLAIN)]
    asked = []

    def visit(*about: object) -> dict[str, visits.Visit | None]:
        asked.append(about[-1])
        times = dict.fromkeys(MILESTONES, 1000.0 * len(asked))
        return {name: visits.Visit(times, 1) for name in (COLD, SECOND, OFFLINE)}

    monkeypatch.setattr(sites, "build", lambda: contenders)
    monkeypatch.setattr(visits, "run", visit)
    results = run.run(quick=False)
    assert asked.count(run.HOME.conditions) == run.HOME.runs * len(contenders)
    assert asked.count(SCHOOL.conditions) == SCHOOL.runs * len(contenders)
    for place in (run.HOME, SCHOOL):
        first = f"first frame looked at, {case(place.name, COLD)}: {PLAIN} over {run.SPLIT}"
        ours, plain = (
            results.find(who, case(place.name, COLD), run.FIRST_FRAME).median for who in (run.SPLIT, PLAIN)
        )
        assert results.ratios[first] == pytest.approx(plain / ours, rel=1e-3)
