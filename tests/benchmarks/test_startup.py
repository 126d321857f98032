"""The startup bench from end to end: our site and the plain page, cold, again, without the server."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.results import Results
from benchmarks.startup import run, sites
from benchmarks.startup.run import READY
from benchmarks.startup.sites import PLAIN, Contender
from benchmarks.startup.visits import COLD, MILESTONES, OFFLINE, SECOND
from tests.benchmarks import schema

pytestmark = pytest.mark.browser
OURS = "ours, as built"


@pytest.fixture(scope="module")
def results(dist: Path) -> Results:
    """One quick run of the two, with what they are compared by left out: it needs all of them."""
    with pytest.MonkeyPatch.context() as patch:
        contenders = [Contender(OURS, dist), Contender(PLAIN, sites.plain_javascript())]
        patch.setattr(sites, "build", lambda: contenders)
        patch.setattr(run, "_compare", lambda _: None)
        return run.run(quick=True)


def test_milestones_come_in_order(results: Results) -> None:
    """Usable first; figures as published; every visit that opened came to its scanner."""
    schema.check(results)
    for who, case in ((OURS, COLD), (OURS, SECOND), (OURS, OFFLINE), (PLAIN, COLD), (PLAIN, SECOND)):
        usable, decoder, first, ready = (results.find(who, case, each).median for each in MILESTONES)
        assert 0 < usable < decoder <= min(first, ready)


def test_what_travels(results: Results) -> None:
    """A first visit brings the runtime, a second next to nothing, one without a server nothing."""
    travelled = "travelled until the scanner was ready"
    cold, second, offline = (results.find(OURS, case, travelled).median for case in (COLD, SECOND, OFFLINE))
    assert cold > 500
    assert second < cold / 20
    assert offline == 0


def test_a_page_that_does_not_open_has_no_figures(results: Results) -> None:
    """Without a service worker there is no page without a server, and no row that says otherwise."""
    with pytest.raises(KeyError):
        results.find(PLAIN, OFFLINE, READY)
