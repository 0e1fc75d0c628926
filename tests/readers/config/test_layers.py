"""Environments, patterns, merging: what Kedro's loaders make of several files."""

from __future__ import annotations

from tests.readers.config.conftest import Write
from viz.model import Place
from viz.readers.kedro_project.config import read_configuration
from viz.readers.kedro_project.facts import Settings
from viz.readers.kedro_project.locate import locate

CATALOG = "conf/base/catalog.yml"


def codes(configuration):
    return [(one.level, one.code) for one in configuration.diagnostics]


def test_an_entry_knows_its_file_line_and_environment(read):
    entry = read({CATALOG: "\ncars:\n  type: pandas.CSVDataset\n  filepath: cars.csv\n"}).catalog["cars"]
    assert entry.config == {"type": "pandas.CSVDataset", "filepath": "cars.csv"}
    assert entry.defined_at == Place(file=CATALOG, line=2, end_line=4, environment="base")


def test_the_environment_replaces_an_entry_as_a_whole_and_says_what_it_hides(read):
    local = "conf/local/catalog.yml"
    entry = read({CATALOG: "cars: {type: a, filepath: b}\n", local: "cars: {type: c}\n"}).catalog["cars"]
    assert entry.config == {"type": "c"}
    assert entry.defined_at.environment == "local"
    (below,) = entry.overrides
    assert below.raw == {"type": "a", "filepath": "b"}
    assert below.place == Place(file=CATALOG, line=1, end_line=1, environment="base")


def test_a_soft_merge_keeps_the_keys_below(read):
    files = {"conf/base/parameters.yml": "model:\n  a: 1\n  b: 2\n", "conf/local/parameters.yml": "model:\n  b: 3\n"}
    whole = read(files)
    assert whole.parameters["model"].value == {"b": 3}
    soft = read(files, merge_strategy={"parameters": "soft"})
    assert soft.parameters["model"].value == {"a": 1, "b": 3}
    assert soft.parameters["model.a"].defined_at.file == "conf/base/parameters.yml"
    assert soft.parameters["model.b"].overrides[0].place.line == 3


def test_env_chooses_the_environment(read):
    files = {CATALOG: "cars: {type: a}\n", "conf/prod/catalog.yml": "cars: {type: b}\n"}
    assert read(files).catalog["cars"].config == {"type": "a"}
    assert read(files, env="prod").catalog["cars"].config == {"type": "b"}
    assert read(files, default_run_env="prod").catalog["cars"].config == {"type": "b"}


def test_files_in_sub_folders_are_found_as_kedro_finds_them(read):
    files = {
        "conf/base/catalog/raw/cars.yml": "cars: {type: a}\n",
        "conf/base/area/catalog_bikes.yaml": "bikes: {type: a}\n",
        "conf/base/catalog_vans.json": '{\n\t"vans": {"type": "a"}\n}',
        "conf/base/.hidden/catalog.yml": "hidden: {type: a}\n",
        "conf/base/catalog.txt": "text: {type: a}\n",
        "conf/base/mycatalog.yml": "other: {type: a}\n",
    }
    assert sorted(read(files).catalog) == ["bikes", "cars", "vans"]


def test_patterns_of_the_settings_replace_kedros_own(read):
    files = {"conf/base/data.yml": "cars: {type: a}\n", CATALOG: "bikes: {type: a}\n"}
    assert list(read(files, config_patterns={"catalog": ["data*"]}).catalog) == ["cars"]


def test_parameters_are_known_at_every_level(read):
    found = read({"conf/base/parameters.yml": "model:\n  alpha: 0.5\n  features: [a, b]\n"}).parameters
    assert found["model"].value == {"alpha": 0.5, "features": ["a", "b"]}
    assert found["model.alpha"].value == 0.5
    assert found["model.alpha"].defined_at.line == 2


def test_runtime_parameters_come_last(read):
    found = read({"conf/base/parameters.yml": "model:\n  alpha: 1\n  beta: 2\n"}, params={"model.alpha": 9, "new": 1})
    assert found.parameters["model"].value == {"alpha": 9, "beta": 2}
    assert found.parameters["model.alpha"].defined_at is None
    assert found.parameters["model.alpha"].overrides[0].place.line == 2
    assert found.parameters["new"].value == 1


def test_a_key_in_two_files_of_one_environment_is_an_error(read):
    found = read({CATALOG: "\ncars: {type: a}\n", "conf/base/catalog_b.yml": "cars: {type: b}\n"})
    assert codes(found) == [("error", "key-duplicated")]
    assert "'cars' is in both conf/base/catalog.yml:2 and conf/base/catalog_b.yml:1." in found.diagnostics[0].message
    assert found.diagnostics[0].place.file == "conf/base/catalog_b.yml"


