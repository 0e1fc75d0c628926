"""Real projects in a folder, served as the command does: the list, the way into one and back, and changes on disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.browser.driver import Screen, answering, screen
from viz.app import serving
from viz.app.server import folder_server
from viz.readers import ReadOptions, open_project

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser

REGISTRY = """
from kedro.pipeline import node, pipeline


def {function}(rows):
    return rows


def register_pipelines():
    return {{"__default__": pipeline([node({function}, "rows", "result", name="{function}")])}}
"""


def write(root: Path, function: str) -> None:
    files = {
        "pyproject.toml": f'[tool.kedro]\npackage_name = "shop"\nproject_name = "{root.name}"\n'
        'kedro_init_version = "1.0.0"\n',
        "src/shop/__init__.py": "",
        "src/shop/pipeline_registry.py": REGISTRY.format(function=function),
        "conf/base/catalog.yml": "rows:\n  type: pandas.CSVDataset\n  filepath: data/rows.csv\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "spring sale", "count_flowers")
    write(tmp_path / "winter", "count_coats")
    return tmp_path


@pytest.fixture
def address(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(serving, "QUIET_SECONDS", 0)
    open_ = partial(open_project, options=ReadOptions(reader="static"))
    server, _ = folder_server(open_, str(folder), port=0)
    with answering(server) as address:
        yield address


@pytest.fixture
def shown(address: str) -> Iterator[Screen]:
    with screen() as shown:
        shown.page.goto(address)
        yield shown
        assert shown.complaints == []
        assert [url for url in shown.asked if not url.startswith((address, "data:", "blob:"))] == []


def test_one_of_several_projects_is_chosen_and_left_again(shown: Screen) -> None:
    assert shown.page.locator(".choice-list a").count() == 2
    shown.page.click("text=spring sale")
    shown.ready()
    assert "node:count_flowers" in shown.elements()
    shown.page.click("#overview")
    shown.page.click("text=winter")
    shown.ready()
    assert "node:count_coats" in shown.elements()


def test_what_changes_on_disk_is_shown_while_the_view_is_kept(shown: Screen, folder: Path) -> None:
    shown.page.click("text=winter")
    shown.ready()
    shown.tap("dataset:rows")
    shown.panel()
    shown.run("pipeviz.canvas.zoomBy(1.3)")
    zoom = shown.run("pipeviz.cy.zoom()")
    write(folder / "winter", "count_scarves")
    shown.until("window.pipeviz?.cy?.getElementById('node:count_scarves').nonempty()")
    shown.ready()
    assert "node:count_coats" not in shown.elements()
    assert "pandas.CSVDataset" in shown.panel()
    assert shown.run("pipeviz.cy.zoom()") == pytest.approx(zoom)


def test_a_project_that_breaks_while_it_is_shown_says_where(shown: Screen, folder: Path) -> None:
    shown.page.click("text=winter")
    shown.ready()
    (folder / "winter/src/shop/pipeline_registry.py").write_text("def register_pipelines(:\n", encoding="utf-8")
    shown.until("document.querySelector('.empty')")
    assert "pipeline_registry.py:1" in shown.page.inner_text(".empty")


FINDING = """
from kedro.framework.project import find_pipelines


def register_pipelines():
    return find_pipelines()
"""
GOOD = """
from kedro.pipeline import node, pipeline


def create_pipeline():
    return pipeline([node(max, "rows", "most", name="take_most")])
"""


def test_a_pipeline_that_was_left_out_stands_in_the_menu_and_says_why(shown: Screen, folder: Path) -> None:
    for name, text in {
        "pipeline_registry.py": FINDING,
        "pipelines/__init__.py": "",
        "pipelines/good/__init__.py": GOOD,
        "pipelines/bad/__init__.py": "from shop.nowhere import create_pipeline\n",
    }.items():
        (folder / "winter/src/shop" / name).parent.mkdir(exist_ok=True)
        (folder / "winter/src/shop" / name).write_text(text, encoding="utf-8")
    shown.page.click("text=winter")
    shown.until("window.pipeviz?.boot")
    assert "__default__ has no nodes to show" in shown.page.inner_text(".empty")
    shown.page.click("#pipeline-menu")
    shown.page.click("#pipeline-list >> text=bad")
    told = shown.panel()
    assert "src/shop/pipelines/bad/__init__.py:1" in told
    assert "No module named 'shop.nowhere'" in told
    shown.page.click("#pipeline-menu")
    shown.page.click("#pipeline-list >> text=good")
    shown.ready()
    assert "node:take_most" in shown.elements()
    assert not shown.page.is_visible(".empty")


def test_where_only_a_catalog_is_its_datasets_can_be_opened(shown: Screen, folder: Path) -> None:
    shutil.rmtree(folder / "winter/src")
    shown.page.click("text=winter")
    shown.until("window.pipeviz?.boot")
    shown.page.click(".empty [data-element='dataset:rows']")
    assert "pandas.CSVDataset" in shown.panel()
