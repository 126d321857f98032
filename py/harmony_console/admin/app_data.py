"""An app's entry in words and fields, and fields as what the server is asked to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from harmony.model import GRADES
from harmony_console.words import Words

if TYPE_CHECKING:
    from harmony_console import api_types as api

Event = Mapping[str, Any]
CLAIMS = ("given_name", "family_name", "name", "preferred_username", "grade", "schools", "classes")
"""What an app may be told beyond the least."""
ROLES = ("student", "teacher", "administrator")
SPAN = 3
LANGUAGES = ("en", "es")
"""The console's own: names in further languages stay as they are."""


def who_sees(app: api.CatalogueApp, words: Words) -> str:
    """The rule of who sees an app, in a line."""
    if app["everyone"]:
        return words.say("apps.everyone")
    roles = [words.say(f"roles.{each}") for each in app["roles"] or ()]
    parts = [*roles, _grades(app["grades"], words), *app["schools"], *app["classes"]]
    return ", ".join(filter(None, parts)) or words.say("apps.nobody")


def _grades(given: Iterable[str], words: Words) -> str:
    """Some grades in a few words: three or more that follow each other by their ends."""
    places = sorted(GRADES.index(each) for each in given)
    if not places:
        return ""
    first, last = GRADES[places[0]], GRADES[places[-1]]
    if len(places) >= SPAN and places[-1] - places[0] == len(places) - 1:
        return words.say("apps.grades_span", first=first, last=last)
    return words.say("apps.grades", grades=", ".join(GRADES[place] for place in places))


def told_names(app: api.CatalogueApp, words: Words) -> list[str]:
    """What an app is told beyond the least."""
    return [words.known("told", each) for each in app["told"]]


def page(detail: api.AppDetail, words: Words) -> dict[str, Any]:
    """The whole page of one app."""
    app, oidc = detail["app"], detail["oidc"]
    sign_on = words.known("sign_on", app["sign_on"])
    return {
        "name": words.of(app["names"]),
        "lead": words.say("app.lead", sign_on=sign_on, who=who_sees(app, words), n=app["opened"]),
        "names": text_fields("name", app["names"], words),
        "link": app["link"],
        "icon": app["icon"],
        **rule_fields(app, words),
        "seen_by": words.say("app.seen_by", n=app["seen_by"]),
        "is_down": app["down"] is not None,
        "why": words.of(app["down"]) if app["down"] else "",
        "whys": text_fields("down", {}, words),
        "signs_in": [_sign_on(app, oidc, words)] if oidc else [],
        "removal": words.say("app.removal", n=app["seen_by"]),
        "weeks": [dict(each) for each in detail["weeks"]],
        "classes_opened": [dict(each) for each in detail["classes"]],
    }


def _sign_on(app: api.CatalogueApp, oidc: api.SignOn, words: Words) -> dict[str, Any]:
    return {
        "client_id": oidc["client_id"],
        "proof": words.say(f"app.proof_{oidc['proof']}"),
        "has_secret": oidc["proof"] == "secret",
        "claims": claim_fields(app["told"], words),
        "redirect_uris": "\n".join(oidc["redirect_uris"]),
        "post_logout_redirect_uris": "\n".join(oidc["post_logout_redirect_uris"]),
        "initiate_login_uri": oidc["initiate_login_uri"],
        "backchannel_logout_uri": oidc["backchannel_logout_uri"],
    }


def text_fields(field: str, given: Mapping[str, str], words: Words) -> list[dict[str, Any]]:
    """A text by language, as fields: the first is needed."""
    return [
        {
            "field": f"{field}-{tag}",
            "label": words.say(f"app.{field}_{tag}"),
            "text": given.get(tag, ""),
            "needed": place == 0,
        }
        for place, tag in enumerate(LANGUAGES)
    ]


def rule_fields(app: api.CatalogueApp | None, words: Words) -> dict[str, Any]:
    """The form of who sees an app; a new one is seen by nobody yet."""
    roles, grades = (app["roles"] or [], app["grades"]) if app else ([], [])
    schools, classes = (app["schools"], app["classes"]) if app else ([], [])
    some = bool(roles or grades or schools or classes)
    chosen = "everyone" if app and app["everyone"] else "some" if some else "nobody"
    return {
        "seen": _options("seen", ("nobody", "some", "everyone"), (chosen,), words),
        "roles": _options("roles", ROLES, roles, words),
        "grades": [
            {"id": each, "field": f"grades-{each}", "title": each, "checked": each in grades}
            for each in GRADES
        ],
        "schools": "\n".join(schools),
        "classes": "\n".join(classes),
    }


def rule_of(event: Event) -> api.Rule:
    """Who is to see an app, as the form says."""
    if event.get("seen") == "everyone":
        return {"everyone": True}
    if event.get("seen") != "some":
        return {"roles": []}
    rule: api.Rule = {}
    if roles := ticked(event, "roles", ROLES):
        rule["roles"] = roles
    if grades := ticked(event, "grades", GRADES):
        rule["grades"] = grades
    if schools := lines(event.get("schools", "")):
        rule["schools"] = schools
    if classes := lines(event.get("classes", "")):
        rule["classes"] = classes
    return rule


def claim_fields(told: Iterable[str], words: Words) -> list[dict[str, Any]]:
    """What an app may be told, each with what it is good for."""
    options = _options("claims", CLAIMS, tuple(told), words)
    return [{**each, "why": words.say(f"claims_why.{each['id']}")} for each in options]


def texts(event: Event, field: str, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """A text by language: what was typed of the console's, and what is known of the others."""
    typed = {each: str(event.get(f"{field}-{each}", "")).strip() for each in LANGUAGES}
    kept = {tag: text for tag, text in (known or {}).items() if tag not in typed}
    return {**{tag: text for tag, text in typed.items() if text}, **kept}


def ticked(event: Event, field: str, values: Iterable[str]) -> list[str]:
    """Which boxes of a field were ticked."""
    return [each for each in values if event.get(f"{field}-{each}")]


def lines(typed: str) -> list[str]:
    """What was typed, a value a line."""
    return [line.strip() for line in typed.splitlines() if line.strip()]


def _options(field: str, values: Iterable[str], chosen: Iterable[str], words: Words) -> list[dict[str, Any]]:
    picked = tuple(chosen)
    return [
        {
            "id": each,
            "field": f"{field}-{each}",
            "title": words.say(f"{field}.{each}"),
            "checked": each in picked,
        }
        for each in values
    ]
