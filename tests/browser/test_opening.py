"""How near a graph opens: whole where its names can be read, else at its beginning."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.driver import Screen, screen
from tests.examples import node, project
from viz.export.html import export_html
from viz.readers import Opened

pytest.importorskip("playwright.sync_api")
pytestmark = pytest.mark.browser


def opened(shown: Screen, folder: Path, steps: int) -> None:
    chain = project(*(node(f"step_{i}", f"data_{i}", f"data_{i + 1}") for i in range(steps)))
    file = folder / f"{steps}.html"
    file.write_text(export_html(Opened(project=chain, root=None, reader=None)), encoding="utf-8")
    shown.page.goto(file.as_uri())
    shown.ready()


def test_a_long_chain_opens_at_its_beginning_with_its_names(tmp_path: Path) -> None:
    with screen() as shown:
        opened(shown, tmp_path, 20)
        top, bottom = shown.place("dataset:data_0")[1], shown.place("dataset:data_20")[1]

        assert not shown.run("pipeviz.far.on")
        assert 0 < top < 200
        assert bottom > 800
        shown.page.keyboard.press("f")
        shown.until("pipeviz.far.on")
        assert shown.place("dataset:data_20")[1] < 800


def test_a_chain_of_very_many_opens_whole(tmp_path: Path) -> None:
    with screen() as shown:
        opened(shown, tmp_path, 60)
        assert shown.run("pipeviz.cy.extent().y2 > pipeviz.canvas.scene.height")
