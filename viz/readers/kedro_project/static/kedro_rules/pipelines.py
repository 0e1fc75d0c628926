"""`Pipeline`: nodes joined and moved into namespaces, as Kedro does it."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.static.kedro_rules.arguments import (
    Call,
    given_arguments,
    name_mapping,
    namespace_of,
    tag_set,
)
from viz.readers.kedro_project.static.kedro_rules.checking import Problems, check_mapping, check_nodes, in_order
from viz.readers.kedro_project.static.kedro_rules.errors import refuse
from viz.readers.kedro_project.static.kedro_rules.names import ALL_PARAMETERS, PARAMETER, Renaming, base
from viz.readers.kedro_project.static.kedro_rules.nodes import KedroNode, wrong_names
from viz.readers.kedro_project.static.values import Builtin, Opaque, Reason, Site, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

PARAMETERS = ("nodes", "inputs", "outputs", "parameters", "tags", "namespace", "prefix_datasets_with_namespace")
NAME_SETS = ("inputs", "outputs", "datasets", "data_sets", "all_inputs", "all_outputs")


class KedroPipeline:
    """A pipeline: distinct nodes, in the order they were joined.

    `doubt` says why there may be other nodes, `problems` what Kedro has against it.
    """

    __slots__ = ("_sorted", "doubt", "nodes", "problems")
    type_name = "Pipeline"

    def __init__(self, nodes: Iterable[KedroNode], doubt: Reason | None = None, problems: Problems = ()) -> None:
        self.nodes = tuple(nodes)
        self.doubt = doubt
        self.problems = problems
        self._sorted: tuple[KedroNode, ...] | None = None

    @property
    def sorted_nodes(self) -> tuple[KedroNode, ...]:
        """The nodes in the order that Kedro runs them."""
        if self._sorted is None:
            self._sorted = in_order(self.nodes)
        return self._sorted

    @property
    def all_inputs(self) -> dict[str, None]:
        return dict.fromkeys(name for node in self.nodes for name in node.input_names)

    @property
    def all_outputs(self) -> dict[str, None]:
        return dict.fromkeys(name for node in self.nodes for name in node.output_names)

    # -- as a value of the project's code ----------------------------------------------------------------------

    def operate(
        self, machine: Machine, kind: type[ast.operator], other: Value, reverse: bool, place: Place | None
    ) -> Value:
        """`+`, `|`, `-`, `&`; and `0 + pipeline`, which is how `sum` begins."""
        if kind is ast.Add and reverse and type(other) is int and other == 0 and machine.rules.at_least(0, 17, 0):
            return self
        if isinstance(other, Opaque):
            unsure = KedroPipeline(self.nodes, self.doubt or other.reason, self.problems)
            return unsure if kind in (ast.Add, ast.BitOr) else Opaque(other.reason)
        if not isinstance(other, KedroPipeline):
            raise machine.error(TypeError, "unsupported operand type(s) for a pipeline", place)
        left, right = (other, self) if reverse else (self, other)
        nodes = _combined(kind, left.nodes, right.nodes)
        if nodes is None:
            raise machine.error(TypeError, "unsupported operand type(s) for a pipeline", place)
        problems = tuple(dict.fromkeys((*left.problems, *right.problems)))
        return joined(machine, nodes, left.doubt or right.doubt, problems, place)

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        from viz.readers.kedro_project.static.kedro_rules.filters import FILTERS

        if not machine.rules.offers("Pipeline", name):
            raise machine.error(AttributeError, f"'Pipeline' object has no attribute '{name}'", site.place)
        doubt = self.doubt or self._name_doubt()
        if doubt is not None and (name == "nodes" or name in NAME_SETS):
            return Opaque(doubt)
        if name == "nodes":
            return self._listed(machine)
        if name in NAME_SETS:
            return Builtin(f"kedro.pipeline.{name}", lambda machine, args, kwargs, site: self.names(name))
        if name in FILTERS:
            return Builtin(f"kedro.pipeline.{name}", self._filter(name))
        return machine.opaque(site.place, "unsupported", f"`.{name}` of a pipeline, which is not followed")

    def _listed(self, machine: Machine) -> list[Value]:
        """`pipe.nodes`; until 0.18.2 nodes of the same depth come in the order of a set."""
        nodes: list[Value] = list(self.sorted_nodes)
        if not machine.rules.sorts_nodes and len(nodes) > 1:
            machine.unordered[id(nodes)] = nodes
        return nodes

    def _name_doubt(self) -> Reason | None:
        for node in self.nodes:
            doubt = node.doubt()
            if doubt is not None and doubt[1] != "the name of the function":
                return doubt[0]
        return None

    def names(self, what: str) -> set[str]:
        """`pipe.inputs()` and the like."""
        ins, outs = set(self.all_inputs), set(self.all_outputs)
        if what in ("all_inputs", "all_outputs"):
            return ins if what == "all_inputs" else outs
        if what in ("inputs", "outputs"):
            between = {base(name) for name in ins} & {base(name) for name in outs}
            return {name for name in (ins if what == "inputs" else outs) if base(name) not in between}
        return ins | outs

    def _filter(self, name: str) -> Value:
        from viz.readers.kedro_project.static.kedro_rules.filters import FILTERS

        def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
            nodes = FILTERS[name](machine, self, args, kwargs, site)
            return joined(machine, nodes, self.doubt, self.problems, site.place)

        return run

    def is_a(self, kinds: Value) -> bool:
        return isinstance(kinds, Builtin) and kinds.name in ("pipeline", "Pipeline")

    def either(self, other: Value, reason: Reason) -> Value:
        """One pipeline or another: both are shown, and neither is certain."""
        if isinstance(other, KedroPipeline):
            nodes = dict.fromkeys((*self.nodes, *other.nodes))
            return KedroPipeline(nodes, reason, (*self.problems, *other.problems))
        unknown = other is None or isinstance(other, Opaque)
        return KedroPipeline(self.nodes, reason, self.problems) if unknown else Opaque(reason)

    def same_as(self, other: Value) -> bool:
        """Whether this is the same pipeline, tags and functions included."""
        if not isinstance(other, KedroPipeline) or self.doubt is not None or other.doubt is not None:
            return False
        others = {node.key: node for node in other.nodes}
        return len(self.nodes) == len(others) and all(
            node.key in others and node.same_as(others[node.key]) for node in self.nodes
        )


def _combined(
    kind: type[ast.operator], left: tuple[KedroNode, ...], right: tuple[KedroNode, ...]
) -> Iterable[KedroNode] | None:
    """The nodes of a combination. Where both sides have a node, whose tags it keeps is as in Python's sets."""
    if kind in (ast.Add, ast.BitOr):
        return dict.fromkeys((*left, *right))
    if kind is ast.Sub:
        gone = set(right)
        return [node for node in left if node not in gone]
    if kind is not ast.BitAnd:
        return None
    kept, other = (left, right) if len(right) > len(left) else (right, left)
    both = set(other)
    return [node for node in kept if node in both]


