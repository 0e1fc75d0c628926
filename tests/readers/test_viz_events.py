"""The files that Kedro-Viz 12.5 leaves; it writes UTC, which the tests read as the machine's own time."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.readers.logs.mini import LOGS, mini, ms, read, short
from viz.model import NodeRun, Run
from viz.readers.kedro_project.viz_events import EVENTS, STATS, merge_viz_run, read_viz_run


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def left_in(root: Path, name: str, stats: str | None = None) -> Path:
    (root / ".viz").mkdir()
    shutil.copy(LOGS / f"kedro-viz-12.5-pipeline_events-{name}.json", root / EVENTS)
    if stats is not None:
        (root / STATS).write_text(stats, encoding="utf-8")
    return root


def recorded(root: Path) -> Run:
    run, diagnostics = read_viz_run(root, mini())
    assert diagnostics == []
    assert run is not None
    return run


def test_a_successful_run(tmp_path: Path) -> None:
    run = recorded(left_in(tmp_path, "success"))
    assert (run.status, run.pipeline, run.origin) == ("succeeded", "__default__", ".viz/kedro_pipeline_events.json")
    assert run.started_at == datetime(2026, 11, 23, 7, 23, 35, 648950)
    assert run.finished_at == datetime(2026, 11, 23, 7, 23, 36, 458826)
    assert {short(one): (one.status, ms(one.compute), one.started, one.load, one.save) for one in run.node_runs} == {
        "ns1.ns_node": ("succeeded", 305, None, None, None),
        "slow_node": ("succeeded", 301, None, None, None),
        "two_node": ("succeeded", 113, None, None, None),
        "join_node": ("succeeded", 5, None, None, None),
        "unnamed": ("succeeded", 17, None, None, None),
        "side_effect": ("succeeded", 3, None, None, None),
    }


def test_sizes_are_those_of_files_and_rows_those_of_outputs(tmp_path: Path) -> None:
    stats = '{"joined": {"rows": 7, "columns": 2}, "raw": {"rows": 9}, "mid": {"file_size": 3}}'
    run = recorded(left_in(tmp_path, "success", stats))
    assert {short(one): dict(one.sizes) for one in run.node_runs if one.sizes} == {
        "ns1.ns_node": {"raw": 5},
        "slow_node": {"raw": 5},
        "join_node": {"joined": 32},
        "unnamed": {"joined": 32},
    }
    assert {short(one): dict(one.rows) for one in run.node_runs if one.rows} == {"join_node": {"joined": 7}}


def test_a_failed_run_has_the_whole_traceback(tmp_path: Path) -> None:
    run = recorded(left_in(tmp_path, "failed"))
    by_name = {short(one): one for one in run.node_runs}
    assert run.status == "failed"
    assert run.finished_at == datetime(2026, 11, 23, 7, 23, 31, 145562)
    assert {name: one.status for name, one in by_name.items()} == {
        "ns1.ns_node": "succeeded",
        "slow_node": "succeeded",
        "two_node": "succeeded",
        "join_node": "failed",
        "side_effect": "not_run",
        "unnamed": "not_run",
    }
    error = by_name["join_node"].error or ""
    assert error.splitlines()[0] == "Traceback (most recent call last):"
    assert error.splitlines()[-1] == "RuntimeError: boom in join"


@pytest.mark.parametrize("hours", [-5, 0, 5.75])
def test_the_run_of_the_log_is_found_also_in_another_zone_and_keeps_its_own_seconds(
    tmp_path: Path, hours: float
) -> None:
    (log,) = read("kedro-1.7.0-failed.info.log")
    moved = recorded(left_in(tmp_path, "failed"))
    moved = replace(moved, started_at=moved.started_at + timedelta(hours=hours))
    (merged,) = merge_viz_run([log], moved)
    ours, theirs = ({short(one): one for one in run.node_runs} for run in (merged, moved))
    assert [(one.load, one.compute, one.save) for one in merged.node_runs] == [
        (one.load, one.compute, one.save) for one in log.node_runs
    ]
    assert (merged.id, ours["join_node"].error) == (log.id, theirs["join_node"].error)
    assert ours["ns1.ns_node"].sizes == {"raw": 5}


@pytest.mark.parametrize("name", ["kedro-1.7.0-SequentialRunner", "kedro-0.19.15-failed"])
def test_a_run_that_no_log_tells_of_stands_beside_the_others(tmp_path: Path, name: str) -> None:
    (log,) = read(f"{name}.info.log")
    run = recorded(left_in(tmp_path, "failed"))
    assert merge_viz_run([log], run) == [log, run]


def test_a_run_at_another_minute_is_another_run(tmp_path: Path) -> None:
    (log,) = read("kedro-1.7.0-failed.info.log")
    run = recorded(left_in(tmp_path, "failed"))
    later = replace(run, started_at=run.started_at + timedelta(minutes=2))
    assert merge_viz_run([log], later) == [log, later]


def test_nodes_that_are_gone_are_named(tmp_path: Path) -> None:
    (tmp_path / ".viz").mkdir()
    events = [
        {"event": "before_pipeline_run", "timestamp": "2026-01-02T03:04:05+00:00"},
        {"event": "after_node_run", "node": "gone", "duration": 1.5, "status": "success"},
    ]
    (tmp_path / EVENTS).write_text(json.dumps(events), encoding="utf-8")
    run = recorded(tmp_path)
    assert (run.status, run.finished_at, run.unmatched, run.node_runs) == ("unfinished", None, ("gone",), ())


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        "null",
        "[1, null, []]",
        '[{"event": "before_pipeline_run"}]',
        '[{"event": "before_pipeline_run", "timestamp": "soon"}]',
        '[{"event": "before_pipeline_run", "timestamp": 5}]',
    ],
)
def test_a_file_without_a_start_tells_of_no_run(tmp_path: Path, text: str) -> None:
    (tmp_path / ".viz").mkdir()
    (tmp_path / EVENTS).write_text(text, encoding="utf-8")
    assert read_viz_run(tmp_path, mini()) == (None, [])


@pytest.mark.parametrize("data", [b"", b"[{", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_file_that_is_no_json_is_a_message(tmp_path: Path, data: bytes) -> None:
    (tmp_path / ".viz").mkdir()
    (tmp_path / EVENTS).write_bytes(data)
    run, (diagnostic,) = read_viz_run(tmp_path, mini())
    assert run is None
    assert (diagnostic.level, diagnostic.code) == ("warning", "viz-events-unreadable")
    assert diagnostic.message.startswith(".viz/kedro_pipeline_events.json could not be read: ")


@pytest.mark.parametrize(
    "record",
    [
        {"event": "after_node_run", "node": "slow_node", "duration": "long"},
        {"event": "after_node_run", "node": "slow_node", "duration": float("nan")},
        {"event": "after_node_run", "node": ["slow_node"]},
        {"event": "after_node_run"},
        {"event": "after_dataset_saved", "dataset": {"a": 1}, "size": -1},
        {"event": "on_node_error", "node": "slow_node", "error": {"a": 1}, "traceback": None},
        {"event": ["after_pipeline_run"]},
    ],
)
def test_records_of_another_shape_raise_nothing(tmp_path: Path, record: dict[str, object]) -> None:
    (tmp_path / ".viz").mkdir()
    start = {"event": "before_pipeline_run", "timestamp": "2026-01-02T03:04:05+00:00"}
    (tmp_path / EVENTS).write_text(json.dumps([start, record]), encoding="utf-8")
    (tmp_path / STATS).write_text('{"mid": 3, "joined": {"rows": "many"}}', encoding="utf-8")
    run = recorded(tmp_path)
    assert run.started_at == datetime(2026, 1, 2, 3, 4, 5)
    assert all(one.compute is None and not one.sizes for one in run.node_runs)


def test_a_node_without_seconds_in_the_log_gets_those_of_kedro_viz() -> None:
    start = datetime(2026, 1, 1)
    log = Run(
        id="a",
        started_at=start,
        finished_at=start + timedelta(seconds=3),
        status="succeeded",
        node_runs=(NodeRun(node_id="node:a", status="succeeded", started=0.1),),
    )
    theirs = replace(log, id="", node_runs=(NodeRun(node_id="node:a", status="succeeded", compute=2.0),))
    (merged,) = merge_viz_run([log], theirs)
    assert merged.node_runs == (NodeRun(node_id="node:a", status="succeeded", started=0.1, compute=2.0),)
