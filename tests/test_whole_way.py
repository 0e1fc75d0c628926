"""From a folder to what a person gets, on both real projects; golden files say what is read and what is drawn.

`PIPEVIZ_UPDATE_GOLDEN=1 make test` writes the golden files anew: look at their difference before you commit it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from viz.cli import main
from viz.readers import ReadOptions, read, read_runs
from viz.snapshot import dumps, loads

REPOSITORY = Path(__file__).parent.parent
GOLDEN = REPOSITORY / "tests" / "golden"
PROJECTS = {"spaceflights": REPOSITORY / "tests" / "projects" / "spaceflights", "sample": REPOSITORY / "sample_project"}


def compare(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("PIPEVIZ_UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.fixture
def spaceflights(tmp_path: Path) -> Path:
    """A copy of the test project that a test may damage."""
    return Path(shutil.copytree(PROJECTS["spaceflights"], tmp_path / "spaceflights"))


@pytest.mark.parametrize("name", PROJECTS)
def test_what_is_read_is_the_golden_snapshot(name: str) -> None:
    text = dumps(read(PROJECTS[name], ReadOptions(reader="static")))

    compare(f"{name}.json", text)
    assert loads(text) == loads(dumps(loads(text)))
    assert str(REPOSITORY) not in text


@pytest.mark.parametrize("name", PROJECTS)
def test_what_is_drawn_is_the_golden_picture(name: str, tmp_path: Path) -> None:
    picture = tmp_path / "picture.svg"

    assert main(["export", str(PROJECTS[name]), "-o", str(picture), "--reader", "static"]) == 0
    compare(f"{name}.svg", picture.read_text(encoding="utf-8"))


def test_a_healthy_project_is_complete_and_has_nothing_to_complain_of() -> None:
    for folder in PROJECTS.values():
        project = read(folder, ReadOptions(reader="static"))
        assert project.complete
        assert [one for one in project.diagnostics if one.level != "info"] == []


def test_a_snapshot_is_as_good_as_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot, first, second = (tmp_path / name for name in ("x.json", "first.svg", "second.svg"))

    assert main(["export", str(PROJECTS["sample"]), "-o", str(snapshot)]) == 0
    assert main(["export", str(PROJECTS["sample"]), "-o", str(first)]) == 0
    assert main(["export", str(snapshot), "-o", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()
    assert main(["inspect", str(snapshot)]) == 0
    assert "Movie Sentiment" in capsys.readouterr().out


def test_the_runs_of_the_sample_are_full_partial_parallel_and_failed() -> None:
    runs = read_runs(PROJECTS["sample"], read(PROJECTS["sample"]))

    assert {run.status for run in runs} == {"succeeded", "failed"}
    assert any(node.status == "not_run" for run in runs if run.status == "succeeded" for node in run.node_runs)
    assert [run.started_at for run in runs] == sorted((run.started_at for run in runs), reverse=True)


def test_a_project_is_found_from_inside(spaceflights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(spaceflights / "conf" / "base")

    assert main(["inspect"]) == 0


# -- bad input: what can be read is shown, and the rest is said in one sentence --------------------------------


def said(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["inspect", str(folder)]) == 0
    shown = capsys.readouterr()
    assert "Traceback" not in shown.out + shown.err
    return shown.out


def test_a_damaged_pyproject_is_said_and_the_pipelines_are_read(
    spaceflights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = spaceflights / "pyproject.toml"
    file.write_text(file.read_text(encoding="utf-8") + "\nthis is = not [toml\n", encoding="utf-8")

    shown = said(spaceflights, capsys)
    assert "pyproject.toml:" in shown
    assert "9 nodes" in shown


def test_a_catalog_that_is_not_yaml_is_said_and_the_pipelines_are_read(
    spaceflights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalog = spaceflights / "conf" / "base" / "catalog.yml"
    catalog.write_text("companies:\n  type: [unclosed\nreviews: {\n", encoding="utf-8")

    shown = said(spaceflights, capsys)
    assert "conf/base/catalog.yml" in shown
    assert "9 nodes" in shown


def test_a_syntax_error_in_one_pipeline_leaves_the_others(
    spaceflights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = spaceflights / "src" / "spaceflights" / "pipelines" / "reporting" / "nodes.py"
    broken.write_text("def broken(:\n", encoding="utf-8")

    shown = said(spaceflights, capsys)
    assert "nodes.py:1" in shown
    assert "incomplete" in shown
    assert "data_processing" in shown
    assert main(["inspect", str(spaceflights), "--strict"]) == 1


@pytest.mark.parametrize("content", [b"", b"2026-11-23 06:40:03,308 - kedro.fram", b"\xff\xfe\x00 no log at all\n" * 3])
def test_an_empty_or_truncated_log_is_no_trouble(
    content: bytes, spaceflights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for log in spaceflights.rglob("*.log"):
        log.write_bytes(content)

    assert "9 nodes" in said(spaceflights, capsys)
    assert main(["runs", str(spaceflights)]) == 0


def test_the_live_reader_without_an_interpreter_is_refused_in_one_sentence(
    spaceflights: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", str(spaceflights), "--reader", "live", "--python", "/no/such/python"]) == 3
    said = capsys.readouterr().err
    assert said.startswith("pipeviz: ")
    assert "--python" in said
    assert said.count("\n") == 1
