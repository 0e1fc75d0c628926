"""`Pipeline`: nodes joined, moved into namespaces, and filtered, as Kedro does it."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viz.model import Place
from viz.readers.kedro_project.static.kedro_rules.names import base, is_parameter
from viz.readers.kedro_project.static.kedro_rules.nodes import KedroNode, plain, tag_set, text_or_none
from viz.readers.kedro_project.static.values import Builtin, Opaque, Reason, Site, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine

PARAMETERS = ("nodes", "inputs", "outputs", "parameters", "tags", "namespace", "prefix_datasets_with_namespace")


@dataclass(frozen=True, slots=True, eq=False)
class KedroPipeline:
    """A pipeline: distinct nodes, in the order they were joined. `doubt` says why its nodes are not certain."""

    nodes: tuple[KedroNode, ...]
    doubt: Reason | None = None
    type_name = "Pipeline"

    @property
    def all_inputs(self) -> dict[str, None]:
        return dict.fromkeys(name for node in self.nodes for name in node.input_names)

    @property
    def all_outputs(self) -> dict[str, None]:
        return dict.fromkeys(name for node in self.nodes for name in node.output_names)

    @property
    def free_inputs(self) -> set[str]:
        """Names without transcoding that no node here makes."""
        return {base(name) for name in self.all_inputs} - {base(name) for name in self.all_outputs}

    # -- as a value of the project's code ----------------------------------------------------------------------

    def operate(
        self, machine: Machine, kind: type[ast.operator], other: Value, reverse: bool, place: Place | None
    ) -> Value:
        """`+`, `|`, `-`, `&`; and `0 + pipeline`, which is how `sum` begins."""
        if kind is ast.Add and reverse and type(other) is int and other == 0:
            return self
        if isinstance(other, Opaque):
            return (
                KedroPipeline(self.nodes, self.doubt or other.reason)
                if kind in (ast.Add, ast.BitOr)
                else Opaque(other.reason)
            )
        if not isinstance(other, KedroPipeline):
            raise machine.error(TypeError, "unsupported operand type(s) for a pipeline", place)
        left, right = (other, self) if reverse else (self, other)
        keys = {node.key for node in right.nodes}
        if kind in (ast.Add, ast.BitOr):
            nodes: Iterable[KedroNode] = (*left.nodes, *right.nodes)
        elif kind is ast.Sub:
            nodes = (node for node in left.nodes if node.key not in keys)
        elif kind is ast.BitAnd:
            nodes = (node for node in left.nodes if node.key in keys)
        else:
            raise machine.error(TypeError, "unsupported operand type(s) for a pipeline", place)
        return joined(machine, nodes, left.doubt or right.doubt, place, tolerate_same=True)

    def get_attribute(self, machine: Machine, name: str, site: Site) -> Value:
        from viz.readers.kedro_project.static.kedro_rules.filters import FILTERS

        looked_at = ("nodes", "inputs", "outputs", "datasets", "data_sets", "all_inputs", "all_outputs")
        if self.doubt is not None and name in looked_at:
            return Opaque(self.doubt)
        if name == "nodes":
            return list(self.nodes)
        if name in ("inputs", "outputs", "all_inputs", "all_outputs", "datasets", "data_sets"):
            return Builtin(f"kedro.pipeline.{name}", lambda machine, args, kwargs, site: self._names(name))
        if name in FILTERS:
            return Builtin(f"kedro.pipeline.{name}", self._filter(name))
        return machine.opaque(site.place, "unsupported", f"`.{name}` of a pipeline, which is not followed")

    def _names(self, what: str) -> set[str]:
        ins, outs = set(self.all_inputs), set(self.all_outputs)
        between = {base(name) for name in ins} & {base(name) for name in outs}
        known = {"all_inputs": ins, "all_outputs": outs}
        known |= {
            "inputs": {n for n in ins if base(n) not in between},
            "outputs": {n for n in outs if base(n) not in between},
        }
        return known.get(what, ins | outs)

    def _filter(self, name: str) -> Value:
        from viz.readers.kedro_project.static.kedro_rules.filters import FILTERS

        def run(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
            result = FILTERS[name](machine, self, args, kwargs, site)
            return KedroPipeline(result.nodes, result.doubt or self.doubt)

        return run

    def is_a(self, kinds: Value) -> bool:
        return isinstance(kinds, Builtin) and kinds.name in ("pipeline", "Pipeline")

    def either(self, other: Value, reason: Reason) -> Value:
        """One pipeline or another: both are shown, and neither is certain."""
        if isinstance(other, KedroPipeline):
            seen = {node.key for node in self.nodes}
            return KedroPipeline((*self.nodes, *(n for n in other.nodes if n.key not in seen)), reason)
        return KedroPipeline(self.nodes, reason) if other is None or isinstance(other, Opaque) else Opaque(reason)

    def same_as(self, other: Value) -> bool:
        return isinstance(other, KedroPipeline) and [n.key for n in self.nodes] == [n.key for n in other.nodes]

    def iterate_value(self, machine: Machine) -> Iterable[Value]:
        return list(self.nodes)


def make_pipeline(machine: Machine, args: list[Value], kwargs: dict[str, Value], site: Site) -> Value:
    """`Pipeline(nodes, ...)` and `pipeline(pipe, ...)`: the first argument has two names."""
    given = {**dict(zip(PARAMETERS, args, strict=False)), **kwargs}
    content = given.get("nodes", given.get("pipe"))
    if content is None:
        raise machine.error(ValueError, "'nodes' argument of 'Pipeline' is None", site.place)
    nodes, doubt = _flattened(machine, content, site)
    tags = _decided(machine, given.get("tags"), tag_set, frozenset())
    doubt = doubt or tags[1]
    pipe = joined(machine, (node.tagged(tags[0]) for node in nodes), doubt, site.place)
    if not any(_given(machine, given.get(name)) for name in ("inputs", "outputs", "parameters", "namespace")):
        return pipe
    return _moved(machine, pipe, given, site)


def _given(machine: Machine, value: Value) -> bool:
    return machine.doubt(value) is not None or bool(value)


def _flattened(machine: Machine, content: Value, site: Site) -> tuple[list[KedroNode], Reason | None]:
    """The nodes of a list of nodes and pipelines, and why there may be others."""
    if isinstance(content, KedroPipeline):
        return list(content.nodes), content.doubt
    doubt = machine.doubt(content)
    if isinstance(content, Opaque):
        return [], content.reason
    nodes: list[KedroNode] = []
    for item in content if doubt is not None and isinstance(content, list) else machine.items(content):
        if isinstance(item, KedroNode):
            nodes.append(item)
        elif isinstance(item, KedroPipeline):
            nodes += item.nodes
            doubt = doubt or item.doubt
        elif isinstance(item, Opaque):
            doubt = doubt or item.reason
        else:
            raise machine.error(TypeError, "a pipeline is made of nodes and pipelines", site.place)
    return nodes, doubt


def joined(
    machine: Machine,
    nodes: Iterable[KedroNode],
    doubt: Reason | None,
    place: Place | None,
    *,
    tolerate_same: bool = False,
) -> KedroPipeline:
    """The pipeline of these nodes; raises what Kedro raises where names or outputs come twice."""
    kept: dict[tuple[object, ...], KedroNode] = {}
    for node in nodes:
        machine.budget.spend(len(node.input_names) + len(node.output_names) + 1)
        if node.key not in kept:
            kept[node.key] = node
        elif not tolerate_same:
            raise machine.error(ValueError, f"Pipeline nodes must have unique names; {node.name!r} comes twice", place)
    if doubt is None:
        _check(machine, list(kept.values()), place)
    return KedroPipeline(tuple(kept.values()), doubt)


def _check(machine: Machine, nodes: list[KedroNode], place: Place | None) -> None:
    names: set[str] = set()
    makers: dict[str, KedroNode] = {}
    for node in nodes:
        if node.name in names:
            raise machine.error(ValueError, f"Pipeline nodes must have unique names; {node.name!r} comes twice", place)
        names.add(node.name)
        for output in node.output_names:
            if base(output) in makers:
                raise machine.error(
                    _error("OutputNotUniqueError"), f"Output(s) {[output]} are returned by more than one node", place
                )
            makers[base(output)] = node
    loop = _cycle(nodes, makers, itself=machine.rules.numbers >= (0, 19, 4))
    if loop:
        raise machine.error(
            _error("CircularDependencyError"), f"Circular dependencies exist among {', '.join(loop)}", place
        )


def _error(name: str) -> Builtin:
    """A stand-in for one of Kedro's exceptions: only its name is ever looked at."""
    return Builtin(f"kedro.pipeline.{name}", lambda machine, args, kwargs, site: None)


