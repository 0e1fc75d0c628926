"""What Kedro checks when a pipeline is made: names, outputs, transcoding, circles, and the mapping of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.static.kedro_rules.arguments import flat
from viz.readers.kedro_project.static.kedro_rules.errors import (
    CircularDependencyError,
    ConfirmNotUniqueError,
    ModularPipelineError,
    OutputNotUniqueError,
    PipelineError,
    refuse,
)
from viz.readers.kedro_project.static.kedro_rules.names import base, is_parameter

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.kedro_rules.nodes import KedroNode
    from viz.readers.kedro_project.static.kedro_rules.pipelines import KedroPipeline
    from viz.readers.kedro_project.static.machine import Machine

Problems = tuple[Diagnostic, ...]


def check_nodes(machine: Machine, nodes: Sequence[KedroNode], place: Place | None) -> Problems:
    """What Kedro has against a pipeline of these nodes, the first thing only."""
    for check in (_names_twice, _two_separators, _half_transcoded, _outputs_twice, _confirms_twice, _circle):
        found = check(nodes)
        if found is not None:
            return (refuse(machine, *found, place),)
    return ()


Finding = tuple[type[Exception], str] | None


def _twice(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return sorted({name for name in names if name in seen or seen.add(name)})  # type: ignore[func-returns-value]


def _names_twice(nodes: Sequence[KedroNode]) -> Finding:
    names = _twice(node.name for node in nodes)
    if not names:
        return None
    return ValueError, f"Pipeline nodes must have unique names; more than once: {', '.join(names)}"


def _two_separators(nodes: Sequence[KedroNode]) -> Finding:
    for node in nodes:
        for name in (*node.input_names, *node.output_names):
            if name.count("@") > 1:
                return ValueError, f"Expected maximum 1 transcoding separator, found {name.count('@')}: '{name}'."
    return None


def _half_transcoded(nodes: Sequence[KedroNode]) -> Finding:
    names = {name for node in nodes for name in (*node.input_names, *node.output_names)}
    both = sorted({base(name) for name in names if "@" in name and base(name) in names})
    if not both:
        return None
    message = "These datasets are used with transcoding, but were referenced without the separator: "
    return ValueError, message + ", ".join(both)


def _outputs_twice(nodes: Sequence[KedroNode]) -> Finding:
    names = _twice(base(name) for node in nodes for name in node.output_names)
    return (OutputNotUniqueError, f"Output(s) {names} are returned by more than one nodes.") if names else None


def _confirms_twice(nodes: Sequence[KedroNode]) -> Finding:
    names = _twice(base(name) for node in nodes for name in flat(node.confirms))
    return (ConfirmNotUniqueError, f"{names} datasets are confirmed by more than one node.") if names else None


def _circle(nodes: Sequence[KedroNode]) -> Finding:
    levels = _levels(nodes)
    stuck = [node.name for node in nodes if node.name not in levels]
    if not stuck:
        return None
    return CircularDependencyError, f"Circular dependencies exist among these items: {stuck}"


def _levels(nodes: Sequence[KedroNode]) -> dict[str, int]:
    """How many nodes stand one behind the other before each; those in a circle are missing.

    A node does not wait for itself, which the oldest versions allow with two transcodings of one dataset.
    """
    makers = {base(name): node.name for node in nodes for name in node.output_names}
    waiting: dict[str, set[str]] = {}
    children: dict[str, list[str]] = {node.name: [] for node in nodes}
    for node in nodes:
        parents = {makers[base(name)] for name in node.input_names if base(name) in makers} - {node.name}
        waiting[node.name] = parents
        for parent in parents:
            children[parent].append(node.name)
    levels = {name: 0 for name, parents in waiting.items() if not parents}
    ready = list(levels)
    for done in ready:
        for child in children[done]:
            waiting[child].discard(done)
            if not waiting[child]:
                levels[child] = levels[done] + 1
                ready.append(child)
    return levels


def in_order(nodes: Sequence[KedroNode]) -> tuple[KedroNode, ...]:
    """The nodes in the order of Kedro's `pipeline.nodes`: by depth, then by name."""
    levels = _levels(nodes)
    return tuple(sorted(nodes, key=lambda node: (levels.get(node.name, len(nodes)), node.name)))


def check_mapping(
    machine: Machine,
    pipe: KedroPipeline,
    inputs: dict[str, str],
    outputs: dict[str, str],
    parameters: dict[str, str],
    place: Place | None,
) -> Problems:
    """Kedro refuses names that the pipeline does not have, and inputs that it makes itself."""
    found = _wrong_mapping(pipe, {base(n) for n in inputs}, {base(n) for n in outputs}, set(parameters))
    if found is None:
        return ()
    kind = PipelineError if machine.rules.at_least(1, 0) else ModularPipelineError
    return (refuse(machine, kind, found, place),)


def _wrong_mapping(pipe: KedroPipeline, inputs: set[str], outputs: set[str], parameters: set[str]) -> str | None:
    known = {base(name) for name in (*pipe.all_inputs, *pipe.all_outputs)}
    missing = sorted((inputs | outputs | parameters) - known)
    if missing:
        return f"Failed to map datasets and/or parameters onto the nodes provided: {', '.join(missing)}"
    if any(map(is_parameter, inputs)):
        return "Parameters should be specified in the 'parameters' argument"
    free = {base(name) for name in pipe.names("inputs")}
    if not inputs <= free:
        return "Inputs must not be outputs from another node in the same pipeline"
    if outputs & free:
        return "All outputs must be generated by some node within the pipeline"
    return None
