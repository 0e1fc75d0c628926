"""A crowded graph in a saved page: datasets that stand together, what is in them, and how they come apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.driver import Screen, screen
from tests.test_bundles import FIRST, shop
from viz.export.html import export_html
from viz.readers import Opened

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Screen]:
    file = tmp_path / "shop.html"
    file.write_text(export_html(Opened(project=shop(), root=None, reader=None)), encoding="utf-8")
    with screen() as shown:
        shown.page.goto(file.as_uri())
        shown.ready()
        yield shown
        assert shown.complaints == []


def test_a_bundle_tells_what_is_in_it_and_comes_apart(shown: Screen) -> None:
    assert FIRST in shown.elements()
    shown.tap(FIRST)
    shown.until("document.querySelectorAll('#bundle [data-element]').length === 122")
    assert "120 datasets" in shown.page.inner_text("#bundle")
    assert shown.hash().endswith(f"select={FIRST}")

    shown.page.click("#bundle [data-element='dataset:made_7']")
    assert "made_7" in shown.panel()
    assert "chosen" in shown.classes(FIRST)

    shown.run("pipeviz.toggleNamespace('use')")
    shown.settled()
    assert FIRST not in shown.run("pipeviz.graph.elements.map((one) => one.id)")
    assert "chosen" in shown.run("pipeviz.graph.marksOf(pipeviz.graph.byId.get('dataset:made_7'))")


def test_a_bundle_that_came_apart_is_not_chosen_any_more(shown: Screen) -> None:
    shown.tap(FIRST)
    shown.until("!document.getElementById('panel-frame').hidden")
    shown.run("pipeviz.expandAll()")
    shown.until("document.getElementById('panel-frame').hidden")
    assert shown.run("pipeviz.state.selected") is None
