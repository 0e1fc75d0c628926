"""What Rich printed for Kedro 1.7 into a pipe, 80 columns wide."""

from __future__ import annotations

from datetime import datetime

from viz.readers.kedro_project.logs import read_log
from viz.runs import ErrorShown, Loading, NodeCompleted, NodeKey, NodeStarted, RunAborted, RunStarted, Saving, Skipped

FIRST, SECOND = datetime(2026, 11, 23, 10, 4, 38), datetime(2026, 11, 23, 10, 4, 39)
LONG = "a_very_long_dataset_name_that_does_not_fit_into_any_reasonable_column_of_a_console_at_all"

WRAPPED = """\
[11/23/26 10:04:38] INFO     Loading data from raw          data_catalog.py:1151
                             (PickleDataset)...                                 
                    INFO     Running node:                           node.py:531
                             long_node_name_long_node_name_long_node            
                             _name_long_node_name_: slow([raw;mid])             
                             ->                                                 
                             [a_very_long_dataset_name_that_does_not            
                             _fit_into_any_reasonable_column_of_a_co            
                             nsole_at_all]                                      
[11/23/26 10:04:39] INFO     Saving data to                 data_catalog.py:1097
                             a_very_long_dataset_name_that_                     
                             does_not_fit_into_any_reasonab                     
                             le_column_of_a_console_at_all                      
                             (MemoryDataset)...                                 
                    INFO     Completed node:                       runner.py:245
                             long_node_name_long_node_name_long_no              
                             de_name_long_node_name_                            
"""  # noqa: W291

FAILED = """\
Some plain print before any log line
ValueError: printed before there was a time
[11/23/26 10:04:38] INFO     Kedro project mini                   session.py:329
                    INFO     Loading data from missing      data_catalog.py:1151
                             (PickleDataset)...                                 
[11/23/26 10:04:39] WARNING  There are 2 nodes that have not run.  runner.py:339
                             You can resume the pipeline run from                 
                             the nearest nodes with persisted                     
                               --from-nodes "bad"                                 
╭───────────────────── Traceback (most recent call last) ──────────────────────╮
│ /home/user/venv/bin/kedro:8 in <module>                                      │
│ ValueError: this one is inside the box                                       │
╰──────────────────────────────────────────────────────────────────────────────╯
DatasetError: missing: Failed while loading data from dataset 
PickleDataset(filepath=/data/nothere.pkl).
[Errno 2] No such file or directory: '/data/nothere.pkl'
"""  # noqa: W291


def test_names_that_were_cut_at_the_column_are_whole_again() -> None:
    log = read_log(WRAPPED, "run.txt")
    name = "long_node_name_" * 4
    key = NodeKey(name=name, function="slow", inputs=("raw", "mid"), outputs=(LONG,))
    assert log.events == (
        Loading(time=FIRST, where="run.txt:1", dataset="raw"),
        NodeStarted(time=FIRST, where="run.txt:3", key=key),
        Saving(time=SECOND, where="run.txt:10", dataset=LONG),
        NodeCompleted(time=SECOND, where="run.txt:15", name=name),
    )
    assert log.precision == 1.0


def test_an_exception_under_its_box_is_shown_and_the_frames_are_not() -> None:
    log = read_log(FAILED, "run.txt")
    error = (
        "DatasetError: missing: Failed while loading data from dataset\n"
        "PickleDataset(filepath=/data/nothere.pkl).\n"
        "[Errno 2] No such file or directory: '/data/nothere.pkl'"
    )
    assert log.events == (
        RunStarted(time=FIRST, where="run.txt:3"),
        Loading(time=FIRST, where="run.txt:4", dataset="missing"),
        RunAborted(time=SECOND, where="run.txt:6", left=2),
        ErrorShown(time=SECOND, where="run.txt:14", error=error),
    )


def test_a_wide_terminal_wraps_nothing() -> None:
    text = f"[11/23/26 10:04:38] INFO     Skipping 1 nodes with existing outputs: ns.one, two{' ' * 30}runner.py:183\n"
    assert read_log(text, "f").events == (Skipped(time=FIRST, where="f:1", names=("ns.one", "two")),)


def test_a_column_without_a_path_is_read_too() -> None:
    text = "[11/23/26 10:04:38] INFO     Loading data from raw (PickleDataset)...\n"
    assert read_log(text, "f").events == (Loading(time=FIRST, where="f:1", dataset="raw"),)


def test_windows_line_ends_do_no_harm() -> None:
    assert len(read_log(WRAPPED.replace("\n", "\r\n"), "f").events) == 4


def test_a_date_that_does_not_exist_is_no_time() -> None:
    assert read_log("[13/45/26 10:04:38] INFO     Loading data from raw (X)...\n", "f").events == ()
