"""Logs that Kedro 0.18.14, 0.19.15 and 1.7.0 really wrote; every number here was read off the log by hand."""

from __future__ import annotations

import pytest

from tests.readers.logs.mini import LOGS, Row, mini, read, rows, short
from viz.readers.kedro_project.logs import read_log
from viz.runs import build_runs

FILES: dict[str, dict[str, Row]] = {
    "kedro-0.18.14-SequentialRunner": {
        "ns1.ns_node": (22, 2, 301, 2),
        "slow_node": (328, 2, 301, 2),
        "two_node": (633, 1, 102, 3),
        "join_node": (740, 3, 1, 2),
        "unnamed": (747, 1, 0, 1),
        "side_effect": (750, 1, 1, None),
    },
    "kedro-0.18.14-ThreadRunner": {
        "ns1.ns_node": (35, 4, 301, 9),
        "slow_node": (37, 4, 304, 6),
        "two_node": (357, 1, 101, 7),
        "join_node": (468, 7, 1, 5),
        "unnamed": (483, 1, 5, 1),
        "side_effect": (491, 1, 5, None),
    },
    "kedro-0.18.14-ParallelRunner": {
        "ns1.ns_node": (280, 13, 310, None),
        "slow_node": (289, 6, 325, None),
        "two_node": (647, 4, 102, 2),
        "join_node": (765, 4, 1, None),
        "unnamed": (779, 1, 1, None),
        "side_effect": (792, 2, None, None),
    },
    "kedro-0.19.15-SequentialRunner": {
        "ns1.ns_node": (27, 2, 301, 2),
        "slow_node": (333, 2, 302, 1),
        "two_node": (641, 1, 102, 2),
        "join_node": (748, 2, 1, 1),
        "unnamed": (754, 1, 2, 1),
        "side_effect": (760, 1, 0, None),
    },
    "kedro-0.19.15-ThreadRunner": {
        "slow_node": (23, 3, 301, 2),
        "ns1.ns_node": (28, 2, 301, 3),
        "two_node": (333, 2, 102, 3),
        "join_node": (441, 4, 1, 1),
        "unnamed": (449, 1, 1, 1),
        "side_effect": (453, 1, 1, None),
    },
    "kedro-0.19.15-ParallelRunner": {
        "slow_node": (86, 6, 301, 4),
        "ns1.ns_node": (96, 5, 301, 5),
        "two_node": (419, 2, 103, 10),
        "join_node": (559, 4, 1, 1),
        "unnamed": (575, 1, 1, 2),
        "side_effect": (587, 1, 3, None),
    },
    "kedro-1.7.0-SequentialRunner": {
        "ns1.ns_node": (700, 3, 301, 2),
        "slow_node": (1009, 2, 302, 1),
        "two_node": (1316, 1, 101, 3),
        "join_node": (1422, 3, 1, 1),
        "unnamed": (1429, 1, 1, 0),
        "side_effect": (1433, 2, 0, None),
    },
    "kedro-1.7.0-ThreadRunner": {
        "ns1.ns_node": (506, 3, 304, 5),
        "slow_node": (507, 5, 305, 6),
        "two_node": (829, 1, 102, 7),
        "join_node": (941, 2, 1, 5),
        "unnamed": (953, 1, 1, 7),
        "side_effect": (963, 1, 1, None),
    },
    "kedro-1.7.0-ParallelRunner": {
        "ns1.ns_node": (1559, 6, 302, 513),
        "slow_node": (1586, 6, 310, 485),
        "two_node": (2402, 1, 102, 4),
        "join_node": (2520, 8, 1, 3),
        "unnamed": (2543, 1, 1, 3),
        "side_effect": (2559, 2, 1, None),
    },
}
FAILED: dict[str, dict[str, Row]] = {
    "kedro-0.18.14-failed": {
        "ns1.ns_node": (96, 2, 304, 9),
        "slow_node": (412, 2, 304, 3),
        "two_node": (722, 6, 104, 8),
        "join_node": (841, 8, 1, None),
    },
    "kedro-0.19.15-failed": {
        "ns1.ns_node": (56, 8, 309, 2),
        "slow_node": (376, 5, 304, 1),
        "two_node": (688, 5, 104, 6),
        "join_node": (804, 9, 1, None),
    },
    "kedro-1.7.0-failed": {
        "ns1.ns_node": (1334, 16, 306, 2),
        "slow_node": (1669, 11, 301, 10),
        "two_node": (1993, 1, 105, 2),
        "join_node": (2112, 12, 15, None),
    },
}
ENDS = {
    "kedro-0.18.14-SequentialRunner": ("2026-11-23T06:39:51.349", 0.752, 1),
    "kedro-0.18.14-ThreadRunner": ("2026-11-23T06:39:53.121", 0.498, 1),
    "kedro-0.18.14-ParallelRunner": ("2026-11-23T06:39:54.457", 0.806, 1),
    "kedro-0.19.15-SequentialRunner": ("2026-11-23T06:39:55.846", 0.762, 2),
    "kedro-0.19.15-ThreadRunner": ("2026-11-23T06:39:57.070", 0.457, 2),
    "kedro-0.19.15-ParallelRunner": ("2026-11-23T06:39:57.996", 0.604, 2),
    "kedro-1.7.0-SequentialRunner": ("2026-11-23T06:39:59.256", 1.437, 2),
    "kedro-1.7.0-ThreadRunner": ("2026-11-23T06:40:01.436", 0.970, 2),
    "kedro-1.7.0-ParallelRunner": ("2026-11-23T06:40:03.308", 2.573, 2),
    "kedro-0.18.14-failed": ("2026-11-23T07:23:23.246", 0.854, 1),
    "kedro-0.19.15-failed": ("2026-11-23T07:23:26.069", 0.815, 2),
    "kedro-1.7.0-failed": ("2026-11-23T07:23:28.995", 2.149, 2),
}


