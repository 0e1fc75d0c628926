"""The test project of the shape of Kedro's official starter keeps this shape, and stays small."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import viz

SPACEFLIGHTS = Path(__file__).parent / "projects" / "spaceflights"


def test_it_has_the_shape_of_the_starter() -> None:
    project = viz.read(SPACEFLIGHTS, viz.ReadOptions(reader="static"))
    assert {one.name: len(one.node_ids) for one in project.pipelines} == {
        "__default__": 9,
        "data_processing": 3,
        "data_science": 3,
        "reporting": 3,
    }
    assert Counter(one.in_catalog for one in project.datasets) == {True: 10, False: 5}
    assert [one.id for one in project.parameters] == ["params:model_options"]
    assert (project.complete, project.diagnostics) == (True, ())


def test_its_log_holds_a_full_a_partial_and_a_failed_run() -> None:
    runs = viz.read_runs(SPACEFLIGHTS, viz.read(SPACEFLIGHTS))
    assert [(run.status, run.pipeline) for run in runs] == [
        ("failed", "__default__"),
        ("succeeded", "data_science"),
        ("succeeded", "__default__"),
    ]


def test_its_data_are_tiny() -> None:
    assert sum(path.stat().st_size for path in (SPACEFLIGHTS / "data").rglob("*") if path.is_file()) < 50_000
