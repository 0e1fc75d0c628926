"""Lines made to keep a parser busy, and logs in disorder: a slow pattern would not come back from the first ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.logs.mini import LOGS, mini
from viz.readers.kedro_project.logs import project_layout, read_log
from viz.runs import build_runs

HEAD = "2026-01-01 00:00:00,000 - kedro.x - INFO - "
MANY = 20_000
THREAD = (LOGS / "kedro-1.7.0-ThreadRunner.info.log").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "line",
    [
        f"{HEAD}Running node: {': f([x]) -> [y' * MANY}",
        f"{HEAD}Running node: {'f(' * MANY}",
        f"{HEAD}Loading data from {' (a' * MANY}",
        f"{HEAD}Node {' failed with error:' * MANY}",
        f"2026-01-01 00:00:00.000 {'Node ' * MANY}",
        f"2026-01-01 00:00:00.000 {'a.' * MANY}",
        f"[11/23/26 10:04:38] INFO     Loading {'[a' * MANY} session.py:1",
    ],
    ids=["key", "call", "dataset", "failed", "words", "logger", "console"],
)
def test_a_line_made_to_keep_a_parser_busy_tells_nothing(line: str) -> None:
    assert read_log(line, "f").events == ()


def test_a_format_of_many_fields_refuses_a_long_line_at_once() -> None:
    layout = project_layout(" ".join(["%(funcName)s"] * 12) + " %(asctime)s %(message)s")
    assert layout is not None
    assert layout("a " * MANY) is None


@given(st.lists(st.sampled_from(THREAD), max_size=60))
def test_lines_in_any_disorder_give_runs_that_hold_together(lines: list[str]) -> None:
    for run in build_runs(read_log("\n".join(lines), "f").events, mini()):
        ids = [one.node_id for one in run.node_runs]
        seconds = [part for one in run.node_runs for part in (one.load, one.compute, one.save) if part is not None]
        assert len(ids) == len(set(ids))
        assert all(part >= 0 for part in seconds)
        assert all(one.certain or one.reason for one in run.node_runs)
