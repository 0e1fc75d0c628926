"""Measure pipeviz in the browser, and Kedro-Viz beside it: the same projects, browser and machine, one after the other.

    python benchmarks/browser.py --kedro-viz PATH/TO/kedro [--projects 500 1000 ...] [--rounds 3] [--cap 150]
                                 [--minutes 22] [--json results.json] [--write docs/benchmarks.md]

PATH/TO/kedro is the `kedro` command of an environment with kedro-viz; without it only pipeviz is measured. A project
is a name below, which is generated (`generate.py`), or a folder. In every round each product opens each project once,
by turns, so that a busy minute of the machine hits one opening of each. What hits the cap is not opened again; of a
product that needs more than a minute for an opening, one opening has to do. After `--minutes` no further opening
begins but those of the first round. `--write` puts the table into a Markdown file, between its two marks; `--from`
takes the results of an earlier run instead of measuring. Needs playwright and psutil, and Chromium (PIPEVIZ_CHROMIUM,
else the system's).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shlex
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOUSE), str(HOUSE / "benchmarks")]

from generate import generate  # noqa: E402
from opening import Product, measure  # noqa: E402

from tests import chromium  # noqa: E402

PROJECTS: dict[str, tuple[str, int, int]] = {
    "500": ("500 nodes, flat", 500, 0),
    "1000": ("1,000 nodes, flat", 1000, 0),
    "5000": ("5,000 nodes, flat", 5000, 0),
    "2000-in-80": ("2,000 nodes in 80 namespaces", 2000, 80),
    "5000-in-200": ("5,000 nodes in 200 namespaces", 5000, 200),
}
SLOW = 60.0
"""Seconds after which one opening of a project has to do."""

MARKS = ("<!-- browser: begin -->", "<!-- browser: end -->")

PIPEVIZ = Product(
    name="pipeviz",
    command=f"{shlex.quote(sys.executable)} -m viz serve . --port {{port}} --no-browser",
    ready="http://127.0.0.1:{port}/",
    drawn="pipeviz.drawn",
    node="""(() => {
        const { cy, graph } = pipeviz;
        const [zoom, pan, box] = [cy.zoom(), cy.pan(), cy.container().getBoundingClientRect()];
        const single = graph.elements.filter(({ data }) => !data.members);
        const places = single.map(({ x, y }) => [box.x + x * zoom + pan.x, box.y + y * zoom + pan.y]);
        const away = ([x, y]) => Math.hypot(x - box.x - box.width / 2, y - box.y - box.height / 2);
        return places.reduce((best, place) => (away(place) < away(best) ? place : best));
    })()""",
    panel="pipeviz.state.selected && document.querySelector('#panel [data-panel-of]')?.dataset.panelOf"
    " === pipeviz.state.selected && !document.querySelector('#panel-frame').hidden",
    elements="pipeviz.graph.elements.length",
    environment={"PYTHONPATH": str(HOUSE)},
)
NODE = "document.querySelector('.pipeline-node')"
BUTTON = "[...document.querySelectorAll('button')].find((one) => one.textContent.includes('Render it anyway'))"
KEDRO_VIZ = Product(
    name="Kedro-Viz",
    command="{kedro} viz run --no-browser --port {{port}}",
    ready="http://127.0.0.1:{port}/api/main",
    drawn=f"{NODE}?.getBoundingClientRect().width > 0 && Number({NODE}.getAttribute('opacity') ?? 1) > 0",
    node="""(() => {
        const places = [...document.querySelectorAll('.pipeline-node')].map((one) => one.getBoundingClientRect());
        const inView = places.filter(({ x, y }) => x > 420 && x < 1500 && y > 80 && y < 900);
        const { x, y, width, height } = inView[Math.floor(inView.length / 2)] ?? places[0];
        return [x + width / 2, y + height / 2];
    })()""",
    panel="document.querySelector('.pipeline-metadata--visible .pipeline-metadata__list')",
    elements="document.querySelectorAll('.pipeline-node').length",
    asks=BUTTON,
    accept=f"{BUTTON}.click()",
)

COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("server ready, s", "ready_s", 1),
    ("CPU s", "ready_cpu_s", 1),
    ("first node, s", "first_node_s", 1),
    ("page CPU s", "page_cpu_s", 1),
    ("zoom, fps", "zoom_fps", 0),
    ("drag, fps", "drag_fps", 0),
    ("click to panel, s", "panel_s", 2),
    ("server MB", "server_mb", 0),
    ("page MB", "page_mb", 0),
)
FASTER = {"zoom_fps", "drag_fps"}
"""Where more is better."""

Results = dict[str, dict[str, list[dict[str, Any]]]]
"""Openings by project, then by product."""


def run(projects: dict[str, Path], products: list[Product], given: argparse.Namespace) -> Results:
    """All openings, by turns. What is known so far is written after each."""
    results: Results = {title: {product.name: [] for product in products} for title in projects}
    began = time.perf_counter()
    for number in range(given.rounds):
        for title, folder in projects.items():
            for product in products:
                openings = results[title][product.name]
                late = time.perf_counter() - began > given.minutes * 60
                if number and (late or any(one["capped"] or one["seconds"] > SLOW for one in openings)):
                    continue
                opening = measure(product, folder, cap=given.cap, chromium=chromium.find())
                openings.append(opening)
                print(f"{number + 1}. {product.name}, {title}: {json.dumps(opening)}", flush=True)
                if given.json:
                    given.json.write_text(json.dumps(report(results, given), indent=1) + "\n", encoding="utf-8")
    return results


def report(results: Results, given: argparse.Namespace) -> dict[str, Any]:
    return {
        "when": time.strftime("%Y-%m-%d"),
        "machine": f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        "rounds": given.rounds,
        "cap": given.cap,
        "results": results,
    }


def table(known: dict[str, Any]) -> str:
    """The medians as Markdown, under each project how many times better pipeviz is."""
    lines = [
        f"Measured on {known['when']} ({known['machine']}; Chromium without a graphics card, 1600 x 1000). Medians of"
        f" up to {known['rounds']} openings; cap {known['cap']:.0f} s. CPU is that of all processes of the server until"
        " it is ready, and of the page from its start to the last gesture.",
        "",
        f"| project | | n | {' | '.join(name for name, _, _ in COLUMNS)} |",
        f"|---|---|--:|{'--:|' * len(COLUMNS)}",
    ]
    for title, of_project in known["results"].items():
        for name, openings in of_project.items():
            capped = next((one["capped"] for one in openings if one["capped"]), "")
            elements = next((f" ({one['elements']:,} elements)" for one in openings if "elements" in one), "")
            cells = [_cell(openings, key, digits) for _, key, digits in COLUMNS]
            said = f"{name}: {capped}" if capped else name
            lines.append(f"| {title}{elements} | {said} | {len(openings)} | {' | '.join(cells)} |")
        if len(of_project) == 2:
            ratios = [_ratio(*of_project.values(), key) for _, key, _ in COLUMNS]
            lines.append(f"| | *times better* | | {' | '.join(ratios)} |")
    return "\n".join(lines)


def _median(openings: list[dict[str, Any]], key: str) -> float | None:
    found = [one[key] for one in openings if key in one]
    return statistics.median(found) if found else None


def _cell(openings: list[dict[str, Any]], key: str, digits: int) -> str:
    median = _median(openings, key)
    return "–" if median is None else f"{median:,.{digits}f}"


def _ratio(ours: list[dict[str, Any]], theirs: list[dict[str, Any]], key: str) -> str:
    one, other = _median(ours, key), _median(theirs, key)
    if not one or not other:
        return ""
    return f"{one / other if key in FASTER else other / one:.1f}"


def write(file: Path, text: str) -> None:
    """Put the text between the marks of a file; a file without them gets both at its end."""
    before = file.read_text(encoding="utf-8") if file.exists() else "# Benchmarks\n"
    begin, end = MARKS
    whole = f"{begin}\n{text}\n{end}"
    if begin in before:
        after = re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: whole, before, flags=re.DOTALL)
    else:
        after = f"{before.rstrip()}\n\n{whole}\n"
    file.write_text(after, encoding="utf-8")


def prepared(names: list[str], folder: Path) -> dict[str, Path]:
    """The projects by their titles, those of ours freshly generated."""
    found: dict[str, Path] = {}
    for name in names:
        if name in PROJECTS:
            title, nodes, namespaces = PROJECTS[name]
            generate(folder / name, nodes=nodes, namespaces=namespaces)
            found[title] = folder / name
        else:
            found[Path(name).resolve().name] = Path(name).resolve()
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure pipeviz and Kedro-Viz in the browser.")
    parser.add_argument("--projects", nargs="+", default=list(PROJECTS), metavar="NAME", help=", ".join(PROJECTS))
    parser.add_argument("--kedro-viz", metavar="KEDRO", help="the kedro command of an environment with kedro-viz")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cap", type=float, default=300.0, help="seconds for any single thing")
    parser.add_argument("--minutes", type=float, default=60.0, help="after these, only the first round is finished")
    parser.add_argument("--json", type=Path, help="where the results go")
    parser.add_argument("--write", type=Path, metavar="FILE", help="a Markdown file to put the table into")
    parser.add_argument("--from", dest="known", type=Path, metavar="JSON", help="results of an earlier run")
    given = parser.parse_args()
    strangers = [name for name in given.projects if name not in PROJECTS and not Path(name).is_dir()]
    if strangers:
        parser.error(f"no project {strangers[0]!r}: name a folder, or one of {', '.join(PROJECTS)}")
    return given


def main() -> None:
    given = _arguments()
    if given.known:
        known = json.loads(given.known.read_text(encoding="utf-8"))
    else:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            projects = prepared(given.projects, Path(folder))
            known = report(run(projects, _products(given.kedro_viz), given), given)
    text = table(known)
    print(text)
    if given.write:
        write(given.write, text)


def _products(kedro: str | None) -> list[Product]:
    if kedro is None:
        return [PIPEVIZ]
    command = KEDRO_VIZ.command.format(kedro=shlex.quote(str(Path(kedro).resolve())))
    return [PIPEVIZ, Product(**{**vars(KEDRO_VIZ), "command": command})]


if __name__ == "__main__":
    main()
