from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from viz.model import Place
from viz.readers.kedro_project.assemble import assemble, with_live_values
from viz.readers.kedro_project.facts import (
    CatalogEntry,
    Configuration,
    Location,
    NodeFact,
    ParameterEntry,
    PipelineFacts,
)

BASE = "conf/base"


def location(root):
    return Location(
        root=root,
        name="Cars",
        package_name="cars",
        package_dir=None,
        source_dir=None,
        conf_dir=None,
        kedro_version="1.0",
    )


def node(name, inputs, outputs):
    place = Place(file="src/cars/pipeline.py", line=7)
    return NodeFact(
        name=name,
        given_name=name,
        namespace=None,
        function=name,
        inputs=inputs,
        outputs=outputs,
        declared_at=place,
    )


def configuration(catalog=(), parameters=None):
    return Configuration(
        catalog={
            name: CatalogEntry(name=name, config={"type": "a", **config}) for name, config in dict(catalog).items()
        },
        parameters={
            path: ParameterEntry(path=path, value=value, defined_at=Place(file=f"{BASE}/parameters.yml", line=1))
            for path, value in (parameters or {}).items()
        },
    )


def project(tmp_path: Path, nodes, config, *, complete=True):
    facts = PipelineFacts(pipelines={"__default__": tuple(nodes)}, complete=complete)
    return assemble(location(tmp_path), facts, config, reader="static")


def told(found):
    return [(one.level, one.code) for one in found.diagnostics]


def test_a_healthy_project_has_nothing_to_say(tmp_path):
    (tmp_path / "cars.csv").touch()
    nodes = [node("clean", ("cars", "params:clean.how"), ("clean_cars",)), node("count", ("clean_cars",), ("n",))]
    config = configuration({"cars": {"filepath": "cars.csv"}}, {"clean": {"how": "well"}, "clean.how": "well"})
    found = project(tmp_path, nodes, config)
    assert found.diagnostics == ()
    assert [one.name for one in found.datasets] == ["cars", "clean_cars", "n"]
    assert [(one.id, one.name, one.value) for one in found.parameters] == [("params:clean.how", "clean.how", "well")]
    assert (found.name, found.system, found.system_version, found.reader) == ("Cars", "kedro", "1.0", "static")


def test_all_parameters_together(tmp_path):
    config = configuration(parameters={"a": {"b": 1}, "a.b": 1, "c": 2, "odd.name": 3})
    found = project(tmp_path, [node("f", ("parameters",), ("x",))], config)
    assert found.parameters[0].value == {"a": {"b": 1}, "c": 2, "odd.name": 3}
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    ("nodes", "config", "expected"),
    [
        ([node("f", (), ("x",))], configuration({"y": {}}), ("info", "dataset-unused")),
        ([node("f", (), ("x",))], configuration({"{a}_y": {}}), ("info", "pattern-unused")),
        ([node("f", ("y",), ("x",))], configuration(), ("warning", "input-missing")),
        ([node("f", ("params:y",), ("x",))], configuration(), ("warning", "parameter-missing")),
        ([node("f", (), ("x",))], configuration(parameters={"p": {"q": 1}, "p.q": 1}), ("info", "parameter-unused")),
        ([node("f", ("y",), ("x",))], configuration({"y": {"filepath": "y.csv"}}), ("info", "file-missing")),
        (
            [node("f", ("a",), ("b",)), node("g", ("b",), ("c",))],
            configuration({"a": {"layer": "raw"}, "b": {"layer": "model"}, "c": {"layer": "raw"}}),
            ("info", "layers-tangled"),
        ),
    ],
    ids=lambda value: value[1] if isinstance(value, tuple) else "",
)
def test_what_a_person_may_act_on_is_told(tmp_path, nodes, config, expected):
    assert told(project(tmp_path, nodes, config)) == [expected]


def test_a_dataset_that_leads_back_into_an_earlier_layer_is_named(tmp_path):
    layers = {"a": "raw", "b": "model", "c": "raw", "d": "raw", "e": "model"}
    nodes = [node("f", ("a",), ("b",)), node("g", ("b",), ("c",)), node("h", ("d",), ("e",))]
    config = configuration({name: {"layer": layer} for name, layer in layers.items()})
    (found,) = project(tmp_path, nodes, config).diagnostics
    assert found.message.startswith("'c' of the layer 'raw' is made from 'b' of the layer 'model'")


