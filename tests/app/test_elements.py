from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.app import examples
from viz.app.elements import scene_data
from viz.picture import draw
from viz.scene import default_view


@pytest.fixture
def scene() -> dict[str, Any]:
    return scene_data(draw(examples.project(), default_view(examples.project())))


def _element(scene: dict[str, Any], id_: str) -> list[Any]:
    found: list[Any] = next(row for row in scene["elements"] if row[1] == id_)
    return found


def test_outer_boxes_come_before_inner_ones(scene: dict[str, Any]) -> None:
    names = [scene["namespaces"][box[0]] for box in scene["boxes"]]
    assert names[0] == "models"
    assert set(names[1:]) == {"models.linear", "models.tree"}
    assert [box[3] for box in scene["boxes"]] == [0, 1, 1]
    assert {scene["namespaces"][box[2]] for box in scene["boxes"][1:]} == {"models"}


def test_an_element_says_what_its_id_does_not(scene: dict[str, Any]) -> None:
    kind, _, name, label, variant, namespace, *_, parameters, inside, type_ = _element(scene, "node:models.tree.train")
    assert (kind, name, label, variant, parameters, inside, type_) == ("node", 0, "train", "", 1, 0, -1)
    assert scene["namespaces"][namespace] == "models.tree"
    ships = _element(scene, "dataset:raw_ships")
    assert ships[2:6] == [0, 0, "table", -1]
    assert scene["types"][ships[-1]] == "CSVDataset"


def test_a_collapsed_namespace_counts_its_nodes() -> None:
    view = replace(default_view(examples.project()), collapsed=frozenset({"models"}))
    scene = scene_data(draw(examples.project(), view))
    assert _element(scene, "namespace:models")[-2] == 2
    assert scene["boxes"] == []
    assert json.loads(scene["key"])[:2] == ["__default__", ["models"]]


def test_bands_carry_the_names_of_their_layers(scene: dict[str, Any]) -> None:
    assert [band["name"] for band in scene["bands"]] == ["raw", "primary", "models"]
    assert all(band["start"] < band["end"] for band in scene["bands"])


def test_edges_go_from_border_to_border(scene: dict[str, Any]) -> None:
    for source, target, count, *points in scene["edges"]:
        _, y, _, height = scene["elements"][source][6:10]
        assert points[1] == pytest.approx(y + height / 2, abs=0.51)
        _, y, _, height = scene["elements"][target][6:10]
        assert points[-1] == pytest.approx(y - height / 2, abs=0.51)
        assert count >= 1
        assert len(points) % 2 == 0


def test_numbers_are_short(scene: dict[str, Any]) -> None:
    numbers = [number for edge in scene["edges"] for number in edge]
    assert all(isinstance(number, int) or number != int(number) for number in numbers)
    assert all(number == round(number, 1) for number in numbers)
