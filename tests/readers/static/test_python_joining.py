"""Ways in which projects put their pipelines together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readers.static.projects import body, default, flows, read


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "from functools import reduce\nimport operator\n"
            "parts = [pipeline([node(clean, x, x + 'o', name=x)]) for x in 'ab']\n"
            "nodes = [reduce(operator.add, parts)]",
            ["a: a -> ao", "b: b -> bo"],
        ),
        (
            "first = whole = pipeline([node(clean, 'a', 'b', name='n')])\n"
            "whole += pipeline([node(clean, 'b', 'c', name='m')])\n"
            "nodes = [node(many, sorted(whole.inputs()), f'o{len(first.nodes)}{len(whole.nodes)}', name='k')]",
            ["k: a -> o12"],
        ),
        (
            "from pathlib import Path\nhere = Path(__file__).parent\n"
            "nodes = [node(clean, p.stem, here.name + '_o', name='n') for p in here.glob('nod*.py')]",
            ["n: nodes -> shop_o"],
        ),
        (
            "from collections import defaultdict\ngroups = defaultdict(list)\ngroups['x'].append('a')\ngroups['y']\n"
            "nodes = [node(many, groups['x'] + list(groups), 'o', name='n')]",
            ["n: a, x, y -> o"],
        ),
    ],
)
def test_pipelines_are_put_together(tmp_path: Path, lines: str, expected: list[str]) -> None:
    assert flows(default(read(tmp_path, body(lines)))) == expected


def test_functions_register_themselves(tmp_path: Path) -> None:
    text = """
    class Steps:
        known = {}

        @classmethod
        def add(cls, name):
            def register(function):
                cls.known[name] = function
                return function
            return register

    @Steps.add("one")
    def first(table): return table

    def register_pipelines():
        steps = [node(step, f"{name}_in", f"{name}_out", name=name) for name, step in Steps.known.items()]
        return {"__default__": pipeline(steps)}
    """
    (fact,) = default(read(tmp_path, text))
    assert (flows((fact,)), fact.function) == (["one: one_in -> one_out"], "first")


def test_one_pipeline_in_several_namespaces(tmp_path: Path) -> None:
    text = """
    def register_pipelines():
        base = pipeline([node(clean, "raw", "table", name="n")])
        parts = {name: pipeline(base, namespace=name, tags=name, inputs={"raw"}) for name in ("x", "y")}
        return {"__default__": sum(parts.values()), **parts}
    """
    facts = read(tmp_path, text)
    assert flows(default(facts)) == ["x.n: raw -> x.table", "y.n: raw -> y.table"]
    assert list(facts.pipelines) == ["__default__", "x", "y"]
    assert [fact.tags for fact in facts.pipelines["y"]] == [("y",)]
