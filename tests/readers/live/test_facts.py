"""What Kedro itself says of a node, a pipeline and the configuration."""

from __future__ import annotations

import pytest

from tests.readers.live.conftest import Ask, names
from viz.model import Place
from viz.readers.kedro_project.facts import NodeFact

pytestmark = pytest.mark.kedro
CLEANING = "src/movies/pipelines/cleaning/__init__.py"


def only_node(ask: Ask, body: str) -> NodeFact:
    """The one node of a pipeline file whose `create_pipeline` returns the pipeline named `made`."""
    answer = ask({CLEANING: body + "\ndef create_pipeline(**kwargs):\n    return made\n"})
    assert answer.facts.diagnostics == ()
    (node,) = answer.facts.pipelines["cleaning"]
    return node


def test_a_project_is_read_as_kedro_has_it(ask: Ask) -> None:
    answer = ask()
    assert names(answer) == {"__default__": ["clean"], "cleaning": ["clean"]}
    assert answer.facts.complete
    assert answer.facts.diagnostics == ()
    assert answer.kedro_version is not None
    assert answer.kedro_version.startswith("1.")
    assert answer.catalog == {"reviews": {"type": "pandas.CSVDataset", "filepath": "data/reviews.csv"}}
    assert answer.parameters == {}


def test_a_node_has_its_function_place_and_docstring(ask: Ask) -> None:
    node = only_node(
        ask,
        '''
from kedro.pipeline import node, pipeline

def train(table, alpha):
    """Fits the model.

        alpha: how strongly
    """
    return table

made = pipeline(
    [node(train, {"alpha": "params:alpha", "table": "table@pandas"}, ["model"], name="train", tags=["ml", "big"])],
    namespace="science",
    parameters={"alpha"},
)
''',
    )
    assert node.name == "science.train"
    assert node.given_name == "train"
    assert node.namespace == "science"
    assert node.function == "train"
    assert node.inputs == ("science.table@pandas", "params:alpha")
    assert node.outputs == ("science.model",)
    assert node.tags == ("big", "ml")
    assert node.source == Place(file=CLEANING, line=4, end_line=9)
    assert node.docstring == "Fits the model.\n\nalpha: how strongly"


def test_wrapped_functions_are_found_where_they_are_written(ask: Ask) -> None:
    node = only_node(
        ask,
        '''
from functools import partial, wraps
from kedro.pipeline import node, pipeline

def logged(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper

@logged
def clean(reviews, deep=True):
    """Cleans."""
    return reviews

shallow = partial(clean, deep=False)
shallow.__name__ = "shallow"
made = pipeline([node(shallow, "reviews", "clean_reviews")])
''',
    )
    assert node.function == "shallow"
    assert node.given_name is None
    assert node.name.startswith("partial(clean)__")
    assert node.source == Place(file=CLEANING, line=11, end_line=14)
    assert node.docstring == "Cleans."


def test_a_lambda_is_where_it_is_written(ask: Ask) -> None:
    node = only_node(
        ask,
        """
from kedro.pipeline import node, pipeline
made = pipeline([node(
    lambda reviews: [
        reviews
    ], "reviews", "listed")])
""",
    )
    assert node.function == "<lambda>"
    assert node.source == Place(file=CLEANING, line=4, end_line=6)


def test_a_function_of_a_library_has_no_place_in_the_project(ask: Ask) -> None:
    node = only_node(
        ask,
        """
from json import dumps
from kedro.pipeline import node, pipeline
made = pipeline([node(dumps, "reviews", "text", name="dumps")])
""",
    )
    assert node.function == "dumps"
    assert node.source is None


def test_a_callable_object_is_where_its_class_is(ask: Ask) -> None:
    node = only_node(
        ask,
        '''
from kedro.pipeline import node, pipeline

class Cleaner:
    """Cleans."""
    __name__ = "cleaner"

    def __call__(self, reviews):
        return reviews

made = pipeline([node(Cleaner(), "reviews", "clean_reviews", name="clean")])
''',
    )
    assert node.function == "cleaner"
    assert node.source == Place(file=CLEANING, line=4, end_line=9)
    assert node.docstring == "Cleans."


def test_the_configuration_is_that_of_the_environment_and_the_runtime_parameters(ask: Ask) -> None:
    answer = ask(
        {
            "conf/base/parameters.yml": "alpha: 1\nbeta: ${runtime_params:beta,2}\n",
            "conf/test/parameters.yml": "alpha: 10\n",
        },
        env="test",
        params={"beta": 3},
    )
    assert answer.parameters == {"alpha": 10, "beta": 3}


def test_credentials_stay_in_the_project(ask: Ask) -> None:
    secret = "conf/local/credentials.yml"
    catalog = (
        "reviews:\n  type: pandas.CSVDataset\n  filepath: s3://b/r.csv\n  credentials: dev_s3\n"
        "inline:\n  type: pandas.SQLTableDataset\n  load_args: {schema: x}\n  credentials: {con: hunter2}\n"
    )
    answer = ask({secret: "dev_s3: {key: hunter2}\n", "conf/base/catalog.yml": catalog})
    assert answer.catalog == {
        "reviews": {"type": "pandas.CSVDataset", "filepath": "s3://b/r.csv"},
        "inline": {"type": "pandas.SQLTableDataset", "load_args": {"schema": "x"}},
    }


def test_values_json_does_not_know_become_text(ask: Ask) -> None:
    answer = ask({"conf/base/parameters.yml": "since: 2026-11-23\nnested: [{day: 2026-11-24}]\n"})
    assert answer.parameters == {"since": "2026-11-23", "nested": [{"day": "2026-11-24"}]}


def test_settings_choose_the_folder_of_the_configuration(ask: Ask) -> None:
    setup = {"setup/base/parameters.yml": "a: 1\n", "setup/local/.gitkeep": ""}
    answer = ask({"src/movies/settings.py": 'CONF_SOURCE = "setup"\n', **setup})
    assert answer.parameters == {"a": 1}
