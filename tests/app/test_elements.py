from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app import examples
from viz.app.elements import along, edge_id, pill, scene_data
from viz.layout import Point
from viz.picture import draw
from viz.scene import default_view

coordinate = st.integers(-500, 500).map(float)
points = st.builds(Point, coordinate, coordinate)


@pytest.fixture
def scene() -> dict[str, Any]:
    return scene_data(draw(examples.project(), default_view(examples.project())))


def _node(scene: dict[str, Any], id_: str) -> dict[str, Any]:
    found: dict[str, Any] = next(node for node in scene["nodes"] if node["data"]["id"] == id_)
    return found


def test_outer_boxes_come_before_inner_ones_and_before_elements(scene: dict[str, Any]) -> None:
    ids = [node["data"]["id"] for node in scene["nodes"]]
    assert ids[0] == "namespace:models"
    assert set(ids[1:3]) == {"namespace:models.linear", "namespace:models.tree"}
    assert _node(scene, "namespace:models.tree")["data"]["depth"] == 1


def test_an_element_carries_its_full_name_and_its_kind(scene: dict[str, Any]) -> None:
    trainer = _node(scene, "node:models.tree.train")
    assert trainer["data"]["label"] == "train"
    assert trainer["data"]["name"] == "models.tree.train"
    assert trainer["classes"] == "node uses-parameters"
    assert _node(scene, "dataset:models.tree.model")["classes"] == "dataset model"


def test_a_collapsed_namespace_counts_its_nodes() -> None:
    view = replace(default_view(examples.project()), collapsed=frozenset({"models"}))
    scene = scene_data(draw(examples.project(), view))
    assert _node(scene, "namespace:models")["data"]["label"] == "models\n2 nodes"
    assert scene["key"] == '["__default__",["models"],0,"TB",""]'


def test_bands_carry_the_names_of_their_layers(scene: dict[str, Any]) -> None:
    assert [band["name"] for band in scene["bands"]] == ["raw", "primary", "models"]
    assert all(band["start"] < band["end"] for band in scene["bands"])


def test_edges_end_on_the_border_of_what_they_join(scene: dict[str, Any]) -> None:
    for edge in scene["edges"]:
        source = _node(scene, edge["data"]["source"])
        assert abs(edge["data"]["from"][1]) == pytest.approx(source["data"]["h"] / 2, abs=0.51)


def test_no_two_edges_share_an_id_whatever_the_names() -> None:
    assert edge_id("a:b", "c") != edge_id("a", "b:c")


@given(points, points, st.lists(points, max_size=4))
def test_points_are_found_again_from_how_far_along_and_beside(start: Point, end: Point, route: list[Point]) -> None:
    if start == end:
        return
    weights, distances = along(start, end, route)
    dx, dy = end.x - start.x, end.y - start.y
    length = (dx**2 + dy**2) ** 0.5
    for point, weight, distance in zip(route, weights, distances, strict=True):
        assert start.x + weight * dx - distance * dy / length == pytest.approx(point.x, abs=0.05)
        assert start.y + weight * dy + distance * dx / length == pytest.approx(point.y, abs=0.05)


def test_a_pill_is_round_at_its_ends_and_flat_between() -> None:
    outline = pill(100.0, 34.0)
    xs, ys = outline[0::2], outline[1::2]
    assert max(map(abs, outline)) == 1
    assert (min(xs), max(xs), min(ys), max(ys)) == (-1, 1, -1, 1)
    assert {x for x, y in zip(xs, ys, strict=True) if y == -1} == {-0.66, 0.66}
