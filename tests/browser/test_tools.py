"""Every control of the page, on the served page and in the saved file alike: with the pointer and with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import unpack
from xml.etree import ElementTree

import pytest

from tests.app import examples
from tests.browser.driver import Screen, answering, screen
from viz.app.server import make_app_server
from viz.export.html import export_html

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=["served", "saved"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    opened = examples.opened(tmp_path_factory.mktemp("ships"))
    if request.param == "saved":
        file: Path = tmp_path_factory.mktemp("saved") / "page.html"
        file.write_text(export_html(opened), encoding="utf-8")
        yield file.as_uri()
        return
    server = make_app_server(opened, pipeline=None, run=None, host="127.0.0.1", port=0, base_path="/")
    with answering(server) as address:
        yield address


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Screen]:
    with screen() as shown:
        yield shown
        assert shown.complaints == []
        assert [url for url in shown.asked if not url.startswith((address, "data:", "blob:"))] == []


@pytest.fixture
def shown(browser: Screen, address: str) -> Screen:
    browser.page.goto("about:blank")
    browser.page.goto(address)
    browser.ready()
    return browser


def label(shown: Screen, id_: str) -> str:
    text: str = shown.run("(id) => pipeviz.cy.getElementById(id).style('label')", id_)
    return text


def pressed(shown: Screen, tool: str) -> bool:
    return shown.page.get_attribute(f"#{tool}", "aria-pressed") == "true"


def span(shown: Screen) -> tuple[float, float]:
    width, height = shown.run("[pipeviz.canvas.scene.width, pipeviz.canvas.scene.height]")
    return width, height


def test_the_flow_turns_and_the_address_says_so(shown: Screen) -> None:
    width, height = span(shown)
    shown.page.click("#direction-toggle")
    shown.settled()
    turned_width, turned_height = span(shown)
    assert turned_width / turned_height > width / height
    assert "direction=LR" in shown.hash()
    assert shown.page.get_attribute("#bands", "class") == "lying"
    shown.page.keyboard.press("d")
    shown.settled()
    assert span(shown) == (width, height)
    assert "direction" not in shown.hash()


def test_names_as_they_are_or_as_a_person_would_write_them(shown: Screen) -> None:
    assert label(shown, "node:clean_ships") == "clean_ships"
    shown.page.click("#names-toggle")
    assert label(shown, "node:clean_ships") == "Clean ships"
    assert pressed(shown, "names-toggle")
    shown.page.click("#parameters-toggle")
    shown.settled()
    assert label(shown, "params:limit") == "Limit", "what comes later is named alike"
    assert "names=pretty" in shown.hash()
    shown.page.keyboard.press("n")
    assert label(shown, "node:clean_ships") == "clean_ships"


def test_labels_and_layers_go_and_come(shown: Screen) -> None:
    shown.page.click("#labels-toggle")
    assert label(shown, "node:clean_ships") == ""
    shown.page.click("#layers-toggle")
    assert not shown.page.is_visible("#band-names .band-name")
    assert shown.hash() == "#labels=off&layers=off"
    shown.page.keyboard.press("l")
    shown.page.keyboard.press("b")
    assert label(shown, "node:clean_ships") == "clean_ships"
    assert shown.page.locator("#band-names .band-name").first.is_visible()


def test_namespaces_open_to_a_depth(shown: Screen) -> None:
    shown.page.click("#levels-menu")
    assert shown.page.locator("#levels-list .option-name").all_inner_texts() == [
        "All collapsed",
        "1 level open",
        "All expanded",
    ]
    shown.page.click("#levels-list >> text=1 level open")
    shown.settled()
    assert {"namespace:models.linear", "namespace:models.tree"} <= shown.elements()
    assert "node:models.tree.train" not in shown.elements()
    shown.page.keyboard.press("2")
    shown.settled()
    assert "node:models.tree.train" in shown.elements()
    shown.page.keyboard.press("c")
    shown.settled()
    assert "namespace:models.tree" not in shown.elements()
    shown.page.keyboard.press("e")
    shown.settled()
    assert "node:models.tree.train" in shown.elements()


def test_one_namespace_is_looked_at_and_left_again(shown: Screen) -> None:
    whole = shown.elements()
    shown.run("pipeviz.select('namespace:models.tree')")
    shown.panel()
    shown.page.click("#panel [data-focus-on]")
    shown.settled()
    assert "node:models.tree.train" in shown.elements()
    assert "node:clean_ships" not in shown.elements(), "what lies outside is gone but for what goes in and out"
    assert {"dataset:ships", "namespace:models.tree"} <= shown.elements()
    assert "namespace:models" not in shown.elements()
    assert shown.page.locator("#crumbs .crumb").all_inner_texts() == ["__default__", "models", "tree"]
    assert "focus=models.tree" in shown.hash()
    shown.page.click("#crumbs >> text=models")
    shown.settled()
    assert "namespace:models.linear" in shown.elements()
    shown.page.keyboard.press("Escape")
    shown.page.keyboard.press("Escape")
    shown.settled()
    assert shown.elements() == whole
    assert not shown.page.is_visible("#crumbs")


def test_the_keyboard_goes_into_what_is_chosen_and_opens_it(shown: Screen) -> None:
    shown.page.keyboard.press("i")
    assert "Choose a namespace first" in shown.page.inner_text("#toast")
    shown.run("pipeviz.select('node:models.tree.train')")
    shown.page.keyboard.press("i")
    shown.settled()
    assert shown.run("pipeviz.state.focus") == "models.tree"
    shown.page.keyboard.press("i")
    shown.settled()
    assert shown.run("pipeviz.state.focus") is None
    shown.page.keyboard.press("x")
    shown.settled()
    assert "node:models.tree.train" not in shown.elements()


def test_search_leaves_the_focus_for_what_lies_outside(shown: Screen) -> None:
    shown.run("pipeviz.focusOn('models.tree')")
    shown.settled()
    shown.page.keyboard.press("/")
    shown.page.keyboard.type("clean_ships")
    shown.page.keyboard.press("Enter")
    shown.settled()
    assert shown.run("pipeviz.state.focus") is None
    assert "chosen" in shown.classes("node:clean_ships")


def test_reset_brings_back_how_the_pipeline_opens(shown: Screen) -> None:
    before = shown.elements()
    shown.run("pipeviz.change({ direction: 'LR', names: 'pretty', labels: false, focus: 'models', parameters: true })")
    shown.settled()
    shown.page.keyboard.press("r")
    shown.settled()
    assert shown.elements() == before
    assert shown.hash() == ""
    assert label(shown, "node:clean_ships") == "clean_ships"


def test_the_address_brings_all_of_it_back(shown: Screen, address: str) -> None:
    shown.page.goto("about:blank")
    shown.page.goto(f"{address}#focus=models&parameters=shown&direction=LR&names=pretty&layers=off&labels=off")
    shown.ready()
    shown.settled()
    assert shown.run("pipeviz.canvas.scene.direction") == "LR"
    assert "node:clean_ships" not in shown.elements()
    for tool in ("focus-toggle", "parameters-toggle", "names-toggle"):
        assert pressed(shown, tool)
    for tool in ("layers-toggle", "labels-toggle"):
        assert not pressed(shown, tool)


def test_the_arrow_keys_go_from_tool_to_tool(shown: Screen) -> None:
    shown.page.focus("#zoom-in")
    shown.page.keyboard.press("ArrowDown")
    assert shown.run("document.activeElement.id") == "zoom-out"
    shown.page.keyboard.press("ArrowUp")
    shown.page.keyboard.press("ArrowUp")
    assert shown.run("document.activeElement.id") == "save-menu"
    shown.page.keyboard.press("ArrowUp")
    shown.page.keyboard.press("Enter")
    assert label(shown, "node:clean_ships") == "Clean ships"


def test_no_tool_covers_the_graph(shown: Screen) -> None:
    tools, graph = (shown.page.locator(id_).bounding_box() for id_ in ("#tools", "#graph"))
    assert graph["x"] + graph["width"] <= tools["x"]


def saved(shown: Screen, format_: str) -> bytes:
    shown.page.click("#save-menu")
    with shown.page.expect_download() as download:
        shown.page.click(f"#save-list [data-value={format_}]")
    assert download.value.suggested_filename == f"ships-__default__.{format_}"
    return Path(download.value.path()).read_bytes()


def test_the_picture_is_saved_as_it_stands(shown: Screen) -> None:
    shown.run("pipeviz.change({ names: 'pretty', parameters: true, selected: 'node:clean_ships' })")
    shown.settled()
    tree = ElementTree.fromstring(saved(shown, "svg"))
    texts = [text.text for text in tree.iter(f"{SVG}text")]
    titles = {title.text for title in tree.iter(f"{SVG}title")}
    assert {"Clean ships", "Limit", "raw"} <= set(texts)
    assert {"clean_ships", "models.tree.train"} <= titles
    lines = [path for path in tree.iter(f"{SVG}path") if path.get("class") == "edge"]
    assert len(lines) == shown.run("pipeviz.graph.edges.length")
    wide, high = (float(tree.get(name, "0")) for name in ("width", "height"))
    png = saved(shown, "png")
    assert png.startswith(b"\x89PNG")
    assert unpack(">II", png[16:24]) == pytest.approx((2 * wide, 2 * high), abs=2)


def test_the_legend_explains_every_shape_and_key(shown: Screen) -> None:
    assert shown.page.locator("#legend .legend-item").all_inner_texts() == [
        "Node",
        "Dataset",
        "In memory",
        "Parameter",
        "Namespace",
    ]
    shown.page.keyboard.press("?")
    told = shown.page.inner_text("#legend-card")
    for words in ("Table", "Remote service", "Failed", "Did not run", "Several at once", "Turn the flow"):
        assert words in told
    loaded = "[...document.querySelectorAll('#legend-card img')].every((one) => one.complete && one.naturalWidth)"
    shown.until(loaded)
    shown.page.keyboard.press("Escape")
    assert not shown.page.is_visible("#legend-card")


def top_of(shown: Screen, id_: str) -> tuple[float, float]:
    """Where the middle of an element's upper edge is on the screen."""
    return shown.place(id_, 0, -0.5)


