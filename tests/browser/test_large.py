"""A graph of 1,200 elements: the far view draws it, Cytoscape takes over near, and both answer to the same clicks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.app import examples
from tests.browser.driver import Screen, answering, screen
from viz.app.server import make_app_server
from viz.export.html import export_html
from viz.model import Node, Pipeline, Project

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

ROWS, COLUMNS = 12, 50

MIDDLE = "(() => { const e = pipeviz.graph.elements; return e[Math.floor(e.length / 2)].id; })()"
COLOURS = """() => {
    const { width, height } = document.querySelector("#far");
    const { data } = document.querySelector("#far").getContext("2d").getImageData(0, 0, width, height);
    return new Set(new Uint32Array(data.buffer)).size;
}"""


def large_project() -> Project:
    """Fifty chains of twelve nodes, of which each third reads from its neighbour too."""
    nodes = tuple(_node(row, column) for column in range(COLUMNS) for row in range(ROWS))
    return replace(
        examples.project(),
        pipelines=(Pipeline(name="__default__", node_ids=tuple(node.id for node in nodes)),),
        nodes=nodes,
        datasets=(),
        parameters=(),
    )


def _node(row: int, column: int) -> Node:
    name = f"step_{column}_{row}"
    inputs = [f"table_{column}_{row}"]
    if column and row % 3 == 1:
        inputs.append(f"table_{column - 1}_{row}")
    outputs = (f"table_{column}_{row + 1}",)
    return Node(id=f"node:{name}", name=name, namespace=None, function="step", inputs=tuple(inputs), outputs=outputs)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    opened = examples.opened(tmp_path_factory.mktemp("large"), large_project())
    server = make_app_server(opened, pipeline=None, run=None, host="127.0.0.1", port=0, base_path="/")
    with answering(server) as address:
        yield address


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Screen]:
    with screen() as shown:
        yield shown
        assert shown.complaints == []
        assert [url for url in shown.asked if not url.startswith((address, "data:", "blob:", "file:"))] == []


@pytest.fixture
def shown(browser: Screen, address: str) -> Screen:
    browser.page.goto("about:blank")
    browser.page.goto(address)
    browser.run("localStorage.clear()")
    browser.page.reload()
    browser.ready()
    return browser


def _where(shown: Screen, id_: str) -> tuple[float, float]:
    x, y = shown.run(
        """(id) => {
            const { x, y } = pipeviz.graph.byId.get(id);
            const { cy } = pipeviz;
            const [zoom, pan, box] = [cy.zoom(), cy.pan(), cy.container().getBoundingClientRect()];
            return [box.x + x * zoom + pan.x, box.y + y * zoom + pan.y];
        }""",
        id_,
    )
    return x, y


def _opens_from_far(shown: Screen) -> None:
    assert shown.run("pipeviz.graph.elements.length") == ROWS * COLUMNS + (ROWS + 1) * COLUMNS
    assert shown.run("pipeviz.far.on")
    assert shown.run(COLOURS) > 8
    assert shown.run("pipeviz.cy.nodes().length") == 0
    assert shown.run("getComputedStyle(document.querySelector('#graph canvas:not(#far)')).visibility") == "hidden"


def test_it_opens_as_a_whole_with_a_hint(shown: Screen) -> None:
    _opens_from_far(shown)
    assert "1,250 elements" in shown.page.inner_text("#hint")
    shown.page.click("#hint button")
    assert not shown.page.is_visible("#hint")
    assert not shown.page.is_visible("#minimap")


def test_a_click_from_far_chooses_what_is_below_it(shown: Screen) -> None:
    zoom = shown.run("pipeviz.cy.zoom()")
    wanted = shown.run(MIDDLE)
    shown.page.mouse.click(*_where(shown, wanted))
    assert shown.run("pipeviz.state.selected") == wanted
    assert wanted.partition(":")[2] in shown.panel()
    assert shown.run("pipeviz.far.on"), "what is lit is seen from far"
    assert shown.run("pipeviz.cy.zoom()") <= zoom
    lit = shown.run("pipeviz.graph.edges.filter((edge) => pipeviz.graph.has(edge, 'lit')).length")
    assert 0 < lit < shown.run("pipeviz.graph.edges.length")
    shown.page.keyboard.press("Escape")
    assert shown.run("pipeviz.graph.items.every((item) => item.marks === 0)")


def test_the_pointer_from_far_tells_names(shown: Screen) -> None:
    wanted = shown.run(MIDDLE)
    shown.page.mouse.move(*_where(shown, wanted))
    shown.until("pipeviz.byId('hover-name').classList.contains('shown')")
    assert shown.page.inner_text("#hover-name") == wanted.partition(":")[2]
    assert shown.page.is_visible("#far-ring")


def test_near_cytoscape_draws_what_is_in_view(shown: Screen) -> None:
    wanted = shown.run(MIDDLE)
    shown.page.mouse.dblclick(*_where(shown, wanted))
    shown.until("!pipeviz.far.on")
    held = shown.elements()
    assert wanted in held
    assert len(held) < 300
    assert "chosen" in shown.classes(wanted)
    assert shown.run("getComputedStyle(document.querySelector('#graph canvas:not(#far)')).visibility") == "visible"
    assert shown.run(COLOURS) > 2, "edges are drawn below"
    shown.page.keyboard.press("f")
    shown.until("pipeviz.far.on")


def test_the_minimap_leads_elsewhere(shown: Screen) -> None:
    shown.run(f"pipeviz.canvas.goTo(pipeviz.graph.byId.get({MIDDLE}), 0.9)")
    shown.until("!pipeviz.far.on")
    shown.until("document.querySelector('.minimap-map canvas').style.width")
    before = shown.run("pipeviz.cy.extent().x1")
    box = shown.page.locator(".minimap-map canvas").bounding_box()
    assert box is not None
    shown.page.mouse.click(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
    shown.until(f"pipeviz.cy.extent().x1 > {before} + 500")
    middle = shown.run("(pipeviz.cy.extent().x1 + pipeviz.cy.extent().x2) / 2 / pipeviz.canvas.scene.width")
    assert middle == pytest.approx(0.9, abs=0.02)
    shown.until("pipeviz.cy.nodes().some((node) => pipeviz.cy.extent().x1 < node.position('x'))")
    shown.page.keyboard.press("m")
    assert not shown.page.is_visible(".minimap-map")


def test_search_finds_what_cytoscape_does_not_hold(shown: Screen) -> None:
    shown.page.keyboard.press("/")
    shown.page.keyboard.type("step_49_11")
    shown.page.keyboard.press("Enter")
    shown.until("!pipeviz.far.on")
    shown.until("pipeviz.cy.getElementById('node:step_49_11').hasClass('chosen')")


def test_a_saved_page_has_the_far_view_too(browser: Screen, tmp_path: Path) -> None:
    file = tmp_path / "large.html"
    file.write_text(export_html(examples.opened(tmp_path, large_project())), encoding="utf-8")
    browser.page.goto(file.as_uri())
    browser.ready()
    _opens_from_far(browser)
