"""Imports: which module a name means, and evaluating the project's own ones."""

from __future__ import annotations

import ast
import os
import sys
from typing import TYPE_CHECKING

from viz.model import Place
from viz.readers.kedro_project.static.branches import Flow
from viz.readers.kedro_project.static.sources import SourceError
from viz.readers.kedro_project.static.values import (
    LibraryModule,
    ModuleValue,
    Opaque,
    PyRaise,
    Reason,
    Scope,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine


def import_module(machine: Machine, name: str, place: Place | None) -> Value:
    """The module of this dotted name, imported with all its parents; raises the project's ImportError."""
    if name in machine.modules:
        return machine.modules[name]
    top = name.partition(".")[0]
    if top in sys.stdlib_module_names or top == "kedro" or not machine.sources.owns(name):
        return LibraryModule(name)
    module: Value = None
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        dotted = ".".join(parts[:count])
        parent, module = module, machine.modules.get(dotted) or _load(machine, dotted, place)
        if isinstance(parent, ModuleValue) and count > 1:
            parent.names.setdefault(parts[count - 1], module)
    return module


def _load(machine: Machine, name: str, place: Place | None) -> ModuleValue:
    found = machine.sources.find_module(name)
    if found is None:
        raise machine.error(ModuleNotFoundError, f"No module named '{name}'", place)
    file, is_package = found
    if file is None:
        module = ModuleValue(name, "", "", ast.Module([], []), is_package=True)
        machine.modules[name] = module
        return module
    shown = machine.sources.relative(file)
    try:
        tree = machine.sources.parse(file)
    except SourceError as error:
        raised = machine.error(SyntaxError, error.message, error.place)
        raised.code = "syntax-error"
        broken = ModuleValue(name, os.fspath(file), shown, ast.Module([], []), is_package=is_package)
        broken.error = raised
        machine.modules[name] = broken
        return broken
    module = ModuleValue(name, os.fspath(file), shown, tree, is_package=is_package)
    machine.modules[name] = module
    run_module(machine, module)
    return module


def run_module(machine: Machine, module: ModuleValue) -> Flow | None:
    """Evaluate the top level of a module."""
    from viz.readers.kedro_project.static.machine import Frame
    from viz.readers.kedro_project.static.statements import run

    module.names.update(
        __name__=module.name,
        __file__=module.path,
        __doc__=ast.get_docstring(module.tree, clean=False),
        __package__=module.name if module.is_package else module.name.rpartition(".")[0],
    )
    frame = Frame(Scope(module.names, None, module), module)
    frame.tolerant = True
    machine.budget.enter()
    outer, machine.journals = machine.journals, []
    handlers, machine.handlers = machine.handlers, 0
    exploring, machine.exploring = machine.exploring, 0
    events = machine.opaque_events
    try:
        return run(machine, frame, module.tree.body)
    finally:
        # That a module calls a library does not keep it from being imported.
        machine.opaque_events = events
        machine.exploring = exploring
        machine.journals = outer
        machine.handlers = handlers
        machine.budget.leave()


def check(module: Value, machine: Machine) -> None:
    """Raise what stopped Python from importing this module, if something did."""
    if isinstance(module, ModuleValue) and module.error is not None:
        raise module.error


def resolve_name(module: ModuleValue, level: int, name: str | None) -> str:
    """The absolute name of a relative import (`from ..a import b` in package `p.q` is `p.a`)."""
    if level == 0:
        return name or ""
    parts = module.name.split(".")
    keep = len(parts) - level + (1 if module.is_package else 0)
    base = parts[: max(keep, 0)]
    return ".".join([*base, *([name] if name else [])])


def import_from(machine: Machine, module: Value, name: str, place: Place | None) -> Value:
    """What `from module import name` binds."""
    if isinstance(module, LibraryModule):
        return library_attribute(machine, module, name, place)
    if name in module.names:
        return module.names[name]
    if module.is_package:
        dotted = f"{module.name}.{name}"
        if dotted in machine.modules or machine.sources.find_module(dotted) is not None:
            return import_module(machine, dotted, place)
    value = module_attribute(machine, module, name)
    if value is not None:
        return value
    if module.error is not None:
        raise module.error
    message = f"cannot import name '{name}' from '{module.name}'"
    raise machine.error(ImportError, message, place)


def module_attribute(machine: Machine, module: ModuleValue, name: str) -> Value | None:
    """An attribute of a project module that is not among its names: `__getattr__`, or a library's star import."""
    getter = module.names.get("__getattr__")
    if getter is not None:
        from viz.readers.kedro_project.static.calls import call
        from viz.readers.kedro_project.static.values import Site

        return call(machine, getter, [name], {}, Site(module, None))
    if name == "__path__" and module.is_package:
        return [os.path.dirname(module.path)] if module.path else machine.sources.folders_of(module.name)
    if module.opaque_stars is not None:
        return Opaque(module.opaque_stars)
    return None


def library_attribute(machine: Machine, module: LibraryModule, name: str, place: Place | None) -> Value:
    """An attribute of a library's module: one whose behaviour is known here, a sub-module, or an opaque value."""
    known = machine.library.get(module.name)
    if known is not None and name in known:
        value = known[name]
        available = machine.rules.offers(module.name, name)
        if not available:
            message = f"cannot import name '{name}' from '{module.name}' in Kedro {machine.rules.version}"
            raise machine.error(ImportError, message, place)
        return value
    path = f"{module.name}.{name}"
    if path in machine.library:
        return LibraryModule(path)
    if module.name.partition(".")[0] not in sys.stdlib_module_names:
        machine.opaque_events += 1
    return Opaque(Reason("library-value", f"`{path}`, which comes from a library", place), path)


def import_star(
    machine: Machine, target: ModuleValue, names: dict[str, Value], module: Value, place: Place | None
) -> None:
    """`from module import *`."""
    if isinstance(module, LibraryModule):
        known = machine.library.get(module.name)
        for name, value in (known or {}).items():
            if not name.startswith("_") and machine.rules.offers(module.name, name):
                machine.bind(names, name, value)
        if known is None or module.name.partition(".")[0] != "kedro":
            text = f"`from {module.name} import *`, whose names are a library's"
            target.opaque_stars = target.opaque_stars or Reason("library-value", text, place)
        return
    if module.opaque_stars is not None:
        target.opaque_stars = target.opaque_stars or module.opaque_stars
    exported = module.names.get("__all__")
    chosen = machine.items(exported) if exported is not None else [n for n in module.names if not n.startswith("_")]
    for name in chosen:
        if isinstance(name, str):
            machine.bind(names, name, import_from(machine, module, name, place))


def is_raised_import(error: PyRaise) -> bool:
    """Whether this is an ImportError."""
    return isinstance(error.kind, type) and issubclass(error.kind, ImportError)