def _cycle(nodes: list[KedroNode], makers: dict[str, KedroNode], *, itself: bool) -> list[str]:
    """Names of the nodes that wait for each other, none in a pipeline that can run.

    A node may wait for itself where it writes another transcoding of what it reads; Kedro forbids it since 0.19.4.
    """
    waiting = {id(node): {id(makers[base(n)]) for n in node.input_names if base(n) in makers} for node in nodes}
    children: dict[int, list[int]] = {}
    if not itself:
        for key, parents in waiting.items():
            parents.discard(key)
    for child, parents in waiting.items():
        for parent in parents:
            children.setdefault(parent, []).append(child)
    ready = [key for key, parents in waiting.items() if not parents]
    while ready:
        done = ready.pop()
        for child in children.get(done, ()):
            waiting[child].discard(done)
            if not waiting[child]:
                ready.append(child)
        del waiting[done]
    return [node.name for node in nodes if id(node) in waiting]


def _decided(machine: Machine, value: Value, read: Value, otherwise: Value) -> tuple[Value, Reason | None]:
    try:
        return read(machine, value), None
    except Undecided as undecided:
        return otherwise, undecided.reason


def _moved(machine: Machine, pipe: KedroPipeline, given: dict[str, Value], site: Site) -> Value:
    namespace, unsure = _decided(machine, given.get("namespace"), text_or_none, None)
    if unsure is not None:
        raise Undecided(Reason(unsure.code, f"the namespace of a pipeline, {unsure.text}", site.place))
    inputs = mapping(machine, given.get("inputs"))
    outputs = mapping(machine, given.get("outputs"))
    parameters = {_parameter(k): _parameter(v) for k, v in mapping(machine, given.get("parameters")).items()}
    if pipe.doubt is None:
        _check_mapping(machine, pipe, inputs, outputs, parameters, site)
    prefixed = machine.truth(given.get("prefix_datasets_with_namespace", True))
    names = {**inputs, **outputs, **parameters}
    nodes = (node.moved(names, namespace, prefixed=prefixed) for node in pipe.nodes)
    return joined(machine, nodes, pipe.doubt, site.place)


