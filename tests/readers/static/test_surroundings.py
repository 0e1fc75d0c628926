"""What a registry takes from where it runs: environment variables, modules that may not import, loggers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.static.projects import body, default, flows, read

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
    assert flows(default(read(tmp_path, GUARDED, steps=steps))) == ["n: raw -> o"]


def test_a_library_that_a_registry_can_do_without_may_be_missing(tmp_path: Path) -> None:
    facts = read(tmp_path, GUARDED.replace("shop.steps", "acme"))
    assert not facts.complete
    assert facts.diagnostics[0].code == "try"
