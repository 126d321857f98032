"""A page is a folder with a manifest, and its words: adding one changes nothing in the build."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import pyodide_runtime
from build_steps import site
from build_steps.paths import WEB
from build_steps.site import report
from harmony_words import LANGUAGES, languages

MANIFEST = """\
path = "sample/index.html"
purpose = "shows what a page needs"
template = "sample/sample.html"
words = ["sample"]
style = "shared/portal.css"
script = "sample/sample.mjs"
offline = {offline}
[policy]
img-src = ["data:"]
[milestones]
sample_usable = ["page"]
"""
TEMPLATE = """\
{% extends "shared/layout.html" %}
{% block title %}{{ t.sample.title }}{% endblock %}
{% block main %}<h1>{{ t.sample.title }}</h1><a href="{{ home }}">{{ t.way.badge }}</a>{% endblock %}
"""
WORDS = {code: f"A sample page in {code}" for code in LANGUAGES}


def site_with_sample(folder: Path, *, offline: bool) -> Path:
    """The portal's site with one more page; the runtime that is only copied is enough for it."""
    web = folder / "web"
    shutil.copytree(WEB, web)
    (web / "sample").mkdir()
    (web / "sample" / "page.toml").write_text(MANIFEST.format(offline=json.dumps(offline)), "utf-8")
    (web / "sample" / "sample.html").write_text(TEMPLATE, "utf-8")
    (web / "sample" / "sample.mjs").write_text(
        'import { savesData } from "../shared/network.mjs";\nconsole.log("sampling", savesData());\n', "utf-8"
    )
    for language, title in WORDS.items():
        text = f'[sample]\ntitle = "{title}"\n'
        (web / "words" / language / "sample.toml").write_text(text, "utf-8")
    artifacts = site.build_artifacts()
    return site.publish(folder / "dist", pyodide_runtime.stock(artifacts.wheels), artifacts, web)


@pytest.fixture(scope="module")
def built(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the page, kept offline."""
    return site_with_sample(tmp_path_factory.mktemp("sample"), offline=True)


@pytest.mark.parametrize(
    ("path", "home", "other"),
    [("sample/index.html", "../", "../es/sample/"), ("es/sample/index.html", "../", "../../sample/")],
)
def test_it_is_rendered_in_each_language(built: Path, path: str, home: str, other: str) -> None:
    """With its words, the way home, and links to itself in the other languages."""
    text = (built / path).read_text("utf-8")
    language = "es" if path.startswith("es/") else "en"
    assert f"<h1>{WORDS[language]}</h1>" in text
    assert f'<a href="{home}">' in text
    assert f'<a href="{other}"' in text
    assert (built / f"{path}.br").exists()


def test_its_script_is_bundled_and_loaded(built: Path) -> None:
    """Script and style stand under names of their content, and the page loads them."""
    (script,) = (built / "assets").glob("sample-*.mjs")
    assert "sampling" in script.read_text("utf-8")
    assert "import" not in script.read_text("utf-8")
    text = (built / "sample" / "index.html").read_text("utf-8")
    assert f'<script type="module" src="/assets/{script.name}"></script>' in text
    assert re.search(r'<link rel="stylesheet" href="/assets/portal-\w+\.css">', text)


def test_its_policy_holds_for_it_alone(built: Path) -> None:
    """Its addresses have what it adds; every other has the strict policy as before."""
    text = (built / "_headers").read_text("utf-8")
    rules = dict(re.findall(r"^(/\S*)\n((?:  .+\n)+)", text, re.MULTILINE))
    own = {path for path, values in rules.items() if "img-src 'self' blob: data:" in values}
    folders = [f"/{language.folder}sample/" for language in languages()]
    assert own == {*folders, *(f"{folder}index.html" for folder in folders)}
    assert "Content-Security-Policy" not in rules["/*"]
    assert all("Content-Security-Policy" in values for path, values in rules.items() if path != "/*")


def test_the_service_worker_keeps_it_if_it_says_so(built: Path, tmp_path: Path) -> None:
    """With all that it loads; and nothing of it where its manifest says no."""
    (script,) = (built / "assets").glob("sample-*.mjs")
    listed = (built / "service-worker.js").read_text("utf-8")
    for address in ("/sample/", "/es/sample/", f"/assets/{script.name}"):
        assert f'"{address}":' in listed
    other = site_with_sample(tmp_path, offline=False)
    assert "sample" not in (other / "service-worker.js").read_text("utf-8")
    assert '"/family/":' in (other / "service-worker.js").read_text("utf-8")


def test_the_report_has_its_purpose_and_its_weight(built: Path) -> None:
    """What its manifest says it is for, and what has to arrive until it can be used."""
    weighed = json.loads((built / report.NAME).read_text("utf-8"))
    purposes = {entry["path"]: entry["purpose"] for entry in weighed["files"]}
    assert purposes["sample/index.html"] == purposes["es/sample/index.html"]
    assert purposes["sample/index.html"] == "page: shows what a page needs"
    milestones = weighed["milestones"]
    assert set(milestones) == {"usable", "scanner_ready", "console_usable", "console_python", "sample_usable"}
    assert 0 < milestones["sample_usable"]["brotli"] < milestones["usable"]["brotli"]
