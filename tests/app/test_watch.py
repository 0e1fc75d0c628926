"""What counts as a change of a project, and what the server makes of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.examples import node, project
from viz.app import AppOptions, serving
from viz.app.serving import ServedProject
from viz.app.watch import Fingerprint, fingerprint
from viz.errors import ReadError
from viz.model import Pipeline, Project
from viz.readers import Opened


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("src/nodes.py", "conf/base/catalog.yml", "info.log", "data/reviews.json", ".venv/lib/x.py"):
        write(tmp_path, name, "a")
    write(tmp_path, "surroundings/pyvenv.cfg", "")
    write(tmp_path, "surroundings/lib/x.py", "a")
    return tmp_path


@pytest.mark.parametrize(
    "changed", ["src/nodes.py", "src/new.py", "conf/base/catalog.yml", "info.log", "info.log.1", ".viz/stats.json"]
)
def test_code_configuration_and_logs_count(root: Path, changed: str) -> None:
    before = fingerprint(root)
    write(root, changed, "longer")
    assert fingerprint(root) != before


@pytest.mark.parametrize(
    "changed", ["data/reviews.json", ".venv/lib/x.py", "surroundings/lib/x.py", "src/__pycache__/x.json", "notes.docx"]
)
def test_what_no_reader_reads_does_not_count(root: Path, changed: str) -> None:
    before = fingerprint(root)
    write(root, changed, "longer")
    assert fingerprint(root) == before


def test_code_is_told_from_the_rest(root: Path) -> None:
    before = fingerprint(root)
    write(root, "src/nodes.py", "longer")
    after = fingerprint(root)
    assert (after.code == before.code, after.rest == before.rest) == (False, True)


def test_links_in_a_circle_and_folders_that_are_gone(root: Path) -> None:
    (root / "src/again").symlink_to(root, target_is_directory=True)
    assert fingerprint(root) == fingerprint(root)
    assert fingerprint(root / "gone") == Fingerprint(code=hash(()), rest=hash(()))


class Disk:
    """A project that a test changes: what reading gives, or raises."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.found: Project | Exception = project(node("clean", "raw", "table"))

    def read(self) -> Opened:
        if isinstance(self.found, Exception):
            raise self.found
        return Opened(project=self.found, root=self.root, reader=None)


@pytest.fixture
def disk(root: Path) -> Disk:
    return Disk(root)


@pytest.fixture
def served(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> ServedProject:
    monkeypatch.setattr(serving, "QUIET_SECONDS", 0)
    monkeypatch.setattr(serving, "SHARE_OF_TIME", 0)
    return ServedProject(disk.read(), AppOptions(), finish=lambda app: None, open_=disk.read)


def asked(served: ServedProject, until: Callable[[dict[str, object]], bool] = lambda answer: True) -> dict[str, object]:
    """What the page is told at last."""
    for _ in range(1000):
        answer = served.edition()
        if not served.is_reading and until(answer):
            return answer
        time.sleep(0.01)
    raise AssertionError(f"never told: {served.edition()}")


def layout(app: Flask) -> str:
    return app.test_client().get("/_dash-layout").get_data(as_text=True)


def test_a_page_that_nobody_changed_stays_as_it_is(served: ServedProject) -> None:
    before = served.app
    asked(served)
    assert asked(served)["trouble"] == ""
    assert served.app is before


def test_a_change_makes_a_new_edition(served: ServedProject, disk: Disk) -> None:
    before = served.edition()["edition"]
    disk.found = project(node("polish", "raw", "table"))
    write(disk.root, "conf/base/catalog.yml", "longer")
    after = asked(served, lambda answer: answer["edition"] != before)["edition"]
    assert "node:polish" in layout(served.app)
    assert f'"edition":"{after}"' in layout(served.app)


def test_code_that_is_shown_has_changed_though_the_graph_has_not(served: ServedProject, disk: Disk) -> None:
    before = served.edition()["edition"]
    write(disk.root, "src/nodes.py", "longer")
    asked(served, lambda answer: answer["edition"] != before)


def test_a_change_that_shows_nowhere_disturbs_nobody(served: ServedProject, disk: Disk) -> None:
    before = served.edition()["edition"]
    write(disk.root, "conf/base/notes.txt", "longer")
    served.edition()
    assert asked(served)["edition"] == before


def test_a_project_that_cannot_be_read_any_more_is_still_shown(served: ServedProject, disk: Disk) -> None:
    before = served.edition()["edition"]
    disk.found = ReadError("It is gone.")
    write(disk.root, "src/nodes.py", "longer")
    told = asked(served, lambda answer: bool(answer["trouble"]))
    assert told == {"edition": before, "trouble": "It is gone."}
    assert "node:clean" in layout(served.app)


def test_a_pipeline_that_has_gone_gives_way_to_the_default(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "QUIET_SECONDS", 0)
    monkeypatch.setattr(serving, "SHARE_OF_TIME", 0)
    pipelines = tuple(Pipeline(name=name, node_ids=("node:clean",)) for name in ("__default__", "extra"))
    disk.found = project(node("clean", "raw", "table"), pipelines=pipelines)
    served = ServedProject(disk.read(), AppOptions(pipeline="extra"), finish=lambda app: None, open_=disk.read)
    before = served.edition()["edition"]
    disk.found = project(node("clean", "raw", "table"))
    write(disk.root, "src/nodes.py", "longer")
    asked(served, lambda answer: answer["edition"] != before)
    assert '"pipeline":"__default__"' in layout(served.app)


def test_a_page_that_is_not_watched_says_so(disk: Disk) -> None:
    served = ServedProject(disk.read(), AppOptions(), finish=lambda app: None)
    assert served.edition() == {"edition": "", "trouble": ""}
    assert '"edition":""' in layout(served.app)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_defect_while_reading_again_does_not_end_the_watching(served: ServedProject, disk: Disk) -> None:
    before = served.edition()["edition"]
    disk.found = ZeroDivisionError("a defect")
    write(disk.root, "src/nodes.py", "longer")
    told = asked(served, lambda answer: bool(answer["trouble"]))
    assert "could not be read again" in str(told["trouble"])
    disk.found = project(node("polish", "raw", "table"))
    write(disk.root, "src/nodes.py", "longer still")
    assert asked(served, lambda answer: answer["edition"] != before)["trouble"] == ""
