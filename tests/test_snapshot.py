from __future__ import annotations

import dataclasses
import datetime
import json
from typing import Any

import pytest

from tests.examples import REVIEWS, dataset, project
from viz.errors import ReadError
from viz.model import Diagnostic, Namespace, Overridden, Parameter, Place, Project, Setting, Transcoding
from viz.snapshot import dumps, loads, to_snapshot

FULL = dataclasses.replace(
    REVIEWS,
    datasets=(
        dataset(
            "table",
            transcodings=(
                Transcoding(name="pandas", type="pandas.ParquetDataset", defined_at=Place(file="c.yml", line=3)),
                Transcoding(name="spark", pattern="{name}@spark", settings=(Setting(path="type", raw="${_spark}"),)),
            ),
            arguments={"load_args": {"sep": ";", "columns": ["a", "b"]}},
            metadata={"owner": "data team"},
            defined_at=Place(file="conf/base/catalog.yml", line=1, environment="base"),
        ),
    ),
    parameters=(
        Parameter(
            id="params:a",
            name="a",
            value=[1, {"b": None}],
            raw=[1, "${b}"],
            overrides=(Overridden(raw=[1, 2], place=Place(file="p.yml", line=1, environment="base")),),
            unresolved="there is no 'b' beside it",
            settings=(Setting(path="c", defined_at=Place(file="p.yml", line=2), overrides=(Overridden(raw=[0]),)),),
        ),
    ),
    namespaces=(Namespace(name="model", declared_at=(Place(file="src/p.py", line=4, end_line=9),)),),
    diagnostics=(Diagnostic(level="warning", code="x", message="y", place=Place(file="a.py", line=2)),),
)


@pytest.mark.parametrize("known", [REVIEWS, FULL, project(pipelines=())])
def test_a_project_comes_back_as_it_was(known: Project) -> None:
    assert loads(dumps(known)) == known


def test_the_document_has_the_fields_of_the_model_in_their_order() -> None:
    document = to_snapshot(dataclasses.replace(FULL, namespaces=()))

    assert list(document) == [
        *("schema", "name", "system", "system_version", "reader", "complete"),
        *("pipelines", "nodes", "datasets", "parameters", "diagnostics"),
    ]
    assert list(document["nodes"][0]) == [
        *("id", "name", "namespace", "function", "inputs", "outputs", "tags", "source", "declared_at", "docstring"),
    ]


def test_what_says_nothing_of_origins_is_left_out() -> None:
    document = to_snapshot(project(parameters=(Parameter(id="params:a", name="a", value=1),)))

    assert list(document["parameters"][0]) == ["id", "name", "value", "defined_at"]


def test_a_field_that_is_not_known_yet_is_passed_over() -> None:
    document = to_snapshot(REVIEWS)
    later = {**document, "news": 1, "nodes": [{**node, "colour": "red"} for node in document["nodes"]]}

    assert loads(json.dumps(later)) == REVIEWS


def test_what_json_cannot_say_becomes_text() -> None:
    values: dict[str, Any] = {"day": datetime.date(2026, 1, 2), "no": float("nan"), "set": {2, 1}, 3: "three"}
    document = to_snapshot(project(parameters=(Parameter(id="params:a", name="a", value=values),)))

    assert document["parameters"][0]["value"] == {"day": "2026-01-02", "no": "nan", "set": [1, 2], "3": "three"}
    assert json.loads(json.dumps(document, allow_nan=False)) == document


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not json", "x.json is not JSON"),
        ("[]", "x.json is not a pipeviz snapshot"),
        ('{"schema": 99}', "x.json has schema 99, and this pipeviz reads schema 1"),
        ('{"schema": 1}', "x.json is damaged"),
    ],
)
def test_a_document_that_is_no_snapshot_is_refused_in_one_sentence(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message) as caught:
        loads(text, "x.json")
    assert "\n" not in str(caught.value)
