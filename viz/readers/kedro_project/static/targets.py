"""Assignment targets: names, attributes, items, and unpacking."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.access import set_attribute, set_item
from viz.readers.kedro_project.static.names import store
from viz.readers.kedro_project.static.values import Opaque, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine


def assign(machine: Machine, frame: Frame, target: ast.expr, value: Value) -> None:
    """Give a target its value."""
    if isinstance(target, ast.Name):
        store(machine, frame.scope, target.id, value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        unpack(machine, frame, target.elts, value)
    elif isinstance(target, ast.Attribute):
        set_attribute(machine, machine.eval(frame, target.value), target.attr, value, frame.site(target))
    elif isinstance(target, ast.Subscript):
        container = machine.eval(frame, target.value)
        set_item(machine, container, machine.eval(frame, target.slice), value, frame.site(target))
    elif isinstance(target, ast.Starred):
        assign(machine, frame, target.value, value)


def unpack(machine: Machine, frame: Frame, targets: list[ast.expr], value: Value) -> None:
    """`a, (b, *c) = value`."""
    try:
        items = machine.items(
            value if len(targets) == 1 and isinstance(targets[0], ast.Starred) else machine.in_order(value)
        )
    except Undecided as undecided:
        for target in targets:
            assign(machine, frame, target, Opaque(undecided.reason))
        return
    starred = next((i for i, target in enumerate(targets) if isinstance(target, ast.Starred)), None)
    wanted = len(targets)
    if (starred is None and len(items) != wanted) or (starred is not None and len(items) < wanted - 1):
        message = (
            f"too many values to unpack (expected {wanted})"
            if len(items) > wanted
            else f"not enough values to unpack (expected {wanted}, got {len(items)})"
        )
        raise machine.error(ValueError, message, frame.place())
    if starred is not None:
        after = wanted - starred - 1
        end = len(items) - after
        rest = machine.in_same_order(value, items[starred:end])
        items = [*items[:starred], rest, *items[end:]]
    for target, item in zip(targets, items, strict=True):
        assign(machine, frame, target, item)


def forget(machine: Machine, frame: Frame, target: ast.expr, value: Opaque) -> None:
    """Make every name in a target opaque."""
    for node in ast.walk(target):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            store(machine, frame.scope, node.id, value)


def as_load(target: ast.Name | ast.Attribute | ast.Subscript) -> ast.expr:
    """The expression that reads what an augmented assignment is about to change."""
    load: ast.expr = ast.Name(getattr(target, "id", ""), ast.Load())
    if isinstance(target, ast.Attribute):
        load = ast.Attribute(target.value, target.attr, ast.Load())
    elif isinstance(target, ast.Subscript):
        load = ast.Subscript(target.value, target.slice, ast.Load())
    return ast.copy_location(load, target)
