"""Expressions: one small function a kind of syntax node."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.access import get_attribute, get_item, slice_value
from viz.readers.kedro_project.static.branches import Flow, Return, fork
from viz.readers.kedro_project.static.calls import call, make_function
from viz.readers.kedro_project.static.comprehensions import dict_of, generator_of, list_of, set_of
from viz.readers.kedro_project.static.names import lookup, store
from viz.readers.kedro_project.static.operators import BINARY, ERRORS, binary, charge, compare, unary
from viz.readers.kedro_project.static.text import format_value
from viz.readers.kedro_project.static.values import InstanceValue, Opaque, Reason, Undecided, Value

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Evaluate, Frame, Machine


def _constant(machine: Machine, frame: Frame, node: ast.Constant) -> Value:
    return node.value


def _name(machine: Machine, frame: Frame, node: ast.Name) -> Value:
    return lookup(machine, frame, node)


def _attribute(machine: Machine, frame: Frame, node: ast.Attribute) -> Value:
    return get_attribute(machine, machine.eval(frame, node.value), node.attr, frame.site(node))


def _subscript(machine: Machine, frame: Frame, node: ast.Subscript) -> Value:
    container = machine.eval(frame, node.value)
    key = machine.eval(frame, node.slice)
    return get_item(machine, container, key, frame.site(node))


def _slice(machine: Machine, frame: Frame, node: ast.Slice) -> Value:
    parts = [None if part is None else machine.eval(frame, part) for part in (node.lower, node.upper, node.step)]
    return slice_value(machine, parts)


def unpacked(machine: Machine, frame: Frame, elements: list[ast.expr]) -> tuple[list[Value], Reason | None]:
    """The values of a display's elements, `*` unpacked, and why the list of them is not certain."""
    result: list[Value] = []
    unsure = None
    for element in elements:
        if isinstance(element, ast.Starred):
            value = machine.eval(frame, element.value)
            try:
                result.extend(machine.items(value))
                machine.in_same_order(value, result)
            except Undecided as undecided:
                unsure = undecided.reason
                if isinstance(value, (list, tuple)):
                    result.extend(value)
        else:
            result.append(machine.eval(frame, element))
    machine.budget.size(len(result))
    return result, unsure


def _list(machine: Machine, frame: Frame, node: ast.List) -> Value:
    result, unsure = unpacked(machine, frame, node.elts)
    if unsure is not None:
        machine.mark_unsure(result, unsure)
    return result


def _tuple(machine: Machine, frame: Frame, node: ast.Tuple) -> Value:
    result, unsure = unpacked(machine, frame, node.elts)
    return machine.in_same_order(result, tuple(result)) if unsure is None else Opaque(unsure)


def _set(machine: Machine, frame: Frame, node: ast.Set) -> Value:
    items, unsure = unpacked(machine, frame, node.elts)
    if unsure is not None:
        return Opaque(unsure)
    try:
        return set(items)
    except Undecided as undecided:
        return Opaque(undecided.reason)
    except TypeError as error:
        raise machine.error(TypeError, str(error), frame.place(node)) from None


def _dict(machine: Machine, frame: Frame, node: ast.Dict) -> Value:
    result: dict[Value, Value] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            _spread(machine, frame, result, machine.eval(frame, value), value)
            continue
        name = machine.eval(frame, key)
        content = machine.eval(frame, value)
        doubt = machine.deep_doubt(name)
        if doubt is not None:
            machine.mark_unsure(result, doubt)
            continue
        try:
            result[name] = content
        except TypeError as error:
            raise machine.error(TypeError, str(error), frame.place(node)) from None
    machine.budget.size(len(result))
    return result


def _spread(machine: Machine, frame: Frame, result: dict[Value, Value], other: Value, node: ast.expr) -> None:
    doubt = machine.doubt(other)
    if doubt is not None:
        machine.mark_unsure(result, doubt)
    if isinstance(other, dict):
        result.update(other)
    elif hasattr(other, "get_item") or isinstance(other, InstanceValue):
        text = f"`**{ast.unparse(node)}`, which is not followed"
        machine.mark_unsure(result, Reason("unsupported", text, frame.place(node)))
    elif doubt is None:
        raise machine.error(TypeError, "argument after ** must be a mapping", frame.place(node))


def _binary(machine: Machine, frame: Frame, node: ast.BinOp) -> Value:
    chain: list[ast.BinOp] = []
    left: ast.expr = node
    while isinstance(left, ast.BinOp):
        chain.append(left)
        left = left.left
    value = machine.eval(frame, left)
    for step in reversed(chain):
        machine.budget.spend()
        value = binary(machine, type(step.op), value, machine.eval(frame, step.right), frame.place(step))
    return value


def _unary(machine: Machine, frame: Frame, node: ast.UnaryOp) -> Value:
    return unary(machine, type(node.op), machine.eval(frame, node.operand), frame.place(node))


def _boolean(machine: Machine, frame: Frame, node: ast.BoolOp) -> Value:
    stop = isinstance(node.op, ast.Or)
    value: Value = None
    for part in node.values:
        value = machine.eval(frame, part)
        try:
            if machine.truth(value) is stop:
                return value
        except Undecided as undecided:
            return _undecided_boolean(machine, frame, node, part, undecided)
    return value