def test_much_of_a_kind_is_told_in_one_message_more(tmp_path):
    config = configuration({f"d{number:03}": {} for number in range(60)})
    found = project(tmp_path, [node("f", (), ("x",))], config).diagnostics
    assert len(found) == 51
    assert found[-1].message == "No node uses the catalog entry 'd050'. 9 more messages are like this one."


@pytest.mark.parametrize(
    "case",
    [
        ([node("f", (), ("x",))], configuration({"y": {}})),
        ([node("f", ("y",), ("x",))], configuration()),
        ([node("f", ("params:y",), ("x",))], configuration()),
        ([node("f", (), ("x",))], configuration(parameters={"p": 1})),
    ],
)
def test_advice_has_a_place_and_a_hint(tmp_path, case):
    nodes, config = case
    place = Place(file="conf/base/catalog.yml", line=3)
    entries = {name: replace(entry, defined_at=place) for name, entry in config.catalog.items()}
    (found,) = project(tmp_path, nodes, replace(config, catalog=entries)).diagnostics
    assert found.place is not None
    assert found.hint


def test_a_name_that_is_nearly_right_is_offered(tmp_path):
    nodes = [node("f", ("companies", "params:model.alpha"), ("x",)), node("g", ("company", "compaines"), ("y",))]
    config = configuration({"companies": {}, "company": {}}, {"model": {"alhpa": 1}, "model.alhpa": 1})
    hints = " ".join(one.hint for one in project(tmp_path, nodes, config).diagnostics)
    assert "'companies' is close to it" in hints
    assert "'model.alhpa' is close to it" in hints


def test_nothing_is_called_unused_while_the_pipelines_are_not_known_completely(tmp_path):
    found = project(tmp_path, [node("f", ("y",), ("x",))], configuration({"z": {}}), complete=False)
    assert found.diagnostics == ()


def test_a_remote_or_templated_file_is_not_looked_for(tmp_path):
    paths = ["s3://bucket/x.csv", "${root}/x.csv", "/elsewhere/x.csv", "data/*.csv", "../x.csv"]
    entries = {f"d{number}": {"filepath": path} for number, path in enumerate(paths)}
    assert project(tmp_path, [node("f", tuple(entries), ("x",))], configuration(entries)).diagnostics == ()


def test_unused_parameters_are_told_at_the_uppermost_level(tmp_path):
    values = {"used": {"a": 1, "b": 2}, "used.a": 1, "used.b": 2, "idle": {"c": 3}, "idle.c": 3}
    found = project(tmp_path, [node("f", ("params:used.a",), ("x",))], configuration(parameters=values))
    assert [one.message for one in found.diagnostics] == [
        "No node uses the parameter 'idle'.",
        "No node uses the parameter 'used.b'.",
    ]


def test_live_values_keep_the_places_of_the_files_and_no_secrets():
    config = configuration({"cars": {}}, {"alpha": 1})
    catalog = {"cars": {"type": "b", "credentials": {"key": "s3cret"}, "con": "db://u:p@h"}, "new": {"type": "c"}}
    found = with_live_values(config, catalog, {"alpha": 2, "model": {"password": "s3cret"}})
    assert found.catalog["cars"].config == {"type": "b", "con": "db://***@h"}
    assert found.parameters["alpha"].value == 2
    assert found.parameters["alpha"].defined_at.file == f"{BASE}/parameters.yml"
    assert found.parameters["model.password"].value == "***"
    assert with_live_values(config, None, None) == config


@pytest.mark.parametrize(("version", "type_"), [("0.18.11", "MemoryDataset"), ("0.18.12", "a"), (None, "a")])
def test_names_with_braces_are_patterns_since_0_18_12(tmp_path, version, type_):
    facts = PipelineFacts(pipelines={"__default__": (node("f", ("cars_csv",), ("x",)),)}, complete=True)
    place = replace(location(tmp_path), kedro_version=version)
    found = assemble(place, facts, configuration({"{name}_csv": {}}), reader="static")
    assert next(one for one in found.datasets if one.name == "cars_csv").type == type_


def test_what_the_code_adds_to_the_catalog_stays_beside_what_the_loader_says():
    made = CatalogEntry(name="extra", config={"type": "b"}, defined_at=Place(file="src/hooks.py", line=3))
    config = replace(configuration({"cars": {}}), catalog={"extra": made})
    assert sorted(with_live_values(config, {"cars": {"type": "a"}}, {}).catalog) == ["cars", "extra"]
