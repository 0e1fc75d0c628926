"""Events that a system left behind, and the `Run` that they tell: for any system, not only Kedro."""

from __future__ import annotations

from viz.runs.build import RunReading, build_runs, newest_first
from viz.runs.events import (
    ErrorShown,
    Event,
    Loading,
    NodeCompleted,
    NodeFailed,
    NodeKey,
    NodeStarted,
    Progress,
    RunAborted,
    RunCompleted,
    RunStarted,
    Saving,
    Skipped,
)
from viz.runs.match import infer_pipeline

__all__ = [
    "ErrorShown",
    "Event",
    "Loading",
    "NodeCompleted",
    "NodeFailed",
    "NodeKey",
    "NodeStarted",
    "Progress",
    "RunAborted",
    "RunCompleted",
    "RunReading",
    "RunStarted",
    "Saving",
    "Skipped",
    "build_runs",
    "infer_pipeline",
    "newest_first",
]
