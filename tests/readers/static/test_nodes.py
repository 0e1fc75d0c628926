"""What is told of a node: its name, function, datasets, tags and places."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.static.projects import body, default, flows, read
from viz.model import Place
from viz.readers.kedro_project.facts import NodeFact


def test_everything_of_a_node_is_told(tmp_path: Path) -> None:
    (fact,) = default(read(tmp_path, body("nodes = [node(clean, 'raw', 'table', name='tidy', tags=['b', 'a'])]")))
    assert (fact.name, fact.given_name, fact.namespace, fact.function) == ("tidy", "tidy", None, "clean")
    assert (fact.inputs, fact.outputs, fact.tags) == (("raw",), ("table",), ("a", "b"))
    assert fact.docstring == "Tidy up."
    assert fact.source == Place(file="src/shop/nodes.py", line=2, end_line=4)
    assert fact.declared_at == Place(file="src/shop/pipeline_registry.py", line=8, end_line=8)


def test_keyword_inputs_come_in_the_order_of_the_call(tmp_path: Path) -> None:
    facts = read(tmp_path, body("nodes = [node(train, {'rate': 'params:rate', 'table': 'raw'}, 'model', name='n')]"))
    assert flows(default(facts)) == ["n: raw, params:rate -> model"]


def test_outputs_by_name_keep_their_order(tmp_path: Path) -> None:
    facts = read(tmp_path, body("nodes = [node(clean, 'raw', {'z': 'last', 'a': 'first'}, name='n')]"))
    assert flows(default(facts)) == ["n: raw -> last, first"]


def test_nodes_without_inputs_or_outputs(tmp_path: Path) -> None:
    facts = read(tmp_path, body("nodes = [node(load, None, 'raw', name='a'), node(clean, 'raw', None, name='b')]"))
    assert flows(default(facts)) == ["a:  -> raw", "b: raw -> "]


def test_nodes_come_in_the_order_kedro_runs_them(tmp_path: Path) -> None:
    text = "nodes = [node(clean, 'b', 'c', name='z'), node(clean, 'a', 'b', name='y'), node(clean, 'x', 'q', name='a')]"
    assert [fact.name for fact in default(read(tmp_path, body(text)))] == ["a", "y", "z"]


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("0.18.14", "train([raw,params:rate]) -> [model]"),
        ("0.19.9", "train([raw;params:rate]) -> [model]"),
        ("1.7.0", "train__c28ed3de"),
    ],
)
def test_unnamed_nodes_are_called_as_that_kedro_calls_them(tmp_path: Path, version: str, name: str) -> None:
    facts = read(tmp_path, body("nodes = [node(train, ['raw', 'params:rate'], 'model')]"), version)
    (fact,) = default(facts)
    assert fact.name == name
    assert fact.given_name is None


def test_a_partial_has_its_own_name(tmp_path: Path) -> None:
    text = body("nodes = [node(partial(train, rate=1), 'raw', 'model', name='n'), node(part, 'raw', 'two', name='m')]")
    facts = read(
        tmp_path,
        "from functools import partial, update_wrapper\npart = update_wrapper(partial(train, rate=2), train)\n" + text,
    )
    assert [fact.function for fact in default(facts)] == ["train", "<partial>"]


def test_lambdas_and_closures(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        """
        def make(suffix):
            def step(table):
                return table + suffix
            return step

        def register_pipelines():
            return {"__default__": pipeline([
                node(lambda table: table, "raw", "one", name="a"),
                node(make("x"), "raw", "two", name="b"),
            ])}
        """,
    )
    first, second = default(facts)
    assert (first.function, second.function) == ("<lambda>", "step")
    assert second.source == Place(file="src/shop/pipeline_registry.py", line=8, end_line=9)


def test_an_own_decorator_keeps_the_name_with_wraps_and_loses_it_without(tmp_path: Path) -> None:
    decorated = """
        from functools import wraps

        def keeping(function):
            @wraps(function)
            def wrapper(*args):
                return function(*args)
            return wrapper

        def losing(function):
            def wrapper(*args):
                return function(*args)
            return wrapper

        @keeping
        def one(table): return table

        @losing
        def two(table): return table
    """
    text = "from shop.steps import one, two\n" + body(
        "nodes = [node(one, 'raw', 'a', name='a'), node(two, 'raw', 'b', name='b')]"
    )
    assert [fact.function for fact in default(read(tmp_path, text, steps=decorated))] == ["one", "wrapper"]


def test_a_decorator_of_a_library_leaves_only_unnamed_nodes_in_doubt(tmp_path: Path) -> None:
    decorated = "import acme\n\n@acme.traced\ndef step(table): return table\n"
    named = body("nodes = [node(step, 'raw', 'a', name='kept')]")
    facts = read(tmp_path / "named", "from shop.steps import step\n" + named, steps=decorated)
    assert flows(facts.pipelines["__default__"]) == ["kept: raw -> a"]
    unnamed = body("nodes = [node(step, 'raw', 'a')]")
    facts = read(tmp_path / "unnamed", "from shop.steps import step\n" + unnamed, steps=decorated)
    assert not facts.complete
    assert "acme.traced" in facts.diagnostics[0].message


@pytest.mark.parametrize(
    "wrong",
    [
        "node(clean, ['raw', 'more'], 'table', name='n')",
        "node(clean, 'raw', ['table', 'table'], name='n')",
        "node(clean, 'raw', 'raw', name='n')",
        "node(clean, 'raw', 'table', name='not a name')",
        "node('clean', 'raw', 'table', name='n')",
        "node(load, None, None, name='n')",
    ],
)
def test_what_kedro_refuses_is_an_error_at_its_line(tmp_path: Path, wrong: str) -> None:
    facts = read(tmp_path, body(f"nodes = [{wrong}]"))
    assert not facts.complete
    errors = [note for note in facts.diagnostics if note.level == "error"]
    assert errors
    assert errors[0].place is not None
    assert (errors[0].place.file, errors[0].place.line) == ("src/shop/pipeline_registry.py", 8)


CONTEXT = """
nodes = [
    llm_context_node(
        outputs="context",
        llm="model",
        prompts=["system", "user"],
        tools=[tool(clean, "store", "params:limit"), tool(clean, "store", "user")],
        tags="talk",
        name=NAME,
    ),
]
"""


def context_node(tmp_path: Path, name: str, version: str = "1.5.0") -> NodeFact:
    imported = "from kedro.pipeline import llm_context_node, tool\n"
    (fact,) = default(read(tmp_path, imported + body(CONTEXT.replace("NAME", name)), version))
    return fact


def test_a_context_node_takes_its_model_its_prompts_and_what_its_tools_need(tmp_path: Path) -> None:
    fact = context_node(tmp_path, "'gather'")
    assert (fact.name, fact.function, fact.tags) == ("gather", "construct_context", ("talk",))
    assert (fact.inputs, fact.outputs) == (("model", "system", "user", "store", "params:limit"), ("context",))
    assert fact.source is None
    assert fact.declared_at == Place(file="src/shop/pipeline_registry.py", line=10, end_line=17)


def test_an_unnamed_context_node_is_called_as_kedro_calls_it(tmp_path: Path) -> None:
    assert context_node(tmp_path, "None").name == "construct_context__c814b5e6"


def test_what_came_with_a_later_release_is_there_for_a_project_made_with_an_earlier_one(tmp_path: Path) -> None:
    assert context_node(tmp_path / "1.0", "'gather'", "1.0.0").name == "gather"
    named = body("nodes = Pipeline([node(clean, 'raw', 'a', name='n')], namespace='ns')")
    assert flows(default(read(tmp_path / "0.19", named, "0.19.2"))) == ["ns.n: ns.raw -> ns.a"]


def test_a_library_function_has_the_name_that_it_is_imported_by(tmp_path: Path) -> None:
    facts = read(
        tmp_path, "from frames import join as glue\n" + body("nodes = [node(glue, ['a', 'b'], 'table', name='n')]")
    )
    assert [fact.function for fact in facts.pipelines["__default__"]] == ["join"]
    assert [(note.level, note.code) for note in facts.diagnostics] == [("info", "library-function-name")]
    assert facts.complete


@pytest.mark.parametrize(
    ("version", "complete"), [("0.18.14", True), ("0.19.0", True), ("0.19", False), ("0.19.5", False)]
)
def test_what_only_a_later_release_refuses_is_not_held_against_a_project(
    tmp_path: Path, version: str, complete: bool
) -> None:
    nodes = body("nodes = [node(clean, 'cars@excel', 'cars@csv', name='n')]")
    assert read(tmp_path, nodes, version).complete is complete
