"""What a request would rather have, by its Accept headers (RFC 9110, section 12.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harmony_words import Language, best

_HTML = ("text/html", "application/xhtml+xml")
_JSON = ("application/problem+json", "application/json")


def prefers_html(accept: str) -> bool:
    """Whether a page is asked for by name, as browsers do for a person, and no JSON more than it."""
    weights = dict(_weighted(accept))
    html = max((weights.get(each, 0) for each in _HTML), default=0)
    return html > 0 and html >= max(weights.get(each, 0) for each in _JSON)


def best_language(accept_language: str, known: Sequence[Language]) -> Language:
    """The one that is asked for most; the first where none of them is."""
    wishes = sorted(_weighted(accept_language), key=lambda wish: -wish[1])
    return best([tag for tag, weight in wishes if weight > 0], known) or known[0]


def _weighted(header: str) -> Iterator[tuple[str, float]]:
    """Every value of a header with its weight, 0 to 1; one that cannot be read weighs nothing."""
    for part in header.lower().split(","):
        value, *parameters = (each.strip() for each in part.split(";"))
        yield value, _weight(parameters)


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, text = parameter.partition("=")
        if name.strip() == "q":
            try:
                return max(0.0, min(float(text), 1.0))
            except ValueError:
                return 0.0
    return 1.0
