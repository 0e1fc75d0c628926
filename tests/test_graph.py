from __future__ import annotations

import pytest

from tests.examples import REVIEWS, dataset, node, project
from viz.errors import UsageError
from viz.graph import build_graph, layer_order, lineage, pipeline_named
from viz.model import Pipeline


def test_nodes_and_datasets_alternate_and_parameters_lead_into_nodes() -> None:
    graph = build_graph(project(node("train", "table, params:alpha", "model")), "__default__")

    assert set(graph.edges) == {
        ("dataset:table", "node:train"),
        ("params:alpha", "node:train"),
        ("node:train", "dataset:model"),
    }


def test_a_transcoded_dataset_is_one() -> None:
    graph = build_graph(project(node("write", "a", "table@spark"), node("read", "table@pandas", "b")), "__default__")

    assert list(graph.predecessors("dataset:table")) == ["node:write"]
    assert list(graph.successors("dataset:table")) == ["node:read"]


def test_a_dotted_dataset_lies_in_a_namespace_only_if_a_node_does() -> None:
    graph = build_graph(project(node("ns.train", "ns.table, other.table", "ns.deep.model")), "__default__")

    assert {
        name: graph.nodes[f"dataset:{name}"]["namespace"] for name in ("ns.table", "other.table", "ns.deep.model")
    } == {
        "ns.table": "ns",
        "other.table": None,
        "ns.deep.model": "ns",
    }


def test_layers_come_in_the_order_of_the_flow() -> None:
    assert layer_order(build_graph(REVIEWS, "__default__")) == ("raw", "intermediate", "models", "reporting")


def test_layers_that_contradict_each_other_are_ordered_by_majority() -> None:
    graph = build_graph(
        project(
            node("one", "a", "b"),
            node("two", "c", "d"),
            node("three", "e", "f"),
            datasets=tuple(dataset(name, layer=layer) for name, layer in zip("abcdef", "xyxyyx", strict=True)),
        ),
        "__default__",
    )

    assert layer_order(graph) == ("x", "y")


def test_a_cycle_is_drawn_all_the_same() -> None:
    graph = build_graph(project(node("there", "a", "b"), node("back", "b", "a")), "__default__")

    assert len(graph.edges) == 4
    assert layer_order(graph) == ()


def test_lineage_is_everything_upstream_and_downstream() -> None:
    above, below = lineage(build_graph(REVIEWS, "__default__"), "node:model.fit")

    assert {"dataset:reviews", "node:clean", "node:model.split", "params:model.alpha"} <= above
    assert below == {"dataset:model.classifier", "node:report", "dataset:metrics"}


def test_the_default_pipeline_is_shown_unless_another_is_named() -> None:
    two = project(pipelines=(Pipeline(name="__default__", node_ids=()), Pipeline(name="other", node_ids=())))
    only = project(pipelines=(Pipeline(name="etl", node_ids=()),))

    assert pipeline_named(two, None) == "__default__"
    assert pipeline_named(two, "other") == "other"
    assert pipeline_named(only, None) == "etl"
    assert pipeline_named(project(pipelines=()), None) == ""


def test_an_unknown_pipeline_is_answered_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"No pipeline 'nope' is registered in example; it has: __default__\."):
        pipeline_named(REVIEWS, "nope")
