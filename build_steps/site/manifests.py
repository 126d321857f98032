"""The pages of the site: every folder below web/ that holds a `page.toml` is one.

path = "claim/index.html"       # its address, below the root and below each other language's folder
purpose = "students claim their accounts"    # for build-report.json
template = "claim/claim.html"   # this and the other files by their path below web/
words = ["claim"]               # files in words/LANGUAGE/; the template knows their tables, and those of
# shared.toml, as `t`; a page with a file of staff's is only written in the languages of the staff console
offline = true                  # whether the service worker keeps it, with all that it loads
style = "shared/portal.css"     # optional, as is all that follows
script = "claim/claim.mjs"
anywhere = true                 # shown under addresses that are not its own: its links begin at the root
workers = ["scan/decoder-worker.mjs"]    # the script finds this one at DECODER_WORKER_URL
programs = ["decoder"]          # what it fetches, and finds at DECODER: "runtime", "decoder", "console"
cache = "no-store"              # else a browser keeps the page but asks each time: "no-cache"
[policy]                        # sources beyond the strict policy; policy.ALLOWED says which may be
img-src = ["data:"]
[milestones]                    # of build-report.json: what has to arrive until then
claim_usable = ["page"]         # "page" with its style and script, "workers", "programs", a late part
[late]                          # parts that the script loads when it wants, each at most one file of a kind:
done = ["claim/done.mjs", "claim/done.css", "claim/done.html"]    # LATE.done.mjs, .css, .html.LANGUAGE
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_steps.site import policy
from build_steps.site.errors import PageError
from build_steps.site.fields import Fields
from harmony_words import Language, WordsError, languages_with

NAME = "page.toml"
PROGRAMS = ("runtime", "decoder", "console")
MILESTONE_GROUPS = ("page", "workers", "programs")
CACHE_RULES = ("no-cache", "no-store")
LATE_KINDS = (".mjs", ".css", ".html")

_PATH = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.html")


@dataclass(frozen=True)
class Page:
    """What a manifest says; files by their path below web/."""

    name: str
    """The name of its folder."""
    path: str
    """Where it stands in the site, in the first language."""
    purpose: str
    template: str
    words: tuple[str, ...]
    offline: bool
    anywhere: bool
    """Whether it is shown under addresses that are not its own, so that no link of it may be relative."""
    style: str | None
    script: str | None
    workers: tuple[str, ...]
    late: Mapping[str, tuple[str, ...]]
    """The files of each part that comes later."""
    programs: tuple[str, ...]
    cache: str
    policy: policy.Additions
    milestones: Mapping[str, tuple[str, ...]]
    """By name, the `MILESTONE_GROUPS` and late parts that have to arrive until then."""

    languages: tuple[Language, ...]
    """What it is written in: every language that has its words."""

    def path_in(self, language: Language) -> str:
        """Where the page stands in the site in one language: `claim/index.html`, `es/claim/index.html`."""
        return language.folder + self.path

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the page stands in every language that it is written in."""
        return tuple(map(self.path_in, self.languages))


def read_all(web: Path) -> list[Page]:
    """Read every manifest below a folder, sorted by the pages' paths. Raises PageError."""
    pages = [_read(web, file) for file in sorted(web.rglob(NAME))]
    _refuse_twice("name", [page.name for page in pages])
    _refuse_twice("path", [page.path for page in pages])
    _refuse_twice("milestones", [name for page in pages for name in page.milestones])
    return sorted(pages, key=lambda page: page.path)


def _read(web: Path, file: Path) -> Page:
    where = file.relative_to(web.parent).as_posix()
    try:
        fields = Fields(tomllib.loads(file.read_text("utf-8")), where)
    except tomllib.TOMLDecodeError as error:
        raise PageError(f"{where} is no TOML: {error}.") from error
    page = Page(
        name=file.parent.name,
        path=fields.text("path"),
        purpose=fields.text("purpose"),
        template=fields.text("template"),
        words=fields.texts("words"),
        offline=fields.flag("offline"),
        anywhere=fields.optional_flag("anywhere"),
        style=fields.optional_text("style"),
        script=fields.optional_text("script"),
        workers=fields.texts("workers"),
        late=fields.lists("late"),
        programs=fields.texts("programs"),
        cache=fields.optional_text("cache") or CACHE_RULES[0],
        policy=fields.lists("policy"),
        milestones=fields.lists("milestones"),
        languages=_languages(web, fields.texts("words")),
    )
    fields.finish()
    _check(page, fields)
    _check_files(page, fields, web)
    return page


def _languages(web: Path, files: Iterable[str]) -> tuple[Language, ...]:
    """The languages that have these files of words."""
    try:
        return languages_with(files, web / "words")
    except WordsError as error:
        raise PageError(str(error)) from None


def _check(page: Page, fields: Fields) -> None:
    if not _PATH.fullmatch(page.path):
        raise fields.wrong("path", f'"{page.path}" must be like page.html or folder/index.html')
    if page.path.partition("/")[0] in {each.code for each in page.languages}:
        raise fields.wrong("path", f'"{page.path}" stands in the folder of a language')
    fields.choices("programs", page.programs, PROGRAMS)
    fields.choices("cache", [page.cache], CACHE_RULES)
    for part, files in page.late.items():
        kinds = [PurePosixPath(name).suffix for name in files]
        if any(kind not in LATE_KINDS or kinds.count(kind) > 1 for kind in kinds):
            raise fields.wrong(f"late.{part}", f"must be at most one file of each of {', '.join(LATE_KINDS)}")
    for name, groups in page.milestones.items():
        fields.choices(f"milestones.{name}", groups, [*MILESTONE_GROUPS, *page.late])
    if why := policy.problem(page.policy):
        raise fields.wrong("policy", why)


def _check_files(page: Page, fields: Fields, web: Path) -> None:
    named = [("template", page.template), ("style", page.style), ("script", page.script)]
    parts = [(f"late.{part}", files) for part, files in page.late.items()]
    listed = [("workers", page.workers), *parts]
    for key, name in [*named, *((key, name) for key, names in listed for name in names)]:
        if name is not None and not (web / name).is_file():
            raise fields.wrong(key, f"{web.name}/{name} is not there")


def _refuse_twice(key: str, values: list[str]) -> None:
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise PageError(f'Two {NAME} have the same {key}: "{twice[0]}".')