def test_nested_parameters_may_come_from_several_files(read):
    found = read({"conf/base/parameters_a.yml": "m: {a: 1}\n", "conf/base/parameters_b.yml": "m: {b: 2}\n"})
    assert found.parameters["m"].value == {"a": 1, "b": 2}
    assert codes(found) == []


def test_a_name_that_is_no_text_is_told(read):
    found = read({CATALOG: "1: {type: a}\n", "conf/base/parameters.yml": "1: 2\n"})
    assert list(found.catalog) == ["1"]
    assert codes(found) == [("error", "key-not-text")]
    assert found.diagnostics[0].place.line == 1


def test_runtime_parameters_are_part_of_every_environment_with_files(read):
    files = {"conf/base/parameters.yml": "model: {a: 1, b: 2}\n", "conf/local/parameters.yml": "other: 1\n"}
    found = read(files, params={"model.b": 3})
    assert found.parameters["model"].value == {"b": 3}
    assert [one.raw for one in found.parameters["model.b"].overrides] == [2]


def test_templates_are_no_entries(read):
    assert list(read({CATALOG: "_csv: &csv {type: a}\ncars:\n  <<: *csv\n"}).catalog) == ["cars"]


def test_a_broken_file_is_told_and_the_others_are_read(read):
    found = read({CATALOG: "cars: {type: a}\n", "conf/base/catalog_b.yml": "bikes: {type: a}\nx: : y\n"})
    assert sorted(found.catalog) == ["bikes", "cars"]
    (problem,) = found.diagnostics
    assert (problem.level, problem.code, problem.place.line) == ("error", "yaml-syntax", 2)
    assert "conf/base/catalog_b.yml cannot be read as YAML at line 2" in problem.message


def test_a_file_that_is_no_text_is_told(read, write):
    root = write({})
    (root / "conf/base").mkdir(parents=True)
    (root / "conf/base/catalog.yml").write_bytes(b"\xff\xfe\x00")
    assert codes(read({})) == [("error", "config-unreadable")]


def test_a_link_out_of_the_project_is_not_followed(read, write, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "catalog.yml"
    outside.write_text("secret: {type: a}\n", encoding="utf-8")
    root = write({"conf/base/.gitkeep": ""})
    (root / "conf/base/catalog.yml").symlink_to(outside)
    found = read({})
    assert found.catalog == {}
    assert codes(found) == [("error", "config-unreadable")]


def test_a_missing_environment_is_told(read):
    found = read({CATALOG: "cars: {type: a}\n"}, default_run_env="dev")
    assert list(found.catalog) == ["cars"]
    assert codes(found) == [("info", "environment-missing")]


def test_a_project_without_configuration_is_told(write):
    from viz.readers.kedro_project.config import read_configuration
    from viz.readers.kedro_project.facts import Settings
    from viz.readers.kedro_project.locate import locate

    root = write({"pyproject.toml": '[tool.kedro]\npackage_name = "p"\n'})
    for folder in ("conf", "../elsewhere"):
        found = read_configuration(locate(root), Settings(conf_source=folder), env=None, params={})
        assert codes(found) == [("warning", "conf-missing")]


def test_a_file_too_large_for_omegaconf_is_read_and_told(read):
    text = "".join(f"d{number}:\n  type: a\n  args: [1, 2, 3, 4, 5, 6]\n" for number in range(1200))
    found = read({CATALOG: text})
    assert len(found.catalog) == 1200
    assert codes(found) == [("info", "config-too-large-for-kedro")]


def test_before_0_16_files_of_modular_pipelines_did_not_count(write: Write) -> None:
    files = {"conf/base/catalog.yml": "a: {type: x}\n", "conf/base/catalog/b.yml": "b: {type: x}\n"}
    files |= {"conf/base/pipelines/catalog.yml": "c: {type: x}\n", "conf/base/deep/catalog_d.yml": "d: {type: x}\n"}
    known = {}
    for version in ("0.15.9", "0.16.0"):
        described = f"context_path: old.run.ProjectContext\nproject_version: {version}\n"
        root = write({**files, "conf/local/.gitkeep": "", ".kedro.yml": described, "src/old/run.py": ""})
        found = read_configuration(locate(root), Settings(loader="ConfigLoader"), env=None, params={})
        known[version] = sorted(found.catalog)
    assert known == {"0.15.9": ["a", "b"], "0.16.0": ["a", "b", "c", "d"]}
