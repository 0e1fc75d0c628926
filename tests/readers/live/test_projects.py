"""Whole projects: both readers see the same, Kedro runs what we ship, and looking changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import viz
from tests.kedro_env import REPOSITORY
from tests.readers.live.conftest import fingerprint, write
from viz.differences import differences
from viz.model import Project
from viz.readers import ReaderChoice, ReadOptions
from viz.readers.kedro_project import KedroReader

pytestmark = pytest.mark.kedro
PROJECTS = {"sample_project": 18, "tests/projects/spaceflights": 9}  # how many nodes each has at least


@pytest.fixture(params=PROJECTS)
def copy(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return copied(request.param, tmp_path)


def copied(project: str, tmp_path: Path) -> Path:
    return Path(shutil.copytree(REPOSITORY / project, tmp_path / project, ignore=shutil.ignore_patterns("__pycache__")))


def read(root: Path, reader: ReaderChoice, python: Path) -> Project:
    return KedroReader().read(root, ReadOptions(reader=reader, python=python))


@pytest.mark.parametrize(("project", "nodes"), PROJECTS.items())
def test_both_readers_see_the_same_project(project: str, nodes: int, kedro_python: Path) -> None:
    static, live = (read(REPOSITORY / project, reader, kedro_python) for reader in ("static", "live"))
    assert differences(static, live) == ()
    assert (static.reader, live.reader) == ("static", "live")
    assert static.complete
    assert live.complete
    assert len(live.nodes) >= nodes
    assert {one.code for one in set(live.diagnostics) ^ set(static.diagnostics)} == {"live-interpreter"}


def test_asking_kedro_leaves_the_project_as_it_was(copy: Path, kedro_python: Path) -> None:
    before = fingerprint(copy)
    assert read(copy, "live", kedro_python).nodes
    assert fingerprint(copy) == before


def test_kedro_runs_the_sample_project(tmp_path: Path, kedro_python: Path) -> None:
    root = copied("sample_project", tmp_path)
    report = root / "data" / "08_reporting" / "report.txt"
    report.unlink(missing_ok=True)
    ran = subprocess.run(
        [str(kedro_python), "-m", "kedro", "run"],
        cwd=root,
        env={**os.environ, "DO_NOT_TRACK": "1", "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert report.read_text(encoding="utf-8").strip()


def test_auto_asks_kedro_only_where_the_source_does_not_tell(root: Path, kedro_python: Path) -> None:
    assert read(root, "auto", kedro_python).reader == "static"
    decided_by_a_library = """
        import random
        from kedro.pipeline import node, pipeline

        def clean(reviews):
            return reviews

        def create_pipeline(**kwargs):
            names = ["a", "b"] if random.random() < 2 else []
            return pipeline([node(clean, "reviews", f"clean_{name}", name=name) for name in names])
        """
    write(root, "src/movies/pipelines/cleaning/__init__.py", decided_by_a_library)
    project = read(root, "auto", kedro_python)
    assert project.reader == "live"
    assert project.complete
    assert [node.name for node in project.nodes] == ["a", "b"]


def test_of_two_partial_readings_the_fuller_is_shown_and_told(root: Path, kedro_python: Path) -> None:
    text = """
        import random
        from kedro.pipeline import node, pipeline

        def register_pipelines():
            names = ["a", "b"] if random.random() < 2 else []
            dynamic = pipeline([node(max, "x", f"y{name}", name=name) for name in names])
            return {"dynamic": dynamic, "broken": random.random()}
        """
    write(root, "src/movies/pipeline_registry.py", text)
    heard: list[str] = []
    options = viz.ReadOptions(reader="auto", python=kedro_python, tell=heard.append)
    project = viz.read(root, options)
    assert (project.reader, project.complete, len(project.nodes)) == ("live", False, 2)
    assert "live-fuller" in {one.code for one in project.diagnostics}
    assert len(heard) == 1


def test_a_project_that_breaks_when_it_runs_is_shown_as_its_source_says(root: Path, kedro_python: Path) -> None:
    text = """
        import os, random
        from kedro.pipeline import node, pipeline

        def register_pipelines():
            fixed = pipeline([node(max, "x", "y", name="a")])
            names = ["b"] if random.random() > 2 else os._exit(1)
            return {"fixed": fixed, "dynamic": pipeline([node(max, "x", f"y{name}", name=name) for name in names])}
        """
    write(root, "src/movies/pipeline_registry.py", text)
    project = viz.read(root, viz.ReadOptions(reader="auto", python=kedro_python))
    assert (project.reader, project.complete) == ("static", False)
    assert "live-incomplete" in {one.code for one in project.diagnostics}
