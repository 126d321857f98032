"""Renders the student's pages: templates, words and drawings become one HTML text a page and language.

Beside the pages stand the drawings that are loaded by address: the site's icon and the app icons. Every
text comes from `web/words.toml`, every drawing from `harmony_art`. A word that one language lacks, or that
no table has, fails the build with a sentence that names it; a page never shows a hole.
"""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup, escape

from harmony.languages import LANGUAGES
from harmony_art import (
    app_icons,
    browsers,
    door,
    family,
    flatten,
    friend,
    guide,
    hints,
    line_icons,
    notices,
    pictures,
)

# The pages of the site, and the template of each.
PAGES = {
    "index.html": "student/index.html",
    "family.html": "family/family.html",
    "forgot.html": "account/forgot.html",
    "demo-app.html": "demo/demo-app.html",
}

_DRAWINGS: Mapping[str, Callable[[], str]] = {
    "logo": door.logo,
    "start_door": door.start_door,
    "reveal": door.reveal,
    "block_arch": door.block_arch,
    "guide": guide.guide,
    "changing_friend": friend.changing_friend,
    "calm_friend": lambda: friend.friend("calm"),
    "pleased_friend": lambda: friend.friend("pleased"),
    "ghost_camera": browsers.ghost_camera,
    "pointing_arrow": browsers.pointing_arrow,
    "open_page": family.open_page,
    "hold_badge": family.hold_badge,
    "go_in": family.go_in,
    "pictures": pictures.sprite,
    "browsers": browsers.sprite,
}


class PageError(Exception):
    """The pages cannot be built; the message is a sentence that names what to mend."""


def render(web_dir: Path, assets: Mapping[str, str]) -> dict[str, str]:
    """Render every page in every language, and the drawings: path inside the site (`es/index.html`) -> text.

    `web_dir` holds a folder for each part of the site, and `words.toml`. `assets` names what the pages
    load, as URLs: `boot` (the module script) and `css`. Raises `PageError`.
    """
    environment = _environment(web_dir)
    tables = read_words(web_dir / "words.toml")
    written = drawings()
    for language in LANGUAGES:
        words = in_language(tables, language)
        for page, template in PAGES.items():
            context = {
                "t": words,
                "assets": dict(assets),
                "language": language,
                "languages": _links(tables, page, language),
            }
            written[_path(page, language)] = _render_page(environment, template, context)
    return written


def drawings() -> dict[str, str]:
    """The site's own SVG files: `art/portal.svg`, and `art/apps/story.svg` for each app icon."""
    icons = {f"art/apps/{name}.svg": flatten(app_icons.app_icon(name)) for name in app_icons.APP_ICONS}
    return {"art/portal.svg": flatten(door.logo()), **icons}


def read_words(path: Path) -> dict[str, Any]:
    """Read the words: nested tables whose leaves map a language's code to its text.

    Raises `PageError` for a text without one of the languages, and for what is no text.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    _check_table(tables, path.name)
    return tables


def _check_table(table: Mapping[str, Any], where: str) -> None:
    for name, entry in table.items():
        place = f"{where}: {name}"
        if not isinstance(entry, dict):
            raise PageError(f"{place} is not a text in {' and '.join(LANGUAGES)}.")
        if not _is_text(entry):
            _check_table(entry, place)
            continue
        for language in LANGUAGES:
            if not entry.get(language):
                raise PageError(f"{place} has no text in the language {language!r}.")


def _is_text(entry: Mapping[str, Any]) -> bool:
    """Whether a table is a text, which has a language among its keys, and not a table of texts."""
    return any(language in entry for language in LANGUAGES)


def in_language(table: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The same tables with each text in one language."""
    return {
        name: entry[language] if _is_text(entry) else in_language(entry, language)
        for name, entry in table.items()
    }


def fill(text: str, **values: str) -> Markup:
    """Fill the places in braces. Text and values are escaped, a value only if it is not markup already."""
    return escape(text).format(**values)


def _environment(pages: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(pages), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["fill"] = fill
    environment.globals.update(
        icon=_safe(line_icons.line_icon),
        drawing=_safe(lambda name: _DRAWINGS[name]()),
        hint=_safe(hints.hint),
        hint_names=tuple(hints.HINTS),
        notice_picture=_safe(lambda name: notices.NOTICES[name]()),
        prompt=_safe(_prompt),
        name_slot=Markup('<span data-testid="student-name"></span>'),
    )
    return environment


def _safe(draw: Callable[..., str]) -> Callable[..., Markup]:
    """The same drawing for a template, which then does not escape it."""
    return lambda *args, **options: Markup(draw(*args, **options))  # noqa: S704 our own drawings, no text of others


def _prompt(allow: str, block: str, centred: bool) -> str:
    return browsers.prompt(str(escape(allow)), str(escape(block)), centred)


def _render_page(environment: Environment, page: str, context: Mapping[str, Any]) -> str:
    try:
        return environment.get_template(page).render(context)
    except (TemplateError, KeyError) as error:
        raise PageError(f"{page} in {context['language']!r} cannot be rendered: {error}.") from error


def _path(page: str, language: str) -> str:
    return page if language == LANGUAGES[0] else f"{language}/{page}"


def _links(tables: Mapping[str, Any], page: str, language: str) -> list[dict[str, str]]:
    """The links to this page in every language, relative to the page itself."""
    root = "" if language == LANGUAGES[0] else "../"
    names = tables["frame"]["language_name"]
    return [
        {
            "code": code,
            "name": names[code],
            "href": (root + _path(page, code)).removesuffix("index.html") or "./",
        }
        for code in LANGUAGES
    ]