def _undecided_boolean(machine: Machine, frame: Frame, node: ast.BoolOp, part: ast.expr, undecided: Undecided) -> Value:
    rest = node.values[node.values.index(part) + 1 :]

    def others() -> Flow | None:
        for later in rest:
            machine.eval(frame, later)
        return None

    if rest:
        fork(machine, undecided.reason, [lambda: None, others])
    return Opaque(undecided.reason)


def _compare(machine: Machine, frame: Frame, node: ast.Compare) -> Value:
    left = machine.eval(frame, node.left)
    result: Value = True
    for operation, comparator in zip(node.ops, node.comparators, strict=True):
        right = machine.eval(frame, comparator)
        result = compare(machine, type(operation), left, right, frame.place(node))
        if len(node.ops) == 1 or isinstance(result, Opaque) or not machine.truth(result):
            return result
        left = right
    return result


def _conditional(machine: Machine, frame: Frame, node: ast.IfExp) -> Value:
    try:
        chosen = node.body if machine.truth(machine.eval(frame, node.test)) else node.orelse
    except Undecided as undecided:
        ways = [
            lambda: Return(machine.eval(frame, node.body)),
            lambda: Return(machine.eval(frame, node.orelse)),
        ]
        flow = fork(machine, undecided.reason, ways)
        return flow.value if isinstance(flow, Return) else Opaque(undecided.reason)
    return machine.eval(frame, chosen)


def _call(machine: Machine, frame: Frame, node: ast.Call) -> Value:
    site = frame.site(node)
    callee = machine.eval(frame, node.func)
    args, unsure = unpacked(machine, frame, node.args)
    kwargs: dict[str, Value] = {}
    for keyword in node.keywords:
        value = machine.eval(frame, keyword.value)
        if keyword.arg is not None:
            kwargs[keyword.arg] = value
            continue
        doubt = machine.doubt(value)
        unsure = unsure or doubt
        if isinstance(value, dict):
            kwargs.update(value)
    if unsure is not None:
        return Opaque(unsure)
    if isinstance(node.func, ast.Name) and node.func.id in FRAME_FUNCTIONS:
        args, kwargs = FRAME_FUNCTIONS[node.func.id](machine, frame, callee, args, kwargs)
    return call(machine, callee, args, kwargs, site)


def _super_arguments(
    machine: Machine, frame: Frame, callee: Value, args: list[Value], kwargs: dict[str, Value]
) -> tuple[list[Value], dict[str, Value]]:
    if args or callee is not machine.builtins["super"]:
        return args, kwargs
    function = frame.function
    owner = function.owner if function is not None else None
    return ([owner, frame.first] if owner is not None else []), kwargs


def _names_argument(
    machine: Machine, frame: Frame, callee: Value, args: list[Value], kwargs: dict[str, Value]
) -> tuple[list[Value], dict[str, Value]]:
    if args or callee not in (machine.builtins["globals"], machine.builtins["locals"], machine.builtins["vars"]):
        return args, kwargs
    is_global = callee is machine.builtins["globals"]
    return [frame.module.names if is_global else frame.scope.names], kwargs


FRAME_FUNCTIONS = {
    "super": _super_arguments,
    "globals": _names_argument,
    "locals": _names_argument,
    "vars": _names_argument,
}


def _lambda(machine: Machine, frame: Frame, node: ast.Lambda) -> Value:
    return make_function(machine, frame, node)


def _joined(machine: Machine, frame: Frame, node: ast.JoinedStr) -> Value:
    parts: list[Value] = [machine.eval(frame, part) for part in node.values]
    for part in parts:
        if isinstance(part, Opaque):
            return Opaque(part.reason)
    result = "".join(parts)
    charge(machine, result)
    return result


def _formatted(machine: Machine, frame: Frame, node: ast.FormattedValue) -> Value:
    value = machine.eval(frame, node.value)
    spec = "" if node.format_spec is None else machine.eval(frame, node.format_spec)
    if isinstance(spec, Opaque):
        return spec
    return format_value(machine, value, spec, node.conversion, frame.site(node))


def _named(machine: Machine, frame: Frame, node: ast.NamedExpr) -> Value:
    value = machine.eval(frame, node.value)
    scope = frame.scope
    while scope.is_comprehension and scope.parent is not None:
        scope = scope.parent
    store(machine, scope, node.target.id, value)
    return value


def _starred(machine: Machine, frame: Frame, node: ast.Starred) -> Value:
    return machine.eval(frame, node.value)


EXPRESSIONS: dict[type[ast.AST], Evaluate] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.List: _list,
    ast.Tuple: _tuple,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.Call: _call,
    ast.Lambda: _lambda,
    ast.JoinedStr: _joined,
    ast.FormattedValue: _formatted,
    ast.NamedExpr: _named,
    ast.Starred: _starred,
    ast.ListComp: list_of,
    ast.SetComp: set_of,
    ast.DictComp: dict_of,
    ast.GeneratorExp: generator_of,
}

__all__ = ["BINARY", "ERRORS", "EXPRESSIONS", "unpacked"]
