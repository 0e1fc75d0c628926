"""A tiny project written inline and read without running it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from viz.readers.kedro_project.facts import NodeFact, PipelineFacts
from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.static import read_pipelines

NODES = '''
def clean(raw):
    """Tidy up."""
    return raw


def train(table, rate):
    return table


def many(*tables):
    return tables


def load():
    return 1
'''
IMPORTS = """
from kedro.framework.project import find_pipelines
from kedro.pipeline import Pipeline, node, pipeline

from shop.nodes import clean, load, many, train
"""


def write(root: Path, files: Mapping[str, str], version: str = "1.7.0") -> Path:
    """A project of the package `shop`; `files` are paths inside it, or inside the project where they start with /."""
    package = root / "src" / "shop"
    (root / "pyproject.toml").parent.mkdir(parents=True, exist_ok=True)
    described = f'package_name = "shop"\nproject_name = "Shop"\nkedro_init_version = "{version}"\n'
    (root / "pyproject.toml").write_text("[tool.kedro]\n" + described)
    for name, text in {"__init__.py": "", "settings.py": "", "nodes.py": NODES, **files}.items():
        path = root / name[1:] if name.startswith("/") else package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text))
    return root


def read(root: Path, registry: str, version: str = "1.7.0", **files: str) -> PipelineFacts:
    """What is read of a registry; `files` are further modules: `people="..."` is `people.py`."""
    modules = {f"{name.replace('__', '/')}.py": text for name, text in files.items()}
    write(root, {"pipeline_registry.py": IMPORTS + dedent(registry), **modules}, version)
    return read_pipelines(locate(root))


def default(facts: PipelineFacts) -> tuple[NodeFact, ...]:
    """The nodes of `__default__` of a reading that must be complete and without a remark."""
    assert facts.complete, facts.diagnostics
    assert not facts.diagnostics
    return facts.pipelines["__default__"]


def flows(nodes: tuple[NodeFact, ...]) -> list[str]:
    """Each node as `name: a, b -> c`."""
    return [f"{node.name}: {', '.join(node.inputs)} -> {', '.join(node.outputs)}" for node in nodes]


def body(text: str) -> str:
    """A registry whose only pipeline holds the nodes `nodes` that the text makes."""
    inside = "".join(f"    {line}\n" for line in dedent(text).strip().splitlines())
    return f"\ndef register_pipelines():\n{inside}    return {{'__default__': pipeline(nodes)}}\n"
