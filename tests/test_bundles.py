"""Datasets between collapsed namespaces that stand together on a crowded canvas."""

from __future__ import annotations

from tests.examples import dataset, node, project
from viz.bundles import CROWDED
from viz.model import Project
from viz.scene import Edge, Element, View, build_scene, default_view

MANY = range(CROWDED)
FIRST = "datasets:made_0"


def shop(*more: object, count: int = CROWDED) -> Project:
    """The namespace `make` hands `count` datasets to the namespace `use`, and one to a node outside of both."""
    return project(
        *(node(f"make.n{i}", "raw", f"made_{i}") for i in range(count)),
        *(node(f"use.n{i}", f"made_{i}", f"use.own_{i}") for i in range(count)),
        node("make.last", "raw", "total"),
        node("report", "total", "metrics"),
        datasets=(dataset("made_0", layer="primary"), dataset("raw", layer="raw")),
    )


def closed(found: Project) -> dict[str, Element]:
    view = View(pipeline="__default__", collapsed=frozenset({"make", "use"}))
    return {one.id: one for one in build_scene(found, view).elements}


def test_datasets_that_the_same_namespaces_make_and_read_stand_together() -> None:
    elements = closed(shop())

    assert set(elements) == {
        "dataset:raw", "namespace:make", FIRST, "namespace:use", "dataset:total", "node:report", "dataset:metrics"
    }  # fmt: skip
    bundle = elements[FIRST]
    assert (bundle.label, bundle.variant) == (f"{CROWDED} datasets", "several")
    assert set(bundle.members) == {f"dataset:made_{i}" for i in MANY}


def test_the_edges_of_a_bundle_count_those_of_its_datasets() -> None:
    view = View(pipeline="__default__", collapsed=frozenset({"make", "use"}))

    edges = build_scene(shop(), view).edges

    assert Edge(source="namespace:make", target=FIRST, count=CROWDED) in edges
    assert Edge(source=FIRST, target="namespace:use", count=CROWDED) in edges


def test_a_bundle_has_a_layer_only_where_all_its_datasets_have_it() -> None:
    assert closed(shop())[FIRST].layer is None


def test_where_there_is_room_each_dataset_stands_by_itself() -> None:
    assert {f"dataset:made_{i}" for i in range(20)} < set(closed(shop(count=20)))


def test_an_open_namespace_shows_each_of_its_datasets() -> None:
    view = View(pipeline="__default__", collapsed=frozenset({"use"}))

    assert {f"dataset:made_{i}" for i in MANY} < {one.id for one in build_scene(shop(), view).elements}


def test_what_a_namespace_makes_and_reads_itself_has_no_arrow_back() -> None:
    found = project(
        *(node(f"ns.n{i}", "raw", f"made_{i}") for i in MANY),
        *(node(f"ns.u{i}", f"made_{i}", f"end_{i}") for i in MANY),
    )
    scene = build_scene(found, View(pipeline="__default__", collapsed=frozenset({"ns"})))

    assert {(edge.source, edge.target) for edge in scene.edges} == {
        ("dataset:raw", "namespace:ns"), ("namespace:ns", FIRST), ("namespace:ns", "datasets:end_0")
    }  # fmt: skip


def test_a_large_project_opens_so_that_it_can_be_read() -> None:
    scene = build_scene(shop(), default_view(shop()))

    assert len(scene.elements) < 10
