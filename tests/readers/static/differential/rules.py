"""Generated registries about Kedro's own rules: nodes, names, mappings, namespaces, filters, what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

NODES = """
import functools


def one(a):
    return a


def two(a, b):
    return a


def rest(*args):
    return 1


def kw(a, *, b=1, **more):
    return 1


def none():
    return 1


def opt(a, b=2, c=3):
    return 1


def deco(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def bare(function):
    def inside(x, y=1):
        return function(x)

    return inside


@deco
def wrapped(x, y):
    return x


class Thing:
    def method(self, a, b=1):
        return a

    @staticmethod
    def static(a):
        return a

    @classmethod
    def cls(klass, a):
        return a


class Called:
    def __init__(self, k=1):
        self.k = k

    def __call__(self, a, b=1):
        return a


thing = Thing()
part = functools.partial(two, b=1)
named_part = functools.update_wrapper(functools.partial(two, b=1), two)
lam = lambda a: a
kept = functools.lru_cache(maxsize=None)(two)
"""
IMPORTS = """
import functools

from kedro.pipeline import Pipeline, node, pipeline

from .nodes import *

"""
FUNCTIONS = (
    *("one", "two", "rest", "kw", "none", "opt", "wrapped", "thing.method", "Thing.static", "Thing.cls", "part"),
    *("named_part", "lam", "functools.partial(rest, 1)", "Thing", "(lambda *q: 1)", "deco(two)", "bare(one)", "kept"),
    *("functools.partial(functools.partial(opt, 1), c=2)", "deco(deco(opt))", "Called"),
)
TAKES = {
    **dict.fromkeys(("one", "lam", "Thing.static", "Thing.cls"), ("a",)),
    **dict.fromkeys(("two", "thing.method", "deco(two)", "kept"), ("a", "b")),
    **dict.fromkeys(("part", "named_part"), ("a", "b")),
    **dict.fromkeys(("opt", "deco(deco(opt))"), ("a", "b", "c")),
    **dict.fromkeys(("wrapped", "bare(one)"), ("y", "x")),
    "kw": ("a", "zz", "b", "y"),
}
LENGTHS = {"one": 1, "two": 2, "part": 1, "named_part": 1, "wrapped": 2, "thing.method": 2, "bare(one)": 1, "none": 0}
IN = ("a", "b", "c", "d", "t@x", "t@y", "params:p", "params:q.r", "parameters", "u@x", "f0", "f1", "f2")
WILD_IN = (*IN, "t", "e")
OUT = ("a", "b", "c", "e", "t@x", "t@y", "u@y", "f0", "f1")
T = TypeVar("T")


class Choices:
    """What a generated text is made of, drawn so that hypothesis can make it smaller."""

    def __init__(self, draw: st.DrawFn, old: bool) -> None:
        self.draw = draw
        self.old = old
        self.made = 0

    def pick(self, values: Sequence[T]) -> T:
        return self.draw(st.sampled_from(values))

    def often(self, percent: int) -> bool:
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def several(self, values: Sequence[T], low: int, high: int) -> list[T]:
        return self.draw(st.lists(st.sampled_from(values), min_size=low, max_size=high))


def _inputs(c: Choices, function: str, tame: bool) -> str:
    pool = IN if tame else WILD_IN
    if function in ("none", "Thing", "Called") and (tame or c.often(60)):
        return c.pick(("None", "[]", "{}")) if function == "none" else "None"
    if function in TAKES and c.often(45):
        names = c.draw(st.permutations(TAKES[function]))
        if not tame:
            names = names[: c.draw(st.integers(1, len(names)))]
        return repr({name: c.pick(pool) for name in names})
    if function in LENGTHS:
        count = LENGTHS[function] + (0 if tame or c.often(85) else 1)
        names = [c.pick(pool) for _ in range(count)]
        return repr(names[0]) if count == 1 and c.often(50) else repr(names)
    return repr(c.several(pool, 1, 3))


def _outputs(c: Choices, tame: bool) -> str:
    if not tame:
        by_name = repr({"r": c.pick(OUT), "s": c.pick(OUT)})
        return c.pick(("None", repr(c.pick(OUT)), repr(c.several(OUT, 1, 2)), by_name))
    c.made += 1
    name = f"f{c.made - 1}"
    return c.pick((repr(name), repr([name, name + "_2@x"]), repr({"k": name}), repr({"z": name, "b": name + "_a"})))


def _node(c: Choices, tame: bool) -> str:
    function = c.pick(FUNCTIONS)
    text = f"node({function}, {_inputs(c, function, tame)}, {_outputs(c, tame)}"
    if c.often(50):
        names = (f"n{c.made}", f"n{c.made}", f"n{c.made}_é") if tame else ("n1", "n2", "x.y", "bad name", "n-1")
        text += f", name={c.pick(names)!r}"
    if c.often(35):
        tags = ("'t1'", "['t1', 't2']", "{'t3', 't1'}", "('t2',)", "[]") + (() if tame else ("['bad tag']",))
        text += f", tags={c.pick(tags)}"
    if not tame and c.often(10):
        text += f", confirms={c.pick(('a', 'b'))!r}"
    if c.often(12):
        text += f", namespace={c.pick(('ns', 'ns.in'))!r}"
    return text + ")"


def _mapping(c: Choices, pool: Sequence[str]) -> str:
    kind = c.pick(("text", "set", "list", "dict", "dict"))
    if kind == "text":
        return repr(c.pick(pool))
    names = list(dict.fromkeys(c.several(pool, 1, 2)))
    if kind == "set":
        return "{" + ", ".join(map(repr, names)) + "}"
    return repr(names) if kind == "list" else repr({name: c.pick(("new1", "new2", "z", "a")) for name in names})


def _moved(c: Choices, used: str, tame: bool) -> str:
    inputs = [name for name in ("a", "b", "c", "d", "t", "t@x", "u") if not tame or f"'{name}" in used]
    outputs = [f"f{index}" for index in range(max(c.made, 1))] + ([] if tame else ["a", "t"])
    parameters = [name for name in ("params:p", "params:q.r", "p") if not tame or f"'{name}'" in used or name == "p"]
    if tame and "'params:p'" not in used:
        parameters = [name for name in parameters if name != "p"]
    arguments = []
    if c.often(75):
        arguments.append(f"namespace={c.pick(('ns', 'out', 'ns.b'))!r}")
    for word, pool in (("inputs", inputs), ("outputs", outputs), ("parameters", parameters)):
        if pool and c.often(35):
            arguments.append(f"{word}={_mapping(c, pool)}")
    if c.often(20):
        arguments.append(f"tags={c.pick(('mt', ['m1', 'm2']))!r}")
    if not c.old and c.often(10):
        arguments.append("prefix_datasets_with_namespace=False")
    source = c.pick(("p", "p", "[p]") if c.old else ("p", "p", "[p]", "Pipeline([p])"))
    return f"p = {c.pick(('pipeline', 'pipeline', 'Pipeline'))}({', '.join([source, *arguments])})"


def _joined(c: Choices, tame: bool) -> list[str]:
    lines = [f"q = Pipeline([{', '.join(_node(c, tame) for _ in range(c.draw(st.integers(0, 2))))}])"]
    lines.append(c.pick(("r = Pipeline(ns[:1])", "r = p.tag('extra')", "r = Pipeline(ns[1:], tags='r')", "r = q")))
    ways = (
        *("p = p + q", "p = p | q", "p = p - r", "p = p & r", "p = r & p", "p = sum([p, q])", "p = q + p"),
        *("p = pipeline([p, q])", "p = Pipeline([*p.nodes, *q.nodes])", "p = sum([q, r], p)", "p += q", "p |= r"),
    )
    return [*lines, c.pick(ways)]


def _cut(c: Choices) -> str:
    tag, name, data = c.pick(("t1", "t2", "zz")), c.pick(("n1", "n2", "ns.n1", "out.n1")), c.pick((*OUT, "t", "ns.f0"))
    ways = [
        f"only_nodes_with_tags({tag!r}, 't3')",
        f"from_inputs({data!r})",
        f"to_outputs({data!r}, 'f0')",
        f"from_nodes({name!r})",
        f"to_nodes({name!r})",
        f"only_nodes({name!r})",
        f"only_nodes_with_inputs({data!r})",
        f"only_nodes_with_outputs({data!r})",
        "only_nodes_with_namespace('ns')",
        f"filter(tags=[{tag!r}, 't1'], from_inputs=[{data!r}])",
        f"filter(to_outputs=[{data!r}], node_names=['n1', 'n2'])",
        "from_nodes(*[n.name for n in p.nodes[:1]])",
        "to_nodes(*[n.name for n in p.nodes[-1:]])",
        "tag(['late'])",
        "only_nodes(*[n.name for n in p.nodes if 't1' in n.tags])",
        "from_inputs(*sorted(p.inputs())[:1])",
        "to_outputs(*sorted(p.outputs())[:1])",
    ]
    if not c.old:
        ways += ["only_nodes_with_namespaces(['ns', 'out'])", "filter(node_namespaces=['ns'])"]
    return f"p = p.{c.pick(ways)}"


LAST = (
    "p = Pipeline([node(rest, sorted(p.inputs()) or None, 'zz_all')])",
    "p = Pipeline([node(one, x, x.replace('@', '_').replace(':', '_') + '_o') for x in sorted(p.all_outputs())])",
    "p = Pipeline([node(rest, None, n.short_name.replace(' ', '_') + str(i)) for i, n in enumerate(p.nodes)])",
    "p = Pipeline([node(rest, None, str(len(n.inputs)) + '_'.join(n.outputs).replace('@', '') + str(i))"
    " for i, n in enumerate(p.nodes)])",
    "p = Pipeline([node(rest, None, f'{k}_{len(v)}') for k, v in sorted({'x': p.nodes, 'y': p.inputs()}.items())])",
)


def _pipeline(c: Choices) -> list[str]:
    tame = c.often(75)
    c.made = 0
    nodes = [_node(c, tame) for _ in range(c.draw(st.integers(1, 4)))]
    lines = [f"ns = [{', '.join(nodes)}]"]
    lines.append("p = Pipeline(ns" + (f", tags={c.pick(('pt', ['t1', 'pt']))!r}" if c.often(20) else "") + ")")
    for _ in range(c.draw(st.integers(0, 3))):
        step = c.pick(("move", "move", "join", "cut"))
        if step == "move":
            lines.append(_moved(c, "".join(lines), tame))
        else:
            lines += _joined(c, tame) if step == "join" else [_cut(c)]
    return [*lines, c.pick(LAST)] if c.often(15) else lines


@st.composite
def registries(draw: st.DrawFn, old: bool = False, pipelines: int = 4) -> str:
    """A registry of several pipelines; in most, what Kedro refuses is caught and named. `old` is before Kedro 1.0."""
    choices = Choices(draw, old)
    guarded = choices.often(90)
    lines = ["def register_pipelines():", "    out = {}"]
    for index in range(pipelines if guarded else 1):
        made = [*_pipeline(choices), f"out['p{index}'] = p"]
        if not guarded:
            lines += [f"    {line}" for line in made]
            continue
        lines += ["    try:", *(f"        {line}" for line in made), "    except Exception as error:"]
        lines.append(f"        out['p{index} ' + type(error).__name__] = Pipeline([])")
    return IMPORTS + "\n".join([*lines, "    return out", ""])
