"""Python's objects as they share, keep and copy what they hold."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.readers.static.projects import body, default, flows, read


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("def inner():\n    yield 'a'\n    return 'b'\ndef outer():\n    last = yield from inner()\n    yield last\n"
         "nodes = [node(many, list(outer()), 'o', name='n')]", "n: a, b -> o"),
        ("import copy\na = [['x']]\nb = copy.copy(a)\nc = copy.deepcopy(a)\nb[0].append('y')\n"
         "nodes = [node(many, a[0] + c[0][:1] * 0, 'o', name='n')]", "n: x, y -> o"),
        ("import copy\na = [['x']]\nc = copy.deepcopy(a)\na[0].append('y')\nnodes = [node(many, c[0], 'o', name='n')]",
         "n: x -> o"),
        ("import functools\ncalls = []\n@functools.lru_cache(maxsize=None)\ndef once(x):\n"
         "    calls.append(x)\n    return x\n"
         "once('a')\nonce('a')\nonce('b')\nnodes = [node(many, calls, 'o', name='n')]", "n: a, b -> o"),
        ("import functools\nclass Names:\n    @functools.cached_property\n    def all(self):\n        return ['a']\n"
         "names = Names()\nnames.all.append('b')\nnodes = [node(many, names.all, 'o', name='n')]", "n: a, b -> o"),
        ("class Name:\n    @property\n    def text(self):\n        return self.kept\n    @text.setter\n"
         "    def text(self, text):\n        self.kept = text + '_set'\n"
         "name = Name()\nname.text = 'a'\nnodes = [node(clean, name.text, 'o', name='n')]", "n: a_set -> o"),
        ("names = {'a': 1}\nfound = 'no'\ntry:\n    for name in names:\n        names[name + 'x'] = 1\n"
         "except RuntimeError:\n    found = 'changed'\nnodes = [node(clean, found, 'o', name='n')]", "n: changed -> o"),
    ],
)  # fmt: skip
def test_objects_behave_as_in_python(tmp_path: Path, lines: str, expected: str) -> None:
    assert flows(default(read(tmp_path, body(lines)))) == [expected]


def test_a_generator_runs_as_far_as_it_is_asked_to(tmp_path: Path) -> None:
    lines = """
    import itertools
    seen = []
    def names():
        number = 0
        while True:
            number += 1
            seen.append(f"makes_{number}")
            yield f"n{number}"
    for name in itertools.islice(names(), 2):
        seen.append(name)
    nodes = [node(many, seen, "o", name="n")]
    """
    assert flows(default(read(tmp_path, body(lines)))) == ["n: makes_1, n1, makes_2, n2 -> o"]


def test_a_class_of_nodes_makes_nodes(tmp_path: Path) -> None:
    text = """
    from kedro.pipeline.node import Node

    class Heavy(Node):
        def __init__(self, *args, memory=None, **kwargs):
            self._memory = memory
            super().__init__(*args, **kwargs)
            self.label = f"{self.name}: {memory}"

        @property
        def memory(self):
            return self._memory

    class Plain(Node):
        pass
    """
    nodes = "nodes = [Heavy(clean, 'raw', 'a', name='h', memory=8), Plain(clean, inputs='a', outputs='b', name='p')]"
    first, second = default(read(tmp_path, dedent(text) + body(nodes)))
    assert flows((first, second)) == ["h: raw -> a", "p: a -> b"]
    assert first.declared_at == second.declared_at


def test_a_class_of_nodes_with_names_of_its_own_is_not_guessed(tmp_path: Path) -> None:
    text = """
    from kedro.pipeline.node import Node

    class Loud(Node):
        @property
        def name(self):
            return super().name.upper()
    """
    facts = read(tmp_path, dedent(text) + body("nodes = [Loud(clean, 'raw', 'a', name='n')]"))
    assert not facts.complete
    assert "Loud" in facts.diagnostics[0].message


def test_a_function_that_is_not_followed_to_its_end_leaves_what_it_changes_in_doubt(tmp_path: Path) -> None:
    lines = """
    seen = []
    def collect():
        for name in {"a", "b", "c"}:
            if name != "b":
                break
            seen.append(name)
    collect()
    nodes = [node(many, ["first", *seen], "o", name="n")]
    """
    facts = read(tmp_path, body(lines))
    assert not facts.complete
    assert "order of a set" in facts.diagnostics[0].message


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("seen = []\nfor name in {'b', 'a', 'c'}:\n    seen.append(name)\n"
         "nodes = [node(many, sorted(seen), 'o', name='n')]", "n: a, b, c -> o"),
        ("nodes = []\nfor name in {'b', 'a'}:\n    nodes.append(node(clean, name, name + '_o', name=name))\n"
         "nodes = [node(many, sorted(n.name for n in nodes), 'o', name='n')]",
         "n: a, b -> o"),
        ("count = 0\nfor name in {'bb', 'a'}:\n    count += len(name)\n"
         "nodes = [node(clean, str(count), 'o', name='n')]", "n: 3 -> o"),
    ],
)  # fmt: skip
def test_what_no_order_of_a_set_changes_is_certain(tmp_path: Path, lines: str, expected: str) -> None:
    assert flows(default(read(tmp_path, body(lines)))) == [expected]


def test_a_method_has_the_attributes_of_its_function(tmp_path: Path) -> None:
    lines = """
    def marked(function):
        function.reads = ["a", "b"]
        return function
    class Steps:
        @marked
        def first(self, a, b):
            return a
    steps = Steps()
    nodes = [node(steps.first, steps.first.reads, "o", name=steps.first.__name__)]
    """
    assert flows(default(read(tmp_path, body(lines)))) == ["first: a, b -> o"]
