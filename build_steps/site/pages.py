"""Renders the pages: template, words and drawings become one HTML text a page and language.

A template knows `t`, the words of its manifest; `assets`, the addresses of its style and script; `home`, the
way to the first page of its language; and every drawing of `harmony_art` by name. What it asks for beyond
these fails the build with a sentence that names it; a page never shows a hole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup, escape

from build_steps.site import words
from build_steps.site.assets import PageAssets
from build_steps.site.errors import PageError
from build_steps.site.manifests import Page
from harmony_art import (
    app_icons,
    browsers,
    catalogue,
    devices,
    doctor,
    door,
    flatten,
    hints,
    line_icons,
    notices,
    secret_pictures,
)
from harmony_words import Language, languages_with

INDEX = "index.html"
SHARED_WORDS = "shared"
"""The file of words that belongs to every page, besides those that its manifest names."""
ICON = "art/portal.svg"
"""The one drawing that every page loads by its address."""


def render(web: Path, pages: Iterable[Page], assets: Mapping[str, PageAssets]) -> dict[str, str]:
    """Render every page in every language: path inside the site (`es/index.html`) -> text.

    `web` holds templates and words; `assets` says by a page's name what it loads. Raises PageError.
    """
    environment = _environment(web)
    written = {}
    for page in pages:
        tables = words.read(web / "words", (SHARED_WORDS, *page.words))
        for language in page.languages:
            context = {
                "t": tables[language.code],
                "assets": assets[page.name],
                "language": language,
                "languages": _language_links(page, language),
                "home": _home(page, language),
            }
            written[page.path_in(language)] = _render_page(environment, page.template, context)
    return written


def render_late(web: Path, pages: Iterable[Page]) -> dict[str, dict[str, dict[str, str]]]:
    """Render the late parts: page's name -> part -> language -> HTML, where it has any. Raises PageError."""
    environment = _environment(web)
    written: dict[str, dict[str, dict[str, str]]] = {}
    for page in pages:
        templates = {
            part: name for part, names in page.late.items() for name in names if name.endswith(".html")
        }
        tables = words.read(web / "words", (SHARED_WORDS, *page.words)) if templates else {}
        written[page.name] = {
            part: {
                language.code: _render_page(
                    environment, template, {"t": tables[language.code], "language": language}
                )
                for language in page.languages
            }
            for part, template in templates.items()
        }
    return written


def drawing_files() -> dict[str, str]:
    """The site's own SVG files: its icon, and `art/apps/story.svg` for each app icon."""
    icons = {f"art/apps/{name}.svg": flatten(app_icons.app_icon(name)) for name in app_icons.APP_ICONS}
    return {ICON: flatten(door.logo()), **icons}


def _environment(web: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(web), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["fill"] = words.fill
    environment.globals.update(
        icon=_safe(line_icons.line_icon),
        drawing=_safe(lambda name: catalogue.DRAWINGS[name]()),
        hint=_safe(hints.hint),
        hint_names=tuple(hints.HINTS),
        notice_picture=_safe(lambda name: notices.NOTICES[name]()),
        secret_picture=_safe(secret_pictures.secret_picture),
        paper_of=secret_pictures.paper_of,
        prompt=_safe(_prompt),
        device=_safe(devices.device),
        device_names=devices.NAMES,
        device_places=devices.PLACES,
        camera_check=_safe(doctor.check),
        check_names=tuple(doctor.CHECKS),
        check_state=_safe(doctor.state),
        check_states=tuple(doctor.STATES),
        slip_languages=languages_with(["slip"]),
        least_slot=Markup('<b data-slot="least"></b>'),
        name_slot=Markup('<span data-testid="student-name"></span>'),
    )
    return environment


def _safe(draw: Callable[..., str]) -> Callable[..., Markup]:
    """The same drawing for a template, which then does not escape it."""
    return lambda *args, **options: Markup(draw(*args, **options))  # noqa: S704 our own drawings, no text of others


def _prompt(allow: str, block: str, centred: bool) -> str:
    return browsers.prompt(str(escape(allow)), str(escape(block)), centred)


def _render_page(environment: Environment, template: str, context: Mapping[str, Any]) -> str:
    try:
        return environment.get_template(template).render(context)
    except (TemplateError, KeyError) as error:
        raise PageError(f"{template} in {context['language'].code!r} cannot be rendered: {error}.") from error


def _home(page: Page, language: Language) -> str:
    """The way to the first page of a language, relative to the page unless that may be shown anywhere."""
    if page.anywhere:
        return f"/{language.folder}"
    return "../" * page.path.count("/") or "./"


def _language_links(page: Page, language: Language) -> list[dict[str, str | bool]]:
    """The links to this page in every language, relative to it unless it may be shown anywhere."""
    root = "/" if page.anywhere else "../" * page.path_in(language).count("/")
    return [
        {
            "code": other.code,
            "name": other.name,
            "shown": other == language,
            "href": (root + page.path_in(other)).removesuffix(INDEX) or "./",
        }
        for other in page.languages
    ]
