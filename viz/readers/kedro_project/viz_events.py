"""The two files that Kedro-Viz leaves: `.viz/kedro_pipeline_events.json` and `.viz/stats.json`.

They tell of the last full sequential run: how long each node computed, the sizes of files, whole tracebacks; not when a
node started, nor what loading and saving took.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from math import isfinite
from pathlib import Path
from typing import Any

from viz.model import Diagnostic, Node, NodeRun, Place, Project, Run, RunStatus
from viz.runs import infer_pipeline

EVENTS = ".viz/kedro_pipeline_events.json"
STATS = ".viz/stats.json"
_MOST_BYTES = 20 * 1024 * 1024
_SAME_SECONDS = 0.05
_QUARTER = 900.0


def read_viz_run(root: Path, project: Project) -> tuple[Run | None, list[Diagnostic]]:
    """The run that Kedro-Viz recorded, times in this machine's zone, and what was wrong with its files."""
    diagnostics: list[Diagnostic] = []
    events = _json(root, EVENTS, diagnostics)
    stats = _json(root, STATS, diagnostics)
    records = [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []
    times = [time for time in (_time(record.get("timestamp")) for record in records) if time]
    if not times:
        return None, diagnostics
    return _run(records, stats if isinstance(stats, dict) else {}, times[0], project), diagnostics


def merge_viz_run(runs: Sequence[Run], recorded: Run) -> list[Run]:
    """`runs` with sizes, rows and tracebacks of the recorded run, which is added where no log tells of it."""
    for number, run in enumerate(runs):
        if _is_same(run, recorded):
            return [*runs[:number], _merged(run, recorded), *runs[number + 1 :]]
    return [*runs, recorded]


def _json(root: Path, name: str, diagnostics: list[Diagnostic]) -> object:
    path = root / name
    try:
        if not path.is_file() or not path.resolve().is_relative_to(root.resolve()):
            return None
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("it is too large")
        found: object = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        message = f"{name} could not be read: {error}."
        hint = "Kedro-Viz writes it anew in the next run."
        place = Place(file=name)
        diagnostics.append(
            Diagnostic(level="warning", code="viz-events-unreadable", message=message, hint=hint, place=place)
        )
        return None
    return found


def _time(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone().replace(tzinfo=None) if isinstance(text, str) else None
    except (ValueError, OverflowError):
        return None


def _run(records: Sequence[Mapping[str, Any]], stats: Mapping[str, Any], start: datetime, project: Project) -> Run:
    names = {node.name: node for node in project.nodes}
    told = [record for record in records if _word(record, "event") in ("after_node_run", "on_node_error")]
    known = [(names[_word(record, "node")], record) for record in told if _word(record, "node") in names]
    seen = frozenset(node.id for node, _ in known)
    pipeline = infer_pipeline(project, seen, None)
    sizes = _sizes(records)
    node_runs = {node.id: _node_run(node, record, sizes, stats) for node, record in known}
    left_out = sorted(set(pipeline.node_ids if pipeline else ()) - seen)
    status, finished = _end(records)
    return Run(
        id="",
        started_at=start,
        finished_at=finished,
        status=status,
        pipeline=pipeline.name if pipeline else None,
        origin=EVENTS,
        node_runs=(*node_runs.values(), *(NodeRun(node_id=node, status="not_run") for node in left_out)),
        unmatched=tuple(sorted({_word(record, "node") for record in told} - {"", *names})),
    )


def _end(records: Iterable[Mapping[str, Any]]) -> tuple[RunStatus, datetime | None]:
    ends: dict[str, RunStatus] = {"after_pipeline_run": "succeeded", "on_pipeline_error": "failed"}
    for record in records:
        if (event := _word(record, "event")) in ends:
            return ends[event], _time(record.get("timestamp"))
    return "unfinished", None


def _node_run(node: Node, record: Mapping[str, Any], sizes: Mapping[str, int], stats: Mapping[str, Any]) -> NodeRun:
    failed = _word(record, "event") == "on_node_error"
    return NodeRun(
        node_id=node.id,
        status="failed" if failed else "succeeded",
        compute=_seconds(record.get("duration")),
        error=_error(record) if failed else None,
        sizes={name: sizes[name] for name in (*node.inputs, *node.outputs) if name in sizes},
        rows={name: rows for name in node.outputs if (rows := _rows(stats.get(name))) is not None},
    )


def _word(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and isfinite(value) and value >= 0 else None


def _error(record: Mapping[str, Any]) -> str:
    return str(record.get("traceback") or record.get("error") or "").strip()


def _sizes(records: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Bytes by dataset; 0 is what Kedro-Viz writes for what has no file."""
    return {
        dataset: record["size"]
        for record in records
        if (dataset := _word(record, "dataset")) and isinstance(record.get("size"), int) and record["size"] > 0
    }


def _rows(entry: object) -> int | None:
    rows = entry.get("rows") if isinstance(entry, dict) else None
    return rows if isinstance(rows, int) else None


def _is_same(run: Run, recorded: Run) -> bool:
    """Whether a log tells of the recorded run: the same nodes with the same end and seconds, at a time that differs by
    whole quarters of an hour at most, as the zones of two machines do."""
    ours = {node.node_id: node for node in run.node_runs}
    if run.status != recorded.status or set(ours) != {node.node_id for node in recorded.node_runs}:
        return False
    if not all(_agree(ours[node.node_id], node) for node in recorded.node_runs):
        return False
    end = run.finished_at or run.started_at
    apart = (recorded.started_at - run.started_at) % timedelta(seconds=_QUARTER)
    return apart <= end - run.started_at + timedelta(seconds=1)


def _agree(ours: NodeRun, theirs: NodeRun) -> bool:
    if ours.status != theirs.status:
        return False
    if ours.compute is None or theirs.compute is None:
        return True
    return abs(ours.compute - theirs.compute) <= _SAME_SECONDS + theirs.compute / 10


def _merged(run: Run, recorded: Run) -> Run:
    theirs = {node.node_id: node for node in recorded.node_runs}
    node_runs = tuple(_with_details(node, theirs[node.node_id]) for node in run.node_runs)
    return replace(run, node_runs=node_runs)


def _with_details(ours: NodeRun, theirs: NodeRun) -> NodeRun:
    return replace(
        ours,
        compute=theirs.compute if ours.compute is None else ours.compute,
        error=theirs.error or ours.error,
        sizes={**theirs.sizes, **ours.sizes},
        rows={**theirs.rows, **ours.rows},
    )
