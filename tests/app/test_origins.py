"""Panels tell where each value comes from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.app import examples
from tests.app.test_panels import _words
from viz.app.context import Context
from viz.app.options import AppOptions
from viz.app.panels import panel
from viz.model import Dataset, Namespace, Overridden, Parameter, Place, Project, Setting
from viz.previews.model import Nothing, Preview

BASE = Place(file="conf/base/parameters.yml", line=4, environment="base")
LOCAL = Place(file="conf/local/parameters.yml", line=2, environment="local")


def _shown(root: Path, project: Project, id_: str, **options: Any) -> str:
    context = Context(opened=examples.opened(root, project), options=AppOptions(**options))
    return _words(panel(context, id_))


def _with(parameter: Parameter) -> Project:
    return replace(examples.project(), parameters=(parameter,))


def test_a_parameter_shows_what_it_overrides(tmp_path: Path) -> None:
    below = (Overridden(raw=0.2, place=BASE),)
    project = _with(Parameter(id="params:limit", name="limit", value=0.3, defined_at=LOCAL, overrides=below))
    words = _shown(tmp_path, project, "params:limit")
    assert "base: 0.2→local: 0.3" in words
    assert "conf/local/parameters.yml:2" in words


def test_a_parameter_given_at_the_start_says_so(tmp_path: Path) -> None:
    below = (Overridden(raw=0.2, place=BASE),)
    words = _shown(
        tmp_path, _with(Parameter(id="params:limit", name="limit", value=9, overrides=below)), "params:limit"
    )
    assert "base: 0.2→--params: 9" in words
    assert "Given with --params." in words


def test_a_parameter_that_is_not_resolved_says_why(tmp_path: Path) -> None:
    unresolved = Parameter(id="params:limit", name="limit", value="${x:1}", defined_at=BASE, unresolved="it is odd")
    assert "Shown as written: it is odd." in _shown(tmp_path, _with(unresolved), "params:limit")


def test_left_out_values_are_left_out_of_what_they_override_too(tmp_path: Path) -> None:
    below = (Overridden(raw="old", place=BASE),)
    inside = (Setting(path="deep", raw="${written}", overrides=below),)
    hidden = Parameter(
        id="params:limit", name="limit", value={"deep": "new"}, raw="${r}", overrides=below, settings=inside
    )
    words = _shown(tmp_path, _with(hidden), "params:limit", include_parameter_values=False)
    assert not any(value in words for value in ("old", "new", "written", "${r}"))


def test_a_dataset_shows_the_place_of_each_value_and_what_is_written_there(tmp_path: Path) -> None:
    place = Place(file="conf/base/catalog.yml", line=3, environment="base")
    dataset = Dataset(
        id="dataset:raw_ships",
        name="raw_ships",
        type="pandas.CSVDataset",
        filepath="data/ships.csv",
        in_catalog=True,
        defined_at=place,
        settings=(
            Setting(path="filepath", raw="${_data}/ships.csv", defined_at=place),
            Setting(path="type", defined_at=LOCAL, overrides=(Overridden(raw="pandas.JSONDataset", place=BASE),)),
        ),
    )
    words = _shown(tmp_path, replace(examples.project(), datasets=(dataset,)), "dataset:raw_ships")
    assert "filepath${_data}/ships.csvconf/base/catalog.yml:3" in words
    assert "base: pandas.JSONDataset→local: pandas.CSVDataset" in words
    assert "2 values" in words


def test_a_namespace_shows_the_call_that_makes_it(tmp_path: Path) -> None:
    place = Place(file="src/nodes.py", line=10, end_line=11)
    project = replace(examples.project(), namespaces=(Namespace(name="models", declared_at=(place,)),))
    words = _shown(tmp_path, project, "namespace:models")
    assert "src/nodes.py:10" in words
    assert "slope" in words
    assert "slope" not in _shown(tmp_path, project, "namespace:models", include_code=False)


def test_a_dataset_lists_its_versions_on_disk(tmp_path: Path) -> None:
    for number in range(7):
        folder = tmp_path / "data" / "ships.parquet" / f"2026-11-23T06.40.0{number}.308Z"
        folder.mkdir(parents=True)
        (folder / "ships.parquet").touch()
    previews = {"previews": lambda _: Preview(body=Nothing(reason=""))}
    words = _shown(tmp_path, examples.project(), "dataset:ships", **previews)
    assert "Versions on disk72026-11-23T06.40.06.308Z23 Nov 2026, 06:40 UTC · 0 B · newest" in words
    assert "Versions on disk" not in _shown(tmp_path, examples.project(), "dataset:ships")


def test_a_node_shows_the_call_that_declares_it(tmp_path: Path) -> None:
    (node, *others) = examples.project().nodes
    declared = replace(node, declared_at=Place(file="src/nodes.py", line=10, end_line=11))
    project = replace(examples.project(), nodes=(declared, *others))
    assert "The call that declares it" in _shown(tmp_path, project, node.id)
    assert "slope" in _shown(tmp_path, project, node.id)
    assert "slope" not in _shown(tmp_path, project, node.id, include_code=False)
