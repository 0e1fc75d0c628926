"""Which files of a project tell of its runs, and what is said where they cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.readers.logs.mini import LOGS, mini
from viz.model import Run
from viz.readers.kedro_project import run_files
from viz.readers.kedro_project.run_files import log_files, read_run_files

SEQUENTIAL = (LOGS / "kedro-1.7.0-SequentialRunner.info.log").read_text(encoding="utf-8")
THREAD = (LOGS / "kedro-1.7.0-ThreadRunner.info.log").read_text(encoding="utf-8")
FAILED = (LOGS / "kedro-1.7.0-failed.info.log").read_text(encoding="utf-8")
CONFIG = """
formatters:
  simple: {format: "%(asctime)s - %(name)s - %(levelname)s - %(message)s"}
  odd: {format: "%(levelname)s at %(asctime)s by %(name)s: %(message)s", datefmt: "%d.%m.%Y %H:%M:%S"}
handlers:
  console: {class: logging.StreamHandler, formatter: simple}
  errors: {class: logging.FileHandler, level: ERROR, formatter: simple, filename: errors.log}
  odd: {class: logging.FileHandler, level: INFO, formatter: odd, filename: logs/odd.log}
"""


def write(root: Path, name: str, text: str | bytes) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def starts(runs: tuple[Run, ...]) -> list[str]:
    return [f"{run.started_at:%H:%M:%S} {run.status}" for run in runs]


def test_a_project_without_logs_has_no_runs_and_no_messages(tmp_path: Path) -> None:
    reading = read_run_files(tmp_path, mini())
    assert (reading.runs, reading.diagnostics) == ((), ())


@pytest.mark.parametrize("name", ["info.log", "logs/info.log"])
def test_the_usual_places_are_read_without_configuration(tmp_path: Path, name: str) -> None:
    write(tmp_path, name, SEQUENTIAL)
    (run,) = read_run_files(tmp_path, mini()).runs
    assert (run.origin, run.status) == (f"{name}:2", "succeeded")


def test_the_files_of_logging_yml_are_read_in_their_own_format(tmp_path: Path) -> None:
    write(tmp_path, "conf/logging.yml", CONFIG)
    write(tmp_path, "errors.log", SEQUENTIAL)
    write(
        tmp_path,
        "logs/odd.log",
        "INFO at 02.01.2026 03:04:05 by kedro.framework.session.session: Kedro project mini\n"
        "INFO at 02.01.2026 03:04:06 by kedro.io.data_catalog: Loading data from mid (J)...\n"
        "INFO at 02.01.2026 03:04:08 by kedro.pipeline.node: Running node: two_node: two([mid]) -> [left;right]\n",
    )
    reading = read_run_files(tmp_path, mini())
    (run,) = reading.runs
    assert (run.origin, run.precision, run.status) == ("logs/odd.log:1", 1.0, "unfinished")
    two = run.node_runs[0]
    assert (two.node_id, two.started, two.load) == ("node:two_node", 1.0, 2.0)
    assert reading.diagnostics == ()


def test_every_environment_may_name_files(tmp_path: Path) -> None:
    write(tmp_path, "conf/base/logging.yml", "handlers: {a: {filename: a.log}}")
    write(tmp_path, "conf/local/logging.yaml", "handlers: {b: {filename: deep/b.log}}")
    names = [log.path.relative_to(tmp_path).as_posix() for log in log_files(tmp_path, tmp_path / "conf")]
    assert names == ["a.log", "deep/b.log", "info.log", "logs/info.log"]


@pytest.mark.parametrize(
    "config",
    ["handlers: [", "- 1", "handlers: 5", "handlers: {a: {filename: 7}, b: 3}", 'handlers: {a: {filename: "\\0"}}'],
)
def test_a_logging_yml_that_is_none_does_no_harm(tmp_path: Path, config: str) -> None:
    write(tmp_path, "conf/logging.yml", config)
    write(tmp_path, "info.log", SEQUENTIAL)
    assert starts(read_run_files(tmp_path, mini()).runs) == ["06:39:59 succeeded"]


def test_rotated_files_are_one_log_and_a_run_may_lie_in_two(tmp_path: Path) -> None:
    cut = SEQUENTIAL.index("2026-11-23 06:40:00,571")
    write(tmp_path, "info.log.2", THREAD[:200] + "\n")
    write(tmp_path, "info.log.10", "")
    write(tmp_path, "info.log.1", SEQUENTIAL[:cut])
    write(tmp_path, "info.log", SEQUENTIAL[cut:] + "\n" + FAILED)
    write(tmp_path, "info.log.bak", THREAD)
    newest, oldest = read_run_files(tmp_path, mini()).runs
    assert (newest.origin.partition(":")[0], oldest.origin) == ("info.log", "info.log.1:2")
    assert [one.status for one in oldest.node_runs] == ["succeeded"] * 6


def test_files_rotated_by_date_come_in_the_order_of_their_dates(tmp_path: Path) -> None:
    write(tmp_path, "info.log.2026-11-22", THREAD)
    write(tmp_path, "info.log.2026-11-21", SEQUENTIAL)
    write(tmp_path, "info.log", FAILED)
    assert [run.origin.partition(":")[0] for run in read_run_files(tmp_path, mini()).runs] == [
        "info.log",
        "info.log.2026-11-22",
        "info.log.2026-11-21",
    ]


def test_the_same_run_in_two_logs_is_one_run(tmp_path: Path) -> None:
    write(tmp_path, "info.log", SEQUENTIAL[: len(SEQUENTIAL) // 2])
    write(tmp_path, "logs/info.log", SEQUENTIAL)
    (run,) = read_run_files(tmp_path, mini()).runs
    assert (run.status, run.origin) == ("succeeded", "logs/info.log:2")


def test_a_file_outside_the_project_is_not_read(tmp_path: Path) -> None:
    root = tmp_path / "project"
    secret = write(tmp_path, "outside.log", SEQUENTIAL)
    write(root, "conf/logging.yml", f"handlers: {{a: {{filename: ../outside.log}}, b: {{filename: {secret}}}}}")
    (root / "info.log").symlink_to(secret)
    (root / "logs").symlink_to(tmp_path)
    (tmp_path / "info.log").write_text(SEQUENTIAL, encoding="utf-8")
    assert read_run_files(root, mini()).runs == ()


def test_a_log_without_any_known_line_says_so(tmp_path: Path) -> None:
    write(tmp_path, "info.log", "hello\nworld\n")
    reading = read_run_files(tmp_path, mini())
    (diagnostic,) = reading.diagnostics
    assert (reading.runs, diagnostic.code, diagnostic.level) == ((), "log-format-unknown", "warning")
    assert diagnostic.message.startswith("info.log has no line that begins with a date and a time")
    assert diagnostic.place is not None
    assert diagnostic.place.file == "info.log"


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf"])
def test_an_empty_log_says_nothing(tmp_path: Path, data: bytes) -> None:
    write(tmp_path, "info.log", data)
    reading = read_run_files(tmp_path, mini())
    assert (reading.runs, reading.diagnostics) == ((), ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_of_other_encodings_are_understood(tmp_path: Path, encoding: str) -> None:
    write(tmp_path, "info.log", SEQUENTIAL.encode(encoding))
    assert starts(read_run_files(tmp_path, mini()).runs) == ["06:39:59 succeeded"]


def test_bytes_that_are_no_text_are_no_trouble(tmp_path: Path) -> None:
    write(tmp_path, "info.log", b"\xff\x00\x80 rubbish\n" + SEQUENTIAL.encode() + b"\n\xe4\xf6\n" + FAILED.encode())
    assert starts(read_run_files(tmp_path, mini()).runs) == ["07:23:28 failed", "06:39:59 succeeded"]


def test_of_a_huge_log_the_newest_part_is_read_and_the_rest_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_files, "MOST_BYTES", len(FAILED) + 100)
    write(tmp_path, "info.log", SEQUENTIAL + "\n" + FAILED)
    write(tmp_path, "info.log.1", THREAD)
    reading = read_run_files(tmp_path, mini())
    assert starts(reading.runs) == ["07:23:28 failed"]
    assert [one.code for one in reading.diagnostics] == ["log-cut", "log-cut"]
    assert reading.diagnostics[0].message.startswith("info.log was read only in its last ")
    assert reading.diagnostics[1].message == "info.log.1 was not read: older runs are not shown."


def test_a_folder_in_place_of_a_log_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "info.log").mkdir()
    assert read_run_files(tmp_path, mini()).runs == ()


def test_what_kedro_viz_left_is_put_into_the_run_of_the_log(tmp_path: Path) -> None:
    write(tmp_path, "info.log", FAILED)
    (tmp_path / ".viz").mkdir()
    shutil.copy(LOGS / "kedro-viz-12.5-pipeline_events-failed.json", tmp_path / ".viz/kedro_pipeline_events.json")
    (run,) = read_run_files(tmp_path, mini()).runs
    join = next(one for one in run.node_runs if one.node_id == "node:join_node")
    assert run.origin == "info.log:2"
    assert join.error is not None
    assert join.error.startswith("Traceback (most recent call last)")
    assert join.error.endswith("RuntimeError: boom in join")
