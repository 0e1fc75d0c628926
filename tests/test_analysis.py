from __future__ import annotations

from datetime import datetime, timedelta

from tests.examples import node, project
from viz.analysis import critical_path, slowest_nodes, totals
from viz.model import NodeRun, Run

DIAMOND = project(
    node("load", "raw", "table@spark"),
    node("left", "table@pandas", "a"),
    node("right", "table@pandas", "b"),
    node("join", "a, b", "c"),
    node("alone", "params:x", "d"),
)


def run(seconds: dict[str, float | None], *, ended_after: float | None = 10.0) -> Run:
    start = datetime(2026, 1, 1)
    return Run(
        id="r",
        started_at=start,
        finished_at=None if ended_after is None else start + timedelta(seconds=ended_after),
        status="succeeded",
        node_runs=tuple(
            NodeRun(node_id=f"node:{name}", status="succeeded", compute=spent) for name, spent in seconds.items()
        ),
    )


def test_the_critical_path_follows_the_slower_branch_also_through_a_transcoded_dataset() -> None:
    path = critical_path(DIAMOND, run({"load": 1, "left": 2, "right": 5, "join": 1, "alone": 3}))
    assert path.node_ids == ("node:load", "node:right", "node:join")
    assert path.seconds == 7


def test_slack_is_how_much_longer_a_node_could_have_taken() -> None:
    path = critical_path(DIAMOND, run({"load": 1, "left": 2, "right": 5, "join": 1, "alone": 3}))
    assert path.slack == {"node:load": 0, "node:left": 3, "node:right": 0, "node:join": 0, "node:alone": 4}


def test_a_node_that_did_not_run_joins_nothing() -> None:
    path = critical_path(DIAMOND, run({"load": 4, "join": 1, "left": None}))
    assert (path.node_ids, path.seconds) == (("node:load",), 4)
    assert set(path.slack) == {"node:load", "node:join"}


def test_a_run_without_durations_has_no_critical_path() -> None:
    path = critical_path(DIAMOND, run({}))
    assert (path.node_ids, path.seconds, path.slack) == ((), 0.0, {})


def test_nodes_that_wait_for_each_other_in_a_circle_have_no_critical_path() -> None:
    circle = project(node("a", "y", "x"), node("b", "x", "y"))
    assert critical_path(circle, run({"a": 1, "b": 1})).node_ids == ()


def test_of_equal_branches_the_first_by_name_is_named_each_time() -> None:
    path = critical_path(DIAMOND, run({"load": 1, "left": 2, "right": 2, "join": 1}))
    assert path.node_ids == ("node:load", "node:left", "node:join")


def test_slowest_nodes_come_longest_first_and_those_without_time_not_at_all() -> None:
    found = slowest_nodes(run({"left": 2, "right": 5, "join": None, "alone": 2}), 2)
    assert [one.node_id for one in found] == ["node:right", "node:alone"]


def test_totals_add_up_each_part_and_know_the_whole() -> None:
    start = datetime(2026, 1, 1)
    found = totals(
        Run(
            id="r",
            started_at=start,
            finished_at=start + timedelta(seconds=4),
            status="succeeded",
            node_runs=(
                NodeRun(node_id="node:left", status="succeeded", load=1, compute=2, save=None),
                NodeRun(node_id="node:right", status="succeeded", load=0.5, compute=1, save=2),
            ),
        )
    )
    assert (found.load, found.compute, found.save, found.busy, found.elapsed) == (1.5, 3, 2, 6.5, 4)


def test_a_run_without_an_end_has_no_elapsed_time() -> None:
    assert totals(run({"left": 2}, ended_after=None)).elapsed is None
