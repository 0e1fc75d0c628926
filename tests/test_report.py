from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

from tests.examples import node, project
from viz.model import Diagnostic, NodeRun, Place, Run
from viz.report import runs_json, runs_table

PROJECT = project(
    node("clean", "raw", "table"), node("fit", "table", "model"), node("report", "model", ""), name="movies"
)
START = datetime(2026, 1, 2, 3, 4, 5, 678000)
GOOD = Run(
    id="2026-01-02T03:04:05.678",
    started_at=START,
    finished_at=START + timedelta(seconds=12.5),
    status="succeeded",
    pipeline="__default__",
    origin="info.log:1",
    node_runs=(
        NodeRun(node_id="node:clean", status="succeeded", started=0.1, load=0.5, compute=1.0, save=0.02),
        NodeRun(node_id="node:fit", status="succeeded", started=2.0, compute=8.0, certain=False, reason="guessed"),
        NodeRun(node_id="node:report", status="succeeded", started=11.0, compute=0.005),
    ),
)
BAD = replace(
    GOOD,
    id="2026-01-03T00:00:00.000",
    status="failed",
    pipeline=None,
    finished_at=None,
    node_runs=(
        NodeRun(node_id="node:clean", status="failed", error="Traceback ...\nValueError: no \x1b[31mcolumn"),
        NodeRun(node_id="node:fit", status="not_run"),
        NodeRun(node_id="node:report", status="not_run"),
    ),
    unmatched=("old_node",),
)


def test_a_table_tells_when_how_long_how_it_ended_and_what_was_slow() -> None:
    assert runs_table(PROJECT, [GOOD]) == (
        "1 run of movies, newest first\n"
        "\n"
        "2026-01-02T03:04:05.678  12.5 s  succeeded  __default__  3 ok\n"
        "    slowest        fit 8.00 s, clean 1.52 s, report 5 ms\n"
        "    critical path  3 nodes, 9.53 s: clean > fit > report\n"
        "    uncertain      1 node; --json says why\n"
    )


def test_a_failed_run_names_the_node_and_the_exception_without_control_characters() -> None:
    assert runs_table(PROJECT, [BAD, GOOD]).split("\n\n")[1] == (
        "2026-01-03T00:00:00.000          failed     unknown pipeline  1 failed, 2 not run\n"
        "    failed         clean: ValueError: no �[31mcolumn\n"
        "    not in project old_node"
    )


def test_an_error_of_no_node_is_shown() -> None:
    assert "    error          OSError: disk full\n" in runs_table(
        PROJECT, [replace(GOOD, error="x\nOSError: disk full")]
    )


def test_a_console_has_no_milliseconds() -> None:
    table = runs_table(PROJECT, [replace(GOOD, precision=1.0)])
    assert "  12 s  succeeded" in table
    assert "fit 8 s, clean 2 s, report 0 s" in table


def test_a_long_critical_path_shows_its_ends() -> None:
    names = [f"n{number}" for number in range(10)]
    chain = project(*(node(name, f"d{number}", f"d{number + 1}") for number, name in enumerate(names)))
    node_runs = tuple(NodeRun(node_id=f"node:{name}", status="succeeded", compute=1.0) for name in names)
    table = runs_table(chain, [replace(GOOD, node_runs=node_runs)])
    assert "critical path  10 nodes, 10.0 s: n0 > n1 > n2 > n3 > ... > n6 > n7 > n8 > n9\n" in table


def test_no_runs_says_where_they_would_come_from() -> None:
    assert runs_table(PROJECT, []).startswith("No run was found. Kedro writes info.log")


def test_json_has_every_number() -> None:
    (run,) = json.loads(runs_json(PROJECT, [GOOD]))["runs"]
    assert (run["id"], run["seconds"], run["started_at"]) == (GOOD.id, 12.5, "2026-01-02T03:04:05.678")
    assert run["critical_path"] == {"node_ids": ["node:clean", "node:fit", "node:report"], "seconds": 9.525}
    assert (run["load"], run["compute"], run["save"]) == (0.5, 9.005, 0.02)
    assert run["nodes"][1] == {
        "id": "node:fit",
        "name": "fit",
        "status": "succeeded",
        "started": 2.0,
        "load": None,
        "compute": 8.0,
        "save": None,
        "seconds": 8.0,
        "slack": 0.0,
        "error": None,
        "certain": False,
        "reason": "guessed",
        "sizes": {},
        "rows": {},
        "peak_memory": None,
    }


def test_json_of_no_runs_is_a_document_too() -> None:
    assert json.loads(runs_json(PROJECT, [])) == {"schema": 1, "project": "movies", "runs": [], "diagnostics": []}


def test_json_of_a_run_without_an_end_has_null() -> None:
    (run,) = json.loads(runs_json(PROJECT, [BAD]))["runs"]
    assert (run["finished_at"], run["pipeline"], run["unmatched"]) == (None, None, ["old_node"])


def test_what_the_logs_could_not_tell_is_in_the_json() -> None:
    cut = Diagnostic(level="info", code="log-cut", message="info.log was cut.", place=Place(file="info.log"))
    (told,) = json.loads(runs_json(PROJECT, [GOOD], [cut]))["diagnostics"]
    assert told == {"level": "info", "code": "log-cut", "message": "info.log was cut.", "hint": "", "file": "info.log"}
