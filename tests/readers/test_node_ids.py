from __future__ import annotations

import random

from viz.readers.kedro_project.facts import NodeFact
from viz.readers.kedro_project.node_ids import build_nodes


def node(function, outputs, inputs=(), *, name=None, namespace=None, tags=()):
    full = f"{namespace}.{name}" if namespace and name else name or f"{function}({inputs}) -> {outputs}"
    return NodeFact(
        name=full,
        given_name=name,
        namespace=namespace,
        function=function,
        inputs=tuple(inputs),
        outputs=tuple(outputs),
        tags=tuple(tags),
    )


def ids(*facts):
    nodes, _ = build_nodes({"__default__": facts})
    return {one.outputs: one.id for one in nodes}


def test_a_named_node_has_its_full_name():
    assert ids(node("f", ["a"], name="train", namespace="eu")) == {("a",): "node:eu.train"}


def test_an_unnamed_node_keeps_its_id_when_its_inputs_change():
    assert ids(node("f", ["a"], ["x"], namespace="eu")) == ids(node("f", ["a"], ["y", "z"], namespace="eu"))
    assert ids(node("f", ["a"], ["x"], namespace="eu")) == {("a",): "node:eu.f"}


def test_unnamed_nodes_of_one_function_are_numbered_by_what_they_make():
    facts = [node("f", [output], ["x"]) for output in "cab"]
    expected = {("a",): "node:f", ("b",): "node:f~2", ("c",): "node:f~3"}
    assert ids(*facts) == expected
    assert ids(*reversed(facts)) == expected


def test_a_named_node_wins_over_an_unnamed_one():
    assert ids(node("f", ["a"]), node("g", ["b"], name="f")) == {("b",): "node:f", ("a",): "node:f~2"}


def test_a_node_in_several_pipelines_is_one_with_the_tags_of_all():
    nodes, pipelines = build_nodes(
        {"two": [node("f", ["a"], tags=["y"])], "one": [node("f", ["a"], tags=["x"]), node("g", ["b"])]}
    )
    assert [(one.id, one.tags) for one in nodes] == [("node:f", ("x", "y")), ("node:g", ())]
    assert [(one.name, one.node_ids) for one in pipelines] == [("one", ("node:f", "node:g")), ("two", ("node:f",))]


def test_the_order_of_the_facts_does_not_matter():
    facts = [node("f", [f"o{number}"], name=None if number % 2 else f"n{number}") for number in range(20)]
    shuffled = random.Random(1).sample(facts, len(facts))
    assert build_nodes({"a": facts}) == build_nodes({"a": shuffled})
