"""The words of Kedro 0.15 to 1.x, one by one."""

from __future__ import annotations

from datetime import datetime

import pytest

from viz.readers.kedro_project.logs.messages import event_of, node_key
from viz.readers.kedro_project.logs.records import Record
from viz.runs import (
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

TIME = datetime(2026, 1, 2)


def event(message: str, logger: str = "kedro.io.data_catalog", level: str = "INFO") -> Event | None:
    return event_of(Record(TIME, 1, logger, level, message), "info.log:1")


@pytest.mark.parametrize(
    "written",
    ["`companies`", "'companies'", "[dark_orange]companies[/dark_orange]", "companies"],
    ids=["0.15 to 0.18.1", "0.18.2 to 0.18.14", "0.19.0 to 0.19.6", "0.19.7 and later"],
)
def test_a_dataset_is_the_same_in_every_spelling(written: str) -> None:
    loading = event(f"Loading data from {written} (CSVDataset)...")
    saving = event(f"Saving data to {written} (CSVDataset)...")
    assert loading == Loading(time=TIME, where="info.log:1", dataset="companies")
    assert saving == Saving(time=TIME, where="info.log:1", dataset="companies")


@pytest.mark.parametrize("name", ["params:model.alpha", "table@spark", "ns.a table (old)", "x"])
def test_a_dataset_s_name_is_taken_whole(name: str) -> None:
    assert event(f"Loading data from {name} (MemoryDataset)...") == Loading(time=TIME, where="info.log:1", dataset=name)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("n: f([a,b]) -> [c]", NodeKey(name="n", function="f", inputs=("a", "b"), outputs=("c",))),
        ("n: f([a;b]) -> [c;d]", NodeKey(name="n", function="f", inputs=("a", "b"), outputs=("c", "d"))),
        ("f([a]) -> [b]", NodeKey(name=None, function="f", inputs=("a",), outputs=("b",))),
        ("n: side([a]) -> None", NodeKey(name="n", function="side", inputs=("a",), outputs=())),
        ("n: make(None) -> [a]", NodeKey(name="n", function="make", inputs=(), outputs=("a",))),
        ("<lambda>([a]) -> [b]", NodeKey(name=None, function="<lambda>", inputs=("a",), outputs=("b",))),
        ("a: b: f([x]) -> [y]", NodeKey(name="a: b", function="f", inputs=("x",), outputs=("y",))),
        ("n: f() ->", NodeKey(name="n", function="f", inputs=None, outputs=None)),
        ("n: f() -> None", NodeKey(name="n", function="f", inputs=None, outputs=())),
        (
            "f([params:a.b;t@pandas]) -> [o]",
            NodeKey(name=None, function="f", inputs=("params:a.b", "t@pandas"), outputs=("o",)),
        ),
    ],
)
def test_a_node_is_read_as_kedro_prints_it(text: str, key: NodeKey) -> None:
    assert node_key(text) == key
    assert event(f"Running node: {text}", "kedro.pipeline.node") == NodeStarted(time=TIME, where="info.log:1", key=key)


@pytest.mark.parametrize("quotes", ["`{}`", "'{}'", "{}"])
def test_a_failed_node_has_its_error_after_the_line_break(quotes: str) -> None:
    written = quotes.format("n: f([a]) -> [b]")
    found = event(f"Node {written} failed with error: \nboom\nin two lines", "kedro.pipeline.node", "ERROR")
    key = NodeKey(name="n", function="f", inputs=("a",), outputs=("b",))
    assert found == NodeFailed(time=TIME, where="info.log:1", key=key, error="boom\nin two lines")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Kedro project spaceflights", RunStarted),
        ("** Kedro project spaceflights", RunStarted),
        ("Pipeline execution completed successfully.", RunCompleted),
        ("Pipeline execution completed successfully in 0.7 sec.", RunCompleted),
    ],
)
def test_start_and_end_of_a_run(message: str, expected: type[Event]) -> None:
    assert event(message, "kedro.framework.session.session") == expected(time=TIME, where="info.log:1")


def test_what_a_runner_says() -> None:
    said = {"time": TIME, "where": "info.log:1"}
    assert event("Completed node: ns.n", "kedro.runner.thread_runner") == NodeCompleted(**said, name="ns.n")
    assert event("Completed 3 out of 9 tasks", "kedro.runner.runner") == Progress(**said, done=3, total=9)
    left = 'There are 3 nodes that have not run.\nYou can resume the pipeline run ...\n  --from-nodes "a,b"'
    assert event(left, "kedro.runner.runner", "WARNING") == RunAborted(**said, left=3)
    none = "No nodes ran. Repeat the previous command to attempt a new run."
    assert event(none, "kedro.runner.runner", "WARNING") == RunAborted(**said, left=None)
    skipped = "Skipping 2 nodes with existing outputs: ns.a, b"
    assert event(skipped, "kedro.runner.runner") == Skipped(**said, names=("ns.a", "b"))


@pytest.mark.parametrize(
    "message",
    [
        "Loading data from somewhere",
        "Running node: is fun",
        "Completed everything",
        "Node a failed with error: no key",
        "There are 3 apples",
        "Skipping all 9 nodes (all persistent outputs exist)",
        "Using synchronous mode for loading and saving data.",
        "",
    ],
)
def test_other_messages_of_kedro_are_no_events(message: str) -> None:
    assert event(message) is None


def test_a_project_s_own_logger_that_speaks_like_kedro_is_not_heard() -> None:
    assert event("Running node: n: f([a]) -> [b]", "spaceflights.hooks") is None
    assert event("** Kedro project x", "root") == RunStarted(time=TIME, where="info.log:1")


def test_a_logged_traceback_is_an_error_with_its_last_lines() -> None:
    frames = 'Traceback (most recent call last):\n  File "x.py", line 1, in f\n    g()'
    text = f"it failed\n{frames}\nValueError: no\nsecond line"
    assert event(text, "spaceflights", "ERROR") == ErrorShown(
        time=TIME, where="info.log:1", error="ValueError: no\nsecond line"
    )
    assert event(text, "spaceflights", "INFO") is None
