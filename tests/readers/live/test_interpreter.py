"""Which interpreter is asked, and what is said where there is none."""

from __future__ import annotations

import sys
import venv
from pathlib import Path

import pytest

from tests.readers.live.conftest import location_of, names
from viz.errors import ReadError
from viz.model import Place
from viz.readers import ReadOptions
from viz.readers.kedro_project.facts import Location, NodeFact, PipelineFacts
from viz.readers.kedro_project.live import find_interpreter, read_live, with_places


@pytest.fixture(autouse=True)
def no_active_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No environment is active, and the interpreter of the tests has no Kedro."""
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "executable", str(environment(tmp_path / "bare", with_kedro=False) / "bin" / "python"))


def environment(folder: Path, *, with_kedro: bool) -> Path:
    """A virtual environment without pip, with an empty module in the place of Kedro."""
    venv.create(folder, with_pip=False, symlinks=True)
    if with_kedro:
        (site_packages,) = folder.glob("lib/python*/site-packages")
        (site_packages / "kedro").mkdir()
        (site_packages / "kedro" / "__init__.py").write_text("")
    return folder


@pytest.mark.parametrize("name", [".venv", "venv"])
def test_the_environment_in_the_project_is_its_own(root: Path, name: str) -> None:
    own = environment(root / name, with_kedro=True)
    assert find_interpreter(location_of(root), None) == own / "bin" / "python"


def test_an_environment_without_kedro_is_passed_over(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment(root / ".venv", with_kedro=False)
    active = environment(tmp_path / "active", with_kedro=True)
    monkeypatch.setenv("VIRTUAL_ENV", str(active))
    assert find_interpreter(location_of(root), None) == active / "bin" / "python"


def test_the_interpreter_that_was_asked_for_is_the_only_one(root: Path, tmp_path: Path) -> None:
    environment(root / ".venv", with_kedro=True)
    given = environment(tmp_path / "given", with_kedro=True) / "bin" / "python"
    assert find_interpreter(location_of(root), given) == given
    assert find_interpreter(location_of(root), tmp_path / "no such python") is None


def test_a_folder_named_kedro_in_the_project_is_not_kedro(root: Path) -> None:
    environment(root / ".venv", with_kedro=False)
    (root / "kedro").mkdir()
    (root / "kedro" / "__init__.py").write_text("")
    assert find_interpreter(location_of(root), None) is None


def test_without_kedro_the_error_says_where_it_was_looked_for_and_what_to_do(root: Path) -> None:
    with pytest.raises(ReadError) as error:
        read_live(location_of(root), ReadOptions())
    message = str(error.value)
    for part in (str(root), ".venv", "VIRTUAL_ENV", "CONDA_PREFIX", "--python PATH", "--reader static"):
        assert part in message


def test_a_given_interpreter_without_kedro_is_named(root: Path, tmp_path: Path) -> None:
    given = environment(tmp_path / "given", with_kedro=False) / "bin" / "python"
    with pytest.raises(ReadError, match="has Kedro installed"):
        read_live(location_of(root), ReadOptions(python=given))


def test_a_project_without_a_package_cannot_be_asked(tmp_path: Path) -> None:
    location = Location(
        root=tmp_path,
        name="x",
        package_name=None,
        package_dir=None,
        source_dir=None,
        conf_dir=None,
        kedro_version=None,
    )
    with pytest.raises(ReadError, match="package_name"):
        read_live(location, ReadOptions())


def test_a_kedro_that_is_none_gives_diagnostics_and_no_pipeline(root: Path) -> None:
    own = environment(root / ".venv", with_kedro=True) / "bin" / "python"
    answer = read_live(location_of(root), ReadOptions(python=own))
    assert names(answer) == {}
    assert not answer.facts.complete
    (trouble,) = answer.facts.diagnostics
    assert trouble.message.startswith("Kedro could not be asked: AttributeError")


def test_places_only_the_static_reader_knows_are_added_by_name() -> None:
    def fact(name: str, **more: object) -> NodeFact:
        return NodeFact(
            name=name,
            given_name=name,
            namespace=None,
            function="f",
            inputs=(),
            outputs=("a",),
            **more,  # type: ignore[arg-type]
        )

    here, there = Place(file="src/m/pipeline.py", line=4), Place(file="src/m/nodes.py", line=9)
    live = PipelineFacts(pipelines={"p": (fact("known", source=there), fact("unknown"))}, complete=True)
    static = PipelineFacts(pipelines={"q": (fact("known", declared_at=here, source=here),)}, complete=False)
    known, unknown = with_places(live, static).pipelines["p"]
    assert known == fact("known", declared_at=here, source=there)
    assert unknown == fact("unknown")
