"""The saved page, opened from disk with the network off: everything works, nothing is asked of anyone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests import chromium
from tests.examples import dataset, node, project
from tests.export.test_html import Reader, run
from viz.export import views
from viz.export.html import export_html
from viz.model import Parameter, Pipeline, Place, Project
from viz.readers import Opened

sync_api = pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

EVIL = "</title></script><b id='evil'>\u2028\"'"
CODE = 'def clean(reviews):\n    """Leave out the empty ones."""\n    return reviews.dropna()\n'
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Watched:
    """A page with all it asked for and all it complained of."""

    page: Any
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: Any) -> None:
        """Keep errors; the one warning is Cytoscape's, about a setting that Dash's component always makes."""
        if message.type == "error":
            self.complaints.append(message.text)

    def elements(self) -> set[str]:
        return set(self.page.evaluate("pipeviz.cy.nodes().map((node) => node.id())"))

    def until(self, condition: str) -> None:
        """Wait for it by asking again: Playwright's own waiting evaluates a string, which the page forbids."""
        for _ in range(200):
            if self.page.evaluate(f"Boolean({condition})"):
                return
            self.page.wait_for_timeout(50)
        pytest.fail(f"never true: {condition}; the page complains: {self.complaints}")

    def tap(self, id_: str) -> None:
        """Click where an element is drawn."""
        at = self.page.evaluate(
            """(id) => {
                const at = pipeviz.cy.getElementById(id).renderedPosition();
                const box = pipeviz.cy.container().getBoundingClientRect();
                return [box.x + at.x, box.y + at.y];
            }""",
            id_,
        )
        self.page.mouse.click(*at)


def reviews() -> Project:
    return project(
        node("clean", "reviews, params:limit", "clean_reviews", source=Place(file="nodes.py", line=1, end_line=3)),
        node("model.inner.fit", "clean_reviews", "model.classifier"),
        node("model.score", "model.classifier", EVIL),
        datasets=(
            dataset("reviews", filepath="reviews.csv", layer="raw"),
            dataset("plot", "plotly.JSONDataset", filepath="plot.json"),
        ),
        parameters=(Parameter(id="params:limit", name="limit", value=EVIL),),
        pipelines=(
            Pipeline(name="__default__", node_ids=("node:clean", "node:model.inner.fit", "node:model.score")),
            Pipeline(name="cleaning", node_ids=("node:clean",)),
        ),
        name=f"Reviews {EVIL}",
    )


def saved_in(folder: Path, **options: Any) -> Path:
    (folder / "nodes.py").write_text(CODE)
    (folder / "reviews.csv").write_text("text,stars\nlovely,5\n")
    (folder / "plot.json").write_text('{"data": [{"type": "bar", "y": [1, 2]}], "layout": {}}')
    opened = Opened(project=reviews(), root=folder, reader=Reader((run(2), run(1))))  # type: ignore[arg-type]
    (folder / "page.html").write_text(export_html(opened, **options), encoding="utf-8")
    return folder / "page.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved_in(tmp_path_factory.mktemp("saved"))


