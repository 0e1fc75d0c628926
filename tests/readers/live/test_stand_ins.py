"""Modules that are not installed do not hide the nodes that use them."""

from __future__ import annotations

import pytest

from tests.readers.live.conftest import PIPELINE, Ask, codes, names

pytestmark = pytest.mark.kedro
CLEANING = "src/movies/pipelines/cleaning/__init__.py"


def with_head(head: str) -> str:
    return f"{head}\n{PIPELINE}"


def test_a_missing_library_is_stood_in_for_and_named(ask: Ask) -> None:
    head = """
    import sparkly as sp
    import sparkly.sql.functions as F
    from deepnet.layers import Dense
    from typing import Optional

    class Net(sp.Module, sp.Mixin):
        layer = Dense(10)(20)
        kind: Optional[sp.Kind] = sp.Kind.DEEP | sp.Kind.WIDE

    class Model(Dense, table=True):
        pass

    Model.registry.add(Net(3).depth + 1)
    """
    answer = ask({CLEANING: with_head(head)})
    assert names(answer)["cleaning"] == ["clean"]
    assert answer.facts.complete
    (remark,) = answer.facts.diagnostics
    assert remark.code == "live-stand-ins"
    assert "deepnet, sparkly" in remark.message


def test_a_guarded_import_fails_as_the_project_expects(ask: Ask) -> None:
    head = """
    try:
        import sparkly
    except ImportError:
        sparkly = None
    assert sparkly is None
    """
    answer = ask({CLEANING: with_head(head)})
    assert names(answer)["cleaning"] == ["clean"]
    assert codes(answer) == []


def test_a_guarded_import_says_nothing_of_the_imports_below_it(ask: Ask) -> None:
    head = """
    try:
        sparkly_is_here = len("x")
    except Exception:
        pass
    import sparkly
    """
    assert names(ask({CLEANING: with_head(head)}))["cleaning"] == ["clean"]


def test_a_library_may_use_parts_of_what_is_stood_in_for(ask: Ask) -> None:
    head = """
    import sparkly
    from importlib import import_module
    registry = import_module("sparkly.units").registry
    registry["date"] = 1
    del registry["date"]
    """
    assert names(ask({CLEANING: with_head(head)}))["cleaning"] == ["clean"]


def test_the_source_folder_can_be_imported_from_as_old_projects_do(ask: Ask) -> None:
    registry = """
        from src.movies.pipelines.cleaning import create_pipeline
        def register_pipelines():
            return {'a': create_pipeline()}
        """
    assert names(ask({"src/movies/pipeline_registry.py": registry})) == {"a": ["clean"]}


def test_what_a_missing_library_registers_is_not_taken_for_nothing(ask: Ask) -> None:
    registry = """
        from sparkly import find_pipelines
        def register_pipelines():
            return find_pipelines()
        """
    answer = ask({"src/movies/pipeline_registry.py": registry})
    assert "sparkly.find_pipelines(), which is not installed" in answer.facts.diagnostics[0].message
    assert not answer.facts.complete


def test_what_a_missing_library_gives_is_taken_apart_into_as_many_as_are_asked_for(ask: Ask) -> None:
    head = """
    from sparkly import symbols
    x, y, z = symbols("x y z")
    speed = x / y
    """
    answer = ask({CLEANING: with_head(head)})
    assert names(answer)["cleaning"] == ["clean"]
    assert answer.facts.complete


def test_a_class_may_be_an_argument_of_a_decorator_or_be_decorated(ask: Ask) -> None:
    cleaning = """
    from kedro.pipeline import node, pipeline
    from sparkly import Schema, check_output, registered

    @registered
    class Table(Schema):
        def rows(self): return 1

    @check_output(Table)
    def clean(reviews):
        return reviews

    def create_pipeline(**kwargs):
        return pipeline([node(clean, "reviews", "table", name="clean")])
    """
    answer = ask({CLEANING: cleaning})
    assert [node.function for node in answer.facts.pipelines["cleaning"]] == ["clean"]


