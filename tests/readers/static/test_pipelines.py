"""Pipelines joined, cut down and moved into namespaces."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.static.projects import body, default, flows, read

THREE = """
BASE = pipeline([
    node(clean, "raw", "table", name="tidy", tags=["fast"]),
    node(train, ["table", "params:rate"], "model", name="fit", tags=["slow"]),
    node(clean, "model", "report", name="tell", tags=["slow", "fast"]),
])
"""


def one(expression: str) -> str:
    return THREE + f"\ndef register_pipelines():\n    return {{'__default__': {expression}}}\n"


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("BASE + pipeline([node(clean, 'more', 'other', name='extra')])", "extra tidy fit tell"),
        ("sum([BASE.only_nodes('tidy'), BASE.only_nodes('fit')])", "tidy fit"),
        ("sum((BASE.only_nodes(name) for name in ('tidy', 'fit')), Pipeline([]))", "tidy fit"),
        ("BASE - BASE.only_nodes('fit')", "tell tidy"),
        ("BASE & BASE.only_nodes('fit', 'tell')", "fit tell"),
        ("BASE.only_nodes('fit') | BASE.only_nodes('fit', 'tell')", "fit tell"),
        ("BASE.only_nodes_with_tags('fast')", "tell tidy"),
        ("BASE.from_nodes('fit')", "fit tell"),
        ("BASE.to_nodes('fit')", "tidy fit"),
        ("BASE.from_inputs('table')", "fit tell"),
        ("BASE.to_outputs('table')", "tidy"),
        ("BASE.only_nodes_with_inputs('model')", "tell"),
        ("BASE.only_nodes_with_outputs('model')", "fit"),
        ("BASE.filter(tags=['slow'], to_nodes=['fit'])", "fit"),
        ("BASE.filter(node_names=['tidy'])", "tidy"),
        ("Pipeline(BASE.nodes[:2])", "tidy fit"),
    ],
)
def test_pipelines_are_joined_and_cut_down(tmp_path: Path, expression: str, names: str) -> None:
    assert [fact.name for fact in default(read(tmp_path, one(expression)))] == names.split()


def test_tags_of_a_pipeline_are_added_to_those_of_its_nodes(tmp_path: Path) -> None:
    facts = default(read(tmp_path, one("pipeline(pipeline(BASE, tags='all'), tags={'more'})")))
    assert [fact.tags for fact in facts] == [
        ("all", "fast", "more"),
        ("all", "more", "slow"),
        ("all", "fast", "more", "slow"),
    ]


def test_a_namespace_prefixes_names_that_are_not_mapped(tmp_path: Path) -> None:
    moved = "pipeline(BASE, namespace='north', inputs={'raw': 'shared'}, outputs='report', "
    facts = default(read(tmp_path, one(moved + "parameters={'params:rate': 'params:speed'})")))
    assert flows(facts) == [
        "north.tidy: shared -> north.table",
        "north.fit: north.table, params:speed -> north.model",
        "north.tell: north.model -> report",
    ]
    assert {fact.namespace for fact in facts} == {"north"}
    assert [fact.given_name for fact in facts] == ["tidy", "fit", "tell"]


def test_a_namespace_prefixes_parameters(tmp_path: Path) -> None:
    facts = default(read(tmp_path, one("pipeline(BASE, namespace='north').only_nodes('north.fit')")))
    assert flows(facts) == ["north.fit: north.table, params:north.rate -> north.model"]


def test_namespaces_nest(tmp_path: Path) -> None:
    inner = "pipeline(BASE, namespace='inner', inputs='raw', outputs='report', parameters='params:rate')"
    facts = default(read(tmp_path, one(f"pipeline({inner}, namespace='outer', inputs='raw')")))
    assert flows(facts)[::2] == [
        "outer.inner.tidy: raw -> outer.inner.table",
        "outer.inner.tell: outer.inner.model -> outer.report",
    ]
    assert facts[0].namespace == "outer.inner"


def test_datasets_stay_as_they_are_where_the_prefix_is_not_wanted(tmp_path: Path) -> None:
    facts = default(read(tmp_path, one("pipeline(BASE, namespace='n', prefix_datasets_with_namespace=False)")))
    assert flows(facts)[0] == "n.tidy: raw -> table"


def test_transcoded_names_join_and_are_mapped_together(tmp_path: Path) -> None:
    text = """
    def register_pipelines():
        base = pipeline([
            node(clean, "raw@pandas", "table@spark", name="b"),
            node(clean, "table@pandas", "out", name="a"),
        ])
        return {"__default__": pipeline(base, namespace="n", inputs={"raw": "source"}, outputs={"table": "kept"})}
    """
    assert flows(default(read(tmp_path, text))) == [
        "n.b: source@pandas -> kept@spark",
        "n.a: kept@pandas -> n.out",
    ]


@pytest.mark.parametrize(
    ("nodes", "word"),
    [
        ("node(clean, 'a', 'b', name='x'), node(clean, 'b', 'a', name='y')", "Circular"),
        ("node(clean, 'a', 'c', name='x'), node(clean, 'b', 'c', name='y')", "OutputNotUnique"),
        ("node(clean, 'a', 'c', name='x'), node(clean, 'b', 'd', name='x')", "unique"),
        ("node(clean, 'a@x', 'c', name='x'), node(clean, 'a', 'd', name='y')", "transcoding"),
    ],
)
def test_what_kedro_refuses_to_join_is_an_error(tmp_path: Path, nodes: str, word: str) -> None:
    facts = read(tmp_path, f"\ndef register_pipelines():\n    return {{'__default__': pipeline([{nodes}])}}\n")
    assert not facts.complete
    assert any(word in note.message and note.level == "error" for note in facts.diagnostics), facts.diagnostics


def test_a_mapping_of_names_that_are_not_there_is_an_error(tmp_path: Path) -> None:
    facts = read(tmp_path, one("pipeline(BASE, namespace='n', inputs={'rwa': 'raw'})"))
    assert not facts.complete
    assert "rwa" in facts.diagnostics[0].message


def test_every_namespace_knows_the_calls_that_make_it(tmp_path: Path) -> None:
    registry = """
    inner = pipeline([node(clean, "raw", "table", name="tidy", namespace="own")], namespace="inner")
    outer = pipeline(
        inner,
        namespace="a.b",
    )

    def register_pipelines():
        return {"__default__": outer}
    """
    (tidy,) = default(read(tmp_path, registry))
    lines = {name: (place.line, place.end_line) for name, place in tidy.namespace_places}
    assert tidy.namespace == "a.b.inner.own"
    assert lines == {"a": (8, 11), "a.b": (8, 11), "a.b.inner": (7, 7), "a.b.inner.own": (7, 7)}


def test_an_output_mapped_to_none_is_no_longer_made(tmp_path: Path) -> None:
    facts = default(read(tmp_path, one("pipeline(BASE, namespace='north', outputs={'report': None})")))
    assert [fact.outputs for fact in facts] == [("north.table",), ("north.model",), ()]


def test_an_enumeration_may_make_its_values_and_name_a_namespace(tmp_path: Path) -> None:
    regions = """
