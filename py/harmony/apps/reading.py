"""Reading apps.toml.

[[app]]
id = "story"
name = {en = "Story Doors", es = "Puerta de cuentos"}    # or one text for all languages
link = "https://stories.example/start"
icon = "story.svg"            # optional, a file in the icons folder, .svg or .png
background = "sky"            # optional: sky marigold paper coral teal
category = "read"             # optional: read numbers make class more
down = "Back on Monday"       # optional: it does not open just now, and why; or {en = "…", es = "…"}

[app.who]                     # who sees it: all that is given must match; nothing given is nobody
roles = ["student"]
grades = ["PK", "KG", "01"]
schools = ["maple"]           # as the roster calls them
classes = ["maple-01-math"]
# everyone = true             # instead of the lists

[app.oidc]                    # optional: it signs in by OpenID Connect; see `reading_oidc`

[[start_here]]                # a tile above all others; somebody gets the first that is theirs
app = "story"
from = "Ms. Rivera"           # or {en = "…", es = "…"}

[start_here.who]              # for whom, as with an app; of them, those who see the app
classes = ["maple-01-math"]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from harmony.apps.catalogue import BACKGROUNDS, CATEGORIES, App, Catalogue, StartHere
from harmony.apps.lines import Lines
from harmony.apps.links import MAX_LINK, link_problem
from harmony.apps.reading_oidc import read_oidc
from harmony.apps.tables import FILE, Table, parse_toml
from harmony.findings import AppsError, Finding
from harmony.model import GRADES, PORTAL_ROLES, Audience

MAX_NAME = 60
MAX_SENDER = 40
MAX_DOWN = 100
MAX_ID = 64
MAX_ICON = 100

_TOP_KEYS = ("app", "start_here")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ICON = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*\.(svg|png)")


def load(text: str, languages: Sequence[str]) -> Catalogue:
    """Read a catalogue; raises AppsError with everything there is to mend.

    Texts may be given in each of `languages` (BCP 47); that in the first stands for those that are not.
    """
    top = parse_toml(text)
    findings = [
        Finding(FILE, f'"{key}": only [[app]] and [[start_here]] stand at the top.')
        for key in top
        if key not in _TOP_KEYS
    ]
    entries = {key: _entries(top, key, findings) for key in _TOP_KEYS}
    lines = Lines(text)
    apps = [
        _app(place, entry, findings, lines, languages) for place, entry in enumerate(entries["app"], start=1)
    ]
    known = [app.id for app in apps if app.id]
    pins = [
        _pin(place, entry, known, findings, lines, languages)
        for place, entry in enumerate(entries["start_here"], start=1)
    ]
    findings += [*_shared("id", known), *_shared("client_id", [a.oidc.client_id for a in apps if a.oidc])]
    if findings:
        raise AppsError(findings)
    return Catalogue(tuple(apps), tuple(pins))


def _entries(top: dict[str, object], key: str, findings: list[Finding]) -> list[dict[str, object]]:
    """The tables below [[key]]. What is no list of tables leaves nothing to read on: raises AppsError."""
    entries = top.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise AppsError(
            [*findings, Finding(FILE, f"{key}: write [[{key}]] with double brackets above each of them.")]
        )
    return entries


def _shared(key: str, values: list[str]) -> Iterator[Finding]:
    """A finding for each value that several apps have."""
    for value, count in Counter(values).items():
        if value and count > 1:
            yield Finding(FILE, f'app "{value}", {key}: {count} apps have it; each needs its own.')


def _app(
    place: int, entry: dict[str, object], findings: list[Finding], lines: Lines, languages: Sequence[str]
) -> App:
    app_id = entry.get("id")
    where = f'app "{app_id}"' if isinstance(app_id, str) else f"app {place}"
    table = Table(where, entry, findings, lines.of("app", place))
    oidc = read_oidc(table.table("oidc"), app_id) if "oidc" in entry else None
    app = App(
        id=table.text("id", longest=MAX_ID),
        names=_in_languages(table, "name", MAX_NAME, languages),
        icon=table.text("icon", "", longest=MAX_ICON),
        background=table.choice("background", BACKGROUNDS, "paper"),
        category=table.choice("category", CATEGORIES, "more"),
        link=table.text("link", "" if oidc else None, longest=MAX_LINK),
        audience=_audience(table.table("who")),
        oidc=oidc,
        down=_in_languages(table, "down", MAX_DOWN, languages) if "down" in entry else None,
    )
    table.refuse_unknown(elsewhere=dict.fromkeys(_AUDIENCE_KEYS, "[app.who]"))
    if app.id and not _ID.fullmatch(app.id):
        table.note("id", "must be of small letters, digits and single hyphens.")
    if app.icon and not _ICON.fullmatch(app.icon):
        table.note(
            "icon", 'must be the name of an .svg or .png file in the icons folder, such as "story.svg".'
        )
    if app.link and (problem := link_problem(app.link)):
        table.note("link", problem)
    return app


def _pin(
    place: int,
    entry: dict[str, object],
    apps: list[str],
    findings: list[Finding],
    lines: Lines,
    languages: Sequence[str],
) -> StartHere:
    table = Table(f"start_here {place}", entry, findings, lines.of("start_here", place))
    pin = StartHere(
        app=table.choice("app", apps, ""),
        sender=_in_languages(table, "from", MAX_SENDER, languages),
        audience=_audience(table.table("who")),
    )
    table.refuse_unknown(elsewhere=dict.fromkeys(_AUDIENCE_KEYS, "[start_here.who]"))
    return pin


def _in_languages(table: Table, key: str, longest: int, languages: Sequence[str]) -> dict[str, str]:
    """A text in the first language, and in those others in which it is another."""
    first, *others = languages
    if not table.is_table(key):
        return {first: table.text(key, longest=longest)}
    inner = table.table(key)
    text = inner.text(first, longest=longest)
    found = {language: inner.text(language, text, longest=longest) for language in others}
    inner.refuse_unknown()
    return {first: text, **{language: other for language, other in found.items() if other != text}}


_AUDIENCE_KEYS = ("everyone", "roles", "grades", "schools", "classes")


def _audience(table: Table) -> Audience:
    everyone = table.flag("everyone")
    roles = table.texts("roles", [role.value for role in PORTAL_ROLES])
    lists = {
        "grades": table.texts("grades", GRADES),
        "schools": table.texts("schools"),
        "classes": table.texts("classes"),
    }
    table.refuse_unknown()
    if everyone and (roles is not None or any(values is not None for values in lists.values())):
        table.note("everyone", "stands beside lists that say otherwise: keep one or the other.")
    known = None if roles is None else frozenset(role for role in PORTAL_ROLES if role in roles)
    return Audience(everyone=everyone, roles=known, **lists)
