"""Class statements: bases, method resolution order, dataclasses, enumerations and named tuples."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.values import (
    Builtin,
    ClassValue,
    Descriptor,
    EnumText,
    FieldValue,
    FunctionValue,
    InstanceValue,
    Opaque,
    Scope,
    Site,
    Value,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Frame, Machine

ENUMS = {"enum.Enum": "", "enum.IntEnum": "int", "enum.StrEnum": "str", "enum.Flag": "flag", "enum.IntFlag": "flag"}
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
    kind = ClassValue(node.name, node, frame.module, bases, prefix + node.name)
    _inherit(kind, bases)
    if any(keyword.arg == "metaclass" for keyword in node.keywords):
        _metaclass(machine, frame, node, kind)
    body = NewFrame(Scope(kind.attributes, frame.scope, frame.module, is_class=True), frame.module)
    body.function, body.owner = frame.function, kind
    if frame.scope.names is frame.scope.globals:
        body.scope.parent = None
    run(machine, body, node.body)
    if "enum" in kind.traits:
        _make_members(machine, frame, kind)
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


def _inherit(kind: ClassValue, bases: list[Value]) -> None:
    mro: list[Value] = []
    for base in bases:
        path = _path(base)
        if path in ENUMS:
            kind.traits.update({"enum", *([ENUMS[path]] if ENUMS[path] else [])})
        elif path == "typing.NamedTuple":
            kind.traits.add("namedtuple")
        elif path in INERT or base is object:
            continue
        elif isinstance(base, ClassValue):
            kind.traits |= base.traits
            if "dataclass" in base.traits or "namedtuple" in base.traits:
                kind.fields = [*base.fields]
            mro = _merged(mro, base.mro)
        elif isinstance(base, type) and issubclass(base, (str, int)):
            kind.traits.add(base.__name__)
            mro.append(base)
        else:
            mro.append(base)
    kind.mro = [kind, *mro]


def _merged(first: list[Value], second: list[Value]) -> list[Value]:
    """Depth first, and a base that several parents share comes last, as in Python's order for simple hierarchies."""
    shared = [base for base in first if any(base is other for other in second)]
    return [*(base for base in first if not any(base is other for other in shared)), *second]


def _make_members(machine: Machine, frame: Frame, kind: ClassValue) -> None:
    seen: list[tuple[Value, Value]] = []
    for name, value in list(kind.attributes.items()):
        if name.startswith("_") or isinstance(value, (FunctionValue, Descriptor, ClassValue)):
            continue
        if isinstance(value, Opaque) and value.path == "enum.auto()":
            value = _automatic(machine, kind, name, [known for known, _ in seen])
        alias = next(
            (
                member
                for known, member in seen
                if type(known) is type(value) and not isinstance(value, Opaque) and known == value
            ),
            None,
        )
        member = alias if alias is not None else _member(kind, name, value)
        seen.append((value, member))
        kind.members[name] = member
        del kind.attributes[name]


def _automatic(machine: Machine, kind: ClassValue, name: str, before: list[Value]) -> Value:
    """What `auto()` becomes: what the project's own rule says, else the next number or the name in small letters."""
    from viz.readers.kedro_project.static.calls import call
    from viz.readers.kedro_project.static.classes import find_in_class

    rule = find_in_class(kind, "_generate_next_value_")
    rule = getattr(rule, "function", rule)
    if isinstance(rule, FunctionValue):
        return call(machine, rule, [name, 1, len(before), before], {}, Site(kind.module, kind.node))
    if "str" in kind.traits:
        return name.lower()
    if "flag" in kind.traits:
        return 2 ** len(before)
    numbers = [value for value in before if isinstance(value, int)]
    return max(numbers) + 1 if numbers else 1


def _member(kind: ClassValue, name: str, value: Value) -> Value:
    if "str" in kind.traits and isinstance(value, str):
        text = EnumText(value)
        text.kind, text.member = kind, name
        return text
    member = InstanceValue(kind)
    member.attributes.update(name=name, value=value, _name_=name, _value_=value)
    return member


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
        return FieldValue(
            name, value.default, value.has_default, value.factory, value.init, value.keyword_only or keyword_only
        )
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
    return kind