from enum import Enum, auto

class Lower(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return f"{name.lower()}_{count}"

class Region(Lower):
    NORTH = auto()
    SOUTH = auto()
"""
    body = "sum(pipeline(BASE, namespace=region, inputs={'raw': f'raw_{region.value}'}) for region in Region)"
    facts = default(read(tmp_path, regions + one(body)))
    assert {(fact.name, fact.namespace) for fact in facts if "tidy" in fact.name} == {
        ("Region.NORTH.tidy", "Region.NORTH"),
        ("Region.SOUTH.tidy", "Region.SOUTH"),
    }
    assert {name for fact in facts for name in fact.inputs if "raw" in name} == {"raw_north_0", "raw_south_1"}


def test_all_parameters_stay_what_they_are_in_a_modular_pipeline(tmp_path: Path) -> None:
    inner = (
        "inner = [node(train, ['raw', 'parameters'], 'a', name='n'), node(train, ['a', 'params:x'], 'b', name='m')]\n"
    )
    renamed = "nodes = pipeline(inner, namespace='ns', parameters={'parameters': 'params:all', 'x': 'params:y'})"
    assert flows(default(read(tmp_path, body(inner + renamed)))) == [
        "ns.n: ns.raw, parameters -> ns.a",
        "ns.m: ns.a, params:y -> ns.b",
    ]
