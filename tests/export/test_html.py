"""The saved page holds what its flags say, and nothing of the machine it was saved on."""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.examples import REVIEWS, dataset, node, project
from viz.errors import UsageError
from viz.export.html import MAX_RUNS, export_html
from viz.model import NodeRun, Parameter, Place, Project, Run
from viz.readers import Opened
from viz.runs import RunReading

CODE = "def clean(reviews):\n    return reviews.dropna()  # the_secret_of_the_code\n"
EVIL = "</title></script><script>alert(1)</script>\u2028\"'"


class Reader:
    """Knows the runs that a test gives it."""

    name = "test"

    def __init__(self, runs: tuple[Run, ...] = ()) -> None:
        self.found = runs

    def read_runs(self, root: Path, project: Project) -> RunReading:
        return RunReading(runs=self.found)

    def run_command(self, project: Project, **asked: Any) -> str:
        return "kedro run"


def run(number: int) -> Run:
    start = datetime(2026, 11, 23, 6, 40) + timedelta(minutes=number)
    return Run(
        id=start.isoformat(),
        started_at=start,
        finished_at=start + timedelta(seconds=3),
        status="succeeded",
        node_runs=(NodeRun(node_id="node:clean", status="succeeded", load=0.5, compute=2.0, save=0.25),),
    )


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    (tmp_path / "src").mkdir()
    (tmp_path / "src/nodes.py").write_text(CODE)
    (tmp_path / "reviews.csv").write_text("text,stars\nthe_secret_of_the_data,5\n")
    found = project(
        node("clean", "reviews, params:limit", "clean", source=Place(file="src/nodes.py", line=1, end_line=2)),
        datasets=(dataset("reviews", filepath="reviews.csv"),),
        parameters=(Parameter(id="params:limit", name="limit", value="the_secret_of_the_parameter"),),
    )
    return Opened(project=found, root=tmp_path, reader=Reader((run(2), run(1))))  # type: ignore[arg-type]


def bundle(text: str) -> dict[str, Any]:
    found = re.search(r'<script id="frozen-page" type="text/plain">([^<]*)</script>', text)
    assert found is not None
    unpacked: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(found[1])))
    return unpacked


def everything(text: str) -> str:
    """The page with what is packed in it, but without the scripts, which are the same for every project."""
    unpacked = bundle(text)
    return text + "".join([unpacked["layout"], *(a for one in unpacked["answers"].values() for a in one.values())])


def test_everything_the_page_can_ask_is_answered(opened: Opened) -> None:
    answers = bundle(export_html(opened))["answers"]

    assert {output: len(asked) for output, asked in answers.items()} == {
        "scene.data": 4,
        "panel.children": 6,
        "preview.children": 0,
        "overlay.data": 3,
    }


def test_code_goes_in_only_where_wanted(opened: Opened) -> None:
    assert "the_secret_of_the_code" in everything(export_html(opened))
    assert "the_secret_of_the_code" not in everything(export_html(opened, include_code=False))


def test_parameter_values_go_in_only_where_wanted(opened: Opened) -> None:
    assert "the_secret_of_the_parameter" in everything(export_html(opened))
    assert "the_secret_of_the_parameter" not in everything(export_html(opened, include_parameter_values=False))


def test_previews_go_in_only_where_wanted(opened: Opened) -> None:
    assert "the_secret_of_the_data" not in everything(export_html(opened))
    assert "the_secret_of_the_data" in everything(export_html(opened, include_previews=True))


def test_previews_show_no_file_from_outside_the_project(opened: Opened, tmp_path: Path) -> None:
    root = tmp_path / "src"

    text = everything(export_html(replace(opened, root=root, project=_moved(opened.project)), include_previews=True))

    assert "the_secret_of_the_data" not in text
    assert "outside the project" in text


def _moved(found: Project) -> Project:
    return replace(found, datasets=tuple(replace(one, filepath="../reviews.csv") for one in found.datasets))


def test_nothing_tells_of_this_machine(opened: Opened, tmp_path: Path) -> None:
    text = everything(export_html(opened, include_previews=True))

    for secret in (str(tmp_path), str(Path.home()), str(Path(__file__).parents[2]), "127.0.0.1", "localhost"):
        assert secret not in text


def test_the_same_bytes_twice(opened: Opened) -> None:
    assert export_html(opened, include_previews=True) == export_html(opened, include_previews=True)


def test_under_one_megabyte_without_plotly(opened: Opened) -> None:
    assert len(export_html(opened, include_previews=True).encode()) < 700_000


def test_plotly_goes_in_with_a_figure(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "reviews.csv").write_text('{"data": [{"y": [1, 2]}], "layout": {}}')
    datasets = tuple(replace(one, type="plotly.JSONDataset") for one in opened.project.datasets)
    figures = replace(opened, project=replace(opened.project, datasets=datasets))

    assert not _holds_plotly(export_html(figures))
    assert _holds_plotly(export_html(figures, include_previews=True))


def _holds_plotly(text: str) -> bool:
    return any("plotly.js v" in script for script in bundle(text)["scripts"])


def test_names_that_look_like_html(tmp_path: Path) -> None:
    evil = project(node(f"f{EVIL}", "x", EVIL), name=EVIL, datasets=(dataset(EVIL, filepath=f"{EVIL}.csv"),))

    text = export_html(Opened(project=evil, root=tmp_path, reader=None), include_previews=True)

    assert "alert(1)</script>" not in text
    assert EVIL in json.dumps(json.loads(bundle(text)["layout"]), ensure_ascii=False).replace('\\"', '"')


def test_the_newest_runs_and_the_chosen_one(opened: Opened) -> None:
    many = replace(opened, reader=Reader(tuple(run(number) for number in range(100, 0, -1))))  # type: ignore[arg-type]

    answers = bundle(export_html(many, run=run(1).id))["answers"]["overlay.data"]

    assert len(answers) == 1 + MAX_RUNS + 1
    assert json.dumps([run(1).id]) in answers


def test_no_such_run_or_pipeline(opened: Opened) -> None:
    with pytest.raises(UsageError, match="There is no run 'x'"):
        export_html(opened, run="x")
    with pytest.raises(UsageError, match="No pipeline 'x'"):
        export_html(opened, pipeline="x")


def test_the_theme_it_opens_with(opened: Opened) -> None:
    assert '<html lang="en" data-theme="dark"' in export_html(opened, theme="dark")
    assert "data-theme=" not in export_html(opened).partition("<head>")[0]


@pytest.mark.parametrize("found", [REVIEWS, project(), project(pipelines=())])
def test_a_snapshot_and_an_empty_project(found: Project) -> None:
    assert bundle(export_html(Opened(project=found, root=None, reader=None)))["layout"]
