"""Where every value comes from: its place, what the file says, and what it hides."""

from __future__ import annotations

from viz.model import Overridden, Place
from viz.readers.kedro_project.assemble import assemble
from viz.readers.kedro_project.facts import NodeFact, PipelineFacts
from viz.readers.kedro_project.locate import locate

BASE, LOCAL = "conf/base/catalog.yml", "conf/local/catalog.yml"
PARAMETERS, LOCAL_PARAMETERS = "conf/base/parameters.yml", "conf/local/parameters.yml"


def at(file, line):
    return Place(file=file, line=line, end_line=line, environment=file.split("/")[1])


def project(root, configuration, *inputs):
    node = NodeFact(name="f", given_name="f", namespace=None, function="f", inputs=inputs, outputs=("x",))
    facts = PipelineFacts(pipelines={"__default__": (node,)}, complete=True)
    return assemble(locate(root), facts, configuration, reader="static")


def settings(entry):
    return {one.path: one for one in entry.settings}


def test_every_value_of_an_entry_knows_its_line_and_what_is_written_there(read, tmp_path):
    text = "_data: data\ncars:\n  type: a\n  filepath: ${_data}/cars.csv\n  load_args:\n    sep: ';'\n"
    (cars, *_) = project(tmp_path, read({BASE: text}), "cars").datasets
    found = settings(cars)
    assert list(found) == ["type", "filepath", "load_args.sep"]
    assert found["type"].raw is None
    assert (found["filepath"].raw, cars.filepath) == ("${_data}/cars.csv", "data/cars.csv")
    assert found["load_args.sep"].defined_at == at(BASE, 6)


def test_an_entry_that_replaces_another_tells_value_by_value_what_it_hides(read, tmp_path):
    files = {BASE: "cars:\n  type: a\n  filepath: old.csv\n  x: 1\n", LOCAL: "cars:\n  type: a\n  filepath: new.csv\n"}
    (cars, *_) = project(tmp_path, read(files), "cars").datasets
    assert [one.raw for one in cars.overrides] == [{"type": "a", "filepath": "old.csv", "x": 1}]
    assert settings(cars)["filepath"].overrides == (Overridden(raw="old.csv", place=at(BASE, 3)),)
    assert cars.arguments == {}


def test_values_merged_key_by_key_keep_their_own_places(read):
    files = {BASE: "cars:\n  type: a\n  x: 1\n", LOCAL: "cars:\n  type: b\n"}
    entry = read(files, merge_strategy={"catalog": "soft"}).catalog["cars"]
    found = settings(entry)
    assert entry.config == {"type": "b", "x": 1}
    assert (found["type"].defined_at, found["x"].defined_at) == (at(LOCAL, 2), at(BASE, 3))
    assert found["type"].overrides == (Overridden(raw="a", place=at(BASE, 2)),)


def test_a_value_taken_in_with_a_yaml_merge_key_is_where_the_anchor_has_it(read):
    entry = read({BASE: "_csv: &csv\n  type: a\ncars:\n  <<: *csv\n  x: 1\n"}).catalog["cars"]
    assert settings(entry)["type"].defined_at == at(BASE, 2)


def test_what_a_pattern_fills_in_is_shown_beside_what_is_written(read, tmp_path):
    text = '"{name}_csv":\n  type: a\n  filepath: data/{name}.csv\n'
    (cars, *_) = project(tmp_path, read({BASE: text}), "cars_csv").datasets
    assert (cars.pattern, cars.filepath, cars.defined_at.line) == ("{name}_csv", "data/cars.csv", 1)
    assert settings(cars)["filepath"].raw == "data/{name}.csv"


def test_each_way_of_a_transcoded_dataset_has_its_own_origins(read, tmp_path):
    text = "cars@pandas:\n  type: a\ncars@spark:\n  type: b\n"
    (cars, *_) = project(tmp_path, read({BASE: text}), "cars@pandas").datasets
    assert cars.settings == ()
    assert [way.settings[0].defined_at.line for way in cars.transcodings] == [2, 4]


def test_a_parameter_tells_what_it_overrides_layer_by_layer(read, tmp_path):
    files = {PARAMETERS: "alpha: 0.2\n", LOCAL_PARAMETERS: "\nalpha: 0.3\n"}
    alpha = project(tmp_path, read(files, params={"alpha": 0.4}), "params:alpha").parameters[0]
    assert (alpha.value, alpha.defined_at) == (0.4, None)
    assert alpha.overrides == (
        Overridden(raw=0.3, place=at(LOCAL_PARAMETERS, 2)),
        Overridden(raw=0.2, place=at(PARAMETERS, 1)),
    )


def test_a_parameter_of_several_values_tells_of_each(read, tmp_path):
    files = {
        "conf/base/globals.yml": "rate: 5\n",
        PARAMETERS: "model:\n  alpha: ${globals:rate}\n  deep:\n    beta: 2\n  gamma: ${nowhere}\n",
    }
    model = project(tmp_path, read(files), "params:model").parameters[0]
    found = settings(model)
    assert (model.raw, list(found)) == (None, ["alpha", "deep.beta", "gamma"])
    assert (found["alpha"].raw, model.value["alpha"]) == ("${globals:rate}", 5)
    assert found["deep.beta"].defined_at == at(PARAMETERS, 4)
    assert found["gamma"].unresolved == "there is no 'nowhere' beside it"


def test_all_parameters_together_tell_of_each(read, tmp_path):
    found = project(tmp_path, read({PARAMETERS: "a:\n  b: 1\nc: 2\n"}), "parameters").parameters[0]
    assert [(one.path, one.defined_at.line) for one in found.settings] == [("a.b", 2), ("c", 3)]


def test_a_parameter_written_as_an_expression_shows_it(read, tmp_path):
    text = "_half: {a: 1}\nmodel: ${_half}\nalpha: ${nowhere}\n"
    alpha, model = project(tmp_path, read({PARAMETERS: text}), "params:model", "params:alpha").parameters
    assert (model.raw, model.value) == ("${_half}", {"a": 1})
    assert (alpha.value, alpha.unresolved) == ("${nowhere}", "there is no 'nowhere' beside it")


def test_a_value_with_an_unresolved_global_in_it_is_unresolved_too(read):
    files = {
        "conf/base/globals.yml": "bucket: ${nowhere}\n",
        BASE: "cars:\n  type: a\n  filepath: gs://${globals:bucket}/cars.csv\n",
    }
    found = settings(read(files).catalog["cars"])
    assert found["filepath"].unresolved == "there is no 'nowhere' beside it"
    assert found["type"].unresolved == ""


def test_what_the_environment_hides_is_shown_without_secrets(read):
    files = {BASE: "cars: {type: a, con: 'db://u:s3cret@h', password: s3cret}\n", LOCAL: "cars: {type: b}\n"}
    assert "s3cret" not in repr(read(files))
