"""What the sample project promises to show, read from its files alone, and once for real with Kedro."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import viz
from tests.kedro_env import kedro_python
from viz.model import Dataset, Project, Run

SAMPLE = Path(__file__).parent.parent / "sample_project"
LOG = SAMPLE / "logs" / "info.log"
LAYERS = ["raw", "intermediate", "primary", "models", "model_output", "reporting"]
NOT_COMMITTED = {"__pycache__", ".ruff_cache", ".viz", ".ipynb_checkpoints"}


@pytest.fixture(scope="module")
def project() -> Project:
    return viz.read(SAMPLE, viz.ReadOptions(reader="static"))


@pytest.fixture(scope="module")
def runs(project: Project) -> tuple[Run, ...]:
    return viz.read_runs(SAMPLE, project)


def committed_files() -> list[Path]:
    """The files of the project as they are committed: pickles and what tools leave behind are not."""
    return [
        path
        for path in SAMPLE.rglob("*")
        if path.is_file() and path.suffix != ".pkl" and not NOT_COMMITTED.intersection(path.parts)
    ]


def dataset(project: Project, name: str) -> Dataset:
    return next(one for one in project.datasets if one.name == name)


def test_it_is_read_completely_and_without_trouble(project: Project) -> None:
    assert (project.name, project.complete, project.diagnostics) == ("Movie Sentiment", True, ())


def test_three_pipelines_are_joined_in_the_default(project: Project) -> None:
    ids = {pipeline.name: set(pipeline.node_ids) for pipeline in project.pipelines}
    assert set(ids) == {"__default__", "data_engineering", "data_science", "evaluation"}
    assert ids["__default__"] == ids["data_engineering"] | ids["data_science"] | ids["evaluation"]
    assert len(ids["__default__"]) >= 18


def test_two_models_are_trained_by_the_same_nodes_in_nested_namespaces(project: Project) -> None:
    functions = {
        model: sorted(node.function for node in project.nodes if node.namespace == f"data_science.{model}")
        for model in ("naive_bayes", "logistic_regression")
    }
    assert functions["naive_bayes"] == functions["logistic_regression"]
    assert "train_model" in functions["naive_bayes"]


def test_every_node_has_a_docstring_a_source_and_tags(project: Project) -> None:
    assert [node.id for node in project.nodes if not (node.docstring and node.source and node.tags)] == []
    assert {"checks", "training", "slow", "figures"} <= {tag for node in project.nodes for tag in node.tags}


def test_there_are_six_layers_and_everything_in_the_catalog_lies_in_one(project: Project) -> None:
    assert {one.layer for one in project.datasets if one.in_catalog} == set(LAYERS)


def test_every_catalog_entry_has_an_owner_and_a_description(project: Project) -> None:
    known = [one for one in project.datasets if one.in_catalog]
    assert [one.name for one in known if not {"owner", "description"} <= set(one.metadata)] == []


def test_it_shows_a_factory_transcoding_and_versions(project: Project) -> None:
    assert dataset(project, "data_science.naive_bayes.classifier").pattern == "data_science.{model}.classifier"
    assert dataset(project, "data_science.naive_bayes.classifier").versioned
    transcoded = dataset(project, "data_engineering.preparation.movie_reviews").transcodings
    assert [(one.name, one.type) for one in transcoded] == [
        ("pandas", "pandas.CSVDataset"),
        ("text", "text.TextDataset"),
    ]


def test_it_has_something_of_every_kind_to_preview(project: Project) -> None:
    wanted = {
        "pandas.CSVDataset",
        "pandas.ParquetDataset",
        "plotly.JSONDataset",
        "matplotlib.MatplotlibDataset",
        "json.JSONDataset",
        "text.TextDataset",
    }
    assert wanted <= {one.type for one in project.datasets}
    shown = [one for one in project.datasets if one.type in wanted and one.filepath]
    assert [one.name for one in shown if not (SAMPLE / str(one.filepath)).exists()] == []


def test_parameters_are_nested_and_one_value_comes_from_the_globals(project: Project) -> None:
    values = {one.id: one.value for one in project.parameters}
    assert values["params:data_science.split"] == {"test_share": 0.3, "seed": 1895}
    assert values["params:data_science.naive_bayes.search"]["grid"]["alpha"]


def test_its_folders_are_those_of_a_kedro_project() -> None:
    layers = ["01_raw", "02_intermediate", "03_primary", "04_feature", "05_model_input"]
    layers += ["06_models", "07_model_output", "08_reporting"]
    folders = ["conf/base", "conf/local", "logs", "notebooks", "docs", *(f"data/{layer}" for layer in layers)]
    assert [folder for folder in folders if not (SAMPLE / folder).is_dir()] == []


def test_the_log_holds_full_partial_and_failed_runs_newest_first(project: Project, runs: tuple[Run, ...]) -> None:
    assert len(runs) == 9
    assert [run.started_at for run in runs] == sorted((run.started_at for run in runs), reverse=True)
    counts = [Counter(node.status for node in run.node_runs) for run in runs]
    assert counts[0] == {"succeeded": len(project.nodes)}
    assert Counter(run.status for run in runs) == {"succeeded": 7, "failed": 2}
    assert any(run.status == "succeeded" and count["succeeded"] < 20 for run, count in zip(runs, counts, strict=True))


def test_the_log_was_written_by_all_three_runners() -> None:
    text = LOG.read_text("utf-8")
    assert [name for name in ("sequential", "parallel", "thread") if f"kedro.runner.{name}_runner" not in text] == []


def test_every_run_of_the_log_belongs_to_the_project_as_it_is_now(runs: tuple[Run, ...]) -> None:
    assert [run.id for run in runs if run.unmatched] == []


def test_the_search_is_what_takes_the_time(runs: tuple[Run, ...]) -> None:
    slowest = max(runs[0].node_runs, key=lambda one: one.duration or 0)
    assert slowest.node_id == "node:data_science.logistic_regression.search_settings"
    assert slowest.duration is not None
    assert slowest.duration > 1


def test_nothing_tells_of_the_machine_it_was_made_on() -> None:
    absolute = re.compile(rb"(?<![\w.:/])/(?:home|root|Users|work|tmp|usr|opt)/|[A-Z]:\\\\Users|site-packages")
    told = [path for path in committed_files() if absolute.search(path.read_bytes())]
    assert [path.relative_to(SAMPLE).as_posix() for path in told] == []


def test_it_is_small() -> None:
    assert sum(path.stat().st_size for path in committed_files()) < 3_000_000


def test_the_readme_says_that_the_reviews_are_invented() -> None:
    assert "nobody wrote these texts" in " ".join((SAMPLE / "README.md").read_text("utf-8").split())


def test_the_generator_writes_the_same_reviews_again(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "data" / "01_raw").mkdir(parents=True)
    script = shutil.copy(SAMPLE / "scripts" / "write_raw_data.py", tmp_path / "scripts")
    subprocess.run([sys.executable, script], check=True)
    for name in ("movies.csv", "reviews.csv"):
        assert (tmp_path / "data" / "01_raw" / name).read_text("utf-8") == _raw(name)
    assert 300 <= len(list(csv.DictReader(_raw("reviews.csv").splitlines()))) <= 900


@pytest.mark.kedro
def test_a_real_run_logs_no_warning_and_is_read_back(tmp_path: Path) -> None:
    copy = tmp_path / "sample"
    shutil.copytree(SAMPLE, copy, ignore=shutil.ignore_patterns(*NOT_COMMITTED, "*.pkl", "info.log"))
    command = [str(kedro_python()), "-m", "kedro", "run"]
    ran = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    log = (copy / "logs" / "info.log").read_text("utf-8")
    assert "Completed 28 out of 28 tasks" in log
    assert "WARNING" not in log
    newest = viz.read_runs(copy, viz.read(copy))[0]
    assert Counter(one.status for one in newest.node_runs) == {"succeeded": 28}


def _raw(name: str) -> str:
    return (SAMPLE / "data" / "01_raw" / name).read_text("utf-8")
