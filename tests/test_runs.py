"""Events -> runs. A story is one word or two a line, and each line happens 10 ms after the one before it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.examples import node, project
from viz.model import NodeRun, Pipeline, Project, Run
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
    build_runs,
)

START = datetime(2026, 1, 2, 3, 4, 5)
CLEAN, FIT, REPORT = (
    node("clean", "raw, params:x", "table"),
    node("model.fit", "table", "model.result"),
    node("report", "model.result", ""),
)
PROJECT = project(
    CLEAN,
    FIT,
    REPORT,
    pipelines=(
        Pipeline(name="__default__", node_ids=("node:clean", "node:model.fit", "node:report")),
        Pipeline(name="all_again", node_ids=("node:clean", "node:model.fit", "node:report")),
        Pipeline(name="first", node_ids=("node:clean",)),
    ),
)
CLEAN_LINES = "load raw\nload params:x\nrun clean: clean raw,params:x table\nsave table\ndone clean\n"
FIT_LINES = "load table\nrun fit: fit table model.result\nsave model.result\ndone model.fit\n"
REPORT_LINES = "load model.result\nrun report: report model.result -\ndone report\n"
ALL = f"start\n{CLEAN_LINES}{FIT_LINES}{REPORT_LINES}end"


def story(text: str, start: datetime = START) -> list[Event]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [
        told(line, start + timedelta(milliseconds=10 * number), f"log:{number + 1}")
        for number, line in enumerate(lines)
    ]


def told(line: str, time: datetime, where: str) -> Event:
    verb, _, rest = line.partition(" ")
    match verb:
        case "start":
            return RunStarted(time=time, where=where)
        case "load":
            return Loading(time=time, where=where, dataset=rest)
        case "run":
            return NodeStarted(time=time, where=where, key=key(rest))
        case "save":
            return Saving(time=time, where=where, dataset=rest)
        case "done":
            return NodeCompleted(time=time, where=where, name=rest)
        case "fail":
            return NodeFailed(time=time, where=where, key=key(rest.partition(" = ")[0]), error=rest.partition(" = ")[2])
        case "progress":
            done, total = rest.split("/")
            return Progress(time=time, where=where, done=int(done), total=int(total))
        case "skip":
            return Skipped(time=time, where=where, names=tuple(rest.split(",")))
        case "error":
            return ErrorShown(time=time, where=where, error=rest)
        case "abort":
            return RunAborted(time=time, where=where, left=int(rest) if rest else None)
    assert verb == "end"
    return RunCompleted(time=time, where=where)


def key(text: str) -> NodeKey:
    """`fit: fit table model.result`; "-" for none, "?" for what the source lost."""
    name, _, rest = text.rpartition(": ")
    function, inputs, outputs = rest.split()
    return NodeKey(name=name or None, function=function, inputs=names(inputs), outputs=names(outputs))


def names(text: str) -> tuple[str, ...] | None:
    return None if text == "?" else () if text == "-" else tuple(text.split(","))


def runs(text: str, of: Project = PROJECT) -> tuple[Run, ...]:
    return build_runs(story(text), of)


def only(text: str, of: Project = PROJECT) -> Run:
    (run,) = runs(text, of)
    return run


def nodes(run: Run) -> dict[str, NodeRun]:
    return {one.node_id.removeprefix("node:"): one for one in run.node_runs}


def statuses(run: Run) -> dict[str, str]:
    return {name: one.status for name, one in nodes(run).items()}


def times(one: NodeRun) -> tuple[float | None, ...]:
    return one.started, one.load, one.compute, one.save


def test_a_whole_run() -> None:
    run = only(ALL)
    assert (run.status, run.pipeline, run.origin) == ("succeeded", "__default__", "log:1")
    assert (run.started_at, run.finished_at) == (START, START + timedelta(milliseconds=130))
    assert times(nodes(run)["clean"]) == (0.01, 0.02, 0.01, 0.01)
    assert times(nodes(run)["model.fit"]) == (0.06, 0.01, 0.01, 0.01)
    assert times(nodes(run)["report"]) == (0.1, 0.01, 0.01, None)
    assert set(statuses(run).values()) == {"succeeded"}


def test_no_events_are_no_runs() -> None:
    assert runs("") == ()


def test_a_run_that_did_nothing_is_a_run() -> None:
    run = only("start")
    assert (run.status, run.pipeline, run.node_runs, run.finished_at) == ("unfinished", None, (), None)


def test_two_runs_come_newest_first_and_loading_results_after_the_end_is_nobody_s() -> None:
    newest, oldest = runs(f"{ALL}\nload model.result\n{ALL}")
    assert (oldest.started_at, newest.started_at) == (START, START + timedelta(milliseconds=150))
    assert nodes(newest)["clean"] == nodes(oldest)["clean"]


def test_runs_of_the_same_millisecond_have_ids_of_their_own() -> None:
    ids = [run.id for run in build_runs([*story(ALL), *story(ALL)], PROJECT)]
    assert ids == ["2026-01-02T03:04:05.000~2", "2026-01-02T03:04:05.000"]


def test_a_source_without_start_lines_begins_a_run_with_its_first_loading() -> None:
    body = f"{CLEAN_LINES}{FIT_LINES}end\n"
    newest, oldest = runs(f"{body}{body}")
    assert (oldest.started_at, nodes(oldest)["clean"].started) == (START, 0.0)
    assert (newest.started_at, nodes(newest)["clean"].started) == (START + timedelta(milliseconds=100), 0.0)


def test_a_run_that_was_killed_is_unfinished_and_the_next_start_begins_another() -> None:
    newest, oldest = runs(f"start\n{CLEAN_LINES}load table\nrun fit: fit table model.result\n{ALL}")
    assert (oldest.status, oldest.finished_at) == ("unfinished", None)
    assert statuses(oldest) == {"clean": "succeeded", "model.fit": "unfinished", "report": "not_run"}
    assert newest.status == "succeeded"


def test_the_pipeline_is_the_one_with_as_many_nodes_as_the_run_counted() -> None:
    assert only(f"start\n{CLEAN_LINES}progress 1/1\nend").pipeline == "first"
    assert only(f"start\n{CLEAN_LINES}progress 1/3\n{FIT_LINES}").pipeline == "__default__"


def test_the_pipeline_of_a_partial_run_is_the_smallest_with_its_nodes_and_the_rest_did_not_run() -> None:
    run = only(f"start\n{FIT_LINES}progress 1/1\nend")
    assert run.pipeline == "__default__"
    assert statuses(run) == {"model.fit": "succeeded", "clean": "not_run", "report": "not_run"}


def test_what_is_left_over_counts_too() -> None:
    assert only(f"start\n{CLEAN_LINES}abort 2").pipeline == "__default__"


def test_a_namespace_is_told_by_the_datasets_where_names_are_the_same() -> None:
    twins = project(node("a.fit", "a.in", "a.out", function="fit"), node("b.fit", "b.in", "b.out", function="fit"))
    run = only("start\nload b.in\nrun fit: fit b.in b.out\nsave b.out\ndone b.fit\nend", twins)
    assert statuses(run) == {"b.fit": "succeeded", "a.fit": "not_run"}


def test_names_that_a_console_swallowed_are_found_by_name_and_doubted_where_several_fit() -> None:
    twins = project(node("a.fit", "raw", "a.out", function="fit"), node("b.fit", "raw", "b.out", function="fit"))
    run = only("start\nload raw\nrun fit: fit ? ?\nload raw\nrun fit: fit ? ?\nsave a.out\nsave b.out\nend", twins)
    assert statuses(run) == {"a.fit": "succeeded", "b.fit": "succeeded"}
    assert all("several nodes look the same" in one.reason and not one.certain for one in run.node_runs)
    assert nodes(only("start\nload raw\nrun clean: clean ? ?\nend"))["clean"].status == "succeeded"


def test_an_unnamed_node_is_found_by_its_function_where_the_datasets_are_lost() -> None:
    unnamed = project(node("fit__0a1b2c3d", "raw", "out", function="fit"), node("named", "raw", "o", function="fit"))
    run = only("start\nload raw\nrun fit ? ?\nsave out\ndone fit__0a1b2c3d\nend", unnamed)
    assert statuses(run) == {"fit__0a1b2c3d": "succeeded", "named": "not_run"}


def test_an_unnamed_node_ends_under_the_name_of_its_hash() -> None:
    """Also where this project does not know the hash, as the project was changed since."""
    run = only("start\nload raw\nrun old raw out\nsave out\ndone ns.old__0a1b2c3d\nend")
    assert (run.status, run.unmatched) == ("succeeded", ("old([raw]) -> [out]",))


def test_a_node_that_was_renamed_since_is_told_by_its_function_and_datasets() -> None:
    assert statuses(only("start\nload table\nrun train: fit table model.result\nend"))["model.fit"] == "succeeded"


def test_a_node_whose_inputs_changed_since_is_told_by_its_name_and_says_so() -> None:
    one = nodes(only("start\nload old\nrun fit: fit old model.result\nsave model.result\ndone model.fit\nend"))[
        "model.fit"
    ]
    assert (one.status, one.certain) == ("succeeded", True)
    assert one.reason == "its inputs or outputs have changed since this run"
    assert times(one) == (0.01, 0.01, 0.01, 0.01)


def test_a_node_that_is_no_longer_there_keeps_the_run_and_is_named() -> None:
    run = only(f"start\nload a\nrun gone: lost a b\nsave b\ndone gone\n{CLEAN_LINES}end")
    assert (run.unmatched, run.pipeline) == (("gone",), "first")
    assert times(nodes(run)["clean"]) == (0.05, 0.02, 0.01, 0.01)


def test_a_failed_node_has_its_error_and_the_seconds_until_then() -> None:
    run = only(
        f"start\n{CLEAN_LINES}load table\nrun fit: fit table model.result\n"
        "fail fit: fit table model.result = boom\nabort 2"
    )
    assert (run.status, run.finished_at, run.error) == ("failed", START + timedelta(milliseconds=90), None)
    assert statuses(run) == {"clean": "succeeded", "model.fit": "failed", "report": "not_run"}
    assert (nodes(run)["model.fit"].error, times(nodes(run)["model.fit"])) == ("boom", (0.06, 0.01, 0.01, None))


def test_a_run_that_failed_and_says_no_more_ended_with_the_failure() -> None:
    run = only(
        f"start\n{CLEAN_LINES}load table\nrun fit: fit table model.result\nfail fit: fit table model.result = boom"
    )
    assert (run.status, run.finished_at) == ("failed", START + timedelta(milliseconds=80))


def test_a_failure_while_loading_is_the_node_s_that_wanted_the_dataset() -> None:
    run = only(f"start\n{CLEAN_LINES}progress 1/3\nload table\nabort 2")
    assert statuses(run) == {"clean": "succeeded", "model.fit": "failed", "report": "not_run"}
    assert nodes(run)["model.fit"].error == "it failed while loading 'table'"


def test_a_failure_while_loading_takes_the_exception_that_is_shown() -> None:
    run = only(f"start\n{CLEAN_LINES}progress 1/3\nload table\nabort 2\nerror DatasetError: no such file")
    assert nodes(run)["model.fit"].error == "DatasetError: no such file"
    assert run.error is None


def test_a_failure_while_loading_the_first_dataset_is_told_without_a_pipeline() -> None:
    run = only("start\nload raw\nabort")
    assert (run.status, run.pipeline) == ("failed", None)
    assert statuses(run) == {"clean": "failed"}


def test_a_failure_while_loading_that_several_nodes_may_have_had_is_nobody_s() -> None:
    two = project(node("a", "raw", "x"), node("b", "raw", "y"))
    run = only("start\nload raw\nabort\nerror OSError: gone", two)
    assert statuses(run) == {"a": "not_run", "b": "not_run"}
    assert {one.reason for one in run.node_runs} == {"it may be the node that failed while loading 'raw'"}
    assert run.error == "OSError: gone"


def test_a_failure_while_saving_is_that_of_the_node_that_did_not_end() -> None:
    run = only(
        "start\nload raw\nload params:x\nrun clean: clean raw,params:x table\nsave table\nabort 3\nerror OSError: full"
    )
    assert statuses(run)["clean"] == "failed"
    assert nodes(run)["clean"].error == "OSError: full"
    silent = only(f"start\n{CLEAN_LINES}load table\nrun fit: fit table model.result\nsave model.result\nabort 2")
    assert nodes(silent)["model.fit"].error == "it failed while saving 'model.result'"


def test_an_exception_before_any_node_is_the_run_s() -> None:
    run = only("start\nerror ModuleNotFoundError: sklearn")
    assert (run.status, run.error, run.node_runs) == ("failed", "ModuleNotFoundError: sklearn", ())
    assert run.finished_at == START + timedelta(milliseconds=10)


def test_an_exception_that_was_only_logged_stops_nothing() -> None:
    run = only(f"start\nerror ValueError: seen and ignored\n{CLEAN_LINES}end")
    assert (run.status, run.error) == ("succeeded", "ValueError: seen and ignored")


def test_skipped_nodes_are_skipped_and_count_for_the_pipeline() -> None:
    run = only(f"start\nskip clean,model.fit,unknown\n{REPORT_LINES}progress 1/1\nend")
    assert statuses(run) == {"report": "succeeded", "clean": "skipped", "model.fit": "skipped"}
    assert (run.pipeline, run.unmatched) == ("__default__", ("unknown",))


def test_a_bare_progress_ends_the_node_that_runs() -> None:
    run = only("start\nload raw\nload params:x\nrun clean: clean raw,params:x table\nsave table\nprogress 1/1\nend")
    assert times(nodes(run)["clean"]) == (0.01, 0.02, 0.01, 0.01)
    assert nodes(run)["clean"].certain


def test_a_bare_progress_among_several_that_may_be_meant_is_doubted() -> None:
    two = project(node("a", "raw", "x"), node("b", "raw", "y"))
    run = only(
        "start\nload raw\nrun a: a raw x\nload raw\nrun b: b raw y\nsave x\nsave y\nprogress 1/2\nprogress 2/2\nend",
        two,
    )
    assert "its end may be that of another node" in nodes(run)["a"].reason
    assert not nodes(run)["b"].certain


def test_without_end_lines_saving_ends_with_the_last_output_and_that_is_doubted() -> None:
    two = project(node("a", "raw", "x, y"))
    one = nodes(only("start\nload raw\nrun a: a raw x,y\nsave x\nsave y\nend", two))["a"]
    assert (times(one), one.reason) == ((0.01, 0.01, 0.01, 0.01), "no line says when its saving ended")


def test_without_end_lines_a_node_of_a_killed_run_is_done_when_another_loads_what_it_saved() -> None:
    text = "start\nload raw\nload params:x\nrun clean: clean raw,params:x table\nsave table\n"
    assert statuses(only(text))["clean"] == "unfinished"
    assert statuses(only(f"{text}load table"))["clean"] == "succeeded"


def test_loading_in_any_order_is_certain_where_nothing_else_was_loaded() -> None:
    run = only("start\nload params:x\nload raw\nrun clean: clean raw,params:x table\nsave table\ndone clean\nend")
    assert times(nodes(run)["clean"]) == (0.01, 0.02, 0.01, 0.01)
    assert nodes(run)["clean"].certain


def test_loading_in_any_order_among_others_is_doubted() -> None:
    run = only(
        "start\nload params:x\nload other\nload raw\nrun clean: clean raw,params:x table\nsave table\ndone clean\nend"
    )
    assert (nodes(run)["clean"].load, nodes(run)["clean"].certain) == (0.03, False)
    assert "its own is a guess" in nodes(run)["clean"].reason


def test_ambiguous_loading_is_doubted_with_its_range() -> None:
    two = project(node("a", "raw", "x"), node("b", "raw", "y"))
    run = only("start\nload raw\nload raw\nrun a: a raw x\nsave x\ndone a\nrun b: b raw y\nsave y\ndone b\nend", two)
    assert nodes(run)["a"].reason == "several nodes loaded the same at once: its loading took 0.01 to 0.02 s"
    assert nodes(run)["b"].reason == "several nodes loaded the same at once: its loading took 0.04 to 0.05 s"
    assert {nodes(run)["a"].load, nodes(run)["b"].load} in ({0.01, 0.05}, {0.02, 0.04})


def test_a_log_without_loading_and_saving_counts_all_as_computing() -> None:
    one = nodes(only("start\nrun clean: clean raw,params:x table\ndone clean\nend"))["clean"]
    assert times(one) == (0.01, None, 0.01, None)
    assert one.reason == "no line says when its loading began; saving is not in the source and counts as computing"


def test_an_output_saved_in_chunks_is_doubted() -> None:
    one = nodes(
        only(
            "start\nload raw\nload params:x\nrun clean: clean raw,params:x table\n"
            "save table\nsave table\ndone clean\nend"
        )
    )["clean"]
    assert (times(one), one.certain) == ((0.01, 0.02, 0.01, 0.02), False)
    assert one.reason == "it saved while it computed, all of it counts as saving"


def test_two_runs_in_one_file_at_once_are_doubted() -> None:
    text = f"start\nstart\n{CLEAN_LINES}{CLEAN_LINES}end\nend"
    newest = runs(text)[0]
    assert "two runs wrote into the same file at once" in nodes(newest)["clean"].reason


def test_a_clock_that_went_back_gives_no_negative_seconds() -> None:
    events = story(f"start\n{CLEAN_LINES}end")
    earlier = told("save table", START - timedelta(hours=1), "log:5")
    (run,) = build_runs([*events[:4], earlier, *events[5:]], PROJECT)
    one = nodes(run)["clean"]
    assert (one.compute, one.certain) == (None, False)
    assert "the clock went back meanwhile" in one.reason


@pytest.mark.parametrize("count", range(len(story(ALL)) + 1))
def test_every_beginning_of_a_run_is_a_run(count: int) -> None:
    found = build_runs(story(ALL)[:count], PROJECT)
    assert len(found) == (1 if count else 0)
    assert all(run.status == ("succeeded" if count == len(story(ALL)) else "unfinished") for run in found)
