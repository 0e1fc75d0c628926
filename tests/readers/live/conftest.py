"""Tiny Kedro projects written inline, and the real Kedro that is asked about them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from tests.kedro_env import kedro_python as made_kedro_python
from viz.readers import ReadOptions
from viz.readers.kedro_project.facts import Location
from viz.readers.kedro_project.live import LiveAnswer, read_live

PYPROJECT = '[tool.kedro]\npackage_name = "movies"\nproject_name = "movies"\nkedro_init_version = "1.1.1"\n'
REGISTRY = """
    from kedro.framework.project import find_pipelines

    def register_pipelines():
        pipelines = find_pipelines()
        pipelines["__default__"] = sum(pipelines.values())
        return pipelines
    """
PIPELINE = """
    from kedro.pipeline import node, pipeline

    def clean(reviews):
        return reviews

    def create_pipeline(**kwargs):
        return pipeline([node(clean, "reviews", "clean_reviews", name="clean")])
    """

Ask = Callable[..., LiveAnswer]


@pytest.fixture(scope="session")
def kedro_python() -> Path:
    return made_kedro_python()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of one pipeline, `cleaning`, with one node, `clean`."""
    folder = tmp_path / "movies"
    write(folder, "pyproject.toml", PYPROJECT)
    for package in ("", "/pipelines", "/pipelines/cleaning"):
        write(folder, f"src/movies{package}/__init__.py", "")
    write(folder, "src/movies/settings.py", "")
    write(folder, "src/movies/pipeline_registry.py", REGISTRY)
    write(folder, "src/movies/pipelines/cleaning/__init__.py", PIPELINE)
    write(folder, "conf/base/catalog.yml", "reviews:\n  type: pandas.CSVDataset\n  filepath: data/reviews.csv\n")
    write(folder, "conf/local/.gitkeep", "")
    return folder


@pytest.fixture
def ask(kedro_python: Path, root: Path) -> Ask:
    """Asks Kedro about the project; files given by path are written into it before."""

    def asked(files: dict[str, str] | None = None, **options: object) -> LiveAnswer:
        for path, text in (files or {}).items():
            write(root, path, text)
        given = ReadOptions(**{"python": kedro_python, **options})  # type: ignore[arg-type]
        return read_live(location_of(root), given)

    return asked


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(dedent(text), encoding="utf-8")


def location_of(root: Path, package: str = "movies") -> Location:
    return Location(
        root=root,
        name=package,
        package_name=package,
        package_dir=root / "src" / package,
        source_dir=root / "src",
        conf_dir=root / "conf",
        kedro_version="1.1.1",
    )


def names(answer: LiveAnswer) -> dict[str, list[str]]:
    return {name: [node.name for node in nodes] for name, nodes in answer.facts.pipelines.items()}


def codes(answer: LiveAnswer) -> list[str]:
    return [diagnostic.code for diagnostic in answer.facts.diagnostics]


def fingerprint(folder: Path) -> dict[str, tuple[str, int]]:
    """Every file below `folder`, with what is in it and when it was written."""
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }
