"""Two readings of one project, compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.examples import REVIEWS, dataset, node, project
from viz.differences import differences
from viz.model import Diagnostic, Parameter, Place, Setting, Transcoding

LIVE = replace(REVIEWS, reader="live")


def changed_node(name: str, **more: object):
    nodes = tuple(replace(one, **more) if one.name == name else one for one in LIVE.nodes)  # type: ignore[arg-type]
    return replace(LIVE, nodes=nodes)


def test_a_project_does_not_differ_from_itself() -> None:
    assert differences(REVIEWS, REVIEWS) == ()


def test_what_a_reader_says_of_itself_is_no_difference() -> None:
    trouble = Diagnostic(level="warning", code="live-stand-ins", message="pandas is not installed")
    other = replace(LIVE, complete=False, system_version="1.7.1", diagnostics=(trouble,))
    assert differences(REVIEWS, other) == ()


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ({"function": "tidy"}, "function is 'clean' (static), 'tidy' (live)"),
        ({"inputs": ("raw",)}, "inputs is ('reviews',) (static), ('raw',) (live)"),
        ({"outputs": ()}, "outputs is ('clean_reviews',) (static), () (live)"),
        ({"namespace": "a"}, "namespace is None (static), 'a' (live)"),
        ({"tags": ("x",)}, "tags is () (static), ('x',) (live)"),
        ({"docstring": "Cleans."}, "docstring is None (static), 'Cleans.' (live)"),
        ({"source": None}, "source is src/movies/nodes.py:3-9 (static), None (live)"),
        ({"declared_at": Place(file="a.py", line=1)}, "declared_at is None (static), a.py:1 (live)"),
    ],
)
def test_every_field_of_a_node_is_compared(change: dict[str, object], line: str) -> None:
    assert differences(REVIEWS, changed_node("clean", **change)) == (f"node 'node:clean': {line}",)


def test_a_node_that_only_one_has_is_named_in_its_pipeline_and_by_itself() -> None:
    left, right = project(node("a", "x", "y")), project(node("a", "x", "y"), node("b", "x", "y"))
    assert differences(left, right) == (
        "pipeline '__default__': 'node:b': only the second has it",
        "node 'node:b': only the second has it",
    )


def test_a_pipeline_that_only_one_has_is_named() -> None:
    assert differences(REVIEWS, replace(LIVE, pipelines=())) == ("pipeline '__default__': only static has it",)


def test_datasets_and_parameters_are_compared() -> None:
    left = project(node("a", "x, params:p", "y"), datasets=(dataset("x", layer="raw", defined_at=place("base")),))
    right = project(node("a", "x, params:p", "y"), datasets=(dataset("x", layer="model", defined_at=place("local")),))
    right = replace(right, reader="live", parameters=(Parameter(id="params:p", name="p", value=2),))
    assert differences(left, right) == (
        "dataset 'dataset:x': layer is 'raw' (static), 'model' (live)",
        "dataset 'dataset:x': defined_at is conf/catalog.yml:2 (base) (static), conf/catalog.yml:2 (local) (live)",
        "parameter 'params:p': value is 1 (static), 2 (live)",
    )


def place(environment: str) -> Place:
    return Place(file="conf/catalog.yml", line=2, environment=environment)


def test_a_long_value_is_cut_and_a_line_stays_a_line() -> None:
    (line,) = differences(REVIEWS, changed_node("clean", docstring="long\n" * 100))
    assert len(line) < 260
    assert "\n" not in line


def test_where_values_come_from_is_no_difference() -> None:
    told = (Setting(path="type", unresolved="there is none"),)
    tables = (
        dataset("table", settings=told, transcodings=(Transcoding(name="pandas", type="a", settings=told),)),
        dataset("table", transcodings=(Transcoding(name="pandas", type="a"),)),
    )
    first, second = (replace(REVIEWS, datasets=(table,)) for table in tables)
    assert differences(first, second) == ()
