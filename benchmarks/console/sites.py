"""The two sites: the console's Python as it is built, and stock PyScript with the same by micropip."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyodide_runtime
from build_steps import wheels
from build_steps.paths import CACHE, PY, WEB
from build_steps.site import manifests, pages, programs, pyscript, scripts
from build_steps.site.output import SiteOutput
from build_steps.site.programs import Artifacts

HERE = Path(__file__).parent / "page"
OURS, STOCK = "ours", "stock PyScript"
POLICIES = {
    OURS: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'",
    STOCK: "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'",
}
PACKAGES = ("pyjwt", "segno")


def build() -> dict[str, Path]:
    """Both sites, made anew: what is slow of them is kept by the build."""
    artifacts = programs.build_artifacts()
    return {name: _made(name, artifacts) for name in (OURS, STOCK)}


def _made(name: str, artifacts: Artifacts) -> Path:
    folder = CACHE / "bench" / f"console-{name.split(maxsplit=1)[0]}"
    shutil.rmtree(folder, ignore_errors=True)
    output = SiteOutput(folder)
    python = pyodide_runtime.stock(artifacts.wheels)
    program = programs.publish(output, python, artifacts)["console"].constants["CONSOLE"]
    (listed,) = [page for page in manifests.read_all(WEB) if page.path == "staff/index.html"]
    html = pages.render_late(WEB, [listed])[listed.name]["python"]["en"]
    templates = "/" + output.write_hashed("views", ".html", html.encode(), "bench")
    bench: dict[str, Any] = {"program": program, "templates": templates, "layouts": _layouts(), "stock": None}
    if name == STOCK:
        bench["stock"] = _stock(output, artifacts)
        bench["program"] = {**bench["program"], "core": f"/{_core(output)}/core.js"}
    script = scripts.bundle(HERE / "page.mjs", constants={"BENCH": bench})
    output.write("assets/page.mjs", script, "bench")
    output.write("index.html", (HERE / "index.html").read_text("utf-8"), "bench")
    caching = "/runtime/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    output.write("_headers", f"/*\n  Content-Security-Policy: {POLICIES[name]}\n{caching}", "bench")
    output.compress()
    return folder


def _stock(output: SiteOutput, artifacts: Artifacts) -> Mapping[str, Any]:
    """What a page of stock PyScript is configured with."""
    console = wheels.console_wheels.console()
    output.write(f"wheels/{console.name}", console.read_bytes(), "bench")
    named = [each.name for each in artifacts.wheels if each.name.split("-")[0] in PACKAGES]
    index = json.loads((output.root / "wheels" / "index.json").read_text("utf-8"))
    packages = [f"/wheels/{name}" for name in (*named, console.name)]
    return {"interpreter": f"{index['runtime']}pyodide.mjs", "packages": packages}


def _core(output: SiteOutput) -> str:
    """PyScript whole; returns its folder."""
    for path in sorted(pyscript.HOME.glob("*.js")):
        output.write(f"runtime/pyscript/{path.name}", path.read_bytes(), "bench")
    return "runtime/pyscript"


def _layouts() -> list[dict[str, Any]]:
    text = (PY / "harmony_print" / "layouts.toml").read_text("utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["layout"]
    return found
