"""The six-node project behind the real logs of `tests/logs`, and its runs as tables of milliseconds."""

from __future__ import annotations

from pathlib import Path

from tests.examples import node, project
from viz.model import NodeRun, Project, Run
from viz.readers.kedro_project.logs import read_log
from viz.runs import build_runs

LOGS = Path(__file__).parents[2] / "logs"
Row = tuple[int | None, int | None, int | None, int | None]


def mini(version: str = "1.7.0") -> Project:
    """The project as Kedro of this version names its nodes: the unnamed one has a hash from 1.0 on."""
    unnamed = "unnamed__10fcba3f" if version.startswith("1.") else "unnamed([joined]) -> [final]"
    return project(
        node("ns1.ns_node", "raw, params:alpha", "ns1.m", function="slow"),
        node("slow_node", "raw, params:alpha", "mid", function="slow"),
        node("two_node", "mid", "left, right", function="two"),
        node("join_node", "left, right, parameters", "joined", function="join"),
        node(unnamed, "joined", "final", function="unnamed", namespace=None),
        node("side_effect", "final", "", function="side"),
    )


def read(name: str) -> tuple[Run, ...]:
    """The runs of a real log, by the name of its file."""
    log = read_log((LOGS / name).read_text(encoding="utf-8"), name)
    return build_runs(log.events, mini(name.split("-")[1]), precision=log.precision)


def rows(run: Run) -> dict[str, Row]:
    """Start, load, compute and save of each node that started, in milliseconds; the unnamed node as "unnamed"."""
    return {short(one): (ms(one.started), ms(one.load), ms(one.compute), ms(one.save)) for one in started(run)}


def started(run: Run) -> list[NodeRun]:
    return [one for one in run.node_runs if one.started is not None]


def short(one: NodeRun) -> str:
    return "unnamed" if "unnamed" in one.node_id else one.node_id.removeprefix("node:")


def ms(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)
