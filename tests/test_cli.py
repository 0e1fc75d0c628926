"""The commands on a snapshot, which needs no reader; on real projects they are tried in `tests/test_whole_way.py`."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples import REVIEWS, project
from viz.cli import main, parameters
from viz.errors import UsageError
from viz.model import Diagnostic, Place
from viz.snapshot import dumps, loads


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    file = tmp_path / "reviews.json"
    file.write_text(dumps(REVIEWS), encoding="utf-8")
    return file


def test_inspect_says_what_was_read(snapshot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(snapshot)]) == 0

    printed = capsys.readouterr().out
    assert "example (Kedro 1.7.0)" in printed
    assert "complete, read from its source code; nothing of it was executed" in printed
    assert "1 pipeline, 4 nodes, 6 datasets (4 in the catalog), 2 parameters" in printed
    assert "__default__  4 nodes" in printed


def test_inspect_json_prints_the_snapshot(snapshot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(snapshot), "--json"]) == 0
    assert capsys.readouterr().out == snapshot.read_text(encoding="utf-8")


def test_strict_fails_where_a_diagnostic_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trouble = Diagnostic(
        level="error",
        code="syntax",
        message="nodes.py does not parse",
        hint="Mend the line.",
        place=Place(file="src/movies/nodes.py", line=7),
    )
    file = tmp_path / "broken.json"
    file.write_text(dumps(dataclasses.replace(project(), diagnostics=(trouble,))), encoding="utf-8")

    assert main(["inspect", str(file)]) == 0
    assert main(["inspect", str(file), "--strict"]) == 1
    printed = capsys.readouterr().out
    assert "error    nodes.py does not parse  (src/movies/nodes.py:7)" in printed
    assert "Mend the line." in printed


def test_export_json_writes_the_snapshot_and_never_overwrites_unasked(
    snapshot: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "x.json"

    assert main(["export", str(snapshot), "-o", str(output)]) == 0
    assert loads(output.read_text(encoding="utf-8")) == REVIEWS
    output.write_text("precious", encoding="utf-8")
    assert main(["export", str(snapshot), "-o", str(output)]) == 4
    assert output.read_text(encoding="utf-8") == "precious"
    assert "exists already; give another name, or --force" in capsys.readouterr().err
    assert main(["export", str(snapshot), "-o", str(output), "--force"]) == 0
    assert json.loads(output.read_text(encoding="utf-8"))["schema"] == 1
    assert sorted(tmp_path.iterdir()) == sorted([snapshot, output])


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["inspect", "/no/such/folder"], 3, "/no/such/folder does not exist"),
        (["export", "SNAPSHOT", "-o", "x.gif"], 2, "x.gif does not tell a format"),
        (["export", "SNAPSHOT", "-o", "/no/such/folder/x.json"], 4, "There is no folder /no/such/folder"),
        (["export", "SNAPSHOT", "-o", "/tmp", "--format", "json"], 4, "/tmp is a folder"),
        (
            ["export", "SNAPSHOT", "-o", "new.svg", "--pipeline", "nope"],
            2,
            "No pipeline 'nope' is registered in example",
        ),
        (
            ["export", "SNAPSHOT", "-o", "new.svg", "--run", "latest"],
            2,
            "There is no run 'latest'; the logs hold no run",
        ),
        (["inspect", "SNAPSHOT", "--params", "novalue"], 2, "--params takes key=value pairs"),
    ],
)
def test_wrong_use_gets_one_sentence_and_its_exit_code(
    arguments: list[str],
    code: int,
    message: str,
    snapshot: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main([str(snapshot) if given == "SNAPSHOT" else given for given in arguments]) == code
    said = capsys.readouterr().err
    assert said.startswith("pipeviz: ")
    assert message in said
    assert said.count("\n") == 1


def test_a_folder_that_is_no_project_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(tmp_path)]) == 3
    assert "holds no project that pipeviz knows" in capsys.readouterr().err


def test_a_file_that_is_no_snapshot_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\xff")

    assert main(["inspect", str(picture)]) == 3
    assert "cannot be read as text" in capsys.readouterr().err


def test_runtime_parameters_are_nested_and_typed() -> None:
    assert parameters("model.alpha=0.5,model.name=x,flag=true") == {"model": {"alpha": 0.5, "name": "x"}, "flag": True}
    with pytest.raises(UsageError, match="'a' both a value and keys below it"):
        parameters("a=1,a.b=2")


def test_a_reader_that_closes_the_pipe_early_is_no_error(snapshot: Path) -> None:
    command = f"{sys.executable} -m viz inspect --json {snapshot} | head -c 10"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ('{\n  "schem', "")


@pytest.mark.parametrize("module", ["viz", "viz.cli"])
def test_nothing_heavy_is_imported_with_the_command_line(module: str) -> None:
    heavy = {"dash", "plotly", "pandas", "networkx", "yaml", "omegaconf", "jinja2", "pygments", "numpy"}
    command = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)

    assert heavy.isdisjoint(done.stdout.split())


def test_a_file_of_a_project_is_no_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_text('[tool.kedro]\npackage_name = "cars"\n', encoding="utf-8")

    assert main(["inspect", str(file)]) == 3
    assert f"name its folder: {tmp_path}?" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["inspect"], ["runs"], ["export", "-o", "x.svg"]])
def test_a_folder_of_several_projects_lists_them(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("bikes", "with space/cars"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "pyproject.toml").write_text('[tool.kedro]\npackage_name = "cars"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(command) == 3
    said = capsys.readouterr().err
    assert said == f"pipeviz: {tmp_path} holds 2 projects; name one of them: bikes, with space/cars.\n"


def test_the_demo_serves_the_sample_project_with_its_latest_run(monkeypatch: pytest.MonkeyPatch) -> None:
    served: dict[str, object] = {}

    def serve(open_: object, place: str, **options: object) -> None:
        served.update(options, place=place)

    monkeypatch.setattr("viz.app.server.serve", serve)
    assert main(["demo", "--no-browser", "--port", "0"]) == 0
    assert Path(str(served["place"])).name == "sample_project"
    assert (served["run"], served["port"], served["open_browser"]) == ("latest", 0, False)


def test_an_installation_without_the_sample_project_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("viz.sample.__file__", str(tmp_path / "viz" / "sample.py"))
    assert main(["demo"]) == 3
    assert "The sample project is missing" in capsys.readouterr().err


def test_of_very_many_projects_only_the_first_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(33):
        (tmp_path / f"p{number:02}").mkdir()
        (tmp_path / f"p{number:02}" / "pyproject.toml").write_text('[tool.kedro]\npackage_name = "x"\n', "utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(["inspect"]) == 3
    assert "p29 and 3 more" in capsys.readouterr().err
