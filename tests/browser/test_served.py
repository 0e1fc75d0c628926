"""The served page, clicked through as a person would; it never complains and asks nobody but its own server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app import examples
from tests.browser.driver import Screen, answering, screen
from viz.app.server import make_app_server

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

LATEST = "2026-11-23T06:40:03"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    opened = examples.opened(tmp_path_factory.mktemp("ships"))
    server = make_app_server(opened, pipeline=None, run=None, host="127.0.0.1", port=0, base_path="/graph/")
    with answering(server, "/graph/") as address:
        yield address


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Screen]:
    with screen() as shown:
        yield shown
        assert shown.complaints == []
        assert [url for url in shown.asked if not url.startswith((address, "data:", "blob:"))] == []


@pytest.fixture
def shown(browser: Screen, address: str) -> Screen:
    """The page as it opens, for somebody who was never here."""
    browser.page.goto("about:blank")
    browser.page.goto(address)
    browser.run("localStorage.clear()")
    browser.page.reload()
    browser.ready()
    return browser


def test_it_opens_on_the_default_pipeline(shown: Screen) -> None:
    assert {"node:clean_ships", "dataset:raw_ships", "namespace:models.linear", "node:report"} <= shown.elements()
    assert "params:limit" not in shown.elements()
    assert "uses-parameters" in shown.classes("node:clean_ships")
    assert shown.page.inner_text("#pipeline-chosen") == "__default__"
    assert shown.page.inner_text("#band-names").split() == ["raw", "primary", "models"]
    assert shown.page.title() == "ships · pipeviz"


def test_a_node_tells_what_it_is(shown: Screen) -> None:
    shown.tap("node:clean_ships")
    told = shown.panel()
    for words in ("clean_ships", "Drop what cannot be used.", "raw_ships", "@pandas", "limit", "100.0", "nightly"):
        assert words in told
    assert "kedro run --nodes=clean_ships" in told
    assert "src/nodes.py:4" in told
    assert "def clean(raw: pd.DataFrame" in told
    assert shown.page.locator("#panel .t-k").first.inner_text().strip() == "def"


def test_what_a_selection_comes_from_and_leads_to_is_lit(shown: Screen) -> None:
    shown.tap("dataset:models.linear.model")
    assert "chosen" in shown.classes("dataset:models.linear.model")
    assert "faded" not in shown.classes("dataset:raw_ships") | shown.classes("dataset:metrics")
    assert "faded" in shown.classes("node:models.tree.train")
    shown.page.keyboard.press("Escape")
    assert "faded" not in shown.classes("node:models.tree.train")
    assert not shown.page.is_visible("#panel-frame")


def test_the_canvas_gives_room_to_the_panel(shown: Screen) -> None:
    wide = shown.run("pipeviz.cy.width()")
    shown.tap("node:report")
    shown.panel()
    shown.until(f"pipeviz.cy.width() < {wide} - 300")
    shown.page.click("#panel-close")
    shown.until(f"pipeviz.cy.width() === {wide}")


def test_everything_in_a_panel_can_be_followed(shown: Screen) -> None:
    shown.tap("node:clean_ships")
    shown.panel()
    shown.page.click("#panel [data-element='dataset:raw_ships']")
    told = shown.panel()
    for words in ("pandas.CSVDataset", "data/raw/ships.csv", "layer: raw", "conf/base/catalog.yml:1", "sep", "harbour"):
        assert words in told
    assert "Ships as the harbour master writes them down." in told
    shown.until("document.querySelector('#preview table')")
    assert shown.page.locator("#preview td").first.inner_text() == "Swan"
    shown.run("pipeviz.select('params:options')")
    told = shown.panel()
    assert "features" in told
    assert examples.HOSTILE in told
    assert "conf/base/parameters.yml:3" in told
    shown.page.click("#panel [data-element='node:models.tree.train']")
    assert "models.tree" in shown.panel()


def test_a_hidden_parameter_lights_what_uses_it(shown: Screen) -> None:
    shown.run("pipeviz.select('params:limit')")
    shown.panel()
    assert "chosen" in shown.classes("node:clean_ships")


def test_parameters_come_and_go(shown: Screen) -> None:
    shown.page.click("#parameters-toggle")
    shown.settled()
    assert {"params:limit", "params:options"} <= shown.elements()
    assert "uses-parameters" not in shown.classes("node:clean_ships")
    shown.page.keyboard.press("p")
    shown.settled()
    assert "params:limit" not in shown.elements()


def test_picking_another_pipeline_changes_the_graph(shown: Screen) -> None:
    shown.page.click("#pipeline-menu")
    shown.page.click("#pipeline-list >> text=cleaning")
    shown.settled()
    assert shown.elements() == {"dataset:raw_ships", "node:clean_ships", "dataset:ships"}
    assert "pipeline=cleaning" in shown.hash()


def test_namespaces_close_and_open(shown: Screen) -> None:
    box = "namespace:models"
    width, height = shown.run("(id) => { const d = pipeviz.cy.getElementById(id).data(); return [d.w, d.h]; }", box)
    shown.tap(box, 16 / width - 0.5, 14 / height - 0.5)
    shown.settled()
    assert "node:models.tree.train" not in shown.elements()
    assert "box" not in shown.classes(box)
    shown.page.mouse.dblclick(*shown.place(box))
    shown.settled()
    assert "node:models.tree.train" in shown.elements()
    shown.page.click("#collapse-all")
    shown.settled()
    assert "namespace:models.tree" not in shown.elements()
    shown.page.click("#expand-all")
    shown.settled()
    assert "node:models.linear.train" in shown.elements()


def test_a_namespace_tells_what_is_in_it(shown: Screen) -> None:
    shown.run("pipeviz.select('namespace:models')")
    told = shown.panel()
    assert "models.linear.train" in told
    assert "kedro run --nodes=models.linear.train,models.tree.train" in told
    shown.page.click("#panel >> text=Collapse")
    shown.settled()
    shown.page.click("#panel >> text=Expand")
    shown.settled()
    assert "node:models.linear.train" in shown.elements()


def test_drawn_edges_keep_to_their_routes(shown: Screen) -> None:
    ends = shown.run(
        """() => pipeviz.cy.edges().map((edge) => {
            const of = (node, [x, y]) => [node.position("x") + x, node.position("y") + y];
            const drawn = [edge.sourceEndpoint(), edge.targetEndpoint()].flatMap((at) => [at.x, at.y]);
            const wanted = [...of(edge.source(), edge.data("from")), ...of(edge.target(), edge.data("to"))];
            return Math.max(...drawn.map((one, i) => Math.abs(one - wanted[i])));
        })"""
    )
    assert len(ends) > 8
    assert max(ends) < 6


def test_datasets_tell_more_from_close_by(shown: Screen) -> None:
    label = "pipeviz.cy.getElementById('dataset:raw_ships').style('label')"
    assert shown.run(label) == "raw_ships"
    shown.run("pipeviz.canvas.goTo({ x: 0, y: 0 }, 1.5)")
    assert shown.run(label) in ("raw_ships\nCSVDataset", "raw_ships\nCSV")
    shown.run("pipeviz.canvas.goTo({ x: 0, y: 0 }, 0.6)")
    assert "from-afar" in shown.classes("title:namespace:models")


def test_search_finds_by_name_and_by_function(shown: Screen) -> None:
    shown.page.keyboard.press("/")
    shown.page.keyboard.type("train")
    assert shown.page.locator("#search-list .result").count() == 2
    assert shown.run("pipeviz.cy.nodes('.found').length") == 2
    shown.page.keyboard.press("ArrowDown")
    shown.page.keyboard.press("Enter")
    assert "train()" in shown.panel()
    shown.page.keyboard.press("Control+f")
    shown.page.keyboard.type("csvdataset")
    shown.page.keyboard.press("Enter")
    assert "raw_ships" in shown.panel()
    shown.page.keyboard.press("/")
    shown.page.keyboard.type("nothing has this name")
    assert "Nothing found." in shown.page.inner_text("#search-list")
    shown.page.keyboard.press("Escape")
    assert shown.run("pipeviz.byId('search').value") == ""


def test_search_opens_what_hides_its_find(shown: Screen) -> None:
    shown.page.click("#collapse-all")
    shown.settled()
    shown.page.keyboard.press("/")
    shown.page.keyboard.type("tree.train")
    shown.page.keyboard.press("Enter")
    shown.settled()
    assert "chosen" in shown.classes("node:models.tree.train")


def test_a_run_colours_the_nodes(shown: Screen) -> None:
    shown.page.click("#run-menu")
    options = shown.page.locator("#run-list .option").all_inner_texts()
    assert [option.split("\n")[0] for option in options] == ["No run", "23 Nov 2026, 06:40:03", "22 Nov 2026, 06:40:03"]
    shown.page.click("#run-list >> text=23 Nov")
    shown.until("pipeviz.cy.nodes('.timed').length")
    assert "timed" in shown.classes("node:clean_ships")
    assert "failed" in shown.classes("node:report")
    assert "idle" in shown.classes("node:models.tree.train")
    assert "5.00 s" in shown.page.inner_text("#legend")
    shown.tap("node:models.linear.train")
    told = shown.panel()
    for words in ("5.00 s", "load 500 ms", "compute 4.00 s", "save 500 ms", "two nodes ran at the same time"):
        assert words in told
    shown.run("pipeviz.select('node:report')")
    assert examples.HOSTILE in shown.panel()
    shown.page.click("#run-menu")
    shown.page.click("#run-list >> text=No run")
    shown.until("!pipeviz.cy.nodes('.timed, .failed, .idle').length")


def test_a_collapsed_namespace_adds_its_nodes_up(shown: Screen) -> None:
    shown.run(f"pipeviz.change({{ run: {LATEST!r}, collapsed: ['models'] }})")
    shown.settled()
    shown.until("pipeviz.cy.nodes('.timed').length")
    assert shown.run("pipeviz.cy.getElementById('namespace:models').style('label')") == "models\n≈ 5.00 s"


def test_the_theme_changes_and_is_remembered(shown: Screen) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = shown.run(ground)
    shown.page.click("#theme-toggle")
    dark = shown.run(ground)
    assert dark != light
    assert shown.run("pipeviz.cy.getElementById('node:report').style('background-color')") == "rgb(35,43,55)"
    shown.page.reload()
    shown.ready()
    assert shown.run(ground) == dark


def test_the_address_keeps_what_is_looked_at(shown: Screen, address: str) -> None:
    shown.run(f"pipeviz.change({{ run: {LATEST!r}, collapsed: ['models.tree'], parameters: true }})")
    shown.tap("node:clean_ships")
    shown.settled()
    kept = shown.run("location.href")
    shown.page.goto("about:blank")
    shown.page.goto(kept)
    shown.ready()
    shown.settled()
    assert "params:limit" in shown.elements()
    assert "box" not in shown.classes("namespace:models.tree")
    assert "Drop what cannot be used." in shown.panel()
    shown.until("pipeviz.cy.nodes('.timed').length")


def test_names_in_the_address_that_nothing_has_are_let_go(shown: Screen, address: str) -> None:
    shown.page.goto("about:blank")
    shown.page.goto(f"{address}#pipeline=gone&run=gone&collapsed=%5B%22gone%22&select=node%3Agone")
    shown.ready()
    assert "has no such element" in shown.panel()
    assert shown.run("pipeviz.state.pipeline") == "__default__"
    assert shown.run("pipeviz.state.run") is None


def test_the_page_says_how_it_was_read(shown: Screen) -> None:
    assert shown.page.inner_text("#reading-badge").split() == ["Incomplete", "2"]
    shown.page.click("#reading-badge")
    told = shown.panel()
    for words in ("1 thing could not be read", "None of its code", "'scoring' cannot be read", "src/scoring.py:7"):
        assert words in told
    assert " ".join(examples.HOSTILE.split()) in told
    shown.page.click("#reading-badge")
    assert not shown.page.is_visible("#panel-frame")


def test_the_outline_is_a_way_for_the_keyboard(shown: Screen) -> None:
    shown.page.keyboard.press("o")
    outline = shown.page.inner_text("#outline")
    assert "models" in outline
    assert "limit" in outline
    shown.page.click("#outline >> text=metrics")
    assert "Not in the catalog" in shown.panel()


def test_hovering_tells_the_full_name(shown: Screen) -> None:
    shown.page.mouse.move(*shown.place("node:models.tree.train"))
    shown.until("pipeviz.byId('hover-name').classList.contains('shown')")
    assert shown.page.inner_text("#hover-name") == "models.tree.train · uses 1 parameter"


def test_dragging_anywhere_pans_and_fit_brings_everything_back(shown: Screen) -> None:
    for id_ in ("node:clean_ships", "namespace:models"):
        before = shown.run("pipeviz.cy.pan()")
        x, y = shown.place(id_, 0.0, 0.0 if id_.startswith("node") else 0.45)
        shown.page.mouse.move(x, y)
        shown.page.mouse.down()
        shown.page.mouse.move(x + 60, y + 40, steps=4)
        shown.page.mouse.up()
        after = shown.run("pipeviz.cy.pan()")
        assert (after["x"] - before["x"], after["y"] - before["y"]) == pytest.approx((60, 40), abs=6)
    shown.page.click("#zoom-in")
    shown.page.click("#zoom-fit")
    shown.until("pipeviz.cy.extent().x1 <= 0 && pipeviz.cy.extent().y2 >= pipeviz.canvas.scene.height")


def test_copying_takes_the_command(shown: Screen) -> None:
    shown.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown.tap("node:clean_ships")
    shown.panel()
    shown.page.click("#panel .command .copy")
    shown.until("pipeviz.byId('toast').classList.contains('shown')")
    assert shown.run("navigator.clipboard.readText()") == "kedro run --nodes=clean_ships"


def test_moves_are_animated_for_those_who_like_it(shown: Screen) -> None:
    shown.page.emulate_media(reduced_motion="no-preference")
    shown.run("pipeviz.collapseAll()")
    shown.until("pipeviz.cy.edges('.moving').length")
    shown.settled()
    at = shown.run("Object.values(pipeviz.cy.getElementById('namespace:models').position())")
    shown.page.emulate_media(reduced_motion="reduce")
    assert at == shown.run("pipeviz.canvas.scene.elements.find((row) => row[1] === 'namespace:models').slice(6, 8)")
