"""What a registry takes from where it runs: environment variables, modules that may not import, loggers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.static.projects import body, default, flows, read, write
from viz.readers.kedro_project.locate import locate
from viz.readers.kedro_project.static import read_pipelines

SWITCH = """
import os
LEVEL = os.getenv("SHOP_LEVEL")

def register_pipelines():
    nodes = [node(clean, "raw", "table", name="always")]
    if CONDITION:
        nodes.append(node(clean, "table", "extra", name="sometimes"))
    return {"__default__": pipeline(nodes)}
"""


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ("LEVEL", ["always"]),
        ("not LEVEL", ["always", "sometimes"]),
        ("LEVEL in ('local', 'dev')", ["always"]),
        ("LEVEL == 'high'", ["always"]),
        ("LEVEL is None", ["always", "sometimes"]),
        ("(LEVEL or 'high') == 'high'", ["always", "sometimes"]),
    ],
)
def test_an_environment_variable_without_a_default_is_taken_not_to_be_set(
    tmp_path: Path, condition: str, names: list[str]
) -> None:
    facts = read(tmp_path, SWITCH.replace("CONDITION", condition))
    assert facts.complete
    assert [fact.name for fact in facts.pipelines["__default__"]] == names
    (note,) = facts.diagnostics
    assert (note.level, note.code) == ("info", "environment-unset")
    assert note.place is not None
    assert note.place.line == 8


@pytest.mark.parametrize("name", ["os.environ['SHOP_SOURCE']", "os.getenv('SHOP_SOURCE')", "os.getenv('HOME', 'raw')"])
def test_a_name_that_the_environment_gives_is_not_guessed(tmp_path: Path, name: str) -> None:
    facts = read(tmp_path, "import os\n" + body(f"nodes = [node(clean, {name} + '_raw', 'o', name='n')]"))
    assert not facts.complete
    assert facts.diagnostics[0].code == "environment"


def test_a_project_that_insists_on_a_variable_is_shown_as_if_it_were_set(tmp_path: Path) -> None:
    text = """
    import os
    if not os.getenv("SHOP_KEY"):
        raise ValueError("set SHOP_KEY")
    """
    facts = read(tmp_path, text + body("nodes = [node(clean, 'raw', 'o', name='n')]").replace("\n", "\n    "))
    assert flows(facts.pipelines["__default__"]) == ["n: raw -> o"]


def test_the_whole_environment_may_be_spread_into_a_dictionary(tmp_path: Path) -> None:
    text = "import os\nconfig = {**os.environ, 'source': 'raw'}\n"
    assert flows(default(read(tmp_path, text + body("nodes = [node(clean, 'raw', 'o', name='n')]")))) == ["n: raw -> o"]


GUARDED = """
import logging
logger = logging.getLogger(__name__)

try:
    from shop.steps import create
    logger.info("steps are there")
except ImportError as error:
    logger.error(f"no steps: {error}")
    create = None

def register_pipelines():
    return {"__default__": create() if create else pipeline([])}
