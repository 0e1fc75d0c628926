"""The reader as the rest of the house sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from viz.errors import UsageError
from viz.model import Project
from viz.readers import ReadOptions, SeveralProjectsError
from viz.readers.kedro_project import KedroReader

REGISTRY = """
from kedro.pipeline import node, pipeline


def clean(cars, how):
    "Cleans the cars."


def register_pipelines():
    return {"__default__": pipeline([node(clean, ["cars", "params:how"], "clean_cars", name="clean")])}
"""
FILES = {
    "pyproject.toml": '[tool.kedro]\npackage_name = "cars"\nproject_name = "Cars"\nkedro_init_version = "1.0.0"\n',
    "src/cars/__init__.py": "",
    "src/cars/pipeline_registry.py": REGISTRY,
    "conf/base/catalog.yml": "cars:\n  type: pandas.CSVDataset\n  filepath: data/cars.csv\n",
    "conf/base/parameters.yml": "how: well\n",
    "conf/local/.gitkeep": "",
    "data/cars.csv": "a\n1\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path / "cars")
    return tmp_path / "cars"


def write(root: Path) -> None:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def read(root: Path, **options: object) -> Project:
    return KedroReader().read(root, ReadOptions(reader="static", **options))


def test_a_whole_project(root):
    found = read(root)
    assert (found.name, found.complete, found.reader, found.diagnostics) == ("Cars", True, "static", ())
    (node,) = found.nodes
    assert (node.id, node.inputs, node.docstring) == ("node:clean", ("cars", "params:how"), "Cleans the cars.")
    assert [(one.name, one.type) for one in found.datasets] == [
        ("cars", "pandas.CSVDataset"),
        ("clean_cars", "MemoryDataset"),
    ]
    assert found.parameters[0].value == "well"


def test_the_same_project_twice_is_the_same(root):
    assert read(root) == read(root)


def test_runtime_parameters_and_environments_reach_the_project(root):
    (root / "conf/prod").mkdir()
    (root / "conf/prod/catalog.yml").write_text("cars: {type: spark.SparkDataset}\n", encoding="utf-8")
    found = read(root, env="prod", params={"how": "badly"})
    assert found.datasets[0].type == "spark.SparkDataset"
    assert found.parameters[0].value == "badly"


def test_an_unknown_environment_is_a_wrong_request(root):
    with pytest.raises(UsageError, match=r"no configuration environment 'nope'; it has base, local"):
        read(root, env="nope")


def test_a_broken_catalog_and_a_broken_pyproject_still_give_a_project(root):
    (root / "conf/base/catalog.yml").write_text("cars: {type: a}\nx: : y\n", encoding="utf-8")
    (root / "pyproject.toml").write_text('[tool.kedro]\npackage_name = "cars"\noops\n', encoding="utf-8")
    found = read(root)
    assert [one.id for one in found.nodes] == ["node:clean"]
    assert {one.code for one in found.diagnostics if one.level == "error"} == {"project-file-damaged", "yaml-syntax"}


def test_the_project_is_found_from_inside_and_from_above(root):
    reader = KedroReader()
    assert reader.detect(root / "src/cars") == root
    assert reader.detect(root.parent) == root
    assert reader.detect(root / "data") == root


def test_a_folder_of_several_projects_names_them(root, monkeypatch):
    write(root.parent / "bikes")
    monkeypatch.chdir(root.parent)
    with pytest.raises(SeveralProjectsError, match="holds 2 projects; name one of them: bikes, cars") as caught:
        KedroReader().detect(root.parent)
    assert [(one.root, one.name, one.system_version) for one in caught.value.projects] == [
        (root.parent / "bikes", "Cars", "1.0.0"),
        (root, "Cars", "1.0.0"),
    ]


def test_projects_elsewhere_are_named_by_their_whole_path(root):
    write(root.parent / "bikes")
    with pytest.raises(SeveralProjectsError) as caught:
        KedroReader().detect(root.parent)
    assert [one.path for one in caught.value.projects] == [str(root.parent / "bikes"), str(root)]


def test_a_folder_without_a_project(tmp_path):
    assert KedroReader().detect(tmp_path) is None


@pytest.mark.parametrize(
    ("version", "pipeline", "names", "command"),
    [
        ("1.0.0", "reporting", ["a", "b"], "kedro run --pipeline=reporting --nodes=a,b"),
        ("0.19.3", "__default__", ["a"], "kedro run --nodes=a"),
        ("0.18.2", None, ["a", "f([x,y]) -> [z]"], "kedro run --node=a '--node=f([x,y]) -> [z]'"),
        ("1.7.0", "reporting", [], "kedro run --pipelines=reporting"),
        (None, "my pipeline", [], "kedro run '--pipelines=my pipeline'"),
        ("1.0.0", None, ["x; rm -rf /"], "kedro run '--nodes=x; rm -rf /'"),
    ],
)
def test_the_command_that_runs_just_these_nodes(version, pipeline, names, command):
    project = Project(name="x", system="kedro", system_version=version, reader="static", complete=True)
    given = {"pipeline": pipeline, "node_names": names, "options": ReadOptions()}
    assert KedroReader().run_command(project, **given) == command


@pytest.mark.parametrize(
    ("version", "command"),
    [
        ("0.18.2", "kedro run --env=test --params=model.alpha:0.5,model.fast:true,none:null --node=a"),
        ("1.0.0", "kedro run --env=test --params=model.alpha=0.5,model.fast=true,none=null --nodes=a"),
    ],
)
def test_the_command_keeps_the_environment_and_the_parameters_that_were_given(version, command):
    project = Project(name="x", system="kedro", system_version=version, reader="static", complete=True)
    options = ReadOptions(env="test", params={"model": {"alpha": 0.5, "fast": True}, "none": None})
    given = {"pipeline": None, "node_names": ["a"], "options": options}
    assert KedroReader().run_command(project, **given) == command


def test_logs_are_looked_for_where_the_settings_keep_the_configuration(root):
    (root / "conf").rename(root / "setup")
    (root / "src/cars/settings.py").write_text('CONF_SOURCE = "setup"\n', encoding="utf-8")
    (root / "setup/base/logging.yml").write_text(
        "handlers: {file: {filename: kept/runs.txt, formatter: plain}}\n"
        'formatters: {plain: {format: "%(asctime)s - %(name)s - %(levelname)s - %(message)s"}}\n',
        encoding="utf-8",
    )
    (root / "kept").mkdir()
    line = "2026-11-23 06:40:03,308 - kedro.framework.session.session - INFO - Kedro project cars\n"
    (root / "kept/runs.txt").write_text(line, encoding="utf-8")
    project = read(root)
    assert [run.status for run in KedroReader().read_runs(root, project).runs] == ["unfinished"]


def test_what_cannot_be_read_of_a_log_is_told_with_the_runs(root):
    (root / "info.log").write_text("no line of Kedro\n", encoding="utf-8")
    found = KedroReader().read_runs(root, read(root))
    assert (found.runs, [one.code for one in found.diagnostics]) == ((), ["log-format-unknown"])
