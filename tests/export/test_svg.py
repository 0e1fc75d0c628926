from __future__ import annotations

import dataclasses
import subprocess
import sys
from datetime import datetime
from xml.etree import ElementTree

import pytest

from tests.examples import REVIEWS, node, project
from viz.export.choice import Choice, chosen_view
from viz.export.svg import Drawn, svg_text, svg_tree
from viz.model import NodeRun, Pipeline, Project, Run
from viz.picture import draw
from viz.theme import DARK, LIGHT

SVG = "{http://www.w3.org/2000/svg}"
RUN = Run(
    id="2026-11-23T06:40:03.308",
    started_at=datetime(2026, 11, 23, 6, 40, 3, 308000),
    finished_at=None,
    status="failed",
    node_runs=(
        NodeRun(node_id="node:clean", status="succeeded", load=0.1, compute=0.2, save=0.05),
        NodeRun(node_id="node:model.split", status="succeeded", compute=4.0),
        NodeRun(node_id="node:model.fit", status="failed", error="ValueError: no"),
        NodeRun(node_id="node:report", status="not_run"),
    ),
)


def text_of(known: Project = REVIEWS, *, run: Run | None = None, choice: Choice | None = None, **more: object) -> str:
    picture = draw(known, chosen_view(known, choice or Choice()))
    return svg_text(svg_tree(known, picture, run=run, drawn=Drawn(**more)))  # type: ignore[arg-type]


def drawn(known: Project = REVIEWS, **more: object) -> ElementTree.Element:
    return ElementTree.fromstring(text_of(known, **more))  # type: ignore[arg-type]


def titles(tree: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """Every titled group by the first line of its title."""
    named = {group: group.find(f"{SVG}title") for group in tree.iter(f"{SVG}g")}
    return {(title.text or "").splitlines()[0]: group for group, title in named.items() if title is not None}


def labels(group: ElementTree.Element) -> list[str | None]:
    return [text.text for text in group.iter(f"{SVG}text")]


def test_every_element_is_drawn_with_its_full_name_as_title() -> None:
    shown = titles(drawn())

    assert set(shown) == {
        "dataset reviews",
        "node clean",
        "dataset clean_reviews",
        "namespace model",
        "node model.split",
        "dataset model.train",
        "dataset model.test",
        "node model.fit",
        "dataset model.classifier",
        "node report",
        "dataset metrics",
    }
    assert labels(shown["node model.fit"]) == ["fit"]


def test_every_edge_is_drawn() -> None:
    edges = next(group for group in drawn().iter(f"{SVG}g") if group.get("class") == "edges")

    lines, arrows = ([path for path in edges if (path.get("fill") == "none") is line] for line in (True, False))
    assert (len(lines), len(arrows)) == (10, 10)


def test_a_run_colours_the_nodes_and_writes_what_they_cost() -> None:
    shown = titles(drawn(run=RUN))

    assert labels(shown["node clean"]) == ["clean", "350 ms"]
    assert labels(shown["node model.split"]) == ["split", "4.00 s"]
    assert labels(shown["node model.fit"]) == ["fit", "failed"]
    assert labels(shown["node report"]) == ["report"]
    fills = {name: group[1].get("fill") for name, group in shown.items()}
    assert fills["node model.split"] == LIGHT.heat[-1]
    assert fills["node model.fit"] == LIGHT.error_soft
    assert fills["node report"] == LIGHT.idle_fill
    title = shown["node clean"].find(f"{SVG}title")
    assert title is not None
    assert title.text == "node clean\nsucceeded\nload 100 ms\ncompute 200 ms\nsave 50 ms"


def test_a_collapsed_namespace_shows_what_its_nodes_cost_together() -> None:
    done = dataclasses.replace(RUN, node_runs=tuple(one for one in RUN.node_runs if one.status == "succeeded"))

    shown = titles(drawn(run=done, choice=Choice(depth=0)))["namespace model"]

    assert labels(shown) == ["model", "4.00 s"]
    assert shown[2].get("fill") == LIGHT.heat[-1]
    assert labels(titles(drawn(run=RUN, choice=Choice(depth=0)))["namespace model"]) == ["model", "failed"]


def test_every_element_is_a_link_to_itself_on_a_page() -> None:
    links = {link.get("href") for link in drawn(page="page.html").iter(f"{SVG}a")}

    assert "page.html#pipeline=__default__&select=node%3Amodel.fit" in links
    assert "page.html#pipeline=__default__&select=namespace%3Amodel" in links
    assert not list(drawn().iter(f"{SVG}a"))


def test_names_may_be_pretty_and_layers_left_out() -> None:
    assert labels(titles(drawn(pretty_names=True))["dataset clean_reviews"]) == ["Clean reviews"]
    assert not [group for group in drawn(layers=False).iter(f"{SVG}g") if group.get("class") == "layers"]


def test_the_theme_colours_the_ground() -> None:
    grounds = [drawn(theme=theme).find(f"{SVG}rect") for theme in ("light", "dark")]

    assert [ground.get("fill") for ground in grounds if ground is not None] == [LIGHT.canvas, DARK.canvas]


def test_a_name_may_hold_anything() -> None:
    hostile = node('</script><svg onload="x">&\x00\ud800', "a", "b")

    assert 'node </script><svg onload="x">&' in titles(drawn(project(hostile)))


@pytest.mark.parametrize("pipelines", [(), (Pipeline(name="empty", node_ids=()),)])
def test_an_empty_project_gives_an_empty_picture(pipelines: tuple[Pipeline, ...]) -> None:
    assert titles(drawn(project(pipelines=pipelines))) == {}


def test_a_picture_is_the_same_twice() -> None:
    assert text_of() == text_of(dataclasses.replace(REVIEWS))


def test_an_svg_needs_neither_dash_nor_pandas() -> None:
    command = "import sys, viz.export.svg; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)

    assert {"dash", "plotly", "pandas", "flask"}.isdisjoint(done.stdout.split())