def make_class_pipeline(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`Pipeline(nodes, *, tags)`: until 0.15 with a name (a tag too), since 0.19.13 like `pipeline`."""
    if machine.rules.pipeline_takes_namespace:
        return _make(machine, PARAMETERS, args, kwargs, site)
    if isinstance(args[0] if args else kwargs.get("nodes"), KedroPipeline):
        raise machine.error(TypeError, "'Pipeline' object is not iterable", site.place)
    takes = ("nodes", "tags") if machine.rules.at_least(0, 16) else ("nodes", "name", "tags")
    return _make(machine, takes, args, kwargs, site)


def make_pipeline(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`pipeline(pipe, *, inputs, outputs, parameters, tags, namespace)`; the first argument was renamed in 1.0."""
    takes = PARAMETERS if machine.rules.at_least(1, 0) else ("pipe", *PARAMETERS[1:])
    return _make(machine, takes, args, kwargs, site)


def _make(machine: Machine, takes: tuple[str, ...], args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    if not machine.rules.at_least(1, 0):
        takes = takes[:6]
    given, refusal = given_arguments(machine, Call("pipeline", args, kwargs, site), takes, 1)
    content = given.get(takes[0])
    if content is None:
        raise machine.error(ValueError, "'nodes' argument of 'Pipeline' is None", site.place)
    nodes, doubt, problems = _flattened(machine, content, site)
    problems = problems if refusal is None else (refusal, *problems)
    try:
        tags = tag_set(machine, given.get("tags")) | tag_set(machine, given.get("name"))
    except Undecided as undecided:
        doubt, tags = doubt or undecided.reason, frozenset()
    pipe = joined(machine, [node.tagged(tags) for node in nodes], doubt, problems, site.place)
    if not any(_given(machine, given.get(name)) for name in ("inputs", "outputs", "parameters", "namespace")):
        return pipe
    try:
        return _moved(machine, pipe, given, site)
    except Undecided as undecided:
        return KedroPipeline(pipe.nodes, pipe.doubt or undecided.reason, pipe.problems)


def _given(machine: Machine, value: Value) -> bool:
    return machine.doubt(value) is not None or bool(value)


def _flattened(machine: Machine, content: Value, site: Site) -> tuple[list[KedroNode], Reason | None, Problems]:
    """The nodes of a list of nodes and pipelines, why there may be others, and what is wrong with them."""
    if isinstance(content, KedroPipeline):
        return list(content.nodes), content.doubt, content.problems
    doubt = machine.doubt(content)
    if isinstance(content, Opaque):
        return [], content.reason, ()
    nodes: list[KedroNode] = []
    problems: list[Diagnostic] = []
    for item in content if doubt is not None and isinstance(content, list) else machine.items(content):
        if isinstance(item, KedroNode):
            nodes.append(item)
            problems += [item.refusal] if item.refusal is not None else []
        elif isinstance(item, KedroPipeline):
            nodes += item.nodes
            doubt = doubt or item.doubt
            problems += item.problems
        elif isinstance(item, Opaque):
            doubt = doubt or item.reason
        else:
            raise machine.error(AttributeError, "a pipeline is made of nodes and pipelines only", site.place)
    return nodes, doubt, tuple(dict.fromkeys(problems))


def joined(
    machine: Machine, nodes: Iterable[KedroNode], doubt: Reason | None, problems: Problems, place: Place | None
) -> KedroPipeline:
    """The pipeline of these nodes, with what Kedro has against it."""
    found = list(nodes)
    machine.budget.spend(len(found))
    if doubt is None and not problems:
        problems = check_nodes(machine, found, place)
    kept = dict.fromkeys(found) if problems or doubt is not None else found
    return KedroPipeline(kept, doubt, problems)


def _mappings_refused(machine: Machine, given: dict[str, Value], site: Site) -> Problems:
    """Until 0.17.0 only dicts say which names stay as they are."""
    names = [given.get(name) for name in ("inputs", "outputs", "parameters")]
    if machine.rules.at_least(0, 17, 1) or all(value is None or isinstance(value, dict) for value in names):
        return ()
    return (refuse(machine, AttributeError, "names are mapped by something else than a dict", site.place),)


def _moved(machine: Machine, pipe: KedroPipeline, given: dict[str, Value], site: Site) -> Value:
    namespace = namespace_of(machine, given.get("namespace"), site)
    inputs = name_mapping(machine, given.get("inputs"))
    outputs = name_mapping(machine, given.get("outputs"))
    parameters = name_mapping(machine, given.get("parameters"))
    if machine.rules.moves_parameters:
        parameters = dict(_moved_parameter(old, new) for old, new in parameters.items())
    problems = (*pipe.problems, *_mappings_refused(machine, given, site))
    if pipe.doubt is None and not problems:
        problems = check_mapping(machine, pipe, inputs, outputs, parameters, site.place)
    prefixed = machine.truth(given.get("prefix_datasets_with_namespace", True))
    mapping = {**inputs, **outputs, **parameters}
    rename = Renaming(mapping, namespace, prefixed, machine.rules.moves_parameters)
    nodes = [node.moved(rename, namespace, site.place) for node in pipe.nodes]
    machine.budget.spend(8 * len(nodes))
    for node in nodes if pipe.doubt is None and not problems else ():
        wrong = wrong_names(node)
        if wrong is not None:
            problems = (*problems, refuse(machine, *wrong, site.place))
    return joined(machine, nodes, pipe.doubt, problems, site.place)


def _moved_parameter(old: str, new: str) -> tuple[str, str]:
    """Names of parameters may be given without `params:`; all parameters stay what they are, whatever is asked."""
    if old == ALL_PARAMETERS:
        return old, old
    full = [name if name.startswith(PARAMETER) else f"{PARAMETER}{name}" for name in (old, new)]
    return full[0], full[1]
