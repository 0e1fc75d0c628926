"""The runs of a project as text for a terminal, and as JSON for a script."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from viz.analysis import CriticalPath, critical_path, elapsed, slowest_nodes, totals
from viz.model import Diagnostic, NodeRun, Project, Run
from viz.overlay import duration_text

SLOWEST = 3
PATH_ENDS = 4
STATUS = {"succeeded": "ok", "failed": "failed", "unfinished": "unfinished", "skipped": "skipped", "not_run": "not run"}
NO_RUNS = (
    "No run was found. Kedro writes info.log when conf/logging.yml has a file handler; "
    "from 0.19 on KEDRO_LOGGING_CONFIG=conf/logging.yml switches it on.\n"
)


def runs_table(project: Project, runs: Sequence[Run]) -> str:
    """One block a run, in the order given: when, how long, how it ended, what it ran, its slowest nodes."""
    if not runs:
        return NO_RUNS
    names = {node.id: node.name for node in project.nodes}
    heads = [_head(run) for run in runs]
    widths = [max(len(head[column]) for head in heads) for column in range(len(heads[0]))]
    lines = [f"{len(runs)} {'run' if len(runs) == 1 else 'runs'} of {_plain(project.name)}, newest first"]
    for run, head in zip(runs, heads, strict=True):
        cells = (cell.ljust(width) for cell, width in zip(head, widths, strict=True))
        lines += ["", "  ".join(cells).rstrip(), *(f"    {line}" for line in _details(project, run, names))]
    return "\n".join(lines) + "\n"


def runs_json(project: Project, runs: Sequence[Run], diagnostics: Sequence[Diagnostic] = ()) -> str:
    """The same as a JSON document; times are local, seconds are numbers, what is not known is null."""
    document: dict[str, Any] = {"schema": 1, "project": project.name}
    document["runs"] = [_run_json(project, run) for run in runs]
    document["diagnostics"] = [_diagnostic_json(diagnostic) for diagnostic in diagnostics]
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _head(run: Run) -> tuple[str, ...]:
    seconds = elapsed(run)
    return (
        run.id,
        "" if seconds is None else _duration(run, seconds),
        run.status,
        _plain(run.pipeline or "unknown pipeline"),
        _counts(run),
    )


def _counts(run: Run) -> str:
    counts: Counter[str] = Counter(one.status for one in run.node_runs)
    known = [f"{counts[status]} {word}" for status, word in STATUS.items() if counts[status]]
    return ", ".join(known) or "no nodes"


def _details(project: Project, run: Run, names: Mapping[str, str]) -> Iterator[str]:
    slowest = slowest_nodes(run, SLOWEST)
    if slowest:
        yield "slowest        " + ", ".join(f"{_name(one, names)} {_seconds(run, one)}" for one in slowest)
    path = critical_path(project, run)
    if path.node_ids:
        how_long = f"{_count(len(path.node_ids), 'node')}, {_duration(run, path.seconds)}"
        yield f"critical path  {how_long}: {_path(path, names)}"
    for one in run.node_runs:
        if one.status == "failed":
            yield f"failed         {_name(one, names)}: {_last_line(one.error)}"
    if run.error:
        yield f"error          {_last_line(run.error)}"
    if run.unmatched:
        yield f"not in project {', '.join(_plain(name) for name in run.unmatched)}"
    uncertain = sum(not one.certain for one in run.node_runs)
    if uncertain:
        yield f"uncertain      {_count(uncertain, 'node')}; --json says why"


def _path(path: CriticalPath, names: Mapping[str, str]) -> str:
    shown = [_plain(names.get(node_id, node_id)) for node_id in path.node_ids]
    if len(shown) > 2 * PATH_ENDS:
        shown = [*shown[:PATH_ENDS], "...", *shown[-PATH_ENDS:]]
    return " > ".join(shown)


def _name(one: NodeRun, names: Mapping[str, str]) -> str:
    return _plain(names.get(one.node_id, one.node_id))


def _seconds(run: Run, one: NodeRun) -> str:
    return _duration(run, one.duration or 0.0)


def _duration(run: Run, seconds: float) -> str:
    """A console tells whole seconds only: milliseconds would be made up."""
    return duration_text(seconds) if run.precision < 1 else f"{seconds:.0f} s"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _last_line(error: str | None) -> str:
    lines = (error or "").strip().splitlines()
    return _plain(lines[-1].strip()) if lines else "no message"


def _plain(text: str) -> str:
    """One line without control characters, which a name from a log or a project could send to the terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _diagnostic_json(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.place
    return {
        "level": diagnostic.level,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": place.file if place else None,
    }


def _run_json(project: Project, run: Run) -> dict[str, Any]:
    names = {node.id: node.name for node in project.nodes}
    path, spent = critical_path(project, run), totals(run)
    return {
        "id": run.id,
        "started_at": run.started_at.isoformat(timespec="milliseconds"),
        "finished_at": run.finished_at.isoformat(timespec="milliseconds") if run.finished_at else None,
        "seconds": spent.elapsed,
        "status": run.status,
        "pipeline": run.pipeline,
        "origin": run.origin,
        "precision": run.precision,
        "error": run.error,
        "unmatched": list(run.unmatched),
        "load": round(spent.load, 6),
        "compute": round(spent.compute, 6),
        "save": round(spent.save, 6),
        "critical_path": {"node_ids": list(path.node_ids), "seconds": round(path.seconds, 6)},
        "nodes": [_node_json(one, names, path) for one in run.node_runs],
    }


def _node_json(one: NodeRun, names: Mapping[str, str], path: CriticalPath) -> dict[str, Any]:
    slack = path.slack.get(one.node_id)
    return {
        "id": one.node_id,
        "name": names.get(one.node_id, one.node_id),
        "status": one.status,
        "started": one.started,
        "load": one.load,
        "compute": one.compute,
        "save": one.save,
        "seconds": None if one.duration is None else round(one.duration, 6),
        "slack": None if slack is None else round(slack, 6),
        "error": one.error,
        "certain": one.certain,
        "reason": one.reason,
        "sizes": dict(sorted(one.sizes.items())),
        "rows": dict(sorted(one.rows.items())),
        "peak_memory": one.peak_memory,
    }
