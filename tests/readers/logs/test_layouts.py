"""Lines of log files in Kedro's format, in a project's own, and in what resembles them."""

from __future__ import annotations

from datetime import datetime

import pytest

from viz.readers.kedro_project.logs import project_layout, read_log
from viz.readers.kedro_project.logs.layouts import Head, json_layout, kedro_layout, loose_layout
from viz.runs import Loading

TIME = datetime(2021, 3, 4, 10, 11, 12, 345000)
LOADING = "Loading data from x (CSVDataset)..."


@pytest.mark.parametrize(
    "line",
    [
        f"2021-03-04 10:11:12,345 - kedro.io.data_catalog - INFO - {LOADING}",
        f"2021-03-04 10:11:12.345 - kedro.io.data_catalog - INFO - {LOADING}",
        f"2021-03-04T10:11:12.345+02:00 | INFO     | kedro.io.data_catalog:load:502 - {LOADING}",
        f"2021-03-04 10:11:12,345 - INFO - kedro.io.data_catalog - {LOADING}",
        f"2021-03-04 10:11:12,345 INFO kedro.io.data_catalog: {LOADING}",
        f"[2021-03-04 10:11:12,345] {{data_catalog.py:502}} INFO - {LOADING}",
        f"[2021-03-04 10:11:12,345][INFO][kedro.io.data_catalog] {LOADING}",
        f"2021/03/04 10:11:12.345 [INFO] {LOADING}",
        f'{{"asctime": "2021-03-04 10:11:12,345", "name": "kedro.io", "levelname": "INFO", "message": "{LOADING}"}}',
        f'{{"timestamp": "2021-03-04T10:11:12.345Z", "logger": "kedro.io", "level": "info", "msg": "{LOADING}"}}',
    ],
)
def test_the_usual_formats_need_no_configuration(line: str) -> None:
    log = read_log(line, "info.log")
    assert log.events == (Loading(time=TIME, where="info.log:1", dataset="x"),)
    assert log.precision == 0.001


def test_another_logger_is_not_heard_in_a_loose_format_either() -> None:
    assert read_log(f"2021-03-04 10:11:12.345 INFO spaceflights.hooks: {LOADING}", "f").events == ()


@pytest.mark.parametrize(
    ("form", "date_format", "line"),
    [
        ("%(levelname)-8s %(asctime)s %(name)s: %(message)s", None, "INFO     2021-03-04 10:11:12,345 kedro.io: hello"),
        ("%(name)s|%(levelname)s|%(asctime)s|%(message)s", None, "kedro.io|INFO|2021-03-04 10:11:12,345|hello"),
        ("{asctime} {name:<20} {levelname} {message}", None, "2021-03-04 10:11:12,345 kedro.io             INFO hello"),
        (
            "%(asctime)s %(processName)s (%(process)d) %(name)s %(levelname)s %(message)s",
            None,
            "2021-03-04 10:11:12,345 MainProcess (12) kedro.io INFO hello",
        ),
    ],
)
def test_a_project_s_own_format_is_understood(form: str, date_format: str | None, line: str) -> None:
    layout = project_layout(form, date_format)
    assert layout is not None
    assert layout(line) == Head(TIME, "kedro.io", "INFO", "hello")


def test_a_project_s_own_date_format_is_understood() -> None:
    layout = project_layout("[%(asctime)s] %(name)s %(message)s", "%d/%m/%Y %H:%M:%S")
    assert layout is not None
    assert layout("[04/03/2021 10:11:12] kedro.io hello") == Head(TIME.replace(microsecond=0), "kedro.io", "", "hello")
    assert layout("[31/02/2021 10:11:12] kedro.io no such day") is None


@pytest.mark.parametrize(
    ("form", "date_format"),
    [
        ("%(message)s", None),
        ("%(asctime)s %(name)s", None),
        ("%(asctime)s %(asctime)s %(message)s", None),
        ("%(asctime)s %(message)s", "%H:%M:%S"),
        ("%(name)s %(asctime)s %(name)s %(message)s", None),
    ],
    ids=["no time", "no message", "time twice", "no date", "name twice"],
)
def test_a_format_without_a_full_time_or_message_is_none(form: str, date_format: str | None) -> None:
    assert project_layout(form, date_format) is None


def test_several_lines_are_one_record() -> None:
    text = (
        "the end of a record whose beginning was cut off\n"
        "2021-03-04 10:11:12,345 - kedro.pipeline.node - ERROR - Node f([a]) -> [b] failed with error: \r\n"
        "first\r\n"
        "\r\n"
        "last\r\n"
        "2021-03-04 10:11:12,345 - kedro.io.data_catalog - INFO - Loading data from `x` (CSVDataSet)...\n"
    )
    failed, loading = read_log(text, "info.log").events
    assert (failed.where, getattr(failed, "error", "")) == ("info.log:2", "first\n\nlast")
    assert loading.where == "info.log:6"


def test_a_very_long_record_is_shortened_in_its_middle() -> None:
    head = "2021-03-04 10:11:12,345 - kedro.pipeline.node - ERROR - Node f([a]) -> [b] failed with error: \n"
    (failed,) = read_log(head + "\n".join(str(number) for number in range(10_000)), "f").events
    error = getattr(failed, "error", "")
    assert error.startswith("0\n1\n")
    assert error.endswith("\n9998\n9999")
    assert len(error) < 3000


@pytest.mark.parametrize("layout", [kedro_layout, loose_layout])
def test_a_date_that_does_not_exist_begins_no_record(layout: object) -> None:
    assert layout("2021-13-04 10:11:12,345 - kedro.io - INFO - hello") is None  # type: ignore[operator]


@pytest.mark.parametrize(
    "line", ["{", '{"message": "no time"}', '["2021"]', '{"time": 5, "message": 6}', "{" * 100_000]
)
def test_json_that_is_no_record_begins_none(line: str) -> None:
    assert json_layout(line) is None


def test_whole_seconds_are_said_to_be_so() -> None:
    assert read_log("2021-03-04 10:11:12 - kedro.io - INFO - hello", "f").precision == 1.0


@pytest.mark.parametrize("text", ["", "\n\n", "no log at all\n", "\0\0\0", "�\n"])
def test_what_is_no_log_has_no_events_and_no_records(text: str) -> None:
    log = read_log(text, "f")
    assert (log.events, log.records) == ((), 0)