def mapping(machine: Machine, names: Value) -> dict[str, str]:
    """A name, several, or old names to new ones, as old names to new ones; raises `Undecided`."""
    doubt = machine.deep_doubt(names)
    if doubt is not None:
        raise Undecided(doubt)
    if names is None:
        return {}
    if isinstance(names, str):
        return {plain(names): plain(names)}
    if isinstance(names, dict):
        return {plain(old): plain(new) for old, new in names.items()}
    return {plain(name): plain(name) for name in machine.items(names)}


def _parameter(name: str) -> str:
    return name if is_parameter(name) else f"params:{name}"


def _check_mapping(
    machine: Machine,
    pipe: KedroPipeline,
    inputs: dict[str, str],
    outputs: dict[str, str],
    parameters: dict[str, str],
    site: Site,
) -> None:
    """Kedro refuses names that the pipeline does not have, and inputs that it makes itself."""
    known = {*pipe.all_inputs, *pipe.all_outputs}
    known |= {base(name) for name in known}
    missing = sorted({*inputs, *outputs, *parameters} - known)
    failed = _error("PipelineError" if machine.rules.numbers >= (0, 19) else "ModularPipelineError")
    if missing:
        message = f"Failed to map datasets and/or parameters: {', '.join(missing)} do not exist in the pipeline"
        raise machine.error(failed, message, site.place)
    free = pipe.free_inputs
    if any(is_parameter(name) for name in inputs):
        raise machine.error(failed, "Parameters should be specified in the 'parameters' argument", site.place)
    if not {base(name) for name in inputs} <= free:
        raise machine.error(failed, "Inputs must not be outputs from another node in the same pipeline", site.place)
    if {base(name) for name in outputs} & free:
        raise machine.error(failed, "All outputs must be generated by some node within the pipeline", site.place)