def test_every_log_is_in_the_tables() -> None:
    assert {path.name for path in LOGS.glob("*.info.log")} == {f"{name}.info.log" for name in FILES | FAILED}
    assert {path.name for path in LOGS.glob("*.txt")} == {f"{name}.console.txt" for name in FILES}


@pytest.mark.parametrize("name", FILES | FAILED)
def test_a_file_tells_the_milliseconds_of_every_node(name: str) -> None:
    (run,) = read(f"{name}.info.log")
    assert rows(run) == (FILES | FAILED)[name]


@pytest.mark.parametrize("name", ENDS)
def test_a_file_tells_when_the_run_was(name: str) -> None:
    (run,) = read(f"{name}.info.log")
    start, seconds, line = ENDS[name]
    assert (run.id, run.started_at.isoformat(timespec="milliseconds")) == (start, start)
    assert run.finished_at is not None
    assert (run.finished_at - run.started_at).total_seconds() == seconds
    assert (run.origin, run.precision) == (f"{name}.info.log:{line}", 0.001)
    assert (run.pipeline, run.error, run.unmatched) == ("__default__", None, ())


@pytest.mark.parametrize("name", FILES)
def test_a_run_without_trouble_succeeded_in_each_node(name: str) -> None:
    (run,) = read(f"{name}.info.log")
    assert run.status == "succeeded"
    assert [one.status for one in run.node_runs] == ["succeeded"] * 6


@pytest.mark.parametrize("name", FAILED)
def test_a_failed_run_names_the_node_its_error_and_what_was_left(name: str) -> None:
    (run,) = read(f"{name}.info.log")
    assert run.status == "failed"
    assert {short(one): (one.status, one.error) for one in run.node_runs} == {
        "ns1.ns_node": ("succeeded", None),
        "slow_node": ("succeeded", None),
        "two_node": ("succeeded", None),
        "join_node": ("failed", "boom in join"),
        "side_effect": ("not_run", None),
        "unnamed": ("not_run", None),
    }


@pytest.mark.parametrize("name", [name for name in FILES if name != "kedro-0.18.14-ParallelRunner"] + list(FAILED))
def test_interleaved_loading_is_attributed_for_certain_where_the_order_of_lines_allows_it(name: str) -> None:
    (run,) = read(f"{name}.info.log")
    assert [(one.certain, one.reason) for one in run.node_runs] == [(True, "")] * 6


def test_the_parallel_runner_of_0_18_writes_no_end_lines_and_the_run_says_so() -> None:
    (run,) = read("kedro-0.18.14-ParallelRunner.info.log")
    assert {short(one): one.reason for one in run.node_runs} == {
        "ns1.ns_node": "no line says when its saving ended",
        "slow_node": "no line says when its saving ended",
        "two_node": "no line says when its saving ended",
        "join_node": "no line says when its saving ended",
        "unnamed": "no line says when its saving ended",
        "side_effect": "no line says when it ended",
    }
    assert not any(one.certain for one in run.node_runs)