@pytest.fixture(scope="module")
def file_with_previews(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved_in(tmp_path_factory.mktemp("previews"), include_previews=True)


@pytest.fixture
def visit(browser: Any) -> Iterator[Any]:
    """Opens a file; in the end it must have asked for nothing but itself, and must not have complained."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(10_000)
    visits: list[tuple[str, Watched]] = []

    def open_(file: Path, hash_: str = "") -> Watched:
        watched = Watched(context.new_page())
        watched.page.on("request", lambda request: watched.asked.append(request.url.partition("#")[0]))
        watched.page.on("console", watched.hear)
        watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        watched.page.goto(file.as_uri() + hash_)
        watched.until("window.pipeviz?.canvas?.scene")
        visits.append((file.as_uri(), watched))
        return watched

    yield open_
    context.close()
    for address, watched in visits:
        assert [url for url in watched.asked if not url.startswith(("data:", "blob:"))] == [address]
        assert watched.complaints == []


def test_the_graph_is_drawn(visit: Any, file: Path) -> None:
    seen = visit(file)

    assert {"node:clean", "dataset:reviews", "namespace:model", f"dataset:{EVIL}"} <= seen.elements()
    assert seen.page.title() == f"Reviews {EVIL} · pipeviz".replace("\u2028", " ")
    assert seen.page.locator("#evil").count() == 0


def test_a_click_on_a_node_shows_its_code(visit: Any, file: Path) -> None:
    seen = visit(file)

    seen.tap("node:clean")

    panel = seen.page.locator("#panel")
    sync_api.expect(panel).to_contain_text("return reviews.dropna()")
    sync_api.expect(panel).to_contain_text("nodes.py:1")


def test_a_parameter_shows_its_value(visit: Any, file: Path) -> None:
    seen = visit(file)

    seen.page.locator("#parameters-toggle").click()
    seen.until("pipeviz.cy.getElementById('params:limit').nonempty()")
    seen.tap("params:limit")

    sync_api.expect(seen.page.locator("#panel")).to_contain_text("<b id='evil'>")


def test_namespaces_collapse_and_expand(visit: Any, file: Path) -> None:
    seen = visit(file)

    seen.page.locator("#collapse-all").click()
    seen.until("pipeviz.cy.getElementById('node:model.score').empty()")
    assert {"namespace:model", "node:clean"} <= seen.elements()
    seen.page.locator("#expand-all").click()
    seen.until("pipeviz.cy.getElementById('node:model.score').nonempty()")


def test_another_pipeline(visit: Any, file: Path) -> None:
    seen = visit(file)

    seen.page.locator("#pipeline-menu").click()
    seen.page.locator("#pipeline-list .option", has_text="cleaning").click()

    seen.until("pipeviz.canvas.scene.pipeline === 'cleaning'")
    assert seen.elements() == {"node:clean", "dataset:reviews", "dataset:clean_reviews"}


def test_search_opens_what_it_finds(visit: Any, file: Path) -> None:
    seen = visit(file)
    seen.page.locator("#collapse-all").click()
    seen.until("pipeviz.cy.getElementById('node:model.score').empty()")

    seen.page.locator("#search").fill("score")
    seen.page.keyboard.press("Enter")

    seen.until("pipeviz.cy.getElementById('node:model.score').nonempty()")
    sync_api.expect(seen.page.locator("#panel")).to_contain_text("score")


def test_a_run_is_laid_over_the_graph(visit: Any, file: Path) -> None:
    seen = visit(file)

    seen.page.locator("#run-menu").click()
    seen.page.locator("#run-list .option").nth(1).click()
    seen.until("pipeviz.cy.getElementById('node:clean').hasClass('timed')")
    assert seen.page.evaluate("pipeviz.cy.getElementById('node:model.score').hasClass('idle')")
    seen.tap("node:clean")

    sync_api.expect(seen.page.locator("#panel [data-run-of]").first).to_contain_text("compute")


def test_light_and_dark(visit: Any, file: Path) -> None:
    seen = visit(file)
    background = "getComputedStyle(document.body).backgroundColor"
    before = seen.page.evaluate(background)

    seen.page.locator("#theme-toggle").click()

    assert seen.page.evaluate(background) != before


def test_what_is_looked_at_stands_in_the_address(visit: Any, file: Path) -> None:
    seen = visit(file, "#pipeline=cleaning&select=node%3Aclean")

    seen.until("pipeviz.canvas.scene.pipeline === 'cleaning'")
    sync_api.expect(seen.page.locator("#panel")).to_contain_text("clean()")


def test_previews(visit: Any, file_with_previews: Path) -> None:
    seen = visit(file_with_previews, "#select=dataset%3Areviews")

    sync_api.expect(seen.page.locator("#preview table")).to_contain_text("lovely")


def test_a_figure_is_drawn_by_the_plotly_inside(visit: Any, file_with_previews: Path) -> None:
    seen = visit(file_with_previews, "#select=dataset%3Aplot")

    seen.page.locator("#preview .js-plotly-plot .bars").wait_for()


def test_a_view_that_is_not_in_the_file(visit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MAX_DRAWN", 1)
    seen = visit(saved_in(tmp_path))

    seen.page.locator("#collapse-all").click()

    sync_api.expect(seen.page.locator("#toast")).to_contain_text("does not hold that view")
    assert seen.page.evaluate("pipeviz.state.collapsed") == []
    assert "node:model.score" in seen.elements()


def test_an_old_browser_is_told_so(browser: Any, file: Path) -> None:
    page = browser.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(file.as_uri())

    sync_api.expect(page.locator("body")).to_contain_text("needs a browser from 2023 or later")
    page.close()
