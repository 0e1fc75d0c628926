"""What depends on the order of a set is never called certain."""

from __future__ import annotations

from pathlib import Path

import pytest

from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.static import read_pipelines

REGISTRY = """
from kedro.pipeline import node, pipeline


class Recorder:
    def __init__(self):
        self.nodes = []

    def __call__(self, name):
        self.nodes.append(node(max, "rows", f"out_{len(self.nodes)}", name=str(name)))


def program(show):
    LOOP


def register_pipelines():
    show = Recorder()
    try:
        program(show)
    except Exception:
        pass
    return {"__default__": pipeline(show.nodes)}
"""
STOPS_AT_ONE = """for letter in {"a", "b", "c", "d"}:
        if letter == "c":
            break
        show("before")
        break"""
RAISES_AT_SOME = """for first, second in {"a", "b", ("c", 1), ("d", 2)}:
        if second > 1:
            break
        show(first)"""
FAILS_BEFORE_MORE = """for first, second in {"aa", "b", ("c", 1)}:
        if second == 1:
            break
    show("after")"""
SAME_IN_ANY = """found = False
    for letter in {"a", "b", "c", "d"}:
        if letter == "c":
            found = True
    show(found)"""


@pytest.mark.parametrize(
    ("loop", "complete"),
    [(STOPS_AT_ONE, False), (RAISES_AT_SOME, False), (FAILS_BEFORE_MORE, False), (SAME_IN_ANY, True)],
)
def test_a_loop_over_a_set(tmp_path: Path, loop: str, complete: bool) -> None:
    package = tmp_path / "src" / "shop"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "pipeline_registry.py").write_text(REGISTRY.replace("LOOP", loop))
    (tmp_path / "pyproject.toml").write_text(
        '[tool.kedro]\npackage_name = "shop"\nproject_name = "Shop"\nkedro_init_version = "1.0.0"\n'
    )
    assert read_pipelines(locate(tmp_path)).complete is complete