CONSOLE = {
    "kedro-0.18.14-SequentialRunner": {"two_node": (0, 0, 1000, 0), "join_node": (1000, 0, 0, 0)},
    "kedro-0.18.14-ThreadRunner": {"two_node": (0, 0, 0, 0), "join_node": (0, 0, 0, 0)},
    "kedro-0.18.14-ParallelRunner": {"ns1.ns_node": (0, 0, 1000, None), "slow_node": (0, 0, 1000, None)},
    "kedro-0.19.15-SequentialRunner": {"ns1.ns_node": (0, 0, 1000, 0), "slow_node": (1000, 0, 0, 0)},
    "kedro-0.19.15-ThreadRunner": {"slow_node": (0, 0, 0, 0), "two_node": (0, 0, 0, 0)},
    "kedro-0.19.15-ParallelRunner": {"slow_node": (1000, 0, 0, 0), "two_node": (1000, 0, 0, 0)},
    "kedro-1.7.0-SequentialRunner": {"ns1.ns_node": (0, 0, 1000, 0), "slow_node": (1000, 0, 0, 0)},
    "kedro-1.7.0-ThreadRunner": {"ns1.ns_node": (0, 0, 1000, 0), "slow_node": (0, 0, 1000, 0)},
    "kedro-1.7.0-ParallelRunner": {"ns1.ns_node": (1000, 0, 1000, 0), "unnamed": (2000, 0, 0, 0)},
}


@pytest.mark.parametrize("name", FILES)
def test_a_console_tells_the_same_run_in_whole_seconds(name: str) -> None:
    (run,) = read(f"{name}.console.txt")
    assert (run.status, run.pipeline, run.precision) == ("succeeded", "__default__", 1.0)
    assert list(rows(run)) == list(FILES[name])
    assert {key: rows(run)[key] for key in CONSOLE[name]} == CONSOLE[name]


@pytest.mark.parametrize("name", FILES)
def test_a_console_tells_the_same_events_as_the_file(name: str) -> None:
    """Names that were wrapped are whole again, except the bracketed ones that the console of 0.19 swallows."""
    file = read_log((LOGS / f"{name}.info.log").read_text(encoding="utf-8"), "f").events
    console = read_log((LOGS / f"{name}.console.txt").read_text(encoding="utf-8"), "f").events

    def told(events: tuple[object, ...]) -> list[str]:
        words = sorted(
            f"{type(event).__name__} {getattr(event, 'dataset', '')}{getattr(event, 'name', '')}" for event in events
        )
        keys = [event.key for event in events if hasattr(event, "key")]
        return words + sorted(f"{key.name} {key.function}" if "0.19" in name else repr(key) for key in keys)

    mended = [word.replace("unnamed() ->", "unnamed([joined]) -> [final]") for word in told(console)]
    assert mended == told(file)


@pytest.mark.parametrize(
    "path", sorted(LOGS.glob("kedro-*.log")) + sorted(LOGS.glob("*.txt")), ids=lambda path: path.name
)
def test_a_log_cut_off_after_any_line_gives_one_run_at_most_and_never_an_exception(path: object) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)  # type: ignore[attr-defined]
    seen = 0
    for count in range(len(lines) + 1):
        log = read_log("".join(lines[:count]), "info.log")
        runs = build_runs(log.events, mini(), precision=log.precision)
        begun = sum(type(event).__name__ == "NodeStarted" for event in log.events)
        assert len(runs) <= 1
        assert sum(len(rows(run)) for run in runs) == begun
        assert begun >= seen
        seen = begun
    assert seen in (4, 6)


def test_a_killed_run_is_unfinished_and_says_what_was_running() -> None:
    text = (LOGS / "kedro-1.7.0-SequentialRunner.info.log").read_text(encoding="utf-8")
    cut = text[: text.index("Saving data to mid")]
    (run,) = build_runs(read_log(cut, "info.log").events, mini())
    assert (run.status, run.finished_at) == ("unfinished", None)
    assert {short(one): one.status for one in run.node_runs} == {
        "ns1.ns_node": "succeeded",
        "slow_node": "unfinished",
        "two_node": "not_run",
        "join_node": "not_run",
        "unnamed": "not_run",
        "side_effect": "not_run",
    }


def test_several_runs_in_one_file_come_newest_first() -> None:
    names = ["kedro-1.7.0-SequentialRunner", "kedro-1.7.0-failed", "kedro-1.7.0-ThreadRunner"]
    text = "".join((LOGS / f"{name}.info.log").read_text(encoding="utf-8") + "\n" for name in names)
    runs = build_runs(read_log(text, "info.log").events, mini())
    assert [run.status for run in runs] == ["failed", "succeeded", "succeeded"]
    assert [run.id for run in runs] == [ENDS[name][0] for name in (names[1], names[2], names[0])]
    assert [rows(run) for run in runs] == [(FILES | FAILED)[name] for name in (names[1], names[2], names[0])]
