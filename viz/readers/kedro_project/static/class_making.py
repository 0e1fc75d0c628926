"""Class statements: bases, method resolution order, dataclasses, enumerations and named tuples."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from viz.model import Place
from viz.readers.kedro_project.static.enums import make_members
from viz.readers.kedro_project.static.values import (
    Builtin,
    ClassValue,
    FieldValue,
    Opaque,
    Scope,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine

ENUMS = {
    "enum.Enum": "",
    "enum.IntEnum": "int plain_text",
    "enum.StrEnum": "str plain_text",
    "enum.Flag": "flag",
    "enum.IntFlag": "int flag plain_text",
}
# Bases of the standard library that give a class no attributes anybody looks at here.
INERT = {"abc.ABC", "typing.Protocol", "typing.Generic", "typing.TypedDict", "typing_extensions.Protocol"}


def make_class(machine: Machine, frame: Frame, node: ast.ClassDef) -> ClassValue:
    """The class that a `class` statement makes."""
    from viz.readers.kedro_project.static.machine import Frame as NewFrame
    from viz.readers.kedro_project.static.statements import run

    bases = [machine.eval(frame, base) for base in node.bases]
    prefix = frame.function.qualname + ".<locals>." if frame.function is not None else ""
    if frame.owner is not None and frame.scope.is_class:
        prefix = frame.owner.qualname + "."
    kind = ClassValue(machine, node.name, node, frame.module, bases, prefix + node.name)
    _inherit(machine, kind, bases, frame.place(node))
    if any(keyword.arg == "metaclass" for keyword in node.keywords):
        _metaclass(machine, frame, node, kind)
    body = NewFrame(Scope(kind.attributes, frame.scope, frame.module, is_class=True), frame.module)
    body.function, body.owner = frame.function, kind
    if frame.scope.names is frame.scope.globals:
        body.scope.parent = None
    run(machine, body, node.body)
    if "enum" in kind.traits:
        make_members(machine, kind, frame.site(node))
    if "namedtuple" in kind.traits:
        kind.fields = [*kind.fields, *_annotated_fields(kind)]
    return kind


def _metaclass(machine: Machine, frame: Frame, node: ast.ClassDef, kind: ClassValue) -> None:
    for keyword in node.keywords:
        value = machine.eval(frame, keyword.value)
        if keyword.arg == "metaclass" and not (isinstance(value, (Opaque, Builtin)) and _path(value) == "abc.ABCMeta"):
            text = f"the metaclass of {kind.name}"
            kind.mro.append(machine.opaque(frame.place(node), "unsupported", text))


def _path(value: Value) -> str | None:
    return value.path if isinstance(value, (Opaque, Builtin)) else None


def _inherit(machine: Machine, kind: ClassValue, bases: list[Value], place: Place | None) -> None:
    lines: list[list[Value]] = []
    for base in bases:
        path = _path(base)
        if path in ENUMS:
            kind.traits.update({"enum", *ENUMS[path].split()})
        elif path == "typing.NamedTuple":
            kind.traits.add("namedtuple")
        elif path in INERT or base is object:
            kind.traits.add("inert")
        elif isinstance(base, ClassValue):
            kind.traits |= base.traits - {"total_ordering"}
            if "dataclass" in base.traits or "namedtuple" in base.traits:
                kind.fields = [*base.fields]
            base.subclasses.append(kind)
            lines.append(list(base.mro))
        elif isinstance(base, type) and issubclass(base, (str, int)):
            kind.traits.add(base.__name__)
            lines.append([base])
        else:
            lines.append([base])
    kind.mro = [kind, *linear(machine, [*lines, [line[0] for line in lines]], place)]


def linear(machine: Machine, lines: list[list[Value]], place: Place | None) -> list[Value]:
    """Python's order of the classes that a class inherits from (C3)."""
    result: list[Value] = []
    lines = [line for line in lines if line]
    while lines:
        machine.budget.spend(sum(map(len, lines)))
        for line in lines:
            first = line[0]
            if not any(first is other for rest in lines for other in rest[1:]):
                break
        else:
            raise machine.error(TypeError, "Cannot create a consistent method resolution order (MRO)", place)
        result.append(first)
        lines = [line[1:] if line[0] is first else line for line in lines]
        lines = [line for line in lines if line]
    return result


def _annotated_fields(kind: ClassValue, *, keyword_only: bool = False) -> list[FieldValue]:
    fields: list[FieldValue] = []
    for statement in kind.node.body:
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            continue
        annotation = ast.unparse(statement.annotation)
        if "ClassVar" in annotation:
            continue
        if annotation.rpartition(".")[2] == "KW_ONLY":
            keyword_only = True
            continue
        name = statement.target.id
        fields.append(_field(name, kind.attributes.get(name), name in kind.attributes, keyword_only))
    return fields


def _field(name: str, value: Value, present: bool, keyword_only: bool) -> FieldValue:
    if isinstance(value, FieldValue):
        return replace(value, name=name, keyword_only=value.keyword_only or keyword_only)
    return FieldValue(name, value, present, keyword_only=keyword_only)


def make_dataclass(machine: Machine, kind: ClassValue, options: dict[str, Value]) -> ClassValue:
    """What `@dataclass` does to a class: fields in the order of their annotations, those of the bases first."""
    own = _annotated_fields(kind, keyword_only=options.get("kw_only") is True)
    names = {item.name for item in own}
    inherited = [item for item in kind.fields if item.name not in names]
    replaced = {item.name: item for item in own}
    ordered = [replaced.pop(item.name, item) for item in kind.fields]
    kind.fields = [*ordered, *replaced.values()] if inherited or ordered else own
    for item in own:
        if isinstance(kind.attributes.get(item.name), FieldValue):
            machine.touch(kind.attributes, names=True)
            if item.has_default and item.factory is None:
                kind.attributes[item.name] = item.default
            else:
                del kind.attributes[item.name]
    kind.traits.add("dataclass")
    kind.options = options
    return kind
