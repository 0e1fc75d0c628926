"""Projects of Kedro 0.15 and 0.16, whose context says what their pipelines are."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from tests.readers.static.projects import NODES
from viz.readers.kedro_project.facts import PipelineFacts
from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.static import read_pipelines

PIPELINE = """
from kedro.pipeline import Pipeline, node
from shop.nodes import clean

def create_pipelines():
    return {"__default__": Pipeline([node(clean, "raw", "table", name="tidy")])}
"""


def old(root: Path, context_path: str = "shop.run.ProjectContext", **files: str) -> PipelineFacts:
    """What is read of a project described by `.kedro.yml`: `src__shop__run="..."` is `src/shop/run.py`."""
    described = f"context_path: {context_path}\nproject_name: Shop\nproject_version: 0.16.4\n"
    (root / ".kedro.yml").write_text(described)
    given = {"src__shop____init__": "", "src__shop__nodes": NODES, "src__shop__pipeline": PIPELINE, **files}
    for name, text in given.items():
        path = root / (name.replace("__init__", "@").replace("__", "/").replace("@", "__init__") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text))
    return read_pipelines(locate(root))


def names(facts: PipelineFacts) -> dict[str, list[str]]:
    assert facts.complete, facts.diagnostics
    return {name: [node.name for node in nodes] for name, nodes in facts.pipelines.items()}


def test_the_context_that_the_description_names_is_asked(tmp_path: Path) -> None:
    context = """
        from kedro.framework.context import KedroContext
        from shop.pipeline import create_pipelines

        class Shop(KedroContext):
            def _get_pipelines(self):
                return create_pipelines()
        """
    assert names(old(tmp_path, "main.Shop", main=context)) == {"__default__": ["tidy"]}


def test_a_context_may_inherit_what_it_registers(tmp_path: Path) -> None:
    base = """
        from kedro.framework.context import KedroContext
        from shop.pipeline import create_pipelines

        class Base(KedroContext):
            def _get_pipelines(self):
                return {f"{self.env}_{name}": pipeline for name, pipeline in create_pipelines().items()}
        """
    run = "from shop.base import Base\nclass ProjectContext(Base):\n    pass\n"
    assert names(old(tmp_path, src__shop__base=base, src__shop__run=run)) == {"local___default__": ["tidy"]}


def test_a_context_of_before_0_17_wins_over_hooks(tmp_path: Path) -> None:
    run = """
        from kedro.framework.context import KedroContext
        from shop.pipeline import create_pipelines

        class ProjectContext(KedroContext):
            def _get_pipelines(self):
                try:
                    chosen = self._extra_params["pipelines"]
                except TypeError:
                    chosen = create_pipelines()
                return chosen
        """
    hooks = """
        from kedro.pipeline import Pipeline
        class ProjectHooks:
            def register_pipelines(self):
                return {"other": Pipeline([])}
        """
    assert names(old(tmp_path, src__shop__run=run, src__shop__hooks=hooks)) == {"__default__": ["tidy"]}


def test_a_context_that_fails_is_told(tmp_path: Path) -> None:
    run = """
        class ProjectContext:
            @property
            def pipelines(self):
                return {}["missing"]
        """
    facts = old(tmp_path, src__shop__run=run)
    assert not facts.complete
    assert [note.code for note in facts.diagnostics] == ["project-error"]