def test_a_namespace_that_opens_or_closes_stays_where_it_is(shown: Screen) -> None:
    shown.run("pipeviz.canvas.goTo(pipeviz.graph.byId.get('namespace:models.linear'), 1.4)")
    shown.settled()
    before = top_of(shown, "namespace:models.linear")
    for _ in range(2):
        shown.run("pipeviz.toggleNamespace('models.linear')")
        shown.settled()
        assert top_of(shown, "namespace:models.linear") == pytest.approx(before, abs=1)
    assert shown.run("pipeviz.cy.zoom()") == pytest.approx(1.4)


def test_who_came_nearer_keeps_the_middle_in_sight(shown: Screen) -> None:
    shown.run("pipeviz.canvas.goTo(pipeviz.graph.byId.get('node:models.tree.train'), 1.4)")
    shown.settled()
    before = top_of(shown, "node:models.tree.train")
    for key in ("p", "d"):
        shown.page.keyboard.press(key)
        shown.settled()
        assert top_of(shown, "node:models.tree.train") == pytest.approx(before, abs=1)


def test_all_that_was_in_view_stays_in_view(shown: Screen) -> None:
    inside = """(() => {
        const { x1, y1, x2, y2 } = pipeviz.cy.extent();
        const { width, height } = pipeviz.canvas.scene;
        return x1 <= 0 && y1 <= 0 && x2 >= width && y2 >= height;
    })()"""
    for _ in range(4):
        assert shown.run(inside)
        shown.run("pipeviz.toggleNamespace('models')")
        shown.settled()


def test_what_comes_out_of_a_namespace_fades_in(shown: Screen) -> None:
    shown.run("pipeviz.collapseAll()")
    shown.settled()
    shown.page.emulate_media(reduced_motion="no-preference")
    shown.run("pipeviz.expandAll()")
    shown.until("pipeviz.cy.nodes().some((node) => node.numericStyle('opacity') < 1)")
    shown.settled()
    shown.page.emulate_media(reduced_motion="reduce")
    assert shown.run("pipeviz.cy.nodes().every((node) => node.numericStyle('opacity') === 1)")
