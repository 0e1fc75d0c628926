from __future__ import annotations

import json

import pytest

from tests.examples import REVIEWS, node, project
from viz.errors import UsageError
from viz.labels import MAX_TEXT, pretty, shorten, text_width
from viz.scene import (
    Element,
    Scene,
    View,
    build_scene,
    default_view,
    hidden_namespaces,
    parse_view_key,
    view_key,
)


def scene(**view: object) -> Scene:
    return build_scene(REVIEWS, View(pipeline="__default__", **view))  # type: ignore[arg-type]


def element(shown: Scene, id_: str) -> Element:
    return next(one for one in shown.elements if one.id == id_)


def test_parameters_are_hidden_at_first_and_marked_on_the_nodes_that_use_them() -> None:
    shown = scene()

    assert not [one for one in shown.elements if one.kind == "parameter"]
    assert element(shown, "node:model.fit").parameters == 1
    assert element(shown, "node:report").parameters == 0


def test_parameters_can_be_shown() -> None:
    shown = scene(parameters=True)

    assert {one.id for one in shown.elements if one.kind == "parameter"} == {"params:model.alpha", "params:model.ratio"}
    assert element(shown, "node:model.fit").parameters == 0


def test_an_expanded_namespace_is_a_box_around_its_elements() -> None:
    shown = scene()

    assert [(box.id, box.parent) for box in shown.boxes] == [("namespace:model", None)]
    assert element(shown, "dataset:model.train").namespace == "model"
    assert element(shown, "dataset:model.train").label == "train"


def test_a_collapsed_namespace_swallows_its_elements_and_merges_their_edges() -> None:
    shown = scene(collapsed=frozenset({"model"}))

    assert shown.boxes == ()
    assert {one.id for one in shown.elements} == {
        "dataset:reviews",
        "node:clean",
        "dataset:clean_reviews",
        "namespace:model",
        "node:report",
        "dataset:metrics",
    }
    collapsed = element(shown, "namespace:model")
    assert (collapsed.nodes_inside, collapsed.parameters, collapsed.tags) == (2, 2, ("ml", "slow"))
    assert {(edge.target, edge.count) for edge in shown.edges if edge.source == "namespace:model"} == {
        ("node:report", 2)
    }


def test_what_a_collapsed_namespace_makes_and_reads_itself_gives_no_arrow_back() -> None:
    known = project(node("ns.make", "a", "b"), node("ns.use", "b", "c"), node("other", "b", "d"))
    shown = build_scene(known, View(pipeline="__default__", collapsed=frozenset({"ns"})))

    assert {(edge.source, edge.target) for edge in shown.edges if "dataset:b" in (edge.source, edge.target)} == {
        ("namespace:ns", "dataset:b"),
        ("dataset:b", "node:other"),
    }


def test_a_namespace_in_a_collapsed_one_is_not_seen() -> None:
    nested = project(node("a.b.deep", "x", "a.b.y"), node("a.high", "a.b.y", "z"))

    outer = build_scene(nested, View(pipeline="__default__", collapsed=frozenset({"a", "a.b"})))
    inner = build_scene(nested, View(pipeline="__default__", collapsed=frozenset({"a.b"})))

    assert [one.id for one in outer.elements if one.kind == "namespace"] == ["namespace:a"]
    assert [box.id for box in inner.boxes] == ["namespace:a"]
    assert element(inner, "namespace:a.b").namespace == "a"


def test_unnamed_nodes_are_labelled_by_their_function() -> None:
    old = node("split", "a", "b", name="split([a]) -> [b]")
    new = node("split", "a", "b", name="split__0a1b2c3d")

    assert [build_scene(project(one), View(pipeline="__default__")).elements[0].label for one in (old, new)] == [
        "split"
    ] * 2


def test_a_small_pipeline_opens_expanded_and_a_large_one_with_its_inner_namespaces_collapsed() -> None:
    large = project(*(node(f"ns{i % 2}.in{i % 4}.n{i}", f"a{i}", f"a{i + 1}") for i in range(30)))
    larger = project(*(node(f"ns{i % 3}.in.n{i}", f"a{i}", f"a{i + 1}") for i in range(90)))

    assert default_view(REVIEWS).collapsed == frozenset()
    assert default_view(large).collapsed == {"ns0.in0", "ns0.in2", "ns1.in1", "ns1.in3"}
    assert default_view(larger).collapsed == {"ns0", "ns1", "ns2"}


def test_the_key_of_a_view_is_what_a_browser_would_write() -> None:
    view = View(pipeline='a "quoted" ☃ </script>', collapsed=frozenset({"b", "a.c"}), parameters=True, direction="LR")

    assert view_key(view) == '["a \\"quoted\\" ☃ </script>",["a.c","b"],1,"LR",""]'
    assert parse_view_key(view_key(view)) == view


@pytest.mark.parametrize("key", ["", "{}", "[1]", "null", json.dumps(["a", 1, 0, "TB", ""])])
def test_a_damaged_key_is_refused(key: str) -> None:
    with pytest.raises(UsageError, match="is not the key of a view"):
        parse_view_key(key)


def test_labels_are_cut_in_the_middle() -> None:
    cut = shorten("create_model_input_table_from_reviews_and_companies_and_shuttles_node")

    assert cut.startswith("create_model")
    assert cut.endswith("shuttles_node")
    assert "…" in cut
    assert text_width(cut) <= MAX_TEXT


def test_a_label_stands_on_one_line() -> None:
    assert shorten("two\nlines\tand more") == "two lines and more"


def test_a_namespace_in_focus_is_shown_with_what_its_nodes_read_and_write_and_nothing_else() -> None:
    shown = scene(focus="model", parameters=True)

    assert {one.id for one in shown.elements if one.kind == "node"} == {"node:model.split", "node:model.fit"}
    assert "dataset:clean_reviews" in {one.id for one in shown.elements}
    assert "params:model.alpha" in {one.id for one in shown.elements}
    assert "dataset:reviews" not in {one.id for one in shown.elements}
    assert {edge.source for edge in shown.edges} | {edge.target for edge in shown.edges} <= {
        one.id for one in shown.elements
    }


def test_around_a_namespace_in_focus_there_are_no_boxes_and_nothing_is_collapsed() -> None:
    nested = project(node("a.b.one", "x", "a.b.y"), node("a.two", "a.b.y", "a.c.z"), node("a.c.three", "a.c.z", "w"))

    shown = build_scene(nested, View(pipeline="__default__", focus="a.b", collapsed=frozenset({"a", "a.c"})))

    assert [(box.id, box.parent) for box in shown.boxes] == [("namespace:a.b", None)]
    assert {one.id: one.namespace for one in shown.elements} == {
        "node:a.b.one": "a.b",
        "dataset:x": None,
        "dataset:a.b.y": "a.b",
    }


def test_the_key_of_a_view_names_the_focus() -> None:
    view = View(pipeline="p", focus="a.b")

    assert parse_view_key(view_key(view)) == view


@pytest.mark.parametrize(
    ("name", "written"),
    [("train_model_node", "Train model node"), ("X_train", "X train"), ("__default__", "Default"), ("_", "_")],
)
def test_a_name_as_a_person_would_write_it(name: str, written: str) -> None:
    assert pretty(name) == written


def test_what_lies_in_a_collapsed_namespace_is_collapsed_too() -> None:
    assert hidden_namespaces({"a"}, ("a", "a.b", "a.b.c", "ab", "d")) == {"a", "a.b", "a.b.c"}