def test_asking_whether_a_module_is_there_gets_the_truth(ask: Ask) -> None:
    head = """
    from importlib.util import find_spec
    assert find_spec("sparkly") is None
    """
    assert codes(ask({CLEANING: with_head(head)})) == []


def test_modules_of_the_project_and_of_kedro_are_never_stood_in_for(ask: Ask) -> None:
    answer = ask(
        {CLEANING: with_head("    import movies.gone\n"), "src/movies/pipelines/b/__init__.py": "import kedro.gone\n"}
    )
    assert codes(answer) == ["live-pipelines-failed", "live-pipelines-failed"]
    assert not answer.facts.complete


@pytest.mark.parametrize(
    "line",
    [
        "for name in sparkly.tables(): print(name)",
        "if sparkly.ready(): pass",
        "if sparkly.mode == 'fast': pass",
        "if sparkly.__version__ < '2': pass",
        "print(f'{sparkly.name}_reviews')",
        "isinstance(1, sparkly.Number)",
    ],
)
def test_a_stand_in_that_decides_something_makes_the_answer_incomplete(ask: Ask, line: str) -> None:
    answer = ask({CLEANING: with_head(f"    import sparkly\n    {line}\n")})
    assert names(answer)["cleaning"] == ["clean"]
    assert not answer.facts.complete
    guess = answer.facts.diagnostics[0]
    assert guess.code == "stand-in-decided"
    assert guess.place is not None
    assert guess.place.file == CLEANING
    assert guess.place.line == 2


def test_a_decorator_that_is_not_installed_keeps_the_function_and_says_so(ask: Ask) -> None:
    decorated = PIPELINE.replace("    def clean(", "    import sparkly\n    @sparkly.traced(deep=True)\n    def clean(")
    answer = ask({CLEANING: decorated})
    (node,) = answer.facts.pipelines["cleaning"]
    assert node.function == "clean"
    assert node.source is not None
    assert not answer.facts.complete
    assert codes(answer) == ["stand-in-decided", "live-stand-ins"]


def test_a_node_function_that_is_not_installed_is_a_guess(ask: Ask) -> None:
    answer = ask(
        {
            CLEANING: PIPELINE.replace("node(clean,", "node(sparkly.clean,").replace(
                "from", "import sparkly\n    from", 1
            )
        }
    )
    (node,) = answer.facts.pipelines["cleaning"]
    assert (node.name, node.function) == ("clean", "clean")
    assert not answer.facts.complete


def test_a_pipeline_made_by_a_missing_library_is_not_shown_as_empty(ask: Ask) -> None:
    made = "from sparkly import pipeline_factory\ndef create_pipeline(**kwargs):\n    return pipeline_factory()\n"
    registry = """
        from movies.pipelines.cleaning import create_pipeline
        def register_pipelines():
            return {'a': create_pipeline()}
        """
    answer = ask({CLEANING: made, "src/movies/pipeline_registry.py": registry})
    assert names(answer) == {}
    assert "is not a Pipeline but <stand-in sparkly.pipeline_factory()>" in answer.facts.diagnostics[0].message


def test_settings_that_name_classes_of_a_missing_library_fall_back_to_kedros(ask: Ask) -> None:
    settings = "from sparkly import Store, Hooks\nSESSION_STORE_CLASS = Store\nHOOKS = (Hooks(),)\n"
    answer = ask({"src/movies/settings.py": settings})
    assert names(answer)["cleaning"] == ["clean"]
    assert answer.facts.complete


def test_modules_beside_the_source_folder_are_the_projects_too(ask: Ask) -> None:
    head = """
    import os, sys
    sys.path.append(os.getcwd())
    from tools.tidying import tidy
    """
    answer = ask({CLEANING: with_head(head), "tools/tidying.py": "import sparkly\n\ntidy = sparkly.tidy\n"})
    assert names(answer)["cleaning"] == ["clean"]
    assert answer.facts.complete
