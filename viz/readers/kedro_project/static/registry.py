"""Where a project registers its pipelines, version by version, and reading what it registers there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.facts import Location, NodeFact, PipelineFacts
from viz.readers.kedro_project.static.diagnostics import failure, undecided
from viz.readers.kedro_project.static.expressions import EXPRESSIONS
from viz.readers.kedro_project.static.functions import describe
from viz.readers.kedro_project.static.kedro_rules.library import kedro_library
from viz.readers.kedro_project.static.kedro_rules.pipelines import KedroPipeline
from viz.readers.kedro_project.static.kedro_rules.versions import Rules
from viz.readers.kedro_project.static.library.builtin_functions import BUILTINS
from viz.readers.kedro_project.static.library.reading import open_file
from viz.readers.kedro_project.static.library.standard import standard_library
from viz.readers.kedro_project.static.machine import Machine
from viz.readers.kedro_project.static.sources import Sources
from viz.readers.kedro_project.static.statements import STATEMENTS
from viz.readers.kedro_project.static.values import (
    Builtin,
    ClassValue,
    FunctionValue,
    InstanceValue,
    LimitReached,
    ModuleValue,
    Opaque,
    PyRaise,
    Site,
    Undecided,
    Value,
)

PLACES = (
    ("pipeline_registry", "register_pipelines"),
    ("hooks", "register_pipelines"),
    ("run", "_get_pipelines"),
    ("pipeline", "create_pipelines"),
    ("nodes.pipeline", "create_pipelines"),
    ("pipeline", "create_pipeline"),
)
"""Module and function, newest first; in `hooks` and `run` the function is a method of a class."""


def new_machine(location: Location) -> Machine:
    """An evaluator for one project."""
    return Machine(
        Sources(location.root, location.source_dir, location.package_name),
        Rules(location.kedro_version),
        expressions=EXPRESSIONS,
        statements=STATEMENTS,
        library={**standard_library(), **kedro_library()},
        builtins={**BUILTINS, "open": Builtin("builtins.open", open_file)},
    )


def read_registry(location: Location) -> PipelineFacts:
    """The pipelines that a project registers; nothing of it is executed."""
    machine = new_machine(location)
    if location.package_name is None:
        return _nothing("no-package", "Which package of this project holds its pipelines is not known.", location)
    registered, place = _registered(machine, location.package_name)
    notes: list[Diagnostic] = []
    pipelines: dict[str, tuple[NodeFact, ...]] = {}
    if registered is None and not machine.failures and place is None:
        return _nothing("no-registry", f"The package {location.package_name} registers no pipelines.", location)
    for name, pipeline, doubt in _pipelines(machine, registered, place):
        pipelines[name] = tuple(node.fact() for node in pipeline.sorted_nodes)
        if doubt is not None:
            notes.append(doubt)
        notes += pipeline.problems
        notes += _doubtful_nodes(pipeline)
    notes += (diagnostic for _, diagnostic in machine.failures.values())
    complete = not notes and all(note.level != "error" for note in machine.notes.values())
    return PipelineFacts(
        pipelines=pipelines, complete=complete, diagnostics=tuple(dict.fromkeys([*notes, *machine.notes.values()]))
    )


def _nothing(code: str, message: str, location: Location) -> PipelineFacts:
    hint = "Kedro looks for register_pipelines() in pipeline_registry.py of the package that pyproject.toml names."
    note = Diagnostic(level="warning", code=code, message=message, hint=hint)
    return PipelineFacts(pipelines={}, complete=False, diagnostics=(note,))


def _registered(machine: Machine, package: str) -> tuple[Value, Place | None]:
    """What the first of the known places gives, and where that is."""
    for module_name, function_name in PLACES:
        name = f"{package}.{module_name}"
        if machine.sources.find_module(name) is None:
            continue
        try:
            found = _call_registry(machine, name, function_name)
        except (PyRaise, Undecided, LimitReached) as error:
            located = machine.sources.find_module(name)
            file = machine.sources.relative(located[0]) if located and located[0] else name
            start = Place(file=file, line=1)
            machine.fail(error, start)
            return None, start
        if found is not None:
            value, place = found
            return (None if value is None else _as_mapping(value)), place
    return None, None


def _as_mapping(value: Value) -> Value:
    return {"__default__": value} if isinstance(value, KedroPipeline) else value


def _call_registry(machine: Machine, module_name: str, function_name: str) -> tuple[Value, Place | None] | None:
    """What the function of this module gives, None where there is no such function."""
    from viz.readers.kedro_project.static.modules import import_module

    module = import_module(machine, module_name, None)
    if not isinstance(module, ModuleValue):
        return None
    function = _find_function(machine, module, function_name)
    if function is None:
        if module.error is not None and module_name.endswith("pipeline_registry"):
            raise module.error
        return None
    if module.error is not None and isinstance(module.error, PyRaise):
        machine.fail(module.error, module.error.place)
    return _run(machine, function), describe(function).place


def _find_function(machine: Machine, module: ModuleValue, name: str) -> Value:
    found = module.names.get(name)
    if found is not None:
        return found
    for value in list(module.names.values()):
        if isinstance(value, ClassValue) and value.module is module and name in value.attributes:
            from viz.readers.kedro_project.static.classes import bind

            return bind(machine, value.attributes[name], InstanceValue(value), value, Site(module, None))
    return None


def _run(machine: Machine, function: Value) -> Value:
    """Call the registry so that a statement of it that cannot be read does not take the others with it."""
    from viz.readers.kedro_project.static.calls import call

    inner = getattr(function, "function", function)
    if not isinstance(inner, FunctionValue):
        return call(machine, function, [], {}, Site(None, None))
    machine.tolerant_function = inner
    return call(machine, function, [], {}, Site(inner.module, inner.node))


def _pipelines(
    machine: Machine, registered: Value, place: Place | None
) -> Iterator[tuple[str, KedroPipeline, Diagnostic | None]]:
    """Name, nodes and doubt of each registered pipeline."""
    if registered is None:
        return
    doubt = machine.doubt(registered)
    if doubt is not None:
        machine.fail(Undecided(doubt), place)
    if isinstance(registered, Opaque) or not isinstance(registered, dict):
        if doubt is None:
            machine.note(_no_mapping(place))
        return
    for name, value in registered.items():
        yield _one(machine, str(name), value, place)


def _one(machine: Machine, name: str, value: Any, place: Place | None) -> tuple[str, KedroPipeline, Diagnostic | None]:
    what = f"the pipeline {name!r}"
    if isinstance(value, KedroPipeline):
        doubt = value.doubt
        return name, value, None if doubt is None else undecided(doubt, what, doubt.place or place)
    if isinstance(value, Opaque):
        return name, KedroPipeline(()), undecided(value.reason, what, value.reason.place or place)
    wrong = machine.error(TypeError, f"{what} is no pipeline", place)
    return name, KedroPipeline(()), failure(wrong, place)


def _no_mapping(place: Place | None) -> Diagnostic:
    return Diagnostic(
        level="error",
        code="no-mapping",
        message="register_pipelines() gives no mapping of names to pipelines.",
        hint="Return a dict with at least `__default__`.",
        place=place,
    )


def _doubtful_nodes(pipeline: KedroPipeline) -> Iterator[Diagnostic]:
    for node in pipeline.nodes:
        doubt = node.doubt()
        if doubt is not None:
            reason, what = doubt
            yield undecided(
                reason, f"{what} of {node.name!r}" if "node" not in what else f"{what} {node.name!r}", node.declared_at
            )
