"""Small projects of every version, one a feature: what we read is what that Kedro said when it was asked.

The answers are kept beside the projects; `record_features.py` asks again. Where the Kedro of the tests' environment can
run a project, it is asked here as well.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.kedro_env import kedro_python
from tests.readers.static.differential.comparing import plain
from tests.readers.static.differential.oracle import Oracle
from tests.readers.static.record_features import ANSWER, FEATURES
from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.static import read_pipelines

PROJECTS = sorted(path for path in FEATURES.iterdir() if path.is_dir())


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_a_project_is_read_as_its_own_kedro_reads_it(project: Path) -> None:
    recorded = json.loads((project / ANSWER).read_text("utf-8"))
    location = locate(project)
    facts = read_pipelines(location)
    assert location.kedro_version == recorded["kedro"]
    assert facts.complete, facts.diagnostics
    assert plain(facts) == recorded["pipelines"]


def test_the_recorded_answers_are_those_of_the_kedro_at_hand() -> None:
    with Oracle(kedro_python()) as oracle:
        asked = [path for path in PROJECTS if path.name.startswith("k1_")]
        assert asked
        for project in asked:
            recorded = json.loads((project / ANSWER).read_text("utf-8"))
            assert oracle.ask(project, "shop") == recorded["pipelines"], project.name
