"""Where a project registers its pipelines, version by version, and reading what it registers there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from viz.model import Diagnostic, Place
from viz.readers.kedro_project.facts import Location, NodeFact, PipelineFacts
from viz.readers.kedro_project.static.diagnostics import failure, undecided
from viz.readers.kedro_project.static.entry import registered_pipelines
from viz.readers.kedro_project.static.expressions import EXPRESSIONS
from viz.readers.kedro_project.static.functions import describe
from viz.readers.kedro_project.static.kedro_rules.errors import REFUSED
from viz.readers.kedro_project.static.kedro_rules.finding import pipelines_by_folder
from viz.readers.kedro_project.static.kedro_rules.library import kedro_library
from viz.readers.kedro_project.static.kedro_rules.pipelines import KedroPipeline
from viz.readers.kedro_project.static.kedro_rules.versions import Rules
from viz.readers.kedro_project.static.library.builtin_functions import BUILTINS
from viz.readers.kedro_project.static.library.reading import open_file
from viz.readers.kedro_project.static.library.standard import leave, standard_library
from viz.readers.kedro_project.static.machine import Machine
from viz.readers.kedro_project.static.sources import Sources
from viz.readers.kedro_project.static.statements import STATEMENTS
from viz.readers.kedro_project.static.values import (
    Builtin,
    Opaque,
    Undecided,
    Value,
)

DECISIVE = ("pipeline-unreadable", REFUSED)
"""Remarks that leave what is registered in doubt wherever they were made."""


def new_machine(location: Location) -> Machine:
    """An evaluator for one project."""
    return Machine(
        Sources(location.root, location.source_dir, location.package_name),
        Rules(location.kedro_version),
        expressions=EXPRESSIONS,
        statements=STATEMENTS,
        location=location,
        library={**standard_library(), **kedro_library()},
        builtins={
            **BUILTINS,
            "open": Builtin("builtins.open", open_file),
            "exit": Builtin("builtins.exit", leave),
            "quit": Builtin("builtins.quit", leave),
        },
    )


def read_registry(location: Location) -> PipelineFacts:
    """The pipelines that a project registers; nothing of it is executed."""
    machine = new_machine(location)
    if location.package_dir is None or location.package_name is None:
        # locate.py has said so, with what to do about it
        return PipelineFacts(pipelines={}, complete=not any(one.level == "error" for one in location.diagnostics))
    found = registered_pipelines(machine, location.package_name)
    registered, place = found or (None, None)
    notes: list[Diagnostic] = []
    pipelines: dict[str, tuple[NodeFact, ...]] = {}
    if found is None and not machine.failures:
        return _nothing("no-registry", f"The package {location.package_name} registers no pipelines.")
    if registered is None and not machine.failures:
        machine.fail(machine.error(TypeError, "register_pipelines() gives None, not a mapping", place), place)
    entries = list(_pipelines(machine, registered, place)) if registered is not None else []
    if not entries and machine.failures:
        entries = list(_pipelines(machine, pipelines_by_folder(machine, location.package_name), place))
    about: dict[Diagnostic, list[str]] = {}
    assumed: dict[str, Place | None] = {}
    for name, pipeline, doubt in entries:
        pipelines[name] = tuple(node.fact() for node in pipeline.sorted_nodes)
        for trouble in (doubt, *pipeline.problems, *_doubtful_nodes(pipeline)):
            if trouble is not None:
                about.setdefault(trouble, []).append(name)
        for node in pipeline.nodes:
            if (path := describe(node.function).assumed) is not None:
                assumed.setdefault(path, node.declared_at)
    notes += (replace(trouble, pipelines=tuple(names)) for trouble, names in about.items())
    notes += (diagnostic for _, diagnostic in machine.failures.values() if diagnostic not in about)
    remarks = [remark for remark in machine.notes.values() if remark not in about]
    complete = not notes and not any(note.code in DECISIVE for note in machine.notes.values())
    if complete and not pipelines:
        notes.append(_empty(place))
    return PipelineFacts(
        pipelines=pipelines,
        complete=complete,
        diagnostics=tuple(dict.fromkeys([*notes, *remarks, *_assumptions(assumed)])),
    )


def _nothing(code: str, message: str) -> PipelineFacts:
    hint = "Kedro looks for register_pipelines() in pipeline_registry.py of the package that pyproject.toml names."
    note = Diagnostic(level="warning", code=code, message=message, hint=hint)
    return PipelineFacts(pipelines={}, complete=False, diagnostics=(note,))


def _assumptions(functions: Mapping[str, Place | None]) -> Iterator[Diagnostic]:
    """One for all functions of libraries: importable by a name, they are nearly always called by it."""
    if functions:
        names = sorted(functions)
        shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        message = f"Functions of libraries are shown by the name they are imported by: {shown}."
        yield Diagnostic(
            level="info", code="library-function-name", message=message, hint="", place=next(iter(functions.values()))
        )


def _empty(place: Place | None) -> Diagnostic:
    message = "register_pipelines() gives no pipelines: there is nothing to run yet."
    hint = "Add the first with `kedro pipeline create NAME`, or return one from register_pipelines()."
    return Diagnostic(level="info", code="registry-empty", message=message, hint=hint, place=place)


def _pipelines(
    machine: Machine, registered: Value, place: Place | None
) -> Iterator[tuple[str, KedroPipeline, Diagnostic | None]]:
    """Name, nodes and doubt of each registered pipeline."""
    doubt = machine.doubt(registered)
    if doubt is not None:
        machine.fail(Undecided(doubt), place)
    if isinstance(registered, Opaque) or not isinstance(registered, dict):
        if doubt is None:
            machine.fail(
                machine.error(TypeError, "register_pipelines() gives no mapping of names to pipelines", place), place
            )
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


def _doubtful_nodes(pipeline: KedroPipeline) -> Iterator[Diagnostic]:
    for node in pipeline.nodes:
        doubt = node.doubt()
        if doubt is not None:
            reason, what = doubt
            yield undecided(
                reason, f"{what} of {node.name!r}" if "node" not in what else f"{what} {node.name!r}", node.declared_at
            )
