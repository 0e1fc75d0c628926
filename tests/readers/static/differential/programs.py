"""Generated programs of plain Python, whose values end up in names of datasets, where one can see them."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from tests.readers.static.differential.snippets import NESTED, PLAIN, STATEMENTS, UNCERTAIN

HEAD = '''
import collections
import contextlib
import copy
import dataclasses
import enum
import functools
import itertools
import operator
import re
import string
import typing
from dataclasses import dataclass, field

from kedro.pipeline import Pipeline, node, pipeline


def rest(*args):
    return 1


def named(value):
    """What the name of a dataset can show of a value."""
    return repr(value).replace("@", "(at)")


class Recorder:
    def __init__(self):
        self.nodes = []

    def __call__(self, *values):
        names = [f"{len(self.nodes)}_{index}_{named(value)}" for index, value in enumerate(values)]
        self.nodes.append(node(rest, names or None, f"out_{len(self.nodes)}", name=f"n{len(self.nodes)}"))


'''
HOLE = re.compile(r"<(?:(new|var):)?([a-z]+)>")


class Program:
    """Fills holes: `<int>` is an expression of that type, `<var:list>` a variable, `<new:list>` a new one."""

    def __init__(self, draw: st.DrawFn, uncertain: bool) -> None:
        self.draw = draw
        self.statements = (*STATEMENTS, *UNCERTAIN * 3) if uncertain else STATEMENTS
        self.count = 0
        self.names: list[dict[str, list[str]]] = [{}]

    def expression(self, kind: str, depth: int) -> str:
        """An expression of this type."""
        known = self.known(kind)
        if known and self.draw(st.integers(0, 2)) == 2:
            return self.draw(st.sampled_from(known))
        plain, nested = PLAIN[kind], NESTED[kind]
        template = self.draw(st.sampled_from(plain if depth <= 0 else (*plain[:2], *nested)))
        return self.fill(template, depth - 1)

    def known(self, kind: str) -> list[str]:
        """The variables of this type that are surely bound."""
        return [name for names in self.names for name in names.get(kind, ())]

    def fill(self, template: str, depth: int) -> str:
        """The template without holes; what it binds is known afterwards."""
        bound: list[tuple[str, str]] = []

        def hole(match: re.Match[str]) -> str:
            how, kind = match.groups()
            if how == "new":
                self.count += 1
                bound.append((kind, f"{kind[0]}{self.count}"))
                return bound[-1][1]
            if how == "var":
                known = self.known(kind)
                return self.draw(st.sampled_from(known)) if known else f"first_{kind}"
            return self.expression(kind, depth)

        text = HOLE.sub(hole, template)
        for kind, name in bound:
            self.names[-1].setdefault(kind, []).append(name)
        return text

    def statement(self, depth: int) -> list[str]:
        """The lines of one snippet; `BLOCK` in it is replaced by further ones."""
        snippets = [s for s in self.statements if depth > 0 or "BLOCK" not in s]
        self.count += 1
        template = self.draw(st.sampled_from(snippets)).replace("_%", f"_{self.count}")
        lines: list[str] = []
        for line in template.strip("\n").split("\n"):
            stripped = line.lstrip()
            if stripped == "BLOCK":
                lines += self.block(depth - 1, line[: len(line) - len(stripped)])
            else:
                lines.append(self.fill(line, 2))
        return lines

    def block(self, depth: int, indent: str) -> list[str]:
        """A few statements; their names are forgotten after them."""
        self.names.append({})
        lines = [indent + line for _ in range(self.draw(st.integers(1, 2))) for line in self.statement(depth)]
        self.names.pop()
        return lines


@st.composite
def registries(draw: st.DrawFn, programs: int = 3, uncertain: bool = False) -> str:
    """A registry with a pipeline for each program; what it raises becomes the pipeline's name."""
    program = Program(draw, uncertain)
    parts, calls = [], []
    for index in range(programs):
        program.names = [{kind: [f"first_{kind}"] for kind in ("int", "str", "list", "dict", "set", "ints")}]
        lines = [line for _ in range(draw(st.integers(1, 4))) for line in program.statement(2)]
        parts.append(f"def program_{index}(show):\n" + FIRST + "".join(f"    {line}\n" for line in lines))
        calls.append(f"    run('p{index}', program_{index}, out)\n")
    return HEAD + "\n\n".join(parts) + RUN + "".join(calls) + "    return out\n"


FIRST = """    first_int, first_str, first_list = 2, 'ab', ['x', 'b', 'a']
    first_dict, first_set, first_ints = {'k': 1, 'a': 2}, {'q', 'r'}, [3, 1, 2]
"""
RUN = """

def run(name, program, out):
    show = Recorder()
    try:
        program(show)
    except Exception as error:
        name += " " + type(error).__name__
    out[name] = Pipeline(show.nodes)


def register_pipelines():
    out = {}
"""
