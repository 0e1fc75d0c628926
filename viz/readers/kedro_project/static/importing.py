"""Import statements."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.branches import Flow
from viz.readers.kedro_project.static.modules import check, import_from, import_module, import_star, resolve_name
from viz.readers.kedro_project.static.names import store
from viz.readers.kedro_project.static.values import ModuleValue, Opaque, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine


def run_import(machine: Machine, frame: Frame, node: ast.Import) -> Flow | None:
    """`import a.b as c`."""
    for alias in node.names:
        module = import_module(machine, alias.name, frame.place(node))
        check(module, machine)
        _count(machine, alias.name, module)
        top = alias.name.partition(".")[0]
        if alias.asname is None and top != alias.name:
            module = import_module(machine, top, frame.place(node))
        store(machine, frame.scope, alias.asname or top, module)
    return None


def run_import_from(machine: Machine, frame: Frame, node: ast.ImportFrom) -> Flow | None:
    """`from a import b as c`, `from a import *`."""
    place = frame.place(node)
    if node.module == "__future__":
        return None
    module = import_module(machine, resolve_name(frame.module, node.level, node.module), place)
    check(module, machine)
    _count(machine, node.module or "", module)
    for alias in node.names:
        if alias.name == "*":
            import_star(machine, frame.module, frame.scope.names, module, place)
            continue
        value = import_from(machine, module, alias.name, place)
        check(value, machine)
        store(machine, frame.scope, alias.asname or alias.name, value)
    return None


def _count(machine: Machine, name: str, module: Value) -> None:
    """A library that is imported without a guard is there, else the project would not run; any other may be missing."""
    top = name.partition(".")[0]
    if isinstance(module, ModuleValue) or top in sys.stdlib_module_names or top in machine.needed:
        return
    if machine.guards:
        machine.optional_imports += 1
    else:
        machine.needed.add(top)


def import_what_is_there(machine: Machine, frame: Frame, node: ast.Import | ast.ImportFrom, missing: Opaque) -> None:
    """Bind what a failing import had already brought; what it did not bring is `missing`."""
    for alias in node.names:
        name = alias.asname or alias.name.partition(".")[0]
        if name == "*":
            frame.module.opaque_stars = frame.module.opaque_stars or missing.reason
            continue
        value: Value = missing
        if isinstance(node, ast.ImportFrom):
            module = machine.modules.get(resolve_name(frame.module, node.level, node.module))
            if isinstance(module, ModuleValue) and alias.name in module.names:
                value = module.names[alias.name]
        else:
            value = machine.modules.get(alias.name if alias.asname else name, missing)
        store(machine, frame.scope, name, value)