"""


def test_what_a_module_of_the_project_needs_is_taken_to_be_there(tmp_path: Path) -> None:
    steps = """
    import pandas
    from kedro.pipeline import node, pipeline
    from shop.nodes import clean
    pandas.set_option("display.width", 100)

    def create():
        return pipeline([node(clean, "raw", "o", name="n")])
    """
    needed = default(read(tmp_path / "needed", "import pandas\n" + GUARDED, steps=steps))
    assert flows(needed) == ["n: raw -> o"]
    optional = read(tmp_path / "optional", GUARDED, steps=steps)
    assert flows(optional.pipelines["__default__"]) == ["n: raw -> o"]
    assert not optional.complete


def test_a_library_that_may_be_missing_and_is_insisted_on_is_there(tmp_path: Path) -> None:
    steps = """
    try:
        import acme
    except ImportError as error:
        raise RuntimeError("install acme") from error

    def wash(table):
        return table
    """
    facts = read(
        tmp_path, "from shop.steps import wash\n" + body("nodes = [node(wash, 'raw', 'o', name='n')]"), steps=steps
    )
    assert flows(default(facts)) == ["n: raw -> o"]


def test_a_library_that_a_registry_can_do_without_may_be_missing(tmp_path: Path) -> None:
    facts = read(tmp_path, GUARDED.replace("shop.steps", "acme"))
    assert not facts.complete
    assert facts.diagnostics[0].code == "try"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("import math\nnames = [f'part_{i}' for i in range(math.ceil(5 / 2))]", "n: part_0, part_1, part_2 -> o"),
        ("import re\nnames = [re.sub(r'[^a-z]+', '_', 'north & east')]", "n: north_east -> o"),
        ("import re\nfound = re.match(r'v(\\d+)', 'v12-rest')\nnames = [found.group(1) + found[0]]", "n: 12v12 -> o"),
        ("import re\nnames = ['a' if re.search('x', 'abc') else 'b']", "n: b -> o"),
        ("import string\nnames = list(string.ascii_lowercase[:2])", "n: a, b -> o"),
        ("import json\nnames = [json.dumps([1, 2], separators=('', ''))]", "n: [12] -> o"),
    ],
)
def test_what_the_standard_library_calculates_is_known(tmp_path: Path, lines: str, expected: str) -> None:
    facts = read(tmp_path, body(lines + "\nnodes = [node(many, names, 'o', name='n')]"))
    assert flows(default(facts)) == [expected]


def test_a_search_that_may_not_end_is_not_made(tmp_path: Path) -> None:
    text = f"import re\nname = re.sub('(a+)+(a+)+$', 'x', {'a' * 200 + 'b'!r})\n"
    facts = read(tmp_path, body(text + "nodes = [node(clean, name, 'o', name='n')]"))
    assert not facts.complete


@pytest.mark.parametrize("package", [{}, {"steps/__init__.py": ""}])
def test_modules_are_found_in_a_package_of_the_project(tmp_path: Path, package: dict[str, str]) -> None:
    text = """
    import importlib
    import pkgutil
    from shop import steps

    def register_pipelines():
        found = {}
        for _, name, _ in pkgutil.iter_modules(steps.__path__):
            found[name] = importlib.import_module(f"shop.steps.{name}").create()
        return {"__default__": sum(found.values()), **found}
    """
    step = """
    from kedro.pipeline import node, pipeline
    from shop.nodes import clean

    def create():
        return pipeline([node(clean, "raw", NAME, name=NAME)])
    """
    files = {f"steps/{name}.py": step.replace("NAME", repr(name)) for name in ("wash", "dry")}
    write(tmp_path, {"pipeline_registry.py": text, **files, **package})
    assert flows(default(read_pipelines(locate(tmp_path)))) == ["dry: raw -> dry", "wash: raw -> wash"]


def test_decorators_known_to_keep_a_function_leave_no_doubt(tmp_path: Path) -> None:
    steps = """
    import pandera as pa
    from tenacity import retry, stop_after_attempt

    @pa.check_output(pa.DataFrameSchema({}))
    def checked(rate, table): return table

    @retry(stop=stop_after_attempt(3))
    def tried(rate, table): return table
    """
    nodes = (
        "nodes = [node(f, {'table': 't', 'rate': 'r'}, f.__name__ + '_o', name=f.__name__) for f in (checked, tried)]"
    )
    facts = read(tmp_path, "from shop.steps import checked, tried\n" + body(nodes), steps=steps)
    assert flows(default(facts)) == ["checked: r, t -> checked_o", "tried: t, r -> tried_o"]


def test_what_is_known_of_a_list_is_shown_beside_what_is_not(tmp_path: Path) -> None:
    text = """
    import acme
    nodes = [node(clean, "raw", "a", name="sure")]
    nodes = nodes + ([node(clean, "a", "b", name="one")] if acme.ready() else [node(clean, "a", "c", name="other")])
    nodes = nodes + acme.more()
    """
    facts = read(tmp_path, body(text))
    assert not facts.complete
    assert flows(facts.pipelines["__default__"]) == ["sure: raw -> a", "one: a -> b", "other: a -> c"]


def test_a_pipeline_that_needs_a_variable_to_be_imported_is_shown_and_not_certain(tmp_path: Path) -> None:
    step = """
    import os
    from kedro.pipeline import node, pipeline
    from shop.nodes import clean
    TOKEN = os.environ["SHOP_TOKEN"]

    def create_pipeline():
        return pipeline([node(clean, "raw", "o", name="n")])
    """
    registry = "from kedro.framework.project import find_pipelines as register_pipelines\n"
    write(tmp_path, {"pipeline_registry.py": registry, "pipelines/load/__init__.py": step})
    facts = read_pipelines(locate(tmp_path))
    assert flows(facts.pipelines["load"]) == ["n: raw -> o"]
    assert not facts.complete
    assert "SHOP_TOKEN" in facts.diagnostics[0].message


def test_functions_of_a_marimo_notebook_are_what_they_are(tmp_path: Path) -> None:
    notebook = """
    import marimo
    app = marimo.App(width="medium")

    with app.setup:
        import polars

    @app.function
    def wash(table):
        return table

    @app.function(hide_code=True)
    def dry(table):
        return table

    @app.cell
    def _():
        return
    """
    nodes = "nodes = [node(wash, 'raw', 'a', name='w'), node(dry, 'a', 'b', name='d')]"
    facts = read(tmp_path, "from shop.steps import dry, wash\n" + body(nodes), steps=notebook)
    assert [node.function for node in default(facts)] == ["wash", "dry"]


def test_a_pipeline_of_kedro_mlflow_is_its_training_pipeline(tmp_path: Path) -> None:
    text = """
    from kedro_mlflow.pipeline.pipeline_ml import PipelineML
    from kedro_mlflow.pipeline.pipeline_ml_factory import pipeline_ml_factory
    fit = pipeline([node(train, ["raw", "params:rate"], "model", name="fit")])
    use = pipeline([node(train, ["model", "new"], "answer", name="use")])
    first = pipeline_ml_factory(training=fit, inference=use, input_name="new")
    second = PipelineML([node(clean, "x", "y", name="own")], inference=use, input_name="new")
    nodes = first + second
    """
    assert flows(default(read(tmp_path, body(text)))) == ["fit: raw, params:rate -> model", "own: x -> y"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("from typing import List\nnames = ['a' if isinstance([], List) else 'b']", "a"),
        ("from typing import Dict\nnames = ['a' if isinstance([], Dict) else 'b']", "b"),
        ("from collections.abc import Mapping\nnames = ['a' if isinstance({}, Mapping) else 'b']", "a"),
        ("from typing import Callable\nnames = ['a' if isinstance(clean, Callable) else 'b']", "a"),
        ("import ast\nnames = ast.literal_eval(\"['a', 'b']\")", "a, b"),
        ("import ast\ntry:\n    names = ast.literal_eval('no data')\nexcept SyntaxError:\n    names = 'c'", "c"),
    ],
)
def test_what_a_registry_asks_of_its_values_is_answered(tmp_path: Path, lines: str, expected: str) -> None:
    facts = read(tmp_path, body(lines + "\nnodes = [node(many, names, 'o', name='n')]"))
    assert flows(default(facts)) == [f"n: {expected} -> o"]
