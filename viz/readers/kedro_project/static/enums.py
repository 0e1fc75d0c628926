"""Enumerations: their members, what these are as text, and looking them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.readers.kedro_project.static.values import (
    MEMBERS,
    ClassValue,
    Descriptor,
    EnumNumber,
    EnumText,
    FunctionValue,
    InstanceValue,
    Opaque,
    Site,
    Undecided,
    Value,
    Wrapped,
)

if TYPE_CHECKING:
    from viz.readers.kedro_project.static.machine import Machine


def is_enum(kind: Value) -> bool:
    """Whether a class is an enumeration."""
    return isinstance(kind, ClassValue) and "enum" in kind.traits


def is_member(value: Value) -> bool:
    """Whether a value is a member of an enumeration."""
    return isinstance(value, MEMBERS) or (isinstance(value, InstanceValue) and is_enum(value.kind))


def make_members(machine: Machine, kind: ClassValue, site: Site) -> None:
    """Make members of the attributes of an enumeration's class."""
    seen: list[tuple[Value, Value]] = []
    for name, value in list(kind.attributes.items()):
        if name.startswith("_") or isinstance(value, (FunctionValue, Descriptor, ClassValue, Wrapped)):
            continue
        if isinstance(value, Opaque) and value.path == "enum.auto()":
            value = _automatic(machine, kind, name, [known for known, _ in seen], site)
        member = _alias(seen, value)
        if member is None:
            member = _member(machine, kind, name, value, site)
        seen.append((value, member))
        kind.members[name] = member
        del kind.attributes[name]


def _automatic(machine: Machine, kind: ClassValue, name: str, before: list[Value], site: Site) -> Value:
    """The value of `enum.auto()`."""
    from viz.readers.kedro_project.static.calls import call
    from viz.readers.kedro_project.static.classes import find_in_class

    own = find_in_class(kind, "_generate_next_value_")
    if isinstance(own, (FunctionValue, Descriptor)):
        function = own.function if isinstance(own, Descriptor) else own
        return call(machine, function, [name, 1, len(before), before], {}, site)
    if "str" in kind.traits and "plain_text" in kind.traits:
        return name.lower()
    if "str" in kind.traits:
        return machine.opaque(site.place, "unsupported", f"`enum.auto()` in {kind.name}, which is made of texts")
    numbers = [value for value in before if isinstance(value, int)]
    highest = max(numbers, default=0)
    return 1 << highest.bit_length() if "flag" in kind.traits else highest + 1


def _alias(seen: list[tuple[Value, Value]], value: Value) -> Value | None:
    for known, member in seen:
        if not isinstance(known, Opaque) and not isinstance(value, Opaque) and known == value:
            return member
    return None


def _member(machine: Machine, kind: ClassValue, name: str, value: Value, site: Site) -> Value:
    from viz.readers.kedro_project.static.calls import call
    from viz.readers.kedro_project.static.classes import find_in_class

    if isinstance(find_in_class(kind, "__new__"), (FunctionValue, Descriptor)):
        return machine.opaque(site.place, "unsupported", f"a member of {kind.name}, which defines `__new__`")
    if isinstance(value, (str, int)) and (("str" in kind.traits) or ("int" in kind.traits)):
        member: Value = (EnumText if "str" in kind.traits else EnumNumber)(value)
        member.kind, member.member = kind, name
        return member
    member = InstanceValue(kind)
    member.attributes.update(name=name, value=value, _name_=name, _value_=value)
    init = find_in_class(kind, "__init__")
    if isinstance(init, FunctionValue):
        call(machine, init, [member, *(value if isinstance(value, tuple) else (value,))], {}, site)
    return member


def find_member(machine: Machine, kind: ClassValue, args: list[Value], site: Site) -> Value:
    """`Enumeration(value)`."""
    from viz.readers.kedro_project.static.classes import find_in_class

    if len(args) != 1:
        return machine.opaque(site.place, "unsupported", f"`{kind.name}` made by a call")
    value = machine.certain(args[0])
    for member in kind.members.values():
        machine.certain(member)
        if member is value or value_of(member) == value:
            return member
    if isinstance(find_in_class(kind, "_missing_"), (FunctionValue, Descriptor)) or "flag" in kind.traits:
        return machine.opaque(site.place, "unsupported", f"a value that {kind.name} does not list")
    shown = repr(value) if isinstance(value, (str, int)) else "value"
    raise machine.error(ValueError, f"{shown} is not a valid {kind.qualname}", site.place)


def value_of(member: Value) -> Value:
    """The value of a member."""
    if isinstance(member, EnumText):
        return str.__str__(member)
    return int(member) if isinstance(member, EnumNumber) else member.attributes["_value_"]


def name_of(member: Value) -> str:
    """The name of a member."""
    return str(member.member if isinstance(member, MEMBERS) else member.attributes["_name_"])


def member_text(machine: Machine, member: Value, how: str, site: Site) -> Value:
    """`repr(member)`, `str(member)` or, where it differs between versions of Python, that it does."""
    from viz.readers.kedro_project.static.text import repr_of

    kind, name = member.kind, name_of(member)
    if how == "__repr__":
        shown = repr_of(machine, value_of(member), site)
        return shown if isinstance(shown, Opaque) else f"<{kind.name}.{name}: {shown}>"
    mixed = isinstance(member, MEMBERS) or bool(kind.traits & {"int", "str"})
    if "plain_text" in kind.traits and "str" in kind.traits:
        return value_of(member)
    if "plain_text" in kind.traits or (mixed and how == "__format__"):
        text = f"`{kind.name}.{name}` as text, which differs between versions of Python"
        return machine.opaque(site.place, "unsupported", text)
    return f"{kind.name}.{name}"


def members_of(kind: ClassValue) -> list[Value]:
    """The members that are no aliases, in order."""
    unique: dict[int, Value] = {}
    for member in kind.members.values():
        if isinstance(member, Opaque):
            raise Undecided(member.reason)
        unique.setdefault(id(member), member)
    return list(unique.values())
