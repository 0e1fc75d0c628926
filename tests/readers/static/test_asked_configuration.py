"""Registries that ask Kedro's configuration themselves."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.readers.static.projects import default, read, write
from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.static import read_pipelines

REGISTRY = """
from kedro.config import {loader}
from kedro.framework.project import settings
from kedro.pipeline import node, pipeline
from shop.nodes import clean

parameters = {loader}(conf_source=settings.CONF_SOURCE){ask}


def register_pipelines():
    return {{"__default__": pipeline([node(clean, name, f"{{name}}_clean") for name in parameters["tables"]])}}
"""


@pytest.mark.parametrize(
    ("loader", "version", "ask"),
    [
        ("ConfigLoader", "0.18.14", '["parameters"]'),
        ("ConfigLoader", "0.18.14", '.get("parameters*", "parameters*/**")'),
        ("OmegaConfigLoader", "1.7.0", '["parameters"]'),
    ],
)
def test_a_configuration_loader_gives_the_parameters(tmp_path: Path, loader: str, version: str, ask: str) -> None:
    files = {
        "pipeline_registry.py": REGISTRY.format(loader=loader, ask=ask),
        "/conf/base/parameters.yml": "tables: [a, b]",
        "/conf/local/parameters_local.yml": "other: 1",
    }

    facts = read_pipelines(locate(write(tmp_path, files, version)))

    assert [node.outputs for node in default(facts)] == [("a_clean",), ("b_clean",)]


def test_parameters_that_need_a_run_to_be_resolved_are_not_certain(tmp_path: Path) -> None:
    files = {
        "pipeline_registry.py": REGISTRY.format(loader="OmegaConfigLoader", ask='["parameters"]'),
        "/conf/base/parameters.yml": "tables: ['${runtime_params:first}']",
    }

    facts = read_pipelines(locate(write(tmp_path, files)))

    assert not facts.complete
    assert "OmegaConfigLoader" in facts.diagnostics[0].message


def test_an_environment_variable_that_the_project_sets_itself_is_known(tmp_path: Path) -> None:
    registry = """
        import os
        from kedro.pipeline import node, pipeline
        from shop.nodes import clean

        os.environ["TABLE"] = "sales"

        def register_pipelines():
            return {"__default__": pipeline([node(clean, os.environ["TABLE"], "b")])}
    """

    facts = read_pipelines(locate(write(tmp_path, {"pipeline_registry.py": dedent(registry)})))

    assert default(facts)[0].inputs == ("sales",)


def test_the_view_of_a_dict_follows_the_dict(tmp_path: Path) -> None:
    registry = """
        from kedro.pipeline import node, pipeline
        from shop.nodes import clean

        def register_pipelines():
            tables = {"a": 1}
            names = tables.keys()
            tables["b"] = 2
            return {"__default__": pipeline([node(clean, name, name + "_clean") for name in names])}
    """

    facts = read_pipelines(locate(write(tmp_path, {"pipeline_registry.py": dedent(registry)})))

    assert [node.inputs for node in default(facts)] == [("a",), ("b",)]


def test_a_personal_environment_that_is_not_in_the_repository_is_empty(tmp_path: Path) -> None:
    registry = """
        from pathlib import Path
        from kedro.config import OmegaConfigLoader
        def register_pipelines():
            conf = str(Path(__file__).resolve().parents[2] / "conf")
            loader = OmegaConfigLoader(conf, env="local", base_env="base", default_run_env="local")
            names = loader["parameters"]["names"]
            return {"__default__": pipeline([node(clean, name, f"{name}_clean", name=name) for name in names])}
        """
    (tmp_path / "conf/base").mkdir(parents=True)
    (tmp_path / "conf/base/parameters.yml").write_text("names: [a, b]\n")
    assert [fact.name for fact in default(read(tmp_path, registry))] == ["a", "b"]


def test_until_0_17_a_loader_is_made_from_the_folders_of_environments(tmp_path: Path) -> None:
    registry = """
        from kedro.config import ConfigLoader
        from kedro.pipeline import Pipeline, node
        from shop.nodes import clean
        def register_pipelines():
            loader = ConfigLoader(["conf/base", "conf/local"])
            names = loader.get("parameters*", "parameters*/**")["names"] + loader.get("cases.yml")["cases"]
            return {"__default__": Pipeline([node(clean, name, f"{name}_clean", name=name) for name in names])}
        """
    files = {"/conf/base/parameters.yml": "names: [a, b]\n", "/conf/base/cases.yml": "cases: [c]\n"}
    facts = read_pipelines(locate(write(tmp_path, {"pipeline_registry.py": registry, **files}, "0.17.7")))
    assert [fact.name for fact in default(facts)] == ["a", "b", "c"]
