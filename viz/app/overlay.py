"""What a run tells about each element, as plain JSON for the page's scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from viz.app.context import Context
from viz.model import NodeRun, Run
from viz.overlay import GRAVITY, cost_of, duration_text, heat, heat_colours, slowest
from viz.theme import THEMES

LEGEND_STEPS = 5
STATUS_WORDS = {
    "succeeded": "Succeeded",
    "failed": "Failed",
    "unfinished": "Did not finish",
    "skipped": "Skipped",
    "not_run": "Did not run",
}


def overlay_data(context: Context, run: Run) -> dict[str, Any]:
    """The run by element id: nodes, and namespaces with what their nodes add up to. Times in seconds."""
    longest = slowest(run)
    by_node = {node_run.node_id: node_run for node_run in run.node_runs}
    elements = {id_: _node_entry(node_run, longest) for id_, node_run in by_node.items()}
    for name in context.namespaces:
        inside = [by_node[node.id] for node in context.nodes_in(name) if node.id in by_node]
        elements[f"namespace:{name}"] = _namespace_entry(inside, longest)
    return {
        "id": run.id,
        "title": run_title(run),
        "status": run.status,
        "origin": run.origin,
        "elements": elements,
        "legend": _legend(longest),
    }


def _node_entry(node_run: NodeRun, longest: float) -> dict[str, Any]:
    return {
        **_timing([node_run], longest),
        "status": node_run.status,
        "words": STATUS_WORDS[node_run.status],
        "started": None if node_run.started is None else f"{node_run.started:.2f} s after the start",
        "error": node_run.error,
        "certain": node_run.certain,
        "reason": node_run.reason,
        "rows": {name: f"{rows:,}" for name, rows in node_run.rows.items()},
    }


def _namespace_entry(inside: Sequence[NodeRun], longest: float) -> dict[str, Any]:
    cost = cost_of(inside)
    status = cost.status
    ran = sum(node_run.status in GRAVITY for node_run in inside)
    return {
        **_timing(inside, longest),
        "status": status,
        "words": f"{STATUS_WORDS[status]}: {ran} of {len(inside)} nodes ran" if inside else STATUS_WORDS["not_run"],
        "started": None,
        "error": next((node_run.error for node_run in inside if node_run.error), None),
        "certain": cost.certain,
        "reason": next((node_run.reason for node_run in inside if not node_run.certain), ""),
        "rows": {},
    }


def _timing(node_runs: Sequence[NodeRun], longest: float) -> dict[str, Any]:
    """Load, compute and save with their texts and shares of the whole, and the colours of the whole."""
    cost = cost_of(node_runs)
    total = cost.duration
    parts = {"load": cost.load, "compute": cost.compute, "save": cost.save}
    return {
        "parts": [
            {"name": name, "text": duration_text(seconds), "share": seconds / total if total else 0.0}
            for name, seconds in parts.items()
            if seconds is not None
        ],
        "total": None if total is None else duration_text(total),
        "colours": None if total is None else _colours(heat(total, longest)),
    }


def _colours(share: float) -> dict[str, dict[str, str]]:
    """Fill and text colour in each theme."""
    found = {name: heat_colours(theme, share) for name, theme in THEMES.items()}
    return {name: {"fill": fill, "text": text} for name, (fill, text) in found.items()}


def _legend(longest: float) -> list[dict[str, Any]]:
    """Steps from no time to the slowest node; heat grows with the square root of the time."""
    if longest <= 0:
        return []
    shares = [step / (LEGEND_STEPS - 1) for step in range(LEGEND_STEPS)]
    return [{"text": duration_text(longest * share**2), "colours": _colours(share)} for share in shares]


def run_title(run: Run) -> str:
    """`23 Nov 2026, 06:40:03`."""
    return f"{run.started_at:%d %b %Y, %H:%M:%S}".lstrip("0")


def run_duration(run: Run) -> str | None:
    if run.finished_at is None:
        return None
    return duration_text((run.finished_at - run.started_at).total_seconds())
